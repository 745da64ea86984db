"""What the press cannot prove equal it leaves to the slow road, which prints it or says what is wrong with it."""

from dataclasses import replace

import pytest
from sameness import differ

from appeals.formats import render
from appeals.formats.press import fill, make_form, shape_of, texts_of
from appeals.formats.press.fields import list_texts, with_texts
from appeals.formats.stationery import A4
from appeals.problems import FormatError

PAGE, SHEET = "letterhead/letter.html.j2", "letterhead/letter.css"


def change(letter):
    """Give a letter other texts in all fields, of about the same width."""
    texts = [text.replace("e", "o").replace("n", "m") if "@" not in text else text for text in list_texts(letter)]
    return with_texts(letter, texts)


def press(letter, other, templates):
    """Make a form of one letter for both."""
    return make_form(letter, {*texts_of(letter), *texts_of(other)}, templates, A4)


TEMPLATES = {
    "a field without its mark": (PAGE, ' data-field="salutation"', ""),
    "a field in capitals": (PAGE, "{{ letter.salutation }}", "{{ letter.salutation | upper }}"),
    "a field in capitals when printed": (PAGE, "{{ rows(letter.address) }}", "{{ rows(letter.address) | upper }}"),
    "a field in a filter block": (
        PAGE,
        "{{ letter.salutation }}",
        "{% filter upper %}{{ letter.salutation }}{% endfilter %}",
    ),
    "a method of a field": (PAGE, "{{ letter.salutation }}", "{{ letter.salutation.replace('e', 'i') }}"),
    "a word that hangs on a field": (
        PAGE,
        "{{ letter.salutation }}",
        "{{ letter.salutation }}{% if letter.salutation == 'x' %}!{% endif %}",
    ),
    "a word that hangs on a letter of a field": (
        PAGE,
        "{{ letter.close }}",
        "{{ letter.close }}{% if 'zz' in letter.salutation %}!{% endif %}",
    ),
    "a word that hangs on fields that were joined": (
        PAGE,
        "{{ letter.close }}",
        "{{ letter.close }}{% if 'zz' in letter.address | join(' ') %}!{% endif %}",
    ),
    "a word that hangs on a field put behind another": (
        PAGE,
        "{{ letter.close }}",
        "{{ letter.close }}{% if 'zz' in letter.salutation ~ '' %}!{% endif %}",
    ),
    "a word that hangs on what was kept": (
        PAGE,
        "{{ letter.close }}",
        "{{ letter.close }}{% set kept = rows(letter.address) %}{% if 'zz' in kept %}!{% endif %}",
    ),
    "a word that hangs on one character": (
        PAGE,
        "{{ letter.close }}",
        "{{ letter.close }}{% for sign in letter.salutation | e %}{% if sign == 'z' %}!{% endif %}{% endfor %}",
    ),
    "the length of a field": (PAGE, "{{ letter.close }}", "{{ letter.close }} {{ letter.salutation | length }}"),
    "who it is for": (PAGE, "{{ letter.close }}", "{{ letter.close }}<!-- {{ letter.recipient }} -->"),
    "the name of its file": (PAGE, "{{ letter.close }}", "{{ letter.close }} {{ letter.name }}"),
    "a field printed twice": (PAGE, "{{ letter.close }}", "{{ letter.close }} {{ letter.letterhead.name }}"),
    "a field beside other words": (PAGE, "{{ letter.salutation }}", "{{ letter.salutation }} –"),
    "a field as an attribute": (PAGE, 'class="salutation"', 'class="salutation" title="{{ letter.salutation }}"'),
    "a sheet that reads a field": (SHEET, "/* The text:", 'a[href$=".org"] { font-style: italic }\n/* The text:'),
    "a sheet that reads a title": (SHEET, "/* The text:", 'body[data-head*="Minister"] { color: #222 }\n/* The text:'),
    "a sheet that asks for another": (SHEET, "/* The letter:", '@import "letterhead/more.css";\n/* The letter:'),
}
SETTINGS = {
    "in the middle": "address { text-align: center }",
    "at the right": ".sender p { text-align: right }",
    "in capitals": ".salutation { text-transform: uppercase }",
    "with another first letter": ".salutation::first-letter { font-size: 20pt }",
    "with words before": ".salutation::before { content: 'To: ' }",
    "underlined": ".salutation { text-decoration: underline }",
    "with wide words": ".salutation { word-spacing: 1mm }",
    "cut off at its end": ".sender { overflow: hidden }",
    "beside what floats": ".info { float: right }",
    "with a longer running head": "@page { @top-left { content: 'No. ' string(head) } }",
    "with a name on every page": (
        ".organisation { string-set: n content() } @page { @bottom-left { content: string(n); white-space: nowrap } }"
    ),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_that_look_into_a_field_get_no_form(name, letter, own_templates):
    """A page of one's own that does more with a field than print it, whole and once, is left to the slow road."""
    templates = own_templates(*TEMPLATES[name])
    assert press(letter, change(letter), templates) is None


@pytest.mark.parametrize("name", SETTINGS)
def test_sheets_that_would_move_a_field_are_not_pressed(name, letter, templates, own_templates):
    """A style sheet that sets a field otherwise than from the left as it is written is left to the slow road."""
    changed = own_templates(SHEET, "@page :first {", f"{SETTINGS[name]}\n@page :first {{")
    other = change(letter)
    assert render("pdf", other, changed).content != render("pdf", other, templates).content
    form = press(letter, other, changed)
    assert form is None or fill(form, other) is None


def test_a_sheet_of_ones_own_is_pressed(letter, own_templates):
    """Another size, another style and spaced letters are no hindrance."""
    style = ".salutation { font-style: italic; font-size: 13pt; letter-spacing: 0.4pt } .sender { color: #333 }"
    templates = own_templates(SHEET, "/* The head,", f"{style}\n/* The head,")
    other = change(letter)
    content = fill(press(letter, other, templates), other)
    assert differ(content, render("pdf", other, templates).content, dpi=60) is None


def test_scripts_that_the_font_lacks_are_left_out(letter, templates):
    """Chinese, Arabic, Hebrew and signs: the press gives nothing, and the slow road says which character is missing."""
    batch = [address(letter, line) for line in ("外交部", "وزارة الخارجية", "משרד החוץ", "🕊 Ministry")]
    form = make_form(letter, {pair for one in batch for pair in texts_of(one)}, templates, A4)
    assert fill(form, letter) is not None
    for other in batch:
        assert fill(form, other) is None
        with pytest.raises(FormatError, match="the letter’s font has no"):
            render("pdf", other, templates)


def test_space_and_marks_that_a_page_does_not_print_are_left_out(letter, templates):
    """White space that would be gathered, and signs that are not seen, are left to the slow road."""
    lines = ("two  spaces", " a space before", "a\ttab", "a soft\u00adhyphen", "x\u2060y", "\u200fx")
    batch = [address(letter, line) for line in lines]
    form = make_form(letter, {pair for one in batch for pair in texts_of(one)}, templates, A4)
    assert fill(form, letter) is not None
    assert [fill(form, other) for other in batch] == [None] * len(batch)


def address(letter, line):
    """Give a letter another first line of its address."""
    return replace(letter, address=(line, *letter.address[1:]))


def test_a_line_too_wide_for_its_place_is_left_out(letter, templates):
    """A line that is broken for its width is left to the slow road, which refuses it where no row is left for it."""
    wide = replace(letter, address=("Ministry of " + "Very Long Names " * 5, *letter.address[1:]))
    form = press(letter, wide, templates)
    assert fill(form, letter) is not None
    assert fill(form, wide) is None
    with pytest.raises(FormatError, match="the address field holds"):
        render("pdf", wide, templates)


def test_a_line_that_would_be_broken_is_left_out(letter, templates):
    """A salutation of two lines moves the text: the slow road does it."""
    long = replace(letter, salutation="Your Excellency, " * 9 + "dear Minister,")
    form = press(letter, long, templates)
    assert fill(form, letter) is not None
    assert fill(form, long) is None
    assert render("pdf", long, templates)


def test_a_name_that_is_broken_in_the_form_stays_as_it_is(letter, templates):
    """Where the sender's name takes two lines, letters of that sender share a form; another sender needs another."""
    head = replace(letter.letterhead, name="Example Society for the Protection of Refugees at Sea and on Land")
    first = replace(letter, letterhead=head)
    second, other = replace(first, salutation="Dear Minister,"), letter
    form = make_form(first, {*texts_of(first), *texts_of(second), *texts_of(other)}, templates, A4)
    assert differ(fill(form, second), render("pdf", second, templates).content, dpi=60) is None
    assert fill(form, other) is None


def test_faults_are_left_to_the_slow_road(letter, templates):
    """A letter that cannot be printed gets no form."""
    long = replace(letter, body=letter.body * 3)
    assert make_form(long, texts_of(long), templates, A4) is None


def test_unknown_texts_and_other_shapes_are_refused(letter, templates):
    """A form serves only the texts it was made with, and only letters of its shape."""
    form = make_form(letter, texts_of(letter), templates, A4)
    assert fill(form, letter) is not None
    assert fill(form, replace(letter, salutation="Dear Minister,")) is None
    for other in (
        replace(letter, address=letter.address[1:]),
        replace(letter, body=letter.body[1:]),
        replace(letter, close="Yours,"),
        replace(letter, notes=()),
        replace(letter, signature=("Dr Maria Muster", "chair@example.org")),
    ):
        assert shape_of(other) != form.shape
        assert fill(form, other) is None


def test_shape_is_told_by_content(letter):
    """Two letters of equal words have one shape, wherever their words lie in memory."""
    copy = replace(letter, body=tuple(replace(block) for block in letter.body), recipient="xx-other")
    assert shape_of(copy) == shape_of(letter)
    assert hash(shape_of(copy)) == hash(shape_of(letter))
