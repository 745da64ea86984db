"""What happened to whom, according to which source, and what is asked: a file in `seeds/`."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from appeals.model.common import ExactDate, Identifier, Line, PartialDay, Record, Source, StateCode, Words
from appeals.model.law import Cited

Qualifier = Literal["exactly", "about", "almost", "at-least", "more-than", "up-to"]
Confidence = Literal["high", "medium", "low"]
Count = Annotated[int, Field(ge=0)]


class CaseSource(Source):
    """A source of this case, with the name by which letters speak of it."""

    id: Identifier
    kind: Literal["appeal", "report", "press", "statement", "official", "testimony", "document"]
    name: Words = Field(description="How a letter names it: according to …")


class Figure(Record):
    """A number as its source gives it: one value, a range from `low` to `high`, or words where it gives no number."""

    words: Words | None = Field(None, description="What the source says in place of a number: several thousand.")
    value: Count | None = None
    low: Count | None = None
    high: Count | None = None
    qualifier: Qualifier = "exactly"

    @model_validator(mode="after")
    def _value_or_range(self) -> Self:
        """Refuse a figure that is both, neither, or upside down."""
        given = (self.words is not None, self.value is not None, self.low is not None, self.high is not None)
        ordered = self.low is None or self.high is None or self.low < self.high
        if (
            given not in ((True, False, False, False), (False, True, False, False), (False, False, True, True))
            or not ordered
        ):
            raise PydanticCustomError("figure_form", "neither one value nor a range")
        return self


class Telling(Record):
    """One source's part in a claim."""

    source: Identifier
    knowledge: Literal["own", "hearsay"] = Field(description="Whether the source knows it itself or was told.")
    note: Line | None = None


class Claim(Record):
    """One fact with its sources."""

    id: Identifier
    what: Words = Field(description="The fact in a few words, for explanations and lists of sources.")
    since: PartialDay | None = Field(None, alias="from")
    until: PartialDay | None = Field(None, alias="to")
    where: Words | None = None
    figure: Figure | None = None
    sources: tuple[Telling, ...] = Field(min_length=1)
    confidence: Confidence
    about: Identifier | None = Field(
        None, description="The same in two claims: they are about the same thing, and may be in dispute."
    )
    attribute: bool = Field(False, description="Print the source's name with the figure.")
    as_of: PartialDay | None = Field(None, description="The day the figure is of.")
    note: Line | None = None


class Dispute(Record):
    """Claims about the same thing that differ, and how letters are to speak of it."""

    about: Line
    claims: tuple[Identifier, ...] = Field(min_length=2)
    wording: Literal["attribute", "range", "lowest", "leave-out"]
    reason: Line


class Request(Record):
    """What the recipient is asked to do."""

    id: Identifier
    words: Words


class Consent(Record):
    """That a person, or one who may speak for them, agreed to be named."""

    given: bool
    by: Line = Field(description="Who agreed: the person, a parent, a lawyer. Their role, not their name.")
    on: ExactDate
    scope: Literal["to-recipient", "public"] = Field(alias="for", description="Named in letters, or in public as well.")


class NotAlone(Record):
    """A part of a person's name that is not taken for the person where it stands alone, and why."""

    part: Line = Field(description="A first or family name of the person, as in `name`.")
    why: Line = Field(description="Whose name it is too, or that it is a common word.")


class Person(Record):
    """A person of the case, and who may read the name."""

    id: Identifier
    name: Line | None = Field(None, description="Never printed unless visibility and consent allow it.")
    pseudonym: Line | None = Field(None, description="Printed in place of the name, everywhere.")
    described: Words = Field(description="What is printed when the name is not: a mother of two.")
    visibility: Literal["to-recipient", "public", "withheld"]
    consent: Consent | None = None
    also_named: tuple[NotAlone, ...] = Field(
        (), description="Parts of the name that are somebody else's as well, or common words: not searched for alone."
    )
    invented: bool = Field(False, description="True for examples: nobody of this name exists.")

    def may_be_named(self, *, public: bool) -> bool:
        """Say whether a letter, or its public version, may print the name."""
        if self.pseudonym or self.visibility == "withheld" or not self.consent or not self.consent.given:
            return False
        return not public or (self.visibility == "public" and self.consent.scope == "public")


class Position(Record):
    """What the state says of the case, and the answer to it."""

    says: Words
    reply: Words | None = None


class Stopped(Record):
    """Why a case is no longer written about, and which case takes its place."""

    on: ExactDate
    reason: Line
    newer: Identifier | None = None


class Case(Record):
    """What happened to whom and what is asked."""

    id: Identifier = Field(description="The same as the file's name.")
    kind: Identifier = Field(description="Which folder of templates its letters are made with: appeal.")
    reference: Line = Field(description="Our reference, printed beside the address.")
    state: StateCode = Field(description="The state whose conduct the case is about.")
    date: ExactDate | None = Field(None, description="The letters' date; empty: the day they are written.")
    deadline: ExactDate | None = Field(None, description="The last day to write.")
    max_pages: Annotated[int, Field(ge=1, le=9)] = 2
    to: tuple[Identifier, ...] = Field(min_length=1)
    copies: tuple[Identifier, ...] = ()
    subject: tuple[Words, ...] = Field(min_length=1, max_length=2)
    facts: tuple[Words, ...] = Field(min_length=1)
    position: tuple[Position, ...] = Field((), description="What the state says of it, each with our reply.")
    questions: tuple[Words, ...] = Field((), description="What we ask to be told; used by communications.")
    prompts: tuple[Words, ...] = Field(
        (), description="What a sender may write of their own, in the personal paragraph."
    )
    people: tuple[Person, ...] = ()
    never_say: tuple[Line, ...] = Field((), description="Phrases that would harm; a letter with one is refused.")
    stopped: Stopped | None = None
    requests: tuple[Request, ...] = Field(
        min_length=1, description="What those are asked whom the case's own kind of letter addresses."
    )
    requests_to_third_states: tuple[Request, ...] = Field(
        (), description="What other states are asked: to raise the case, to observe the trial."
    )
    requests_to_agencies: tuple[Request, ...] = Field((), description="What international bodies are asked.")
    law: tuple[Cited, ...] = ()
    sources: tuple[CaseSource, ...] = ()
    claims: tuple[Claim, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    enclosures: tuple[Words, ...] = ()
    tags: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")], ...] = ()
    example: bool = Field(
        False, description="True for the cases that come with appeals: invented senders and recipients may be used."
    )
    note: Line | None = None

    @property
    def languages(self) -> frozenset[str]:
        """The languages that every part of the case has words in."""
        said = (words for p in self.position for words in (p.says, p.reply) if words)
        requests = (*self.requests, *self.requests_to_third_states, *self.requests_to_agencies)
        asked = (*(request.words for request in requests), *self.questions)
        parts = (*self.subject, *self.facts, *said, *asked, *self.enclosures)
        return frozenset.intersection(*(words.languages for words in parts))
