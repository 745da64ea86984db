"""CSV text in; rows of cells and the place of every cell out (RFC 4180, and what spreadsheets make of it).

Every cell is text: nothing that looks like a formula or a number is taken for one. Commas, semicolons and tabs
separate cells, as the first row shows; a first line `sep=;`, which Excel writes, is heeded.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from appeals.problems import Place, Problem
from appeals.records.source import HIDDEN

DELIMITERS = ",;\t"
SEPARATOR = re.compile(r"sep=(.)\n", re.IGNORECASE)
QUOTED = re.compile(r'[ ]*"((?:[^"]|"")*)"[ ]*')
QUOTES = re.compile(r'"(?:[^"]|"")*"')
OPENING = re.compile(r'[ ]*"')
WIDTH = 100  # of an excerpt, in characters


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, without the space around it, and where it begins."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the first: its cells by the names of their columns."""

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


def read_sheet(text: str, file: str) -> Sheet:
    """Read CSV text whose first row names the columns; what cannot be read is a problem of the sheet.

    The names of columns are taken without regard to capitals. A row that cannot be read is left out, and the others
    are kept.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems: list[Problem] = []
    records = _records(text, file, problems)
    header = next(records, [])
    columns = _columns(header, file, problems)
    rows = []
    for record in records:
        if not any(cell.text for cell in record):
            continue
        filled = max(number for number, cell in enumerate(record, 1) if cell.text)
        cells = record[: max(len(header), filled)]  # spreadsheets write empty cells beyond the last column
        if len(cells) == len(header):
            named = zip((cell.text.casefold() for cell in header), cells, strict=True)
            rows.append(Row(cells[0].place, {name: cell for name, cell in named if name}))
        else:
            sentence = f"this row has {len(cells)} cells, and the first row has {len(header)}"
            problems.append(Problem(sentence, "put a cell that holds a separator into quotation marks", cells[0].place))
    first = header[0].place if header else Place(file, 1, 1)
    return Sheet(file, text, first, columns, tuple(rows), tuple(shown(problem, text) for problem in problems))


def _columns(header: list[Cell], file: str, problems: list[Problem]) -> dict[str, Place]:
    """Take the names of columns from the first row."""
    columns: dict[str, Place] = {}
    for cell in header:
        name = cell.text.casefold()
        if name in columns:
            problems.append(Problem(f"the column “{cell.text}” is there twice", "delete or rename one", cell.place))
        elif name:
            columns[name] = cell.place
    if not columns:
        problems.append(Problem("this file is empty", "name the columns in its first row", Place(file, 1, 1)))
    return columns


def _records(text: str, file: str, problems: list[Problem]) -> Iterator[list[Cell]]:
    """Yield rows as lists of cells; stop where a quotation mark is not closed, since all after it is uncertain."""
    delimiter, start = _delimiter(text)
    plain = re.compile(f"[^{re.escape(delimiter)}\n]*")
    line, begin, row = text.count("\n", 0, start) + 1, start, list[Cell]()
    while start < len(text):
        quoted = QUOTED.match(text, start)
        found = quoted or plain.match(text, start)
        end = found.end() if found else start
        raw = text[start:end]
        place = Place(file, line, start - begin + len(raw) - len(raw.lstrip(" ")) + 1)
        if fault := _fault(quoted, text, (start, end), delimiter):
            problems.append(Problem(*fault, place))
            return
        value = quoted[1].replace('""', '"') if quoted else raw
        if HIDDEN.search(value.replace("\t", " ")):
            problems.append(Problem("an invisible control character stands in this cell", "write it anew", place))
        row.append(Cell(value.strip(), place))
        if breaks := raw.count("\n"):
            line, begin = line + breaks, start + raw.rindex("\n") + 1
        start = end + 1
        if end >= len(text) or text[end] == "\n":
            yield row
            line, begin, row = line + 1, start, []
    if row:  # the text ends with a separator: an empty cell follows it
        yield [*row, Cell("", Place(file, line, start - begin + 1))]


def _delimiter(text: str) -> tuple[str, int]:
    """Find what separates the cells, and where the table begins."""
    if told := SEPARATOR.match(text):
        return told[1], told.end()
    first = QUOTES.sub("", text).split("\n", 1)[0]
    return max(DELIMITERS, key=first.count), 0


def _fault(quoted: re.Match[str] | None, text: str, span: tuple[int, int], delimiter: str) -> tuple[str, str] | None:
    """Say what is wrong with the quotation marks of a cell."""
    start, end = span
    if quoted and end < len(text) and text[end] not in (delimiter, "\n"):
        return "text stands after the closing quotation mark", 'write a quotation mark inside a cell twice, as ""'
    if not quoted and OPENING.match(text, start):
        return "a quotation mark is opened and not closed", "close it; the rows after it cannot be read"
    return None
