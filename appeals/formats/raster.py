"""Draws the pages of a PDF in black and white, as many pels wide as a fax, and refuses what a fax cannot show.

Each page is drawn in grey and cut at a threshold, never dithered: a gradient would take four times as long to send.
The paper is cut off at the foot, where HylaFAX and spandsp need room for the line they add.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from appeals.formats.sizes import INCH, PAPER_SIZES
from appeals.formats.tiff import ACROSS, DOWN, WIDTH
from appeals.formats.tints import MEND, find_faults
from appeals.model.document import Paper
from appeals.model.fax import Resolution
from appeals.problems import FormatError, Problem

THRESHOLD = 192  # lighter is white; of 128 to 208, what OCR reads best at both resolutions after a print and a scan
# Rows of a page: 32 fewer than HylaFAX passes, because spandsp adds that many with the sender's line.
CANVAS: dict[Paper, dict[Resolution, int]] = {
    "a4": {"fine": 2252, "standard": 1126},
    "letter": {"fine": 2120, "standard": 1060},
}
CLEAR: dict[Resolution, int] = {"fine": 40, "standard": 20}  # rows at the top and above the foot that stay white
ASIDE = 60  # pels at the sides that stay white
CUT = [255 if level < THRESHOLD else 0 for level in range(256)]
HARD = pdfium.FPDF_RENDER_NO_SMOOTHTEXT | pdfium.FPDF_RENDER_NO_SMOOTHIMAGE | pdfium.FPDF_RENDER_NO_SMOOTHPATH

PEN = Lock()  # PDFium is not made for two at once


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a page as it is drawn, and of what is kept of it, in pels and rows."""

    paper: Paper
    resolution: Resolution

    @property
    def drawn(self) -> tuple[int, int]:
        """The whole paper."""
        paper = PAPER_SIZES[self.paper]
        return round(paper.width / INCH * ACROSS), round(paper.height / INCH * DOWN[self.resolution])

    @property
    def rows(self) -> int:
        """The rows that are kept."""
        return CANVAS[self.paper][self.resolution]

    @property
    def safe(self) -> tuple[int, int, int, int]:
        """What may be black: left, top, right, bottom."""
        clear = CLEAR[self.resolution]
        return ASIDE, clear, WIDTH - ASIDE, self.rows - clear


def draw_pages(content: bytes, sheet: Sheet) -> tuple[Image.Image, ...]:
    """Draw every page as a picture of mode "1" in which 1 is black; raise FormatError with what a fax cannot show."""
    problems: list[Problem] = []
    drawn: list[Image.Image] = []
    with PEN:
        document = pypdfium2.PdfDocument(content)
        try:
            for number in range(len(document)):
                page = document[number]
                hard = partial(draw_hard, page, sheet)
                problems += find_faults(page, number + 1, PAPER_SIZES[sheet.paper], hard)
                kept, cut_off = draw_page(page, sheet)
                problems += find_strays(kept, cut_off, number + 1, sheet)
                drawn.append(kept)
                page.close()
        finally:
            document.close()
    if problems:
        raise FormatError(*dict.fromkeys(problems))
    return tuple(drawn)


def draw_page(page: pypdfium2.PdfPage, sheet: Sheet) -> tuple[Image.Image, Image.Image]:
    """Draw one page in black and white; return the rows that are kept, and those that are cut off at the foot."""
    with drawing(page, sheet.drawn, WIDTH) as (rows, stride):
        end = sheet.rows * stride
        return cut(rows[:end], stride), cut(rows[end:], stride)


def cut(rows: Any, stride: int) -> Image.Image:  # noqa: ANN401 -- a view of memory, which Pillow's types do not know
    """Turn rows in grey into black, 1, and white, 0."""
    grey = Image.frombuffer("L", (WIDTH, len(rows) // stride), rows, "raw", "L", stride, 1)
    return grey.point(CUT, "1")


def draw_hard(page: pypdfium2.PdfPage, sheet: Sheet) -> Image.Image:
    """Draw one page in grey without smoothing, and nothing beside it."""
    across, down = sheet.drawn
    with drawing(page, sheet.drawn, across, HARD) as (rows, stride):
        return Image.frombytes("L", (across, down), bytes(rows), "raw", "L", stride, 1)


@contextmanager
def drawing(
    page: pypdfium2.PdfPage, size: tuple[int, int], width: int, flags: int = 0
) -> Iterator[tuple[memoryview, int]]:
    """Lend the bytes of a drawing in grey, a byte a pel, and how many a row has; they are taken back in the end.

    Width and height are scaled apart, as the pels of a fax are not square. The page stands in the middle of a line; a
    wider page loses its edges.
    """
    across, down = size
    bitmap = pypdfium2.PdfBitmap.new_native(width, down, pdfium.FPDFBitmap_Gray)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap.raw, 0, 0, width, down, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap.raw, page.raw, (width - across) // 2, 0, across, down, 0, flags)
        yield memoryview(bitmap.buffer).cast("B"), bitmap.stride
    finally:
        bitmap.close()


def find_strays(kept: Image.Image, cut_off: Image.Image, number: int, sheet: Sheet) -> Iterator[Problem]:
    """Say where a page is black outside its safe area."""
    box = kept.getbbox()
    safe = sheet.safe
    outside = box and (box[0] < safe[0] or box[1] < safe[1] or box[2] > safe[2] or box[3] > safe[3])
    if outside or cut_off.getbbox():
        yield Problem(
            f"page {number} of the fax prints too near the edge of the paper, where a machine cuts it off "
            "or writes its own line",
            f"keep 15 mm white on every side: {MEND}",
        )
