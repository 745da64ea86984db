"""Consent, visibility, and names that were typed; no finding repeats a name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from appeals.checks import find_people
from appeals.model.case import Case
from appeals.model.discretion import has_name, has_part, hide_names

DAY = date(2012, 2, 22)
NAME = "Kanari Yong-ho"
CONSENT = {"given": True, "by": "his lawyer", "on": "2012-02-20", "for": "public"}
Make = Callable[..., Case]


def person(**given: Any) -> dict[str, Any]:
    """Make a person who may be named anywhere; what is given goes before what is usual."""
    usual = {
        "id": "driver", "name": NAME, "described": {"en": "a driver"}, "visibility": "public", "consent": CONSENT,
        "invented": True,
    }  # fmt: skip
    return {key: value for key, value in (usual | given).items() if value is not None}


def codes(case: Case) -> list[str]:
    """Judge the people of a case."""
    return [problem.code for problem in find_people(case, DAY)]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"consent": None}, ["CONSENT"]),
        ({"consent": CONSENT | {"given": False}}, ["CONSENT"]),
        ({"consent": CONSENT | {"on": "2012-02-23"}}, ["CONSENT"]),
        ({"consent": CONSENT | {"for": "to-recipient"}}, ["CONSENT-SCOPE"]),
        ({"consent": None, "visibility": "withheld"}, []),
        ({"consent": None, "pseudonym": "Mr K."}, []),
        ({"consent": None, "name": None}, []),
        ({"visibility": "to-recipient"}, []),
        ({}, []),
    ],
)
def test_a_visibility_needs_its_consent(case: Make, given: dict[str, Any], code: list[str]) -> None:
    """Nobody is to be named without a consent that was given, for this, and before the letter."""
    assert codes(case(people=[person(**given)])) == code


HIDDEN = [{"visibility": "withheld"}, {"pseudonym": "Mr K."}, {"visibility": "to-recipient"}]
TYPED: list[dict[str, Any]] = [
    {"facts": [{"en": "They took Kanari Yong-ho away."}]},
    {"facts": [{"en": "They took KANARI Yong\n  Ho away."}]},
    {"subject": [{"en": "Yong-ho Kanari"}]},
    {"requests": [{"id": "free-kanari-yong-ho", "words": {"en": "to free him"}}]},
    {"reference": "Kanari Yong-ho 1"},
    {"note": "his name is Kanari, Yong-ho"},
    {"tags": ["kanari-yong-ho"]},
    {"sources": [{"id": "x", "kind": "testimony", "title": "Letter of Kanari Yong-ho", "name": {"en": "him"}}]},
    {"id": "kanari-yong-ho"},
]


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("typed", TYPED)
def test_a_name_that_not_everybody_may_read_is_found_where_it_is_typed(
    case: Make, typed: dict[str, Any], hidden: dict[str, Any]
) -> None:
    """A name in a text, an id, a source or the file's name is an error, and the error does not repeat it."""
    problems = list(find_people(case(people=[person(**hidden)], **typed), DAY))
    assert [(problem.code, problem.level) for problem in problems] == [("NAME-TYPED", "error")]
    assert not has_name(repr(problems), NAME)


def test_a_person_may_be_described_by_anything_but_the_name(case: Make) -> None:
    """The name among the words that stand for it is found too."""
    described = person(visibility="withheld", described={"en": "Kanari Yong-ho, a driver"})
    assert codes(case(people=[described])) == ["NAME-TYPED"]


def test_a_name_that_everybody_may_read_may_be_typed(case: Make) -> None:
    """Who agreed to be named in public is in no danger from a typed name."""
    assert codes(case(people=[person()], facts=[{"en": "They took Kanari Yong-ho."}])) == []


def test_part_of_a_name_is_another_name(case: Make) -> None:
    """A family name alone may be anybody's: only the whole name is found."""
    withheld = person(name="Kim Yong-ho", visibility="withheld")
    assert codes(case(people=[withheld], facts=[{"en": "Since Kim Jong-il died, Yong-hoon is gone."}])) == []


@pytest.mark.parametrize(
    "typed",
    [
        {"facts": [{"en": "They took Mrs Nightjar."}]},
        {"facts": [{"en": "They took Kestrel M. Nightjar."}]},
        {"facts": [{"en": "They took K. Nightjar’s mother."}]},
        {"tags": ["nightjar"]},
    ],
)
def test_a_part_of_a_name_that_stands_alone_is_a_warning(case: Make, typed: dict[str, Any]) -> None:
    """A family name may be enough to find somebody; since it may be another's, the text has to be read."""
    problems = list(find_people(case(people=[person(name="Kestrel Nightjar", visibility="withheld")], **typed), DAY))
    assert [(problem.code, problem.level) for problem in problems] == [("NAME-PART", "warning")]
    assert not has_part(repr(problems), "Kestrel Nightjar")


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel Nightjars Mutter",
        "Kestrel Nightjar’s mother",
        "nonKestrel Nightjar1",
        "Kestrel Night\u00adjar",
        "Kest\u200brel Nightjar",
    ],
)
def test_a_name_is_found_with_an_ending_and_through_unseen_characters(text: str) -> None:
    """The genitive of German, words that grew together and characters without a picture hide no name."""
    assert has_name(text, "Kestrel Nightjar")


def test_names_are_found_in_other_spellings_and_scripts() -> None:
    """A German name is found without its dots, and a Korean one with a particle; a short one is no part of a word."""
    assert has_name("Jürgen Mueller", "Jürgen Müller")
    assert has_name("김영호는", "김영호")
    assert has_name("Li Nas Vater", "Li Na")
    assert not has_name("Catalina", "Li Na")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("seeds/kanari_yong-ho.yaml", "seeds/[name not shown].yaml"),
        ("KanariYongHo", "[name not shown]"),
        ("Yong-ho, Kanari!", "[name not shown]!"),
        ("got 'Kanari'", "got '[name not shown]'"),
        ("Kanarien", "Kanarien"),
    ],
)
def test_names_are_hidden_however_they_are_spelt(text: str, hidden: str) -> None:
    """Case, separators and order of a name do not matter."""
    assert hide_names(text, [NAME]) == hidden


def test_accents_and_short_names() -> None:
    """A name is found with and without its accents; one of a single letter is not looked for."""
    assert has_name("JOSE GARCIA", "José García")
    assert has_name("Jose\u0301 Garci\u0301a", "José García")
    assert has_name("José García", "Jose Garcia")
    assert not has_name("a b c", "A")
