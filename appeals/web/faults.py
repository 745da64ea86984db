"""Says in the reader's language, at the field that is meant, what keeps a letter from being made.

A problem is known by its code, and what its sentence says in figures by its parameters. One without a sentence comes
of what was typed: then nothing is quoted.
"""

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
    "NEVER-SAY": "own_never",
}
# Of these nobody but the campaign is told more: their sentences have ids of people.
OF_PEOPLE = ("NAME-TYPED", "NAME-PART", "CONSENT", "CONSENT-SCOPE", "NEVER-SAY")
UNSAID = {"GONE": "fault_gone"} | dict.fromkeys(OF_PEOPLE, "fault_people")
OF_SHEET = frozenset({"FIT", "GLYPH"})  # which tell the record that the words came from
TYPED = ("name", "address", "words", "email")


def tell(answer: Answer, entry: Entry) -> Iterator[Fault]:
    """Yield the faults of an answer; those that no field can mend have the field ""."""
    for problem in answer.in_words:
        field = str(problem.loc[0]) if problem.loc and problem.loc[0] in TYPED else "words"
        yield Fault(field, OWN.get(problem.code, "own_other"), _values(problem))
    for problem in answer.problems:
        yield _place(problem, entry)


def advise(answer: Answer | None) -> tuple[Fault, ...]:
    """Tell what in the sender's own words might be better."""
    problems = answer.advice if answer else ()
    return tuple(Fault("words", OWN.get(problem.code, "own_other"), _values(problem)) for problem in problems)


def _place(problem: Problem, entry: Entry) -> Fault:
    values = problem.values
    if problem.code == "GLYPH":
        sign = str(values["character"])
        if field := next((name for name in TYPED if sign in getattr(entry, name)), ""):
            return Fault(field, "fault_font", {"sign": sign})
    if problem.code == "PAGES" and entry.words:
        return Fault("words", "fault_pages", values)
    if problem.code in UNSAID:
        return Fault("", UNSAID[problem.code], {})
    if problem.code in OF_SHEET and values["record"] == "sender":
        return Fault("address" if len(entry.address) > len(entry.name) else "name", "fault_head", {})
    if problem.code in OF_SHEET and values["record"] == "case" and entry.words:
        return Fault("words", "fault_width", {})
    return Fault("", "fault_other", _values(problem)) if problem.sentence else Fault("", "fault_typed", {})


def _values(problem: Problem) -> dict[str, object]:
    return {"words": problem.words, "sentence": problem.sentence, "mend": problem.mend}
