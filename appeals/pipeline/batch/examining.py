"""What is found out of a batch before anything is made of it: faults, groups of like letters, and what is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from appeals.formats import MAIL_FORMATS
from appeals.formats.press import Shape
from appeals.model.address import Appeal
from appeals.model.numbers import country_of
from appeals.model.recipient import Email, Fax
from appeals.pipeline.faxing import FAX_FORMATS, fax_notes
from appeals.pipeline.judging import Made
from appeals.pipeline.mailing import mail_notes
from appeals.pipeline.making import notes_of
from appeals.problems import Problem

Text = tuple[str, str]  # a place on the page, and what is set there


@dataclass(slots=True)
class Group:
    """Letters that share their page but for the fields: the first of them, and where they go."""

    first: int
    count: int = 0
    texts: set[Text] = field(default_factory=set)
    posts: Counter[tuple[str, str]] = field(default_factory=Counter)  # from country, to country
    calls: Counter[str] = field(default_factory=Counter)  # countries of fax lines

    def join(self, other: "Group") -> None:
        """Take in the letters of another group of the same page."""
        self.count += other.count
        self.texts |= other.texts
        self.posts += other.posts
        self.calls += other.calls


@dataclass(slots=True)
class Examined:
    """What was found out of some letters."""

    problems: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    groups: dict[tuple[Shape, str], Group] = field(default_factory=dict)
    count: Counter[tuple[str, str]] = field(default_factory=Counter)  # of (case, …), (language, …), (sender, …)
    missing: dict[tuple[str, str], str] = field(default_factory=dict)  # recipient and what is not known, why
    notes: dict[str, None] = field(default_factory=dict)  # what a small run would say of them, each once

    def join(self, other: "Examined") -> None:
        """Take in what was found out of other letters."""
        for look, group in other.groups.items():
            self.groups.setdefault(look, Group(group.first)).join(group)
        self.problems |= other.problems
        self.count += other.count
        self.missing |= other.missing
        self.notes |= other.notes


def examine_letter(appeal: Appeal, texts: Iterable[Text], found: Examined, group: Group) -> None:
    """Count a letter, where it goes and what is not known of its recipient."""
    to, recipient = appeal.addressee, appeal.addressee.recipient
    group.count += 1
    group.texts.update(texts)
    for topic, value in (
        ("case", appeal.case.id),
        ("language", appeal.language),
        ("kind", appeal.kind),
        ("sender", appeal.sender.id),
        ("recipient", recipient.id),
    ):
        found.count[topic, value] += 1
    for choice in to.choices:
        if choice.chosen in ("nobody", "none") and choice.topic in ("holder", "address", "channel"):
            found.missing[recipient.id, choice.topic] = choice.because
    if to.postal:
        place = next(place for place in recipient.addresses if place.lines == to.postal)
        group.posts[appeal.sender.address.country, place.country] += 1
    faxes = [channel for channel in to.channels if isinstance(channel, Fax)]
    if faxes:
        group.calls[country_of(faxes[0].number)] += 1
        found.count["way", "fax"] += 1
    found.count["way", "post"] += bool(to.postal)
    found.count["way", "email"] += any(isinstance(channel, Email) for channel in to.channels)


def find_notes(made: Made, formats: Sequence[str]) -> Iterator[str]:
    """Say what is not known for a letter, and what cannot be made of it, as for one that is made alone."""
    yield from notes_of(made[:1])
    if not FAX_FORMATS.isdisjoint(formats):
        yield from fax_notes(made[:1])
    if not MAIL_FORMATS.isdisjoint(formats):
        yield from mail_notes((made,))
