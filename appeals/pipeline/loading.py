"""Reads every record of a run, and reports every fault of every file at once."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from appeals.checks import Lists
from appeals.law.tongue import Tongue
from appeals.model.case import Case
from appeals.model.catalogue import Catalogue
from appeals.model.common import Record
from appeals.model.recipient import Recipient, RecipientsFile
from appeals.model.sender import Sender, SendersFile
from appeals.model.tariff import Tariff
from appeals.phrases import Language
from appeals.pipeline.norms import load_law
from appeals.problems import AppealsError, Loc, Place, Problem, RecordError, UsageError, in_order
from appeals.records import (
    SourceText,
    case_problems,
    check,
    did_you_mean,
    parse,
    recipient_problems,
    salvage,
    sender_problems,
)
from appeals.reference import catalogue, states
from appeals.templating import Templates, shelf
from appeals.workspace import Workspace, is_file

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
M = TypeVar("M", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter: a folder of templates, and whom its letters go to (`kind.toml` where it is not as usual)."""

    name: str
    audience: str = "recipients"  # or "letter-writers", for a circular
    copies: str = "cover-note"  # the kind of note that goes with copies
    annexes: tuple[str, ...] = ()  # that every letter of the kind has


@dataclass(frozen=True, slots=True)
class Records:
    """All records of one run, checked, and the templates they are put into."""

    recipients: Mapping[str, Recipient]
    senders: Mapping[str, Sender]
    cases: Mapping[str, Case]
    templates: Templates
    law: Catalogue
    sources: Mapping[str, SourceText]  # id of a case -> its text, for places
    warnings: tuple[Problem, ...] = ()
    recipient_places: Mapping[str, tuple[SourceText, Loc]] = field(default_factory=dict)  # where each is written
    case_names: frozenset[str] = frozenset()  # of all cases in the folder, those that were not asked for among them
    tariff: Tariff = field(default_factory=Tariff)  # what a fax costs, where the folder says so
    lists: Mapping[str, Lists] = field(default_factory=dict)  # language -> what its texts are judged by

    def discreet(self, problem: Problem) -> Problem:
        """Take the names of the people of all cases out of what a problem says."""
        for source in self.sources.values():
            problem = source.discreet(problem)
        return problem

    def language(self, code: str) -> Language:
        """Find a language by its code."""
        name = f"words/{code}.toml"
        if not LANGUAGE.fullmatch(code) or not self.templates.has(name):
            known = [
                file.removeprefix("words/").removesuffix(".toml") for file in self.templates.names("words/??.toml")
            ]
            mend = did_you_mean(code, known, f"use one of: {', '.join(known)}; or write templates/{name}")
            raise UsageError.of(f"there is no language “{code}”", mend)
        return Language(code, self.templates.words(name))

    def kind(self, name: str) -> Kind:
        """Find a kind of letter by the name of its folder of templates."""
        kinds = sorted({file.split("/")[0] for file in self.templates.names("*/??.html.j2")})
        if name not in kinds:
            mend = did_you_mean(name, kinds, f"the kinds are: {', '.join(kinds)}; or write templates/{name}/en.html.j2")
            raise RecordError(Problem(f"there is no kind of letter “{name}”", mend, loc=("kind",)))
        settings = f"{name}/kind.toml"
        table = self.templates.words(settings) if self.templates.has(settings) else {}
        usual = Kind(name)
        return Kind(
            name,
            audience=table.get("audience", usual.audience),
            copies=table.get("copies", usual.copies),
            annexes=tuple(table.get("annexes", usual.annexes)),
        )

    def tongue(self, language: Language) -> Tongue:
        """Find the law's words in a language."""
        return Tongue(language, self.templates.words(f"words/law.{language.code}.toml"), self.law)


@dataclass(slots=True)
class _Load:
    """Collects records and every problem on the way."""

    workspace: Workspace
    problems: list[Problem] = field(default_factory=list)
    sources: dict[Path, SourceText] = field(default_factory=dict)
    read: dict[Path, tuple[Recipient, ...]] = field(default_factory=dict)

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
            self.sources[path] = parse(self.workspace.read(path), str(path))
            return check(self.sources[path], model)

        return self.attempt(read)

    def records(self, path: Path, model: type[M]) -> M | None:
        """Read a file of many records; keep those without a fault."""
        read = self.record(path, model)
        if read is None and path in self.sources and (kept := salvage(self.sources[path], model)):
            read, self.sources[path] = kept
        return read


def load(workspace: Workspace, cases: Sequence[str] | None = None) -> Records:
    """Read recipients, senders, and the cases named (or all); raise RecordError with every fault of every file."""
    records, problems = read_all(workspace, cases)
    errors = [problem for problem in problems if problem.level == "error"]
    if errors:
        raise RecordError(*errors)
    return records


def read_all(workspace: Workspace, cases: Sequence[str] | None = None) -> tuple[Records, tuple[Problem, ...]]:
    """Read what can be read of recipients, senders and cases, and return every fault of every file with it."""
    run = _Load(workspace)
    recipients = _load_recipients(run)
    addressable = None if run.problems and any(p.level == "error" for p in run.problems) else recipients
    senders = _load_senders(run)
    paths = workspace.case_files() if cases is None else [_case_path(workspace, name) for name in cases]
    known: dict[str, Case] = {}
    sources: dict[str, SourceText] = {}
    for path in {path.resolve(): path for path in paths}.values():
        case = run.record(path, Case)
        if case and case.id in known:
            place = run.sources[path].place_of(("id",))
            run.problems.append(Problem(f"another file has a case “{case.id}” too", "give one another id", place))
        elif case:
            run.problems.extend(case_problems(case, run.sources[path], path.stem, addressable))
            known[case.id], sources[case.id] = case, run.sources[path]
    law = run.attempt(lambda: load_law(workspace)) or catalogue()
    templates = Templates((*workspace.template_folders(), shelf()))
    tariffs = [run.record(path, Tariff) for path in workspace.tariff_files()]
    warnings = tuple(problem for problem in in_order(run.problems) if problem.level != "error")
    places = {
        recipient.id: (run.sources[path], ("recipients", index))
        for path in workspace.recipient_files()
        for index, recipient in enumerate(run.read.get(path, ()))
    }
    records = Records(
        recipients,
        senders,
        known,
        templates,
        law,
        sources,
        warnings,
        recipient_places=places,
        case_names=frozenset((*known, *(path.stem for path in workspace.case_files()))),
        tariff=next((tariff for tariff in tariffs if tariff), Tariff()),
        lists=run.attempt(lambda: _lists(templates)) or {},
    )
    return records, in_order(run.problems)


def _lists(templates: Templates) -> dict[str, Lists]:
    """Read the lists of words of every language that has them."""
    formal = {state.formal_name: state.iso2 for state in states() if state.formal_name != state.name}
    files = templates.names("words/checks.*.toml")
    codes = (file.removeprefix("words/checks.").removesuffix(".toml") for file in files)
    return {code: Lists(code, templates.words(f"words/checks.{code}.toml"), formal) for code in codes}


def _load_recipients(run: _Load) -> dict[str, Recipient]:
    files = [(path, run.records(path, RecipientsFile)) for path in run.workspace.recipient_files()]
    run.read = {path: file.recipients for path, file in files if file}
    known: dict[str, Recipient] = {r.id: r for _, file in files if file for r in file.recipients}
    for path, file in files:
        if file:
            run.problems.extend(recipient_problems(file.recipients, run.sources[path], known))
    if not files:
        run.problems.append(_absent(run.workspace, "recipients.yaml"))
    return known


def _load_senders(run: _Load) -> dict[str, Sender]:
    files = [(path, run.records(path, SendersFile)) for path in run.workspace.sender_files()]
    known = {sender.id: sender for _, file in files if file for sender in file.senders}
    for path, file in files:
        if file:
            run.problems.extend(sender_problems(file.senders, run.sources[path], known))
    if not files:
        run.problems.append(_absent(run.workspace, "senders.yaml"))
    return known


def _absent(workspace: Workspace, name: str) -> Problem:
    mend = "`appeals init DIR` lays out a folder to work in; -C DIR chooses one"
    return Problem("this file is missing", mend, Place(str(workspace.folder / name)))


def _case_path(workspace: Workspace, name: str) -> Path:
    """Find a case by id or path; offer the nearest when there is none."""
    path = workspace.case_file(name)
    if not is_file(path):
        known = [file.stem for file in workspace.case_files()]
        mend = did_you_mean(name, known, f"the cases here are: {', '.join(known) or 'none'}")
        raise UsageError.of(f"there is no case “{name}”", mend, Place(str(path)))
    return path
