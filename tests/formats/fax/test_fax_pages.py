"""The fax is the letter: its words, its pages, its cover sheet; and what a fax would lose is refused."""

import io
import re
from ctypes import byref, c_float
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fax_files import drawn, edition, shipped, stationery
from PIL import Image, ImageChops

from appeals.formats import render, render_pages
from appeals.formats.fax import print_edition, write_document
from appeals.formats.fax_coding import decode
from appeals.formats.raster import Sheet, draw_pages
from appeals.formats.tiff_reader import find_paper, read_fax
from appeals.problems import FormatError
from appeals.templating import Templates, shelf


def words(content):
    """Read the words of a PDF, page by page."""
    document = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_range().replace("\r\n", " ") for page in document]
    document.close()
    return texts


def squeeze(text):
    """Leave out white space, and the hyphens at the ends of lines."""
    return re.sub(r"[-\ufffe\x02\s]+", "", text)


def test_fax_says_what_the_letter_says(templates):
    """Every word of the letter as PDF stands in the fax edition, but for the return line of the window."""
    letter = shipped()
    printed = squeeze("".join(words(render("pdf", letter, templates).content)))
    faxed = squeeze("".join(words(edition())))
    head = squeeze(letter.letterhead.return_line)
    texts = [squeeze(run.text) for block in letter.body if hasattr(block, "runs") for run in block.runs]
    assert all(text in faxed for text in texts)
    for part in (*letter.address, *letter.letterhead.lines, *letter.signature, letter.salutation, letter.close):
        assert squeeze(part) in faxed
    assert head in printed
    assert head not in faxed


def fonts(content):
    """List the faces of a PDF, without the letters that mark them as cut down."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        named = [
            str(entry["/FontName"])
            for entry in pdf.objects
            if isinstance(entry, pikepdf.Dictionary) and "/FontName" in entry
        ]
    return {name.split("+")[1] for name in named}


def test_fax_edition_is_set_for_fax(templates):
    """The fax edition is of the heavier faces, of which the letter on paper has none."""
    assert any("Medium" in name for name in fonts(edition()))
    assert not any(name.endswith(("Regular", "Serif")) for name in fonts(edition()))
    assert not any("Medium" in name for name in fonts(render("pdf", shipped(), templates).content))


def test_fax_is_a_tiff_named_after_the_letter(templates):
    """The file bears the letter's name, and holds the drawn pages of its edition."""
    document = render("fax", shipped(), templates, stationery())
    assert document.name == f"{shipped().name}.fax.tif"
    assert document.media_type == "image/tiff"
    fax = read_fax(document.content, document.name)
    assert len(fax.pages) == len(drawn())
    assert document.content == render("fax", shipped(), templates, stationery()).content


@pytest.mark.parametrize(("coding", "resolution"), [("mmr", "fine"), ("mh", "standard")])
def test_coding_and_resolution_are_chosen(templates, short_letter, coding, resolution):
    """The file is coded and resolved as asked."""
    document = render("fax", short_letter, templates, stationery(coding=coding, resolution=resolution))
    fax = read_fax(document.content, document.name)
    assert (fax.coding, fax.resolution) == (coding, resolution)


def test_pack_holds_the_same_pages_twice(templates):
    """PDF and TIFF of a pack bear one name, and the TIFF is drawn from that PDF."""
    pdf, tiff = render_pages("fax-pack", shipped(), templates, stationery())
    assert Path(pdf.name).with_suffix(".tif").name == tiff.name
    fax = read_fax(tiff.content, tiff.name)
    for page, coded in zip(draw_pages(pdf.content, Sheet("a4", "fine")), fax.pages, strict=True):
        assert ImageChops.logical_xor(decode(fax, coded), page).getextrema() == (255, 255)


@pytest.mark.parametrize("resolution", ["fine", "standard"])
def test_preview_shows_the_pages_as_they_arrive(templates, resolution):
    """Each page is a picture of its own, of the pels that were drawn; at standard resolution every row stands twice."""
    pictures = render_pages("fax-preview", shipped(), templates, stationery(resolution=resolution))
    pages = drawn("a4", resolution)
    assert [one.name.rsplit(".", 2)[1] for one in pictures] == [f"fax-{n}" for n in range(1, len(pages) + 1)]
    for one, page in zip(pictures, pages, strict=True):
        picture = Image.open(io.BytesIO(one.content))
        assert (picture.mode, picture.format, picture.size) == ("1", "PNG", (1728, 2252))
        tall = page.resize(picture.size, Image.Resampling.NEAREST)
        assert ImageChops.logical_xor(picture, tall).getextrema() == (255, 255)


def test_letter_paper_gives_a_fax_for_letter_paper(templates, short_letter):
    """On US Letter the pages are as long as its machines take."""
    document = render("fax", short_letter, templates, stationery("letter"))
    assert find_paper(read_fax(document.content, document.name)) == "letter"


def test_pages_for_another_paper_are_refused():
    """An edition for A4 is not drawn as US Letter, and the page is named."""
    with pytest.raises(FormatError, match=r"page 1 of the fax is 210 × 297 mm, and the paper 216 × 279 mm"):
        draw_pages(edition("a4"), Sheet("letter", "fine"))


def test_cover_sheet_says_whose_the_fax_is_and_nothing_of_the_case(templates):
    """The cover names both sides, their numbers, what is dialled, the pages with itself, and no fact of the case."""
    letter = shipped(cover=True)
    pages = words(print_edition(letter, templates, stationery(cover=True)))
    assert len(pages) == len(drawn()) + 1
    cover = " ".join(pages[0].split())
    for part in (
        "His Excellency Mr Wen Jiabao",
        "+86 10 6529 2345",
        "dialled from Germany: 00 86 10 6529 2345",
        "c/o Ministry of Justice",
        "Example Society for Refugee Protection",
        "Telefax +49 30 23125199",
        "2 April 2003",
        "CHN 2003-01",
        f"1 of {len(pages)}",
        "Please forward to: His Excellency Mr Wen Jiabao",
        "By courtesy of: Ministry of Communications and Ministry of Justice",
        "If this fax has reached you in error",
    ):
        assert part in cover
    for fact in ("Korea", "asylum", "detention", *letter.subject):
        assert fact not in cover
    assert "Example Society" in pages[1]
    assert f"Page 2 of {len(pages)}" in pages[1]


def test_cover_sheet_of_a_short_letter_stands_alone(templates, short_letter):
    """A letter of one page begins on the second page of the fax, as high as it stands without a cover."""
    letter = replace(short_letter, cover=shipped(cover=True).cover)
    alone = draw_pages(print_edition(letter, templates, stationery()), Sheet("a4", "fine"))
    both = draw_pages(print_edition(letter, templates, stationery(cover=True)), Sheet("a4", "fine"))
    assert (len(alone), len(both)) == (1, 2)
    text = (0, 200, 1728, 1900)  # without the number of the page
    assert alone[0].crop(text).tobytes() == both[1].crop(text).tobytes()


def test_cover_sheet_in_german(templates):
    """The cover speaks the letter's language."""
    letter = shipped("de", cover=True)
    cover = " ".join(words(print_edition(letter, templates, stationery(cover=True)))[0].split())
    assert "gewählt aus Deutschland: 00 86 10 6529 2345" in cover
    assert "Bitte weiterleiten an:" in cover


def styled(own_templates, rule):
    """Make templates whose letter has one rule more, as a user would add it."""
    return own_templates("letterhead/letter.css", ".tagline,", f"{rule}\n.tagline,")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (".organisation { color: #aaa }", "something in #aaaaaa"),
        (".salutation { color: #700000 }", "something in #700000"),
        ("h1 { background: #eee }", "something in #eeeeee"),
        ("h1 { border-bottom: 1pt solid #888 }", "something in #888888"),
        (".close { opacity: 0.4 }", "tones"),
        ("h1 { background: linear-gradient(black, white) }", "knows only black and white"),
        (".salutation { font-size: 8pt }", "type of 8.0 points"),
        (".salutation { font-size: 9.9pt }", "type of 9.9 points"),
        ("main { margin-left: -22mm }", "too near the edge"),
        (".closing { margin-top: 400pt; position: absolute; bottom: -30mm }", "too near the edge"),
    ],
)
def test_what_a_fax_would_lose_is_refused(own_templates, short_letter, rule, said):
    """Grey, tints, shades, small type and text at the edge of a template are each found and named."""
    with pytest.raises(FormatError) as caught:
        render("fax", short_letter, styled(own_templates, rule), stationery())
    assert said in str(caught.value)
    assert "page 1 of the fax" in str(caught.value)


def test_ten_points_are_large_enough(own_templates, short_letter):
    """Type of exactly ten points is faxed, whatever stands in a template of one's own."""
    assert render("fax", short_letter, styled(own_templates, ".salutation { font-size: 10pt }"), stationery()).content


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_nothing_shipped_is_smaller_than_ten_points(paper, full_letter, templates):
    """Running heads, notes, tables and page numbers of the fax edition have ten points or more, read from the PDF."""
    letter = replace(full_letter, max_pages=9, info=full_letter.info[:3])
    with pypdfium2.PdfDocument(print_edition(letter, templates, stationery(paper))) as document:
        sizes = {round(size, 1) for page in document for size in list_sizes(page)}
    assert min(sizes) >= 10


def list_sizes(page):
    """List the sizes in which text is drawn on a page, in points."""
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        size = c_float()
        pdfium.FPDFTextObj_GetFontSize(thing.raw, byref(size))
        yield size.value * abs(thing.get_matrix().d)


def picture(folder, draw):
    """Put a picture beside the letterhead of one's own templates."""
    image = Image.new("RGB", (120, 60), "white")
    for x in range(10, 110):
        for y in range(10, 50):
            image.putpixel((x, y), draw(x))
    (folder / "letterhead").mkdir(parents=True, exist_ok=True)
    image.save(folder / "letterhead" / "mark.png")


@pytest.mark.parametrize(("draw", "fits"), [(lambda _: (0, 0, 0), True), (lambda x: (2 * x, 90, 90), False)])
def test_pictures_are_black_or_refused(own_templates, tmp_path, short_letter, draw, fits):
    """A black mark in a letterhead is faxed; a coloured one is refused."""
    templates = own_templates(
        "letterhead/letter.html.j2",
        '<div class="name">',
        '<div class="name"><img src="letterhead/mark.png" alt="Mark">',
    )
    picture(tmp_path / "templates", draw)
    if fits:
        assert render("fax", short_letter, templates, stationery()).content
    else:
        with pytest.raises(FormatError, match="a picture or a shade in tones"):
            render("fax", short_letter, templates, stationery())


def test_a_character_without_glyph_is_refused(templates, short_letter):
    """A fax prints no empty boxes."""
    with pytest.raises(FormatError, match="has no U\\+56FD"):
        render("fax", replace(short_letter, salutation="国"), templates, stationery())


@pytest.mark.parametrize("name", ["letter", "short_letter", "long_letter", "german_letter", "full_letter"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_kind_of_letter_can_be_faxed(name, paper, request, templates):
    """Letters of every length, with annexes and in German, are faxed on both papers."""
    letter = replace(request.getfixturevalue(name), max_pages=9)
    if paper == "letter":
        letter = replace(letter, info=letter.info[:3])
    document = render("fax", letter, templates, stationery(paper))
    assert read_fax(document.content, document.name).pages


def test_an_edition_becomes_a_file_without_its_letter(templates):
    """What is written is drawn from the edition alone."""
    assert write_document(shipped(), edition(), stationery()) == render("fax", shipped(), templates, stationery())
    assert Templates((shelf(),)).has("letterhead/fax.css")
