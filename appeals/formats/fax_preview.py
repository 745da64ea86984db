"""The fax as the far end will print it: a picture of every page, in PNG, black and white.

The pictures are decoded from the very TIFF that `--as fax` writes. At standard resolution every row stands twice, as
the machine prints it. The line that the sending machine adds at the top of each page is not shown.
"""

from io import BytesIO

from PIL import Image

from appeals.formats.fax import render as render_fax
from appeals.formats.fax_coding import decode
from appeals.formats.stationery import Stationery
from appeals.formats.tiff import ACROSS, DOWN, Fax
from appeals.formats.tiff_reader import read_fax
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.templating import Templates


def render_pages(letter: Letter, templates: Templates, stationery: Stationery) -> tuple[Document, ...]:
    """Make a picture of each page, numbered from 1."""
    written = render_fax(letter, templates, stationery)
    fax = read_fax(written.content, written.name)
    return tuple(
        Document(f"{letter.name}.fax-{number}.png", "image/png", picture)
        for number, picture in enumerate(draw_pictures(fax), start=1)
    )


def draw_pictures(fax: Fax) -> tuple[bytes, ...]:
    """Draw the pages of a fax as PNG."""
    return tuple(_draw(decode(fax, page), fax) for page in fax.pages)


def _draw(page: Image.Image, fax: Fax) -> bytes:
    fine = DOWN["fine"]
    printed = page.resize((page.width, page.height * fine // DOWN[fax.resolution]), Image.Resampling.NEAREST)
    stream = BytesIO()
    printed.save(stream, "PNG", dpi=(ACROSS, fine))
    return stream.getvalue()
