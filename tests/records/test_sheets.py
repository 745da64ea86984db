"""Tables as people and spreadsheets write them: cells with their places, and what cannot be read."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.problems import Place
from appeals.records.cells import Sheet
from appeals.records.sheets import read_sheet


def cells(sheet: Sheet) -> list[dict[str, str]]:
    """List the texts of the rows by their columns."""
    return [{name: cell.text for name, cell in row.cells.items()} for row in sheet.rows]


@pytest.mark.parametrize(
    "text",
    [
        "id,name\na,Ann\nb,Bob\n",
        "\ufeffid,name\r\na,Ann\r\nb,Bob\r\n",
        "id;name\na;Ann\nb;Bob",
        "id\tname\ra\tAnn\rb\tBob\r",
        "sep=;\nid;name\na;Ann\nb;Bob\n",
        'ID, "Name" \n"a",Ann\n\n,\nb , Bob \n',
        'sep=|\n"id"|name\na|Ann\nb|Bob\n',
    ],
)
def test_what_spreadsheets_write_is_read(text: str) -> None:
    """Commas, semicolons, tabs, every end of line, a byte order mark, and rows with nothing in them."""
    sheet = read_sheet(text, "senders.csv")
    assert sheet.problems == ()
    assert cells(sheet) == [{"id": "a", "name": "Ann"}, {"id": "b", "name": "Bob"}]


def test_places_are_those_an_editor_shows() -> None:
    """Lines and columns count from 1, also below a cell that has lines of its own."""
    sheet = read_sheet('id,address,place\na,"1 Street\n2 Town", Town\nb, "x, y",Z\n', "t.csv")
    assert [tuple(str(cell.place) for cell in row.cells.values()) for row in sheet.rows] == [
        ("t.csv:2:1", "t.csv:2:3", "t.csv:3:10"),
        ("t.csv:4:1", "t.csv:4:4", "t.csv:4:11"),
    ]
    assert cells(sheet)[0]["address"] == "1 Street\n2 Town"
    assert sheet.columns == {
        "id": Place("t.csv", 1, 1),
        "address": Place("t.csv", 1, 4),
        "place": Place("t.csv", 1, 12),
    }


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x.example";"click")', "=1+1", "+49 30 1", "-2", "@SUM(A1)", "0123"]
)
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    """Nothing in a cell is reckoned with or followed."""
    stream = io.StringIO()
    csv.writer(stream).writerows([["id", "name"], ["a", text]])
    assert cells(read_sheet(stream.getvalue(), "t.csv")) == [{"id": "a", "name": text}]


WRONG = {
    "": ("t.csv:1:1: this file is empty", "name the columns in its first row"),
    "\n\n": ("t.csv:1:1: this file is empty", "name the columns"),
    "id,name,ID\na,b,c\n": ("t.csv:1:9: the column “ID” is there twice", "delete or rename one"),
    "id,name\na\n": ("t.csv:2:1: this row has 1 cells, and the first row has 2", "into quotation marks"),
    "id,name\na,b,c\n": ("t.csv:2:1: this row has 3 cells, and the first row has 2", "into quotation marks"),
    'id,name\na,"b\nc,d\n': ("t.csv:2:3: a quotation mark is opened and not closed", "close it"),
    'id,name\na,"b" c\n': ("t.csv:2:3: text stands after the closing quotation mark", 'twice, as ""'),
    "id,name\na,b\x07\n": ("t.csv:2:3: an invisible control character stands in this cell", "write it anew"),
    "id,name\na,b\u202e\n": ("t.csv:2:3: an invisible control character stands in this cell", "write it anew"),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_cannot_be_read_is_told_with_its_place(text: str) -> None:
    """A place, a sentence and a mend, and the line as it stands, with nothing that moves a cursor."""
    sentence, mend = WRONG[text]
    (problem,) = read_sheet(text, "t.csv").problems
    assert str(problem).startswith(sentence)
    assert mend in problem.mend
    assert "\x07" not in str(problem)
    assert "\u202e" not in str(problem)


def test_a_bad_row_does_not_hide_the_others() -> None:
    """Rows before and after a row that cannot be read are read; every such row is told."""
    sheet = read_sheet("id,name\na,Ann\nx\nb,Bob\ny,1,2\n", "t.csv")
    assert [row["id"] for row in cells(sheet)] == ["a", "b"]
    assert [problem.place.line for problem in sheet.problems if problem.place] == [3, 5]


def test_a_long_line_is_shown_cut() -> None:
    """A row of a thousand characters does not fill the screen."""
    (problem,) = read_sheet("id,name\n" + "x" * 1000 + "\n", "t.csv").problems
    assert len(problem.excerpt) == 100


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), max_size=12)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_whatever_python_writes_is_read_back(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    """The cells that the standard library writes come back, but for the space around them."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([("one", "two", "three"), *rows])
    expected = [tuple(text.strip() for text in row) for row in rows if any(text.strip() for text in row)]
    sheet = read_sheet(stream.getvalue(), "t.csv")
    assert sheet.problems == ()
    assert [tuple(row.values()) for row in cells(sheet)] == expected


@given(st.text(max_size=60))
def test_any_text_at_all_is_answered(text: str) -> None:
    """Whatever a file holds, it is read or told; nothing is neither."""
    sheet = read_sheet(text, "t.csv")
    assert sheet.problems or sheet.columns
    assert all(problem.place for problem in sheet.problems)
