"""Rows of a table -> records: every fault of every row with its place, and the rows without a fault kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from appeals.problems import Loc, Place, Problem
from appeals.records.cells import Row, Sheet
from appeals.records.mends import mend, unknown_field
from appeals.records.source import Data, SourceText

R = TypeVar("R", bound=BaseModel)
Entry = tuple[Loc, str, str]  # where a value belongs in the record, the value, and the column it stands in
ABSENT = "add it to the first row, and fill it in"


@dataclass(frozen=True, slots=True)
class Layout(Generic[R]):
    """How a kind of record stands in a table.

    `lay` yields the values of a row, those of a list in their order; an empty value says that its cell must be filled.
    """

    model: type[R]
    part: str  # the list of the file of records that they belong to
    columns: tuple[str, ...]  # that a table may have
    required: tuple[tuple[str, ...], ...]  # of each, a table has one
    lay: Callable[[Row], Iterable[Entry]]
    single: tuple[tuple[str, ...], ...] = ()  # of each, a table has one at most
    filled: tuple[tuple[str, ...], ...] = ()  # of each, a row has one at least
    absent: str = ABSENT  # what to do where a column is missing, {column}


@dataclass(frozen=True, slots=True)
class CheckedRows(Generic[R]):
    """The records of the rows without a fault, their text as a file of records, and the faults of the others."""

    records: tuple[R, ...]
    source: SourceText
    problems: tuple[Problem, ...]


def check_rows(sheet: Sheet, layout: Layout[R]) -> CheckedRows[R]:
    """Make a record of each row, as its layout says."""
    records: list[R] = []
    laid: list[Data] = []
    places: dict[Loc, Place] = {}
    problems = [*sheet.problems, *_absent_columns(sheet, layout)]
    for row in sheet.rows:
        entries = list(layout.lay(row))
        record, columns = _assemble(entries), {loc: column for loc, _, column in entries}
        wrong = [*_untrusted(sheet, row), *_unfilled(sheet, row, layout)]
        try:
            made = layout.model.model_validate(record)
        except ValidationError as error:
            found = error.errors(include_url=False)
            faults = [details for details in found if not _follows(details, found)]
            told = {cell.place for cell in row.cells.values() if cell.fault}
            said = (_problem(details, _Cells(sheet, row, layout, columns)) for details in faults)
            wrong.extend(problem for problem in said if problem.place not in told)
        if wrong:
            problems.extend(wrong)
            continue
        own = {loc: row.cells[column].place for loc, column in columns.items() if column in row.cells}
        places |= _within((layout.part, len(laid)), row.place, own)
        records.append(made)
        laid.append(record)
    source = SourceText(file=sheet.file, text=sheet.text, data={layout.part: laid}, values=places, keys={})
    return CheckedRows(tuple(records), source, tuple(dict.fromkeys(problems)))


def _within(start: Loc, place: Place, own: Mapping[Loc, Place]) -> dict[Loc, Place]:
    """Say where the values of a record stand, and the parts that they belong to: where their first value does."""
    places = {start[:1]: place, start: place}
    for loc, cell in own.items():
        for end in range(1, len(loc) + 1):
            places.setdefault((*start, *loc[:end]), cell)
    return places


def unknown_columns(sheet: Sheet, layout: Layout[R]) -> Iterator[Problem]:
    """Find columns that no record has a field for."""
    for name, place in sheet.columns.items():
        if name not in layout.columns:
            _, advice = unknown_field(name, list(layout.columns))
            yield sheet.problem(place, f"unknown column “{name}”", advice.replace("the fields here", "the columns"))


def _absent_columns(sheet: Sheet, layout: Layout[R]) -> Iterator[Problem]:
    """Find columns that a table must have and has not, and such as say the same twice."""
    for names in layout.required if sheet.columns else ():
        if not any(name in sheet.columns for name in names):
            yield _absent(sheet, layout, names[0])
    for names in layout.single:
        there = [name for name in names if name in sheet.columns]
        for name in there[1:]:
            place = sheet.columns[name]
            yield sheet.problem(place, f"the columns “{there[0]}” and “{name}” say the same", "keep one of the two")


def _absent(sheet: Sheet, layout: Layout[R], column: str) -> Problem:
    """Say that a column is missing; it is said in the same words for every row, so that it is shown once."""
    names = next((names for names in layout.required if column in names), (column,))
    sentence = f"there is no column {' or '.join(f'“{name}”' for name in names)}"
    return sheet.problem(sheet.first, sentence, layout.absent.format(column=column))


def _untrusted(sheet: Sheet, row: Row) -> Iterator[Problem]:
    """Tell of the cells whose text is not to be trusted."""
    faults = {cell.place: cell.fault for cell in row.cells.values() if cell.fault}
    for place, fault in faults.items():
        yield sheet.problem(place, *fault)


def _unfilled(sheet: Sheet, row: Row, layout: Layout[R]) -> Iterator[Problem]:
    """Find that none of several cells is filled of which a row needs one."""
    for names in layout.filled:
        there = [name for name in names if name in row.cells]
        if there and not any(map(row.get, there)):
            yield _empty(sheet, row, there)


def _empty(sheet: Sheet, row: Row, columns: Sequence[str]) -> Problem:
    named = " or ".join(f"“{column}”" for column in columns)
    place = row.cells[columns[0]].place
    return sheet.problem(place, f"the cell {named} is empty", "fill it in: this row needs it")


def _assemble(entries: Iterable[Entry]) -> dict[str, Data]:
    """Build the data of a record from values and where they belong."""
    root: dict[str, Any] = {}
    for loc, value, _ in entries:
        here: Any = root
        for step, following in zip(loc, (*loc[1:], None), strict=True):
            fresh: Any = value if following is None else [] if isinstance(following, int) else {}
            if isinstance(step, str):
                here.setdefault(step, fresh)
            elif step == len(here):
                here.append(fresh)
            here = here[step]
    return root


@dataclass(frozen=True, slots=True)
class _Cells(Generic[R]):
    """Where the values of one record stand."""

    sheet: Sheet
    row: Row
    layout: Layout[R]
    columns: Mapping[Loc, str]


def _follows(details: ErrorDetails, found: Sequence[ErrorDetails]) -> bool:
    """Say whether a fault is no more than the consequence of another: a list is short because its entries are wrong."""
    loc = details["loc"]
    return any(len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in found)


def _problem(details: ErrorDetails, cells: _Cells[R]) -> Problem:
    """Put one of pydantic's faults into the words of a table."""
    loc, sheet, row = details["loc"], cells.sheet, cells.row
    column = cells.columns[_nearest(loc, cells.columns)]
    if column not in row.cells:
        return _absent(sheet, cells.layout, column)
    if details["input"] == "":
        return _empty(sheet, row, [column])
    context: Mapping[str, Any] = {**details.get("ctx", {}), "field": loc[-1] if loc else ""}
    return sheet.problem(row.cells[column].place, *mend(details["type"], details["input"], context))


def _nearest(loc: Loc, columns: Mapping[Loc, str]) -> Loc:
    """Find the value that a fault is of; steps that no value has, such as the kind of a channel, are passed over."""
    steps = {step for known in columns for step in known}
    sought = [step for step in loc if step in steps]

    def shared(known: Loc) -> int:
        return next((n for n, pair in enumerate(zip(known, sought, strict=False)) if pair[0] != pair[1]), len(known))

    return max(columns, key=shared)
