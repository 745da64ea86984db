"""A letter as one HTML file: to read in a browser, to send on, to print from there.

The file holds everything in itself and asks for nothing: no script, no picture, no font. It names the face
of the printed letter, Source Serif 4, and is set in Georgia where that is not installed. Printed from a browser
it comes out on the chosen paper; the pages that go into an envelope are the PDF's, which is measured.

Its look is `templates/letterhead/letter.html.j2` with `letter.css`, and `a4.css` or `us-letter.css` for the paper;
where the first page has its parts is set by the window that the letter is made for, through custom properties.
A file of the same name in your own folder of templates takes the place of ours.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from appeals.formats.stationery import Stationery
from appeals.model.document import Document
from appeals.model.letter import Block, Heading, Letter, Table
from appeals.templating import Templates

LINK = re.compile(r"(https?://\S*[^\s.,;:!?)\]”’»]|www\.\S*[^\s.,;:!?)\]”’»]|\w[\w.+'-]*@[\w-]+(?:\.[\w-]+)+)")
SLASH = re.compile(r"(?<![:/])/(?=.)")
Group = tuple[str, tuple[tuple[str, Block], ...]]
Piece = tuple[str, str]  # a stretch of text, and the address it leads to, or none


def render(letter: Letter, templates: Templates, stationery: Stationery) -> Document:
    """Make the HTML file."""
    return Document(f"{letter.name}.html", "text/html", fill_page(letter, templates, stationery).encode())


def find_links(text: str) -> Iterator[Piece]:
    """Cut a text into pieces with the address each leads to: of the web, of a mailbox, or none.

    A long address may be broken after a slash, but for those of `https://`: an invisible space stands there.
    """
    for number, piece in enumerate(LINK.split(text)):
        if number % 2:
            yield SLASH.sub("/\u200b", piece), _target(piece)
        elif piece:
            yield piece, ""


def fill_page(
    letter: Letter,
    templates: Templates,
    stationery: Stationery,
    *,
    fax: bool = False,
    find_links: Callable[[str], Iterable[Piece]] = find_links,
) -> str:
    """Fill the letterhead with the words of the letter; the PDF and the fax are printed from the same text."""
    return templates.page(
        "letterhead/letter.html.j2",
        letter=letter,
        sheet=stationery.paper.style,
        window=stationery.window.style(),
        fax=fax,
        cover=letter.cover if fax and stationery.fax.cover else None,
        find_links=find_links,
        body=group_blocks(letter.body),
        annexes=[{"title": annex.title, "blocks": group_blocks(annex.blocks)} for annex in letter.annexes],
    )


def group_blocks(blocks: tuple[Block, ...]) -> tuple[Group, ...]:
    """Gather neighbours of the same role, so that a demand of several paragraphs is set apart as one."""
    return tuple(
        (role, tuple((type(block).__name__, block) for block in members)) for role, members in groupby(blocks, _role)
    )


def _role(block: Block) -> str:
    return "text" if isinstance(block, Heading | Table) else block.role


def _target(piece: str) -> str:
    if piece.startswith(("http://", "https://")):
        return piece
    return f"https://{piece}" if piece.startswith("www.") else f"mailto:{piece}"
