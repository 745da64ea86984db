"""Plans a batch: examines every letter, joins like pages, and reckons what it will take and cost."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import tee
from typing import TypeVar

from appeals.dispatch.fax_cost import fax_cost, find_rate
from appeals.dispatch.fax_time import LINES, page_seconds
from appeals.dispatch.post_cost import find_postage
from appeals.formats.proof import count_pages
from appeals.model.case import Case
from appeals.pipeline.batch.crew import Crew, Step
from appeals.pipeline.batch.examining import Examined, Group
from appeals.pipeline.batch.pressing import PRESSED, WORTH, Look, Press, make_press
from appeals.pipeline.batch.workroom import Problems, Task, Workroom
from appeals.pipeline.judging import insist_on_time
from appeals.pipeline.rendering import render_all
from appeals.problems import AppealsError, Problem, RecordError

T = TypeVar("T")
Tell = Callable[[str, int, int], None]  # what is being done, how far it is, and of how many
Failed = tuple[Problem, ...]  # why a letter cannot be made
Clock = Callable[[], float]  # seconds from any beginning
MEASURED = 12  # groups of which one letter is laid out to see its pages; the smaller ones are taken to be like them
TASK = 100  # letters that are made again at most when a process is lost
NONE: Mapping[int, Failed] = {}
LINE = LINES[0]  # the quickest that two machines of today may agree on


def silent(_stage: str, _done: int, _of: int) -> None:
    """Tell nobody."""


def tasks_of(count: int, *, most: int, parts: int = 16) -> tuple[Task, ...]:
    """Cut the letters of a run into tasks: some for each process, none too large."""
    size = max(1, min(most, count // parts + 1))
    return tuple(Task(range(start, min(start + size, count))) for start in range(0, count, size))


def foresee(room: Workroom, crew: Crew, found: Examined, tasks: Iterable[Task], tell: Tell = silent) -> Examined:
    """Find, after every letter was examined, which cannot be made; `plan` and `write` both take this road.

    What no form serves is laid out in every format that is asked for. The room is left ready to make the others.
    """
    room.presses = dict(_make_presses(room, found.groups, tell))
    quick = all(room.are_quick(look, group.texts) for look, group in found.groups.items())
    late = {} if quick and not room.has_runs else _prepare(room, crew, tasks, tell)
    return examine(room, crew, tell, late) if late else found


def _make_presses(room: Workroom, groups: Mapping[Look, Group], tell: Tell) -> Iterator[tuple[Look, Press]]:
    """Make a press for each look that enough letters share."""
    worth = {look: group for look, group in groups.items() if group.count >= WORTH}
    for number, (look, group) in enumerate(worth.items() if PRESSED & set(room.order.formats) else (), start=1):
        letter = room.desk.make(room.roster[group.first])[1]
        yield look, make_press(letter, group.texts, room.order, room.records, look[1])
        tell("forms", number, len(worth))


def _prepare(room: Workroom, crew: Crew, tasks: Iterable[Task], tell: Tell) -> Problems:
    """Lay out what no form serves; return what cannot be made, beside the letters that failed before."""
    problems: Problems = {}
    with taking(crew, Workroom.prepare, tasks, room) as taken:
        for task, done in taken:
            problems.update(done.problems)
            tell("laid out", task.span.stop, len(room.roster))
    return problems


def examine(room: Workroom, crew: Crew, tell: Tell = silent, failed: Mapping[int, Failed] = NONE) -> Examined:
    """Examine every letter of a run but those that failed, and join the groups of those that share their page."""
    total = Examined(problems=judge_cases(room) | dict(failed))
    room.failed = frozenset(total.problems)
    count = len(room.roster)
    tasks = tasks_of(count, most=1000)
    with closing(crew.take(Workroom.examine, tasks, room)) as taken:
        for task, found in zip(tasks, taken, strict=True):
            total.join(found)
            tell("checked", task.span.stop, count)
    room.failed = frozenset(total.problems)
    return total


@contextmanager
def taking(crew: Crew, step: Step[T], tasks: Iterable[Task], room: Workroom) -> Iterator[Iterator[tuple[Task, T]]]:
    """Take a step for every task, and lend each with what came of it; when this ends, nobody is at work any more."""
    mine, theirs = tee(tasks)
    with closing(crew.take(step, theirs, room)) as results:
        yield zip(mine, results, strict=True)


def judge_cases(room: Workroom) -> dict[int, tuple[Problem, ...]]:
    """Judge each case: whether it is stopped or late, and its texts; what is wrong refuses all its letters."""
    refused = {case.id: tuple(_find_faults(room, case)) for case in room.records.cases.values()}
    found, start = dict[int, tuple[Problem, ...]](), 0
    for lot in room.roster.lots:
        if refused[lot.case]:
            found |= dict.fromkeys(range(start, start + len(lot)), refused[lot.case])
        start += len(lot)
    return found


def _find_faults(room: Workroom, case: Case) -> Iterator[Problem]:
    try:
        insist_on_time(room.records, case, room.desk.day(case), late=room.order.late)
    except RecordError as error:
        yield from map(room.records.discreet, error.problems)
    yield from (room.records.discreet(p) for p in room.desk.judge_case(case) if p.level == "error")


@dataclass(frozen=True, slots=True)
class Cost:
    """How many letters go one way, what they cost, and for how many the tariff knows no price."""

    letters: int = 0
    price: Decimal = Decimal(0)
    unknown: int = 0
    seconds: float = 0.0  # on the line


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch would make, before anything is made of it."""

    letters: int
    refused: Mapping[int, tuple[str, ...]]  # why, by the number of the letter
    count: Counter[tuple[str, str]]  # of letters, by (“case”, id), (“language”, code), (“way”, fax) ...
    missing: Mapping[tuple[str, str], str]  # (recipient, what is not known) -> why
    pages: int
    layouts: int  # different pages; letters that share one are made quickly
    seconds: float  # that the making will take on this machine, from what was just measured
    fax: Cost
    post: Cost
    currency: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One letter laid out: what it took, its pages, and the seconds of each on the line."""

    took: float
    pages: int
    calls: tuple[float, ...]


def plan_batch(room: Workroom, crew: Crew, clock: Clock, *, jobs: int, tell: Tell = silent) -> Plan:
    """Find what cannot be made as a run would find it, lay out one letter of each page, then reckon."""
    begun = clock()
    found = examine(room, crew, tell)
    each = (clock() - begun) / max(1, len(room.roster))
    found = foresee(room, crew, found, tasks_of(len(room.roster), most=TASK), tell)
    ranked = sorted(found.groups.values(), key=lambda group: -group.count)
    samples: dict[int, Sample] = {}
    for number, group in enumerate(ranked[:MEASURED]):
        if sample := _lay_out(room, group.first, clock):
            samples[group.first] = sample
        tell("laid out", number + 1, min(len(ranked), MEASURED))
    usual = next(iter(samples.values()), Sample(0, 0, ()))
    sampled = [(group, samples.get(group.first, usual)) for group in ranked]
    slow = sum(sample.took * (group.count if group.count < WORTH else 3) for group, sample in sampled)
    return Plan(
        letters=len(room.roster) - len(found.problems),
        refused={n: tuple(p.sentence for p in problems) for n, problems in found.problems.items()},
        count=found.count,
        missing=found.missing,
        pages=sum(group.count * sample.pages for group, sample in sampled),
        layouts=len(found.groups),
        seconds=slow / jobs + 2 * each * len(room.roster),
        fax=_fax(room, sampled),
        post=_post(room, sampled),
        currency=room.records.tariff.currency,
    )


def _lay_out(room: Workroom, number: int, clock: Clock) -> Sample | None:
    """Lay out one letter as PDF and as fax, whatever is asked for; nothing where it cannot be made as one of them."""
    from appeals.formats.fax_coding import recode  # noqa: PLC0415 -- Pillow, which a mere check need not load
    from appeals.formats.tiff_reader import read_fax  # noqa: PLC0415 -- with it

    letter = room.desk.make(room.roster[number])[1]
    begun = clock()
    try:
        (pdf,) = render_all(room.records, (letter,), replace(room.order, formats=("pdf",)))
        took = clock() - begun
        (fax,) = render_all(room.records, (letter,), replace(room.order, formats=("fax",)))
    except AppealsError:  # what is asked for can be made: `foresee` has tried
        return None
    sizes = recode(read_fax(fax.content, fax.name), LINE.coding)
    return Sample(took, count_pages(pdf.content), page_seconds(sizes, LINE))


Sampled = list[tuple[Group, Sample]]


def _fax(room: Workroom, sampled: Sampled) -> Cost:
    """Reckon what it takes and costs to fax every letter that can be faxed."""
    letters, price, unknown, seconds = 0, Decimal(0), 0, 0.0
    for group, sample in sampled:
        for country, count in group.calls.items():
            rate = find_rate(room.records.tariff, country)
            letters, seconds = letters + count, seconds + count * sum(sample.calls)
            unknown += 0 if rate else count
            price += count * fax_cost(rate, sample.calls) if rate else 0
    return Cost(letters, price, unknown, seconds)


def _post(room: Workroom, sampled: Sampled) -> Cost:
    """Reckon what it costs to post every letter that has an address."""
    letters, price, unknown = 0, Decimal(0), 0
    for group, sample in sampled:
        for (_, country), count in group.posts.items():
            rate = find_postage(room.records.tariff, country, sample.pages)
            letters += count
            unknown += 0 if rate else count
            price += count * rate.price if rate else 0
    return Cost(letters, price, unknown)
