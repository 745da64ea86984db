"""What a bound file says of itself: its structure from the top, its colours, and which standards it keeps.

It keeps PDF/A-3a and PDF/UA-1 where each of its letters has tags and all were made for the same colours, and where it
has no more objects than PDF/A allows; otherwise it claims nothing.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from appeals.formats.binding.gathering import Frame
from appeals.formats.binding.numbering import Numbering
from appeals.formats.metadata import CLAIM

MOST_OBJECTS = 8_388_607  # ISO 19005-3, 6.1.13
BREADTH = 64  # kids of a node
Node = tuple[int, int, int]  # its number, its first key, and the key after its last
TITLE = b"Letters to print"
ABOUT = b"""\
<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<rdf:Description rdf:about="" pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description rdf:about="">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
%s</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


class Structure:
    """The tags of all letters, one part a letter, in a document."""

    def __init__(self, numbering: Numbering) -> None:
        """Begin with no letter."""
        self.keys = 0  # given to pages so far
        self._numbering = numbering
        self._document = numbering.reserve()
        self._letters = array("Q")  # the number of each letter's part
        self._ways = array("Q")  # of each letter: the number of its way from marks to elements, and its first key
        self._first: Frame | None = None
        self._is_whole = True

    def add(self, frame: Frame | None, pages: Sequence[int]) -> None:
        """Write the tags of a letter, whose pages were given the next keys."""
        self._first = self._first or frame
        if frame is None or self._first is None or not is_alike(frame, self._first):
            self._is_whole = False
            return
        tags, key = frame.tags, self.keys
        first = self._numbering.pack(
            tags.count, tags.start, lambda number: tags.write(self._document, pages, number, key)
        )
        self._letters.append(first)
        self._ways.extend((first + tags.count - 1, key))
        self.keys += len(pages)

    def finish(self) -> tuple[bytes, int]:
        """Write the end; return what the catalogue says of it, and the number of the title: all of it, or nothing."""
        if not self._is_whole or self._first is None or self._numbering.following > MOST_OBJECTS:
            return b"", 0
        first, numbering = self._first, self._numbering
        root, about, info = numbering.reserve(), numbering.reserve(), numbering.reserve()
        numbering.write(info, b"<</Title(%s)>>" % TITLE)
        kids = b" ".join([b"%d 0 R" % number for number in self._letters])
        numbering.write(self._document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (root, kids))
        parts = (self._document, self._write_ways(), self.keys)
        numbering.write(root, b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>" % parts)
        words = ABOUT % (TITLE, CLAIM)
        head = b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n" % len(words)
        numbering.write(about, head, words, b"\nendstream")
        said = (first.language, numbering.fill(first.colours, first.kids), about, root)
        return b"/MarkInfo<</Marked true>>/Lang%s/OutputIntents %s/Metadata %d 0 R/StructTreeRoot %d 0 R" % said, info

    def _write_ways(self) -> int:
        """Write the tree above the letters' ways from marks to elements, from below; return the number of its root."""
        ends = chain(self._ways[3::2], (self.keys,))
        nodes: Iterable[Node] = zip(self._ways[::2], self._ways[1::2], ends, strict=True)
        left = len(self._letters)
        while left > BREADTH:
            rows, above = iter(nodes), []
            while row := tuple(islice(rows, BREADTH)):
                first, end = row[0][1], row[-1][2]
                above.append((self._write_node(row, b"/Limits[%d %d]" % (first, end - 1)), first, end))
            nodes, left = above, len(above)
        return self._write_node(nodes, b"")

    def _write_node(self, nodes: Iterable[Node], limits: bytes) -> int:
        number = self._numbering.reserve()
        kids = b" ".join([b"%d 0 R" % node[0] for node in nodes])
        self._numbering.write(number, b"<<%s/Kids[%s]>>" % (limits, kids))
        return number


def is_alike(one: Frame, other: Frame) -> bool:
    """Say whether two letters were made for the same colours."""
    digests = [[kid.digest for kid in frame.kids] for frame in (one, other)]
    return one.colours == other.colours and digests[0] == digests[1]
