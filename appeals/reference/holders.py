"""Who held which office, as one data set knew it: suggestions for records, never used in a letter by themselves."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from appeals.model.common import Day
from appeals.model.law import State
from appeals.problems import UsageError
from appeals.reference.missions import find_place
from appeals.reference.states import is_state, state_of
from appeals.reference.tables import Row, day_of, read_table
from appeals.reference.territories import TERRITORIES

UN = State("", "UN", "the United Nations", "the United Nations")
# What an office is, by its title, where the title alone tells; in Iran the President is not the head of state.
HEADS = {
    "head-of-government": ("Prime Minister", "Premier", "Premier of the State Council"),
    "head-of-state": ("President", "King", "Emperor", "Monarch"),
}
NOT_HEADS = {("IRN", "President")}
TITLES: tuple[tuple[str, str], ...] = (
    (r"^(Ambassador|Permanent Representative) to ", "ambassador"),
    (r"^(Minister|Secretary|Attorney[ -]General)\b", "minister"),
    (r"\bMinister of\b", "minister"),
    (r"\b(Justice|Judge)\b|^President of the .*Court\b", "judge"),
    (r"Prosecutor", "prosecutor"),
)
MANY = 12  # titles that a message lists


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office from one day to another, each known to the day, the month or the year."""

    state: State
    office: str
    name: str
    since: Day
    until: Day | None  # None: not known to have ended when the table was made
    item: str  # of Wikidata
    as_of: Day
    doubt: str

    def may_hold_on(self, day: date) -> bool:
        """Say whether the person may have held it on a day: a year or month counts whole."""
        return self.since.first <= day and not (self.until and self.until.last < day)

    def surely_held_on(self, day: date) -> bool:
        """Say whether the source shows that the person held it on a day."""
        return self.since.last <= day <= (self.until.first if self.until else self.as_of.first)

    def overlaps(self, other: "Tenure") -> bool:
        """Say whether the two held the office at one time, more than on the day of the change."""
        one, two = sorted((self, other), key=lambda tenure: (tenure.since.first, str(tenure.since)))
        return one.until is None or one.until.first > two.since.last


def kind_of(state: State, office: str) -> str:
    """Tell what an office is, as records call it; empty where its title does not tell."""
    if (state.iso3, office) in NOT_HEADS:
        return ""
    for rank, titles in HEADS.items():
        if office in titles:
            return rank
    return next((rank for pattern, rank in TITLES if re.search(pattern, office)), "")


def host_of(office: str) -> State | None:
    """Tell the state that an ambassador is sent to, where the title names one."""
    _, sent, host = office.partition("Ambassador to ")
    try:
        return find_place(host) if sent else None
    except UsageError:
        return None


def find_state_or_un(text: str) -> State:
    """Find a state, or the United Nations, by code or name; raise UsageError for none."""
    return UN if text.casefold() in ("un", "united nations", "the united nations") else find_place(text)


def find_tenures(state: State, office: str) -> tuple[Tenure, ...]:
    """List who held an office of a state, by its title, by words of it, or by what it is (head of government).

    Raises UsageError with the nearest title, or a list, where the table has no such office.
    """
    titles = _titles(state)
    if not titles:
        raise UsageError.of(f"the table has no office of {state.name}", f"it has those of: {', '.join(_states())}")
    found = _matching(state, office, titles)
    if not found:
        raise UsageError.of(
            f"the table has no “{office}” of {state.name}; that does not mean that there is none",
            _advice(office, titles),
        )
    return tuple(_tenure(row) for row in _rows() if row["state"] == state.iso3 and row["office"] in found)


def _matching(state: State, office: str, titles: Sequence[str]) -> list[str]:
    """Find titles that are the same, else those that are of the kind, else those that have all the words."""
    folded = office.casefold().strip()
    same = [title for title in titles if title.casefold() == folded]
    kind = [title for title in titles if kind_of(state, title) == folded.replace(" ", "-")]
    words = set(_words(folded))
    return same or kind or [title for title in titles if words and words <= set(_words(title))]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _advice(office: str, titles: Sequence[str]) -> str:
    near = get_close_matches(office.casefold(), [title.casefold() for title in titles], 1)
    if near:
        return f"did you mean “{next(title for title in titles if title.casefold() == near[0])}”?"
    more = f" and {len(titles) - MANY} more" if len(titles) > MANY else ""
    return f"it has: {'; '.join(titles[:MANY])}{more}"


def _titles(state: State) -> list[str]:
    return list(dict.fromkeys(row["office"] for row in _rows() if row["state"] == state.iso3))


def _states() -> Iterable[str]:
    return dict.fromkeys(row["state"] for row in _rows())


@cache
def _rows() -> tuple[Row, ...]:
    return read_table("office_holders.csv")


def place_of_office(code: str) -> State:
    """Return the state of a code of the table, or the United Nations."""
    return UN if code == UN.iso3 else TERRITORIES[code] if code in TERRITORIES else state_of(code)


def has_offices(code: str) -> bool:
    """Say whether a code may stand in the table."""
    return code == UN.iso3 or code in TERRITORIES or is_state(code)


def _tenure(row: Row) -> Tenure:
    since, as_of = day_of(row["since"]), day_of(row["as_of"])
    if since is None or as_of is None:
        raise ValueError("a row without its first day, or without the day of its source")
    return Tenure(
        state=place_of_office(row["state"]),
        office=row["office"],
        name=row["name"],
        since=since,
        until=day_of(row["until"]),
        item=row["wikidata"],
        as_of=as_of,
        doubt=row["doubt"],
    )
