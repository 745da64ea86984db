"""A letter as PDF: to print, to sign, to put into a window envelope, and to keep.

A4 is laid out after DIN 5008, form B, unless another window is named; US Letter by the American folds, for no window
unless one is named. The address stands where its window shows it wherever the sheet slides. Marks for folding and
punching stand on the first page, a running head from the second on, and the number of the page and of all pages on
each.

The file is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once: it can be archived, and read aloud in the
right order. It holds its fonts, and no path, user, date or time of the machine that made it; the same letter gives
the same bytes.

What does not fit is refused and named, never shrunk or cut: an address for its window, a character for the font,
a page for the case. The finished file is read back, and must say whose letter it is. The PDF is printed from the HTML
of the letter; WeasyPrint reads the templates and nothing else.
"""

from appeals.formats.fit import find_misfits
from appeals.formats.glyphs import find_missing_glyphs
from appeals.formats.html import fill_page
from appeals.formats.page import print_pdf
from appeals.formats.proof import find_strangers
from appeals.formats.stationery import Stationery
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.problems import FormatError
from appeals.templating import Templates


def render(letter: Letter, templates: Templates, stationery: Stationery) -> Document:
    """Make the PDF, or raise FormatError with everything that keeps it from being made."""
    if missing := tuple(find_missing_glyphs(letter, templates)):
        raise FormatError(*missing)
    markup = fill_page(letter, templates, stationery)
    content = print_pdf(markup, templates, lambda lines: find_misfits(letter, lines, stationery))
    if wrong := tuple(find_strangers(content, letter, stationery)):
        raise FormatError(*wrong)
    return Document(f"{letter.name}.pdf", "application/pdf", content)
