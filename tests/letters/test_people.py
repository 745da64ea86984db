"""A person's name is printed only where visibility and consent both allow it."""

from collections.abc import Callable
from typing import Any

import pytest

from appeals.letters.people import person_words
from appeals.model.case import Case
from appeals.phrases import Language

NAMED = {"id": "kim", "name": "Kim Example", "described": {"en": "a mother of two"}, "invented": True}
GIVEN = {"given": True, "by": "herself", "on": "2003-01-01", "for": "to-recipient"}
PUBLIC = GIVEN | {"for": "public"}


@pytest.mark.parametrize(
    ("person", "letter", "public"),
    [
        ({"visibility": "withheld", "consent": PUBLIC}, "a mother of two", "a mother of two"),
        ({"visibility": "public"}, "a mother of two", "a mother of two"),
        ({"visibility": "public", "consent": GIVEN | {"given": False}}, "a mother of two", "a mother of two"),
        ({"visibility": "to-recipient", "consent": PUBLIC}, "Kim Example", "a mother of two"),
        ({"visibility": "public", "consent": GIVEN}, "Kim Example", "a mother of two"),
        ({"visibility": "public", "consent": PUBLIC}, "Kim Example", "Kim Example"),
        ({"visibility": "public", "consent": PUBLIC, "pseudonym": "Ms K."}, "Ms K.", "Ms K."),
    ],
)
def test_a_name_needs_visibility_and_consent(
    person: dict[str, Any], letter: str, public: str, case: Callable[..., Case], english: Language
) -> None:  # fmt: skip
    """Withheld, without consent, or beyond its scope the description stands in; a pseudonym stands in everywhere."""
    made = case(people=[NAMED | person])
    assert person_words(made, "kim", english, public=False) == letter
    assert person_words(made, "kim", english, public=True) == public


def test_a_person_that_cannot_be_printed(case: Callable[..., Case], english: Language, german: Language) -> None:
    """An unknown person, or one not described in the language, is refused in plain words without a name."""
    made = case(people=[NAMED | {"visibility": "withheld"}])
    with pytest.raises(ValueError, match=r"^the case has no person “lee”"):
        person_words(made, "lee", english, public=False)
    with pytest.raises(ValueError, match=r"^the person “kim” is not described in the language “de”$"):
        person_words(made, "kim", german, public=False)
