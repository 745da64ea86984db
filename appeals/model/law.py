"""The nouns of the law: instruments, provisions, standings, and what a case writes when it cites them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from appeals.model.common import Day, ExactDate, Line, Record, Source, StateCode, Words
from appeals.problems import Problem

Standing = Literal["party", "not-yet-in-force", "signatory", "withdrawn", "not-party", "unknown"]
Kind = Literal["treaty", "custom", "guidance", "declaration", "bilateral", "domestic"]
How = Literal[
    "",
    "ratification",
    "accession",
    "succession",
    "acceptance",
    "approval",
    "formal confirmation",
    "signature",
    "unknown",
]
Status = Literal["party", "signatory", "ended", "not-party", "doubtful"]
Absence = Literal["not-party", "unknown"]
Made = Literal["done", "adopted", "opened", "signed", ""]


@dataclass(frozen=True, slots=True)
class State:
    """A state, or another entity that can join treaties, as the United Nations name it in English."""

    iso2: str
    iso3: str
    name: str  # as in a running sentence: China, the United States of America
    formal_name: str  # the People's Republic of China


@dataclass(frozen=True, slots=True)
class Instrument:
    """A text that is cited: a treaty, an agreement, a declaration, guidance, a penal code, or a rule of custom."""

    code: str
    kind: Kind
    title: str
    short_title: str
    made: Made = ""  # the verb that goes with place and day: done at Geneva, adopted at New York
    place: str = ""
    adopted: Day | None = None
    in_force: date | None = None  # in general, not for one state
    unts: str = ""  # "189 UNTS 137"
    registration: str = ""
    delay: str = ""  # from deposit to entry into force for the state: "90d", "3m", "0d"; empty: not verified
    delay_rule: str = ""
    absence: Absence = "unknown"  # what it means that a state has no row
    absence_as_of: Day | None = None
    no_reservation: tuple[str, ...] = ()  # articles to which none is permitted
    superseded: Day | None = None  # a later version of a domestic law took its place
    of: str = ""  # alpha-3 of the one state it concerns: a bilateral agreement, a domestic law
    url: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One span of a state's relation to a treaty, as the source records it."""

    instrument: str
    state: str  # alpha-3
    status: Status
    signed: Day | None = None
    bound_since: Day | None = None  # deposit of the instrument of ratification, accession or succession
    how: How = ""
    in_force_since: date | None = None  # for this state; empty: not known
    ended: Day | None = None  # the denunciation took effect
    doubt: str = ""  # why the row may not be printed unless the case confirms it
    note: str = ""
    source: str = ""
    as_of: Day | None = None


@dataclass(frozen=True, slots=True)
class Reservation:
    """That a state made a reservation or declaration, and which articles it touches."""

    instrument: str
    state: str
    kinds: tuple[str, ...]
    checked: bool  # a person read the text and listed `articles`
    articles: tuple[str, ...]  # reserved, if checked; otherwise only mentioned in the text
    remark: str = ""
    source: str = ""
    as_of: Day | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """One article or paragraph, with its gist in our own words."""

    instrument: str
    article: str
    paragraph: str
    gist: str
    duty: str = ""  # completes “obliges China …”; empty where the provision lays no plain duty on a state
    topics: tuple[str, ...] = ()
    checked: str = ""  # where the text was seen
    doubt: str = ""  # why it may not be printed unless the case confirms it
    note: str = ""

    @property
    def clause(self) -> str:
        """The article with its paragraph: 33(1), 1A(2), 37(a), III(5), para 94."""
        head, _, tail = self.paragraph.partition("(")
        if not self.paragraph or self.article == "-":
            return "" if self.article == "-" else self.article
        if head.isdecimal():
            return f"{self.article}({head})" + (f"({tail}" if tail else "")
        return f"{self.article}{self.paragraph}"

    @property
    def key(self) -> str:
        """The provision as people write it: `REFUGEE-1951 33(1)`."""
        return f"{self.instrument} {self.clause}".rstrip()


@dataclass(frozen=True, slots=True)
class StandingOn:
    """A state's standing under an instrument on one day, and the facts behind it."""

    instrument: str
    state: str
    standing: Standing
    why: str
    signed: Day | None = None
    bound_since: Day | None = None
    how: How = ""
    in_force_since: date | None = None
    ended: Day | None = None
    reservations: tuple[Reservation, ...] = ()
    source: str = ""
    as_of: Day | None = None
    note: str = ""
    unprintable: str = ""  # the reason why it may not be printed unconfirmed

    @property
    def is_printable(self) -> bool:
        """Whether a letter may print it without a confirmation of its own."""
        return not self.unprintable


class Confirmation(Record):
    """The case's own proof of a fact that our data leave in doubt; whatever date it gives replaces ours."""

    source: Source
    date: ExactDate = Field(description="The day the source was read.")
    signed: ExactDate | None = None
    bound_since: ExactDate | None = Field(None, description="Deposit of the ratification or accession.")
    how: How = ""
    in_force_since: ExactDate | None = Field(None, description="Entry into force for the state.")
    ended: ExactDate | None = Field(None, description="The day a denunciation took effect.")


class Quote(Record):
    """The words of a provision, verbatim, with their source."""

    text: Words
    source: Source


class Cited(Record):
    """One provision that a case relies on."""

    provision: Line = Field(description="The instrument's code and the article: REFUGEE-1951 33(1), CAT 3(1).")
    state: StateCode | None = Field(None, description="Whose standing counts; empty: the state the case is about.")
    confirm: Confirmation | None = Field(
        None, description="Needed where our data are unverified, doubtful or dated to the year."
    )
    quote: Quote | None = None
    note: Line | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A provision that may be cited against a state on a day, with the facts that decide its wording."""

    provision: Provision
    instrument: Instrument
    state: State  # whose conduct the law governs
    day: date
    standing: StandingOn | None = None  # only treaties and bilateral agreements have one
    via: Provision | None = None  # the provision of the Protocol that makes the Convention's article applicable
    via_instrument: Instrument | None = None
    obliges: bool = False  # a treaty in force without a caveat on this article, or custom
    caveats: tuple[str, ...] = ()  # codes of the findings that keep it from “obliges”
    brought_by: str = ""  # the provision that brought this one with it
    confirmed: Confirmation | None = None
    quote: Quote | None = None

    @property
    def key(self) -> str:
        """The provision's key."""
        return self.provision.key


@dataclass(frozen=True, slots=True)
class Refusal:
    """A provision that may not be cited, why, and what could be cited in its place."""

    key: str
    code: str
    reason: str
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """The law a case relies on, decided for one state on one day."""

    state: State
    day: date
    addressed: bool  # whether the letter goes to that state itself
    grounds: tuple[Ground, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    findings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A ground in the words of one language, ready to print, with its trace."""

    key: str
    kind: Kind
    standing: Standing | None
    long: str  # article 33, paragraph 1, of the Convention relating to …, done at Geneva on 28 July 1951
    short: str  # article 33, paragraph 1, of the 1951 Refugee Convention
    bound: str  # to which China acceded on 24 September 1982
    gist: str
    sentence: str  # what the provision says of the state, opened with the long form
    sentence_short: str  # the same, opened with the short form
    obliges: bool
    caveat: str  # a sentence that belongs with it, or nothing
    kind_name: str
    standing_name: str
    dates: str
    reference: str  # 189 UNTS 137
    quote: str
    source: str
    as_of: str
    trace: tuple[str, ...]  # the rows it rests on, for `explain`
