"""A letter as fax: TIFF of class F, which fax modems, fax servers and telephone exchanges send as it is.

Profile S of RFC 3949 unless asked otherwise: black and white, 1728 pels a line, 204 × 196 an inch (`--fax-resolution
standard`: 204 × 98, half the time), coded in MH (`--fax-coding mmr`: profile F, smaller, for machines with error
correction). One strip a page, with white left above and below for the line that the sending machine adds.

The pages are an edition of the same letter for a machine without greys: a heavier face, nothing below 10 points, no
window. With --cover a sheet goes before them that says for whom they are and how many. Recipients and senders in the
United States get US Letter, all others A4, unless --paper says otherwise. Grey, tints and small type in a template of
your own are refused, because the far end would lose them.

The same letter gives the same bytes, and every file is read back by a strict reader before it is handed on.
"""

from PIL import Image

from appeals.formats.fax_coding import encode
from appeals.formats.fit import check_overlap
from appeals.formats.glyphs import find_missing_glyphs
from appeals.formats.html import fill_page
from appeals.formats.page import print_pdf
from appeals.formats.raster import Sheet, draw_pages
from appeals.formats.stationery import Stationery
from appeals.formats.tiff import Fax, FaxPage, write_tiff
from appeals.formats.tiff_reader import read_fax
from appeals.model.document import Document
from appeals.model.fax import Coding
from appeals.model.letter import Letter
from appeals.problems import FormatError
from appeals.templating import Templates


def render(letter: Letter, templates: Templates, stationery: Stationery) -> Document:
    """Make the TIFF, or raise FormatError with everything that a fax cannot show."""
    return write_document(letter, print_edition(letter, templates, stationery), stationery)


def print_edition(letter: Letter, templates: Templates, stationery: Stationery) -> bytes:
    """Print the fax edition of a letter as PDF; its pages are not counted, because larger type may need one more."""
    if missing := tuple(find_missing_glyphs(letter, templates)):
        raise FormatError(*missing)
    markup = fill_page(letter, templates, stationery, fax=True)
    return print_pdf(markup, templates, lambda lines: check_overlap(letter, lines, stationery))


def write_document(letter: Letter, edition: bytes, stationery: Stationery) -> Document:
    """Turn the fax edition into a TIFF that our own strict reader takes."""
    setup = stationery.fax
    drawn = draw_pages(edition, Sheet(stationery.window.paper, setup.resolution))
    name = f"{letter.name}.fax.tif"
    content = write_tiff(Fax(setup.coding, setup.resolution, tuple(code_page(page, setup.coding) for page in drawn)))
    read_fax(content, name)
    return Document(name, "image/tiff", content)


def code_page(page: Image.Image, coding: Coding) -> FaxPage:
    """Code one drawn page."""
    return FaxPage(page.height, encode(page, coding))
