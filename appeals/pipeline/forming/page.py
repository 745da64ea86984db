"""From a case to one page in which volunteers fill in its letters: no server, no request, nothing kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from appeals.formats.form_page import MARKS, FormPage, fill_form, open_fields, rooms, style_sheet
from appeals.formats.stationery import choose_stationery
from appeals.letters.forms import title
from appeals.model.address import Appeal
from appeals.model.case import Case
from appeals.model.document import Document
from appeals.phrases import countries
from appeals.pipeline.forming.facts import Leaf, gather_facts, words_of_page
from appeals.pipeline.forming.unsigned import SteadyTemplates, Unsigned
from appeals.pipeline.judging import insist, insist_on_time
from appeals.pipeline.loading import Records, load
from appeals.pipeline.making import notes_of
from appeals.pipeline.ordering import Order
from appeals.problems import AppealsError, UsageError
from appeals.workspace import Workspace

LONGEST = timedelta(days=60)  # of use; then somebody should look at the records again


@dataclass(frozen=True, slots=True)
class Formed:
    """What was written, until which day it may be used, and what was not known."""

    path: Path
    last: date
    notes: tuple[str, ...]


def form(workspace: Workspace, order: Order, languages: Sequence[str], out: Path | None, today: date) -> Formed:
    """Write the page for the one case of an order; raise with what keeps its letters from being written."""
    records = load(workspace, order.cases)
    case = next(iter(records.cases.values()))
    try:
        page, last, appeals = make_form(records, case, replace(order, day=order.day or today), languages)
    except AppealsError as error:
        raise type(error)(*map(records.discreet, error.problems)) from error
    out = out or workspace.folder / "outbox" / f"{case.id}.html"
    (path,) = workspace.write([Document(out.name, "text/html", page.encode())], out.parent)
    return Formed(path, last, (*notes_of(appeals), *_remind(case, order, last)))


def _remind(case: Case, order: Order, last: date) -> Iterator[str]:
    """Say that the page ends before the case does."""
    if case.deadline and not order.late and last < case.deadline:
        yield f"people may write until {case.deadline}, and this page ends on {last}: make a new one by then"


def make_form(
    records: Records, case: Case, order: Order, languages: Sequence[str] = ()
) -> tuple[str, date, tuple[Appeal, ...]]:
    """Make the page as text; return with it the last day of its use, and the appeals it holds."""
    records = replace(records, templates=SteadyTemplates(records.templates.folders))
    day = order.day or date.min
    insist_on_time(records, case, day, late=order.late)
    _insist_on_letters(records, case, order)
    letters = tuple(list_letters(records, case, order, languages))
    leaves = tuple(leaf for unsigned in letters for leaf in make_leaves(unsigned))
    last = find_last_day(letters)
    facts = gather_facts(records, case, leaves)
    stationery, first = letters[0].stationery, leaves[0].letter
    facts |= {"made": day.isoformat(), "last": last.isoformat(), "late": order.late, "rooms": rooms(stationery)}
    language, words = words_of_page(records, first.language, {"made": day, "last": last, "deadline": case.deadline})
    page = FormPage(
        language=language,
        words=words,
        letters=tuple(show_letter(records, leaf, number) for number, leaf in enumerate(leaves)),
        style=style_sheet(first, records.templates, stationery),
        facts=facts,
    )
    return fill_form(page, records.templates), last, tuple(leaf.appeal for leaf in leaves)


def _insist_on_letters(records: Records, case: Case, order: Order) -> None:
    """Refuse a circular: it tells people what to write, and is no letter to an office."""
    kind = records.kind(order.kind or case.kind)
    if kind.audience != "recipients":
        raise UsageError.of(
            f"the letters of “{case.id}” are of the kind “{kind.name}”, a circular to those who write",
            "name the kind that they are to write with --kind, such as appeal",
        )


def list_letters(records: Records, case: Case, order: Order, languages: Sequence[str]) -> Iterator[Unsigned]:
    """List what the page is to hold: each recipient in each language, English first."""
    stationery = choose_stationery(order.paper, order.window)
    for name in order.to or case.to:
        for language in languages or sorted(case.languages, key=lambda code: (code != "en", code)):
            yield Unsigned(records, case, replace(order, to=(name,), language=language, public=True), stationery)


def make_leaves(unsigned: Unsigned) -> Iterator[Leaf]:
    """Compose a letter for all countries but those from which it reads otherwise, and then for each of those."""
    far, near = find_countries(unsigned)
    common = unsigned.sheet(far)
    own = {country: sheet for country in near if (sheet := unsigned.sheet(country)) != common}
    appeal, letter = unsigned.try_out(far)
    insist(unsigned.records, unsigned.case, unsigned.day, ((appeal, letter),))
    room = unsigned.room(far)
    room = room if MARKS["personal"] in common else 0
    yield Leaf(appeal, letter, common, (), room)
    for sheet in dict.fromkeys(own.values()):
        served = tuple(country for country in own if own[country] == sheet)
        yield Leaf(*unsigned.try_out(served[0]), sheet, served, room)


def show_letter(records: Records, leaf: Leaf, number: int) -> dict[str, str]:
    """Give a letter as the page's template shows it; where no script runs, it can be chosen by its label."""
    language, to = records.language(leaf.letter.language), leaf.appeal.addressee
    named = f"{title(to.recipient, to.holder, language)} ({language.table.get('name', language.code)})"
    return {
        "id": f"letter-{number}",
        "language": language.code,
        "label": "" if leaf.countries else named,
        "sheet": open_fields(leaf.sheet),
    }


def find_countries(unsigned: Unsigned) -> tuple[str, tuple[str, ...]]:
    """Find a country that a letter has nothing to do with, and those whose office or post it has to do with."""
    appeal, _ = unsigned.try_out("DE")
    everyone = (appeal.addressee, *appeal.principals, *appeal.copies)
    states = (to.recipient.office.state for to in everyone)
    posts = (place.country for to in everyone for place in to.recipient.addresses)
    near = tuple(dict.fromkeys(code for code in (*states, *posts) if code))
    return next(code for code in countries() if code not in near), near


def find_last_day(letters: Sequence[Unsigned]) -> date:
    """Find the last day on which every letter says what it says now, and may still be written."""
    order, case = letters[0].order, letters[0].case
    last = letters[0].day + LONGEST
    if case.deadline and not order.late:
        last = min(last, case.deadline)
    for unsigned in {letter.order.to: letter for letter in letters}.values():
        last = min(last, unsigned.lasts_until(find_countries(unsigned)[0], last))
    return last
