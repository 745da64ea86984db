"""Keeps the texts of the model files out of letters: what `appeals new` wrote, and nobody replaced."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from appeals.checks import Examples, find_examples
from appeals.model.answers import What
from appeals.model.common import Record
from appeals.problems import Loc, Problem
from appeals.records import SourceText, placed
from appeals.records.examples import read_examples
from appeals.templating import Templates, shelf

MODELS: tuple[What, ...] = ("case", "recipient", "sender")


def model_of(what: What) -> str:
    """Read the file that is the model of new records of a kind."""
    return Templates((shelf(),)).text(f"new/{what}.yaml")


@cache
def known_examples() -> Examples:
    """Read the texts of every model."""
    return Examples(text for what in MODELS for text in read_examples(model_of(what)))


def example_problems(records: Iterable[tuple[Loc, Record]], source: SourceText) -> Iterator[Problem]:
    """Find the texts that nobody wrote in the records of one file, each with the place where it begins there."""
    if known_examples().may_be_in(source.text):
        for loc, record in records:
            for problem in find_examples(record, known_examples()):
                yield placed(replace(problem, loc=(*loc, *problem.loc)), source)
