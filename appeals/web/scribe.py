"""Writes letters for a form: what was asked becomes the letter, its pictures, and what there is to know of it.

A scribe holds the records of a folder and no word of anybody who writes. Whatever it answers can be carried from one
process to another.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 -- a field bears the name
from pathlib import Path
from typing import Any

from appeals import pipeline
from appeals.formats.mailto import mailto
from appeals.model.address import Appeal
from appeals.model.case import Case
from appeals.model.discretion import hide_names
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.model.numbers import written
from appeals.model.recipient import Fax
from appeals.pipeline.faxing import calls_to
from appeals.pipeline.previewing import advise, preview
from appeals.problems import AppealsError, Problem
from appeals.templating import Templates
from appeals.web.form import YOU, Entry, make_sender

LETTER = "appeal"  # the kind that a volunteer writes where the case's own goes to those who write letters
WORDS = "--personal"  # what a problem gives as its place when it is in the sender's own words


@dataclass(frozen=True, slots=True)
class Ask:
    """One letter that is asked for: the pictures of its pages, or a file in a format."""

    case: str
    entry: Entry
    today: Date
    form: str = ""  # a format; empty for pictures


@dataclass(frozen=True, slots=True)
class Call:
    """A fax line: the number as anybody reads it, as the sender dials it, and whose machine it is."""

    number: str
    dialled: str
    via: str


@dataclass(frozen=True, slots=True)
class Law:
    """A provision that the letter cites: what it says, and what that rests on."""

    key: str
    sentence: str
    source: str
    as_of: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim of the case, with its sources."""

    what: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """What there is to know of a letter beside its words; people of the case are not named."""

    date: Date
    deadline: Date | None
    language: str
    envelope: tuple[str, ...]
    posted: bool
    mailto: str = ""  # a link; empty where no mailbox is known
    calls: tuple[Call, ...] = ()
    law: tuple[Law, ...] = ()
    facts: tuple[Fact, ...] = ()
    choices: tuple[tuple[str, str, str, str], ...] = ()  # topic, chosen, because, source


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an ask: pictures with the letter's text, or a document; or problems."""

    pages: tuple[bytes, ...] = ()
    text: str = ""
    document: Document | None = None
    background: Background | None = None
    problems: tuple[Problem, ...] = ()
    in_words: tuple[Problem, ...] = ()  # problems in the sender's own words
    advice: tuple[Problem, ...] = ()  # what in them might be better


class KeptTemplates(Templates):
    """Templates whose tables of words are read once, and not again for every letter."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """Look into the same folders."""
        super().__init__(folders)
        self._tables: dict[str, dict[str, Any]] = {}

    def words(self, name: str) -> dict[str, Any]:
        """Read a table of fixed words, if it was not read before."""
        if name not in self._tables:
            self._tables[name] = super().words(name)
        return self._tables[name]


class Scribe:
    """The records of a folder, read once, and again when they have changed."""

    def __init__(self, folder: Path) -> None:
        """Read the folder; raise RecordError with every fault of every file."""
        self.folder = folder
        self.edition = 0
        self.read()

    def read(self) -> None:
        """Read the folder again."""
        records = pipeline.load(pipeline.Workspace(self.folder))
        self.records = replace(records, templates=KeptTemplates(records.templates.folders))

    def answer(self, ask: Ask) -> Answer:
        """Write the letter that is asked for; what the writer or the campaign can mend is told, without names."""
        try:
            return self._write(ask)
        except AppealsError as error:
            own = tuple(problem for problem in error.problems if _is_own(problem))
            others = tuple(self.records.discreet(problem) for problem in error.problems if not _is_own(problem))
            return Answer(problems=others, in_words=own)

    def _write(self, ask: Ask) -> Answer:
        case = self.records.cases[ask.case]
        sender = make_sender(ask.entry)
        records = replace(self.records, cases={case.id: case}, senders={YOU: sender})
        order = order_of(ask, kind_for(self.records, case))
        ((appeal, letter),) = pipeline.compose_all(records, order, ask.today)
        if ask.form:
            made = pipeline.render_all(records, (letter,), order)
            return Answer(document=made[0] if made else None)
        pages = preview(records, letter, order)
        (text,) = pipeline.render_all(records, (letter,), replace(order, formats=("text",)))
        return Answer(
            pages,
            text.content.decode(),
            background=_background(records, appeal, letter),
            advice=tuple(advise(records, appeal)),
        )


def kind_for(records: pipeline.Records, case: Case) -> str:
    """Choose the kind of letter where the case's own is not written to recipients; otherwise the case's."""
    return "" if records.kind(case.kind).audience == "recipients" else LETTER


def order_of(ask: Ask, kind: str = "") -> pipeline.Order:
    """Put what a form asks as the command line would."""
    entry = ask.entry
    return pipeline.Order(
        cases=(ask.case,),
        to=(entry.to,),
        senders=(YOU,),
        language=entry.language,
        formats=(ask.form or "pdf",),
        paper=entry.paper,
        kind=kind,
        personal=entry.words,
        late=True,
    )


def _is_own(problem: Problem) -> bool:
    return bool(problem.place and problem.place.file == WORDS)


def _background(records: pipeline.Records, appeal: Appeal, letter: Letter) -> Background:
    """Gather what there is to know of a letter; names of people are taken out."""
    case, to = appeal.case, appeal.addressee
    names = records.sources[case.id].names
    law = (Law(cited.key, cited.sentence, cited.source, str(cited.as_of), cited.trace) for cited in appeal.citations)
    choices = ((choice.topic, choice.chosen, choice.because, choice.source) for choice in to.choices)
    return Background(
        date=letter.date,
        deadline=case.deadline,
        language=letter.language,
        envelope=letter.address,
        posted=bool(to.postal),
        mailto=mailto(letter) if letter.mail and letter.mail.to else "",
        calls=tuple(_calls(records, appeal)),
        law=() if appeal.is_copy else tuple(law),
        facts=() if appeal.is_copy else tuple(_facts(case, letter.language, names)),
        choices=tuple(tuple(hide_names(part, names) for part in choice) for choice in choices),  # type: ignore[misc]
    )


def _calls(records: pipeline.Records, appeal: Appeal) -> Iterator[Call]:
    faxes = [channel for channel in appeal.addressee.channels if isinstance(channel, Fax)]
    vias = {fax.number: (fax.via.get(appeal.language) or "") if fax.via else "" for fax in faxes}
    line = records.tariff.outside_line
    for call in calls_to(appeal.addressee.recipient, appeal.sender, appeal.date, line):
        yield Call(written(call.number), call.dialled, vias.get(call.number, ""))


def _facts(case: Case, language: str, names: tuple[str, ...]) -> Iterator[Fact]:
    sources = {source.id: source for source in case.sources}
    for claim in case.claims:
        what = claim.what.get(language) or claim.what.pairs[0][1]
        told = tuple(str(sources[telling.source]) for telling in claim.sources)
        yield Fact(hide_names(what, names), tuple(hide_names(source, names) for source in told))
