"""Reads every record of a run, and reports every fault of every file at once."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from appeals.checks import Lists, hidden_people, people_named
from appeals.law.tongue import Tongue
from appeals.model.case import Case
from appeals.model.catalogue import Catalogue
from appeals.model.name_redaction import HiddenName, NameSearch, hide_in_problem, same_name, search_for
from appeals.model.recipient import Group, Recipient
from appeals.model.sender import Sender
from appeals.model.tariff import Tariff
from appeals.phrases import Language
from appeals.pipeline.examples import example_problems
from appeals.pipeline.gathering import Gathering, find_people_named, gather_recipients, gather_senders, known_names
from appeals.pipeline.kinds import Kind, find_kind
from appeals.pipeline.norms import load_law
from appeals.problems import Loc, Place, Problem, RecordError, UsageError, in_order
from appeals.records import Folder, SourceText, case_problems, did_you_mean
from appeals.reference import catalogue, states
from appeals.templating import Templates, shelf
from appeals.workspace import Workspace, is_file

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


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
    sender_places: Mapping[str, tuple[SourceText, Loc]] = field(default_factory=dict)  # where each is written
    case_names: frozenset[str] = frozenset()  # of all cases in the folder, those that were not asked for among them
    tariff: Tariff = field(default_factory=Tariff)  # what a fax costs, where the folder says so
    lists: Mapping[str, Lists] = field(default_factory=dict)  # language -> what its texts are judged by
    groups: Mapping[str, Group] = field(default_factory=dict)  # recipients under one name
    folder: Folder = field(default_factory=Folder)  # the names of people in all cases of the folder

    @property
    def search(self) -> NameSearch:
        """The search for every name of the folder that not everybody may read."""
        return search_for(self.folder.hidden, self.folder.others)

    def search_for_letters(self, case: Case, *, public: bool) -> NameSearch:
        """Look for the names that letters of a case, or their public version, must not have.

        Of people of other cases only whole names count: their first and family names may be anybody's here.
        """
        own = hidden_people(case, public=public)
        named = tuple(p.name for p in case.people if p.name and p.may_be_named(public=public))
        elsewhere = (
            h for h in self.folder.hidden if h.case != case.id and not any(same_name(h.name, n) for n in named)
        )
        others = (*self.folder.others, *named)
        return search_for((*own, *(replace(hidden, alone=False) for hidden in elsewhere)), others)

    def insist_on_nameless(self, folder: Path) -> None:
        """Refuse a folder for letters whose own name would tell of a person; raise UsageError."""
        if self.search.finds(folder.name):
            raise UsageError.of(
                "the folder for these letters would bear the name of a person that is kept back", "choose another name"
            )

    def discreet(self, problem: Problem) -> Problem:
        """Take the names of the people of all cases out of what a problem says."""
        return hide_in_problem(problem, self.search)

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
        return find_kind(self.templates, name)

    def tongue(self, language: Language) -> Tongue:
        """Find the law's words in a language."""
        return Tongue(language, self.templates.words(f"words/law.{language.code}.toml"), self.law)


def load(workspace: Workspace, cases: Sequence[str] | None = None) -> Records:
    """Read recipients, senders, and the cases named (or all); raise RecordError with every fault of every file."""
    records, problems = read_all(workspace, cases)
    errors = [problem for problem in problems if problem.level == "error"]
    if errors:
        raise RecordError(*errors)
    return records


def read_all(workspace: Workspace, cases: Sequence[str] | None = None) -> tuple[Records, tuple[Problem, ...]]:
    """Read what can be read of recipients, senders and cases, and return every fault of every file with it."""
    paths = workspace.case_files() if cases is None else [_case_path(workspace, name) for name in cases]
    people = _split(find_people_named(workspace, paths))
    run = Gathering(workspace, people)
    reached = gather_recipients(run)
    addressable = None if run.is_faulty else reached.recipients
    senders = gather_senders(run)
    others = tuple(dict.fromkeys(known_names(reached.recipients.values(), senders.values())))
    run.folder = replace(people, others=others)
    known, sources = _load_cases(run, paths, addressable)
    law = run.attempt(lambda: load_law(workspace)) or catalogue()
    templates = Templates((*workspace.template_folders(), shelf()))
    tariffs = [run.record(path, Tariff) for path in workspace.tariff_files()]
    run.problems.extend(_unspoken(run, senders.values(), templates))
    records = Records(
        reached.recipients,
        senders,
        known,
        templates,
        law,
        sources,
        warnings=tuple(problem for problem in in_order(run.problems) if problem.level != "error"),
        recipient_places=reached.places,
        sender_places=run.sender_places,
        case_names=frozenset((*known, *(path.stem for path in workspace.case_files()))),
        tariff=next((tariff for tariff in tariffs if tariff), Tariff()),
        lists=run.attempt(lambda: _lists(templates)) or {},
        groups=reached.groups,
        folder=_folder_of(run.folder, known.values()),
    )
    return records, tuple(map(records.discreet, in_order(run.problems)))


def find_names(workspace: Workspace) -> NameSearch:
    """Find the names that the cases of a folder keep back, as far as its files can be read."""
    people = _split(find_people_named(workspace, ()))
    if not people.hidden:
        return search_for(())
    run = Gathering(workspace, people)
    reached, senders = run.attempt(lambda: gather_recipients(run)), run.attempt(lambda: gather_senders(run)) or {}
    recipients = reached.recipients.values() if reached else ()
    return search_for(people.hidden, tuple(known_names(recipients, senders.values())))


def _split(people: Iterable[HiddenName]) -> Folder:
    """Part the people whom cases name: those whose names are kept back, and those whom anybody may name."""
    people = tuple(people)
    return Folder(tuple(p for p in people if not p.public), tuple(p for p in people if p.public))


def _folder_of(folder: Folder, cases: Iterable[Case]) -> Folder:
    """Put the people of the cases that were read in the place of what was found in their files."""
    cases = tuple(cases)
    read = {case.id for case in cases}
    elsewhere = tuple(person for person in (*folder.hidden, *folder.public) if person.case not in read)
    found = _split((*elsewhere, *(person for case in cases for person in people_named(case))))
    return replace(found, others=(*folder.others, *(person.name for person in found.public)))


def _unspoken(run: Gathering, senders: Iterable[Sender], templates: Templates) -> Iterator[Problem]:
    """Yield the senders of whose language there are no words; the country on an envelope is written in it."""
    for sender in senders:
        name = f"words/{sender.language}.toml"
        if not templates.has(name):
            source, loc = run.sender_places[sender.id]
            yield Problem(
                f"the sender “{sender.id}” has the language “{sender.language}”, and there are no words of it",
                f"take one that there is, as en or de, or write templates/{name}",
                source.place_of((*loc, "language")),
            )


def _load_cases(
    run: Gathering, paths: Sequence[Path], addressable: Mapping[str, Recipient] | None
) -> tuple[dict[str, Case], dict[str, SourceText]]:
    """Read cases, each file once; return them with their texts."""
    known: dict[str, Case] = {}
    sources: dict[str, SourceText] = {}
    for path in {path.resolve(): path for path in paths}.values():
        case = run.record(path, Case)
        if case and case.id in known:
            place = run.sources[path].place_of(("id",))
            run.problems.append(Problem(f"another file has a case “{case.id}” too", "give one another id", place))
        elif case:
            run.problems.extend(case_problems(case, run.sources[path], path.stem, addressable))
            run.problems.extend(example_problems([((), case)], run.sources[path]))
            known[case.id], sources[case.id] = case, run.sources[path]
    return known, sources


def _lists(templates: Templates) -> dict[str, Lists]:
    """Read the lists of words of every language that has them."""
    formal = {state.formal_name: state.iso2 for state in states() if state.formal_name != state.name}
    files = templates.names("words/checks.*.toml")
    codes = (file.removeprefix("words/checks.").removesuffix(".toml") for file in files)
    return {code: Lists(code, templates.words(f"words/checks.{code}.toml"), formal) for code in codes}


def _case_path(workspace: Workspace, name: str) -> Path:
    """Find a case by id or path; offer the nearest when there is none."""
    path = workspace.case_file(name)
    if not is_file(path):
        known = [file.stem for file in workspace.case_files()]
        mend = did_you_mean(name, known, f"the cases here are: {', '.join(known) or 'none'}")
        raise UsageError.of(f"there is no case “{name}”", mend, Place(str(path)))
    return path
