"""Finds people who would be named without their consent, and names that were typed; no finding repeats a name."""

from collections.abc import Iterator, Sequence
from datetime import date

from appeals.checks.codes import find
from appeals.model.case import Case, Person
from appeals.model.discretion import has_name, has_part
from appeals.model.texts import texts_in
from appeals.problems import Loc, Problem

TYPED = "print persons with {{ person(…) }}, and leave their names out of texts, ids, notes and the file's name"


def find_people(case: Case, day: date) -> Iterator[Problem]:
    """Judge the people of a case: their consent, and whether their names stand where they may not."""
    for index, person in enumerate(case.people):
        yield from _find_consent(person, day, ("people", index))
    hidden = [person for person in case.people if person.name and not person.may_be_named(public=True)]
    for loc, text in texts_in(case):
        for person in hidden:
            if not _is_own_name(loc, case, person):
                yield from _find_typed(person, text, loc)


def find_named(case: Case, texts: Sequence[str], *, public: bool) -> Iterator[int]:
    """Find the people, by their number in the case, whose names stand in texts that their version may not show."""
    together = "\n".join(texts)  # a name may be found over the end of a line: then each text is looked at
    for index, person in enumerate(case.people):
        hidden = person.name if not person.may_be_named(public=public) else None
        if hidden and has_name(together, hidden) and any(has_name(text, hidden) for text in texts):
            yield index


def _is_own_name(loc: Loc, case: Case, person: Person) -> bool:
    """Say whether a place is the one where the person's name belongs."""
    return loc[0] == "people" and loc[-1] == "name" and case.people[int(loc[1])] is person


def _find_typed(person: Person, text: str, loc: Loc) -> Iterator[Problem]:
    """Find the whole name of a person in a text, or else a part of it, which may be another's."""
    if has_name(text, person.name or ""):
        yield typed_name(person, loc)
    elif has_part(text, person.name or ""):
        yield find("NAME-PART", loc, f"a part of the name of the person “{person.id}” seems to stand here", TYPED)


def typed_name(person: Person, loc: Loc) -> Problem:
    """Say that a name stands where not everybody may read it, without saying the name."""
    said = f"the name of the person “{person.id}” stands here, and not everybody may read it"
    return find("NAME-TYPED", loc, said, TYPED)


def _find_consent(person: Person, day: date, loc: Loc) -> Iterator[Problem]:
    """Find a visibility that goes further than the consent."""
    if not person.name or person.pseudonym or person.visibility == "withheld":
        return
    consent = person.consent
    mend = "record who agreed, when and for what, under “consent”; until then write “visibility: withheld”"
    if not consent:
        yield find("CONSENT", loc, f"the person “{person.id}” is to be named, and no consent is recorded", mend)
    elif not consent.given:
        yield find("CONSENT", loc, f"the person “{person.id}” is to be named, and did not agree", mend)
    elif consent.on > day:
        said = f"the person “{person.id}” agreed on {consent.on}, after the letter of {day}"
        yield find("CONSENT", (*loc, "consent", "on"), said, "date the letter later, or correct the day")
    elif person.visibility == "public" and consent.scope != "public":
        said = f"the person “{person.id}” is marked as public, and agreed to be named to the recipient only"
        yield find("CONSENT-SCOPE", (*loc, "visibility"), said, "write “visibility: to-recipient”, or ask for more")
