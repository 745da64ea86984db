"""Missions as one data set knew them: suggestions for records, never used in a letter by themselves."""

from dataclasses import dataclass
from functools import cache

from appeals.model.common import Day
from appeals.model.law import State
from appeals.problems import UsageError
from appeals.reference.states import find_state, is_state, state_of
from appeals.reference.tables import Row, day_of, parts_of, read_table
from appeals.reference.territories import TERRITORIES, find_territory

CONSULAR = frozenset({
    "consulate general", "consulate", "honorary consulate", "de facto consulate", "consular office", "consular agency",
})  # fmt: skip
SOURCE = "Wikidata"
ITEM = "https://www.wikidata.org/wiki/"


@dataclass(frozen=True, slots=True)
class Mission:
    """One mission: whose, to which state, where, and how it was reached; what is empty is not known."""

    sending: State
    host: State
    stands_in: State  # as a rule the host
    city: str
    kind: str  # embassy, high commission, consulate general ...
    covers: tuple[State, ...]  # other states that it is accredited to from there
    phone: str  # E.164
    email: str
    website: str
    address: str  # in one line, as the source has it
    address_as_of: Day | None
    item: str  # of Wikidata
    as_of: Day | None
    doubt: str

    @property
    def is_consular(self) -> bool:
        """Whether it is a consulate of some kind rather than an embassy."""
        return self.kind in CONSULAR


def find_place(text: str) -> State:
    """Find a state or other sender of missions by alpha-2, alpha-3 or English name; raise UsageError for none."""
    return find_territory(text) or find_state(text)


def place_of(code: str) -> State:
    """Return the state or other place of an alpha-3 code of the table."""
    return TERRITORIES[code] if code in TERRITORIES else state_of(code)


def is_place(code: str) -> bool:
    """Say whether an alpha-3 code is known."""
    return code in TERRITORIES or is_state(code)


def find_missions(of: State | None = None, within: State | None = None) -> tuple[Mission, ...]:
    """List the missions of a state, those accredited to a state (also from a neighbour), or both at once.

    Raises UsageError where the table has none.
    """
    found = [
        row
        for row in _rows()
        if (of is None or row["sending"] == of.iso3)
        and (within is None or within.iso3 in (row["host"], *parts_of(row["covers"])))
    ]
    if not found:
        whose = f" of {of.name}" if of else ""
        where = f" to {within.name}" if within else ""
        raise UsageError.of(
            f"the table has no mission{whose}{where}", "that does not mean that there is none: ask the foreign ministry"
        )
    return tuple(map(_mission, found))


@cache
def _rows() -> tuple[Row, ...]:
    return read_table("missions.csv")


def _mission(row: Row) -> Mission:
    return Mission(
        sending=place_of(row["sending"]),
        host=place_of(row["host"]),
        stands_in=place_of(row["stands_in"]),
        city=row["city"],
        kind=row["kind"],
        covers=tuple(place_of(code) for code in parts_of(row["covers"])),
        phone=row["phone"],
        email=row["email"],
        website=row["website"],
        address=row["address"],
        address_as_of=day_of(row["address_as_of"]),
        item=row["wikidata"],
        as_of=day_of(row["as_of"]),
        doubt=row["doubt"],
    )
