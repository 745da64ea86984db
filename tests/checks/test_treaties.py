"""Treaties and names of states that were typed by hand."""

from collections.abc import Callable

import pytest

Found = Callable[..., list[tuple[str, str]]]
LAW = [{"provision": "REFUGEE-1951 33(1)"}]

STATUS = [
    ("en", "China is a signatory to this treaty.", "signatory"),
    ("en", "China, a State party to the Covenant, knows it.", "State party"),
    ("en", "It has ratified the Covenant.", "has ratified"),
    ("de", "China ist Unterzeichnerstaat des Abkommens.", "Unterzeichnerstaat"),
    ("de", "China hat den Pakt 1998 unterzeichnet.", "hat den Pakt 1998 unterzeichnet"),
]


@pytest.mark.parametrize(("language", "text", "words"), STATUS)
def test_a_typed_status_is_found(found: Found, language: str, text: str, words: str) -> None:
    """What a state is to a treaty comes from the data, in each language."""
    assert ("STATUS-WORD", words) in found(text, language, law=LAW)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("They were made to sign a promise.", "facts"),
        ("He was a party to the talks.", "facts"),
        ("to ratify the Covenant, as other states have ratified it", "requests"),
        ('China, {{ bound("CAT 3(1)") }}, knows it.', "facts"),
    ],
)
def test_what_is_no_status_is_left_alone(found: Found, text: str, part: str) -> None:
    """Promises, talks and requests to ratify say nothing of a state's standing."""
    assert found(text, part=part, law=LAW) == []


def test_a_procedure_rested_on_a_treaty_is_found(found: Found) -> None:
    """A duty of procedure needs an article, and the Refugee Convention has none."""
    text = "The Convention obliges it to have a procedure for this."
    assert [code for code, _ in found(text, law=LAW)] == ["PROCEDURE"]
    assert found('{{ cite("REFUGEE-1951 33(1)") }} of the Convention obliges it to have a procedure.', law=LAW) == []
    assert found("Article 16 of the Convention obliges it to have a procedure.", law=LAW) == []
    assert found("to have a procedure as the Convention obliges you", part="requests", law=LAW) == []


def test_the_convention_without_its_protocol_is_found_once(found: Found) -> None:
    """The Convention alone reaches only what was before 1951; law of the case, or the Protocol's name, mends it."""
    text = "The Refugee Convention and again the Refugee Convention."
    assert found(text) == [("PROTOCOL-MISSING", "Refugee Convention")]
    assert found(text, law=LAW) == []
    assert found(text + " Its Protocol too.") == []
    assert found("Die Genfer Flüchtlingskonvention gilt.", "de") == [
        ("PROTOCOL-MISSING", "Genfer Flüchtlingskonvention")
    ]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "in the People's Republic of China", "People's Republic of China"),
        ("en", "in the People’s Republic China", "People’s Republic China"),
        ("de", "in der Volksrepublik China", "Volksrepublik China"),
    ],
)
def test_a_typed_long_name_is_found(found: Found, language: str, text: str, words: str) -> None:
    """Long names are found with and without their “of”, whatever apostrophe they have."""
    assert found(text, language) == [("COUNTRY-TYPED", words)]


def test_short_names_and_those_without_a_shorter_are_left_alone(found: Found) -> None:
    """A name that people use in running text is no finding."""
    assert found("China and Norway, the Republic of Korea and Japan") == []
