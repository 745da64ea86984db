"""The desk where the letters of a run are written one after another: what does not change between them is made once.

A letter depends on its case, its recipient, its sender and its language. Most of it depends on less: the legal basis on
the case and on whether its own state is addressed; the wording on these and on what its template asks for; what stands
around the words on the sender. The desk keeps each under a key of exactly what it is made of. What depends on the
recipient is made for every letter.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from appeals.checks import words_of_wording
from appeals.law.annex import annex_of_norms
from appeals.law.basis import lay_basis
from appeals.law.citing import cite_all
from appeals.law.tongue import Tongue
from appeals.letters.addressing import Origin, address, circle
from appeals.letters.annex import annex_of_sources
from appeals.letters.composing import address_letter, frame_letters
from appeals.letters.cover import cover_sheet
from appeals.letters.wording import compose_wording, matter_of, template_of
from appeals.model.address import Addressee, Appeal
from appeals.model.case import Case
from appeals.model.law import Citation, LegalBasis
from appeals.model.letter import CIRCLE, Annex, Letter
from appeals.model.sender import Sender
from appeals.model.wording import Frame, Wording
from appeals.phrases import Language
from appeals.pipeline.digesting import Digests, digest
from appeals.pipeline.faxing import FAX_FORMATS
from appeals.pipeline.finding import find_recipient, find_senders
from appeals.pipeline.inventions import find_inventions
from appeals.pipeline.judging import Judge, Made
from appeals.pipeline.keeping import Kept
from appeals.pipeline.kinds import Kind, find_wrong_kind, requests_for
from appeals.pipeline.loading import Records
from appeals.pipeline.naming import Named, find_named
from appeals.pipeline.ordering import Order, Planned
from appeals.problems import Problem, RecordError, UsageError
from appeals.records import placed
from appeals.reference import state_of

FEW, MANY = 64, 1024  # of what is large, as a wording, and of what is small, as a letterhead


@dataclass(frozen=True, slots=True)
class Occasion:
    """What all letters of one case from one sender in one language have in common."""

    case: Case
    kind: Kind
    own_kind: Kind  # that the case names
    sender: Sender
    language: Language
    day: date
    origin: Origin
    principals: tuple[Addressee, ...]
    copies: tuple[Addressee, ...]
    copied: frozenset[str]  # ids of those who receive a copy and not the letter


@dataclass(frozen=True, slots=True)
class Law:
    """The law of a case, decided and in the words of a language."""

    basis: LegalBasis
    citations: tuple[Citation, ...]
    digest: str


def day_of(case: Case, order: Order, today: date) -> date:
    """Find the day that a case's letters bear."""
    return order.day or case.date or today


class Desk:
    """Writes the letters of one order; it holds no more after a hundred thousand of them than after a thousand."""

    def __init__(self, records: Records, order: Order, today: date, *, lenient: bool = False) -> None:
        """Stand ready for every letter that `order` may ask for; raise UsageError for a sender that there is not.

        With `lenient`, letters that are misdirected are made all the same, for a check that tells of them apart.
        """
        self.records, self.order, self.today, self.lenient = records, order, today, lenient
        self.names_senders = len(find_senders(records, order.senders)) > 1
        self._languages, self._kinds = Kept[Language](MANY), Kept[Kind](MANY)
        self._tongues = Kept[Tongue](MANY)
        self._occasions, self._frames = Kept[Occasion](MANY), Kept[Frame](MANY)
        self._laws = Kept[Law](MANY)
        self._wordings = Kept[Wording](FEW)
        self._addressees = Kept[Addressee](2 * len(records.recipients) + MANY)
        self._judge = Judge(records, self.key_of)
        self._named = Kept[tuple[Named, ...]](MANY)

    @cached_property
    def _digests(self) -> Digests:
        return Digests(self.records, self.order, names_senders=self.names_senders)

    def make(self, planned: Planned) -> Made:
        """Resolve and write one letter; raise an AppealsError with its place for what cannot be said."""
        try:
            appeal = self._resolve(planned)
            _insist((*(() if self.lenient else self.misdirected(appeal)), *appeal.basis.findings))
            return appeal, self._write(appeal)
        except RecordError as error:
            raise self._placed(error, planned.case) from error

    def appeal(self, planned: Planned) -> Appeal:
        """Resolve one letter for its day, and write nothing."""
        try:
            return self._resolve(planned)
        except RecordError as error:
            raise self._placed(error, planned.case) from error

    def judge(self, appeal: Appeal, letter: Letter) -> tuple[Problem, ...]:
        """Judge a letter as it will be read: its own fields, and what it shares with others, which is searched once.

        What is wrong with its case is `judge_case`'s to tell.
        """
        return tuple(self._judge.of_letter(appeal, letter))

    def named(self, appeal: Appeal, letter: Letter) -> tuple[Named, ...]:
        """Tell whom a letter names of the people of cases; letters that are worded alike name the same."""
        key = (self.key_of(appeal), appeal.public)
        words, others = words_of_wording(letter), self.records.folder.public
        return self._named.get(key, lambda: find_named(appeal.case, words, others, public=appeal.public))

    def judge_case(self, case: Case) -> tuple[Problem, ...]:
        """Judge what a case says of itself, on the day of its letters."""
        return self._judge.of_case(case, self.day(case))

    def digests(self, planned: Planned) -> dict[str, str]:
        """Tell by digests what a letter is made from: records, templates, law, and how it was asked for.

        The law is that of the letter: what the data and the case's own law say of its state, in its language.
        """
        case, language = self.records.cases[planned.case], self.language(planned.language)
        is_circular = planned.recipient not in self.records.recipients
        state = None if is_circular else find_recipient(self.records, planned.recipient).office.state
        return {
            "case": self._digests.case(case),
            "recipient": "" if is_circular else self._digests.recipient(planned.recipient),
            "sender": self._digests.sender(planned.sender),
            "templates": self._digests.templates,
            "law": self._law(case, language, addressed=state == case.state).digest,
            "order": self._digests.order(self.day(case).isoformat()),
        }

    def day(self, case: Case) -> date:
        """Find the day that a case's letters bear."""
        return day_of(case, self.order, self.today)

    def language(self, code: str) -> Language:
        """Find a language by its code."""
        return self._languages.get(code, lambda: self.records.language(code))

    def key_of(self, appeal: Appeal) -> Hashable:
        """Name all that the wording of an appeal is made of: letters of one key are worded alike.

        How those are addressed to whom the letter itself goes depends on where it is posted.
        """
        name = template_of(appeal.kind, appeal.language)
        asks = self.records.templates.asks
        home = (appeal.sender.address.country, appeal.sender.language)
        return (
            *(appeal.case.id, appeal.kind, appeal.language, appeal.basis.addressed, appeal.is_copy, appeal.personal),
            appeal.sender.name if asks(name, "sender") else None,
            home if asks(name, "principals") or asks(name, "copied") else None,
        )

    def _placed(self, error: RecordError, case: str) -> RecordError:
        """Give a fault of a case its place in the case's file."""
        source = self.records.sources[case]
        return RecordError(*(p if p.place or not p.loc else placed(p, source) for p in error.problems))

    def misdirected(self, appeal: Appeal) -> Iterator[Problem]:
        """Find a letter whose words are for another, and one from or to somebody invented where that is not asked."""
        case, recipient = appeal.case, appeal.addressee.recipient
        if recipient.id != CIRCLE:
            for problem in find_wrong_kind(self.records.templates, self._kind(appeal.kind), recipient, case):
                yield placed(problem, self.records.sources[case.id]) if problem.loc else problem
        if not self.order.examples:
            yield from find_inventions(self.records, case, appeal.sender, recipient)

    def _resolve(self, planned: Planned) -> Appeal:
        occasion = self._occasion(planned)
        case = occasion.case
        to = self._addressed(planned, occasion)
        is_copy = to.recipient.id in occasion.copied
        kind = self._kind(occasion.kind.copies) if is_copy else occasion.kind
        law = self._law(case, occasion.language, addressed=to.recipient.office.state == case.state)
        return Appeal(
            case=case,
            kind=kind.name,
            addressee=to,
            principals=occasion.principals,
            copies=occasion.copies if kind.addressed == occasion.own_kind.addressed else (),
            sender=occasion.sender,
            language=occasion.language.code,
            date=occasion.day,
            is_copy=is_copy,
            personal="" if is_copy else self.order.personal or occasion.sender.personal or "",
            public=self.order.public,
            basis=law.basis,
            citations=law.citations,
            requests=requests_for(kind, occasion.own_kind, case),
            faxed=occasion.sender.fax_first or not FAX_FORMATS.isdisjoint(self.order.formats),
        )

    def _addressed(self, planned: Planned, occasion: Occasion) -> Addressee:
        if planned.recipient == CIRCLE and occasion.kind.audience != "recipients":
            return self._addressees.get((CIRCLE, planned.language), lambda: circle(occasion.language))
        return self._address(planned.recipient, occasion.origin, occasion.day, occasion.language)

    def _address(self, name: str, origin: Origin, day: date, language: Language) -> Addressee:
        key = (name, day, language.code, origin.country, origin.home.code)
        return self._addressees.get(key, lambda: address(find_recipient(self.records, name), origin, day, language))

    def _occasion(self, planned: Planned) -> Occasion:
        key = (planned.case, planned.sender, planned.language)
        return self._occasions.get(key, lambda: self._make_occasion(planned))

    def _make_occasion(self, planned: Planned) -> Occasion:
        case, sender = self.records.cases[planned.case], self.records.senders[planned.sender]
        language, day = self.language(planned.language), self.day(case)
        origin = Origin(sender.address.country, self.language(sender.language))
        self._tongue(language)
        kind = self._kind(self.order.kind or case.kind)
        principals, copies = (
            tuple(self._address(name, origin, day, language) for name in names) for names in (case.to, case.copies)
        )
        return Occasion(
            case=case,
            kind=kind,
            own_kind=self._kind(case.kind),
            sender=sender,
            language=language,
            day=day,
            origin=origin,
            principals=principals,
            copies=copies,
            copied=frozenset(copy.recipient.id for copy in copies) - set(case.to),
        )

    def _kind(self, name: str) -> Kind:
        return self._kinds.get(name, lambda: self.records.kind(name))

    def _tongue(self, language: Language) -> Tongue:
        return self._tongues.get(language.code, lambda: self.records.tongue(language))

    def _law(self, case: Case, language: Language, *, addressed: bool) -> Law:
        """Decide the law of a case and word it; letters to its own state and to others differ."""

        def lay() -> Law:
            state, day = state_of(case.state), self.day(case)
            basis = lay_basis(self.records.law, case.law, state, day, addressed=addressed)
            citations = tuple(cite_all(basis, self._tongue(language)).values())
            return Law(basis, citations, digest(repr(basis), repr(citations)))

        return self._laws.get((case.id, language.code, addressed), lay)

    def _write(self, appeal: Appeal) -> Letter:
        language = self.language(appeal.language)
        letter = address_letter(self._wording(appeal, language), appeal, language, self._frame(appeal, language))
        if self.order.cover:
            return replace(letter, cover=cover_sheet(appeal, language, self.records.tariff.outside_line))
        return letter

    def _wording(self, appeal: Appeal, language: Language) -> Wording:
        def compose() -> Wording:
            templates = self.records.templates
            return compose_wording(matter_of(appeal, templates), language, templates, self._annexes(appeal, language))

        return self._wordings.get(self.key_of(appeal), compose)

    def _frame(self, appeal: Appeal, language: Language) -> Frame:
        key = (appeal.case.id, appeal.sender.id, appeal.language, appeal.is_copy)
        return self._frames.get(key, lambda: frame_letters(appeal, language, names_sender=self.names_senders))

    def _annexes(self, appeal: Appeal, language: Language) -> tuple[Annex, ...]:
        """Make the annexes that the order or the kind of letter asks for."""
        own = self._kind(appeal.kind).annexes
        wanted = dict.fromkeys((*own, *(() if appeal.is_copy else self.order.annexes)))
        made = {
            "law": lambda: annex_of_norms(appeal.basis, self._tongue(language)),
            "sources": lambda: annex_of_sources(appeal.case, language),
        }
        for name in wanted:
            if name not in made:
                raise UsageError.of(f"there is no annex “{name}”", f"use one of: {', '.join(made)}")
        return tuple(made[name]() for name in wanted)


def _insist(found: Iterable[Problem]) -> None:
    """Refuse a letter that goes to the wrong reader, or whose case cites what may not be cited."""
    refused = [problem for problem in found if problem.level == "error"]
    if refused:
        raise RecordError(*refused)
