"""Tells of a fax file what it holds, how long it takes and what it costs."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from appeals.dispatch.fax_cost import fax_cost, find_rate
from appeals.dispatch.fax_time import DIALLING, LINES, page_seconds
from appeals.model.document import Paper
from appeals.model.fax import LineCoding
from appeals.model.numbers import read_fax_number, written
from appeals.model.tariff import FaxRate, Tariff
from appeals.pipeline.faxing import FaxCall, call_to, calls_to
from appeals.pipeline.finding import find_recipient, find_senders
from appeals.pipeline.loading import load
from appeals.problems import FormatError, UsageError
from appeals.records import check, parse
from appeals.workspace import Workspace

PAPER_NAMES: dict[Paper, str] = {"a4": "A4", "letter": "US Letter"}


def find_calls(workspace: Workspace, to: str, sender: str, day: date) -> tuple[FaxCall, ...]:
    """Find the fax lines of a recipient, or take a number written with its country; raise UsageError for neither."""
    records = load(workspace, ())
    own, *_ = find_senders(records, (sender,) if sender else ())
    if to.startswith(("+", "00")):
        try:
            return (call_to(read_fax_number(to), own, records.tariff.outside_line),)
        except ValueError as error:
            raise UsageError.of(f"“{to}” is not a telephone number", "write it as +49 30 2758 8221") from error
    if calls := calls_to(find_recipient(records, to), own, day, records.tariff.outside_line):
        return calls
    raise UsageError.of(f"no fax number of “{to}” is known for {day}", "name another recipient, day or number")


def load_tariff(workspace: Workspace) -> Tariff:
    """Read tariff.yaml; without one no cost is known."""
    files = workspace.tariff_files()
    return check(parse(workspace.read(files[0]), str(files[0])), Tariff) if files else Tariff()


def show_fax(workspace: Workspace, file: Path, call: FaxCall | None) -> Iterator[str]:
    """Tell what a file holds, how long it takes to send and what that costs; raise FormatError where it is no fax."""
    from appeals.formats.fax_coding import find_damage, recode  # noqa: PLC0415 -- Pillow, which `appeals check` need not load
    from appeals.formats.tiff_reader import find_paper, read_fax  # noqa: PLC0415 -- with it

    fax = read_fax(workspace.read_document(file), str(file))
    if damage := tuple(find_damage(fax, str(file))):
        raise FormatError(*damage)
    tariff = load_tariff(workspace)
    count = len(fax.pages)
    yield (
        f"{file.name}: {count} {'page' if count == 1 else 'pages'}, {PAPER_NAMES[find_paper(fax)]}, "
        f"{fax.resolution}, {fax.coding.upper()}"
    )
    if call:
        yield f"to {written(call.number)}: dial {call.dialled or 'the number after a prefix of your carrier'}"
    codings: tuple[LineCoding, ...] = ("mh", "mmr")
    yield from tell_times({coding: recode(fax, coding) for coding in codings}, tariff, call)


def tell_times(sizes: dict[LineCoding, tuple[int, ...]], tariff: Tariff, call: FaxCall | None) -> Iterator[str]:
    """Lay out seconds and cost for each line that two machines may agree on."""
    rates = choose_rates(tariff, call)
    width = max(len(str(line)) for line in LINES)
    names = [rate.name or ", ".join(rate.to) or "all countries" for rate in rates]
    yield "  ".join((" " * width, "seconds", *(f"{name:>9}" for name in names))).rstrip()
    for line in LINES:
        pages = page_seconds(sizes[line.coding], line)
        costs = (f"{fax_cost(rate, pages):.2f} {tariff.currency}" for rate in rates)
        told = (f"{cost:>{max(9, len(name))}}" for cost, name in zip(costs, names, strict=True))
        yield "  ".join((f"{line!s:<{width}}", f"{sum(pages):7.0f}", *told))
    yield f"Dialling and ringing take {DIALLING[0]} to {DIALLING[1]} seconds more."
    if not rates:
        yield "The cost is not known: tariff.yaml says nothing of this call."


def choose_rates(tariff: Tariff, call: FaxCall | None) -> tuple[FaxRate, ...]:
    """Choose the rate of a call, or all rates where none is named."""
    if call is None:
        return tariff.fax
    rate = find_rate(tariff, call.country)
    return (rate,) if rate else ()
