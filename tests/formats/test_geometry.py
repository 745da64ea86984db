"""Where things stand on the sheet, measured in the finished PDF, in millimetres from its top left corner."""

from dataclasses import replace
from itertools import pairwise

import pytest
from reading import find, read

from appeals.formats import render
from appeals.formats.stationery import LETTER


@pytest.fixture
def a4(letter, templates):
    """Print the letter on A4."""
    return read(render("pdf", letter, templates).content)


@pytest.fixture
def american(letter, templates):
    """Print the letter on US Letter."""
    return read(render("pdf", letter, templates, LETTER).content)


def test_address_lies_in_the_window(letter, a4):
    """Every line of the address lies in what a DIN window shows wherever the sheet slides."""
    lines = [find(a4[0][0], line) for line in letter.address]
    assert all(left >= 25 and top >= 58.2 and right <= 100 and bottom <= 88.4 for _, left, top, right, bottom in lines)
    assert all(below[4] - above[4] == pytest.approx(4.233, abs=1.2) for above, below in pairwise(lines))


def test_address_of_three_lines_starts_at_the_same_height(letter, short_letter, templates, a4):
    """A short address leaves white below it, not above."""
    short = read(render("pdf", short_letter, templates).content)
    tops = [find(pages[0][0], first)[2] for pages, first in ((a4, letter.address[0]), (short, "Ministry of the"))]
    assert tops[0] == pytest.approx(tops[1], abs=0.3)


def test_address_of_eight_lines_borrows_a_row_of_the_notes(letter, templates):
    """Eight lines and one line of notes fill the field from its top."""
    eight = replace(letter, address=("Department Seven", *letter.address))
    texts = read(render("pdf", eight, templates).content)[0][0]
    assert 49.7 < find(texts, "BY AIRMAIL")[2] < find(texts, "Department")[2] < 58
    assert find(texts, "EXAMPLELAND")[4] < 88.4


@pytest.mark.parametrize(
    ("words", "left", "top"),
    [
        ("Example Society for", 25, 18),
        ("Musterstraße 12, 10117", 125, 19.5),
        ("Example Society ·", 25, 45),
        ("BY AIRMAIL", 25, 53.97),
        ("Date", 125, 49.73),
        ("9 July 1998", 125, 53.97),
        ("The people on the ferries", 25, 103.5),
        ("Nineteen days at sea", 25, 108.8),
        ("Your Excellency", 25, 122),
        ("In the spring", 25, 129.9),
    ],
)
def test_parts_stand_on_two_axes(a4, words, left, top):
    """Everything begins at 25 or 125 mm; the ink lies within the line of text that begins at `top`."""
    text = find(a4[0][0], words)
    assert text[1] == pytest.approx(left, abs=0.4)
    assert top < text[2] < top + 2.5


def test_marks_stand_on_the_first_page_only(a4):
    """The folds are marked at 105 and 210 mm, the middle for the hole punch at 148.5 mm, from 4 mm off the edge."""
    marks = sorted((path for path in a4[0][1] if path[2] < 20), key=lambda path: path[1])
    assert [round(path[1], 1) for path in marks] == [105.0, 148.5, 210.0]
    assert [round(path[0], 1) for path in marks] == [4.0, 4.0, 4.0]
    assert [round(path[2], 1) for path in marks] == [8.0, 10.0, 8.0]
    assert not [path for path in a4[1][1] if path[2] < 20]


def test_page_two_has_a_running_head(letter, a4):
    """From the second page on the head names the letter; every page has its number at the right margin."""
    assert not [text for text in a4[0][0] if letter.running_head in text[0]]
    head = find(a4[1][0], letter.running_head)
    assert (head[1], head[2]) == (pytest.approx(25, abs=0.4), pytest.approx(27.2, abs=0.6))
    for number, (texts, _) in enumerate(a4, start=1):
        _, _, top, right, _ = find(texts, f"Page {number} of 2")
        assert right == pytest.approx(175, abs=0.4)
        assert top == pytest.approx(275, abs=0.8)


def test_text_keeps_its_margins(a4):
    """The text of the second page lies between 25 and 175 mm and above 265 mm."""
    for words, left, top, right, bottom in a4[1][0]:
        assert left > 24.9
        assert right < 175.1
        assert bottom < 265 or words.startswith("Page")
        assert top > 38 or words.startswith("Minister")


def test_signature_stands_below_room_for_a_pen(a4):
    """Twenty millimetres lie between the close and the name."""
    close, name = find(a4[1][0], "Yours respectfully"), find(a4[1][0], "Dr Maria Muster")
    assert name[2] - close[2] == pytest.approx(20 + 5.29, abs=0.5)


@pytest.mark.parametrize("count", range(4, 10))
def test_close_never_stands_alone(letter, templates, count):
    """Wherever the page ends, close, name and office stay together, with some of the text above them."""
    long = replace(letter, body=letter.body[:1] * count, enclosures=None, copies=None)
    pages = read(render("pdf", long, templates).content)
    texts = [words for words, *_ in pages[-1][0] if not words.startswith(("Page", "Minister of the Interior, "))]
    assert texts[-3:] == ["Yours respectfully,", "Dr Maria Muster", "Chair"]
    assert len(texts) >= 6


def test_demand_has_its_rule(a4):
    """The demand stands 5 mm in, behind a rule at the text margin."""
    texts, paths = a4[1]
    asked = find(texts, "We ask you")
    assert asked[1] == pytest.approx(30.3, abs=0.4)
    assert any(path[0] == pytest.approx(25, abs=0.2) and path[1] < asked[2] for path in paths)


@pytest.mark.parametrize(
    ("words", "left", "top"),
    [
        ("Example Society for", 25.4, 16.5),
        ("BY AIRMAIL", 25.4, 50.3),
        ("Her Excellency", 25.4, 54.36),
        ("Date", 125.8, 50.3),
        ("The people on the ferries", 25.4, 97.8),
    ],
)
def test_american_letter(american, words, left, top):
    """US Letter has its own geometry: address from 2.14 in, subject at 3.85 in."""
    text = find(american[0][0], words)
    assert text[1] == pytest.approx(left, abs=0.4)
    assert top < text[2] < top + 2.5


def test_american_marks_and_no_return_line(american):
    """The folds are at 3.75 and 7.375 in; the window shows the addressee alone."""
    texts, paths = american[0]
    marks = sorted(path[1] for path in paths if path[2] < 20)
    assert marks == [pytest.approx(3.75 * 25.4, abs=0.2), pytest.approx(7.375 * 25.4, abs=0.2)]
    assert not [text for text in texts if text[0].startswith("Example Society ·")]
