"""An envelope to print, as PDF: for addresses that no window can show whole, and for envelopes without one.

The page is as large as the envelope and lies as the postman holds it. The addressee, with notes such as BY AIRMAIL
above, stands where the machines of the posts look for it; the sender stands small at the upper left; the corner of
the stamps stays white. Print at 100 per cent, without scaling. DL for A4 and No. 10 for US Letter, unless
--envelope names another: dl, c6-5, c6, c5, us-10.

Like the letter it is PDF/A-3a and PDF/UA-1 at once, holds its fonts, and gives the same bytes for the same letter.
What does not fit is refused and named.
"""

from collections.abc import Iterator

from appeals.formats.fit import check_overlap, find_strays, name_record
from appeals.formats.glyphs import find_missing_glyphs
from appeals.formats.measure import Line
from appeals.formats.page import print_pdf
from appeals.formats.sizes import Envelope, Frame
from appeals.formats.stationery import Stationery
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.problems import FormatError, Problem
from appeals.templating import Templates

RETURN_LEFT, RETURN_TOP = 12.0, 10.0
APART = 4.0  # white between the sender and the addressee
LARGER = "shorten it, or choose a larger envelope (--envelope c5)"


def render(letter: Letter, templates: Templates, stationery: Stationery) -> Document:
    """Make the PDF of one page, or raise FormatError with what keeps it from being made."""
    envelope = stationery.envelope
    refuse_bare([letter])
    if missing := tuple(find_missing_glyphs(letter, templates, ("sender", "address"))):
        raise FormatError(*missing)
    markup = templates.page(
        "envelope/envelope.html.j2",
        letter=letter,
        envelope=envelope,
        sender=letter.letterhead.return_line.split(" · "),
        left=RETURN_LEFT,
        top=RETURN_TOP,
    )
    content = print_pdf(
        markup,
        templates,
        lambda lines: (*find_outside(letter, lines, envelope), *check_overlap(letter, lines, stationery)),
    )
    return Document(f"{letter.name}.envelope.pdf", "application/pdf", content)


def refuse_bare(letters: list[Letter]) -> None:
    """Raise FormatError for letters that bear no address."""
    bare = [letter for letter in letters if not letter.address]
    if bare:
        told = ((f"{name_record('address', one)}: the letter has no address", "give the recipient one") for one in bare)
        raise FormatError(*(Problem(*words) for words in told))


def find_outside(letter: Letter, lines: tuple[Line, ...], envelope: Envelope) -> Iterator[Problem]:
    """Yield the lines that stand where the posts do not read, or where the stamps belong."""
    left, top, _, bottom = envelope.zone
    sender: Frame = (0, 0, envelope.postage[0], envelope.height)
    zones = {"address": envelope.zone, "notes": (left, top - APART, envelope.zone[2], bottom), "return": sender}
    yield from find_strays(letter, lines, zones, f"the envelope {envelope.title}", LARGER)
