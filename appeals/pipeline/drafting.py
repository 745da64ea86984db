"""Records in the making: what the packaged tables know of a mission or an office, with remarks for who pastes it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from appeals.model.common import Day
from appeals.problems import Loc
from appeals.records.drafts import write_draft
from appeals.records.source import Data
from appeals.reference.holders import Tenure, host_of, kind_of
from appeals.reference.missions import ITEM, Mission

HEADING = """\
# Suggestions from Wikidata (CC0) as the packaged tables have them. Nobody has checked them.
# Compare each with the office's own page, say so under “verified”, and delete what does not hold.
"""
COMPOSED = "composed from the table; put the office's own name in its place"
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "ı": "i", "ə": "e", "ð": "d", "þ": "th"})
LONGEST = 56  # of an id, with room for a number
LINES = range(3, 8)  # of an address
# kind of mission -> kind of office, title of its head, name
NAMED: dict[str, tuple[str, str, str]] = {
    "embassy": ("ambassador", "Ambassador of {}", "Embassy of {}"),
    "high commission": ("ambassador", "High Commissioner of {}", "High Commission of {}"),
    "apostolic nunciature": ("ambassador", "Apostolic Nuncio", "Apostolic Nunciature"),
    "consulate general": ("consul", "Consul General of {}", "Consulate General of {}"),
    "consulate": ("consul", "Consul of {}", "Consulate of {}"),
    "honorary consulate": ("consul", "Honorary Consul of {}", "Honorary Consulate of {}"),
}


@dataclass(slots=True)
class Draft:
    """A record in the making, with remarks on its fields."""

    record: dict[str, Data]
    remarks: dict[Loc, str] = field(default_factory=dict)
    off: set[Loc] = field(default_factory=set)


def write_drafts(drafts: Sequence[Draft]) -> str:
    """Write drafts as a file of recipients."""
    remarks = {("recipients", n, *loc): said for n, one in enumerate(drafts) for loc, said in one.remarks.items()}
    off = {("recipients", n, *loc) for n, one in enumerate(drafts) for loc in one.off}
    return HEADING + write_draft({"recipients": [one.record for one in drafts]}, remarks, off)


def _source(item: str, as_of: Day | None) -> Data:
    return {"title": f"Wikidata item {item}", "date": str(as_of), "url": ITEM + item}


def draft_mission(name: str, mission: Mission) -> Draft:
    """Draft a recipient of a mission: its office, the address where the table has one, and its channels."""
    plain = f"{mission.kind[:1].upper()}{mission.kind[1:]} of {{}}"
    rank, title, body = NAMED.get(mission.kind, ("body", plain, plain))
    named = [words.format(mission.sending.name) for words in (title, body)]
    office: dict[str, Data] = {"class": rank, "state": mission.sending.iso2, "host": mission.host.iso2}
    if mission.covers:
        office["covers"] = [state.iso2 for state in mission.covers]
    office |= {"title": {"words": {"en": named[0]}}, "body": {"words": {"en": named[1]}}}
    draft = Draft({"id": name, "office": office}, {("office", "title"): COMPOSED, ("office", "body"): COMPOSED})
    if mission.doubt:
        draft.remarks[("id",)] = f"doubt: {mission.doubt}"
    lines = _address_lines(named[1], mission)
    if len(lines) in LINES:
        place: dict[str, Data] = {"lines": lines, "country": mission.stands_in.iso2}
        draft.record["addresses"] = [{**place, "source": _source(mission.item, mission.address_as_of)}]
        draft.remarks["addresses", 0] = f"cut at its commas from: {mission.address}"
    else:
        told = f"not in lines: {mission.address}" if mission.address else "none in the table"
        draft.record["addresses"] = []
        draft.remarks[("addresses",)] = told
    if channels := list(_channels(mission)):
        draft.record["channels"] = channels
    return draft


def _address_lines(body: str, mission: Mission) -> list[Data]:
    """Lay an address out in lines: the mission, what the source has between commas, and the city where it lacks it."""
    parts = [part.strip() for part in mission.address.split(",") if part.strip()]
    if not parts:
        return []
    city = [mission.city] if mission.city and mission.city.casefold() not in mission.address.casefold() else []
    return [body, *parts, *(city if len(parts) == 1 else [])]


def _channels(mission: Mission) -> Iterator[Data]:
    source = _source(mission.item, mission.as_of)
    if mission.phone:
        yield {"channel": "phone", "number": mission.phone, "source": source}
    if mission.email:
        yield {"channel": "email", "address": mission.email, "source": source}
    if mission.website:
        yield {"channel": "web", "url": mission.website, "source": source}


def draft_office(title: str, held: Sequence[Tenure], one: Tenure) -> Draft:
    """Draft a recipient of an office with those who held it; holders who overlap are left switched off."""
    state = one.state
    rank = kind_of(state, title)
    draft = Draft({}, {("office", "body"): COMPOSED})
    office: dict[str, Data] = {"class": rank or "body"}
    if not rank:
        draft.remarks["office", "class"] = "the title does not tell which kind; choose one"
    if state.iso2:
        office["state"] = state.iso2
    if host := host_of(title):
        office["host"] = host.iso2
    office |= {"title": {"words": {"en": title}}, "body": {"words": {"en": _body(title, state.name)}}}
    name = _slug(f"{state.iso2 or state.iso3} {title}")
    draft.record |= {"id": name, "office": office, "holders": [_holder(tenure) for tenure in held]}
    if not held:
        draft.remarks[("holders",)] = "the table names nobody for that day"
    for number, tenure in enumerate(held):
        said = [*uncertain(tenure, held, None)]
        draft.remarks |= {("holders", number): "\n".join(said)} if said else {}
        if any(other.overlaps(tenure) for other in held if other is not tenure):
            draft.off.add(("holders", number))
    return draft


def _body(title: str, state: str) -> str:
    """Name the body of an office after its title."""
    if title.startswith("Ambassador to "):
        return f"Embassy of {state}"
    return re.sub(r"^Minister\b", "Ministry", title) if title.startswith("Minister ") else f"Office of the {title}"


def _holder(tenure: Tenure) -> Data:
    span: dict[str, Data] = {"name": tenure.name, "from": str(tenure.since)}
    if tenure.until:
        span["to"] = str(tenure.until)
    return {**span, "source": _source(tenure.item, tenure.as_of)}


def uncertain(tenure: Tenure, held: Iterable[Tenure], day: date | None) -> Iterator[str]:
    """Say what the table leaves open."""
    if day and not tenure.surely_held_on(day):
        if tenure.until is None and day > tenure.as_of.last:
            yield f"whether still on {day} is not known: the table ends with {tenure.as_of}"
        elif not _is_exact(tenure):
            yield f"whether already or still on {day} is not known: the days are known only to the month or year"
    elif not day and not _is_exact(tenure):
        yield "the days are known only to the month or year"
    for other in held:
        if other is not tenure and other.overlaps(tenure):
            yield f"overlaps with {other.name}: the table does not tell which of the two it was"
        elif other is not tenure and day and other.may_hold_on(day):
            yield f"{other.name} may have held it on that day too: it was the time of the change"
    if tenure.doubt:
        yield tenure.doubt


def _is_exact(tenure: Tenure) -> bool:
    return tenure.since.is_exact and (tenure.until is None or tenure.until.is_exact)


def mission_id(mission: Mission) -> str:
    """Make an id of a mission: cn-embassy-berlin."""
    return _slug(f"{mission.sending.iso2} {mission.kind} {mission.city or mission.host.name}")


def _slug(text: str) -> str:
    """Make an id of words."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].strip("-")
