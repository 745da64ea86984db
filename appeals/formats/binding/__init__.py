"""All letters of a batch as one PDF to print: in their order, with bookmarks, each beginning on a sheet's front.

A letter with an odd number of pages is followed by a blank one of its size, so that a printer that prints on both sides
puts no two letters on one sheet; the file asks it to do so along the long edge, in true size, and to take the tray of
each page's paper. What letters share is in the file once. Titles, authors and links stay in the single letters; so
beyond the bookmarks and the pages nobody is named.

The file is PDF/A-3a and PDF/UA-1, as its letters are: each is a part of it, with its own headings, paragraphs, lists
and tables, in its own language. Where a letter has no tags, or there are more objects than PDF/A allows (some 150,000
letters), the file claims neither.

Letters pass through one by one. However many they are, no more is kept than eight bytes an object, some fifty a letter
and a few thousand digests. The same letters in the same order give the same bytes: no date, no path.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count, repeat

from appeals.formats.binding.describing import Structure
from appeals.formats.binding.gathering import Page
from appeals.formats.binding.likeness import Shelf
from appeals.formats.binding.numbering import Numbering, Sink
from appeals.formats.binding.outline import Outline
from appeals.formats.binding.pagetree import PageTree
from appeals.formats.binding.syntax import Unreadable
from appeals.problems import FormatError

MEND = "make the letter anew with `appeals write`, and bind only PDFs that were made so"
PREFERENCES = b"<</Duplex/DuplexFlipLongEdge/PrintScaling/None/PickTrayByPDFSize true%s>>"
BLANK = b"/MediaBox %s/Resources<<>>"


@dataclass(frozen=True, slots=True)
class Bound:
    """A letter to be bound: the words of its bookmark, as the letter itself names the addressee, and its PDF."""

    title: str
    content: bytes
    group: str = ""  # neighbours of one group have their bookmarks below one with these words


class Binder:
    """One PDF of many letters, written while they come."""

    def __init__(self, sink: Sink, *, tagged: bool = True) -> None:
        """Begin a file; `sink` takes its bytes in order, a few hundred thousand at a time."""
        self.letters = 0
        self._numbering = Numbering(sink)
        self._tree = PageTree(self._numbering)
        self._outline = Outline(self._numbering)
        self._structure = Structure(self._numbering) if tagged else None
        self._shelf = Shelf(tagged=tagged)

    @property
    def pages(self) -> int:
        """How many pages there are so far, blank ones among them."""
        return self._tree.pages

    def add(self, letter: Bound) -> None:
        """Write a letter's pages; raise FormatError, with nothing of it written, where it is no PDF of ours."""
        try:
            pages, frame = self._shelf.read(letter.content)
        except Unreadable:
            raise FormatError.of(
                f"the letter “{letter.title}” cannot be bound: {diagnose(letter.content)}", MEND
            ) from None
        keys = count(self._structure.keys) if self._structure and frame else repeat(None)
        numbers = [self._add_page(page, key) for page, key in zip(pages, keys, strict=False)]
        if self._structure:
            self._structure.add(frame, numbers)
        if len(pages) % 2:
            self._tree.add(BLANK % pages[-1].box)
        self._outline.add(letter.title, letter.group, numbers[0])
        self.letters += 1

    def _add_page(self, page: Page, key: int | None) -> int:
        """Write a page, with the key under which its tags are found."""
        content = self._numbering.fill(page.chunks, page.kids)
        return self._tree.add(content if key is None else b"/StructParents %d%s" % (key, content))

    def finish(self) -> None:
        """Write the end of the file; raise FormatError where no letter was bound."""
        if not self.letters:
            raise FormatError.of(
                "there is no letter to bind", "name a case, a recipient and a sender that letters come of"
            )
        said, info = self._structure.finish() if self._structure else (b"", 0)
        shown = PREFERENCES % (b"/DisplayDocTitle true" if said else b"")
        root = self._numbering.reserve()
        parts = (self._tree.finish(), self._outline.finish(), shown, said)
        self._numbering.write(
            root, b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/PageMode/UseOutlines/ViewerPreferences%s%s>>" % parts
        )
        self._numbering.finish(root, info)


def bind(letters: Iterable[Bound], sink: Sink, *, tagged: bool = True) -> int:
    """Write all letters as one PDF, piece by piece into `sink`; return how many they are.

    One that is only drawn, as for a fax, need not be `tagged`.
    Raise FormatError at the first that is no PDF of ours; what went into the sink by then is no whole file.
    """
    binder = Binder(sink, tagged=tagged)
    for letter in letters:
        binder.add(letter)
    binder.finish()
    return binder.letters


def diagnose(content: bytes) -> str:
    """Say what is wrong with a file that could not be read."""
    if not content.startswith(b"%PDF-"):
        return "it is no PDF"
    if b"%%EOF" not in content[-64:]:
        return "its file is cut short"
    if b"/Encrypt" in content:
        return "it is locked with a password"
    return "its file is damaged, or another program has written it"
