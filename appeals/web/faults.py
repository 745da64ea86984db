"""Says in the reader's language, at the field that is meant, what keeps a letter from being made.

Findings of the checks are known by their codes. What a sheet cannot hold has no code: it is known by how our own
sentences begin, and a test makes each of them.
"""

import re
from collections.abc import Iterator

from appeals.problems import Problem
from appeals.web.form import Entry, Fault
from appeals.web.scribe import Answer

OWN = {
    "PLACEHOLDER": "own_placeholder",
    "TONE-ABUSE": "own_abuse",
    "TONE-IDEOLOGY": "own_ideology",
    "TONE-SARCASM": "own_sarcasm",
    "TONE-CAPITALS": "own_capitals",
    "TONE-EXCLAMATION": "own_exclamation",
}
NO_GLYPH = re.compile(r"the letter’s font has no U\+(?P<code>[0-9A-F]{4,6}) ")
TOO_LONG = re.compile(r"takes (?P<count>\d+) pages, and the case allows (?P<limit>\d+)$")
OF_SENDER = re.compile(r"sender “")
IN_LETTER = ("people",)  # where a name is said to stand that is in the letter, and in no text of the case
TYPED = ("name", "address", "words", "email")


def tell(answer: Answer, entry: Entry) -> Iterator[Fault]:
    """Yield the faults of an answer; those that no field can mend have the field ""."""
    for problem in answer.in_words:
        yield Fault("words", OWN.get(problem.code, "own_other"), _values(problem))
    for problem in answer.problems:
        yield _place(problem, entry)


def advise(answer: Answer | None) -> tuple[Fault, ...]:
    """Tell what in the sender's own words might be better."""
    problems = answer.advice if answer else ()
    return tuple(Fault("words", OWN.get(problem.code, "own_other"), _values(problem)) for problem in problems)


def _place(problem: Problem, entry: Entry) -> Fault:
    if found := NO_GLYPH.search(problem.sentence):
        sign = chr(int(found["code"], 16))
        if field := next((name for name in TYPED if sign in getattr(entry, name)), ""):
            return Fault(field, "fault_font", {"sign": sign})
    if (found := TOO_LONG.search(problem.sentence)) and entry.words:
        return Fault("words", "fault_pages", found.groupdict())
    if problem.code == "NAME-TYPED" and problem.loc == IN_LETTER and entry.words:
        return Fault("words", "own_name", {})
    if OF_SENDER.match(problem.sentence):
        return Fault("address" if len(entry.address) > len(entry.name) else "name", "fault_head", {})
    return Fault("", "fault_other", _values(problem))


def _values(problem: Problem) -> dict[str, object]:
    return {"words": problem.words, "sentence": problem.sentence, "mend": problem.mend}
