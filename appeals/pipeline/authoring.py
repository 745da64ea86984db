"""Makes new records from answers, on the one road that the wizard and the web form share.

answers --draft--> commented YAML --judge_draft--> problems --create_draft--> a file, whole or not at all

A draft is judged as a file written by hand is: it is parsed, made a record, held against the others of the folder, and
for a case every letter is composed. `field_of` leads from a problem back to the answer that it is about. The answers
are those of `appeals.model.answers`; `collect` takes what a form sends and leaves blank rows out, so that rows are
counted alike on both sides.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from appeals.checks import find_reach
from appeals.model.answers import Answers, What, collect
from appeals.pipeline.arranging import arrange
from appeals.pipeline.checking import check_all
from appeals.pipeline.examples import model_of
from appeals.pipeline.loading import read_all
from appeals.pipeline.retracing import answer_at
from appeals.problems import AppealsError, Problem, RecordError
from appeals.records import parse, placed
from appeals.records.locating import field_at
from appeals.records.writing import write_record
from appeals.workspace import CASES, Workspace, is_file

FOLDERS: Mapping[What, str] = {"case": CASES, "recipient": "recipients", "sender": "senders"}
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 60  # letters of an id
UNNAMED = "new"  # stands for the name of a file whose id cannot be one


def draft(what: What, answers: Mapping[str, object] | Answers) -> str:
    """Write answers as the commented YAML file that they make, whatever is wrong with them.

    The first line names the schema; comments tell what each part is for, and a part without an answer stays as a
    comment. Raises UsageError only for keys that are no answers.
    """
    return write_record(model_of(what), arrange(collect(what, answers)))


def judge_draft(workspace: Workspace, what: What, text: str, today: date) -> tuple[Problem, ...]:
    """Find everything that is wrong with a draft, as if its file were in the folder already; errors come first.

    A case is composed for every recipient, in every language it has. Faults of the folder's other files are left out,
    and so is that nobody but an invented sender could sign it yet. Nothing is written.
    """
    folder = _WithDraft(workspace, what, text)
    others = {str(path) for path in folder.other_files()}
    found = (
        problem
        for problem in check_all(folder, (), today).problems
        if problem.code != "INVENTED" and not (problem.place and problem.place.file in others)
    )
    return tuple(dict.fromkeys((*_taken(folder), *(_located(p, folder) for p in found), *_reach(folder, today))))


def create_draft(workspace: Workspace, what: What, text: str, today: date) -> Path:
    """Write a draft into its file: `seeds/ID.yaml`, `recipients/ID.yaml` or `senders/ID.yaml`.

    Raises RecordError with every error that is left, and FileError where the file is there already; then nothing is
    written.
    """
    errors = [problem for problem in judge_draft(workspace, what, text, today) if problem.level == "error"]
    if errors:
        raise RecordError(*errors)
    return workspace.create([(_WithDraft(workspace, what, text).name, text)])[0]


def field_of(what: What, problem: Problem) -> str:
    """Name the answer that a problem is about, as `facts.0`, `claims.2.value` or `address_lines.1`; else nothing.

    It is the path into the answers, its steps joined by points and its rows counted from 0. Where an answer holds
    words in several languages, the language is the last step of `problem.loc`.
    """
    return answer_at(what, problem.loc)


class _WithDraft(Workspace):
    """The folder as it would be with the draft in it; of cases it has the draft alone."""

    def __init__(self, workspace: Workspace, what: What, text: str) -> None:
        """Put a draft into a folder, under the name that its id gives it."""
        super().__init__(workspace.folder)
        self.what = what
        self.text = text
        self.id = _id_in(text, what)
        self.name = f"{FOLDERS[what]}/{self.id or UNNAMED}.yaml"
        self.path = workspace.folder / self.name

    def recipient_files(self) -> tuple[Path, ...]:
        """Find the files of recipients."""
        return self._with_draft("recipient", super().recipient_files())

    def sender_files(self) -> tuple[Path, ...]:
        """Find the files of senders."""
        return self._with_draft("sender", super().sender_files())

    def case_files(self) -> tuple[Path, ...]:
        """Find the draft, where it is a case."""
        return self._with_draft("case", ())

    def _with_draft(self, what: What, others: tuple[Path, ...]) -> tuple[Path, ...]:
        """Put the draft first: where an id is given twice, it is the draft's that is at fault."""
        return (self.path, *(path for path in others if path != self.path)) if self.what == what else others

    def read(self, path: Path) -> str:
        """Read a file, or the draft."""
        return self.text if path == self.path else super().read(path)

    def other_files(self) -> Iterator[Path]:
        """List the files of records that the folder has, or should have, but for the draft's."""
        every = (self.recipient_files(), self.sender_files(), self.law_files(), self.tariff_files())
        yield from (self.folder / name for name in ("recipients.yaml", "senders.yaml"))
        yield from (path for files in every for path in files if path != self.path)


def _id_in(text: str, what: What) -> str:
    """Find the id of a draft, where it has one that can name a file."""
    try:
        found = parse(text, "").data
    except AppealsError:
        return ""
    if what != "case" and isinstance(found, dict):
        listed = found.get(f"{what}s")
        found = listed[0] if isinstance(listed, list) and listed else None
    name = found.get("id") if isinstance(found, dict) else None
    return name if isinstance(name, str) and len(name) <= LONGEST and IDENTIFIER.fullmatch(name) else ""


def _taken(folder: _WithDraft) -> Iterator[Problem]:
    """Say that the file of a draft is there already."""
    if folder.id and (is_file(folder.path) or is_file(folder.path.with_suffix(".yml"))):
        loc = ("id",) if folder.what == "case" else (f"{folder.what}s", 0, "id")
        yield Problem(f"there is a {folder.what} “{folder.id}” already", "give this one another id", loc=loc)


def _located(problem: Problem, folder: _WithDraft) -> Problem:
    """Tell the field of a problem that knows only its place in the draft."""
    if problem.loc or not problem.place or problem.place.file != str(folder.path):
        return problem
    return replace(problem, loc=field_at(folder.text, problem.place))


def _reach(folder: _WithDraft, today: date) -> Iterator[Problem]:
    """Judge how a new recipient is reached, as for a letter of today."""
    if folder.what == "recipient":
        records, _ = read_all(folder, ())
        for recipient in records.recipients.values():
            source, loc = records.recipient_places[recipient.id]
            if source.file == str(folder.path):
                for problem in find_reach(recipient, today):
                    yield placed(replace(problem, loc=(*loc, *problem.loc)), source)
