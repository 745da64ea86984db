"""CSV text in; rows of cells and the place of every cell out (RFC 4180, and what spreadsheets make of it).

Every cell is text: nothing that looks like a formula or a number is taken for one. Commas, semicolons and tabs
separate cells, as the first row shows; a first line `sep=;`, which Excel writes, is heeded.
"""

import re
from collections.abc import Collection, Iterator

from appeals.problems import Place, Problem
from appeals.records.cells import Cell, Grid, Sheet
from appeals.records.headed import lay_out
from appeals.records.headings import fold

DELIMITERS = ",;\t"
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs"}
HEAD = 30  # lines in which headings are looked for
SEPARATOR = re.compile(r"sep=(.)\n", re.IGNORECASE)
QUOTED = re.compile(r'[ ]*"((?:[^"]|"")*)"[ ]*')
QUOTES = re.compile(r'"(?:[^"]|"")*"')
OPENING = re.compile(r'[ ]*"')


def read_sheet(text: str, file: str) -> Sheet:
    """Read CSV text whose first row names the columns; what cannot be read is a problem of the sheet.

    The names of columns are taken without regard to capitals. A row that cannot be read is left out, and the others
    are kept.
    """
    return lay_out(read_grid(text, file))


def read_grid(text: str, file: str, known: Collection[str] = ()) -> Grid:
    """Read CSV text into cells; headings that are known help to find what separates them."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems: list[Problem] = []
    delimiter, start = _delimiter(text, known)
    rows = list(_records(text, file, (delimiter, start), problems))
    name = NAMES.get(delimiter, f"“{delimiter}”")
    return Grid(file, text, rows, tuple(problems), f"cells separated by {name}")


def _records(text: str, file: str, separation: tuple[str, int], problems: list[Problem]) -> Iterator[list[Cell]]:
    """Yield rows as lists of cells; stop where a quotation mark is not closed, since all after it is uncertain."""
    delimiter, start = separation
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
        row.append(Cell(value.strip(), place))
        if breaks := raw.count("\n"):
            line, begin = line + breaks, start + raw.rindex("\n") + 1
        start = end + 1
        if end >= len(text) or text[end] == "\n":
            yield row
            line, begin, row = line + 1, start, []
    if row:  # the text ends with a separator: an empty cell follows it
        yield [*row, Cell("", Place(file, line, start - begin + 1))]


def _delimiter(text: str, known: Collection[str]) -> tuple[str, int]:
    """Find what separates the cells, and where the table begins.

    It is what parts the most headings that are known; without any, what the first row has most of.
    """
    if told := SEPARATOR.match(text):
        return told[1], told.end()
    lines = text.split("\n", HEAD)[:HEAD]
    parted = {sign: max(_headings(line, sign, known) for line in lines) for sign in DELIMITERS}
    if max(parted.values()) > 1:
        return max(DELIMITERS, key=lambda sign: parted[sign]), 0
    first = QUOTES.sub("", text).lstrip("\n").split("\n", 1)[0]
    return max(DELIMITERS, key=first.count), 0


def _headings(line: str, delimiter: str, known: Collection[str]) -> int:
    return sum(fold(part.strip().strip('"')) in known for part in line.split(delimiter))


def _fault(quoted: re.Match[str] | None, text: str, span: tuple[int, int], delimiter: str) -> tuple[str, str] | None:
    """Say what is wrong with the quotation marks of a cell."""
    start, end = span
    if quoted and end < len(text) and text[end] not in (delimiter, "\n"):
        return "text stands after the closing quotation mark", 'write a quotation mark inside a cell twice, as ""'
    if not quoted and OPENING.match(text, start):
        return "a quotation mark is opened and not closed", "close it; the rows after it cannot be read"
    return None
