"""The address in the window: what shows of a folded sheet that slides in its envelope, measured in ink."""

import re
from dataclasses import replace
from itertools import product

import pytest
from PIL import ImageChops
from reading import crop, find, ink, photograph, read

from appeals.formats import render
from appeals.formats.sizes import ENVELOPES, PAPER_SIZES
from appeals.formats.stationery import choose_stationery
from appeals.formats.windows import TABLE
from appeals.problems import FormatError, UsageError

CUT = [window for window in TABLE if window.opening]
BLANK = "\u00a0"
HIGH_AND_LOW = ("Éva Ångström-Ölçay", "Embassy of Exampleland", "Quay of gypsy jugglers, p. q.")


def by_name(windows):
    """Give each window's test its name."""
    return pytest.mark.parametrize("window", windows, ids=[f"{window.paper}-{window.name}" for window in windows])


def fill(letter, window, address):
    """Write a letter with one note and as many lines of address as the window keeps room for."""
    return replace(letter, notes=letter.notes[:1], address=tuple(address[n % len(address)] for n in range(window.kept)))


def look(window, picture):
    """Yield what the window shows of a picture with the sheet pushed into each corner of the envelope.

    The part with the address lies on top of the packet; its fold is the packet's lower edge.
    """
    opening, paper, envelope = window.opening, PAPER_SIZES[window.paper], ENVELOPES[window.opening.envelope]
    first, second = window.folds
    packet = max(first, second - first, paper.height - second)
    for across, down in product((0, envelope.width - paper.width), (0, envelope.height - packet)):
        left = opening.left - across
        bottom = first - (opening.bottom - down)
        yield crop(picture, (left, bottom - opening.height, left + opening.width, bottom))


def count(picture):
    """Count the inked pixels of a picture."""
    return sum(picture.histogram()[65:])


@by_name(CUT)
def test_whole_address_shows_in_every_position(letter, templates, window):
    """All ink of the address, accents and descenders too, shows wherever the sheet slides; no line is cut."""
    stationery = choose_stationery(window.paper, window.name)
    pictures = [
        photograph(render("pdf", fill(letter, window, words), templates, stationery).content)
        for words in (HIGH_AND_LOW, (BLANK,))
    ]
    address = ImageChops.difference(*pictures)
    assert count(address) > 10_000
    assert {count(view) for view in look(window, address)} == {count(address)}


@by_name(CUT)
def test_widest_line_shows_in_every_position(letter, templates, window):
    """A line as wide as it may be shows from end to end; a little wider, it is refused."""
    stationery = choose_stationery(window.paper, window.name)
    with pytest.raises(FormatError) as caught:
        render("pdf", fill(letter, window, ("n" * 80,)), templates, stationery)
    wide, room = map(float, re.findall(r"([\d.]+) mm", str(caught.value))[:2])
    most = int(80 * room / wide)
    with pytest.raises(FormatError, match="mm wide, and there is room for"):
        render("pdf", fill(letter, window, ("n" * (most + 1),)), templates, stationery)
    widest = render("pdf", fill(letter, window, ("n" * most,)), templates, stationery).content
    blank = photograph(render("pdf", fill(letter, window, (BLANK,)), templates, stationery).content)
    address = ImageChops.difference(photograph(widest), blank)
    assert {count(view) for view in look(window, address)} == {count(address)}


@by_name(CUT)
def test_nothing_but_the_address_shows_in_any_position(letter, templates, window):
    """Without address, notes and return line the window shows white paper, wherever the sheet slides."""
    stationery = choose_stationery(window.paper, window.name)
    bare = replace(fill(letter, window, (BLANK,)), notes=(), letterhead=replace(letter.letterhead, return_line=BLANK))
    sheet = photograph(render("pdf", bare, templates, stationery).content)
    assert [ink(view) for view in look(window, sheet)] == [None] * 4


@pytest.mark.parametrize(
    ("paper", "name", "shown"),
    [
        ("a4", "din-b", (20, 50, 100, 90)),
        ("a4", "swiss-right", (117, 48, 198, 84)),
        ("a4", "swiss-left", (20, 48, 101, 84)),
        ("a4", "french", (100, 45, 190, 79)),
        ("a4", "uk-dl", (20, 57, 100, 81)),
        ("letter", "us-10", (22, 63.5, 111, 88.9)),
    ],
)
def test_what_is_always_shown(paper, name, shown):
    """The table agrees with what was reckoned by hand for each window."""
    assert choose_stationery(paper, name).window.shown == pytest.approx(shown, abs=0.3)


def test_american_sheet_may_be_folded_in_thirds(letter, templates):
    """In three equal parts, and not by the marks, an American sheet shows an address of four lines all the same."""
    window = choose_stationery("letter", "us-10").window
    four = replace(letter, notes=(), address=(*HIGH_AND_LOW, "EXAMPLELAND"))
    pages = read(render("pdf", four, templates, choose_stationery("letter", "us-10")).content)
    third = PAPER_SIZES["letter"].height / 3
    _, top, _, bottom = replace(window, folds=(third, 2 * third)).shown
    assert top < find(pages[0][0], HIGH_AND_LOW[0])[2] < bottom
    assert find(pages[0][0], "EXAMPLELAND")[4] < bottom


@by_name([window for window in CUT if window.kept < 7])
def test_address_of_seven_lines_is_refused(letter, templates, window):
    """British and American windows do not show seven lines; the letter names what does."""
    with pytest.raises(FormatError) as caught:
        render("pdf", replace(letter, notes=()), templates, choose_stationery(window.paper, window.name))
    assert str(caught.value) == (
        f"recipient “xx-minister”: of 7 lines of address the window “{window.name}” "
        f"can hide {7 - window.kept} when the sheet slides\n"
        "    mend: leave out a line, choose another window, "
        "or print an envelope (--as envelope) or labels (--as labels)"
    )


@by_name(TABLE)
def test_folds_are_marked(letter, templates, window):
    """Two marks at the left edge stand where the sheet is to be folded, and the middle is marked on A4."""
    stationery = choose_stationery(window.paper, window.name)
    _, paths = read(render("pdf", fill(letter, window, HIGH_AND_LOW), templates, stationery).content)[0]
    marks = sorted(path[1] for path in paths if path[2] < 11)
    assert marks == pytest.approx(sorted((*window.folds, *([window.hole] if window.hole else []))), abs=0.3)


@by_name(TABLE)
def test_date_and_reference_stand_beside_the_address(letter, templates, window):
    """Where the address stands at the right, date and reference stand at the left, and the other way about."""
    stationery = choose_stationery(window.paper, window.name)
    texts, _ = read(render("pdf", fill(letter, window, HIGH_AND_LOW), templates, stationery).content)[0]
    label, address = find(texts, "Date"), find(texts, HIGH_AND_LOW[0])
    assert (label[1] < address[1]) == (window.name in {"swiss-right", "french"})
    assert abs(label[1] - address[1]) > 80


@pytest.mark.parametrize(("name", "shows"), [("din-b", True), ("uk-dl", False), ("none", False)])
def test_return_line_only_where_it_is_usual(letter, templates, name, shows):
    """A line with the sender's address stands over the address in German windows, and is left out in others."""
    stationery = choose_stationery("a4", name)
    texts, _ = read(render("pdf", fill(letter, stationery.window, HIGH_AND_LOW), templates, stationery).content)[0]
    assert any(words.startswith("Example Society ·") for words, *_ in texts) is shows


def test_sender_that_the_window_would_show(letter, templates):
    """A letterhead that reaches into the French window is refused and named."""
    tall = replace(letter, notes=(), letterhead=replace(letter.letterhead, lines=("Musterstraße 12",) * 6))
    with pytest.raises(FormatError) as caught:
        render("pdf", tall, templates, choose_stationery("a4", "french"))
    assert str(caught.value) == (
        "sender “Example Society for Refugee Protection”: the line “Musterstraße 12” could be seen through the "
        "window “french” when the sheet slides\n"
        "    mend: shorten what stands there, or choose another window"
    )


@pytest.mark.parametrize(
    ("names", "sentence", "mend"),
    [
        ({"paper": "a5"}, "there is no paper “a5”", "use one of: a4, letter"),
        (
            {"paper": "letter", "window": "din-b"},
            "the window “din-b” is not made for the paper “letter”",
            "use one of: us-10, none; or another paper",
        ),
        (
            {"window": "din"},
            "there is no window “din”",
            "use one of: din-b, din-a, swiss-left, swiss-right, french, uk-dl, none; or another paper",
        ),
        ({"envelope": "b5"}, "there is no envelope “b5”", "use one of: dl, c6-5, c6, c5, us-10"),
        (
            {"paper": "a4", "labels": "5160"},
            "the labels “5160” are not made for the paper “a4”",
            "use one of: l7160, l7163",
        ),
        ({"labels": "l1"}, "there is no sheet of labels “l1”", "use one of: l7160, l7163, 5160, 5163"),
    ],
)
def test_what_does_not_go_together(names, sentence, mend):
    """A name that is not in its table, or not made for the paper, is refused with those that are."""
    with pytest.raises(UsageError) as caught:
        choose_stationery(**names)
    assert str(caught.value) == f"{sentence}\n    mend: {mend}"


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ({}, ("a4", "din-b")),
        ({"paper": "letter"}, ("letter", "none")),
        ({"window": "us-10"}, ("letter", "us-10")),
        ({"window": "french"}, ("a4", "french")),
        ({"window": "none"}, ("a4", "none")),
        ({"labels": "5160"}, ("letter", "none")),
    ],
)
def test_window_brings_its_paper(names, chosen):
    """Without a paper that of the window is taken, or that of the labels, or A4; without a window the usual one."""
    window = choose_stationery(**names).window
    assert (window.paper, window.name) == chosen
