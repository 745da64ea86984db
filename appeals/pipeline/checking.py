"""What is wrong: of records, of the letters they make, and of the recipients' addresses; everything in one report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from appeals.checks import CHECKS, FEW, describe_code, find_identical
from appeals.model.case import Case
from appeals.pipeline.desk import Desk, day_of
from appeals.pipeline.judging import Made, judge_case, judge_reach, judge_time
from appeals.pipeline.loading import Records, read_all
from appeals.pipeline.making import planned_of
from appeals.pipeline.ordering import Order
from appeals.problems import AppealsError, Level, Problem, UsageError, in_order
from appeals.records import did_you_mean, placed
from appeals.workspace import Workspace

LEVELS: tuple[Level, ...] = ("error", "warning", "note")  # what must be mended stands before what need not be


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found, and how much it looked at."""

    problems: tuple[Problem, ...]
    cases: int = 0
    letters: int = 0


def check_all(workspace: Workspace, names: Sequence[str], today: date) -> Found:
    """Check records, then compose and judge every letter of every case in each of its languages.

    Faults of one file do not hide those of another: what can be read is judged, what cannot is not composed.
    """
    try:
        records, problems = read_all(workspace, workspace.cases_named(names) if names else None)
    except AppealsError as error:
        return Found(error.problems)
    faulty = {p.place.file for p in problems if p.place and p.level == "error"}
    found, letters = list(problems), 0
    for case in records.cases.values():
        judged, made = _check_case(records, case, today, sound=records.sources[case.id].file not in faulty)
        found.extend(map(records.discreet, judged))
        letters += made
    gravest_first = sorted(in_order(dict.fromkeys(found)), key=lambda problem: LEVELS.index(problem.level))
    return Found(tuple(gravest_first), len(records.cases), letters)


def explain_code(code: str) -> str:
    """Explain a code of the report; raise UsageError for one that there is not."""
    name = code.strip().upper()
    if name not in CHECKS:
        raise UsageError.of(
            f"there is no code “{code}”", did_you_mean(name, CHECKS, f"the codes are: {', '.join(CHECKS)}")
        )
    return describe_code(name)


def _check_case(records: Records, case: Case, today: date, *, sound: bool) -> tuple[list[Problem], int]:
    """Judge a case, and its letters unless it is stopped or faulty; return what is wrong, and the number of letters."""
    day = day_of(case, Order(), today)
    of_case = judge_case(records, case, day)
    found = [*judge_time(records, case, day), *of_case]
    known = {*case.to, *case.copies} <= records.recipients.keys()
    spoken = all(records.templates.has(f"words/{sender.language}.toml") for sender in records.senders.values())
    if case.stopped or not sound or not records.senders or not known or not spoken:
        return found, 0
    made: list[Made] = []
    for order in _orders(case):
        desk = Desk(records, order, today, lenient=True)
        composed, problems = _compose(desk, case)
        found.extend(problem for appeal, _ in composed for problem in desk.misdirected(appeal))
        found.extend((*problems, *(problem for one in composed for problem in desk.judge(*one))))
        made.extend(() if order.public else composed)
    found.extend((*_judge_appeals(records, made), *_judge_senders(records, case, today)))
    return found, len(made)


def _orders(case: Case) -> Iterator[Order]:
    """Yield what to compose: each language, and its public version where there are people to name or not to name."""
    for language in sorted(case.languages) or [""]:  # none has every text: say which are missing
        yield Order(language=language)
        if case.people:
            yield Order(language=language, public=True)


def _compose(desk: Desk, case: Case) -> tuple[list[Made], tuple[Problem, ...]]:
    """Compose the letters of a case in one language, as far as it goes; return them and what stopped it."""
    made: list[Made] = []
    try:
        for planned in planned_of(desk, case):
            made.append(desk.make(planned))  # noqa: PERF401 -- those before a fault are judged all the same
    except AppealsError as error:
        return made, error.problems
    return made, ()


def _judge_appeals(records: Records, made: Sequence[Made]) -> Iterator[Problem]:
    """Tell what was found about the law of letters, in the case's file, and about the recipients' reach, in theirs."""
    for appeal, _ in made:
        yield from (placed(problem, records.sources[appeal.case.id]) for problem in appeal.basis.findings)
        yield from judge_reach(records, appeal)


def _judge_senders(records: Records, case: Case, today: date) -> Iterator[Problem]:
    """Say when all senders of the folder would send one recipient the same letter."""
    if len(records.senders) <= FEW:
        return
    desk = Desk(records, Order(senders=tuple(islice(records.senders, FEW + 1))), today, lenient=True)
    letters = [letter for _, letter in _compose(desk, case)[0]]
    principals = [replace(letter, annexes=()) for letter in letters if letter.recipient not in case.copies]
    yield from (placed(problem, records.sources[case.id]) for problem in find_identical(principals))
