"""Judges a letter as it will be read: what the case never says, names, placeholders; wherever the words come from.

What texts hold is found apart from what is said of it, so that texts that many letters share are searched once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from appeals.checks.codes import find
from appeals.checks.people import Named, find_named, named_in_letter
from appeals.checks.tone import may_hold_placeholder, placeholder, placeholders_in, placeholders_in_record
from appeals.model.case import Case
from appeals.model.name_redaction import NameSearch
from appeals.problems import Problem


@dataclass(frozen=True, slots=True)
class Heard:
    """What some texts of a letter hold and should not."""

    never_said: tuple[int, ...] = ()  # by their number in the case
    placeholders: tuple[str, ...] = ()
    people: tuple[Named, ...] = ()  # whose names stand there


def listen(case: Case, texts: Iterable[str], search: NameSearch, *, of_records: bool = False) -> Heard:
    """Find what texts of a letter hold and should not; `search` looks for the names that it may not have.

    `of_records` says that they are names and addresses: less is taken for a placeholder there, and a part of a name for
    that of the sender or the recipient.
    """
    look = placeholders_in_record if of_records else placeholders_in
    words = tuple(" ".join(text.split()) for text in texts)
    together = "\n".join(words)  # no phrase and no placeholder holds a line's end, so that none is made by joining
    folded = together.casefold() if case.never_say else ""
    never = (" ".join(phrase.casefold().split()) for phrase in case.never_say)
    return Heard(
        tuple(index for index, phrase in enumerate(never) if phrase in folded),
        tuple(found for text in words for found in look(text)) if may_hold_placeholder(together) else (),
        find_named(words, search, parts=not of_records),
    )


def tell_heard(case: Case, recipient: str, heard: Sequence[Heard]) -> Iterator[Problem]:
    """Say what was found in the parts of a letter to a recipient, each thing once."""
    for index in sorted({index for one in heard for index in one.never_said}):
        said = f"the letter to “{recipient}” says what is never to be said"
        mend = "find it in the texts, claims and templates, and say it otherwise"
        yield find("NEVER-SAY", ("never_say", index), said, mend)
    for words in dict.fromkeys(words for one in heard for words in one.placeholders):
        yield placeholder(words, ())
    for named in sorted({named for one in heard for named in one.people}):
        yield named_in_letter(named, case.id, recipient)
