"""Judges a letter as it will be read: what the case never says, names, placeholders; wherever the words come from."""

from collections.abc import Iterator

from appeals.checks.codes import find
from appeals.checks.people import find_names
from appeals.checks.sentences import Typed, words_of
from appeals.checks.tone import find_placeholders
from appeals.model.case import Case
from appeals.model.letter import Letter
from appeals.problems import Problem


def find_in_letter(case: Case, letter: Letter, *, public: bool = False) -> Iterator[Problem]:
    """Judge every word of a letter, its own paragraph and its annexes among them."""
    words = tuple(" ".join(text.split()) for text in words_of(letter))
    for index, phrase in enumerate(case.never_say):
        wanted = " ".join(phrase.casefold().split())
        if any(wanted in text.casefold() for text in words):
            said = f"the letter to “{letter.recipient}” says what is never to be said"
            yield find(
                "NEVER-SAY",
                ("never_say", index),
                said,
                "find it in the texts, claims and templates, and say it otherwise",
            )
    for text in words:
        yield from find_placeholders(Typed((), letter.language, text, "letter"))
    yield from find_names(case, letter, public=public)
