"""Sorts records: those without a fault are kept, so that a batch can go on without the others."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from appeals.model.case import Case
from appeals.pipeline.loading import Records
from appeals.problems import Problem, RecordError
from appeals.records import SourceText, parse, placed
from appeals.workspace import Workspace

T = TypeVar("T")


def keep_sound(
    workspace: Workspace, records: Records, problems: Sequence[Problem]
) -> tuple[Records, tuple[Problem, ...]]:
    """Leave out every record in which there is an error; return what is left, and the errors.

    Raises RecordError where nothing is left to write of, to, or from.
    """
    errors = [problem for problem in problems if problem.level == "error"]
    faulty = {name for file in _files(workspace) for name in _find_faulty(workspace, file, errors)}
    lost = {problem.place.file for problem in errors if problem.place}
    cases = {name: case for name, case in records.cases.items() if records.sources[name].file not in lost}
    errors.extend(_refuse(records, cases.values(), faulty))
    kept = replace(
        records,
        recipients=_without(records.recipients, faulty),
        senders=_without(records.senders, faulty),
        cases={name: case for name, case in cases.items() if not faulty.intersection((*case.to, *case.copies))},
    )
    told = tuple(map(records.discreet, errors))
    if not (kept.cases and kept.recipients and kept.senders):
        raise RecordError(*told)
    return kept, told


def _files(workspace: Workspace) -> Iterator[Path]:
    files = (*workspace.recipient_files(), *workspace.sender_files())
    return (path for path in files if path.suffix in {".yaml", ".yml"})  # of a table, faulty rows were never taken


def _find_faulty(workspace: Workspace, file: Path, errors: Iterable[Problem]) -> Iterator[str]:
    """Yield the id of each record of a file in whose lines an error stands."""
    lines = [problem.place.line for problem in errors if problem.place and problem.place.file == str(file)]
    if not lines:
        return
    starts, names = _list_records(parse(workspace.read(file), str(file)))
    for line in lines:
        if spot := bisect_right(starts, line):
            yield names[spot - 1]


def _list_records(source: SourceText) -> tuple[list[int], list[str]]:
    """List the first line and the id of each record of a file, those without an id among them."""
    starts, names = [], []
    for what in ("recipients", "senders"):
        entries = source.data.get(what) if isinstance(source.data, dict) else None
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            starts.append(source.place_of((what, index)).line)
            names.append(str(entry.get("id", "")) if isinstance(entry, dict) else "")
    return starts, names


def _refuse(records: Records, cases: Iterable[Case], faulty: set[str]) -> Iterator[Problem]:
    """Say which cases go to someone who had to be left out."""
    for case in cases:
        for field, names in (("to", case.to), ("copies", case.copies)):
            for index, name in enumerate(names):
                if name in faulty:
                    sentence = f"the case goes to “{name}”, and there is a fault in that record"
                    yield placed(
                        Problem(sentence, "mend that record first", loc=(field, index)), records.sources[case.id]
                    )


def _without(records: Mapping[str, T], names: set[str]) -> dict[str, T]:
    return {name: record for name, record in records.items() if name not in names}
