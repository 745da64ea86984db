"""Prints a person's name only where visibility and consent both allow it; otherwise the words in its place."""

from appeals.model.case import Case
from appeals.phrases import Language


def person_words(case: Case, person_id: str, language: Language, *, public: bool) -> str:
    """Write the name, the pseudonym, or who the person is without a name; raise ValueError in plain words."""
    person = next((p for p in case.people if p.id == person_id), None)
    if person is None:
        raise ValueError(f"the case has no person “{person_id}”")
    if person.name and person.may_be_named(public=public):
        return person.name
    words = person.pseudonym or person.described.get(language.code)
    if words is None:
        raise ValueError(f"the person “{person_id}” is not described in the language “{language.code}”")
    return words
