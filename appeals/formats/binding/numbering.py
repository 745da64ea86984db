"""Writes objects one after the other with new numbers, and at the end where each of them begins (ISO 32000-1, 7.5).

Only that is kept in memory: eight bytes an object, and the digests of the objects met lately, so that what letters
share is written once.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from hashlib import blake2b

from appeals.formats.binding.gathering import Node

Sink = Callable[[bytes], object]
BEGINNING = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
HANDFUL = 2**18  # bytes that go to the sink at a time
RECENT = 4096  # objects remembered by their digest
ROWS = 4096  # of the table of beginnings, written at a time


class Numbering:
    """Objects on their way to a sink."""

    def __init__(self, sink: Sink) -> None:
        """Begin a file; nothing goes to the sink before a handful is there."""
        self._sink = sink
        self._begins = array("Q", [0])
        self._parts = [BEGINNING]
        self._waiting = self._size = len(BEGINNING)
        self._recent: OrderedDict[bytes, int] = OrderedDict()
        self._identifier = blake2b(BEGINNING, digest_size=16)

    def reserve(self) -> int:
        """Give out the next number, for an object that is written later."""
        self._begins.append(0)
        return len(self._begins) - 1

    def write(self, number: int, *parts: bytes) -> None:
        """Write an object under its number."""
        self._begins[number] = self._size
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

    def finish(self, root: int) -> None:
        """Write where the objects begin, and hand the rest to the sink."""
        begin, identifier = self._size, self._identifier.hexdigest().encode()
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._begins))
        for first in range(1, len(self._begins), ROWS):
            self._put(b"".join(b"%010d 00000 n \n" % place for place in self._begins[first : first + ROWS]))
        self._put(b"trailer\n<</Size %d/Root %d 0 R" % (len(self._begins), root))
        self._put(b"/ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n" % (identifier, identifier, begin))
        self._flush()

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
