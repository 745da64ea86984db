"""A letter as plain text: to read anywhere, to compare, to paste into a message.

Every word of the letter in the order of the page, in lines of 78 characters at most, in UTF-8. A demand is indented
behind a bar. Tables become one entry a row, each cell under its heading.
"""

from collections.abc import Iterator
from itertools import groupby
from textwrap import TextWrapper

from appeals.formats.stationery import Stationery
from appeals.model.document import Document
from appeals.model.letter import Block, Heading, Info, Letter, Listing, Paragraph, Runs, Table
from appeals.templating import Templates

WIDTH = 78
MARGINS = {"text": "", "demand": "  | ", "quote": "    "}


def render(letter: Letter, templates: Templates, stationery: Stationery) -> Document:
    """Make the text; it needs neither templates nor stationery."""
    del templates, stationery
    return Document(f"{letter.name}.txt", "text/plain", write_text(letter).encode())


def write_text(letter: Letter) -> str:
    """Write the whole letter as text that ends with a line break."""
    head = letter.letterhead
    parts = [
        "\n".join((head.name, *([head.tagline] if head.tagline else []), *head.lines)),
        head.return_line,
        "\n".join((*letter.notes, *letter.address)),
        "\n".join(line for entry in letter.info for line in write_entry(entry)),
        "\n".join(letter.subject),
        letter.salutation,
        *write_blocks(letter.body),
        letter.close,
        "\n".join(letter.signature),
        *("\n".join(write_foot(entry)) for entry in (letter.enclosures, letter.copies) if entry),
    ]
    for annex in letter.annexes:
        parts += ["-" * WIDTH, "\n".join(wrap(annex.title, WIDTH)), *write_blocks(annex.blocks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def wrap(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """Break a text into lines at its spaces; an address of the web stays whole, even where it is too long."""
    return TextWrapper(width, first, others, break_long_words=False, break_on_hyphens=False).wrap(text)


def write_entry(entry: Info) -> tuple[str, ...]:
    """Write one entry beside the address: label and first line together, the others below."""
    first, *others = entry.lines or ("",)
    return (f"{entry.label}: {first}".rstrip(), *(f"  {line}" for line in others))


def write_foot(entry: Info) -> Iterator[str]:
    """Write enclosures or copies: the label, then the lines, indented."""
    yield f"{entry.label}:"
    for line in entry.lines:
        yield from wrap(line, WIDTH, "  ", "    ")


def write_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Write the blocks; neighbours that make one demand or quotation stay one block."""
    for role, members in groupby(blocks, find_role):
        margin = MARGINS[role]
        written = ["\n".join(write_block(block, WIDTH - len(margin))) for block in members]
        if margin:
            yield "\n".join(f"{margin}{line}".rstrip() for line in "\n\n".join(written).splitlines())
        else:
            yield from written


def write_block(block: Block, width: int) -> Iterator[str]:
    """Write one block in lines of `width` characters at most."""
    if isinstance(block, Heading | Paragraph):
        yield from wrap(join(block.runs), width)
    elif isinstance(block, Listing):
        for number, item in enumerate(block.items, start=1):
            mark = f"{number}. " if block.numbered else "- "
            yield from wrap(join(item), width, mark, " " * len(mark))
    else:
        yield from write_table(block, width)


def write_table(table: Table, width: int) -> Iterator[str]:
    """Write a table row by row, so that long cells stay readable and a change touches few lines."""
    for number, row in enumerate(table.rows):
        if number:
            yield ""
        for heading, cell in zip(table.head, row, strict=True):
            yield from wrap(f"{heading}: {join(cell)}", width, others="  ")


def find_role(block: Block) -> str:
    """Tell how a block is set apart; headings and tables never are."""
    return "text" if isinstance(block, Heading | Table) else block.role


def join(runs: Runs) -> str:
    """Join the runs of a text; emphasis is not marked."""
    return "".join(run.text for run in runs)
