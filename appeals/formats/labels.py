"""Sheets of self-adhesive labels, as PDF: the addresses of all letters of a run, in their order.

One label for each letter, with its notes (BY AIRMAIL) above the address, as many sheets as it takes. A label with
too little room is refused and named. Print at 100 per cent, without scaling. Avery L7163 for A4 and 5163 for US
Letter, unless --labels names another: l7160, l7163, 5160, 5163; the sheets of other makers with these sizes serve
as well.

Like a letter the file is PDF/A-3a and PDF/UA-1 at once, holds its fonts, and gives the same bytes for the same run.
"""

from collections.abc import Iterator, Sequence

from appeals.formats.envelope import refuse_bare
from appeals.formats.fit import find_strays
from appeals.formats.glyphs import find_missing_glyphs
from appeals.formats.measure import Line
from appeals.formats.page import print_pdf
from appeals.formats.sizes import Frame, LabelSheet
from appeals.formats.stationery import Stationery
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.problems import FormatError, Problem
from appeals.templating import Templates

MARGIN = 3.0  # of each label, as Deutsche Post asks
LARGER = "shorten it, or choose larger labels (--labels), or print an envelope (--as envelope)"


def render_run(letters: Sequence[Letter], templates: Templates, stationery: Stationery) -> Document:
    """Make the PDF, or raise FormatError with everything that does not fit its label."""
    sheet = stationery.labels
    refuse_bare(list(letters))
    if missing := [one for letter in letters for one in find_missing_glyphs(letter, templates, ("address",))]:
        raise FormatError(*dict.fromkeys(missing))
    count = sheet.columns * sheet.rows
    markup = templates.page(
        "envelope/labels.html.j2",
        sheets=[letters[start : start + count] for start in range(0, len(letters), count)],
        sheet=sheet,
        paper=stationery.paper,
        margin=MARGIN,
        language=letters[0].language,
        author=letters[0].letterhead.name,
    )
    content = print_pdf(markup, templates, lambda lines: find_outside(letters, lines, sheet))
    return Document(f"{name_run(letters)}--labels.pdf", "application/pdf", content)


def name_run(letters: Sequence[Letter]) -> str:
    """Name a run after its last day and, where it has only one, its case."""
    cases = {letter.case for letter in letters}
    day = max(letter.date for letter in letters).isoformat()
    return f"{day}--{min(cases)}" if len(cases) == 1 else day


def find_outside(letters: Sequence[Letter], lines: tuple[Line, ...], sheet: LabelSheet) -> Iterator[Problem]:
    """Yield the lines that run out of their label."""
    rest = iter(lines)
    for number, letter in enumerate(letters):
        own = tuple(take_rows(rest, letter))
        zone = find_label(number, sheet)
        yield from find_strays(letter, own, {"address": zone, "notes": zone}, f"the label {sheet.title}", LARGER)


def take_rows(lines: Iterator[Line], letter: Letter) -> Iterator[Line]:
    """Take the lines of one label: as many as hold the words of the letter's notes and address, however they break."""
    left = len(squeeze("".join((*letter.postal_notes, *letter.address))))
    while left > 0:
        line = next(lines)
        yield line
        left -= len(squeeze(line.text))


def squeeze(text: str) -> str:
    """Take out what lines are broken at, and what stands between notes."""
    return "".join(text.replace("·", "").split())


def find_label(number: int, sheet: LabelSheet) -> Frame:
    """Find the room for text on the label of a number, from 0, on its sheet."""
    row, column = divmod(number % (sheet.columns * sheet.rows), sheet.columns)
    left, top = sheet.left + column * sheet.across, sheet.top + row * sheet.height
    return (left + MARGIN, top + MARGIN, left + sheet.width - MARGIN, top + sheet.height - MARGIN)
