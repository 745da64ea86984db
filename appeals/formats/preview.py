"""The letter as it will be printed: a picture of every page, in PNG.

It shows what `--as pdf` prints, laid out by the same road, in greys at 110 points an inch: enough to read a page on a
screen. What is left out is what no eye sees: tags for readers, the archive's marks, compression. A test holds the
pictures to those of the finished PDF, pel for pel. The same letter gives the same bytes.
"""

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2

from appeals.formats.engine import known_inside, load_weasyprint
from appeals.formats.fetch import BASE, Refused, make_fetcher
from appeals.formats.fit import find_misfits
from appeals.formats.glyphs import SHEET, find_missing_glyphs, list_faces, spell_all
from appeals.formats.html import fill_page
from appeals.formats.measure import measure
from appeals.formats.page import PRESS, Inspect, complaining, find_ties, insist_on_measure, raise_faults, share_fonts
from appeals.formats.raster import PEN
from appeals.formats.stationery import Stationery
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.problems import FormatError
from appeals.templating import Templates

DPI = 110
POINTS = 72  # of a PDF, to the inch
QUICK = 1  # zlib's level: a fifth more bytes than its best, in a quarter of the time
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def render_pages(letter: Letter, templates: Templates, stationery: Stationery) -> tuple[Document, ...]:
    """Make a picture of each page, numbered from 1; raise FormatError where the letter does not fit its paper."""
    if missing := tuple(find_missing_glyphs(letter, templates)):
        raise FormatError(*missing)
    markup = fill_page(letter, templates, stationery)
    pdf = print_plain(markup, templates, lambda lines: find_misfits(letter, lines, stationery))
    return tuple(
        Document(f"{letter.name}.page-{number}.png", "image/png", picture)
        for number, picture in enumerate(draw_pages(pdf), start=1)
    )


def print_plain(markup: str, templates: Templates, inspect: Inspect) -> bytes:
    """Print a page as a PDF that is only to be drawn; raise FormatError for all that a finished one is refused for."""
    weasyprint = load_weasyprint()
    with PRESS, known_inside(), complaining() as complaints:
        fetcher = make_fetcher(templates)
        try:
            document = _lay_out(markup, templates, fetcher)
            raise_faults(fetcher.refused, complaints)
            if problems := (*find_ties(document), *inspect(measure(document.pages))):
                raise FormatError(*problems)
            content: bytes = document.write_pdf(uncompressed_pdf=True)
        except weasyprint.urls.FatalURLFetchingError as error:
            raise_faults(fetcher.refused or [Refused(str(error))], [])
        foreign = {font.family for font in document.fonts.values()} - set(list_faces(templates))
        complaints.extend(f"the font {family} is not the letter’s" for family in sorted(foreign))
        raise_faults(fetcher.refused, complaints)
    return content


def _lay_out(markup: str, templates: Templates, fetcher: Any) -> Any:  # noqa: ANN401 -- WeasyPrint has no types
    """Lay the page out in boxes; its one style sheet, the same for all letters on a paper, is read once."""
    weasyprint = load_weasyprint()
    fonts, faces = share_fonts(templates.folders, templates.text(SHEET))
    sheets = [faces]
    if len(styles := STYLE.findall(markup)) == 1:
        markup = STYLE.sub("", markup)
        sheets.insert(0, _read_style(styles[0], templates.folders, templates.text(SHEET)))
    page = weasyprint.HTML(string=spell_all(markup, templates), base_url=BASE, url_fetcher=fetcher)
    insist_on_measure(page)
    return page.render(font_config=fonts, stylesheets=sheets)


@lru_cache(maxsize=8)
def _read_style(style: str, folders: tuple[Path, ...], faces: str) -> Any:  # noqa: ANN401
    weasyprint = load_weasyprint()
    fonts, _ = share_fonts(folders, faces)
    fetcher = make_fetcher(Templates(folders))
    return weasyprint.CSS(string=style, base_url=BASE, font_config=fonts, url_fetcher=fetcher, media_type="print")


def draw_pages(pdf: bytes, dpi: int = DPI) -> tuple[bytes, ...]:
    """Draw every page of a PDF as PNG; `dpi` is the number of pels to the inch."""
    with PEN:  # PDFium is not made for two at once
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_draw(document[number], dpi) for number in range(len(document)))
        finally:
            document.close()


def _draw(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    bitmap = page.render(scale=dpi / POINTS, grayscale=True)
    stream = BytesIO()
    bitmap.to_pil().save(stream, "PNG", compress_level=QUICK, dpi=(dpi, dpi))
    bitmap.close()
    page.close()
    return stream.getvalue()
