"""Looks through the packaged tables for what cannot be right: keys, dates, rules and totals."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from appeals.model.delay import enter_into_force
from appeals.model.law import StatusRow
from appeals.problems import Place, Problem
from appeals.reference.check_offices import OFFICE_LOOKS
from appeals.reference.law import catalogue, status_row
from appeals.reference.states import is_state
from appeals.reference.tables import Row, day_of, read_table

MEND = "mend the row, or report it: the tables are packaged with appeals"
Tables = Mapping[str, tuple[Row, ...]]
NAMES = (
    "instruments", "treaty_status", "reservations", "provisions", "state_names", "instruments_de", "provisions_de",
    "missions", "office_holders", "corrections",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """How many rows were looked at, and what is wrong with them."""

    counts: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]


def read_tables() -> Tables:
    """Read every packaged table as text."""
    return {name: read_table(f"{name}.csv") for name in NAMES}


def check_tables(tables: Tables) -> Checked:
    """Check all tables; dates come first, since nothing else can be said of a row whose dates cannot be read."""
    problems = tuple(_wrong_dates(tables))
    if not problems:
        problems = tuple(p for look in LOOKS for p in look(tables))
    return Checked(tuple((name, len(rows)) for name, rows in tables.items()), problems)


def _fault(table: str, index: int, sentence: str) -> Problem:
    return Problem(sentence, MEND, Place(f"{table}.csv", index + 2), code="REFERENCE")


def _wrong_dates(tables: Tables) -> Iterator[Problem]:
    """Find cells that are no dates."""
    columns = {
        "instruments": ("adopted", "in_force", "absence_as_of", "superseded"),
        "treaty_status": ("signed", "bound_since", "in_force_since", "ended", "as_of"),
        "reservations": ("as_of",),
        "missions": ("address_as_of", "as_of"),
        "office_holders": ("since", "until", "as_of"),
    }
    for table, names in columns.items():
        for index, row in enumerate(tables[table]):
            for name in names:
                try:
                    day_of(row[name])
                except ValueError:
                    yield _fault(table, index, f"{name} “{row[name]}” is not a date")


def _wrong_keys(tables: Tables) -> Iterator[Problem]:
    """Find rows that name an instrument or state that is not there."""
    codes = {row["code"] for row in tables["instruments"]}
    for table in ("treaty_status", "reservations", "provisions", "instruments_de"):
        for index, row in enumerate(tables[table]):
            code = row.get("instrument") or row["code"]
            if code not in codes:
                yield _fault(table, index, f"there is no instrument “{code}”")
            if "state" in row and not is_state(row["state"]):
                yield _fault(table, index, f"there is no state “{row['state']}”")


def _orphans(tables: Tables) -> Iterator[Problem]:
    """Find reservations of states without a standing, and German gists of provisions that are not there."""
    known = {(row["instrument"], row["state"]) for row in tables["treaty_status"]}
    for index, row in enumerate(tables["reservations"]):
        if (row["instrument"], row["state"]) not in known:
            yield _fault("reservations", index, f"{row['state']} has no standing under {row['instrument']}")
    for index, row in enumerate(tables["provisions_de"]):
        if row["key"] not in catalogue().provisions:
            yield _fault("provisions_de", index, f"there is no provision “{row['key']}”")


def _twice(tables: Tables) -> Iterator[Problem]:
    """Find rows that are there twice."""
    keys = {
        "instruments": ("code",),
        "treaty_status": ("instrument", "state", "bound_since"),
        "provisions": ("instrument", "article", "paragraph"),
        "state_names": ("iso3",),
        "instruments_de": ("code",),
        "provisions_de": ("key",),
        "missions": ("wikidata",),
        "office_holders": ("state", "office", "wikidata", "since"),
    }
    for table, columns in keys.items():
        seen: set[tuple[str, ...]] = set()
        for index, row in enumerate(tables[table]):
            key = tuple(row[column] for column in columns)
            if key in seen:
                yield _fault(table, index, f"{' '.join(key)} is there twice")
            seen.add(key)


def _wrong_rules(tables: Tables) -> Iterator[Problem]:
    """Find dates out of order, and entries into force that the treaty's own rule does not give."""
    instruments = catalogue().instruments
    for index, cells in enumerate(tables["treaty_status"]):
        row = status_row(cells)
        instrument = instruments.get(row.instrument)
        if instrument is None:
            continue
        yield from (_fault("treaty_status", index, sentence) for sentence in _disorder(row))
        made = instrument.adopted
        if made and row.signed and row.signed.last < made.first:
            yield _fault("treaty_status", index, f"signed {row.signed}, before the treaty was made ({made})")
        if row.bound_since is None or not row.bound_since.is_exact or row.how in ("succession", "signature"):
            expected = row.in_force_since if row.how == "signature" else None
        else:
            expected = enter_into_force(instrument, row.bound_since.first)
        if row.in_force_since != expected:
            rule = instrument.delay_rule or "no verified rule"
            yield _fault(
                "treaty_status", index, f"in force {row.in_force_since}, but the rule gives {expected} ({rule})"
            )


def _disorder(row: StatusRow) -> Iterator[str]:
    """Name dates of one row that come in the wrong order."""
    if row.signed and row.bound_since and row.signed.first > row.bound_since.last:
        yield f"signed {row.signed} after its deposit on {row.bound_since}"
    if row.ended and row.bound_since and row.ended.last <= row.bound_since.first:
        yield f"ended {row.ended} before it began on {row.bound_since}"
    if row.status == "ended" and not row.ended and not row.doubt:
        yield "ended without a date, and without a doubt that says so"
    if not row.source:
        yield "no source"


def _wrong_totals(tables: Tables) -> Iterator[Problem]:
    """Find instruments whose rows do not add up to the totals in their list."""
    counts = Counter((row["instrument"], row["status"]) for row in tables["treaty_status"])
    for index, row in enumerate(tables["instruments"]):
        for column, status in (("parties", "party"), ("signatories", "signatory")):
            found = counts[row["code"], status]
            if row[column] and int(row[column]) != found:
                yield _fault("instruments", index, f"{row['code']}: {row[column]} {column} expected, {found} found")


def _unsourced(tables: Tables) -> Iterator[Problem]:
    """Find provisions without a gist, and such as neither were seen nor are marked as doubtful."""
    for index, row in enumerate(tables["provisions"]):
        if not row["gist"]:
            yield _fault("provisions", index, "no gist")
        if not (row["checked"] or row["doubt"]):
            yield _fault("provisions", index, "neither seen in a source nor marked as doubtful")
    for index, row in enumerate(tables["instruments"]):
        if not row["source"]:
            yield _fault("instruments", index, f"{row['code']} has no source")


def _wrong_offices(tables: Tables) -> Iterator[Problem]:
    """Find missions, holders and corrections that cannot be right."""
    for table, look in OFFICE_LOOKS.items():
        yield from (_fault(table, index, sentence) for index, sentence in look(tables[table]))
    known = {name: {row["wikidata"] for row in tables[name]} for name in ("missions", "office_holders")}
    for index, row in enumerate(tables["corrections"]):
        if not row["why"] or row["table"] not in known:
            yield _fault("corrections", index, "no reason, or no table")
        elif row["column"] != "row" and row["key"].split()[0] not in known[row["table"]]:
            yield _fault("corrections", index, f"there is no row {row['key']} in {row['table']}.csv")


LOOKS = (_wrong_keys, _orphans, _twice, _wrong_rules, _wrong_totals, _unsourced, _wrong_offices)
