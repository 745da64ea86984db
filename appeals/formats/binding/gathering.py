"""Gathers what printing a letter needs: its pages, what they draw with, and their tags. Titles and links stay behind.

Each object becomes a node that holds the nodes it refers to, and a digest of all of them: equal digests, equal
objects, whatever numbers they bore in their letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from appeals.formats.binding.reading import Found, Pdf
from appeals.formats.binding.syntax import Unreadable, read_entries, read_reference, read_references, split
from appeals.formats.binding.tagging import Tags, read_tags

BOXES = (b"/MediaBox", b"/CropBox", b"/BleedBox", b"/TrimBox", b"/ArtBox")
KEPT = (*BOXES, b"/Rotate", b"/UserUnit", b"/Group", b"/Resources", b"/Contents")
DEEPEST = 32  # of objects within objects; a letter has six
MOST_PAGES = 10_000  # of a letter, and what leads to them


@dataclass(frozen=True, slots=True)
class Node:
    """An object without its number: its bytes cut at its references, what these lead to, and its stream."""

    chunks: tuple[bytes, ...]
    kids: tuple["Node", ...]
    stream: bytes | None
    digest: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size, all that is kept of it, cut at its references, and what these lead to."""

    box: bytes  # as written, with its brackets
    chunks: tuple[bytes, ...]  # without the brackets of the dictionary
    kids: tuple[Node, ...]
    numbers: tuple[int, ...]  # of the kids, in the letter


@dataclass(frozen=True, slots=True)
class Frame:
    """What is said of all pages of a letter: its structure, its language, and the colours that it was made for."""

    tags: Tags
    language: bytes  # as written
    colours: tuple[bytes, ...]  # the entry of the catalogue, cut at its references
    kids: tuple[Node, ...]


class Letter:
    """One letter's PDF, and what was found in it."""

    def __init__(self, pdf: Pdf, *, tagged: bool = False) -> None:
        """Look into a PDF, for its tags too if asked; raise Unreadable where anything is not as in our letters."""
        self.pdf = pdf
        self.nodes: dict[int, Node] = {}  # what pages draw with, by number
        self.inner: set[int] = set()  # numbers that other nodes lead to
        self.frame = [pdf.root]  # numbers of the objects that lead to the pages, and of the pages
        catalogue = read_entries(pdf.find(pdf.root).raw)
        self._numbers: list[int] = []  # of the pages
        self.pages = tuple(self._walk(read_reference(catalogue.get(b"/Pages", b"")), DEEPEST))
        self.described = self._describe(catalogue) if tagged else None

    def _describe(self, catalogue: dict[bytes, bytes]) -> Frame | None:
        """Read what is said of all pages; None where something of it is missing, or is not as in our letters."""
        if b"/OutputIntents" not in catalogue or b"/Lang" not in catalogue:
            return None
        try:
            tags, seen = read_tags(self.pdf, catalogue, self._numbers)
        except Unreadable:
            return None
        self.frame += seen
        colours = split(catalogue[b"/OutputIntents"])
        kids = tuple(self._find_node(number, DEEPEST) for number in colours.numbers)
        return None if tags is None else Frame(tags, catalogue[b"/Lang"], colours.chunks, kids)

    def _walk(self, number: int, deepest: int) -> Iterator[Page]:
        entries = read_entries(self.pdf.find(number).raw)
        self.frame.append(number)
        if len(self.frame) > MOST_PAGES:
            raise Unreadable
        kind = entries.get(b"/Type")
        if kind == b"/Page":
            self._numbers.append(number)
            yield self._read_page(entries)
        elif kind == b"/Pages" and deepest:
            for kid in read_references(entries.get(b"/Kids", b"")):
                yield from self._walk(kid, deepest - 1)
        else:
            raise Unreadable

    def _read_page(self, entries: dict[bytes, bytes]) -> Page:
        if b"/MediaBox" not in entries or b"/Resources" not in entries:
            raise Unreadable
        parts = split(b"".join(b"%s %s" % (name, entries[name]) for name in KEPT if name in entries))
        kids = tuple(self._find_node(number, DEEPEST) for number in parts.numbers)
        return Page(entries[b"/MediaBox"], parts.chunks, kids, parts.numbers)

    def _find_node(self, number: int, deepest: int) -> Node:
        if not deepest:
            raise Unreadable  # it holds itself
        if number not in self.nodes:
            found = self.pdf.find(number)
            parts = split(found.raw)
            self.inner.update(parts.numbers)
            kids = tuple(self._find_node(kid, deepest - 1) for kid in parts.numbers)
            self.nodes[number] = make_node(found, parts.chunks, kids)
        return self.nodes[number]


def make_node(found: Found, chunks: tuple[bytes, ...], kids: tuple[Node, ...] = ()) -> Node:
    """Make a node of an object, with the digest of all that it is."""
    stream = found.stream or b""
    head = b"%d %d %d\n" % (len(kids), len(found.raw), -1 if found.stream is None else len(stream))
    content = b"".join([head, *(b"%d\n%s" % (len(chunk), chunk) for chunk in chunks), *(kid.digest for kid in kids)])
    digest = blake2b(content, digest_size=16)
    digest.update(stream)
    return Node(chunks, kids, found.stream, digest.digest())
