"""Writes objects one after the other with new numbers, and at the end where each of them begins (ISO 32000-1, 7.5).

Only that is kept in memory: eight bytes an object, twenty-four for all that are packed into one stream, and the digests
of the objects met lately, so that what letters share is written once.
"""

import zlib
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

from appeals.formats.binding.gathering import Node

Sink = Callable[[bytes], object]
BEGINNING = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
HANDFUL = 2**18  # bytes that go to the sink at a time
RECENT = 4096  # objects remembered by their digest
ROWS = 4096  # of the table of beginnings, packed at a time
# A row of that table: its kind, where the object begins or what it is packed in, and which one of the pack (table 18).
PLACE, SPOT = 5, 2  # bytes
FREE, WRITTEN, PACKED = b"\0" + bytes(PLACE) + b"\xff\xff", b"\1", b"\2"
RETURN = b"\r"
QUICK = 3  # of nine: how hard packs are pressed, of which there is one a letter


class Numbering:
    """Objects on their way to a sink."""

    def __init__(self, sink: Sink) -> None:
        """Begin a file; nothing goes to the sink before a handful is there."""
        self._sink = sink
        self._begins = array("Q", [0])  # of the objects that stand by themselves
        self._firsts, self._skipped, self._packs = array("Q"), array("Q"), array("Q")
        self._parts = [BEGINNING]
        self._waiting = self._size = len(BEGINNING)
        self._recent: OrderedDict[bytes, int] = OrderedDict()
        self._identifier = blake2b(BEGINNING, digest_size=16)

    @property
    def following(self) -> int:
        """The number that is given out next: so many objects there are, none among them."""
        return len(self._begins) + (self._skipped[-1] if self._skipped else 0)

    def reserve(self) -> int:
        """Give out the next number, for an object that is written later."""
        number = self.following
        self._begins.append(0)
        return number

    def pack(self, count: int, start: int, write: Callable[[int], bytes]) -> int:
        """Write some objects into one stream under numbers that follow one another; return the first (7.5.7).

        `write` is given that number, and returns the objects after a line of `start` bytes with their places.
        """
        pack = self.reserve()
        first = self.following
        self._firsts.append(first)
        self._skipped.append(count + (self._skipped[-1] if self._skipped else 0))
        self._packs.append(pack)
        content = compress(write(first))
        head = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n"
        self.write(pack, head % (count, start, len(content)), content, b"\nendstream")
        return first

    def write(self, number: int, *parts: bytes) -> None:
        """Write an object under its number."""
        before = bisect_right(self._firsts, number)
        self._begins[number - (self._skipped[before - 1] if before else 0)] = self._size
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, b"".join(parts)))

    def write_node(self, node: Node) -> int:
        """Write an object with all it refers to, unless that has been done; return its number."""
        number = self._recent.get(node.digest)
        if number is None:
            content = self.fill(node.chunks, node.kids)
            if node.stream is not None:
                content += b"\nstream\n%s\nendstream" % node.stream
            number = self._recent[node.digest] = self.reserve()
            self.write(number, content)
            if len(self._recent) > RECENT:
                self._recent.popitem(last=False)
        else:
            self._recent.move_to_end(node.digest)
        return number

    def fill(self, chunks: Sequence[bytes], kids: Sequence[Node]) -> bytes:
        """Write out what was cut at its references, with their new numbers."""
        if not kids:
            return chunks[0]
        parts = [chunks[0]]
        for kid, chunk in zip(kids, chunks[1:], strict=True):
            parts += (b"%d 0 R" % self.write_node(kid), chunk)
        return b"".join(parts)

    def finish(self, root: int, info: int = 0) -> None:
        """Write where the objects begin, and hand the rest to the sink."""
        begin, number, identifier = self._size, self.reserve(), self._identifier.hexdigest().encode()
        self._begins[-1] = begin
        packer, size = zlib.compressobj(), number + 1
        parts = [packer.compress(rows) for rows in self._list_rows()]
        while (end := packer.copy().flush()).endswith(RETURN):
            parts.append(packer.compress(FREE))
            size += 1
        packed = b"".join((*parts, end))
        self._put(b"%d 0 obj\n<</Type/XRef/Size %d/W[1 %d %d]/Root %d 0 R" % (number, size, PLACE, SPOT, root))
        self._put(b"/Info %d 0 R" % info if info else b"")
        self._put(b"/ID [<%s> <%s>]/Filter/FlateDecode/Length %d>>\nstream\n" % (identifier, identifier, len(packed)))
        self._put(b"%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (packed, begin))
        self._flush()

    def _list_rows(self) -> Iterator[bytes]:
        """Give the rows of the table, some at a time."""
        yield FREE
        spot = 1
        for run, first in enumerate(self._firsts):
            skipped = self._skipped[run - 1] if run else 0
            yield from self._list_written(spot, first - skipped)
            spot = first - skipped
            head = PACKED + self._packs[run].to_bytes(PLACE, "big")
            yield head + head.join(list_spots(self._skipped[run] - skipped))
        yield from self._list_written(spot, len(self._begins))

    def _list_written(self, start: int, end: int) -> Iterator[bytes]:
        for first in range(start, end, ROWS):
            begins = self._begins[first : min(first + ROWS, end)]
            yield b"".join([WRITTEN + begin.to_bytes(PLACE, "big") + bytes(SPOT) for begin in begins])

    def _put(self, content: bytes) -> None:
        self._parts.append(content)
        self._size += len(content)
        self._waiting += len(content)
        if self._waiting > HANDFUL:
            self._flush()

    def _flush(self) -> None:
        content = b"".join(self._parts)
        self._identifier.update(content)
        self._parts, self._waiting = [], 0
        self._sink(content)


def compress(content: bytes) -> bytes:
    """Press bytes quickly, never so that they end in a carriage return (ISO 19005-3, 6.1.7.1)."""
    while (packed := zlib.compress(content, QUICK)).endswith(RETURN):
        content += b"\n"
    return packed


@lru_cache(maxsize=64)
def list_spots(count: int) -> tuple[bytes, ...]:
    """List the last columns of the rows of a pack."""
    return tuple(spot.to_bytes(SPOT, "big") for spot in range(count))
