"""A file of a table, as people have them -> its cells under their headings: CSV in several encodings, or .xlsx."""

from collections.abc import Collection
from dataclasses import replace

from appeals.records.cells import Grid, Sheet
from appeals.records.encodings import decode
from appeals.records.headed import HEAD, lay_out
from appeals.records.headings import fold
from appeals.records.sheets import read_grid
from appeals.records.workbooks import choose_sheet, is_workbook, read_workbook


def read_table(content: bytes, file: str, known: Collection[str], *, encoding: str = "", sheet: str = "") -> Sheet:
    """Read a table whose headings are among the known ones, or else in its first row.

    Raises RecordError where the file cannot be read at all, and UsageError where it is not clear which sheet is meant.
    """
    if is_workbook(content):
        grids = read_workbook(content, file)
        likely = {name: grid for name, grid in grids.items() if _has_headings(grid, known)}
        return lay_out(choose_sheet(grids if sheet or not likely else likely, sheet, file), known)
    text, name = decode(content, file, encoding)
    grid = read_grid(text, file, known)
    return lay_out(replace(grid, form=f"{name}, {grid.form}"), known)


def _has_headings(grid: Grid, known: Collection[str]) -> bool:
    return any(len({fold(cell.text) for cell in row} & set(known)) > 1 for row in grid.rows[:HEAD])
