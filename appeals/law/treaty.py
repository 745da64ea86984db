"""Decides one provision of a treaty or agreement for a state on a day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from appeals.law.findings import find
from appeals.law.reserving import Touch, accepts_competence, limit_of, touch
from appeals.law.standing import confirm_rows, find_standing
from appeals.model.catalogue import Catalogue
from appeals.model.common import Day
from appeals.model.law import (
    Confirmation,
    Ground,
    Instrument,
    Provision,
    Refusal,
    Reservation,
    StandingOn,
    State,
    StatusRow,
)
from appeals.problems import Problem

Decision = tuple[Ground | Refusal, tuple[Problem, ...]]

CONVENTION, PROTOCOL = "REFUGEE-1951", "REFUGEE-1967"
FRESH = timedelta(days=366)  # after that `check` asks to look again
LAST_THROUGH_PROTOCOL = 34  # article I(1) of the Protocol takes over articles 2 to 34
COMPETENCE = {("CAT", "21"), ("CAT", "22"), ("CERD", "14"), ("ICCPR", "41"), ("CPED", "31"), ("CPED", "32")}
CAVEATS: dict[Touch, str] = {
    "reserved": "LAW-RESERVED",
    "mentioned": "LAW-RESERVED-MAYBE",
    "unlisted": "LAW-RESERVED-UNLISTED",
    "earlier": "LAW-RESERVED-EARLIER",
}
REFUSED: dict[str, tuple[str, str]] = {
    "withdrawn": ("LAW-WITHDRAWN", "{state} is no longer bound by {title}: {why}"),
    "not-party": ("LAW-NOT-PARTY", "{state} is not a party to {title}: {why}"),
    "unknown": ("LAW-UNKNOWN", "whether {state} is bound by {title} on that day is not known: {why}"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One provision, put for one state on one day."""

    catalogue: Catalogue
    provision: Provision
    state: State
    day: date
    confirm: Confirmation | None = None

    @property
    def instrument(self) -> Instrument:
        """The instrument of the provision."""
        return self.catalogue.instruments[self.provision.instrument]

    def standing_under(self, code: str) -> StandingOn:
        """Find the state's standing under an instrument by our data alone."""
        key = (code, self.state.iso3)
        rows, reservations = self.catalogue.rows.get(key, ()), self.catalogue.reservations.get(key, ())
        return find_standing(self.catalogue.instruments[code], self.state.iso3, rows, self.day, reservations)

    def reservations(self) -> tuple[Reservation, ...]:
        """List the state's reservations; those made to the Protocol reach the Convention's articles too."""
        codes = (CONVENTION, PROTOCOL) if self.instrument.code == CONVENTION else (self.instrument.code,)
        return tuple(one for code in codes for one in self.catalogue.reservations.get((code, self.state.iso3), ()))

    def standing_with(self, confirm: Confirmation) -> StandingOn:
        """Find the standing with what the case confirms."""
        key = (self.instrument.code, self.state.iso3)
        given = _row_of(confirm, *key)
        rows = confirm_rows(self.instrument, self.state.iso3, self.catalogue.rows.get(key, ()), given)
        standing = find_standing(
            self.instrument, self.state.iso3, rows, self.day, self.catalogue.reservations.get(key, ())
        )
        return standing if standing.standing == "unknown" else replace(standing, unprintable="")


def _row_of(confirm: Confirmation, instrument: str, state: str) -> StatusRow:
    """Turn what a case confirms into a row."""

    def exact(day: date | None) -> Day | None:
        return Day(day, day) if day else None

    return StatusRow(
        instrument=instrument,
        state=state,
        status="signatory" if confirm.signed and not confirm.bound_since else "party",
        signed=exact(confirm.signed),
        bound_since=exact(confirm.bound_since),
        how=confirm.how,
        in_force_since=confirm.in_force_since,
        ended=exact(confirm.ended),
        source=str(confirm.source),
        as_of=Day(confirm.date, confirm.date),
    )


def decide_treaty(question: Question) -> Decision:
    """Decide whether the provision may be cited, in which standing and with which caveats."""
    instrument = question.instrument
    standing = question.standing_under(instrument.code)
    notes: tuple[Problem, ...] = ()
    if question.confirm and (standing.unprintable or _is_news(standing, question.confirm)):
        standing = question.standing_with(question.confirm)
    elif question.confirm and _differs(standing, question.confirm):
        notes = (find("LAW-DIFFERS", state=question.state.name, title=instrument.short_title),)
    if instrument.code == CONVENTION and standing.standing != "party":
        through = _through_protocol(question, standing)
        if through:
            return through
    if standing.standing in REFUSED:
        return _refuse(question, *REFUSED[standing.standing], standing.why), notes
    if standing.unprintable:
        reason = "our record of {state} and {title} may not be printed unconfirmed: {why}"
        return _refuse(question, "LAW-UNVERIFIED", reason, standing.unprintable), notes
    standing = replace(standing, reservations=question.reservations())
    ground = Ground(question.provision, instrument, question.state, question.day, standing, confirmed=question.confirm)
    decided, found = _weigh(question, ground, standing)
    return decided, (*notes, *found)


def _refuse(question: Question, code: str, reason: str, why: str) -> Refusal:
    filled = reason.format(state=question.state.name, title=f"the {question.instrument.short_title}", why=why)
    return Refusal(question.provision.key, code, filled)


def _is_news(standing: StandingOn, confirm: Confirmation) -> bool:
    """Say whether the case tells of a step that the state took after our list was made."""
    listed = standing.as_of.last if standing.as_of else date.min
    if standing.standing in ("not-party", "signatory"):
        return bool(confirm.bound_since and confirm.bound_since > listed)
    return bool(confirm.ended and confirm.ended > listed)


def _differs(standing: StandingOn, confirm: Confirmation) -> bool:
    """Say whether the case confirms another date than a record that may be printed."""
    pairs = (
        (confirm.signed, standing.signed),
        (confirm.bound_since, standing.bound_since),
        (confirm.ended, standing.ended),
    )
    dates = any(given and (not known or not known.first <= given <= known.last) for given, known in pairs)
    return dates or bool(confirm.in_force_since and confirm.in_force_since != standing.in_force_since)


def _through_protocol(question: Question, standing: StandingOn) -> Decision | None:
    """Cite an article of the Convention through the Protocol, for a state bound by the Protocol alone."""
    protocol = question.catalogue.instruments.get(PROTOCOL)
    bond = question.standing_under(PROTOCOL) if protocol else None
    if not (protocol and bond and bond.standing == "party"):
        return None
    article = question.provision.article
    if not article.isdecimal() or int(article) > LAST_THROUGH_PROTOCOL:
        if standing.standing not in REFUSED:
            return None
        why = f"{standing.why}; the Protocol takes over articles 1 to 34 only"
        refusal = _refuse(question, *REFUSED[standing.standing], why)
        return replace(refusal, instead=(f"{PROTOCOL} II(1)",) if article == "35" and bond.is_printable else ()), ()
    if bond.unprintable:
        return None
    bond = replace(bond, reservations=question.reservations())
    via = question.catalogue.provisions[f"{PROTOCOL} I({2 if article == '1' else 1})"]
    ground = Ground(question.provision, question.instrument, question.state, question.day, bond, via, protocol)
    return _weigh(question, ground, bond)


def _weigh(question: Question, ground: Ground, standing: StandingOn) -> Decision:
    """Decide whether the provision obliges, and what keeps it from that."""
    instrument = ground.via_instrument or ground.instrument
    facts: dict[str, Any] = {
        "state": question.state.name,
        "title": f"the {instrument.short_title}",
        "why": standing.why,
        "clause": question.provision.clause,
        "article": question.provision.article,
        "source": instrument.url or standing.source,
        "as_of": str(standing.as_of or "an unrecorded day"),
    }
    if (instrument.code, question.provision.article) in COMPETENCE and not accepts_competence(
        question.provision, standing.reservations
    ):
        reason = "{state} is not recorded as having accepted this procedure under {title}"
        return _refuse(question, "LAW-COMPETENCE", reason, ""), ()
    codes = tuple(_caveats(question, ground, standing))
    found = tuple(find(code, remark=_remark(standing, code), **facts) for code in codes)
    keeps = tuple(code for code in codes if code != "LAW-AS-OF")
    obliges = standing.standing == "party" and ground.instrument.kind == "treaty" and not keeps
    return replace(ground, obliges=obliges, caveats=codes), found


def _remark(standing: StandingOn, code: str) -> str:
    """Add what a reader noted about a reservation."""
    if code == "LAW-LIMITED":
        return limit_of(standing.reservations)
    remarks = [one.remark for one in standing.reservations if one.checked and one.remark and one.articles]
    return f" ({'; '.join(remarks)})" if remarks else ""


def _caveats(question: Question, ground: Ground, standing: StandingOn) -> Iterator[str]:
    """List the codes of what the reader should know before relying on the provision."""
    if standing.standing == "signatory":
        yield "LAW-SIGNATORY"
    if standing.standing == "not-yet-in-force":
        yield "LAW-NOT-YET"
    if touched := touch(ground.instrument, ground.provision, standing.reservations, question.day):
        yield CAVEATS[touched]
    if limit_of(standing.reservations):
        yield "LAW-LIMITED"
    if ground.instrument.code == CONVENTION and not ground.via and not _has_protocol(question):
        yield "LAW-DATE-LIMIT"
    if _is_old(ground.instrument, standing, question.day):
        yield "LAW-AS-OF"


def _has_protocol(question: Question) -> bool:
    """Say whether the state is bound by the Protocol too, so that the Convention's date limit falls."""
    return PROTOCOL in question.catalogue.instruments and question.standing_under(PROTOCOL).standing == "party"


def _is_old(instrument: Instrument, standing: StandingOn, day: date) -> bool:
    """Say whether the record is more than a year older than the letter."""
    if instrument.kind != "treaty":
        return False
    known = [as_of.last for as_of in (standing.as_of, instrument.absence_as_of) if as_of]
    return not known or day > max(known) + FRESH
