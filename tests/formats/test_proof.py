"""Whose letter a finished PDF is: another one’s is found out, and every one of ours is known as its own."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import product
from pathlib import Path

import pypdfium2
import pytest

from appeals.formats import render
from appeals.formats.proof import count_pages, find_strangers
from appeals.formats.stationery import A4, choose_stationery
from appeals.formats.windows import WINDOWS
from appeals.pipeline import Order, Workspace, compose_all, load
from appeals.templating import Templates, shelf

HOUSE = Path(__file__).parents[2]
CASES = ("detained-defectors-2012", "forced-returns-2003", "illegal-migrants-2006", "unhcr-visit-2006")
CASES += ("yantai-arrests-2003",)
PERSONAL = "My own grandfather waited aboard a ship like these.\n\nI have not forgotten what he told me."
RIGHT = tuple(key for key, window in WINDOWS.items() if window.is_right)


def strangers(content, letter, stationery=A4):
    """List what is said of a PDF."""
    return [problem.sentence for problem in find_strangers(content, letter, stationery)]


@lru_cache
def compose(case, language, personal=""):
    """Compose the shipped letters of a case."""
    order = Order(language=language, personal=personal)
    return tuple(letter for _, letter in compose_all(load(Workspace(HOUSE), [case]), order, date(2026, 1, 31)))


@pytest.mark.parametrize("case", CASES)
def test_shipped_letters_are_their_own(case, templates):
    """Every kind is known, with annexes, a circular without an address, and a paragraph in the sender’s own words."""
    language = ("en", "de")[CASES.index(case) % 2]
    for letter in compose(case, language, PERSONAL if case == "forced-returns-2003" else ""):
        content = render("pdf", letter, templates, A4).content
        assert strangers(content, letter) == []


@pytest.mark.slow
@pytest.mark.parametrize(("case", "language"), list(product(CASES, ("en", "de"))))
def test_shipped_letters_are_their_own_on_every_paper(case, language, templates):
    """On A4 and on US Letter, in each language."""
    for number, letter in enumerate(compose(case, language)):
        stationery = choose_stationery(("a4", "letter")[number % 2])
        assert strangers(render("pdf", letter, templates, stationery).content, letter, stationery) == []


@lru_cache
def printed(key, letter):
    """Print a letter for a window."""
    return render("pdf", letter, Templates((shelf(),)), choose_stationery(*key)).content


def shorten(letter):
    """Write a letter with an address short enough for any window."""
    return replace(
        letter,
        address=letter.address[-4:],
        info=letter.info[:2],
        notes=letter.notes[:1],
        letterhead=replace(letter.letterhead, name="Example Society", tagline=""),
        body=letter.body[:2],
        annexes=(),
    )


@pytest.mark.parametrize("key", list(WINDOWS), ids="-".join)
def test_an_address_is_read_in_every_window(key, letter):
    """Right or left, high or low: the letter is known as its own, and a line more or less of the address is missed."""
    own, stationery = shorten(letter), choose_stationery(*key)
    content = printed(key, own)
    assert strangers(content, own, stationery) == []
    for address in (own.address[1:], own.address[:-1], (*own.address, "ANOTHER LAND"), own.address[::-1]):
        (said,) = strangers(content, replace(own, address=address), stationery)
        assert "the address of “xx-minister”" in said


def test_windows_at_the_right_are_among_them():
    """What is read at the right was tried above."""
    assert len(RIGHT) >= 1


OTHERS = {
    "address": ("the address field", {"address": ("Her Excellency Ms Frida Muster", "Minister", "20999 GRÜNHAFEN")}),
    "one character": ("the address field", {"address": ("7 Hafenpromenadf",)}),
    "notes": ("the address field", {"notes": ("BY AIRMAIL",)}),
    "no address": ("the address field", {"address": (), "notes": ()}),
    "salutation": ("“Sir,”", {"salutation": "Sir,"}),
    "signature": ("“Dr Martha Muster”", {"signature": ("Dr Martha Muster", "Chair")}),
}


@pytest.mark.parametrize("name", OTHERS)
def test_the_letter_of_another_is_found_out(name, letter):
    """An address, a salutation or a signature that is not this letter’s is said, and what it should have been."""
    said, changed = OTHERS[name]
    content = printed(("a4", "din-b"), letter)
    assert strangers(content, letter) == []
    (sentence,) = strangers(content, replace(letter, **changed))
    assert said in sentence
    assert letter.name in sentence


def test_a_letter_of_another_sender_is_found_out(letter):
    """The name in the letterhead is missed where another wrote."""
    content = printed(("a4", "din-b"), letter)
    other = replace(letter, letterhead=replace(letter.letterhead, name="Association of Others"))
    (sentence,) = strangers(content, other)
    assert "“Association of Others”" in sentence


def test_two_letters_of_a_run_exchanged(templates):
    """The embassy’s letter is not the minister’s, and the other way round."""
    one, two = compose("detained-defectors-2012", "en")
    contents = [render("pdf", letter, templates, A4).content for letter in (one, two)]
    assert strangers(contents[0], two)
    assert strangers(contents[1], one)


def test_a_circular_has_an_empty_field(letter):
    """A letter to nobody in particular with somebody’s address in its field is found out."""
    own = replace(letter, notes=(), address=())
    assert strangers(printed(("a4", "din-b"), letter), own)
    assert strangers(printed(("a4", "din-b"), own), own) == []


def test_words_broken_at_the_end_of_a_line_are_read_whole(german_letter, templates):
    """A salutation of two lines, with a hyphen that the page put in, is still the letter’s own."""
    long = "Sehr geehrte Frau Ministerin für die Belange der Häfen und der Flüchtlingsschutzorganisationen,"
    own = replace(german_letter, salutation=long)
    content = render("pdf", own, templates, A4).content
    assert strangers(content, own) == []
    with pypdfium2.PdfDocument(content) as document:
        assert long not in " ".join(document[0].get_textpage().get_text_bounded().split())


def test_pages_are_counted(letters, templates):
    """As many as a reader shows."""
    counts = {
        name: count_pages(render("pdf", letters[name], templates, A4).content) for name in ("one page", "annexes")
    }
    assert counts["one page"] == 1
    assert counts["annexes"] > 2
    assert count_pages(printed(("a4", "din-b"), letters["two pages"])) == 2
