"""States are found by what people call them."""

import pytest

from appeals.phrases import countries
from appeals.problems import UsageError
from appeals.reference import find_state, state_of, states
from appeals.reference.missions import find_place


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CN", "CHN"),
        ("chn", "CHN"),
        ("China", "CHN"),
        ("the People's Republic of China", "CHN"),
        ("north korea", "PRK"),
        ("Republic of Korea", "KOR"),
        ("Côte d’Ivoire", "CIV"),
        ("United States", "USA"),
        ("the United Kingdom", "GBR"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("St. Lucia", "LCA"),
        ("Bolivia", "BOL"),
        ("Holy See", "VAT"),
        ("EU", "EUU"),
    ],
)
def test_codes_and_names_are_found(text: str, code: str) -> None:
    """Two letters, three letters, short, formal and common names all lead to the state."""
    assert find_state(text).iso3 == code


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("CN", "China"),
        ("US", "the United States of America"),
        ("KP", "the Democratic People's Republic of Korea"),
        ("IR", "the Islamic Republic of Iran"),
        ("NL", "the Netherlands"),
        ("VA", "the Holy See"),
        ("DE", "Germany"),
    ],
)
def test_names_fit_a_sentence(code: str, name: str) -> None:
    """A state's name carries its article."""
    assert state_of(code).name == name


def test_every_state_has_its_own_codes_and_names() -> None:
    """198 states and entities, each found by every code and name it has."""
    assert len(states()) == 198
    for state in states():
        for text in (state.iso2, state.iso3, state.name, state.formal_name):
            assert find_state(text) == state


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("Chnia", "did you mean “China”?"),
        ("Korea", "did you mean “the Democratic People's Republic of Korea” or “the Republic of Korea”?"),
        ("XX", "give its two or three letters"),
    ],
)
def test_what_is_not_found_comes_with_a_mend(text: str, mend: str) -> None:
    """A slip is named; what several states are called names them all."""
    with pytest.raises(UsageError) as caught:
        find_state(text)
    assert mend in str(caught.value)


@pytest.mark.parametrize("text", ["Taiwan", "TW", "Hong Kong", "hk", "XKX", "Jersey", "Greenland", "Puerto Rico"])
def test_a_territory_is_not_taken_for_a_state_of_like_name(text: str) -> None:
    """That its law is not known here is said; no other state is offered in its place."""
    with pytest.raises(UsageError) as caught:
        find_state(text)
    (problem,) = caught.value.problems
    assert "no law is known here" in problem.sentence
    assert "did you mean" not in str(caught.value)


def test_every_place_with_a_post_is_a_state_or_a_territory() -> None:
    """Whoever may be written to, or may write, has a name here."""
    assert [code for code in countries() if find_place(code).iso2 != code] == []
