"""Finds the objects of a letter's PDF: cross-reference tables and streams, and streams of objects.

ISO 32000-1, 7.5. Only what WeasyPrint's writer and our own write is read; entries are looked up when they are asked
for, since of two letters of one batch nearly all objects are the same and need no second look.
"""

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

from appeals.formats.binding.syntax import (
    Unreadable,
    find_end,
    read_entries,
    read_number,
    read_numbers,
    read_reference,
    skip,
)

MARK = re.compile(rb"%PDF-1\.\d\n%\xf0\x9f\x96\xa4\n")  # how every file of our PDF writer begins
HEAD = re.compile(rb"(\d{1,10}) 0 obj\s+")
LAST = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
LAST_BYTES = 64  # more than the last lines need
TABLE = re.compile(rb"xref\n0 (\d{1,10}) ?\n")
ROW = 20  # bytes
STREAM = re.compile(rb"\s*stream\r?\n")
SHORT = re.compile(rb"(\d{1,10}) 0 obj\n(<<(?:/Filter /FlateDecode)?/Length (\d{1,10})>>)\nstream\n")  # most streams
IDENTIFIER = re.compile(rb"/ID ?\[[<(][0-9a-f]+[>)] ?[<(][0-9a-f]+[>)]\]")
END_STREAM = re.compile(rb"\r?\n?endstream\s+endobj\b")
END_OBJECT = re.compile(rb"\s*endobj\b")
MOST = 2**26  # bytes of a stream of objects; ours have some thousand
IN_FILE, IN_STREAM = 1, 2  # the kinds of entries in use (table 18)

Entry = tuple[int, int]  # kind; offset, or number of the stream


@dataclass(frozen=True, slots=True)
class Found:
    """One object as it stands in the file, and the data of its stream."""

    raw: bytes  # of a stream: its dictionary
    stream: bytes | None = None
    begin: int = 0  # where it stands in the file, from its number on; nowhere within a stream of objects
    end: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """Cross-references as one run of rows of the same width: of a table, or of a stream."""

    content: bytes
    start: int
    count: int
    widths: tuple[int, int, int] | None  # none: the rows of a table

    def look_up(self, number: int) -> Entry:
        """Read the entry of one object."""
        if not 0 <= number < self.count:
            raise Unreadable
        row = self.cut(number, number + 1)
        if self.widths is None:
            return IN_FILE if row[17:18] == b"n" else 0, read_number(row[:10])
        one, two, _ = self.widths
        return int.from_bytes(row[:one]), int.from_bytes(row[one : one + two])

    def cut(self, first: int, last: int) -> bytes:
        """Cut out the rows from one number to before another, as they are written."""
        width = sum(self.widths) if self.widths else ROW
        return self.content[self.start + first * width : self.start + last * width]


class Pdf:
    """The PDF of one letter, and where its objects stand."""

    def __init__(self, content: bytes) -> None:
        """Read the end of the file, which says where all else is; raise Unreadable where it is not ours."""
        last = LAST.search(content, max(0, len(content) - LAST_BYTES))
        if not MARK.match(content) or not last:
            raise Unreadable
        self.content = content
        self._packed: dict[int, dict[int, bytes]] = {}
        self.rows, trailer = self._read_references(int(last[1]))
        if b"/Encrypt" in trailer or b"/Prev" in trailer:
            raise Unreadable
        self.root = read_reference(trailer.get(b"/Root", b""))  # the number of the catalogue

    def _read_references(self, at: int) -> tuple[Rows, dict[bytes, bytes]]:
        table = TABLE.match(self.content, at)
        if not table:
            return self._read_reference_stream(at)
        start, count = table.end(), int(table[1])
        end = start + ROW * count
        if not self.content.startswith(b"trailer", end):
            raise Unreadable
        begin = skip(self.content, end + len(b"trailer"))
        return Rows(self.content, start, count, None), read_entries(self.content[begin : find_end(self.content, begin)])

    def _read_reference_stream(self, at: int) -> tuple[Rows, dict[bytes, bytes]]:
        found = self._read_at(at)
        size, (one, two, three) = read_layout(found.raw)
        rows = inflate(found)
        if len(rows) != size * (one + two + three):
            raise Unreadable
        return Rows(rows, 0, size, (one, two, three)), read_entries(found.raw)

    def find(self, number: int) -> Found:
        """Return an object; raise Unreadable where it is not where the file says."""
        kind, place = self.rows.look_up(number)
        if kind == IN_FILE:
            return self._read_at(place, number)
        if kind != IN_STREAM:
            raise Unreadable
        if place not in self._packed:
            holder, at = self.rows.look_up(place)
            self._packed[place] = unpack(self._read_at(at, place)) if holder == IN_FILE else {}
        if number not in self._packed[place]:
            raise Unreadable
        return Found(self._packed[place][number])

    def _read_at(self, at: int, number: int | None = None) -> Found:
        if short := SHORT.match(self.content, at):
            if number not in (None, int(short[1])):
                raise Unreadable
            return self._read_stream(short[2], int(short[3]), (at, short.end()))
        head = HEAD.match(self.content, at)
        if not head or number not in (None, int(head[1])):
            raise Unreadable
        end = find_end(self.content, head.end())
        raw = IDENTIFIER.sub(b"", self.content[head.end() : end])  # so that those of many letters are the same
        if not (opening := STREAM.match(self.content, end)):
            if not (closing := END_OBJECT.match(self.content, end)):
                raise Unreadable
            return Found(raw, None, at, closing.end())
        length = read_number(read_entries(raw).get(b"/Length", b""))
        return self._read_stream(raw, length, (at, opening.end()))

    def _read_stream(self, raw: bytes, length: int, begins: tuple[int, int]) -> Found:
        """Read the data of a stream: where it begins with its number, and where its data begin."""
        at, begin = begins
        closing = END_STREAM.match(self.content, begin + length)
        if not closing:
            raise Unreadable
        return Found(raw, self.content[begin : begin + length], at, closing.end())


@lru_cache(maxsize=64)
def read_layout(raw: bytes) -> tuple[int, tuple[int, ...]]:
    """Read of a stream of cross-references how many rows it has, and how wide their columns are."""
    entries = read_entries(raw)
    size = read_number(entries.get(b"/Size", b""))
    if entries.get(b"/Index", b"[0 %d]" % size).strip(b"[] ").split() != [b"0", b"%d" % size]:
        raise Unreadable
    return size, read_numbers(entries.get(b"/W", b"").strip(b"[]"), 3)


def unpack(found: Found) -> dict[int, bytes]:
    """Take the objects out of a stream of objects, by their numbers."""
    entries, data = read_entries(found.raw), inflate(found)
    count, first = (read_number(entries.get(name, b"")) for name in (b"/N", b"/First"))
    table = read_numbers(data[:first], 2 * count)
    ends = (*table[3::2], len(data) - first)
    spans = zip(table[::2], table[1::2], ends, strict=True)
    return {number: data[first + start : first + end].strip() for number, start, end in spans}


def inflate(found: Found) -> bytes:
    """Return the data of a stream before compression."""
    entries = read_entries(found.raw)
    if found.stream is None or b"/DecodeParms" in entries or entries.get(b"/Filter") not in (None, b"/FlateDecode"):
        raise Unreadable
    if b"/Filter" not in entries:
        return found.stream
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(found.stream, MOST)
    except zlib.error:
        raise Unreadable from None
    if not inflater.eof:
        raise Unreadable
    return content
