"""Reads letters that are like one read before: all that they share stands in the same place with the same bytes.

Letters of one form differ in what their pages draw and in nothing else that is printed. Once that is seen to be so, by
comparing bytes, only those drawings are read; the rest is taken over from the letter read before.
"""

from collections import deque
from collections.abc import Iterable, Sequence

from appeals.formats.binding.gathering import Frame, Letter, Node, Page, make_node
from appeals.formats.binding.reading import IN_STREAM, Found, Pdf

ROOM = 8  # letters kept to compare with

Span = tuple[int, int]
Places = tuple[tuple[Span, ...], tuple[Span, ...]]  # runs of rows, and of bytes


class Likeness:
    """A letter that was read as a whole, and what later ones of its form may have of their own."""

    def __init__(self, letter: Letter) -> None:
        """Take the letter; nothing may differ yet."""
        self._letter = letter
        self.described = letter.described
        self._all = set(letter.frame) | letter.nodes.keys()
        drawn = {number for page in letter.pages for number in page.numbers} - letter.inner
        self._drawings = {number for number in drawn if is_drawing(letter.pdf.find(number))}
        self._own: frozenset[int] = frozenset()  # the drawings that differ
        self._core = self._locate(self._all - self._drawings)
        self._shared = self._locate(self._all)

    def read(self, pdf: Pdf) -> Sequence[Page] | None:
        """Return the pages of a letter of the same form; None where it is of another."""
        if pdf.root != self._letter.pdf.root or pdf.rows.widths != self._letter.pdf.rows.widths:
            return None
        if not self._is_shared(pdf, self._shared) and not self._learn(pdf):
            return None
        found = {number: pdf.find(number) for number in self._own}
        if not all(is_drawing(one) for one in found.values()):
            return None
        own = {number: make_node(one, (one.raw,)) for number, one in found.items()}
        return tuple(self._take_over(page, own) for page in self._letter.pages)

    def _take_over(self, page: Page, own: dict[int, Node]) -> Page:
        if own.keys().isdisjoint(page.numbers):
            return page
        kids = tuple([own.get(number) or self._letter.nodes[number] for number in page.numbers])
        return Page(page.box, page.chunks, kids, page.numbers)

    def _learn(self, pdf: Pdf) -> bool:
        """Say whether all but drawings is shared; if so, take note of the drawings that differ."""
        if not self._is_shared(pdf, self._core):
            return False
        self._own |= {number for number in self._drawings if not self._is_shared(pdf, self._locate({number}))}
        self._shared = self._locate(self._all - self._own)
        return True

    def _is_shared(self, pdf: Pdf, places: Places) -> bool:
        rows, spans = places
        here, there = pdf, self._letter.pdf
        for first, last in rows:
            if here.rows.cut(first, last) != there.rows.cut(first, last):
                return False
        return all(here.content[begin:end] == there.content[begin:end] for begin, end in spans)

    def _locate(self, numbers: set[int]) -> Places:
        """Say where objects stand: the runs of their rows, and those of their bytes."""
        pdf = self._letter.pdf
        places = {number: pdf.rows.look_up(number) for number in numbers}
        holders = {place for kind, place in places.values() if kind == IN_STREAM}
        spans = {(found.begin, found.end + 1) for found in map(pdf.find, numbers | holders) if found.end}
        return merge((number, number + 1) for number in numbers | holders), merge(spans)


def is_drawing(found: Found) -> bool:
    """Say whether an object is a stream that refers to nothing."""
    return found.stream is not None and b" R" not in found.raw


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that touch."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return tuple(joined)


class Shelf:
    """A few letters, each the first seen of its form, for the next ones to be compared with."""

    def __init__(self, *, tagged: bool = False) -> None:
        """Begin with none; where there is no more room, the one that was of no use for longest goes."""
        self._tagged = tagged
        self._known: deque[Likeness] = deque(maxlen=ROOM)

    def read(self, content: bytes) -> tuple[Sequence[Page], Frame | None]:
        """Return the pages of a letter in their order, and what is said of them; raise Unreadable if it is not ours."""
        pdf = Pdf(content)
        for known in reversed(self._known):
            if pages := known.read(pdf):
                if known is not self._known[-1]:
                    self._known.remove(known)
                    self._known.append(known)
                return pages, known.described
        letter = Letter(pdf, tagged=self._tagged)
        self._known.append(Likeness(letter))
        return letter.pages, letter.described
