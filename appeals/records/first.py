"""The first problems of a file, and how many more there are: nobody reads thousands, and to make each takes time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from appeals.problems import Place, Problem

MOST = 100  # problems of one file that are told; whoever has more mends those first


def first_of(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Keep the first problems of one file, and say how many more there are: nobody reads thousands."""
    if len(problems) <= MOST:
        return tuple(problems)
    return (*problems[:MOST], more_follow(problems[MOST].place, len(problems) - MOST))


def more_follow(place: Place | None, count: int | None = None) -> Problem:
    """Say that a file has more problems than are told, and how many, where that is known."""
    sentence = f"{f'{count:,} ' if count else ''}more faults of this file follow"
    mend = "mend those above first, then check again"
    return Problem(sentence, mend, place, code="MORE", params=(("count", count or 0),))


def first_found(found: Iterable[Problem]) -> Iterator[Problem]:
    """Pass problems of one file on, as many as a reader can use; where more errors follow, say so and look no further.

    So a file in which everything is wrong costs no more than it is long. Notes never stand in the way of errors.
    """
    passed: Counter[str] = Counter()
    for problem in found:
        if passed[problem.level] < MOST:
            yield problem
        elif problem.level == "error":
            yield more_follow(problem.place)
            return
        passed[problem.level] += 1
