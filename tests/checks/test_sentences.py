"""Texts and letters cut into sentences."""

import pytest

from appeals.checks.sentences import cut, typed


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("On 19. September 2006 it was. Am 1. Januar auch.", ["On 19. September 2006 it was.", "Am 1. Januar auch."]),
        ("Qin G. Wang spoke. He left.", ["Qin G. Wang spoke.", "He left."]),
        ("He said “no.” They left.", ["He said “no", "They left."]),
        ("see No. 7 of it", ["see No. 7 of it"]),
    ],
)
def test_sentences_are_cut_where_they_end(text: str, sentences: list[str]) -> None:
    """Ordinals, initials and abbreviations before figures end no sentence."""
    assert [sentence.rstrip(".”") for sentence in cut(text)] == [sentence.rstrip(".”") for sentence in sentences]


def test_calls_become_signs() -> None:
    """A call in a text stands for words that nobody typed; blanks are made even."""
    assert typed('On {{ date("2003-01-18") }}\n  {{ claim( "a" ) }} came') == "On \ue001 \ue000 came"
