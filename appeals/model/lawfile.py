"""What people add to the law in `law/*.yaml`: instruments, provisions, standings, each with its source."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from appeals.model.common import ExactDate, LanguageCode, Line, PartialDay, Record, Source, StateCode, Words
from appeals.model.law import Absence, How, Kind, Made, Status

InstrumentCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$", max_length=40)]
Clause = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z()*-][0-9A-Za-z() *-]*$", max_length=40)]
Delay = Annotated[str, StringConstraints(pattern=r"^\d{1,3}[dm]\+?$")]


class LawTitle(Record):
    """An instrument's official title in a language that has cases and genders."""

    language: LanguageCode
    title: Line = Field(description="Nominative, without article: Abkommen über die Rechtsstellung der Flüchtlinge.")
    genitive: Line = Field(description="With article: des Abkommens über die Rechtsstellung der Flüchtlinge.")
    short: Line
    short_genitive: Line
    gender: Literal["m", "f", "n", "pl"]
    source: Source


class LawInstrument(Record):
    """A text that can be cited; one with a code of ours takes its place."""

    code: InstrumentCode
    kind: Kind
    title: Line = Field(description="The full English title, without article.")
    short_title: Line
    titles: tuple[LawTitle, ...] = ()
    made: Made = Field("", description="The verb that goes with place and day.")
    place: Line | None = None
    adopted: PartialDay | None = None
    in_force: ExactDate | None = Field(None, description="Entry into force in general.")
    unts: Line | None = Field(None, description="Volume and page: 189 UNTS 137.")
    delay: Delay | None = Field(
        None, description="From deposit to entry into force: 90d, 3m, 0d, or 3m+ (the first of the month after)."
    )
    delay_rule: Line | None = None
    no_reservation: tuple[Clause, ...] = Field((), description="Articles to which no reservation is permitted.")
    of: StateCode | None = Field(None, description="The one state of a domestic law or a bilateral agreement.")
    superseded: PartialDay | None = None
    source: Source
    note: Line | None = None


class LawProvision(Record):
    """One article or paragraph, its gist in your own words."""

    instrument: InstrumentCode
    article: Clause
    paragraph: Clause | None = None
    gist: Words = Field(description="In your own words, never the text itself.")
    duty: Words | None = Field(None, description="Completes “obliges China …”: not to expel or return a refugee.")
    topics: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")], ...] = ()
    source: Source
    note: Line | None = None


class LawStanding(Record):
    """One span of a state's relation to a treaty; a state's standings here replace all of ours for that treaty."""

    instrument: InstrumentCode
    state: StateCode
    status: Status
    signed: PartialDay | None = None
    bound_since: PartialDay | None = Field(None, description="Deposit of the ratification, accession or succession.")
    how: How = ""
    in_force_since: ExactDate | None = None
    ended: PartialDay | None = Field(None, description="The day a denunciation took effect.")
    doubt: Line | None = Field(None, description="Why a letter may not print it unconfirmed.")
    source: Source
    as_of: ExactDate
    note: Line | None = None


class LawReservation(Record):
    """A reservation or declaration that you have read; a state's entries here replace ours for that treaty."""

    instrument: InstrumentCode
    state: StateCode
    kinds: tuple[Literal["reservation", "declaration", "interpretation", "competence-accepted"], ...] = Field(
        min_length=1
    )
    articles: tuple[Clause, ...] = Field(
        (), description="The articles it touches: 16(3), 20; “*” for a limit to all of them."
    )
    remark: Line | None = None
    source: Source
    as_of: ExactDate


class LawList(Record):
    """That our list of a treaty is complete as of a day: who is not on it is not a party."""

    instrument: InstrumentCode
    absence: Absence = "not-party"
    as_of: ExactDate
    source: Source


class LawFile(Record):
    """A file in `law/`."""

    instruments: tuple[LawInstrument, ...] = ()
    provisions: tuple[LawProvision, ...] = ()
    standings: tuple[LawStanding, ...] = ()
    reservations: tuple[LawReservation, ...] = ()
    lists: tuple[LawList, ...] = ()
