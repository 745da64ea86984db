"""Imports a table of offices into the recipients of a folder: checked first, then written whole or not at all."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from appeals.model.numbers import written
from appeals.model.recipient import Fax, Phone, Recipient
from appeals.pipeline.gathering import Gathering, gather_recipients
from appeals.problems import Problem, RecordError, UsageError, in_order
from appeals.records import recipient_problems
from appeals.records.addressbook import layout_of, names_read, number_rows, rename
from appeals.records.drafts import write_draft
from appeals.records.groups import coverage_problems
from appeals.records.rows import CheckedRows, check_rows
from appeals.records.sheets import read_sheet, shown
from appeals.records.source import Data
from appeals.workspace import Workspace

LARGEST = 4_000_000  # bytes of one file; the workspace reads no more than ten million
UNSAFE = re.compile(r"[^\w.() -]")  # what a name of a file may hold and a comment had better not
SHOWN = frozenset({"NUMBER-READ", "COUNTRY-TWICE"})  # notes that are shown when a table is read
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


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written, and what was left."""

    paths: tuple[Path, ...]
    count: int
    unused: tuple[str, ...]  # columns
    problems: tuple[Problem, ...]  # of rows that were left out
    notes: tuple[Problem, ...] = ()  # how something in the rows was read


def import_recipients(workspace: Workspace, table: Path, plan: Plan) -> Imported:
    """Read a CSV table and write its rows as recipients; raise RecordError with every fault of every row.

    Nothing is written where a row has a fault, unless the plan says to keep going; then the faults are returned.
    Raises UsageError for a plan that the table does not fit, and FileError where the file is there already.
    """
    name = _name(plan.out or f"{FOLDER}/{_plain(table.stem)}{SUFFIX}")
    sheet = read_sheet(workspace.read(table), str(table))
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
    if not rows or (problems and not plan.keep_going):
        raise RecordError(*(problems or [_nothing(str(table))]))
    paths = workspace.create(list(_files(rows, name, table.name)))
    shown_ones = (problem for problem in together if problem.code in SHOWN and problem.loc[1] not in left)
    notes = in_order((*names_read(named), *shown_ones))
    return Imported(paths, len(rows), unused, problems, notes)


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
