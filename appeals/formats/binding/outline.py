"""The bookmarks of a bound file: one a letter, below one a group where groups are named (ISO 32000-1, 12.3.3).

A bookmark names the one after it; so the last one of each level is kept until the next is known, or there is none.
"""

from dataclasses import dataclass

from appeals.formats.binding.numbering import Numbering


@dataclass(slots=True)
class Bookmark:
    """A bookmark that waits for the next one."""

    number: int
    content: bytes  # its words, where it leads, and those before and above it
    below: bytes = b""  # which are below it


class Level:
    """The bookmarks below one parent."""

    def __init__(self, numbering: Numbering, parent: int) -> None:
        """Begin an empty level."""
        self.last = Bookmark(0, b"")
        self._numbering = numbering
        self._parent = parent
        self._first = self._count = 0

    def add(self, title: str, page: int) -> None:
        """Take in a bookmark and write the one before it."""
        number = self._numbering.reserve()
        content = b"<</Title %s/Parent %d 0 R/Dest[%d 0 R/Fit]" % (write_text(title), self._parent, page)
        if self._count:
            content += b"/Prev %d 0 R" % self.last.number
            self._write(self.last, b"/Next %d 0 R" % number)
        self._first = self._first or number
        self._count += 1
        self.last = Bookmark(number, content)

    def finish(self, sign: int) -> bytes:
        """Write the last bookmark; return what the parent says of this level, closed where the sign is below zero."""
        self._write(self.last, b"")
        return b"/First %d 0 R/Last %d 0 R/Count %d" % (self._first, self.last.number, sign * self._count)

    def _write(self, bookmark: Bookmark, following: bytes) -> None:
        self._numbering.write(bookmark.number, bookmark.content, bookmark.below, following, b">>")


class Outline:
    """All bookmarks of a file."""

    def __init__(self, numbering: Numbering) -> None:
        """Begin without bookmarks."""
        self._numbering = numbering
        self._number = numbering.reserve()
        self._level = Level(numbering, self._number)
        self._group = ""
        self._inner: Level | None = None

    def add(self, title: str, group: str, page: int) -> None:
        """Take in a bookmark that leads to a page; neighbours with the same group stand below one of its name."""
        if group != self._group:
            self._close_group()
            self._group = group
            if group:
                self._level.add(group, page)
                self._inner = Level(self._numbering, self._level.last.number)
        (self._inner or self._level).add(title, page)

    def finish(self) -> int:
        """Write what is left; return the number of the outline itself."""
        self._close_group()
        self._numbering.write(self._number, b"<</Type/Outlines", self._level.finish(1), b">>")
        return self._number

    def _close_group(self) -> None:
        if self._inner:
            self._level.last.below = self._inner.finish(-1)
        self._inner = None


def write_text(words: str) -> bytes:
    """Write words as a text string, on one line (ISO 32000-1, 7.9.2.2)."""
    words = " ".join(words.split())
    if words.isascii() and words.isprintable():
        return b"(%s)" % words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode()
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().upper().encode()
