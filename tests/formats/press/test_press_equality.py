"""What is pressed is what the slow road makes: drawing, structure, words and every pixel."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from reading import audit
from sameness import differ

from appeals.formats import render
from appeals.formats.fax import print_edition
from appeals.formats.press import fill, make_form, prove, texts_of
from appeals.formats.press.fields import list_texts, with_texts
from appeals.formats.stationery import A4, LETTER, choose_stationery
from appeals.formats.windows import WINDOWS
from appeals.pipeline import Order, Workspace, compose_all, load

HOUSE = Path(__file__).parents[3]
TODAY = date(2026, 1, 31)
CASES = ("detained-defectors-2012", "forced-returns-2003", "illegal-migrants-2006", "unhcr-visit-2006")
CASES += ("yantai-arrests-2003",)


def gather(letters):
    """Gather the texts of a batch."""
    return {slot_and_text for letter in letters for slot_and_text in texts_of(letter)}


def press_all(letters, templates, stationery):
    """Make one form of the first letter for all, and fill it for each."""
    form = make_form(letters[0], gather(letters), templates, stationery)
    assert form is not None
    return form, [fill(form, letter) for letter in letters]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("case", CASES)
def test_every_kind_and_language_is_pressed_as_it_is_laid_out(case, language, templates, vary):
    """Each kind of shipped letter, with its own words and with others, on one paper or the other, at 300 dpi."""
    made = compose_all(load(Workspace(HOUSE), [case]), Order(language=language), TODAY)
    kinds = {letter.kind: letter for _, letter in made if letter.kind != "cover-note" or case == CASES[0]}
    for number, letter in enumerate(kinds.values()):
        stationery = (A4, LETTER)[(CASES.index(case) + number + (language == "de")) % 2]
        other = vary(letter, seed=number)
        form, (own, pressed) = press_all((letter, other), templates, stationery)
        assert prove(form, own, letter) is None
        assert prove(form, pressed, other) is None
        assert differ(pressed, render("pdf", other, templates, stationery).content) is None


@pytest.mark.slow
@pytest.mark.parametrize(("paper", "window"), list(WINDOWS))
def test_every_window_is_pressed_as_it_is_laid_out(paper, window, letter, templates):
    """With an address short enough for any window, and a name that none of them breaks in two."""
    stationery = choose_stationery(paper, window)
    short = replace(
        letter,
        address=letter.address[-4:],
        info=letter.info[:2],
        notes=letter.notes[:1],
        letterhead=replace(letter.letterhead, name="Example Society", tagline=""),
    )
    other = with_texts(short, [text.replace("e", "ä") if "@" not in text else text for text in list_texts(short)])
    form, pressed = press_all((short, other), templates, stationery)
    assert prove(form, pressed[0], short) is None
    assert prove(form, pressed[1], other) is None
    assert differ(pressed[1], render("pdf", other, templates, stationery).content) is None


def test_random_names_and_addresses(letter, templates, vary):
    """Forty letters share a form; eight of them are laid out as a whole and compared, all are proved."""
    batch = [vary(letter, seed) for seed in range(40)]
    form, pressed = press_all(batch, templates, A4)
    assert sum(content is not None for content in pressed) >= 30
    for one, content in zip(batch, pressed, strict=True):
        assert content is None or prove(form, content, one) is None
    compared = [(one, content) for one, content in zip(batch, pressed, strict=True) if content][:8]
    for one, content in compared:
        assert differ(content, render("pdf", one, templates, A4).content, dpi=60) is None


def test_senders_with_other_links_share_a_form(letter, templates):
    """A volunteer's address of mail, longer than another's, leads where it says and reaches as far as it is long."""
    head = letter.letterhead
    batch = [
        replace(letter, letterhead=replace(head, name=f"Group {name}", lines=(*head.lines[:3], f"{name}@example.org")))
        for name in ("ann", "a.very-long+name", "Ünal")
    ]
    signature = ("(Signed in person)", "Mail: me@example.org, or not")
    batch = [replace(one, signature=signature) for one in batch]
    _, pressed = press_all(batch, templates, A4)
    for one, content in zip(batch, pressed, strict=True):
        slow = render("pdf", one, templates, A4).content
        assert content is None or differ(content, slow, dpi=60) is None
    assert pressed[1] is not None


def test_addresses_of_the_web_lead_where_they_say(letter, templates):
    """Links are links in a pressed letter too; a line without one shares no form with a line that has one."""
    sites = ("www.example.org", "www.a-very-long-name.example.org/of/ours", "no page of ours", "https://example.org/x")
    batch = [
        replace(letter, letterhead=replace(letter.letterhead, lines=(*letter.letterhead.lines[:3], site)))
        for site in sites
    ]
    _, pressed = press_all(batch, templates, A4)
    assert [content is not None for content in pressed] == [True, True, False, True]
    for one, content in zip(batch, pressed, strict=True):
        if content:
            assert differ(content, render("pdf", one, templates, A4).content, dpi=60) is None
            assert any(leads_to(content, one.letterhead.lines[3]))
    _, (plain, *others) = press_all(batch[2:] + batch[:2], templates, A4)
    assert plain is not None
    assert others == [None] * 3


def leads_to(content, site):
    """Say of each link of a file whether it leads to a site."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for link in page.get("/Annots", []):
                yield str(link.A.URI).endswith(site)


def test_other_alphabets_and_combining_characters(letter, templates):
    """Greek, Cyrillic and Vietnamese are in the font: they come out as WeasyPrint sets them, or are left to it."""
    batch = [
        replace(letter, address=(name, *letter.address[1:]))
        for name in (
            "Κυρία Άννα Οικονόμου",
            "Господин Жуков",
            "Bà Nguyễn Thị Ế",
            "№ 12 · 3½ €",
            "E\u0301va Na\u0308gel",
            "ﬁne",
        )
    ]
    form, pressed = press_all(batch, templates, A4)
    assert all(pressed[:4])
    for one, content in zip(batch, pressed, strict=True):
        if content:
            assert prove(form, content, one) is None
            assert differ(content, render("pdf", one, templates, A4).content, dpi=60) is None


def test_pressed_letters_are_pdf_a_and_pdf_ua(tmp_path, full_letter, templates, vary):
    """A pressed letter with annexes is PDF/A-3a and PDF/UA-1 at once, and is read aloud without a warning."""
    other = vary(full_letter, 7)
    _, (_, content) = press_all((full_letter, other), templates, A4)
    assert audit(tmp_path / "letter.pdf", content) == []


@pytest.mark.parametrize("number", [0, 1])
def test_the_fax_edition_is_pressed_as_it_is_laid_out(number, letter, german_letter, templates, vary):
    """Larger and heavier, with other rules for what fits: the pages that a fax is drawn from."""
    one = (letter, german_letter)[number]
    other = vary(one, 3)
    form = make_form(one, gather((one, other)), templates, A4, fax=True)
    for each in (one, other):
        assert differ(fill(form, each), print_edition(each, templates, A4), dpi=204) is None


def test_a_fax_with_a_cover_is_left_to_the_slow_road(letter, templates):
    """The sheet before a fax names the recipient where no field is marked."""
    covered = replace(A4, fax=replace(A4.fax, cover=True))
    assert make_form(letter, texts_of(letter), templates, covered, fax=True) is None
