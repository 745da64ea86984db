"""Says what does not fit its sheet: the window of an envelope, the margins, the pages a case allows.

A line that is too wide goes on below, at a space; nothing is made smaller or cut off. What does not fit even so is
refused in a sentence that names the record.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from appeals.formats.measure import Line, lies_in
from appeals.formats.sizes import Frame
from appeals.formats.stationery import Stationery
from appeals.formats.windows import GUTTER, RETURN
from appeals.model.letter import Letter
from appeals.problems import Problem

BACK = 5.0  # for the return line above the address, after DIN 5008
CLEAR = 2.0  # white between what stands beside the address and the subject
SLACK = 0.1
LEADED = 0.3  # the white above the letters of a line of the address
SUBJECT_LINES = 2
RETURN_LINES = 2
PRINTED = "print an envelope (--as envelope) or labels (--as labels)"
OTHERWISE = f"choose another window, or {PRINTED}"
MENDS = {
    "address": f"shorten the longest word, {OTHERWISE}",
    "return": "give the sender a short_name for this line",
    "organisation": "shorten the longest word of the name",
}
IN_WINDOW = frozenset({"address", "notes", "return"})
OF_SENDER = frozenset({"organisation", "tagline", "sender", "return"})
OF_RECIPIENT = frozenset({"notes", "address", "info"})

Check = Callable[[Letter, tuple[Line, ...], Stationery], Iterator[Problem]]


def find_misfits(letter: Letter, lines: tuple[Line, ...], stationery: Stationery) -> Iterator[Problem]:
    """Yield what in the records keeps the letter from its paper, or else what in its style sheets does."""
    for checks in (RECORD_CHECKS, SHEET_CHECKS):
        misfits = tuple(misfit for check in checks for misfit in check(letter, lines, stationery))
        if misfits:
            yield from misfits
            return


def check_field(letter: Letter, lines: tuple[Line, ...], stationery: Stationery) -> Iterator[Problem]:
    """Compare notes and address with the rows they share, then the address with what the window always shows."""
    window, notes = stationery.window, sum(line.part == "notes" for line in lines)
    _, top, _, bottom = window.shown
    rows = [line for line in lines if line.part == "address"]
    hidden = [line for line in rows if line.frame[1] < top - LEADED or line.frame[3] > bottom + SLACK]
    if notes + len(rows) > window.rows:
        yield misfit(
            "address",
            letter,
            f"{len(rows)} lines of address and {notes} of notes are "
            f"{notes + len(rows)}, and the address field holds {window.rows}",
            f"leave out or shorten a line of the address of “{letter.recipient}”, or a note above it; or {PRINTED}",
        )
    elif hidden:
        yield misfit(
            "address",
            letter,
            f"of {len(rows)} lines of address the window “{window.name}” can hide {len(hidden)} when the sheet slides",
            f"leave out a line, {OTHERWISE}",
        )


def check_info(letter: Letter, lines: tuple[Line, ...], _stationery: Stationery) -> Iterator[Problem]:
    """Compare the end of what stands beside the address with the subject."""
    end = max((line.frame[3] for line in lines if line.part == "info"), default=0.0)
    start = min((line.frame[1] for line in lines if line.part == "subject"), default=end + CLEAR)
    if end > start - CLEAR + SLACK:
        yield misfit(
            "info",
            letter,
            "the lines beside the address (date, reference, telefax) "
            f"take {end - start + CLEAR:.1f} mm more than there is above the subject",
            f"print fewer telefax numbers of “{letter.recipient}”, or shorten what stands beside them",
        )


def check_head(letter: Letter, lines: tuple[Line, ...], stationery: Stationery) -> Iterator[Problem]:
    """Compare the end of the letterhead with the address field."""
    limit = stationery.window.field - BACK
    end = max((line.frame[3] for line in lines if line.part in {"organisation", "tagline", "sender"}), default=0.0)
    if end > limit:
        yield misfit(
            "sender",
            letter,
            f"the letterhead is {end - limit:.1f} mm too high",
            "give the sender fewer lines, or a shorter name, or choose another window",
        )


def check_exposed(letter: Letter, lines: tuple[Line, ...], stationery: Stationery) -> Iterator[Problem]:
    """Look for lines that a window could show beside the address; the first of each part is told."""
    told = set()
    for line in lines:
        if line.page > 1 or line.part in IN_WINDOW or line.part in told:
            continue
        if meet(line.frame, stationery.window.exposed):
            told.add(line.part)
            yield misfit(
                line.part,
                letter,
                f"the line “{shorten(line.text)}” could be seen through the "
                f"window “{stationery.window.name}” when the sheet slides",
                "shorten what stands there, or choose another window",
            )


def check_return(letter: Letter, lines: tuple[Line, ...], _stationery: Stationery) -> Iterator[Problem]:
    """Count the lines of the return line above the address."""
    count = sum(line.part == "return" for line in lines)
    if count > RETURN_LINES:
        yield misfit(
            "return",
            letter,
            f"the sender’s line above the address takes {count} lines, and there is room for {RETURN_LINES}",
            "give the sender a short_name for this line, or shorter lines of address",
        )


def check_subject(letter: Letter, lines: tuple[Line, ...], _stationery: Stationery) -> Iterator[Problem]:
    """Count the lines of the subject."""
    count = sum(line.part == "subject" for line in lines)
    if count > SUBJECT_LINES:
        yield misfit(
            "subject",
            letter,
            f"the subject takes {count} lines, and there is room for {SUBJECT_LINES}",
            f"shorten the subject of “{letter.case}”",
        )


def check_pages(letter: Letter, lines: tuple[Line, ...], _stationery: Stationery) -> Iterator[Problem]:
    """Count the pages of the letter, its annexes apart."""
    count = max((line.page for line in lines if line.part not in {"annex", "margin"}), default=1)
    if count > letter.max_pages:
        yield Problem(
            f"{name_record('text', letter)}: the letter to “{letter.recipient}” takes {count} pages, "
            f"and the case allows {letter.max_pages}",
            f"shorten the text of “{letter.case}”, or allow it more pages",
            code="PAGES",
            params=(("count", count), ("limit", letter.max_pages)),
        )


def check_width(letter: Letter, lines: tuple[Line, ...], stationery: Stationery) -> Iterator[Problem]:
    """Compare every line with its column."""
    window, paper = stationery.window, stationery.paper
    bounds = {
        "address": window.left + window.widest,
        "notes": window.left + window.widest,
        "return": min(window.left + RETURN, paper.edge),
        "organisation": window.axis - GUTTER,
        "tagline": window.axis - GUTTER,
        "sender": paper.edge,
        "info": window.axis - GUTTER if window.is_right else paper.edge,
    }
    for line in lines:
        start, end = line.frame[0], line.frame[2]
        bound = bounds.get(line.part, paper.right)
        if start < paper.left - SLACK or end > bound + SLACK:
            yield misfit(
                line.part,
                letter,
                f"the line “{shorten(line.text)}” on page {line.page} is "
                f"{end - start:.1f} mm wide, and there is room for {bound - start:.1f} mm",
                MENDS.get(line.part, "shorten it, or break it in two"),
            )


def check_bottom(letter: Letter, lines: tuple[Line, ...], stationery: Stationery) -> Iterator[Problem]:
    """Look for text that runs out of the page at its foot, or that a box cuts off."""
    for line in lines:
        low = line.part != "margin" and line.frame[3] > stationery.paper.bottom + SLACK
        if line.clipped or low:
            yield misfit(
                line.part,
                letter,
                f"the line “{shorten(line.text)}” on page {line.page} is cut off",
                "shorten what stands there, or mend the style sheet of the letter",
            )


def check_overlap(letter: Letter, lines: tuple[Line, ...], _stationery: Stationery) -> Iterator[Problem]:
    """Look for lines printed over one another; the first such pair of a page is told."""
    told = set()
    for one, other in combinations(lines, 2):
        if one.page == other.page and one.page not in told and overlap(one, other):
            told.add(one.page)
            yield misfit(
                other.part,
                letter,
                f"the line “{shorten(other.text)}” on page {other.page} is printed over “{shorten(one.text)}”",
                "shorten one of them, or mend the style sheet of the letter",
            )


def find_strays(
    letter: Letter, lines: tuple[Line, ...], zones: Mapping[str, Frame], name: str, mend: str
) -> Iterator[Problem]:
    """Yield the lines that stand outside the zone of their part."""
    for line in lines:
        zone = zones[line.part]
        if not lies_in(line.frame, zone):
            yield misfit(line.part, letter, f"the line “{shorten(line.text)}” runs out of {name}", mend)


def overlap(one: Line, other: Line) -> bool:
    """Say whether the inked heights of two lines share a spot."""
    return meet(ink(one.frame), ink(other.frame))


def ink(frame: Frame) -> Frame:
    """Take the inked height of a line, three fifths of it."""
    left, top, right, bottom = frame
    return (left, top + (bottom - top) / 5, right, bottom - (bottom - top) / 5)


def meet(one: Frame, other: Frame) -> bool:
    """Say whether two frames share a spot."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > SLACK and min(one[3], other[3]) - max(one[1], other[1]) > SLACK
    )


def misfit(part: str, letter: Letter, said: str, mend: str) -> Problem:
    """Say what does not fit, of the record that a part of the letter was printed from."""
    params = (("part", part), ("record", record_of(part)))
    return Problem(f"{name_record(part, letter)}: {said}", mend, code="FIT", params=params)


def name_record(part: str, letter: Letter) -> str:
    """Name the record that a part of the letter was printed from."""
    names = {"sender": letter.letterhead.name, "recipient": letter.recipient, "case": letter.case}
    record = record_of(part)
    return f"{record} “{names[record]}”"


def record_of(part: str) -> str:
    """Tell which kind of record a part of the letter is printed from: sender, recipient or case."""
    return "sender" if part in OF_SENDER else "recipient" if part in OF_RECIPIENT else "case"


def shorten(text: str, length: int = 48) -> str:
    """Keep the beginning of a long text."""
    return text if len(text) <= length else f"{text[:length].rstrip()}…"


RECORD_CHECKS: tuple[Check, ...] = (
    check_field,
    check_info,
    check_head,
    check_return,
    check_exposed,
    check_subject,
    check_pages,
    check_width,
)
SHEET_CHECKS: tuple[Check, ...] = (check_bottom, check_overlap)
