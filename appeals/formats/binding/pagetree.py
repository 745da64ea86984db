"""The tree of a bound file's pages, balanced and written as it grows (ISO 32000-1, 7.7.3).

Of each level only the node that can still take kids is kept.
"""

from dataclasses import dataclass, field

from appeals.formats.binding.numbering import Numbering

BREADTH = 64  # kids of a node


@dataclass(slots=True)
class Branch:
    """A node that can still grow: its number, its kids, and how many pages are below it."""

    number: int
    kids: list[int] = field(default_factory=list)
    pages: int = 0


class PageTree:
    """The pages, sixty-four to a node, and as many nodes to the next."""

    def __init__(self, numbering: Numbering) -> None:
        """Begin with one node of the lowest level."""
        self.pages = 0
        self._numbering = numbering
        self._levels = [Branch(numbering.reserve())]

    def add(self, content: bytes) -> int:
        """Write a page, given as its dictionary without brackets, type and parent; return its number."""
        branch = self._make_room(0)
        number = self._numbering.reserve()
        self._numbering.write(number, b"<</Type/Page/Parent %d 0 R" % branch.number, content, b">>")
        branch.kids.append(number)
        branch.pages += 1
        self.pages += 1
        return number

    def finish(self) -> int:
        """Write the nodes that are still open; return the number of the root."""
        for level in range(len(self._levels) - 1):
            self._close(level)
        root = self._levels[-1]
        self._write(root, b"")
        return root.number

    def _make_room(self, level: int) -> Branch:
        """Return the open node of a level, a new one where the old is full."""
        if level == len(self._levels):
            self._levels.append(Branch(self._numbering.reserve()))
        elif len(self._levels[level].kids) == BREADTH:
            self._close(level)
            self._levels[level] = Branch(self._numbering.reserve())
        return self._levels[level]

    def _close(self, level: int) -> None:
        closed, parent = self._levels[level], self._make_room(level + 1)
        self._write(closed, b"/Parent %d 0 R" % parent.number)
        parent.kids.append(closed.number)
        parent.pages += closed.pages

    def _write(self, branch: Branch, parent: bytes) -> None:
        kids = b" ".join(b"%d 0 R" % kid for kid in branch.kids)
        self._numbering.write(branch.number, b"<</Type/Pages%s/Kids[%s]/Count %d>>" % (parent, kids, branch.pages))
