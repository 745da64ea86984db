"""Cells, rows and tables, wherever they were read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from appeals.problems import Place, Problem
from appeals.records.source import HIDDEN

WIDTH = 100  # of an excerpt, in characters


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, without the space around it, and where it begins."""

    text: str
    place: Place
    fault: tuple[str, str] | None = None  # why the text is not to be trusted, and the mend


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a file, row by row, before it is known what they mean."""

    file: str
    text: str  # its lines are shown beside faults
    rows: Sequence[Sequence[Cell]]
    problems: tuple[Problem, ...]
    form: str  # UTF-8, cells separated by commas
    aligned: bool = False  # whether each cell surely stands in its column, as in a workbook


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings: its cells by the names of their columns."""

    place: Place
    cells: Mapping[str, Cell]

    def get(self, column: str) -> str:
        """Return the text of a cell; nothing where it is empty, or where there is no such column."""
        return self.cells[column].text if column in self.cells else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns with their places, its rows, and what could not be read."""

    file: str
    text: str
    first: Place  # of its first cell
    columns: Mapping[str, Place]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    headings: Mapping[str, str]  # of columns, as they are written
    remarks: tuple[str, ...] = ()  # how it was read, in words for people

    def problem(self, place: Place, sentence: str, mend: str) -> Problem:
        """Make a problem that shows the line of its place."""
        return shown(Problem(sentence, mend, place), self.text)


def shown(problem: Problem, text: str) -> Problem:
    """Give a problem the line it stands on, as far as a screen shows it."""
    lines = _lines(text)
    number = problem.place.line if problem.place else 0
    if not 0 < number <= len(lines):
        return problem
    line = HIDDEN.sub("\N{REPLACEMENT CHARACTER}", lines[number - 1].strip().replace("\t", "  "))
    excerpt = line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
    return replace(problem, excerpt=excerpt)


@lru_cache(maxsize=4)  # each of thousands of faults shows its line
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))
