"""Plans a batch: examines every letter, joins like pages, and reckons what it will take and cost."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from decimal import Decimal

from appeals.dispatch.fax_cost import fax_cost, find_rate
from appeals.dispatch.fax_time import LINES, page_seconds
from appeals.dispatch.post_cost import find_postage
from appeals.formats.proof import count_pages
from appeals.model.case import Case
from appeals.pipeline.batch.crew import Crew
from appeals.pipeline.batch.examining import Examined, Group
from appeals.pipeline.batch.pressing import WORTH
from appeals.pipeline.batch.workroom import Task, Workroom
from appeals.pipeline.judging import insist_on_time
from appeals.pipeline.rendering import render_all
from appeals.problems import AppealsError, Problem, RecordError

Tell = Callable[[str, int, int], None]  # what is being done, how far it is, and of how many
Clock = Callable[[], float]  # seconds from any beginning
MEASURED = 12  # groups of which one letter is laid out to see its pages; the smaller ones are taken to be like them
LINE = LINES[0]  # the quickest that two machines of today may agree on


def silent(_stage: str, _done: int, _of: int) -> None:
    """Tell nobody."""


def tasks_of(count: int, *, most: int, parts: int = 16) -> tuple[Task, ...]:
    """Cut the letters of a run into tasks: some for each process, none too large."""
    size = max(1, min(most, count // parts + 1))
    return tuple(Task(range(start, min(start + size, count))) for start in range(0, count, size))


def examine(room: Workroom, crew: Crew, tell: Tell = silent) -> Examined:
    """Examine every letter of a run, and join the groups of those that share their page."""
    total = Examined(problems=judge_cases(room))
    room.failed = frozenset(total.problems)
    count = len(room.roster)
    tasks = tasks_of(count, most=1000)
    with closing(crew.take(Workroom.examine, tasks, room)) as taken:
        for task, found in zip(tasks, taken, strict=True):
            total.join(found)
            tell("checked", task.span.stop, count)
    return total


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
    """Examine every letter and lay out one of each page, then reckon."""
    begun = clock()
    found = examine(room, crew, tell)
    each = (clock() - begun) / max(1, len(room.roster))
    ranked = sorted(found.groups.values(), key=lambda group: -group.count)
    samples: list[Sample] = []
    for number, group in enumerate(ranked[:MEASURED]):
        try:
            samples.append(_lay_out(room, group.first, clock))
        except AppealsError as error:
            found.problems[group.first] = tuple(map(room.records.discreet, error.problems))
        tell("laid out", number + 1, min(len(ranked), MEASURED))
    usual = samples[0] if samples else Sample(0, 0, ())
    sampled = [(group, samples[number] if number < len(samples) else usual) for number, group in enumerate(ranked)]
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


def _lay_out(room: Workroom, number: int, clock: Clock) -> Sample:
    """Lay out one letter as PDF and as fax."""
    from appeals.formats.fax_coding import recode  # noqa: PLC0415 -- Pillow, which a mere check need not load
    from appeals.formats.tiff_reader import read_fax  # noqa: PLC0415 -- with it

    letter = room.desk.make(room.roster[number])[1]
    begun = clock()
    (pdf,) = render_all(room.records, (letter,), replace(room.order, formats=("pdf",)))
    took = clock() - begun
    (fax,) = render_all(room.records, (letter,), replace(room.order, formats=("fax",)))
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
