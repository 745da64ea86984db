"""Faxes at the press: of letters that share a form, only the rows in which they differ are drawn and coded again.

The pages of the fax edition are drawn once. Where the fields of a letter stand is known from what is drawn there, so
that the rows between them are coded once as well; each letter's own rows are drawn from its own PDF and put between
them. Several letters are drawn from one file, so that their fonts are read once.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from appeals.formats.binding import Bound, bind
from appeals.formats.fax_coding import encode
from appeals.formats.press import Form, fill
from appeals.formats.press.fields import list_texts
from appeals.formats.raster import ASIDE, CUT, PEN, Sheet, draw_pages
from appeals.formats.splicing import Rows, code_rows, join_rows
from appeals.formats.tiff import DOWN, WIDTH, Fax, FaxPage, write_tiff
from appeals.formats.tiff_reader import read_fax
from appeals.model.document import Paper
from appeals.model.fax import Coding, FaxSetup
from appeals.model.letter import Letter
from appeals.problems import AppealsError

SET = re.compile(rb"1 0 0 -1 \S+ (\S+) Tm\n/\S+ (\S+) Tf")  # where a line stands and how large it is, in CSS pixels
PIXELS = 96  # an inch
ABOVE, BELOW = 1.3, 0.6  # of the size of a line: more than any letter of the face reaches
CARRIED: Coding = "mmr"
END = 24  # bits that end a page of it
Filled = tuple[bytes, tuple[int, ...]]  # the file, and the bytes of each page as the line carries it
Band = tuple[int, int]  # rows, the second one no longer in it


@dataclass(frozen=True, slots=True)
class FaxSheet:
    """One page of the form: the bands of rows that are drawn for each letter, and what stands around them."""

    bands: tuple[Band, ...]
    around: tuple[Rows, ...]
    carried: int  # bits of what stands around the bands, in the coding that two machines of today agree on


@dataclass(frozen=True, slots=True)
class FaxForm:
    """What the faxes of letters of one form share."""

    form: Form
    setup: FaxSetup
    sheet: Sheet
    sheets: tuple[FaxSheet, ...]
    fixed: tuple[tuple[int, str], ...]  # slots that say the same in all of them, and what


def make_fax_form(form: Form, letter: Letter, other: Letter, setup: FaxSetup, paper: Paper) -> FaxForm | None:
    """Draw and code what the faxes of a form share; None where what differs cannot be kept to its own rows.

    `other` must differ from `letter` in every field in which letters of the form may differ.
    """
    sheet = Sheet(paper, setup.resolution)
    contents = fill(form, letter), fill(form, other)
    if contents[0] is None or contents[1] is None:
        return None
    try:
        one, two = draw_pages(contents[0], sheet), draw_pages(contents[1], sheet)
    except AppealsError:
        return None  # the slow road says it
    texts, others = list_texts(letter), list_texts(other)
    varying = {slot for slot, pair in enumerate(zip(texts, others, strict=True)) if pair[0] != pair[1]}
    bands = [band for slot, table in form.places if slot in varying for band in find_bands(table.values(), sheet)]
    sheets = [_cut_sheet(pair, bands, setup) for pair in zip(one, two, strict=True)]
    if not all(sheets) or len(one) != len(two):
        return None
    fixed = tuple((slot, text) for slot, text in enumerate(texts) if slot not in varying)
    made = FaxForm(form, setup, sheet, tuple(filter(None, sheets)), fixed)
    return made if _is_same(made, letter, one) and _is_same(made, other, two) else None


def find_bands(drawn: Collection[bytes], sheet: Sheet) -> Iterator[Band]:
    """Find the rows in which what may be drawn in a field can stand."""
    scale = DOWN[sheet.resolution] / PIXELS
    for y, size in {found for content in drawn for found in SET.findall(content)}:
        top, bottom = float(y) - ABOVE * float(size), float(y) + BELOW * float(size)
        yield max(0, floor(top * scale)), min(sheet.rows, ceil(bottom * scale))


def _cut_sheet(pair: tuple[Image.Image, Image.Image], bands: Sequence[Band], setup: FaxSetup) -> FaxSheet | None:
    """Cut a page into bands that differ and rows that do not; None where it differs outside its bands."""
    differs = ImageChops.logical_xor(*pair)
    own = [band for band in bands if differs.crop((0, band[0], WIDTH, band[1])).getbbox()]
    joined = _join(_widen(pair, band) for band in own)
    inside = differs.copy()
    for top, bottom in joined:
        inside.paste(0, (0, top, WIDTH, bottom))
    if inside.getbbox():
        return None
    edges = [0, *(row for band in joined for row in band), pair[0].height]
    gaps = [(edges[spot], edges[spot + 1]) for spot in range(0, len(edges), 2)]
    around = tuple(code_rows(pair[0].crop((0, top, WIDTH, bottom)), setup.coding) for top, bottom in gaps)
    carried = sum(code_rows(pair[0].crop((0, top, WIDTH, bottom)), CARRIED).length for top, bottom in gaps)
    return FaxSheet(joined, around, carried)


def _widen(pair: tuple[Image.Image, Image.Image], band: Band) -> Band:
    """Widen a band until the row above it and its own last row are white, so that it can be cut out in any coding."""
    top, bottom = band
    while top > 0 and _is_black(pair, top - 1):
        top -= 1
    while bottom < pair[0].height and _is_black(pair, bottom - 1):
        bottom += 1
    return top, bottom


def _is_black(pair: tuple[Image.Image, Image.Image], row: int) -> bool:
    """Say whether there is any black in a row of either page."""
    return any(page.crop((0, row, WIDTH, row + 1)).getbbox() for page in pair)


def _join(bands: Iterator[Band]) -> tuple[Band, ...]:
    """Join bands that touch."""
    joined: list[Band] = []
    for top, bottom in sorted(bands):
        if joined and top <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(bottom, joined[-1][1]))
        else:
            joined.append((top, bottom))
    return tuple(joined)


def _is_same(form: FaxForm, letter: Letter, drawn: Sequence[Image.Image]) -> bool:
    """Say whether a letter comes out as when its pages are coded whole, and whether a strict reader takes it."""
    (filled,) = fill_faxes(form, [letter])
    content, sizes = filled or (b"", ())
    if sizes != tuple(len(encode(page, CARRIED)) for page in drawn):
        return False
    whole = tuple(join_rows((code_rows(page, form.setup.coding),), form.setup.coding) for page in drawn)
    if content != write_tiff(Fax(form.setup.coding, form.setup.resolution, whole)):
        return False
    read_fax(content, letter.name)
    return True


def fill_faxes(form: FaxForm, letters: Sequence[Letter]) -> tuple[Filled | None, ...]:
    """Make the TIFF of each letter; None for one that the form does not serve, which then goes the slow road."""
    contents = [fill(form.form, letter) if _is_served(form, letter) else None for letter in letters]
    served = [content for content in contents if content is not None]
    if not served:
        return (None,) * len(letters)
    parts: list[bytes] = []
    bind((Bound("", content) for content in served), parts.append)
    made = iter(_draw_all(form, b"".join(parts), len(served)))
    return tuple(None if content is None else next(made) for content in contents)


def _is_served(form: FaxForm, letter: Letter) -> bool:
    texts = list_texts(letter)
    return len(texts) == len(form.form.slots) and all(texts[slot] == text for slot, text in form.fixed)


def _draw_all(form: FaxForm, bound: bytes, count: int) -> Iterator[Filled | None]:
    """Draw the bands of every letter of a bound file, and put each into its form."""
    each = len(form.sheets) + len(form.sheets) % 2  # each letter begins on the front of a sheet
    with PEN:
        document = pypdfium2.PdfDocument(bound)
        try:
            for number in range(count):
                first = number * each
                filled = [_fill_sheet(document, first + index, form, index) for index in range(len(form.sheets))]
                sound = [page for page in filled if page]
                pages = tuple(page for page, _ in sound)
                content = write_tiff(Fax(form.setup.coding, form.setup.resolution, pages))
                yield (content, tuple(size for _, size in sound)) if len(sound) == len(filled) else None
        finally:
            document.close()


def _fill_sheet(document: pypdfium2.PdfDocument, number: int, form: FaxForm, index: int) -> tuple[FaxPage, int] | None:
    """Draw the bands of one page and put them between what is shared; None where they reach where they must not."""
    own, coding = form.sheets[index], form.setup.coding
    parts, carried = [own.around[0]], own.carried
    page = document[number] if own.bands else None
    for band, after in zip(own.bands, own.around[1:], strict=True):
        picture = _draw_band(page, form.sheet, band)
        box = picture.getbbox()
        if box and (box[0] < ASIDE or box[2] > WIDTH - ASIDE or box[3] == picture.height):
            return None
        parts += (code_rows(picture, coding), after)
        carried += parts[-2].length if coding == CARRIED else code_rows(picture, CARRIED).length
    if page:
        page.close()
    return join_rows(tuple(parts), coding), ceil((carried + END) / 8)


def _draw_band(page: pypdfium2.PdfPage, sheet: Sheet, band: Band) -> Image.Image:
    """Draw some rows of a page just as they come out when the whole page is drawn."""
    top, bottom = band
    across, down = sheet.drawn
    bitmap = pypdfium2.PdfBitmap.new_native(WIDTH, bottom - top, pdfium.FPDFBitmap_Gray)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap.raw, 0, 0, WIDTH, bottom - top, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap.raw, page.raw, (WIDTH - across) // 2, -top, across, down, 0, 0)
        rows: Any = memoryview(bitmap.buffer).cast("B")  # a view of memory, which Pillow's types do not know
        grey = Image.frombuffer("L", (WIDTH, bottom - top), rows, "raw", "L", bitmap.stride, 1)
        return grey.point(CUT, "1")
    finally:
        bitmap.close()
