"""How long a fax takes, from its pages and the line, before anyone dials.

The figures were fitted to 75 calls of two soft modems (spandsp 0.0.6) to one another, and checked on 60 further calls:
at worst 1.2 per cent off, and without error correction 0.04 s. A receiver that is slow to move its paper (minimum scan
line time, ITU-T T.30) can take longer without error correction: give its milliseconds where they are known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from appeals.model.fax import LineCoding

DIALLING = (5, 15)  # seconds from the last digit to the answer; not part of what is reckoned, nor usually of the bill


@dataclass(frozen=True, slots=True)
class Line:
    """What the two machines agree on: bits a second, error correction, and how pages are coded."""

    rate: int
    corrected: bool
    coding: LineCoding

    def __str__(self) -> str:
        """Write it as `14400 bit/s, MMR with error correction`."""
        return f"{self.rate} bit/s, {self.coding.upper()} {'with' if self.corrected else 'without'} error correction"


# rate, corrected -> seconds for the call, and for each page after the first
OVERHEAD: Mapping[tuple[int, bool], tuple[float, float]] = {
    (14400, True): (16.3, 3.05),
    (14400, False): (15.92, 2.62),
    (9600, True): (15.3, 3.15),
    (9600, False): (14.89, 2.72),
    (4800, True): (16.3, 3.75),
    (4800, False): (15.85, 3.20),
}
FRAMING: Mapping[LineCoding, float] = {"mmr": 1.071, "mr": 1.064, "mh": 1.054}  # what error correction adds
LINES = (  # from the quickest to the slowest that two machines of today may agree on
    Line(14400, corrected=True, coding="mmr"),
    Line(14400, corrected=False, coding="mh"),
    Line(9600, corrected=True, coding="mmr"),
    Line(9600, corrected=False, coding="mh"),
    Line(4800, corrected=True, coding="mmr"),
    Line(4800, corrected=False, coding="mh"),
)


def page_seconds(pages: Sequence[int], line: Line) -> tuple[float, ...]:
    """Reckon the seconds that each page takes, from its bytes in the coding of the line; the first opens the call."""
    opening, turning = OVERHEAD[line.rate, line.corrected]
    framing = FRAMING[line.coding] if line.corrected else 1
    return tuple((turning if number else opening) + 8 * size * framing / line.rate for number, size in enumerate(pages))


def call_seconds(pages: Sequence[int], line: Line) -> float:
    """Reckon the seconds from the answer to the end of the call."""
    return sum(page_seconds(pages, line))


def row_bytes(rows: Sequence[int], line: Line, scan_milliseconds: float) -> int:
    """Reckon the bytes of a page, from the bits of its rows, for a receiver that needs some time for each row.

    Without error correction every short row is filled up to that time (ITU-T T.4); with it no row is.
    """
    least = 0 if line.corrected else line.rate * scan_milliseconds / 1000
    return round(sum(max(bits, least) for bits in rows) / 8)
