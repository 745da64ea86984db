"""Writes letters for a form: what was asked becomes the letter, its pictures, and what there is to know of it.

A scribe holds the records of a folder and no word of anybody who writes. Whatever it answers can be carried from one
process to another.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 -- a field bears the name
from pathlib import Path
from typing import Any

from appeals import pipeline
from appeals.checks import find_in_own_fields, find_in_own_words, find_never_said, words_of
from appeals.checks.everyday import Everyday
from appeals.formats.mailto import mailto
from appeals.model.address import Appeal
from appeals.model.case import Case
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.model.name_redaction import NameSearch
from appeals.model.numbers import written
from appeals.model.recipient import Fax
from appeals.pipeline.desk import day_of
from appeals.pipeline.faxing import calls_to
from appeals.pipeline.keeping import Kept
from appeals.pipeline.previewing import preview, tell_prompts
from appeals.pipeline.sound import read_sound
from appeals.problems import AppealsError, Problem
from appeals.templating import Templates
from appeals.web.form import YOU, Entry, make_sender
from appeals.workspace.stamps import stamp_records

LETTER = "appeal"  # the kind that a volunteer writes where the case's own goes to those who write letters
FEW = 256  # letters that are remembered as judged
GONE = Problem("this case has been changed since, and is not open at present", "look for it again later", code="GONE")
Made = tuple[Appeal, Letter]


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
    """What there is to know of a letter beside its words; nobody is named but who may be named to everybody."""

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
    stands_in: bool = False  # whether other words stand in the pictures for a name that the letter itself has


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
        """Read the folder; what has a fault is left out, and told under `faults`."""
        self.folder = folder
        self.read(0)

    def read(self, edition: int) -> None:
        """Read the folder again; a case that has a fault now is gone, with the words and the consent that it had.

        The stamps of the files are put down last: until then whoever asks waits for what is being read.
        """
        workspace = pipeline.Workspace(self.folder)
        stamps = stamp_records(workspace)
        records, self.faults = read_sound(workspace)
        self.records = replace(records, templates=KeptTemplates(records.templates.folders))
        self._judged = Kept[Made](FEW)
        self._everyday = Kept[Everyday](FEW)
        self.edition, self.stamps = edition, stamps

    def has_changed(self) -> bool:
        """Say whether a file that letters are made of has changed, come or gone since the folder was read."""
        return self.stamps != stamp_records(pipeline.Workspace(self.folder))

    # ------------------------------------------------------------------ words of one's own

    @property
    def withholds(self) -> bool:
        """Whether somebody's name is known here that no letter shows; where that cannot be told, it is."""
        return bool(self.faults) or any(True for _ in self._withheld())

    def takes_words(self, ask: Ask) -> bool:
        """Say whether a letter takes a paragraph of one's own.

        It does not where a name that no letter shows could be written in everyday words (“Grace Young”), and where
        there is no list of the everyday words of a language.
        """
        if not self.withholds:
            return True
        everyday = self.everyday(ask)
        return everyday.is_known and not any(map(everyday.makes, self._withheld()))

    def tell_closed(self, today: Date) -> Iterator[str]:
        """Say of which cases letters take no paragraph, and which people's names are the reason; no name is said."""
        names = {
            (case.id, person.id): person.name
            for case in self.records.cases.values()
            for person in case.people
            if person.name and not person.may_be_named(public=False)
        }
        for case in self.records.cases.values() if names else ():
            for code in sorted(case.languages):
                everyday = self.everyday(Ask(case.id, Entry(country="CH", to=case.to[0], language=code), today))
                made = [f"“{who}” of {where}" for (where, who), name in names.items() if everyday.makes(name)]
                if made or not everyday.is_known:
                    why = (
                        f"the name of {', '.join(made)} can be written in everyday words"
                        if made
                        else "there is no list"
                    )
                    yield f"{case.id} ({code}): volunteers can add no words of their own: {why}"

    def may_name(self, ask: Ask) -> bool:
        """Say whether a paragraph may name a person, right or wrong; it is compared with no name that is withheld."""
        return self.withholds and bool(self.everyday(ask).find_others(ask.entry.words))

    def everyday(self, ask: Ask) -> Everyday:
        """Find the words that anybody may write into a letter: everyday words, and those of its public version."""

        def gather() -> Everyday:
            try:
                _, letter = self._compose(replace(ask, entry=nobody(ask.entry)), public=True)
                told = tuple(words_of(letter))
                prompts = tuple(tell_prompts(self.records, self.records.cases[ask.case], self._order(ask), ask.today))
            except (AppealsError, StopIteration):
                told = prompts = ()
            return Everyday(ask.entry.language, (*told, *prompts))

        return self._everyday.get((ask.case, ask.entry.to, ask.entry.language, ask.today), gather)

    def _withheld(self) -> Iterator[str]:
        people = (person for case in self.records.cases.values() for person in case.people)
        return (person.name for person in people if person.name and not person.may_be_named(public=False))

    # ------------------------------------------------------------------ letters

    def answer(self, ask: Ask) -> Answer:
        """Write the letter that is asked for; what the writer or the campaign can mend is told.

        Nothing that was typed is compared with the name of anybody. The records are judged by a letter in which nobody
        has typed a word; the sender's own paragraph is judged by itself, without names.
        """
        if ask.case not in self.records.cases:
            return Answer(problems=(GONE,))
        try:
            self._judged.get(self._key(ask), lambda: self._judge(ask))
        except AppealsError as error:
            return Answer(problems=tuple(map(self.records.discreet, error.problems)))
        own = tuple(self._own(ask))
        if errors := tuple(problem for problem in own if problem.level == "error"):
            return Answer(in_words=errors)
        try:
            return replace(self._make(ask), advice=own)
        except AppealsError as error:
            return Answer(problems=self._explain(ask, error))

    def _explain(self, ask: Ask, error: AppealsError) -> tuple[Problem, ...]:
        """Tell of a letter that cannot be made: what is wrong with any such letter, or the code of what was typed.

        The sentences of a problem may quote what was typed; with the names of people taken out of them, they would
        tell who tries a name that it was right.
        """
        try:
            self._make(replace(ask, entry=nobody(ask.entry)))
        except AppealsError as always:
            return tuple(map(self.records.discreet, always.problems))
        return tuple(Problem("", "", code=problem.code, params=problem.params) for problem in error.problems)

    def _key(self, ask: Ask) -> Hashable:
        return replace(ask, entry=nobody(ask.entry), form="")

    def _judge(self, ask: Ask) -> Made:
        """Compose the letter with nobody's words and judge it; raise an AppealsError with what is wrong."""
        case, entry = self.records.cases[ask.case], nobody(ask.entry)
        records = replace(self.records, cases={case.id: case}, senders={YOU: make_sender(entry)})
        ((appeal, letter),) = pipeline.compose_all(records, self._order(replace(ask, entry=entry)), ask.today)
        return appeal, letter

    def _own(self, ask: Ask) -> Iterator[Problem]:
        """Judge what was typed: nothing in it is compared with a name."""
        case, entry = self.records.cases[ask.case], ask.entry
        yield from find_in_own_fields({"name": entry.name, "address": entry.address}, entry.language)
        if entry.words:
            day = day_of(case, pipeline.Order(), ask.today)
            yield from find_never_said(case, entry.words)
            yield from find_in_own_words(entry.words, entry.language, day, self.records.lists)

    def _order(self, ask: Ask) -> pipeline.Order:
        return order_of(ask, kind_for(self.records, self.records.cases[ask.case]))

    def _compose(self, ask: Ask, *, public: bool) -> Made:
        """Compose the letter, or the version that anyone may read, and judge nothing."""
        case = self.records.cases[ask.case]
        records = replace(self.records, cases={case.id: case}, senders={YOU: make_sender(ask.entry)})
        order = replace(self._order(ask), public=public)
        return next(iter(pipeline.letters_of(records, case, order, ask.today)))

    def _make(self, ask: Ask) -> Answer:
        case, order = self.records.cases[ask.case], self._order(ask)
        records = replace(self.records, cases={case.id: case}, senders={YOU: make_sender(ask.entry)})
        if ask.form:
            _, letter = self._compose(ask, public=False)
            made = pipeline.render_all(records, (letter,), order)
            return Answer(document=made[0] if made else None)
        stands_in = has_stand_ins(case)
        appeal, letter = self._compose(ask, public=stands_in)
        pages = preview(records, letter, order)
        (text,) = pipeline.render_all(records, (letter,), replace(order, formats=("text",)))
        return Answer(
            pages, text.content.decode(), background=_background(records, appeal, letter), stands_in=stands_in
        )


def nobody(entry: Entry) -> Entry:
    """Take out of an entry every word that was typed; what was chosen stays."""
    return replace(entry, name="N", address="A\nB", words="", place="", phone="", email="")


def has_stand_ins(case: Case) -> bool:
    """Say whether a person is named in the letter, and not in what everybody may read."""
    return any(
        person.name and person.may_be_named(public=False) and not person.may_be_named(public=True)
        for person in case.people
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


def _background(records: pipeline.Records, appeal: Appeal, letter: Letter) -> Background:
    """Gather what there is to know of a letter; names of people are taken out."""
    case, to = appeal.case, appeal.addressee
    search = records.search
    law = (Law(cited.key, cited.sentence, cited.source, str(cited.as_of), cited.trace) for cited in appeal.citations)
    choices = ((choice.topic, choice.chosen, choice.because, choice.source) for choice in to.choices)
    return Background(
        date=letter.date,
        deadline=case.deadline,
        language=letter.language,
        envelope=letter.address,
        posted=bool(to.postal),
        mailto=mailto(letter) if letter.mail and letter.mail.to and not letter.public else "",
        calls=tuple(_calls(records, appeal)),
        law=() if appeal.is_copy else tuple(law),
        facts=() if appeal.is_copy else tuple(_facts(case, letter.language, search)),
        choices=tuple(tuple(search.hide(part, parts=False) for part in choice) for choice in choices),  # type: ignore[misc]
    )


def _calls(records: pipeline.Records, appeal: Appeal) -> Iterator[Call]:
    faxes = [channel for channel in appeal.addressee.channels if isinstance(channel, Fax)]
    vias = {fax.number: (fax.via.get(appeal.language) or "") if fax.via else "" for fax in faxes}
    line = records.tariff.outside_line
    for call in calls_to(appeal.addressee.recipient, appeal.sender, appeal.date, line):
        yield Call(written(call.number), call.dialled, vias.get(call.number, ""))


def _facts(case: Case, language: str, search: NameSearch) -> Iterator[Fact]:
    sources = {source.id: source for source in case.sources}
    for claim in case.claims:
        what = claim.what.get(language) or claim.what.pairs[0][1]
        told = tuple(str(sources[telling.source]) for telling in claim.sources)
        yield Fact(search.hide(what), tuple(map(search.hide, told)))
