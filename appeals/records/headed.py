"""Cells of a file -> a table: which row has the headings, and what is wrong with the rows below it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from appeals.problems import Place, Problem
from appeals.records.cells import Cell, Grid, Row, Sheet, shown
from appeals.records.headings import fold, seen
from appeals.records.source import HIDDEN

HEAD = 30  # rows in which headings are looked for
GUARD = re.compile(r"'(?=[=+\-@\d])")  # an apostrophe by which a table says that a cell is text
SPLIT = "put a cell that holds a separator or a line break into quotation marks"


def lay_out(grid: Grid, known: Collection[str] | None = None) -> Sheet:
    """Lay out the cells of a file as a table.

    Without `known` the first row has the headings, and every row has as many cells. With it, as people keep tables: the
    headings are those of the row that has the most of the known ones, rows above it are passed over, and a row may end
    before the last column.
    """
    problems = list(grid.problems)
    rows = [row for row in grid.rows if any(cell.text for cell in row)]
    start = _find_headings(rows, known or ())
    heading = _without_empty_end(rows[start]) if rows else []
    if not rows and grid.rows:
        heading = list(grid.rows[0])
    names = [fold(cell.text) for cell in heading]
    columns = _columns(heading, names, grid.file, problems)
    laid, faults, short = _rows(grid, rows[start + 1 :], heading, lenient=known is not None)
    problems += faults
    if known is not None:
        problems += _broken(rows[start + 1 :], len(heading), aligned=grid.aligned)
    first = heading[0].place if heading else Place(grid.file, 1, 1)
    remarks = tuple(_remarks(grid, rows[:start], short, first))
    headings = {name: seen(cell.text) for name, cell in zip(names, heading, strict=True) if name}
    told = tuple(shown(problem, grid.text) for problem in problems)
    return Sheet(grid.file, grid.text, first, columns, laid, told, headings, remarks)


def _find_headings(rows: Sequence[Sequence[Cell]], known: Collection[str]) -> int:
    """Find the row that has the most of the known headings; the first where there is no such row."""
    counts = [len({fold(cell.text) for cell in row} & set(known)) for row in rows[:HEAD]]
    best = max(counts, default=0)
    return counts.index(best) if best > 1 else 0


def _without_empty_end(row: Sequence[Cell]) -> list[Cell]:
    return list(row[: max((number for number, cell in enumerate(row, 1) if cell.text), default=0)])


def _columns(heading: Sequence[Cell], names: Sequence[str], file: str, problems: list[Problem]) -> dict[str, Place]:
    """Take the names of columns from the row of headings."""
    columns: dict[str, Place] = {}
    for name, cell in zip(names, heading, strict=True):
        if name in columns:
            problems.append(Problem(f"the column “{cell.text}” is there twice", "delete or rename one", cell.place))
        elif name:
            columns[name] = cell.place
    if not columns:
        problems.append(Problem("this file is empty", "name the columns in its first row", Place(file, 1, 1)))
    return columns


def _rows(
    grid: Grid, rows: Sequence[Sequence[Cell]], heading: Sequence[Cell], *, lenient: bool
) -> tuple[tuple[Row, ...], list[Problem], int]:
    """Name the cells of rows; return them with the faults of the others, and how many rows were short."""
    names, laid, problems, short = [fold(cell.text) for cell in heading], list[Row](), list[Problem](), 0
    for whole in rows:
        cells = list(whole[: max(len(names), len(_without_empty_end(whole)))])
        hidden = [cell for cell in cells if HIDDEN.search(cell.text.replace("\t", " "))]
        sentence = "an invisible control character stands in this cell"
        problems += [Problem(sentence, "write it anew", cell.place) for cell in hidden]
        if lenient and len(cells) < len(names):
            short += not grid.aligned
            cells += [Cell("", cells[0].place)] * (len(names) - len(cells))
        if len(cells) != len(names) and not (lenient and grid.aligned):
            problems.append(_misfit(cells, len(names), lenient=lenient))
            continue
        named = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        laid.append(Row(cells[0].place, {name: _bare(cell) for name, cell in named.items()} if lenient else named))
    return tuple(laid), problems, short


def _bare(cell: Cell) -> Cell:
    return replace(cell, text=GUARD.sub("", cell.text, count=1)) if GUARD.match(cell.text) else cell


def _misfit(cells: Sequence[Cell], width: int, *, lenient: bool) -> Problem:
    """Say that a row has more or fewer cells than the headings, and where they end."""
    if lenient:
        beyond = next(cell for cell in cells[width:] if cell.text)
        sentence = f"“{beyond.text}” stands beyond the last column: {len(cells)} cells, and {width} headings"
        return Problem(sentence, SPLIT, beyond.place)
    sentence = f"this row has {len(cells)} cells, and the first row has {width}"
    return Problem(sentence, "put a cell that holds a separator into quotation marks", cells[0].place)


def _broken(rows: Sequence[Sequence[Cell]], width: int, *, aligned: bool) -> Iterator[Problem]:
    """Find two rows that are one, broken by the line break of a cell without quotation marks."""
    for one, other in pairwise(rows):
        if not aligned and len(one) < width and len(other) < width and len(one) + len(other) - 1 == width:
            sentence = f"this row and the next look like one that is broken after “{one[-1].text}”"
            yield Problem(sentence, SPLIT, one[-1].place)


def _remarks(grid: Grid, above: Sequence[Sequence[Cell]], short: int, first: Place) -> Iterator[str]:
    """Say how the file was read."""
    yield grid.form
    if above:
        yield f"headings in row {first.line}; {_count(len(above), 'row')} above not used"
    if empty := sum(not any(cell.text for cell in row) for row in grid.rows):
        yield f"{_count(empty, 'empty row')} passed over"
    if short:
        yield f"{_count(short, 'row')} shorter than the headings, the rest taken as empty"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
