"""Gathers the records of a folder, and every fault on the way: who is written to, and who writes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from appeals.model.common import Record
from appeals.model.name_redaction import HiddenName
from appeals.model.recipient import Group, Recipient, RecipientsFile
from appeals.model.sender import Sender, SendersFile
from appeals.pipeline.examples import example_problems
from appeals.problems import AppealsError, Loc, Place, Problem
from appeals.records import (
    Folder,
    SourceText,
    check,
    named_people,
    parse,
    recipient_problems,
    salvage,
    sender_problems,
)
from appeals.records.cells import shown
from appeals.records.groups import coverage_problems, group_problems
from appeals.records.shown import may_tell
from appeals.records.volunteers import read_volunteers
from appeals.workspace import Workspace

M = TypeVar("M", bound=Record)
T = TypeVar("T")


@dataclass(slots=True)
class Gathering:
    """Collects what is read of a folder, and every problem on the way."""

    workspace: Workspace
    folder: Folder = field(
        default_factory=Folder
    )  # names of people that no message shows, and those of people who are known
    problems: list[Problem] = field(default_factory=list)
    sources: dict[Path, SourceText] = field(default_factory=dict)
    sender_places: dict[str, tuple[SourceText, Loc]] = field(default_factory=dict)  # where each is written

    @property
    def is_faulty(self) -> bool:
        """Whether something was found that must be mended."""
        return any(problem.level == "error" for problem in self.problems)

    def attempt(self, step: Callable[[], T]) -> T | None:
        """Take a step; keep its problems rather than stop."""
        try:
            return step()
        except AppealsError as error:
            self.problems.extend(error.problems)
            return None

    def record(self, path: Path, model: type[M]) -> M | None:
        """Read one file into a record."""

        def read() -> M:
            self.sources[path] = parse(self.workspace.read(path), str(path), self.folder)
            return check(self.sources[path], model)

        return self.attempt(read)

    def records(self, path: Path, model: type[M]) -> M | None:
        """Read a file of many records; keep those without a fault."""
        read = self.record(path, model)
        if read is None and path in self.sources and (kept := salvage(self.sources[path], model)):
            read, self.sources[path] = kept
        return read

    def absent(self, name: str) -> None:
        """Say that a file is missing which every folder has."""
        mend = "`appeals init DIR` lays out a folder to work in; -C DIR chooses one"
        self.problems.append(Problem("this file is missing", mend, Place(str(self.workspace.folder / name))))


def find_people_named(workspace: Workspace, cases: Iterable[Path]) -> tuple[HiddenName, ...]:
    """Find the people whom the cases of a folder name, in files that cannot be read as well."""
    found: list[HiddenName] = []
    for path in {path.resolve(): path for path in (*workspace.case_files(), *cases)}.values():
        try:
            text = workspace.read(path)
        except AppealsError:
            continue  # reported where the file is asked for
        try:
            data = parse(text, str(path)).data if may_tell(text) else {}
        except AppealsError:
            data = None
        found += named_people(text, data, path.stem)
    return tuple(dict.fromkeys(found))


def known_names(recipients: Iterable[Recipient], senders: Iterable[Sender]) -> Iterator[str]:
    """Yield the names of those who hold offices and of those who sign: people who are known not to be hidden."""
    for recipient in recipients:
        yield from (holder.name for holder in recipient.holders if holder.name)
    for sender in senders:
        yield from (name for name in (sender.name, sender.signatory.name if sender.signatory else None) if name)


@dataclass(frozen=True, slots=True)
class Reached:
    """Who may be written to: recipients, their groups, and where each recipient is written."""

    recipients: dict[str, Recipient]
    groups: dict[str, Group]
    places: dict[str, tuple[SourceText, Loc]]


def gather_recipients(run: Gathering) -> Reached:
    """Read every file of recipients."""
    paths = run.workspace.recipient_files()
    files = [(file, run.sources[path]) for path in paths if (file := run.records(path, RecipientsFile))]
    known = {recipient.id: recipient for file, _ in files for recipient in file.recipients}
    groups: dict[str, Group] = {}
    for file, source in files:
        run.problems.extend(recipient_problems(file.recipients, source, known))
        run.problems.extend(coverage_problems(file.recipients, source))
        run.problems.extend(example_problems(_numbered("recipients", file.recipients), source))
        for group in file.groups:
            groups.setdefault(group.id, group)
    ids = None if run.is_faulty else known
    tags = {tag for recipient in known.values() for tag in recipient.tags}
    for file, source in files:
        run.problems.extend(group_problems(file.groups, source, groups, ids, tags))
    if not paths:
        run.absent("recipients.yaml")
    return Reached(known, groups, dict(_places(files)))


def _places(files: Sequence[tuple[RecipientsFile, SourceText]]) -> Iterator[tuple[str, tuple[SourceText, Loc]]]:
    for file, source in files:
        for index, recipient in enumerate(file.recipients):
            yield recipient.id, (source, ("recipients", index))


def gather_senders(run: Gathering) -> dict[str, Sender]:
    """Read every file and table of senders."""
    paths = run.workspace.sender_files()
    files = [(path, run.attempt(partial(_read_senders, run, path)) or ()) for path in paths]
    known = {sender.id: sender for _, senders in files for sender in senders}
    for path, senders in files:
        if path in run.sources:
            source = run.sources[path]
            for index, sender in enumerate(senders):
                run.sender_places.setdefault(sender.id, (source, ("senders", index)))
            examples = example_problems(_numbered("senders", senders), source)
            found = (*sender_problems(senders, source, known), *examples)
            run.problems.extend(shown(p, source.text) if _is_table(path) else p for p in found)
    if not paths:
        run.absent("senders.yaml")
    elif not known and not run.is_faulty:
        run.problems.append(Problem("nobody is in this table", "fill in a row for each sender", Place(str(paths[0]))))
    return known


def _read_senders(run: Gathering, path: Path) -> tuple[Sender, ...]:
    if not _is_table(path):
        file = run.records(path, SendersFile)
        return file.senders if file else ()
    checked = read_volunteers(run.workspace.read(path), str(path))
    run.sources[path] = checked.source
    run.problems.extend(checked.problems)
    return checked.records


def _numbered(part: str, records: Sequence[Record]) -> Iterator[tuple[Loc, Record]]:
    return (((part, index), record) for index, record in enumerate(records))


def _is_table(path: Path) -> bool:
    return path.suffix.lower() == ".csv"
