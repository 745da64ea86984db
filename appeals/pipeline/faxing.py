"""Faxes between the rooms: on which paper, from whom to whom, how long they take and what they cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from appeals.dispatch.fax_cost import fax_cost, find_rate
from appeals.dispatch.fax_time import DIALLING, LINES, page_seconds
from appeals.model.address import Appeal
from appeals.model.document import Paper
from appeals.model.fax import LineCoding
from appeals.model.letter import Letter
from appeals.model.numbers import country_of, dial, written
from appeals.model.recipient import Fax, Recipient
from appeals.model.sender import Sender
from appeals.model.tariff import FaxRate, Tariff
from appeals.pipeline.loading import Records
from appeals.problems import FormatError
from appeals.records import check, parse
from appeals.workspace import Workspace

FAX_FORMATS = frozenset({"fax", "fax-pack", "fax-preview"})
LETTER_COUNTRIES = frozenset({"US"})  # where machines hold US Letter; everywhere else we take A4 to be in them
PAPER_NAMES: dict[Paper, str] = {"a4": "A4", "letter": "US Letter"}


@dataclass(frozen=True, slots=True)
class FaxCall:
    """What a file would be sent to: the number, what the sender dials for it, and the country it stands in."""

    number: str  # E.164
    dialled: str  # empty where it is not known
    country: str


def calls_to(recipient: Recipient, sender: Sender, day: date, outside_line: str = "") -> tuple[FaxCall, ...]:
    """List the fax lines of a recipient on a day, each as the sender dials it."""
    lines = (line for line in recipient.channels if isinstance(line, Fax) and line.holds_on(day))
    return tuple(call_to(line.number, sender, outside_line) for line in lines)


def call_to(number: str, sender: Sender, outside_line: str = "") -> FaxCall:
    """Tell how a sender dials a number in E.164."""
    return FaxCall(number, dial(number, sender.address.country, outside_line), country_of(number))


def fax_paper(records: Records, letter: Letter, sender: Sender) -> Paper:
    """Choose the paper of a fax: US Letter where it leaves from or arrives in the United States, else A4."""
    countries = {sender.address.country}
    if recipient := records.recipients.get(letter.recipient):
        numbers = {call.country for call in calls_to(recipient, sender, letter.date)}
        countries |= numbers or {place.country for place in recipient.addresses if place.holds_on(letter.date)}
    return "letter" if countries & LETTER_COUNTRIES else "a4"


def fax_notes(appeals: Sequence[Appeal]) -> Iterator[str]:
    """Say which letters that are made as fax have no number to go to."""
    for appeal in appeals:
        if not any(isinstance(channel, Fax) for channel in appeal.addressee.channels):
            yield f"{appeal.addressee.recipient.id}: fax none: no fax number is known for {appeal.date}"


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
