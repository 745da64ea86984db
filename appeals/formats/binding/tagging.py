"""Takes the structure of a letter over into a bound file: what is a heading, a paragraph, a list or a table, in order.

Of a form it is read once. What then is written for each letter is one string of bytes with numbers put into it, so
that tagging a letter takes no longer than binding its pages. Elements that say nothing are left out, which halves
their number: wrappers without a meaning (`Div`, `NonStruct`), and the `Span` around each run of a paragraph. PDF/A
allows a file 8,388,607 objects (ISO 19005-3, 6.1.13), and a hundred thousand letters must do with them.

Links are not taken over, since a bound file is for paper: their text is kept as text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from appeals.formats.binding.reading import Pdf
from appeals.formats.binding.syntax import Unreadable, read_entries, read_reference, split

KIDS = re.compile(rb"(\d{1,10}) 0 R|(\d{1,10})")
HEADERS = re.compile(rb"/Headers ?\[[^\]]*\]")  # name cells by identifiers; /Scope says the same without them
SAID = (b"/A", b"/Alt", b"/ActualText", b"/E", b"/Lang")
WRAPPERS = frozenset({b"/Div", b"/NonStruct", b"/Span"})
TEXTS = frozenset({b"/P", b"/H1", b"/H2", b"/H3", b"/H4", b"/H5", b"/H6", b"/Lbl", b"/Caption", b"/Span"})
GROUPS = frozenset({b"/Document", b"/Part", b"/Art", b"/Sect", b"/Div", b"/NonStruct", b"/BlockQuote"})
CELLS = frozenset({b"/LBody", b"/TD", b"/TH"})  # hold runs of text, or paragraphs
DEEPEST = 64  # of elements within elements
MOST_ELEMENTS = 100_000  # of a letter
DOCUMENT = 0  # place of the bound file's own element among the numbers


@dataclass(frozen=True, slots=True)
class Element:
    """An element: what it is, on which page of the letter, what it says of itself, and marks and elements in it."""

    kind: bytes
    page: int
    said: bytes
    kids: tuple["int | Element", ...]

    @property
    def is_wrapper(self) -> bool:
        """Whether it means nothing by itself."""
        return self.kind in WRAPPERS and not self.said

    @property
    def is_text(self) -> bool:
        """Whether it is no more than a run of text, in plain words."""
        return self.is_wrapper and all(isinstance(kid, int) or kid.is_text for kid in self.kids)


@dataclass(frozen=True, slots=True)
class Tags:
    """The structure of a letter, ready to be written: objects one after the other with gaps for their numbers."""

    count: int  # of objects: the elements, and last the way from the pages' marks to them
    content: bytes  # the objects, after a line with their numbers and where each begins
    start: int  # where the first object begins
    places: Callable[[tuple[int, ...]], tuple[int, ...]]  # which of the numbers below stands in which gap
    pages: int

    def write(self, document: int, pages: Sequence[int], first: int, key: int) -> bytes:
        """Write them under the numbers from `first` on; the pages' marks are found under the keys from `key` on."""
        numbers = (document, *pages, *range(key, key + len(pages)), *range(first, first + self.count))
        written: bytes = self.content % self.places(numbers)
        return written


def read_tags(pdf: Pdf, catalogue: dict[bytes, bytes], pages: Sequence[int]) -> tuple[Tags | None, set[int]]:
    """Read the structure of a letter, with the numbers of all objects that it stands in; none where there is none."""
    if b"/StructTreeRoot" not in catalogue:
        return None, set()
    root = read_reference(catalogue[b"/StructTreeRoot"])
    reader = _Reader(pdf, {number: place for place, number in enumerate(pages)}, {root})
    top = [reader.read(number, DEEPEST) for number in split(read_entries(pdf.find(root).raw).get(b"/K", b"")).numbers]
    kids = tuple(
        kid for element in top if element for kid in (element.kids if element.kind == b"/Document" else [element])
    )
    language = catalogue.get(b"/Lang")
    letter = simplify(Element(b"/Part", 0, b"/Lang%s" % language if language else b"", kids))
    return _Writer(len(pages)).write(letter), reader.seen


@dataclass(slots=True)
class _Reader:
    """Reads elements, and keeps account of where they stand."""

    pdf: Pdf
    pages: dict[int, int]
    seen: set[int]

    def read(self, number: int, deepest: int) -> Element | None:
        """Read an element and all in it; None for what is none, as a link's place on the page."""
        if number in self.seen or not deepest or len(self.seen) > MOST_ELEMENTS:
            raise Unreadable
        self.seen.add(number)
        entries = read_entries(self.pdf.find(number).raw)
        if entries.get(b"/Type") == b"/OBJR":
            return None
        kind = entries.get(b"/S", b"")
        said = HEADERS.sub(b"", b"".join(b"%s %s" % (name, entries[name]) for name in SAID if name in entries))
        if entries.get(b"/Type") != b"/StructElem" or split(said).numbers:
            raise Unreadable
        page = self.pages.get(read_reference(entries[b"/Pg"]), -1) if b"/Pg" in entries else 0
        if page < 0:
            raise Unreadable
        kids = tuple(self._read_kids(entries.get(b"/K", b""), deepest - 1))
        return Element(b"/Span" if kind == b"/Link" else kind, page, b"" if said == b"/A <</O /Table>>" else said, kids)

    def _read_kids(self, raw: bytes, deepest: int) -> "Iterator[int | Element]":
        if b"<" in raw:
            raise Unreadable
        for reference, mark in KIDS.findall(raw):
            kid = self.read(int(reference), deepest) if reference else int(mark)
            if kid is not None:
                yield kid


def simplify(element: Element) -> Element:
    """Leave out the elements below one that say nothing."""
    return replace(element, kids=tuple(kept for kid in element.kids for kept in _keep(element, kid)))


def _keep(parent: Element, kid: "int | Element") -> "Iterator[int | Element]":
    """Yield what is kept of one kid."""
    if isinstance(kid, int):
        yield kid
        return
    if kid.is_text and (parent.kind in GROUPS or kid.kind != b"/Div"):
        kid = replace(kid, kind=b"/P" if parent.kind in GROUPS else b"/Span")
    own = simplify(kid)
    whole = all(isinstance(inner, Element) for inner in own.kids)
    near = own.page == parent.page or whole
    if (
        own.is_wrapper
        and near
        and (
            parent.kind in TEXTS
            or (parent.kind in CELLS and (whole or kid.kind != b"/Div"))
            or (parent.kind in GROUPS and whole)
        )
    ):
        yield from own.kids
    elif own.kids or own.said or own.kind not in {b"/P", *WRAPPERS}:
        yield own


@dataclass(slots=True)
class _Writer:
    """Writes elements, their numbers left open."""

    pages: int
    elements: list[bytes] = field(default_factory=list)
    gaps: list[list[int]] = field(default_factory=list)  # of each element
    held: dict[tuple[int, int], int] = field(default_factory=dict)  # page and mark: the element that holds it

    def write(self, letter: Element) -> Tags:
        """Write a letter."""
        self._write(letter, DOCUMENT)
        self.elements.append(self._write_parents())
        ends = [0]
        for content, gaps in zip(self.elements, self.gaps, strict=True):
            ends.append(ends[-1] + len(content % tuple([0] * len(gaps))))
        head = b" ".join(b"%%10d %d" % end for end in ends[:-1]) + b"\n"
        first = self._place(0)
        places = [first + number for number in range(len(self.elements))]
        places += [gap for gaps in self.gaps for gap in gaps]
        start = len(head % tuple([0] * len(self.elements)))
        content = head + b"".join(self.elements)
        return Tags(len(self.elements), content, start, itemgetter(*places), self.pages)

    def _place(self, element: int) -> int:
        """Say where among the numbers that of an element stands: after those of the file, the pages and the keys."""
        return 1 + 2 * self.pages + element

    def _write(self, element: Element, parent: int) -> int:
        """Write an element with all in it; return its place among the numbers."""
        number = len(self.elements)
        own = self._place(number)
        self.elements.append(b"")
        self.gaps.append([])
        kids, gaps = [], []
        for kid in element.kids:
            if isinstance(kid, int):
                kids.append(b"%d" % kid)
                if self.held.setdefault((element.page, kid), own) != own:
                    raise Unreadable
            else:
                kids.append(b"%10d 0 R")
                gaps.append(self._write(kid, own))
        said = element.said.replace(b"%", b"%%")
        parts = (element.kind, said, b" ".join(kids))
        self.elements[number] = b"<</Type/StructElem/S%s%s/P %%10d 0 R/Pg %%10d 0 R/K[%s]>>" % parts
        self.gaps[number] = [parent, 1 + element.page, *gaps]
        return own

    def _write_parents(self) -> bytes:
        """Write the way from the marks of each page to the elements that hold them."""
        rows, gaps = [], [1 + self.pages, 2 * self.pages]
        for page in range(self.pages):
            own = {mark: element for (held, mark), element in self.held.items() if held == page}
            marks = range(max(own, default=-1) + 1)
            rows.append(b"%%10d[%s]" % b" ".join(b"%10d 0 R" if mark in own else b"null" for mark in marks))
            gaps += [1 + self.pages + page, *(own[mark] for mark in marks if mark in own)]
        self.gaps.append(gaps)
        return b"<</Limits[%%10d %%10d]/Nums[%s]>>" % b"".join(rows)
