"""Records that nobody has written yet: what is written is read back, with remarks where they belong."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from appeals.records import parse
from appeals.records.drafts import write_draft

TEXTS = st.text(
    st.characters(
        exclude_categories=["Cc", "Cs"], exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ),
    min_size=1,
    max_size=20,
)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(TEXTS, inner, min_size=1, max_size=3),
    max_leaves=8,
)
NAMES = st.from_regex(r"[a-z]{3,8}", fullmatch=True)


@given(
    st.dictionaries(
        NAMES, TEXTS | st.dictionaries(NAMES, TEXTS, min_size=1) | st.lists(TEXTS, min_size=1), min_size=1, max_size=4
    )
)
def test_texts_come_back_as_they_were(data: dict[str, object]) -> None:
    """Whatever a text holds, our reader and others read the same text."""
    text = write_draft(data)  # type: ignore[arg-type]
    assert parse(text, "draft.yaml").data == data


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "NO",
        "on",
        "y",
        "null",
        "~",
        "12",
        "0123",
        "1e3",
        "+49 30",
        "2003-04-02 ",
        "a: b",
        "a #b",
        "- a",
        "{a}",
        "'",
        '"',
        "[a",
        "http://a.b/#c",
        "@a",
        "*a",
        "&a",
        "!a",
        "%a",
        "|",
        ">",
    ],
)
def test_words_that_others_take_for_something_else_are_quoted(word: str) -> None:
    """A reader that types scalars reads a text all the same."""
    assert yaml.safe_load(write_draft({"a": word, "b": [word]})) == {"a": word, "b": [word]}


def test_lists_of_texts_and_of_lists_are_written() -> None:
    """Texts stand in brackets, lists of records on lines of their own, and what is empty is empty."""
    data = {"a": ["x y", "z:"], "b": [{"c": ["d d"]}], "e": [], "f": "", "g": ["x y", {"c": "dd"}]}
    text = write_draft(data)  # type: ignore[arg-type]
    assert text == 'a: [x y, "z:"]\nb:\n  - c: [d d]\ne: []\nf: ""\ng:\n  - x y\n  - c: dd\n'
    assert parse(text, "draft.yaml").data == data


def test_remarks_stand_above_and_what_is_off_behind_a_hash() -> None:
    """A list of which everything is off stays an empty list."""
    data = {"id": "one", "rows": [{"a": "1 x", "b": {"c": "two"}}, {"a": "3"}], "gone": [{"a": "x"}]}
    text = write_draft(data, {("rows", 0): "first\nand more", ("rows", 1, "a"): "of a"}, {("rows", 0), ("gone", 0)})  # type: ignore[arg-type]
    assert text == (
        "id: one\n"
        "rows:\n"
        "  # first\n"
        "  # and more\n"
        '  # - a: "1 x"\n'
        "  #   b:\n"
        "  #     c: two\n"
        "    # of a\n"
        '  - a: "3"\n'
        "gone: []\n"
        '  # - a: "x"\n'
    )
    assert parse(text, "draft.yaml").data == {"id": "one", "rows": [{"a": "3"}], "gone": []}
