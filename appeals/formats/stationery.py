"""What a letter is put onto and into: the paper, the window, the envelope, the labels; chosen by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from appeals.formats.sizes import ENVELOPES, LABEL_SHEETS, PAPER_SIZES, Envelope, LabelSheet, PaperSize
from appeals.formats.windows import NAMES, WINDOWS, Window
from appeals.model.document import Paper
from appeals.model.fax import PLAIN, FaxSetup
from appeals.problems import UsageError

Kept = TypeVar("Kept")
USUAL_WINDOW: dict[Paper, str] = {"a4": "din-b", "letter": "none"}
USUAL_ENVELOPE: dict[Paper, str] = {"a4": "dl", "letter": "us-10"}
USUAL_LABELS: dict[Paper, str] = {"a4": "l7163", "letter": "5163"}


@dataclass(frozen=True, slots=True)
class Stationery:
    """What one run of letters is printed on; the window knows its paper."""

    window: Window
    envelope: Envelope
    labels: LabelSheet
    fax: FaxSetup = PLAIN

    @property
    def paper(self) -> PaperSize:
        """The size of the paper."""
        return PAPER_SIZES[self.window.paper]


def choose_stationery(paper: str = "", window: str = "", envelope: str = "", labels: str = "") -> Stationery:
    """Choose by names, an empty one being what is usual; raise UsageError where two of them do not go together.

    A window, or else a sheet of labels, brings its paper with it. American windows show too few lines for an
    address abroad; so US Letter is laid out for none unless one is named.
    """
    size = _choose_paper(paper, window, labels)
    name = window or USUAL_WINDOW[size]
    if (size, name) not in WINDOWS:
        fitting = ", ".join(other.name for other in WINDOWS.values() if other.paper == size)
        raise UsageError.of(
            f"the window “{name}” is not made for the paper “{size}”"
            if name in NAMES
            else f"there is no window “{name}”",
            f"use one of: {fitting}; or another paper",
        )
    sheet = _pick("sheet of labels", labels or USUAL_LABELS[size], LABEL_SHEETS)
    if sheet.paper != size:
        raise UsageError.of(
            f"the labels “{labels}” are not made for the paper “{size}”",
            f"use one of: {', '.join(key for key, other in LABEL_SHEETS.items() if other.paper == size)}",
        )
    return Stationery(WINDOWS[size, name], _pick("envelope", envelope or USUAL_ENVELOPE[size], ENVELOPES), sheet)


def _choose_paper(paper: str, window: str, labels: str) -> Paper:
    """Take the paper that was named, or the one that the window or the labels are made for, or A4."""
    if paper and paper not in PAPER_SIZES:
        raise UsageError.of(f"there is no paper “{paper}”", f"use one of: {', '.join(PAPER_SIZES)}")
    for size in PAPER_SIZES:
        made = (size, window) in WINDOWS if window else labels in LABEL_SHEETS and LABEL_SHEETS[labels].paper == size
        if size == paper or (made and not paper):
            return size
    return "a4"


def _pick(kind: str, name: str, table: Mapping[str, Kept]) -> Kept:
    if name not in table:
        raise UsageError.of(f"there is no {kind} “{name}”", f"use one of: {', '.join(table)}")
    return table[name]


A4 = choose_stationery()
LETTER = choose_stationery("letter")
