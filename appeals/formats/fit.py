"""Says what does not fit its sheet: the window of an envelope, the margins, the pages a case allows.

Nothing is made smaller or cut off to make it fit. The letter is refused in a sentence that names the record.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from appeals.formats.measure import Line
from appeals.model.document import Paper
from appeals.model.letter import Letter
from appeals.problems import Problem

ROWS = 9  # of notes and address together; seven of them for the address
WINDOW = 75.0  # the widest address that DIN, Swiss and British windows show wherever the sheet slides in them
RETURN = 80.0  # the text width of the address field of DIN 5008
HEAD = 97.0  # the name of the sender, up to the axis of the sender's lines
CLEAR = 2.0  # white between what stands beside the address and the subject
SLACK = 0.1
SUBJECT_LINES = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """The bounds of a paper in millimetres from its top left corner."""

    left: float
    right: float  # of the text
    edge: float  # of what stands on the second axis
    field: float  # where the address field begins, below the letterhead
    bottom: float  # of the text


SHEETS: dict[Paper, Sheet] = {
    "a4": Sheet(left=25, right=175, edge=200, field=49.7, bottom=265),
    "letter": Sheet(left=25.4, right=181.6, edge=200.8, field=46.1, bottom=248.4),
}
Check = Callable[[Letter, tuple[Line, ...], Sheet], Iterator[Problem]]


def find_misfits(letter: Letter, lines: tuple[Line, ...], paper: Paper) -> Iterator[Problem]:
    """Yield what in the records keeps the letter from its paper, or else what in its style sheets does."""
    for checks in (RECORD_CHECKS, SHEET_CHECKS):
        misfits = tuple(misfit for check in checks for misfit in check(letter, lines, SHEETS[paper]))
        if misfits:
            yield from misfits
            return


def check_field(letter: Letter, lines: tuple[Line, ...], _sheet: Sheet) -> Iterator[Problem]:
    """Compare notes and address with the nine rows they share."""
    notes = sum(line.part == "notes" for line in lines)
    rows = sum(line.part == "address" for line in lines)
    if notes + rows > ROWS:
        yield Problem(
            f"{name_record('address', letter)}: {rows} lines of address and {notes} of notes are {notes + rows}, "
            f"and the address field holds {ROWS}",
            f"leave out a line of the address of “{letter.recipient}”, or a note above it",
        )


def check_info(letter: Letter, lines: tuple[Line, ...], _sheet: Sheet) -> Iterator[Problem]:
    """Compare the end of what stands beside the address with the subject."""
    end = max((line.frame[3] for line in lines if line.part == "info"), default=0.0)
    start = min((line.frame[1] for line in lines if line.part == "subject"), default=end + CLEAR)
    if end > start - CLEAR + SLACK:
        yield Problem(
            f"{name_record('info', letter)}: the lines beside the address (date, reference, telefax) "
            f"take {end - start + CLEAR:.1f} mm more than there is above the subject",
            f"print fewer telefax numbers of “{letter.recipient}”, or shorten what stands beside them",
        )


def check_head(letter: Letter, lines: tuple[Line, ...], sheet: Sheet) -> Iterator[Problem]:
    """Compare the end of the letterhead with the address field."""
    end = max((line.frame[3] for line in lines if line.part in {"organisation", "tagline", "sender"}), default=0.0)
    if end > sheet.field - 5:
        yield Problem(
            f"{name_record('sender', letter)}: the letterhead is {end - sheet.field + 5:.1f} mm too high",
            "give the sender fewer lines, or a shorter name",
        )


def check_subject(letter: Letter, lines: tuple[Line, ...], _sheet: Sheet) -> Iterator[Problem]:
    """Count the lines of the subject."""
    count = sum(line.part == "subject" for line in lines)
    if count > SUBJECT_LINES:
        yield Problem(
            f"{name_record('subject', letter)}: the subject takes {count} lines, and there is room for {SUBJECT_LINES}",
            f"shorten the subject of “{letter.case}”",
        )


def check_pages(letter: Letter, lines: tuple[Line, ...], _sheet: Sheet) -> Iterator[Problem]:
    """Count the pages of the letter, its annexes apart."""
    count = max((line.page for line in lines if line.part not in {"annex", "margin"}), default=1)
    if count > letter.max_pages:
        yield Problem(
            f"{name_record('text', letter)}: the letter to “{letter.recipient}” takes {count} pages, "
            f"and the case allows {letter.max_pages}",
            f"shorten the text of “{letter.case}”, or allow it more pages",
        )


def check_width(letter: Letter, lines: tuple[Line, ...], sheet: Sheet) -> Iterator[Problem]:
    """Compare every line with its column."""
    bounds = {
        "address": sheet.left + WINDOW,
        "notes": sheet.left + WINDOW,
        "return": sheet.left + RETURN,
        "organisation": sheet.left + HEAD,
        "tagline": sheet.left + HEAD,
        "sender": sheet.edge,
        "info": sheet.edge,
    }
    for line in lines:
        start, end = line.frame[0], line.frame[2]
        bound = bounds.get(line.part, sheet.right)
        if start < sheet.left - SLACK or end > bound + SLACK:
            yield Problem(
                f"{name_record(line.part, letter)}: the line “{shorten(line.text)}” on page {line.page} is "
                f"{end - start:.1f} mm wide, and there is room for {bound - start:.1f} mm",
                "shorten it, or break it in two",
            )


def check_bottom(letter: Letter, lines: tuple[Line, ...], sheet: Sheet) -> Iterator[Problem]:
    """Look for text that runs out of the page at its foot, or that a box cuts off."""
    for line in lines:
        low = line.part != "margin" and line.frame[3] > sheet.bottom + SLACK
        if line.clipped or low:
            yield Problem(
                f"{name_record(line.part, letter)}: the line “{shorten(line.text)}” on page {line.page} is cut off",
                "shorten what stands there, or mend the style sheet of the letter",
            )


def check_overlap(letter: Letter, lines: tuple[Line, ...], _sheet: Sheet) -> Iterator[Problem]:
    """Look for lines printed over one another; the first such pair of a page is told."""
    told = set()
    for one, other in combinations(lines, 2):
        if one.page == other.page and one.page not in told and overlap(one, other):
            told.add(one.page)
            yield Problem(
                f"{name_record(other.part, letter)}: the line “{shorten(other.text)}” on page {other.page} "
                f"is printed over “{shorten(one.text)}”",
                "shorten one of them, or mend the style sheet of the letter",
            )


def overlap(one: Line, other: Line) -> bool:
    """Say whether the inked heights of two lines, three fifths of each, share a spot."""
    left, top, right, bottom = one.frame
    other_left, other_top, other_right, other_bottom = other.frame
    trim, other_trim = (bottom - top) / 5, (other_bottom - other_top) / 5
    return (
        min(right, other_right) - max(left, other_left) > SLACK
        and min(bottom - trim, other_bottom - other_trim) - max(top + trim, other_top + other_trim) > SLACK
    )


def name_record(part: str, letter: Letter) -> str:
    """Name the record that a part of the letter was printed from."""
    if part in {"organisation", "tagline", "sender", "return"}:
        return f"sender “{letter.letterhead.name}”"
    if part in {"notes", "address", "info"}:
        return f"recipient “{letter.recipient}”"
    return f"case “{letter.case}”"


def shorten(text: str, length: int = 48) -> str:
    """Keep the beginning of a long text."""
    return text if len(text) <= length else f"{text[:length].rstrip()}…"


RECORD_CHECKS: tuple[Check, ...] = (check_field, check_info, check_head, check_subject, check_pages, check_width)
SHEET_CHECKS: tuple[Check, ...] = (check_bottom, check_overlap)
