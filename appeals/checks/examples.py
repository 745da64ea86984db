"""Finds the texts of a model file that were left in a record: whole, or a clause of them in a text that was changed."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from appeals.checks.codes import find
from appeals.model.common import Record
from appeals.model.texts import texts_in
from appeals.problems import Problem

CLAUSE = re.compile(r"[.:;!?]")  # what parts one clause from the next
WORD = re.compile(r"[^\W_]+")
LONG_ENOUGH = 5  # words of a clause that nobody writes by chance
MEND = "put your own words in its place, or delete it where you have none"
LONGEST = 60  # letters of a clause that a message shows


class Examples:
    """The texts of the model files, as they are looked for: letter case, marks and line breaks do not count."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts; those with fewer than two words of letters are ids and numbers and are left out."""
        known = [text for text in texts if sum(word.isalpha() for word in WORD.findall(text)) > 1]
        clauses = [clause.strip() for text in known for clause in CLAUSE.split(text)]
        self._whole = {words_of(text): text for text in known}
        self._clauses = {words_of(one): one for one in clauses if len(WORD.findall(one)) >= LONG_ENOUGH}
        self._signs = {max(words.split(), key=len) for words in (*self._whole, *self._clauses)}

    def may_be_in(self, file: str) -> bool:
        """Say quickly whether a file may hold one of the texts."""
        folded = file.casefold()
        return any(sign in folded for sign in self._signs)

    def find_in(self, text: str) -> str:
        """Find what of the texts stands in another text, or nothing."""
        if len(text.split()) == 1:  # an id or a number
            return ""
        words = words_of(text)
        if words in self._whole:
            return self._whole[words]
        return next((clause for one, clause in self._clauses.items() if f" {one} " in f" {words} "), "")


def words_of(text: str) -> str:
    """Write the words of a text in one form."""
    return " ".join(WORD.findall(normalize("NFKC", text).casefold()))


def find_examples(record: Record, examples: Examples) -> Iterator[Problem]:
    """Find every text of a record that nobody wrote."""
    for loc, text in texts_in(record):
        if found := examples.find_in(text):
            shown = found if len(found) <= LONGEST else f"{found[: LONGEST - 1].rstrip()}…"
            yield find("EXAMPLE-TEXT", loc, f"“{shown}” is the example's text, not yours", MEND, found)
