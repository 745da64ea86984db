"""Draws the pages of a PDF in black and white, as many pels wide as a fax, and refuses what a fax cannot show.

Each page is drawn in grey and cut at a threshold, never dithered: a gradient would take four times as long to send.
The paper is cut off at the foot, where HylaFAX and spandsp need room for the line they add.
"""

from collections.abc import Iterator
from ctypes import byref, c_float, c_uint
from dataclasses import dataclass
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from appeals.formats.sizes import INCH, PAPER_SIZES
from appeals.formats.tiff import ACROSS, DOWN, WIDTH
from appeals.model.document import Paper
from appeals.model.fax import Resolution
from appeals.problems import FormatError, Problem

THRESHOLD = 192  # lighter is white; of 128 to 208, what OCR reads best at both resolutions after a print and a scan
# Rows of a page: 32 fewer than HylaFAX passes, because spandsp adds that many with the sender's line.
CANVAS: dict[Paper, dict[Resolution, int]] = {
    "a4": {"fine": 2252, "standard": 1126},
    "letter": {"fine": 2120, "standard": 1060},
}
CLEAR = {"fine": 40, "standard": 20}  # rows at the top and above the foot that stay white
ASIDE = 60  # pels at the sides that stay white
SMALLEST = 10.0  # points
ROUNDING = 0.05
BLACK, WHITE = (0, 0, 0, 255), (255, 255, 255, 255)
CUT = [255 if level < THRESHOLD else 0 for level in range(256)]
MEND = "mend the style sheet: the fax edition is set by templates/letterhead/fax.css"

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
    with PEN:
        document = pypdfium2.PdfDocument(content)
        try:
            pages = [document[number] for number in range(len(document))]
            problems = [p for number, page in enumerate(pages, 1) for p in find_faults(page, number, sheet.paper)]
            drawn = [] if problems else [draw_page(page, sheet) for page in pages]
        finally:
            document.close()
    problems += [p for number, page in enumerate(drawn, 1) for p in find_strays(page, number, sheet)]
    if problems:
        raise FormatError(*dict.fromkeys(problems))
    return tuple(page.crop((0, 0, WIDTH, sheet.rows)) for page in drawn)


def draw_page(page: pypdfium2.PdfPage, sheet: Sheet, flags: int = 0) -> Image.Image:
    """Draw one page, centred on the line; paper wider than it loses its edges."""
    return draw_grey(page, sheet, flags).point(CUT, "1")


def draw_grey(page: pypdfium2.PdfPage, sheet: Sheet, flags: int) -> Image.Image:
    """Draw one page in grey; width and height are scaled apart, as the pels of a fax are not square."""
    across, down = sheet.drawn
    bitmap = pypdfium2.PdfBitmap.new_native(WIDTH, down, pdfium.FPDFBitmap_Gray)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap.raw, 0, 0, WIDTH, down, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap.raw, page.raw, (WIDTH - across) // 2, 0, across, down, 0, flags)
        return Image.frombytes("L", (WIDTH, down), bytes(bitmap.buffer), "raw", "L", bitmap.stride, 1)
    finally:
        bitmap.close()


def find_strays(page: Image.Image, number: int, sheet: Sheet) -> Iterator[Problem]:
    """Say where a page is black outside its safe area."""
    box = page.getbbox()
    safe = sheet.safe
    if box and (box[0] < safe[0] or box[1] < safe[1] or box[2] > safe[2] or box[3] > safe[3]):
        yield Problem(
            f"page {number} of the fax prints too near the edge of the paper, where a machine cuts it off "
            "or writes its own line",
            "keep 15 mm white on every side: " + MEND,
        )


def find_faults(page: pypdfium2.PdfPage, number: int, paper: Paper) -> Iterator[Problem]:
    """Say what on a page is of another size than the paper, neither black nor white, or too small to be read."""
    size = tuple(round(side * INCH / 72) for side in page.get_size())
    wanted = (round(PAPER_SIZES[paper].width), round(PAPER_SIZES[paper].height))
    if size != wanted:
        yield Problem(
            f"page {number} of the fax is {size[0]} × {size[1]} mm, and the others {wanted[0]} × {wanted[1]}: "
            "one fax is for one paper",
            MEND,
        )
    mixed = False
    for thing in list_things(page.raw, page.raw):
        colours, mixed = read_colours(thing), mixed or is_mixed(thing)
        for colour in colours:
            if colour not in (BLACK, WHITE):
                yield Problem(f"page {number} of the fax has something in {write_colour(colour)}, {GREY}", MEND_GREY)
        if 0 < (points := read_points(thing)) < SMALLEST - ROUNDING:
            yield Problem(
                f"page {number} of the fax has type of {points:.1f} points, and below {SMALLEST:g} it blurs", MEND
            )
    if mixed and is_grey(page, paper):
        yield Problem(f"page {number} of the fax has a picture or a shade that is not plain black, {GREY}", MEND_GREY)


GREY = "which a fax would lose or blacken"
MEND_GREY = "make it black in the template or its style sheets, or hide it in templates/letterhead/fax.css"


def list_things(page: object, holder: object, *, within: bool = False) -> Iterator[object]:
    """Yield what a page is made of, with what stands in groups."""
    count, get = (
        (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
        if within
        else (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    )
    for index in range(count(holder)):
        thing = get(holder, index)
        yield thing
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM:
            yield from list_things(page, thing, within=True)


def is_mixed(thing: object) -> bool:
    """Say whether the colours of a thing are not told by its own: a picture, a shade, something seen through."""
    kind = pdfium.FPDFPageObj_GetType(thing)
    return kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING} or bool(
        pdfium.FPDFPageObj_HasTransparency(thing)
    )


def read_colours(thing: object) -> Iterator[tuple[int, ...]]:
    """Yield the colours that a text or a shape is filled and drawn with."""
    kind = pdfium.FPDFPageObj_GetType(thing)
    filled = stroked = False
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
        filled, stroked = mode in FILLING, mode in STROKING
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        by, line = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(thing, byref(by), byref(line))
        filled, stroked = bool(by.value), bool(line.value)
    for wanted, get in ((filled, pdfium.FPDFPageObj_GetFillColor), (stroked, pdfium.FPDFPageObj_GetStrokeColor)):
        if wanted:
            parts = [c_uint() for _ in range(4)]
            if get(thing, *map(byref, parts)):
                yield tuple(part.value for part in parts)


def read_points(thing: object) -> float:
    """Measure the type of a text in points; nothing for other things."""
    if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_TEXT:
        return 0
    size, matrix = c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(thing, byref(size))
    pdfium.FPDFPageObj_GetMatrix(thing, byref(matrix))
    return size.value * abs(matrix.d)


def is_grey(page: pypdfium2.PdfPage, paper: Paper) -> bool:
    """Draw a page without smoothing, and say whether anything on it is neither black nor white."""
    hard = pdfium.FPDF_RENDER_NO_SMOOTHTEXT | pdfium.FPDF_RENDER_NO_SMOOTHIMAGE | pdfium.FPDF_RENDER_NO_SMOOTHPATH
    levels = draw_grey(page, Sheet(paper, "fine"), hard).histogram()
    return any(levels[1:-1])


def write_colour(colour: tuple[int, ...]) -> str:
    """Write a colour as style sheets do."""
    red, green, blue, alpha = colour
    return f"#{red:02x}{green:02x}{blue:02x}" + (f"{alpha:02x}" if alpha < WHITE[3] else "")
