"""What the pages say, in each language."""

import re
from pathlib import Path

import pytest

import appeals.web
from appeals.phrases import named_in
from appeals.web.showing import LANGUAGES, PAGES

SOURCES = Path(appeals.web.__file__).parent


def words(code: str) -> dict[str, str]:
    """Read the words of a language."""
    table: dict[str, str] = PAGES.words(f"words.{code}.toml")["words"]
    return table


def test_every_language_says_everything() -> None:
    """The tables have the same keys, and their sentences ask for the same values."""
    tables = [words(code) for code in LANGUAGES]
    assert all(table.keys() == tables[0].keys() for table in tables)
    for key, sentence in tables[0].items():
        assert all(set(named_in(table[key])) == set(named_in(sentence)) for table in tables), key


def test_no_word_is_missing_or_left_over() -> None:
    """Every key that pages and modules ask for is in the tables, and none is there for nothing."""
    texts = [path.read_text("utf-8") for path in (*SOURCES.glob("pages/*.j2"), *SOURCES.glob("*.py"))]
    known = set(words("en"))
    asked = {key for text in texts for key in re.findall(r"""["']([a-z][a-z0-9_]*)["']""", text)}
    starts = tuple(start for text in texts for start in re.findall(r"""["']([a-z_]+_)["'{]""", text))
    built = {key for key in known if key.startswith(starts) or key.removesuffix("_title") in asked}
    assert known - asked - built == set()
    said = {key for text in texts for key in re.findall(r"""\bt\("([a-z0-9_]+)\"""", text)}
    assert {key for key in said if not key.endswith("_")} <= known


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_offers_the_other(code: str) -> None:
    """The switch leads to a language that there is, by the name it has itself."""
    table = words(code)
    other = table["other_code"]
    assert other in LANGUAGES
    assert other != code
    assert words(other)["other_code"] == code
