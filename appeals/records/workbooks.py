"""An .xlsx workbook -> rows of cells as its reader sees them; what a cell hides is refused, and named by its letter."""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from appeals.problems import Place, Problem, RecordError, UsageError
from appeals.records.cells import Cell, Grid

ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LARGEST = 300_000_000  # bytes of the parts of a workbook, unpacked
DIGITS = 15  # that a spreadsheet keeps of a number
NOUGHTS = re.compile(r"0+")
DECORATION = re.compile(r"\[[^\]]*\]|_.|\*.")
PLAIN = re.compile(r"(?:General|@|[0#?.,%]*)", re.IGNORECASE)
BREAK = re.compile(r"_x000D_\n?|\r\n?", re.IGNORECASE)


def is_workbook(content: bytes) -> bool:
    """Say whether a file is a spreadsheet's own, and no text."""
    return content.startswith((ZIP, OLD))


def read_workbook(content: bytes, file: str) -> dict[str, Grid]:
    """Read every sheet that is shown and has something in it, by its name; raise RecordError for what is no .xlsx."""
    if content.startswith(OLD):
        raise _unreadable(file, "this is an old Excel file (.xls), or one with a password", None)
    _refuse_large(content, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that the reader leaves out, such as drop-down lists
            return _read(content, file)
    except Exception as error:
        raise _unreadable(file, "this file cannot be read as an Excel workbook (.xlsx)", error) from error


def choose_sheet(grids: dict[str, Grid], wanted: str, file: str) -> Grid:
    """Choose the sheet that is asked for, or the only one that has a table; `grids` are those to choose from."""
    if wanted and wanted not in grids:
        raise UsageError.of(f"{file} has no sheet “{wanted}” with rows in it", f"its sheets are: {', '.join(grids)}")
    if not wanted and len(grids) > 1:
        named = ", ".join(f"“{name}”" for name in grids)
        raise UsageError.of(f"{file} has several sheets that may be meant: {named}", "name one with --sheet")
    return grids[wanted] if wanted else next(iter(grids.values()))


def _unreadable(file: str, sentence: str, _error: Exception | None) -> RecordError:
    return RecordError(Problem(sentence, "open it in a spreadsheet and save it as .xlsx or as CSV UTF-8", Place(file)))


def _refuse_large(content: bytes, file: str) -> None:
    """Refuse a workbook that unpacks to more than any list of offices has."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile as error:
        raise _unreadable(file, "this file is damaged", error) from error
    if size > LARGEST:
        raise _unreadable(file, "this workbook is too large for a table of recipients", None)


def _read(content: bytes, file: str) -> dict[str, Grid]:
    import openpyxl  # noqa: PLC0415 -- only where a workbook is read

    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    shown = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    grids = {}
    for sheet in shown:
        twin = formulas[sheet.title]
        for each in (sheet, twin):
            each.reset_dimensions()  # what the file says of its size is not always so
        prefix = f"{sheet.title}!" if len(shown) > 1 else ""
        rows = list(_rows(zip(sheet.iter_rows(), twin.iter_rows(), strict=True), file, prefix))
        if any(cell.text for row in rows for cell in row):
            grids[sheet.title] = _grid(rows, file)
    if not grids:
        raise RecordError(Problem("this workbook is empty", "name the columns in its first row", Place(file)))
    return grids


def _grid(rows: list[list[Cell]], file: str) -> Grid:
    lines = ("; ".join(cell.text.replace("\n", " / ") for cell in row) for row in rows)
    return Grid(file, "\n".join(lines), rows, (), "an Excel workbook", aligned=True)


def _rows(pairs: Iterable[tuple[Any, Any]], file: str, prefix: str) -> Iterator[list[Cell]]:
    for number, (row, twin) in enumerate(pairs, 1):
        cells = []
        for column, (cell, source) in enumerate(zip_longest(row, twin), 1):
            place = Place(file, number, column, f"{prefix}{letters(column)}{number}")
            text, fault = _text(cell, source)
            cells.append(Cell(text, place, fault))
        yield cells


def letters(column: int) -> str:
    """Name a column as spreadsheets do: A, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _text(cell: Any, source: Any) -> tuple[str, tuple[str, str] | None]:  # noqa: ANN401 -- openpyxl's cells
    """Write a cell as text, with what is wrong with it."""
    value = getattr(cell, "value", None)
    if value is None:
        empty = getattr(source, "data_type", "") != "f"
        fault = ("this cell has a formula without a result", "open the table in a spreadsheet and save it anew")
        return ("", None) if empty else ("?", fault)
    if cell.data_type == "e":
        return str(value), (f"this cell has the fault {value}", "mend its formula, or type the text")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, str(cell.number_format))
    if isinstance(value, dt.datetime):
        return value.date().isoformat(), None
    text = BREAK.sub("\n", str(value)).strip()
    return text, None if isinstance(value, str | bool) else ("this cell has a time", "type it as text")


def _number(value: float, form: str) -> tuple[str, tuple[str, str] | None]:
    """Write a number as the sheet shows it: 1067 in the format 00000 is 01067."""
    text = str(int(value)) if float(value).is_integer() else repr(value)
    first = DECORATION.sub("", form.split(";", maxsplit=1)[0])
    if len(text.lstrip("-")) > DIGITS:
        return text, (f"this number has more than {DIGITS} digits, and a spreadsheet loses those", "type it as text")
    if NOUGHTS.fullmatch(first) and value >= 0:
        return text.zfill(len(first)), None
    if not PLAIN.fullmatch(first):
        return text, (f"this cell shows more than the number {text} that it holds", "type what it shows as text")
    return text, None
