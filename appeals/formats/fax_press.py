"""Faxes at the press: of letters that share a form, only the rows in which they differ are drawn and coded again.

The pages of the fax edition are drawn once. Where the fields of a letter stand is known from what is drawn there, so
that the rows between them are coded once as well; each letter's own rows are drawn from its own PDF and put between
them. Several letters are drawn from one file, so that their fonts are read once. Rows that say what they said in an
earlier letter, as those with the address do when many write to the same office, are not drawn again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

import pypdfium2
from PIL import Image, ImageChops

from appeals.formats.binding import Bound, bind
from appeals.formats.engine import tell_surprise
from appeals.formats.fax_bands import Band, draw_band, is_inside, join_bands, list_rows, span_rows, widen
from appeals.formats.fax_coding import encode
from appeals.formats.lightening import lighten
from appeals.formats.press import Form, Surprise, fill
from appeals.formats.press.fields import list_texts, with_texts
from appeals.formats.press.form import read_texts
from appeals.formats.raster import PEN, Sheet, draw_page, draw_pages
from appeals.formats.splicing import Rows, code_rows, join_rows
from appeals.formats.tiff import WIDTH, Fax, write_tiff
from appeals.formats.tiff_reader import read_fax
from appeals.model.document import Paper
from appeals.model.fax import Coding, FaxSetup
from appeals.model.letter import Letter
from appeals.problems import AppealsError

CARRIED: Coding = "mmr"
END = 24  # bits that end a page of it
ROOM = 8192  # coded bands that are kept, of some thousand bytes each
Filled = tuple[bytes, tuple[int, ...]]  # the file, and the bytes of each page as the line carries it
Key = tuple[int | str, ...]  # page, band, and the texts of its slots
Pages = Sequence[Image.Image]


@dataclass(frozen=True, slots=True)
class Coded:
    """Rows as they stand in the file, and how many bits they are in the coding that two machines of today agree on."""

    rows: Rows
    carried: int


@dataclass(frozen=True, slots=True)
class FaxSheet:
    """One page of the form: the bands that are drawn for each letter, and what stands around them."""

    bands: tuple[Band, ...]
    around: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class FaxForm:
    """What the faxes of letters of one form share."""

    form: Form
    setup: FaxSetup
    sheet: Sheet
    sheets: tuple[FaxSheet, ...]
    fixed: tuple[tuple[int, str], ...]  # slots that say the same in all of them, and what
    known: dict[Key, Coded | None] = field(default_factory=dict, compare=False)  # bands that were drawn


def make_fax_form(form: Form, letter: Letter, other: Letter, setup: FaxSetup, paper: Paper) -> FaxForm | None:
    """Draw and code what the faxes of a form share; None where what differs cannot be kept to its own rows.

    `other` must differ from `letter` in every field in which letters of the form may differ. Raise Surprise where what
    the faxes are drawn with is not what the press expects.
    """
    try:
        return _make_fax_form(form, letter, other, setup, paper)
    except AppealsError:
        raise
    except Exception as error:  # whatever it is, the slow road serves, and the run tells of it
        raise Surprise(tell_surprise(error)) from error


def _make_fax_form(form: Form, letter: Letter, other: Letter, setup: FaxSetup, paper: Paper) -> FaxForm | None:
    sheet = Sheet(paper, setup.resolution)
    contents = fill(form, letter), fill(form, other)
    if contents[0] is None or contents[1] is None:
        return None
    try:
        one, two = draw_pages(contents[0], sheet), draw_pages(contents[1], sheet)
    except AppealsError:
        return None  # the slow road says it
    bands = _find_bands(form, (letter, one), other, sheet)
    if bands is None or len(one) != len(two):
        return None
    sheets = tuple(_cut_sheet(pair, bands[page], setup) for page, pair in enumerate(zip(one, two, strict=True)))
    texts, others = list_texts(letter), list_texts(other)
    fixed = tuple((slot, text) for slot, text in enumerate(texts) if text == others[slot])
    made = FaxForm(form, setup, sheet, sheets, fixed)
    return next((each for each in (_lighten(made), made) if _serves(each, (letter, one), (other, two))), None)


def _find_bands(form: Form, first: tuple[Letter, Pages], other: Letter, sheet: Sheet) -> tuple[list[Band], ...] | None:
    """Change one field after the other and see where it stands; None where it stands in rows that are not its own."""
    letter, before = first
    texts = list_texts(letter)
    bands: tuple[list[Band], ...] = tuple([] for _ in before)
    slots: list[int] = []
    for slot, text in enumerate(list_texts(other)):
        if text == texts[slot]:
            continue
        texts[slot] = text
        slots.append(slot)
        content = fill(form, with_texts(letter, texts))
        if content is None:
            continue  # it goes only with another: both are changed together
        own = {rows for each in slots for rows in list_rows(form, each, sheet)}
        after = _draw_plain(content, sheet)
        here = [Band(top, bottom, tuple(slots)) for top, bottom in own]
        for page, pair in enumerate(zip(before, after, strict=True)):
            differs = ImageChops.logical_xor(*pair)
            bands[page].extend(widen(pair, band) for band in here if differs.crop(band.frame).getbbox())
            for band in here:
                differs.paste(0, band.frame)
            if differs.getbbox():
                return None
        before, slots = after, []
    return bands


def _draw_plain(content: bytes, sheet: Sheet) -> Pages:
    """Draw the pages of a letter without looking for faults."""
    with PEN:
        document = pypdfium2.PdfDocument(content)
        try:
            return tuple(draw_page(page, sheet)[0] for page in document)
        finally:
            document.close()


def _cut_sheet(pair: tuple[Image.Image, Image.Image], bands: Sequence[Band], setup: FaxSetup) -> FaxSheet:
    """Cut a page into bands that differ and rows that do not."""
    joined = join_bands(widen(pair, band) for band in bands)
    edges = [0, *(row for band in joined for row in (band.top, band.bottom)), pair[0].height]
    gaps = [(edges[spot], edges[spot + 1]) for spot in range(0, len(edges), 2)]
    around = (_code(pair[0].crop((0, top, WIDTH, bottom)), setup.coding) for top, bottom in gaps)
    return FaxSheet(joined, tuple(around))


def _code(picture: Image.Image, coding: Coding) -> Coded:
    rows = code_rows(picture, coding)
    return Coded(rows, rows.length if coding == CARRIED else code_rows(picture, CARRIED).length)


def _lighten(form: FaxForm) -> FaxForm:
    """Leave out of the pages what stands in no band of any of them."""
    bands = [band for sheet in form.sheets for band in sheet.bands]

    def is_drawn(foot: float, size: float) -> bool:
        top, bottom = span_rows(foot, size, form.sheet)
        return any(top < band.bottom and band.top < bottom for band in bands)

    return replace(form, form=lighten(form.form, is_drawn), known={})


def _serves(form: FaxForm, *drawn: tuple[Letter, Pages]) -> bool:
    """Say whether these letters come out of a form as their pages were drawn."""
    return all(_is_same(form, letter, pages) for letter, pages in drawn)


def _is_same(form: FaxForm, letter: Letter, drawn: Pages) -> bool:
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
    """Make the TIFF of each letter; None for one that the form does not serve, which then goes the slow road.

    Raise Surprise where what the faxes are drawn with is not what the press expects.
    """
    try:
        return _fill_faxes(form, letters)
    except AppealsError:
        raise
    except Exception as error:  # whatever it is, the slow road serves, and the run tells of it
        raise Surprise(tell_surprise(error)) from error


def _fill_faxes(form: FaxForm, letters: Sequence[Letter]) -> tuple[Filled | None, ...]:
    keys = [_list_keys(form, letter) for letter in letters]
    if len(form.known) > ROOM:
        form.known.clear()
    wanted = dict.fromkeys(key for own in keys if own for page in own for key in page)
    drawn = {key: form.known[key] for key in wanted if key in form.known}
    fresh: list[tuple[Letter, Sequence[Key]]] = []
    for letter, own in zip(letters, keys, strict=True):
        missing = [key for page in own or () for key in page if key not in drawn]
        if missing:
            fresh.append((letter, missing))
            drawn.update(dict.fromkeys(missing))
    made = _draw_all(form, fresh)
    form.known.update(made)
    drawn.update(made)
    return tuple(_put_together(form, own, drawn) if own is not None else None for own in keys)


def _list_keys(form: FaxForm, letter: Letter) -> list[list[Key]] | None:
    """List by page what the bands of a letter hang on; None where the form does not serve for it."""
    texts = read_texts(form.form, letter)
    if texts is None or any(texts[slot] != text for slot, text in form.fixed):
        return None
    return [
        [(page, number, *(texts[slot] for slot in band.slots)) for number, band in enumerate(sheet.bands)]
        for page, sheet in enumerate(form.sheets)
    ]


def _draw_all(form: FaxForm, fresh: Sequence[tuple[Letter, Sequence[Key]]]) -> Mapping[Key, Coded | None]:
    """Draw bands of several letters from one file; None for one that reaches where it must not."""
    made: dict[Key, Coded | None] = {}
    filled = [(content, keys) for letter, keys in fresh if (content := fill(form.form, letter)) is not None]
    if not filled:
        return made
    parts: list[bytes] = []
    bind((Bound("", content) for content, _ in filled), parts.append, tagged=False)
    each = len(form.sheets) + len(form.sheets) % 2  # each letter begins on the front of a sheet
    with PEN:
        document = pypdfium2.PdfDocument(b"".join(parts))
        try:
            if len(document) != each * len(filled):  # never take one letter's page for another's
                return made
            for number, (_, keys) in enumerate(filled):
                made.update(_draw_bands(form, document, number * each, keys))
        finally:
            document.close()
    return made


def _draw_bands(
    form: FaxForm, document: pypdfium2.PdfDocument, first: int, keys: Sequence[Key]
) -> Mapping[Key, Coded | None]:
    """Draw bands of one letter, whose first page has this number."""
    made: dict[Key, Coded | None] = {}
    for page, sheet in enumerate(form.sheets):
        own = [key for key in keys if key[0] == page]
        lent = document[first + page] if own else None
        for key in own:
            band = sheet.bands[int(key[1])]
            picture = draw_band(lent, form.sheet, band)
            made[key] = _code(picture, form.setup.coding) if is_inside(picture, band, form.sheet) else None
        if lent:
            lent.close()
    return made


def _put_together(form: FaxForm, keys: Sequence[Sequence[Key]], drawn: Mapping[Key, Coded | None]) -> Filled | None:
    """Put the bands of a letter between what all letters share; None where one of them could not be drawn."""
    pages, sizes = [], []
    for sheet, own in zip(form.sheets, keys, strict=True):
        parts = [sheet.around[0]]
        for key, after in zip(own, sheet.around[1:], strict=True):
            band = drawn[key]
            if band is None:
                return None
            parts += (band, after)
        pages.append(join_rows([part.rows for part in parts], form.setup.coding))
        sizes.append(ceil((sum(part.carried for part in parts) + END) / 8))
    return write_tiff(Fax(form.setup.coding, form.setup.resolution, tuple(pages))), tuple(sizes)
