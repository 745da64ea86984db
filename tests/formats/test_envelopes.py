"""Envelopes and labels: every line where the posts look for it, on a page of the right size."""

from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from reading import MM, audit, crop, find, ink, photograph, read

from appeals.formats import render, render_run
from appeals.formats.sizes import ENVELOPES, LABEL_SHEETS
from appeals.formats.stationery import choose_stationery
from appeals.problems import FormatError

# Width, height, and what machines read: from the left, from the top, from the right, from the bottom.
POSTS = {
    "dl": (220, 110, 80, 40, 15, 15),
    "c6-5": (229, 114, 89, 40, 15, 15),
    "c6": (162, 114, 22, 40, 15, 15),
    "c5": (229, 162, 89, 40, 15, 15),
    "us-10": (241.3, 104.775, 12.7, 104.775 - 69.85, 12.7, 15.875),
}
# Columns, rows, and the size of a label.
SHEETS = {
    "l7160": (3, 7, 63.5, 38.1),
    "l7163": (2, 7, 99.06, 38.1),
    "5160": (3, 10, 66.68, 25.4),
    "5163": (2, 5, 101.6, 50.8),
}


def list_sizes(content):
    """List the sizes of the pages in millimetres."""
    document = pypdfium2.PdfDocument(content)
    sizes = [tuple(side * MM for side in page.get_size()) for page in document]
    document.close()
    return sizes


@pytest.fixture
def long_letter_address(letter):
    """Give the letter an address of nine lines."""
    return replace(letter, address=("Department Seven", "Section Two", *letter.address))


def test_every_envelope_is_tried():
    """The tests know every envelope and every sheet of labels of the tables."""
    assert (set(POSTS), set(SHEETS)) == (set(ENVELOPES), set(LABEL_SHEETS))


@pytest.mark.parametrize("name", POSTS)
def test_address_stands_where_posts_read_it(long_letter_address, templates, name):
    """Nine lines of address, and nothing else but the notes, stand in the zone of the machines."""
    width, height, left, top, right, bottom = POSTS[name]
    content = render("envelope", long_letter_address, templates, choose_stationery(envelope=name)).content
    assert list_sizes(content) == [pytest.approx((width, height), abs=0.1)]
    texts = read(content)[0][0]
    for line in long_letter_address.address:
        words = find(texts, line)
        assert words[1] >= left
        assert words[2] >= top
        assert words[3] <= width - right
        assert words[4] <= height - bottom
    picture = photograph(content)
    assert ink(crop(picture, (left, height - bottom, width, height))) is None
    assert ink(crop(picture, (width - 74, 0, width, 40))) is None


@pytest.mark.parametrize("name", POSTS)
def test_sender_stands_small_at_the_upper_left(letter, templates, name):
    """The sender's short name and address stand line by line, apart from the address and the notes over it."""
    texts = read(render("envelope", letter, templates, choose_stationery(envelope=name)).content)[0][0]
    sender = [find(texts, line) for line in letter.letterhead.return_line.split(" · ")]
    assert all(line[1] == pytest.approx(12, abs=0.5) for line in sender)
    assert all(above[4] < below[4] for above, below in pairwise(sender))
    assert sender[0][2] == pytest.approx(11, abs=1)
    assert sender[-1][4] < find(texts, "BY AIRMAIL")[2] < find(texts, letter.address[0])[2]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", ["envelope", "labels"])
def test_is_archived_and_read_aloud(tmp_path, letter, short_letter, templates, paper, name):
    """Envelopes and labels are PDF/A-3a and PDF/UA-1, and read well, as letters are."""
    stationery = choose_stationery(paper)
    make = render_run if name == "labels" else render
    one = (letter, short_letter) * 9 if name == "labels" else letter
    assert audit(tmp_path / "post.pdf", make(name, one, templates, stationery).content) == []


def test_envelope_says_nothing_of_the_case(letter, templates):
    """Subject and text of the letter are not on the envelope; whoever carries it learns no more than the address."""
    words = " ".join(entry[0] for entry in read(render("envelope", letter, templates).content)[0][0])
    assert "ferries" not in words
    assert letter.info[1].lines[0] not in words
    document = pypdfium2.PdfDocument(render("envelope", letter, templates).content)
    assert document.get_metadata_value("Title") == ", ".join(letter.address)
    assert document.get_metadata_value("Subject") == ""
    document.close()


def test_a_line_too_wide_for_an_envelope_is_broken(letter, templates):
    """A small one takes it in two lines; a word that it cannot take is refused, and a larger one takes that."""
    small = choose_stationery(envelope="c6")
    long = replace(letter, address=("Interministerial Commission for Harbours and Sea", *letter.address[1:]))
    assert render("envelope", long, templates, small).content.startswith(b"%PDF")
    word = replace(letter, address=("Interministerialkommissionsverwaltungsgebäude", *letter.address[1:]))
    with pytest.raises(FormatError) as caught:
        render("envelope", word, templates, small)
    assert "runs out of the envelope C6" in str(caught.value)
    assert render("envelope", word, templates).content.startswith(b"%PDF")


def test_lines_that_break_stay_on_their_own_label(letter, templates):
    """Each label is measured by its own lines, however many they are."""
    long = replace(letter, address=("The Ambassador of the Socialist Republic of Viet Nam", *letter.address[2:]))
    sheet = choose_stationery(labels="l7160")
    document = render_run("labels", [letter, long, letter], templates, sheet)
    assert document.content.startswith(b"%PDF")
    tall = replace(letter, address=("The Ambassador of the Socialist Republic of Viet Nam",) * 5)
    with pytest.raises(FormatError) as caught:
        render_run("labels", [letter, replace(tall, recipient="tall"), letter], templates, sheet)
    assert {str(problem).split("”")[0] for problem in caught.value.problems} == {"recipient “tall"}


@pytest.mark.parametrize("name", ["envelope", "labels"])
def test_letter_without_address(letter, templates, name):
    """A letter that bears no address has neither envelope nor label."""
    bare = replace(letter, address=())
    with pytest.raises(FormatError, match="recipient “xx-minister”: the letter has no address"):
        render_run(name, (bare,), templates) if name == "labels" else render(name, bare, templates)


@pytest.mark.parametrize("name", ["envelope", "labels"])
def test_only_what_is_printed_must_be_in_the_font(letter, templates, name):
    """A character the font lacks is refused in the address, and does not matter in the text of the letter."""

    def make(one):
        return render_run(name, (one,), templates) if name == "labels" else render(name, one, templates)

    assert make(replace(letter, salutation="国务院")).content.startswith(b"%PDF")
    with pytest.raises(FormatError, match=r"has no U\+56FD"):
        make(replace(letter, address=("国务院", *letter.address)))


@pytest.mark.parametrize("name", SHEETS)
def test_each_address_stands_on_its_label(letter, templates, name):
    """Two sheets of addresses, each within its label and 3 mm from the label's edge, in the order of the letters."""
    columns, rows, width, height = SHEETS[name]
    count = columns * rows + 1
    letters = [
        replace(letter, address=(f"Office {number:02}", "20999 GRÜNHAFEN", "EXAMPLELAND")) for number in range(count)
    ]
    stationery = choose_stationery(labels=name)
    content = render_run("labels", letters, templates, stationery).content
    paper = stationery.paper
    assert list_sizes(content) == [pytest.approx((paper.width, paper.height), abs=0.1)] * 2
    pages = [texts for texts, _ in read(content)]
    side, head = stationery.labels.left, (paper.height - rows * height) / 2
    for number in range(count):
        texts = pages[number // (columns * rows)]
        row, column = divmod(number % (columns * rows), columns)
        left = side + column * (paper.width - 2 * side - width) / (columns - 1)
        top = head + row * height
        spot = next(place for place, entry in enumerate(texts) if entry[0].startswith(f"Office {number:02}"))
        for _, *frame in texts[spot - 1 : spot + 3]:
            assert left + 3 <= frame[0] + 0.4
            assert frame[2] <= left + width - 3
            assert top + 3 <= frame[1]
            assert frame[3] <= top + height - 3


def test_address_too_high_for_a_label(letter, templates):
    """Seven lines do not fit a label of one inch; the sentence names one that runs out, and what to do."""
    with pytest.raises(FormatError) as caught:
        render_run("labels", (letter,), templates, choose_stationery(labels="5160"))
    assert "recipient “xx-minister”: the line “20999 GRÜNHAFEN” runs out of the label Avery 5160" in str(caught.value)
    assert "mend: shorten it, or choose larger labels (--labels), or print an envelope (--as envelope)" in str(
        caught.value
    )


def test_every_letter_that_does_not_fit_is_named(letter, templates):
    """One label too small does not hide the next."""
    wide = [replace(letter, recipient=name, address=("W" * 40,)) for name in ("one", "two")]
    with pytest.raises(FormatError) as caught:
        render_run("labels", (wide[0], letter, wide[1]), templates, choose_stationery(labels="l7163"))
    assert [str(problem).partition(":")[0] for problem in caught.value.problems] == [
        "recipient “one”",
        "recipient “two”",
    ]


def test_labels_are_named_after_the_run(letter, templates):
    """Of several cases the file bears the last day alone."""
    later = replace(letter, case="other", date=letter.date.replace(year=1999))
    assert render_run("labels", (letter, later), templates).name == "1999-07-09--labels.pdf"
    assert render_run("labels", (letter, letter), templates).name == "1998-07-09--grunhafen-1998--labels.pdf"
