"""Consent, visibility, and names that were typed; no finding repeats a name."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from appeals.checks import find_people as find_people_by
from appeals.checks import hidden_people
from appeals.model.case import Case
from appeals.model.name_redaction import HiddenName, has_name, hide_names, search_for
from appeals.problems import Problem

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


def find_people(case: Case, day: date, others: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Judge the people of a case that is alone in its folder."""
    return find_people_by(case, day, search_for(hidden_people(case, public=True), others))


def has_part(text: str, name: str) -> bool:
    """Say whether a name or a part of it stands in a text."""
    return search_for((HiddenName(name),)).finds(text)


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


def test_part_of_a_name_is_another_name_where_the_case_says_so(case: Make) -> None:
    """A family name that somebody else has too stops the letter, until the case says whose it is."""
    withheld = person(name="Kim Yong-ho", visibility="withheld")
    facts = [{"en": "Since Kim Jong-il died, Yonghoon is gone."}]
    assert codes(case(people=[withheld], facts=facts)) == ["NAME-PART"]
    also = [{"part": "Kim", "why": "the late leader's family name"}]
    assert codes(case(people=[withheld | {"also_named": also}], facts=facts)) == []
    assert codes(case(people=[withheld | {"also_named": also}], facts=[{"en": "kim yong ho"}])) == ["NAME-TYPED"]


def test_a_part_that_is_in_no_name_cannot_be_anothers(case: Make) -> None:
    """What stands under `also_named` is checked against the name."""
    withheld = person(visibility="withheld", also_named=[{"part": "Kim", "why": "a common name"}])
    assert codes(case(people=[withheld])) == ["ALSO-NAMED"]


def test_parts_in_the_whole_name_of_somebody_known_are_theirs(case: Make) -> None:
    """A head of government who shares a syllable with a withheld person may be written of by the whole name."""
    withheld = person(name="Phạm Thị Lan", visibility="withheld")
    of = case(people=[withheld], facts=[{"en": "Prime Minister Phạm Minh Chính was told."}])
    assert [p.code for p in find_people(of, DAY)] == ["NAME-PART"]
    assert list(find_people(of, DAY, ("Phạm Minh Chính",))) == []
    alone = case(people=[withheld], facts=[{"en": "Mr Phạm was told."}])
    assert [p.code for p in find_people(alone, DAY, ("Phạm Minh Chính",))] == ["NAME-PART"]


@pytest.mark.parametrize(
    "typed",
    [
        {"facts": [{"en": "They took Mrs Nightjar."}]},
        {"facts": [{"en": "They took Kestrel M. Nightjar."}]},
        {"facts": [{"en": "They took K. Nightjar’s mother."}]},
        {"tags": ["nightjar"]},
    ],
)
def test_a_part_of_a_name_that_stands_alone_is_an_error(case: Make, typed: dict[str, Any]) -> None:
    """A family name may be enough to find somebody; where it is another's, the case has to say so."""
    problems = list(find_people(case(people=[person(name="Kestrel Nightjar", visibility="withheld")], **typed), DAY))
    assert [(problem.code, problem.level) for problem in problems] == [("NAME-PART", "error")]
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


def test_an_id_made_of_the_name_is_refused_and_not_repeated(case: Make) -> None:
    """An id is printed in messages and may not tell who it is."""
    withheld = person(id="yong-ho", visibility="withheld")
    problems = list(find_people(case(people=[withheld]), DAY))
    assert [problem.code for problem in problems] == ["NAME-PART"]
    assert not has_part(repr(problems), NAME)
