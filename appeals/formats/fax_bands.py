"""The bands of a page in which letters of one form differ: where they are, how they are cut out and drawn again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from appeals.formats.press import Form
from appeals.formats.raster import CUT, Sheet
from appeals.formats.tiff import DOWN, WIDTH

SET = re.compile(rb"1 0 0 -1 \S+ (\S+) Tm\n/\S+ (\S+) Tf")  # where a line stands and how large it is, in CSS pixels
PIXELS = 96  # an inch
ABOVE, BELOW = 1.3, 0.6  # of the size of a line: more than any letter of the face reaches
Rows = tuple[int, int]  # the second one no longer among them


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of a page that hang on the texts of some slots, and on nothing else that differs."""

    top: int
    bottom: int  # no longer in it
    slots: tuple[int, ...]

    @property
    def frame(self) -> tuple[int, int, int, int]:
        """What of the page it is: left, top, right, bottom."""
        return 0, self.top, WIDTH, self.bottom


def span_rows(foot: float, size: float, sheet: Sheet) -> Rows:
    """Reckon the rows that no letter of a line leaves, of the foot of the line and its size in CSS pixels."""
    scale = DOWN[sheet.resolution] / PIXELS
    return floor((foot - ABOVE * size) * scale), ceil((foot + BELOW * size) * scale)


def list_rows(form: Form, slot: int, sheet: Sheet) -> Iterator[Rows]:
    """List the rows in which what may be drawn in a slot can stand, on whichever page."""
    drawn = (content for own, table in form.places if own == slot for content in table.values())
    for foot, size in {found for content in drawn for found in SET.findall(content)}:
        top, bottom = span_rows(float(foot), float(size), sheet)
        yield max(0, top), min(sheet.rows, bottom)


def widen(pair: tuple[Image.Image, Image.Image], band: Band) -> Band:
    """Widen a band until its first row, the one above and its last are white: it can be cut out in any coding."""
    top, bottom = band.top, band.bottom
    while top > 0 and (_is_black(pair, top) or _is_black(pair, top - 1)):
        top -= 1
    while bottom < pair[0].height and _is_black(pair, bottom - 1):
        bottom += 1
    return Band(top, bottom, band.slots)


def _is_black(pair: tuple[Image.Image, Image.Image], row: int) -> bool:
    """Say whether there is any black in a row of either page."""
    return any(page.crop((0, row, WIDTH, row + 1)).getbbox() for page in pair)


def join_bands(bands: Iterable[Band]) -> tuple[Band, ...]:
    """Join bands that touch."""
    joined: list[Band] = []
    for band in sorted(bands, key=lambda each: each.top):
        if joined and band.top <= joined[-1].bottom:
            last = joined.pop()
            slots = tuple(sorted({*last.slots, *band.slots}))
            joined.append(Band(last.top, max(last.bottom, band.bottom), slots))
        else:
            joined.append(band)
    return tuple(joined)


def is_inside(picture: Image.Image, band: Band, sheet: Sheet) -> bool:
    """Say whether what is black in a band touches neither its ends nor what must stay white of the page."""
    box, (left, top, right, bottom) = picture.getbbox(), sheet.safe
    if box is None:
        return True
    high, low = max(top, band.top + 1), min(bottom, band.bottom - 1)
    return left <= box[0] and box[2] <= right and high <= band.top + box[1] and band.top + box[3] <= low


def draw_band(page: pypdfium2.PdfPage, sheet: Sheet, band: Band) -> Image.Image:
    """Draw some rows of a page just as they come out when the whole page is drawn."""
    (across, down), height = sheet.drawn, band.bottom - band.top
    bitmap = pypdfium2.PdfBitmap.new_native(WIDTH, height, pdfium.FPDFBitmap_Gray)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap.raw, 0, 0, WIDTH, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap.raw, page.raw, (WIDTH - across) // 2, -band.top, across, down, 0, 0)
        rows: Any = memoryview(bitmap.buffer).cast("B")  # a view of memory, which Pillow's types do not know
        return Image.frombuffer("L", (WIDTH, height), rows, "raw", "L", bitmap.stride, 1).point(CUT, "1")
    finally:
        bitmap.close()
