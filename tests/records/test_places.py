"""Every value of a file keeps its place, and every fault points at the value that has it."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.model.recipient import RecipientsFile
from appeals.problems import Loc, Place, Problem, RecordError
from appeals.records import check, parse, placed, problem_at

KEYS = st.text("abcdefgh", min_size=1, max_size=4)
SCALARS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="'"), min_size=1, max_size=8
)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)
ROOTS = st.dictionaries(KEYS, TREES, min_size=1, max_size=4)


def lines(value: object, indent: str) -> Iterator[str]:
    """Write a value as YAML in block style, scalars in single quotes."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield f"{indent}{key}:"
            yield from lines(inner, indent + "  ")
    elif isinstance(value, list) and value:
        for inner in value:
            yield f"{indent}-"
            yield from lines(inner, indent + "  ")
    else:
        yield f"{indent}{value!r}" if isinstance(value, dict | list) else f"{indent}'{value}'"


def scalars(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Go through every scalar with its place in the data."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from scalars(inner, (*loc, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from scalars(inner, (*loc, index))


@given(ROOTS)
def test_the_place_of_every_scalar_points_at_it(tree: dict[str, object]) -> None:
    """At the place of a scalar the text has that scalar, whatever stands around it."""
    text = "\n".join(lines(tree, ""))
    source = parse(text, "a.yaml")
    assert source.data == tree
    for loc, scalar in scalars(tree):
        place = source.place_of(loc)
        assert text.split("\n")[place.line - 1][place.column - 1 :] == f"'{scalar}'"
        assert source.place_of((*loc, "deeper", 7)) == place


def test_scalars_stay_text() -> None:
    """Nothing is taken for a number, a date or a truth; only an empty value is not known."""
    text = "a: NO\nb: 0123\nc: 2003-04-02\nd: 1e3\ne:\nf: ~\ng: ''\nh: null\ni: 'null'\nj: 0x1F\nk: +86"
    assert parse(text, "a.yaml").data == {
        "a": "NO", "b": "0123", "c": "2003-04-02", "d": "1e3", "e": None, "f": None,
        "g": "", "h": None, "i": "null", "j": "0x1F", "k": "+86",
    }  # fmt: skip


def test_keys_have_places_of_their_own() -> None:
    """The place of a key is where it begins; a value that is not there is looked for above it."""
    source = parse("a:\n  b: [x, y]\n", "a.yaml")
    assert source.place_of(("a", "b"), key=True) == Place("a.yaml", 2, 3)
    assert source.place_of(("a", "b", 1)) == Place("a.yaml", 2, 10)
    assert source.place_of(("a", "b", 1), key=True) == Place("a.yaml", 2, 10)
    assert source.place_of(("a", "nosuch")) == Place("a.yaml", 2, 3)
    assert source.place_of((), key=True) == Place("a.yaml", 1, 1)


def test_an_excerpt_is_one_line_that_fits_a_screen() -> None:
    """A long line is cut; a place beyond the file has no line."""
    source = parse(f"a: {'x' * 200}\n", "a.yaml")
    assert len(source.excerpt(Place("a.yaml", 1, 1))) == 100
    assert source.excerpt(Place("a.yaml", 1, 1)).endswith("x…")
    assert source.excerpt(Place("a.yaml", 9, 1)) == ""
    assert source.excerpt(Place("a.yaml")) == ""


def test_every_repeated_key_is_told_at_once() -> None:
    """Faults that need no model are gathered before the file is refused."""
    with pytest.raises(RecordError) as error:
        parse('a: 1\na: 2\nb: {c: 1, c: 2}\nd: "\\e"\n', "a.yaml")
    assert [str(problem.place) for problem in error.value.problems] == ["a.yaml:2:1", "a.yaml:3:11", "a.yaml:4:4"]


def test_a_fault_of_yaml_comes_with_those_before_it() -> None:
    """An alias stops the reading; what was wrong before it is told too."""
    with pytest.raises(RecordError) as error:
        parse("a: 1\na: 2\nb: *x\n", "a.yaml")
    assert len(error.value.problems) == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ä: ö\nb: \x07\n", "a.yaml:2:4"),
        ("a: 'b", "a.yaml:"),
        ("a: b: c", "a.yaml:1:5"),
        ("%YAML 3.0\n---\na: b", "a.yaml:1:1"),
        ("a: [b", "a.yaml:"),
        ("[" * 30, "a.yaml:1:25"),
        ("{a: " * 30, "a.yaml:1:97"),
        ("? {a: b}\n: c", "a.yaml:1:3"),
        ("&a a: *a", "a.yaml:1:7"),
        ("---\na: b\n---\n", "a.yaml:3:1"),
        ("a: !!python/object:os.system ls", ""),
    ],
)
def test_what_is_no_record_has_a_place(text: str, place: str) -> None:
    """Whatever is wrong with the YAML itself is told with a place; tags of Python are no more than text."""
    if not place:
        assert parse(text, "a.yaml").data == {"a": "ls"}
        return
    with pytest.raises(RecordError) as error:
        parse(text, "a.yaml")
    assert str(error.value).startswith(place)
    assert "\n    mend: " in str(error.value)


@given(st.text(max_size=200))
def test_no_text_brings_anything_but_a_record_error(text: str) -> None:
    """Whatever the text, reading it ends in data or in an error for the reader."""
    try:
        assert isinstance(parse(text, "a.yaml").data, dict)
    except RecordError as error:
        assert all(problem.mend for problem in error.problems)  # noqa: PT017 -- both outcomes are right


def test_the_model_is_checked_with_places_inside_unions() -> None:
    """A fault in a channel points at the channel's own field, though the model goes through its kind first."""
    text = """\
recipients:
  - id: x
    office: {class: minister, title: {words: {en: T}}, body: {words: {en: B}}}
    channels:
      - {channel: phone, nunber: 1, source: {title: x}}
      - {channel: web, url: ftp://x, sorce: {title: x}}
"""
    with pytest.raises(RecordError) as error:
        check(parse(text, "r.yaml"), RecipientsFile)
    found = [(str(p.place), p.sentence, p.mend) for p in error.value.problems]
    assert found == [
        ("r.yaml:5:26", "unknown field “nunber”", "did you mean “number”?"),
        (
            "r.yaml:6:29",
            "“ftp://x” is not of the form this field takes",
            "write a web address that begins with https://",
        ),
        ("r.yaml:6:38", "unknown field “sorce”", "did you mean “source”?"),
    ]


def test_a_problem_is_placed_where_its_field_stands() -> None:
    """Problems found without the file get the place and the line of their field."""
    source = parse("a: [x, y]\n", "a.yaml")
    assert (
        str(problem_at(source, ("a", 1), "wrong", "mend it"))
        == "a.yaml:1:8: wrong\n     1 | a: [x, y]\n    mend: mend it"
    )
    assert placed(Problem("wrong", "mend it", loc=("a", 0)), source).place == Place("a.yaml", 1, 5)
