"""Suggestions for records from the packaged tables of missions and office holders, each with source and date."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from appeals.model.numbers import written
from appeals.pipeline.drafting import Draft, draft_mission, draft_office, mission_id, uncertain, write_drafts
from appeals.problems import UsageError
from appeals.reference.holders import Tenure, find_state_or_un, find_tenures
from appeals.reference.missions import Mission, find_missions, find_place


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the tables suggest: as lines for people, and as records to paste."""

    lines: tuple[str, ...]
    yaml: str


def suggest_missions(of: str = "", within: str = "", *, consulates: bool = False) -> Suggested:
    """Suggest the missions of a state, those accredited to a state, or both; consulates too where asked for.

    States are given by two or three letters or by name. Raises UsageError where the table has none.
    """
    every = find_missions(find_place(of) if of else None, find_place(within) if within else None)
    found = [mission for mission in every if consulates or not mission.is_consular]
    left_out = len(every) - len(found)
    if not found:
        raise UsageError.of(f"the table has only {_count(left_out, 'consulate')}", "add --consulates to list them")
    names = _unlike(mission_id(mission) for mission in found)
    lines = [line for name, mission in zip(names, found, strict=True) for line in _told_mission(name, mission)]
    counts = [sum(bool(getattr(mission, part)) for mission in found) for part in ("address", "phone", "email")]
    reached = "{} with an address, {} with a telephone, {} with e-mail".format(*counts)
    lines.append(f"{_count(len(found), 'mission')}: {reached}")
    if left_out:
        lines.append(f"{_count(left_out, 'consulate')} left out; --consulates lists them")
    return Suggested(
        tuple(lines), write_drafts([draft_mission(name, one) for name, one in zip(names, found, strict=True)])
    )


def suggest_holders(office: str, state: str, day: date | None = None) -> Suggested:
    """Suggest who held an office of a state, on a day or ever.

    The office is given by its title, by words of it, or by what it is (head of government). Raises UsageError where
    the table does not have it.
    """
    found = find_tenures(find_state_or_un(state), office)
    lines: list[str] = []
    drafts: list[Draft] = []
    for title in dict.fromkeys(tenure.office for tenure in found):
        tenures = sorted((t for t in found if t.office == title), key=lambda t: (t.since.first, t.since.last))
        held = [tenure for tenure in tenures if day is None or tenure.may_hold_on(day)]
        lines += [f"{title}, {tenures[0].state.name}", *_told_holders(held, tenures, day)]
        drafts.append(draft_office(title, held, tenures[0]))
    return Suggested(tuple(lines), write_drafts(drafts))


def _told_mission(name: str, mission: Mission) -> Iterator[str]:
    place = mission.stands_in.name
    where = f"{mission.city}, {place}" if mission.city else f"{place}, city not known"
    to = "" if mission.stands_in == mission.host else f" to {mission.host.name}"
    covers = f"; also for {', '.join(state.name for state in mission.covers)}" if mission.covers else ""
    yield f"{name}: {mission.kind} of {mission.sending.name}{to} in {where}{covers}"
    as_of = f" (as of {mission.address_as_of})" if mission.address else ""
    yield f"    post: {mission.address or 'no address in the table'}{as_of}"
    reached = (("phone", mission.phone and written(mission.phone)), ("e-mail", mission.email), ("web", mission.website))
    yield from (f"    {kind}: {value}" for kind, value in reached if value)
    if mission.doubt:
        yield f"    doubt: {mission.doubt}"
    yield f"    source: Wikidata {mission.item}, as of {mission.as_of}"


def _told_holders(held: Sequence[Tenure], tenures: Sequence[Tenure], day: date | None) -> Iterator[str]:
    if not held and day:
        yield f"  {day}: the table names nobody"
        yield from (f"  before: {_span(tenure)}" for tenure in tenures[::-1] if tenure.since.first < day)
        yield from (f"  after: {_span(tenure)}" for tenure in tenures if tenure.since.first > day)
    for tenure in held:
        yield f"  {f'{day}: ' if day else ''}{_span(tenure)}"
        yield from (f"      {said}" for said in uncertain(tenure, held, day))
        yield f"      source: Wikidata {tenure.item}, as of {tenure.as_of}"


def _span(tenure: Tenure) -> str:
    until = f"to {tenure.until}" if tenure.until else f"and not known to have ended by {tenure.as_of}"
    return f"{tenure.name}, from {tenure.since} {until}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _unlike(names: Iterable[str]) -> list[str]:
    """Set numbers behind ids that are alike."""
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made.append(f"{name}-{seen[name]}" if seen[name] > 1 else name)
    return made
