"""Pressed faxes are those of the slow road, byte for byte; what the press cannot vouch for it leaves alone."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import product
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from fax_files import stationery
from fontTools.ttLib import TTFont
from PIL import Image

from appeals.formats import render
from appeals.formats.fax_bands import ABOVE, BELOW, Band, join_bands, widen
from appeals.formats.fax_press import ROOM, fill_faxes, make_fax_form
from appeals.formats.press import fill, make_form, texts_of
from appeals.formats.press.fields import list_texts, slots_of, with_texts
from appeals.formats.tiff_reader import read_fax
from appeals.pipeline import Order, Workspace, compose_all, load
from appeals.pipeline.batch.pressing import choose_other
from appeals.pipeline.worklist import measure_fax
from appeals.templating import Templates, shelf

HOUSE = Path(__file__).parents[3]
TODAY = date(2026, 1, 31)
QUICK = stationery(coding="mmr", resolution="standard")
CASES = {
    "appeal": "forced-returns-2003",
    "communication": "illegal-migrants-2006",
    "embassy": "detained-defectors-2012",
    "agency": "unhcr-visit-2006",
    "urgent-action": "yantai-arrests-2003",
    "cover-note": "forced-returns-2003",
    "circular-note": "yantai-arrests-2003",
}
# Invented, with tall capitals, long tails and what is set by other rules.
WORDS = """
Ångström Ölçay Żółć gypsy jugglers O’Neill fjord Office Ministry Vice-President 12 7b A. V. To Çelik 1000 Dr Prof. St.
(Waffle) AVATAR 20999 GRÜNHAFEN Ủy Ẩm Quay Šimek & p.q. Ágústa
"""


@lru_cache
def shipped(kind, language):
    """Compose the shipped letter of a kind."""
    made = compose_all(load(Workspace(HOUSE), [CASES[kind]]), Order(language=language), TODAY)
    return next(letter for _, letter in made if letter.kind == kind)


def vary(letter, seed):
    """Give a letter other texts in all its fields, the same for the same seed; mail stays mail, hyphens remain."""
    chance = Random(seed)  # noqa: S311 -- no secret

    def change(text):
        if "@" in text:
            return text.replace("@", f"{chance.randrange(99)}@")
        return " ".join(chance.choices(WORDS.split(), k=chance.randint(1, 2))) + "-12" * ("-" in text) if text else ""

    return with_texts(letter, [change(text) for text in list_texts(letter)])


def press(letters, templates, paper):
    """Make what the faxes of letters share, of the first of them; None where there is no such thing."""
    texts = [text for letter in letters for text in texts_of(letter)]
    form = make_form(letters[0], texts, templates, paper, fax=True)
    other = choose_other(form, letters[0]) if form else None
    return make_fax_form(form, letters[0], other, paper.fax, paper.window.paper) if other else None


def check(letter, templates, paper):
    """Press a letter and four like it; compare it and one of the others with the slow road."""
    letters = [letter, *(vary(letter, seed) for seed in range(4))]
    form = press(letters, templates, paper)
    assert form is not None
    pressed = [(one, filled) for one, filled in zip(letters, fill_faxes(form, letters), strict=True) if filled]
    assert pressed[0][0] == letter
    assert len(pressed) > 2
    for one, (content, sizes) in (pressed[0], pressed[-1]):
        slow = render("fax", one, templates, paper)
        assert content == slow.content
        assert sizes == measure_fax([slow])


@pytest.mark.parametrize(
    ("kind", "language", "paper", "coding", "resolution"),
    [
        ("appeal", "en", "a4", "mh", "fine"),
        ("cover-note", "de", "letter", "mmr", "standard"),
        ("embassy", "en", "letter", "mh", "standard"),
    ],
)
def test_shipped_letters_are_pressed_as_they_are_drawn(kind, language, paper, coding, resolution, templates):
    """The bytes of the file and the length of each page are those of the slow road, with other texts as well."""
    check(shipped(kind, language), templates, stationery(paper, coding=coding, resolution=resolution))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "kind", "language"), [(n, *each) for n, each in enumerate(product(CASES, ("en", "de")))]
)
def test_every_kind_and_language_is_pressed_as_it_is_drawn(number, kind, language, templates):
    """On one paper or the other, in one coding or the other, at one resolution or the other."""
    paper = ("letter", "a4")[number // 2 % 2]
    coding, resolution = ("mmr", "mh")[number % 2], ("fine", "standard")[number // 4 % 2]
    check(shipped(kind, language), templates, stationery(paper, coding=coding, resolution=resolution))


@pytest.fixture(scope="module")
def pressed():
    """Press a letter and two like it, and give them with what their faxes share."""
    letters = [shipped("appeal", "en"), *(vary(shipped("appeal", "en"), seed) for seed in (1, 2))]
    form = press(letters, Templates((shelf(),)), QUICK)
    assert form is not None
    assert all(fill_faxes(form, letters))
    return letters, form


def test_letters_that_the_form_does_not_serve_are_left_to_the_slow_road(pressed):
    """A text that was not there, another shape; those before, between and after are made all the same."""
    letters, form = pressed
    unknown = replace(letters[0], salutation="Nobody knew this,")
    longer = replace(letters[0], address=(*letters[0].address, "One more line"))
    elsewhere = replace(letters[0], subject=("Something else",))
    alone = fill_faxes(form, letters)
    assert fill_faxes(form, [letters[0], unknown, letters[1], longer, elsewhere, letters[2]]) == (
        alone[0], None, alone[1], None, None, alone[2]
    )  # fmt: skip
    assert fill_faxes(form, [unknown, longer]) == (None, None)
    assert fill_faxes(form, []) == ()


def test_a_field_in_which_the_samples_did_not_differ_may_not_differ(letter, templates):
    """What was drawn once, because both samples say the same there, is right only for letters that say it too."""
    letters = [letter, vary(letter, 1)]
    edition = make_form(letter, [text for one in letters for text in texts_of(one)], templates, QUICK, fax=True)
    other = replace(letters[1], salutation=letter.salutation)
    form = make_fax_form(edition, letter, other, QUICK.fax, "a4")
    assert fill_faxes(form, [other])[0]
    assert fill_faxes(form, [letters[1]]) == (None,)
    assert fill_faxes(form, [replace(letter, salutation=letters[1].salutation)]) == (None,)


@pytest.mark.parametrize(("across", "down"), [(-80, 0), (650, 0), (0, 9), (0, -13)])
def test_what_stands_where_it_must_not_be_is_left_to_the_slow_road(across, down, pressed):
    """A line that reaches into the white at the sides, or out of the rows that are drawn, is not cut off there."""
    letters, form = pressed
    places = move(form.form, letters[1].salutation, across, down)
    moved = replace(form, form=replace(form.form, places=places), known={})
    first, _, last = fill_faxes(form, letters)
    assert fill_faxes(moved, letters) == (first, None, last)


def move(form, text, across, down):
    """Draw a salutation elsewhere, so many pixels to the right and down."""

    def shift(found):
        return b"1 0 0 -1 %g %g Tm" % (float(found[1]) + across, float(found[2]) + down)

    return tuple(
        (slot, {**table, text: re.sub(rb"1 0 0 -1 (\S+) (\S+) Tm", shift, table[text])})
        if form.slots[slot] == "salutation:0"
        else (slot, table)
        for slot, table in form.places
    )


def restyle(own_templates, rule):
    """Make templates with a rule of one's own for the fax."""
    return own_templates("letterhead/fax.css", "@page {", f"{rule}\n@page {{")


@pytest.mark.parametrize(
    "rule",
    [
        "address { color: #777 }",
        "address { font-size: 8pt }",
        ".salutation { transform: rotate(90deg) }",
        ".salutation { opacity: .5 }",
    ],
)
def test_what_a_fax_cannot_show_gets_no_form(rule, letter, own_templates):
    """Greys, tints, small type and what is turned are left to the slow road, which says what is wrong with them."""
    assert press([letter, vary(letter, 1)], restyle(own_templates, rule), QUICK) is None


@pytest.mark.parametrize(
    "rule",
    [
        ".salutation { transform: translateY(3mm) }",
        "address { border: 2pt solid #000 }",
        "main { position: relative; top: -6mm }",
    ],
)
def test_other_letterheads_are_pressed_as_they_are_drawn_or_not_at_all(rule, letter, own_templates):
    """A letterhead of one's own, with what crowds, moves or crosses the fields, never comes out otherwise."""
    templates, letters = restyle(own_templates, rule), [letter, vary(letter, 1)]
    form = press(letters, templates, QUICK)
    made = fill_faxes(form, letters) if form else (None, None)
    for one, filled in zip(letters, made, strict=True):
        assert filled is None or filled[0] == render("fax", one, templates, QUICK).content


def test_a_field_printed_twice_gets_no_form(letter, own_templates):
    """A page of one's own that names the sender below the letter again is left to the slow road."""
    page = "letterhead/letter.html.j2"
    templates = own_templates(page, "{{ letter.close }}", "{{ letter.close }} {{ letter.letterhead.name }}")
    assert press([letter, vary(letter, 1)], templates, stationery()) is None


def test_what_was_drawn_before_is_not_drawn_again(pressed):
    """Rows that said the same in another letter are taken from there, and what is kept of them has its bounds."""
    letters, form = pressed
    fresh, lost = replace(form, known={}), replace(form, form=replace(form.form, prefix=b""), known={})
    crossed = [replace(letters[0], address=letters[1].address), replace(letters[1], address=letters[0].address)]
    made = fill_faxes(fresh, crossed)
    lost.known.update(fresh.known)
    assert fill_faxes(lost, crossed) == made
    assert fill_faxes(replace(form, known={}), [*letters, *crossed])[3:] == made
    fresh.known.update({(9, 9, str(number)): None for number in range(ROOM)})
    assert fill_faxes(fresh, crossed) == made
    assert len(fresh.known) < ROOM


def test_no_letter_gets_rows_of_another(pressed):
    """Mixed in any order, some twice, each letter is what it is when it is made alone and nothing was drawn before."""
    letters, form = pressed
    parts = ("letterhead", "address", "salutation", "signature", "info", "running_head")
    chance = Random(7)  # noqa: S311 -- no secret
    mixed = [replace(letters[0], **{part: getattr(chance.choice(letters), part) for part in parts}) for _ in range(24)]
    made = fill_faxes(replace(form, known={}), mixed)
    assert all(made)
    assert made == tuple(fill_faxes(replace(form, known={}), [one])[0] for one in mixed)
    assert len(set(made)) == len({tuple(list_texts(one)) for one in mixed})


def test_text_that_no_drawn_row_shows_is_not_read(pressed):
    """The pages that are drawn have lost the text they share, but for what stands beside a field of any page."""
    letters, form = pressed
    texts = [text for letter in letters for text in texts_of(letter)]
    edition = make_form(letters[0], texts, Templates((shelf(),)), QUICK, fax=True)
    assert len(form.form.prefix) == len(edition.prefix)
    whole, light = (fill(one, letters[0]) for one in (edition, form.form))
    words = [read_words(content) for content in (whole, light)]
    assert letters[0].close in words[0]
    assert letters[0].close not in words[1]
    assert letters[0].address[0] in words[1]
    assert len(words[1]) < len(words[0]) / 2


def read_words(content):
    """Read all that a PDF says."""
    with pypdfium2.PdfDocument(content) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_bands_begin_and_end_in_white():
    """So that they can be cut out in any coding, and what reaches out of one is seen at its edge."""
    white = Image.new("1", (1728, 60))
    inked = white.copy()
    inked.paste(1, (100, 10, 200, 21))
    for pair in ((inked, white), (white, inked)):
        assert widen(pair, Band(12, 15, (1,))) == Band(9, 22, (1,))
        assert widen(pair, Band(5, 30, ())) == Band(5, 30, ())
        assert widen(pair, Band(21, 30, ())) == Band(9, 30, ())
        assert widen(pair, Band(22, 30, ())) == Band(22, 30, ())


def test_bands_that_touch_are_one():
    """It hangs on the slots of both; one within another adds its slots and no row."""
    bands = (Band(40, 50, (3,)), Band(10, 30, (2,)), Band(12, 20, (1, 2)), Band(30, 35, (0,)))
    assert join_bands(bands) == (Band(10, 35, (0, 1, 2)), Band(40, 50, (3,)))


def test_pressed_faxes_are_read_by_a_strict_reader(pressed):
    """Each says its coding, resolution and pages, and every row of it is there."""
    letters, form = pressed
    for letter, filled in zip(letters, fill_faxes(form, letters), strict=True):
        fax = read_fax(filled[0], letter.name)
        assert (fax.coding, fax.resolution, len(fax.pages)) == ("mmr", "standard", len(form.sheets))


def test_no_letter_of_the_face_leaves_its_rows():
    """The rows that are drawn for a line hold the tallest and the deepest glyph of the packaged fonts."""
    files = [
        path for path in (shelf() / "letterhead" / "fonts").rglob("*") if path.suffix in {".otf", ".ttf", ".woff2"}
    ]
    assert files
    for path in files:
        with TTFont(path) as font:
            em, head = font["head"].unitsPerEm, font["head"]
            assert head.yMax <= ABOVE * em
            assert -head.yMin <= BELOW * em


def test_every_slot_of_a_letter_is_drawn_or_fixed(pressed):
    """What the form says of a letter is all that may differ: no slot is left out of both lists."""
    letters, form = pressed
    drawn = {slot for slot, _ in form.form.places}
    assert drawn | {slot for slot, _ in form.fixed} == set(range(len(slots_of(letters[0]))))
