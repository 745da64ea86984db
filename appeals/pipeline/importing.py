"""Imports a table of offices into the recipients of a folder: checked first, then written whole or not at all."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from appeals.model.numbers import written
from appeals.model.recipient import Fax, Phone, Recipient
from appeals.pipeline.gathering import Gathering, gather_recipients
from appeals.problems import Loc, Place, Problem, RecordError, UsageError, in_order
from appeals.records import recipient_problems
from appeals.records.addressbook import KNOWN, layout_of, names_read, number_rows, rename
from appeals.records.cells import Sheet, shown
from appeals.records.drafts import write_draft
from appeals.records.groups import coverage_problems
from appeals.records.headings import fold
from appeals.records.relations import read_at_home
from appeals.records.rows import CheckedRows, check_rows
from appeals.records.source import Data
from appeals.records.tables import read_table
from appeals.workspace import Workspace

LARGEST = 4_000_000  # bytes of one file; the workspace reads no more than ten million
UNSAFE = re.compile(r"[^\w.() -]")  # what a name of a file may hold and a comment had better not
SHOWN = frozenset({"COUNTRY-TWICE"})  # notes that are shown when a table is read
FOLDER, SUFFIX = "recipients", ".yaml"
HEAD = "# yaml-language-server: $schema=../.schemas/recipients.json\n# Imported from {}{}.\nrecipients:\n"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the columns of a table mean, and what holds of all its rows."""

    mapped: Mapping[str, str] = field(default_factory=dict)  # field -> column
    given: Mapping[str, str] = field(default_factory=dict)  # field -> value for the rows that have none of their own
    language: str = "en"  # of titles and bodies
    ids: str = ""  # what the ids of rows without one begin with
    out: str = ""  # a file in recipients/
    keep_going: bool = False  # write the rows without a fault all the same
    dry_run: bool = False  # write nothing
    encoding: str = ""  # of a CSV file, where it cannot be told
    sheet: str = ""  # of a workbook that has several


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """What was understood of a column: its field, and the first cell that was read otherwise than it stands, or any."""

    heading: str  # or --set
    field: str
    written: str
    read: str
    filled: int  # rows that have something in it


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written, and what was left."""

    paths: tuple[Path, ...]
    count: int
    unused: tuple[str, ...]  # columns
    problems: tuple[Problem, ...]  # of rows that were left out
    notes: tuple[Problem, ...] = ()  # how something in the rows was read
    columns: tuple[ReadColumn, ...] = ()
    remarks: tuple[str, ...] = ()  # how the file was read


def import_recipients(
    workspace: Workspace, table: Path, plan: Plan, tell: Callable[[Imported], None] = lambda _: None
) -> Imported:
    """Read a table and write its rows as recipients; raise RecordError with every fault of every row.

    `tell` is called with what was understood before anything is written or refused. Nothing is written where a row has
    a fault, unless the plan says to keep going; then the faults are returned.
    Raises UsageError for a plan that the table does not fit, and FileError where the file is there already.
    """
    name = _name(plan.out or f"{FOLDER}/{_plain(table.stem)}{SUFFIX}")
    known = KNOWN | {fold(column) for column in plan.mapped.values()}
    content = workspace.read_content(table)
    sheet = read_table(content, str(table), known, encoding=plan.encoding, sheet=plan.sheet)
    named, unused = rename(sheet, plan.mapped, plan.given)
    if plan.ids:
        named = number_rows(named, plan.ids)
    checked = check_rows(named, layout_of(plan.language))
    together = tuple(_found_together(workspace, checked))
    wrong = tuple(problem for problem in together if problem.level == "error")
    problems = in_order(dict.fromkeys((*checked.problems, *wrong)))
    left = {problem.loc[1] for problem in wrong if len(problem.loc) > 1}
    pairs = zip(_rows(checked), checked.records, strict=True)
    rows = [_settled(row, record) for number, (row, record) in enumerate(pairs) if number not in left]
    shown_ones = (problem for problem in together if problem.level != "error" and problem.loc[1] not in left)
    notes = in_order((*names_read(named), *shown_ones))
    columns = tuple(_tell_columns(sheet, named, rows, plan.language))
    done = Imported((), len(rows), unused, problems, notes, columns, sheet.remarks)
    tell(done)
    if not rows or (problems and not plan.keep_going):
        raise RecordError(*(problems or [_nothing(str(table))]))
    return done if plan.dry_run else replace(done, paths=workspace.create(list(_files(rows, name, table.name))))


def _tell_columns(sheet: Sheet, named: Sheet, rows: Sequence[Data], language: str) -> Iterator[ReadColumn]:
    """Tell of each column what it is, with an example; `rows` are the records that came of the table."""
    heading_at = {sheet.columns[name]: heading for name, heading in sheet.headings.items()}
    stood = {cell.place: cell.text for row in sheet.rows for cell in row.cells.values()}
    layout, records = layout_of(language), {row["id"]: row for row in rows if isinstance(row, dict)}
    cells: dict[str, list[tuple[str, str]]] = {column: [] for column in named.columns}
    for row in named.rows:
        record, read = records.get(row.get("id")), dict[str, list[str]]()
        for loc, value, column in layout.lay(row):
            if loc[-1] != "channel":
                found = _value_at(record, loc) if loc[0] == "channels" else value
                read.setdefault(column, []).append(str(found or value))
        for column, pairs in cells.items():
            if row.get(column):
                cell, said = row.cells[column], "\n".join(dict.fromkeys(read.get(column, ())))
                pairs.append((stood.get(cell.place, cell.text), said))
    for column, pairs in sorted(cells.items(), key=lambda pair: _order(named.columns[pair[0]])):
        place = named.columns[column]
        example = next((pair for pair in pairs if pair[0] != pair[1]), pairs[0] if pairs else ("", ""))
        heading = "" if column == "id" and pairs and example[0] != example[1] else heading_at.get(place, str(place))
        yield ReadColumn(heading or "--ids", column, *(example if heading else ("", "")), filled=len(pairs))


def _order(place: Place) -> tuple[bool, Place]:
    """Sort columns as they stand, and after them what was given for all rows."""
    return not place.line, place


def _value_at(record: Data, loc: Loc) -> Data:
    """Find a value of a record."""
    here: Any = record
    for step in loc:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return None
    return here if isinstance(here, str) else None


def _rows(checked: CheckedRows[Recipient]) -> Sequence[Data]:
    data = checked.source.data
    rows = data["recipients"] if isinstance(data, dict) else []
    return rows if isinstance(rows, list) else []


def _settled(row: Data, record: Recipient) -> Data:
    """Write the numbers of a row with their country, so that they need not be read again."""
    if not isinstance(row, dict) or not isinstance(channels := row.get("channels"), list):
        return row
    written_out: list[Data] = [
        {**channel, "number": written(known.number)}
        if isinstance(channel, dict) and isinstance(known, Fax | Phone)
        else channel
        for channel, known in zip(channels, record.channels, strict=True)
    ]
    return {**row, "channels": written_out}


def _found_together(workspace: Workspace, checked: CheckedRows[Recipient]) -> Iterator[Problem]:
    """Find what is wrong between the rows, and between them and the folder's recipients; and notes on the rows."""
    source = checked.source
    known = {recipient.id: recipient for recipient in checked.records} | gather_recipients(
        Gathering(workspace)
    ).recipients
    for problem in (
        *recipient_problems(checked.records, source, known),
        *coverage_problems(checked.records, source),
    ):
        if problem.level == "error" or problem.code in SHOWN:
            yield shown(problem, source.text)
    numbers = (
        (("recipients", index, "channels", number, "number"), channel.number)
        for index, recipient in enumerate(checked.records)
        for number, channel in enumerate(recipient.channels)
        if isinstance(channel, Fax | Phone)
    )
    yield from (shown(problem, source.text) for problem in read_at_home(numbers, source))  # all, not the first hundred


def _files(rows: Sequence[Data], name: str, table: str) -> Iterator[tuple[str, str]]:
    """Write rows as YAML, in as many files as their size asks for."""
    texts = [write_draft({"recipients": [row]}).partition("\n")[2] for row in rows]
    parts: list[list[str]] = [[]]
    size = 0
    for text in texts:
        length = len(text.encode())
        if size + length > LARGEST:
            parts.append([])
            size = 0
        parts[-1].append(text)
        size += length
    for number, part in enumerate(parts, 1):
        path = name if number == 1 else f"{name.removesuffix(SUFFIX)}-{number}{SUFFIX}"
        said = f", part {number} of {len(parts)}" if len(parts) > 1 else ""
        yield path, HEAD.format(UNSAFE.sub("_", table), said) + "".join(part)


def _name(out: str) -> str:
    """Insist on a file that is read as one of recipients."""
    path = PurePosixPath(out)
    if path.parent != PurePosixPath(FOLDER) or path.suffix != SUFFIX:
        raise UsageError.of(f"“{out}” is not where recipients are read", f"write it as {FOLDER}/NAME{SUFFIX}")
    return out


def _plain(stem: str) -> str:
    return re.sub(r"[^\w-]+", "-", stem).strip("-") or "imported"


def _nothing(file: str) -> Problem:
    return Problem(f"{file} has no rows", "fill in a row below the names of its columns")
