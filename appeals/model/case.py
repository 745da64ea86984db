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
    what: Line = Field(description="The fact in a few words, for explanations and lists of sources.")
    since: PartialDay | None = Field(None, alias="from")
    until: PartialDay | None = Field(None, alias="to")
    where: Line | None = None
    figure: Figure | None = None
    sources: tuple[Telling, ...] = Field(min_length=1)
    confidence: Confidence
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


class Case(Record):
    """What happened to whom and what is asked."""

    id: Identifier = Field(description="The same as the file's name.")
    kind: Identifier = Field(description="Which folder of templates its letters are made with: appeal.")
    reference: Line = Field(description="Our reference, printed beside the address.")
    state: StateCode = Field(description="The state whose conduct the case is about.")
    date: ExactDate | None = Field(None, description="The letters' date; empty: the day they are written.")
    deadline: ExactDate | None = Field(None, description="Write before this day.")
    max_pages: Annotated[int, Field(ge=1, le=9)] = 2
    to: tuple[Identifier, ...] = Field(min_length=1)
    copies: tuple[Identifier, ...] = ()
    subject: tuple[Words, ...] = Field(min_length=1, max_length=2)
    facts: tuple[Words, ...] = Field(min_length=1)
    position: tuple[Words, ...] = Field((), description="What the state says of it.")
    requests: tuple[Request, ...] = Field(min_length=1)
    law: tuple[Cited, ...] = ()
    sources: tuple[CaseSource, ...] = ()
    claims: tuple[Claim, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    enclosures: tuple[Words, ...] = ()
    tags: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")], ...] = ()
    note: Line | None = None

    @property
    def languages(self) -> frozenset[str]:
        """The languages that every part of the case has words in."""
        parts = (*self.subject, *self.facts, *self.position, *(r.words for r in self.requests), *self.enclosures)
        return frozenset.intersection(*(words.languages for words in parts))
