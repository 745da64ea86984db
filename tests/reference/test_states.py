"""States are found by what people call them."""

import pytest

from appeals.problems import UsageError
from appeals.reference import find_state, state_of, states


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
