"""Compares a saved treaty page with the catalogue, and turns it into a file of the user's law."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from appeals.law.extend import compute_in_force
from appeals.model.catalogue import Catalogue
from appeals.model.common import Day
from appeals.model.law import Instrument, State, StatusRow
from appeals.problems import AppealsError, Problem, RecordError
from appeals.reference.states import find_state, state_of
from appeals.reference.untc import Entry, Page

ENDED = "the page says that it ended; read its footnote for the day"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the page and what we hold, in a sentence."""

    state: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Import:
    """A page put beside the catalogue: its rows, what they change, and what a person should read."""

    instrument: Instrument
    as_of: date
    rows: tuple[StatusRow, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]


def compare_page(catalogue: Catalogue, page: Page, code: str = "") -> Import:
    """Check the page's own totals, name every participant, and list what differs from the catalogue."""
    instrument = _instrument_of(catalogue, page, code)
    _check_totals(page)
    _check_age(instrument, page)
    named = _name_all(page)
    rows = tuple(row for state, entry in named for row in _rows_of(catalogue, instrument, page, state, entry))
    footnotes = tuple(
        f"{state.name}: footnote {', '.join(entry.notes)} of the page" for state, entry in named if entry.notes
    )
    return Import(instrument, page.as_of, rows, tuple(_differences(catalogue, instrument, rows)), footnotes)


def _instrument_of(catalogue: Catalogue, page: Page, code: str) -> Instrument:
    """Find the instrument by its code or by the title that the page prints."""
    if code in catalogue.instruments:
        return catalogue.instruments[code]
    for instrument in catalogue.instruments.values():
        if not code and instrument.title.casefold() == page.title.casefold():
            return instrument
    mend = "name it with --as CODE; add a treaty of your own to law/*.yaml first"
    raise RecordError.of(f"no instrument is called “{code or page.title}”", mend)


def _check_totals(page: Page) -> None:
    """Refuse a page whose table does not add up to the totals it prints."""
    counted = (
        ("parties", page.parties, page.counted_parties),
        ("signatories", page.signatories, page.counted_signatories),
    )
    wrong = [
        Problem(f"the page prints {printed} {what}, its table holds {found}", "save the page again, in full")
        for what, printed, found in counted
        if printed is not None and printed != found
    ]
    if page.parties is None:
        wrong.append(Problem("the page prints no total of parties", "save the page again, in full"))
    if wrong:
        raise RecordError(*wrong)


def _check_age(instrument: Instrument, page: Page) -> None:
    """Refuse a page that is older than what we hold."""
    held = instrument.absence_as_of
    if held and page.as_of < held.first:
        raise RecordError.of(f"the page is of {page.as_of}, older than what we hold ({held})", "save the page of today")


def _name_all(page: Page) -> list[tuple[State, Entry]]:
    """Find the state of every entry; an entry without one is an error, never left out."""
    named, wrong = [], []
    for entry in page.entries:
        try:
            named.append((find_state(entry.name), entry))
        except AppealsError:
            wrong.append(
                Problem(
                    f"the page names “{entry.name}”, which is no state that we know", "mend the name in the saved file"
                )
            )
    if wrong:
        raise RecordError(*wrong)
    return named


def _rows_of(
    catalogue: Catalogue, instrument: Instrument, page: Page, state: State, entry: Entry
) -> tuple[StatusRow, ...]:
    """Make the rows of one participant; earlier spans that we hold and the page does not list are kept."""
    held = catalogue.rows.get((instrument.code, state.iso3), ())
    deposit = Day(entry.bound_since, entry.bound_since) if entry.bound_since else None
    same = next((row for row in held if row.bound_since == deposit), None)
    last = StatusRow(
        instrument=instrument.code,
        state=state.iso3,
        status="ended" if entry.ended else "party" if deposit else "signatory",
        signed=Day(entry.signed, entry.signed) if entry.signed else None,
        bound_since=deposit,
        how=entry.how if deposit else "",
        in_force_since=compute_in_force(instrument, deposit, entry.how),
        ended=same.ended if entry.ended and same else None,
        doubt="" if not entry.ended or (same and same.ended) else ENDED,
        note=(same.note if same else "") or ("signature by succession" if entry.signed_by_succession else ""),
        source="UN Treaty Collection, saved page",
        as_of=Day(page.as_of, page.as_of),
    )
    earlier = [
        row for row in held if deposit and row.ended and row.bound_since and row.bound_since.last < deposit.first
    ]
    later = [
        row for row in held if entry.ended and row.bound_since and deposit and row.bound_since.first > deposit.last
    ]
    return (*earlier, last, *later)


def _differences(catalogue: Catalogue, instrument: Instrument, rows: Sequence[StatusRow]) -> Iterator[Change]:
    """Say state by state what is new, other or gone."""
    new: dict[str, list[StatusRow]] = {}
    for row in rows:
        new.setdefault(row.state, []).append(row)
    held = {state: list(spans) for (code, state), spans in catalogue.rows.items() if code == instrument.code}
    for state in sorted(new.keys() | held.keys()):
        before, after = _sum_up(held.get(state, [])), _sum_up(new.get(state, []))
        if before != after:
            name = state_of(state).name
            yield Change(state, f"{name}: {before or 'not on the list'} -> {after or 'not on the page'}")


def _sum_up(rows: Sequence[StatusRow]) -> str:
    """Write spans so that two of them can be compared by people and by `==`."""
    return "; ".join(
        " ".join(
            part
            for part in (
                row.status,
                f"signed {row.signed}" if row.signed else "",
                f"{row.how or 'bound'} {row.bound_since}" if row.bound_since else "",
                f"in force {row.in_force_since}" if row.in_force_since else "",
                f"ended {row.ended}" if row.ended else "",
            )
            if part
        )
        for row in rows
    )


def write_law_file(made: Import) -> str:
    """Write the import as a file of `law/`, one line a state, so that a later one can be compared with it."""
    code, as_of = made.instrument.code, made.as_of.isoformat()
    source = "{title: saved status page, by: United Nations Treaty Collection, date: " + as_of + "}"
    lines = [
        f"# {made.instrument.title}: every participant as the depositary's page of {as_of} lists it.",
        "# Written by `appeals reference import untc`; the next import writes it anew.",
        "lists:",
        f"- {{instrument: {code}, as_of: {as_of}, source: {source}}}",
        "standings:",
    ]
    return "\n".join((*lines, *(_line(row, source, as_of) for row in made.rows))) + "\n"


def _line(row: StatusRow, source: str, as_of: str) -> str:
    """Write one row in YAML's flow style; every text in quotes."""
    known = {
        "signed": row.signed,
        "bound_since": row.bound_since,
        "how": row.how,
        "in_force_since": row.in_force_since,
        "ended": row.ended,
        "doubt": row.doubt,
        "note": row.note,
    }
    facts = [f"{name}: {_text(value)}" for name, value in known.items() if value]
    head = [f"instrument: {row.instrument}", f'state: "{state_of(row.state).iso2}"', f"status: {row.status}"]
    return f"- {{{', '.join((*head, *facts, f'as_of: {as_of}', f'source: {source}'))}}}"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
