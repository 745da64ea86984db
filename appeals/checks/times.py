"""Finds cases that are not to be written about any more."""

from collections.abc import Collection, Iterator
from datetime import date

from appeals.checks.codes import find
from appeals.model.case import Case
from appeals.problems import Problem


def find_late(case: Case, day: date) -> Iterator[Problem]:
    """Find a deadline that a letter of a day would miss."""
    if case.deadline and day > case.deadline:
        said = f"the deadline of “{case.id}” was {case.deadline}, and the letter would be dated {day}"
        mend = "ask those who coordinate the case; with their consent write with --late"
        yield find("LATE", ("deadline",), said, mend)


def find_stopped(case: Case, known: Collection[str]) -> Iterator[Problem]:
    """Find a case that is stopped or has a successor; `known` holds the ids of all cases."""
    if not case.stopped:
        return
    newer = case.stopped.newer
    said = f"the case “{case.id}” was stopped on {case.stopped.on}: {case.stopped.reason.rstrip('.')}"
    if newer:
        yield find("STOPPED", ("stopped",), said, f"write about “{newer}” in its place")
    else:
        yield find("STOPPED", ("stopped",), said, "write no more letters about it")
    if newer and newer not in known:
        yield Problem(f"there is no case “{newer}”", "name the case that takes its place", loc=("stopped", "newer"))
