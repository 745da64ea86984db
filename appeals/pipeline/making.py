"""From records to letters to documents: resolve, compose, render, write."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from appeals.formats import (
    FORMATS,
    PAGE_FORMATS,
    POSTAL_FORMATS,
    RUN_FORMATS,
    find_format,
    render,
    render_pages,
    render_run,
)
from appeals.formats.stationery import Stationery, choose_stationery
from appeals.law.annex import annex_of_norms
from appeals.law.basis import lay_basis
from appeals.law.citing import cite_all
from appeals.letters.addressing import address, circle
from appeals.letters.annex import annex_of_sources
from appeals.letters.composing import compose
from appeals.letters.cover import cover_sheet
from appeals.model.address import Addressee, Appeal
from appeals.model.case import Case
from appeals.model.document import Document
from appeals.model.fax import FaxSetup
from appeals.model.letter import Annex, Letter
from appeals.model.recipient import Recipient
from appeals.model.sender import Sender
from appeals.pipeline.faxing import FAX_FORMATS, fax_notes, fax_paper
from appeals.pipeline.judging import insist, insist_on_time, judge_names
from appeals.pipeline.loading import Records, load
from appeals.pipeline.ordering import Order
from appeals.pipeline.worklist import list_errands, write_worklist
from appeals.problems import AppealsError, Problem, RecordError, UsageError
from appeals.records import did_you_mean, placed
from appeals.reference import state_of
from appeals.templating import Templates
from appeals.workspace import Workspace


def find_sender(records: Records, name: str = "") -> Sender:
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


def day_of(case: Case, order: Order, today: date) -> date:
    """Find the day that a case's letters bear."""
    return order.day or case.date or today


def appeals_of(records: Records, case: Case, order: Order, today: date) -> Iterator[Appeal]:
    """Resolve every letter of a case for its day: first those to its recipients, then the notes that go with copies."""
    day = day_of(case, order, today)
    language = records.language(order.language or _first_language(case))
    sender = find_sender(records, *order.senders[:1])
    home = records.language(sender.language)
    tongue = records.tongue(language)
    kind = records.kind(order.kind or case.kind)

    def addressed(name: str) -> Addressee:
        return address(find_recipient(records, name), sender, day, language, home)

    principals = tuple(addressed(name) for name in case.to)
    copies = tuple(addressed(name) for name in case.copies)
    copied = {copy.recipient.id for copy in copies}
    written_to = principals if kind.audience == "recipients" else (circle(language),)
    for to in tuple(addressed(name) for name in order.to) if order.to else (*written_to, *copies):
        is_copy = to.recipient.id in copied and to.recipient.id not in case.to
        state = to.recipient.office.state
        basis = lay_basis(records.law, case.law, state_of(case.state), day, addressed=state == case.state)
        yield Appeal(
            case=case,
            kind=kind.copies if is_copy else kind.name,
            addressee=to,
            principals=principals,
            copies=() if is_copy else copies,
            sender=sender,
            language=language.code,
            date=day,
            is_copy=is_copy,
            personal="" if is_copy else order.personal,
            public=order.public,
            basis=basis,
            citations=tuple(cite_all(basis, tongue).values()),
        )


def _first_language(case: Case) -> str:
    """Choose the language a case is written in: English where it has it."""
    languages = sorted(case.languages, key=lambda code: (code != "en", code))
    return languages[0] if languages else "en"


def letters_of(records: Records, case: Case, order: Order, today: date) -> Iterator[tuple[Appeal, Letter]]:
    """Compose every letter of a case; a fault of the case gets its place in the case's file."""
    try:
        for appeal in appeals_of(records, case, order, today):
            _insist_on_law(appeal)
            language = records.language(appeal.language)
            letter = compose(appeal, language, records.templates)
            cover = cover_sheet(appeal, language, records.tariff.outside_line) if order.cover else None
            yield appeal, replace(letter, annexes=_annexes(records, appeal, order), cover=cover)
    except RecordError as error:
        source = records.sources[case.id]
        raise RecordError(*(p if p.place or not p.loc else placed(p, source) for p in error.problems)) from error


def _insist_on_law(appeal: Appeal) -> None:
    """Refuse a letter whose case cites what may not be cited."""
    refused = [problem for problem in appeal.basis.findings if problem.level == "error"]
    if refused:
        raise RecordError(*refused)


def _annexes(records: Records, appeal: Appeal, order: Order) -> tuple[Annex, ...]:
    """Make the annexes that the order or the kind of letter asks for."""
    wanted = dict.fromkeys((*records.kind(appeal.kind).annexes, *(() if appeal.is_copy else order.annexes)))
    language = records.language(appeal.language)
    made = {
        "law": lambda: annex_of_norms(appeal.basis, records.tongue(language)),
        "sources": lambda: annex_of_sources(appeal.case, language),
    }
    for name in wanted:
        if name not in made:
            raise UsageError.of(f"there is no annex “{name}”", f"use one of: {', '.join(made)}")
    return tuple(made[name]() for name in wanted)


def compose_all(records: Records, order: Order, today: date) -> tuple[tuple[Appeal, Letter], ...]:
    """Compose every letter that an order asks for; raise with every fault of every case."""
    made: list[tuple[Appeal, Letter]] = []
    problems: list[Problem] = []
    for case in records.cases.values():
        day = day_of(case, order, today)
        try:
            insist_on_time(records, case, day, late=order.late)
            letters = tuple(letters_of(records, case, order, today))
            insist(records, case, day, letters)
            made.extend(letters)
        except UsageError:
            raise
        except AppealsError as error:
            problems.extend(map(records.discreet, error.problems))
    if problems:
        raise RecordError(*dict.fromkeys(problems))
    return tuple(made)


def render_all(records: Records, letters: Sequence[Letter], order: Order) -> tuple[Document, ...]:
    """Make every document that an order asks for; raise with every fault of every letter."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for make in _renderings(records, letters, order):
        try:
            documents.extend(make())
        except AppealsError as error:
            problems.extend(map(records.discreet, error.problems))
            kind = type(error)
    if problems:
        raise kind(*dict.fromkeys(problems))
    return tuple(documents)


def _renderings(
    records: Records, letters: Sequence[Letter], order: Order
) -> Iterator[Callable[[], tuple[Document, ...]]]:
    """Yield what is to be made: the documents of each letter, then those of all of them."""
    for name in order.formats:
        find_format(name)
    stationery = _stationery(order, order.paper)
    for letter in letters:
        own = stationery
        if FAX_FORMATS & set(order.formats) and not (order.paper or order.window or order.labels):
            own = _stationery(order, fax_paper(records, letter, find_sender(records, *order.senders[:1])))
        for name in order.formats:
            if name in POSTAL_FORMATS and letter.is_circular:
                continue
            if name in FORMATS:
                yield partial(_alone, name, letter, records.templates, own)
            elif name in PAGE_FORMATS:
                yield partial(render_pages, name, letter, records.templates, own)
    posted = [letter for letter in letters if not letter.is_circular]
    for name in order.formats if posted else ():
        if name in RUN_FORMATS:
            yield partial(_whole, name, posted, records.templates, stationery)


def _alone(name: str, letter: Letter, templates: Templates, stationery: Stationery) -> tuple[Document, ...]:
    return (render(name, letter, templates, stationery),)


def _whole(name: str, letters: Sequence[Letter], templates: Templates, stationery: Stationery) -> tuple[Document, ...]:
    return (render_run(name, letters, templates, stationery),)


def _stationery(order: Order, paper: str) -> Stationery:
    """Choose what an order is printed on, for a paper."""
    fax = FaxSetup(order.fax_coding, order.fax_resolution, order.cover)
    return replace(choose_stationery(paper, order.window, order.envelope, order.labels), fax=fax)


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
    if order.worklist:
        documents = (*documents, write_worklist(tuple(list_errands(made, documents, records.tariff))))
    paths = workspace.write(documents, out or workspace.folder / "outbox")
    appeals = [appeal for appeal, _ in made]
    faxed = fax_notes(appeals) if FAX_FORMATS & set(order.formats) else ()
    warned = (str(problem) for case in records.cases.values() for problem in judge_names(records, case))
    return Written(paths, (*notes_of(appeals), *dict.fromkeys(faxed), *dict.fromkeys(warned)))
