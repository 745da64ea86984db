"""Shows on a screen what was understood of a table."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from appeals.pipeline.importing import Imported
from appeals.problems import Problem

WIDTH = 28  # of an example, in characters
MOST = 4  # notes that are shown where not all are asked for


def show_understood(done: Imported, name: str, *, every: bool) -> None:
    """Draw a line for each column: its heading, its field, a cell as it stands and as it was read."""
    console = Console(stderr=True, highlight=False, emoji=False, markup=False)
    console.print(Text(f"{name}: {'; '.join(done.remarks)}"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("column", "is", "rows", "for example", "is read as"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "rows" else "left")
    for column in done.columns:
        same = column.written == column.read or not column.written
        cells = (
            column.heading,
            column.field,
            str(column.filled),
            cut(column.written),
            "" if same else cut(column.read),
        )
        table.add_row(*map(Text, cells))
    console.print(table)
    if done.unused:
        console.print(Text(f"not used: {', '.join(f'“{heading}”' for heading in done.unused)}"))
    for problem in done.notes if every else done.notes[:MOST]:
        console.print(Text(tell(problem)), soft_wrap=True)
    if not every and (more := len(done.notes) - MOST) > 0:
        console.print(Text(f"… and {more} more were read otherwise than they stand; --all-notes shows them"))


def tell(problem: Problem) -> str:
    """Tell of a note in one line."""
    return f"{problem.place}: {problem.sentence}" if problem.place else problem.sentence


def cut(text: str) -> str:
    """Write an example in one line."""
    line = " / ".join(part.strip() for part in text.split("\n"))
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
