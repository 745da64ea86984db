"""Finds letters of a batch that are the same, so that one recipient does not receive a pile of copies."""

from collections import Counter
from collections.abc import Iterable, Iterator

from appeals.checks.codes import find
from appeals.model.letter import Letter
from appeals.problems import Problem

FEW = 3  # identical letters that one recipient may receive


def find_identical(letters: Iterable[Letter]) -> Iterator[Problem]:
    """Find recipients who would receive more than a few letters with the same words, whoever signs them."""
    same = Counter((letter.case, letter.recipient, letter.language, letter.subject, letter.body) for letter in letters)
    for (case, recipient, *_), count in same.items():
        if count > FEW:
            said = f"more than {FEW} letters about “{case}” to “{recipient}” would be the same, word for word"
            mend = "give each sender a paragraph of their own with --personal; “prompts” in the case help to begin"
            yield find("IDENTICAL", ("prompts",), said, mend)
