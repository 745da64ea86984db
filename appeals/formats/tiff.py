"""TIFF for fax (RFC 3949, profile S; profile F with MMR): the table of tags, and the writer of the file.

Pillow's libtiff codes the pages; the container is written here, because Pillow 13 cannot write PageNumber and calls
white what is black. The reader that stands at the other end is `tiff_reader.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import pack

from appeals.model.fax import Coding, Resolution

WIDTH = 1728  # pels of a line of 215 mm (ITU-T T.4)
ACROSS = 204  # pels an inch
DOWN: dict[Resolution, int] = {"fine": 196, "standard": 98}  # rows an inch

SHORT, LONG, RATIONAL = 3, 4, 5
FORMS = {SHORT: "H", LONG: "I", RATIONAL: "II"}

SUBFILE, COLUMNS, ROWS, BITS, COMPRESSION, PHOTOMETRIC, FILL_ORDER = 254, 256, 257, 258, 259, 262, 266
STRIP_OFFSETS, ORIENTATION, SAMPLES, ROWS_PER_STRIP, STRIP_BYTES = 273, 274, 277, 278, 279
X_RESOLUTION, Y_RESOLUTION, T4_OPTIONS, T6_OPTIONS, UNIT, PAGE_NUMBER = 282, 283, 292, 293, 296, 297

COMPRESSIONS: dict[Coding, int] = {"mh": 3, "mmr": 4}
OPTIONS: dict[Coding, int] = {"mh": T4_OPTIONS, "mmr": T6_OPTIONS}
HEAD = pack("<2sHI", b"II", 42, 8)
FLIPPED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True, slots=True)
class FaxPage:
    """One page as it stands in the file: its rows, and its one strip, the lowest bit of each byte first."""

    rows: int
    strip: bytes


@dataclass(frozen=True, slots=True)
class Fax:
    """The pages of one file, all in one coding and resolution."""

    coding: Coding
    resolution: Resolution
    pages: tuple[FaxPage, ...]


def flip(strip: bytes) -> bytes:
    """Turn the bits of every byte around: FillOrder 1 becomes 2, and 2 becomes 1."""
    return strip.translate(FLIPPED)


def write_tiff(fax: Fax) -> bytes:
    """Write the file: each directory before its strip, in the order of the pages; same pages, same bytes."""
    content = bytearray(HEAD)
    for number, page in enumerate(fax.pages):
        entries = list_entries(fax, page, number)
        directory = len(content)
        values = directory + 2 + 12 * len(entries) + 4
        spilled = b"".join(packed for packed in map(pack_values, entries) if len(packed) > 4)  # noqa: PLR2004 -- bytes
        strip = values + len(spilled)
        after = strip + len(page.strip) + len(page.strip) % 2
        content += pack("<H", len(entries))
        for tag, form, *numbers in entries:
            entry = (tag, form, strip) if tag == STRIP_OFFSETS else (tag, form, *numbers)
            packed = pack_values(entry)
            count = len(numbers) // len(FORMS[form])
            if len(packed) > 4:  # noqa: PLR2004 -- a value of more than four bytes stands behind the directory
                content += pack("<HHII", tag, form, count, values)
                values += len(packed)
            else:
                content += pack("<HHI4s", tag, form, count, packed)
        content += pack("<I", after if number + 1 < len(fax.pages) else 0) + spilled + page.strip
        content += bytes(len(page.strip) % 2)
    return bytes(content)


def list_entries(fax: Fax, page: FaxPage, number: int) -> list[tuple[int, ...]]:
    """List tag, type and values of one page, by tag; where the strip stands is filled in later."""
    return [
        (SUBFILE, LONG, 2),
        (COLUMNS, LONG, WIDTH),
        (ROWS, LONG, page.rows),
        (BITS, SHORT, 1),
        (COMPRESSION, SHORT, COMPRESSIONS[fax.coding]),
        (PHOTOMETRIC, SHORT, 0),
        (FILL_ORDER, SHORT, 2),
        (STRIP_OFFSETS, LONG, 0),
        (ORIENTATION, SHORT, 1),
        (SAMPLES, SHORT, 1),
        (ROWS_PER_STRIP, LONG, page.rows),
        (STRIP_BYTES, LONG, len(page.strip)),
        (X_RESOLUTION, RATIONAL, ACROSS, 1),
        (Y_RESOLUTION, RATIONAL, DOWN[fax.resolution], 1),
        (OPTIONS[fax.coding], LONG, 0),
        (UNIT, SHORT, 2),
        (PAGE_NUMBER, SHORT, number, len(fax.pages)),
    ]


def pack_values(entry: tuple[int, ...]) -> bytes:
    """Pack the values of an entry as they stand in the file."""
    _, form, *numbers = entry
    return b"".join(_pack_each(FORMS[form], numbers))


def _pack_each(form: str, numbers: list[int]) -> Iterator[bytes]:
    for start in range(0, len(numbers), len(form)):
        yield pack(f"<{form}", *numbers[start : start + len(form)])
