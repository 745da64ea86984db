"""From records to letters to documents: resolve, compose, render, write."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from appeals.formats import find_format, render
from appeals.law.basis import lay_basis
from appeals.law.citing import cite_all
from appeals.law.tongue import Tongue
from appeals.letters.addressing import address
from appeals.letters.composing import COVER, compose
from appeals.model.address import Addressee, Appeal
from appeals.model.case import Case
from appeals.model.document import Document, Paper
from appeals.model.letter import Letter
from appeals.model.recipient import Recipient
from appeals.model.sender import Sender
from appeals.pipeline.loading import Records, load
from appeals.problems import AppealsError, FileError, Place, Problem, RecordError, UsageError
from appeals.records import did_you_mean
from appeals.reference import state_of
from appeals.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: which cases, to whom, from whom, on which day, and how. Empty means: as the case says."""

    cases: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    sender: str = ""
    day: date | None = None
    language: str = ""
    formats: tuple[str, ...] = ("pdf",)
    paper: Paper = "a4"


def find_sender(records: Records, name: str) -> Sender:
    """Find a sender by id; without one, the first of the file."""
    if not name:
        return next(iter(records.senders.values()))
    if name not in records.senders:
        mend = did_you_mean(name, records.senders, f"the senders are: {', '.join(records.senders)}")
        raise UsageError.of(f"there is no sender “{name}”", mend)
    return records.senders[name]


def find_recipient(records: Records, name: str) -> Recipient:
    """Find a recipient by id; an obsolete record leads to the one that took its place."""
    if name not in records.recipients:
        mend = did_you_mean(name, records.recipients, f"the recipients are: {', '.join(records.recipients)}")
        raise UsageError.of(f"there is no recipient “{name}”", mend)
    recipient = records.recipients[name]
    return find_recipient(records, recipient.obsolete.replaced_by) if recipient.obsolete else recipient


def appeals_of(records: Records, case: Case, order: Order, today: date) -> Iterator[Appeal]:
    """Resolve every letter of a case for its day: first those to its recipients, then the notes that go with copies."""
    day = order.day or case.date or today
    language = records.language(order.language or _first_language(case))
    sender = find_sender(records, order.sender)
    home = records.language(sender.language)
    state = state_of(case.state)
    tongue = Tongue(language, records.templates.words(f"words/law.{language.code}.toml"), records.law)

    def addressed(name: str) -> Addressee:
        return address(find_recipient(records, name), sender, day, language, home)

    principals = tuple(addressed(name) for name in case.to)
    copies = tuple(addressed(name) for name in case.copies)
    copied = {copy.recipient.id for copy in copies}
    chosen = tuple(addressed(name) for name in order.to) if order.to else (*principals, *copies)
    for to in chosen:
        is_copy = to.recipient.id in copied
        addressed_state = to.recipient.office.state == case.state
        basis = lay_basis(records.law, case.law, state, day, addressed=addressed_state)
        yield Appeal(
            case=case,
            kind=COVER if is_copy else case.kind,
            addressee=to,
            principals=principals,
            copies=() if is_copy else copies,
            sender=sender,
            language=language.code,
            date=day,
            basis=basis,
            citations=tuple(cite_all(basis, tongue).values()),
        )


def _first_language(case: Case) -> str:
    """Choose the language a case is written in: English where it has it."""
    languages = sorted(case.languages, key=lambda code: (code != "en", code))
    return languages[0] if languages else "en"


def letter_of(records: Records, appeal: Appeal) -> Letter:
    """Compose the letter of an appeal; a fault is placed in the file of its case."""
    try:
        return compose(appeal, records.language(appeal.language), records.templates)
    except RecordError as error:
        place = Place(records.sources[appeal.case.id].file)
        raise RecordError(*(p if p.place else replace(p, place=place) for p in error.problems)) from error


def compose_all(records: Records, order: Order, today: date) -> tuple[tuple[Appeal, Letter], ...]:
    """Compose every letter that an order asks for; raise with every fault of every letter."""
    made: list[tuple[Appeal, Letter]] = []
    problems: list[Problem] = []
    for name in records.cases:
        try:
            made.extend((a, letter_of(records, a)) for a in appeals_of(records, records.cases[name], order, today))
        except (UsageError, FileError):
            raise
        except AppealsError as error:
            problems.extend(error.problems)
    if problems:
        raise RecordError(*dict.fromkeys(problems))
    return tuple(made)


def render_all(records: Records, letters: Sequence[Letter], order: Order) -> tuple[Document, ...]:
    """Make every document that an order asks for; raise with every fault of every letter."""
    for name in order.formats:
        find_format(name)
    documents: list[Document] = []
    problems: list[Problem] = []
    for letter in letters:
        for name in order.formats:
            try:
                documents.append(render(name, letter, records.templates, order.paper))
            except AppealsError as error:
                problems.extend(error.problems)
                kind = type(error)
    if problems:
        raise kind(*dict.fromkeys(problems))
    return tuple(documents)


def notes_of(appeals: Sequence[Appeal]) -> tuple[str, ...]:
    """Say what was not known for a letter, so that nobody is surprised by what it leaves out."""
    said = (
        f"{appeal.addressee.recipient.id}: {choice.topic} {choice.chosen}: {choice.because}"
        for appeal in appeals
        for choice in appeal.addressee.choices
        if choice.chosen in ("nobody", "none") and choice.topic in ("holder", "address")
    )
    return tuple(dict.fromkeys(said))


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote, and what it did not know."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]


def write(workspace: Workspace, order: Order, out: Path | None, today: date) -> Written:
    """Check, compose and render every letter of an order, then write all of them, or none."""
    records = load(workspace, order.cases)
    made = compose_all(records, order, today)
    documents = render_all(records, [letter for _, letter in made], order)
    paths = workspace.write(documents, out or workspace.folder / "outbox")
    return Written(paths, notes_of([appeal for appeal, _ in made]))
