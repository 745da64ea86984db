"""Finds what a fax cannot show in a page of PDF: another paper, type too small, grey, tints and pictures in tones.

Black text and lines are known by their colours. Pictures, shades and what is seen through are drawn without smoothing:
what is then neither black nor white is a tone.
"""

from collections.abc import Callable, Iterator
from ctypes import byref, c_float, c_int, c_uint

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from appeals.formats.sizes import INCH, PaperSize
from appeals.problems import Problem

SMALLEST = 10.0  # points
ROUNDING = 0.05
BLACK, WHITE = (0, 0, 0, 255), (255, 255, 255, 255)
TONES = 0.5  # of the pels that are not white; smoothed edges of a black drawing stay below
MEND = "mend the style sheet; the fax edition is set by templates/letterhead/fax.css"
MEND_TONE = "make it black in the template or its style sheets, or hide it in templates/letterhead/fax.css"
MIXED = frozenset({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING})
FILLING = frozenset({0, 2, 4, 6})  # text render modes of ISO 32000, 9.3.6
STROKING = frozenset({1, 2, 5, 6})

Draw = Callable[[], Image.Image]


def find_faults(page: pypdfium2.PdfPage, number: int, paper: PaperSize, draw_hard: Draw) -> Iterator[Problem]:
    """Yield what keeps one page from being faxed; `draw_hard` draws it in grey without smoothing, if that is needed."""
    size = tuple(round(side * INCH / 72) for side in page.get_size())
    wanted = round(paper.width), round(paper.height)
    if size != wanted:
        yield Problem(
            f"page {number} of the fax is {size[0]} × {size[1]} mm, and the paper {wanted[0]} × {wanted[1]} mm: "
            "one fax is for one paper",
            MEND,
        )
    hard: Image.Image | None = None
    for thing in list_things(page):
        if 0 < (points := read_points(thing)) < SMALLEST - ROUNDING:
            yield Problem(
                f"page {number} of the fax has type of {points:.1f} points, and below {SMALLEST:g} it blurs", MEND
            )
        for colour in read_colours(thing):
            if colour not in (BLACK, WHITE):
                yield _tone(number, f"something in {write_colour(colour)}")
        if is_mixed(thing):
            hard = hard or draw_hard()
            if is_toned(hard.crop(bounds(thing, page, hard))):
                yield _tone(number, "a picture or a shade in tones")


def _tone(number: int, what: str) -> Problem:
    return Problem(f"page {number} of the fax has {what}, and a fax knows only black and white", MEND_TONE)


def list_things(page: pypdfium2.PdfPage) -> Iterator[object]:
    """Yield what a page is made of, with what stands in groups."""
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        yield from _unfold(pdfium.FPDFPage_GetObject(page.raw, index))


def _unfold(thing: object) -> Iterator[object]:
    yield thing
    if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM:
        for index in range(pdfium.FPDFFormObj_CountObjects(thing)):
            yield from _unfold(pdfium.FPDFFormObj_GetObject(thing, index))


def is_mixed(thing: object) -> bool:
    """Say whether the colours of a thing are not its own: a picture, a shade, something seen through."""
    return pdfium.FPDFPageObj_GetType(thing) in MIXED or bool(pdfium.FPDFPageObj_HasTransparency(thing))


def read_colours(thing: object) -> Iterator[tuple[int, ...]]:
    """Yield the colours, as red, green, blue and opacity, that a text or a shape is filled and drawn with."""
    kind = pdfium.FPDFPageObj_GetType(thing)
    filled = stroked = False
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
        filled, stroked = mode in FILLING, mode in STROKING
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(thing, byref(fill), byref(stroke))
        filled, stroked = bool(fill.value), bool(stroke.value)
    for wanted, get in ((filled, pdfium.FPDFPageObj_GetFillColor), (stroked, pdfium.FPDFPageObj_GetStrokeColor)):
        parts = [c_uint() for _ in range(4)]
        if wanted and get(thing, *map(byref, parts)):
            yield tuple(part.value for part in parts)


def read_points(thing: object) -> float:
    """Measure the type of a text in points; nothing for other things."""
    if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_TEXT:
        return 0
    size, matrix = c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(thing, byref(size))
    pdfium.FPDFPageObj_GetMatrix(thing, byref(matrix))
    return float(size.value * abs(matrix.d))


def bounds(thing: object, page: pypdfium2.PdfPage, drawn: Image.Image) -> tuple[int, int, int, int]:
    """Find where a thing stands in the drawing of its page: left, top, right, bottom."""
    edges = [c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(thing, *map(byref, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    width, height = page.get_size()
    return (
        max(0, int(left / width * drawn.width) - 1),
        max(0, int((height - top) / height * drawn.height) - 1),
        min(drawn.width, int(right / width * drawn.width) + 2),
        min(drawn.height, int((height - bottom) / height * drawn.height) + 2),
    )


def is_toned(part: Image.Image) -> bool:
    """Say whether most of what is printed in a part of a page is neither black nor white."""
    levels = part.histogram()
    return sum(levels[1:255]) > TONES * sum(levels[:255])


def write_colour(colour: tuple[int, ...]) -> str:
    """Write a colour as style sheets do."""
    *shades, opacity = colour
    return "#" + "".join(f"{part:02x}" for part in (shades if opacity == WHITE[3] else colour))
