"""What no single field can show: ids that must be unique or known, days that must not overlap."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from difflib import get_close_matches
from functools import wraps
from itertools import pairwise
from typing import ParamSpec, TypeVar

from appeals.model.case import Case
from appeals.model.common import Day
from appeals.model.numbers import is_international, written
from appeals.model.recipient import Fax, Holder, Phone, Recipient
from appeals.model.sender import Sender
from appeals.phrases import is_country, names_country
from appeals.problems import Loc, Problem
from appeals.records.check import problem_at
from appeals.records.first import first_found
from appeals.records.source import SourceText
from appeals.reference.postcodes import other_postcode
from appeals.reference.states import is_state
from appeals.reference.territories import find_territory, no_law_of

P = ParamSpec("P")
Reached = TypeVar("Reached", Recipient, Sender)
Part = tuple[Loc, str | None]  # where a code of a country stands, and the code


def tell_first(find: Callable[P, Iterator[Problem]]) -> Callable[P, Iterator[Problem]]:
    """Let a search in a file tell the first problems alone, where there are very many."""

    @wraps(find)
    def searching(*given: P.args, **named: P.kwargs) -> Iterator[Problem]:
        return first_found(find(*given, **named))

    return searching


def did_you_mean(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """Offer the nearest known name, else other advice."""
    close = get_close_matches(wrong, list(known), 1)
    return f"did you mean “{close[0]}”?" if close else otherwise


@tell_first
def recipient_problems(
    recipients: Sequence[Recipient], source: SourceText, known: Mapping[str, Recipient]
) -> Iterator[Problem]:
    """Find what is wrong between the records of one file of recipients; `known` holds those of all files."""
    yield from _repeated_ids([r.id for r in recipients], source, ("recipients",))
    yield from _ids_of_other_files(recipients, source, ("recipients",), known)
    sound: set[str] = set()
    for index, recipient in enumerate(recipients):
        loc: Loc = ("recipients", index)
        yield from _unknown_countries(_countries(recipient, loc), source)
        yield from _holder_problems(recipient.holders, source, (*loc, "holders"))
        numbers = [
            ((*loc, "channels", number, "number"), channel.number)
            for number, channel in enumerate(recipient.channels)
            if isinstance(channel, Fax | Phone)
        ]
        yield from read_at_home(numbers, source)
        yield from _address_problems(recipient, source, loc)
        if recipient.obsolete:
            yield from _redirect_problems(recipient, source, loc, known, sound)


def _address_problems(recipient: Recipient, source: SourceText, loc: Loc) -> Iterator[Problem]:
    """Find a postcode that an address contradicts, and a country that stands in its lines already."""
    for index, place in enumerate(recipient.addresses):
        here = (*loc, "addresses", index)
        if other := other_postcode(place.lines, place.country, place.postcode or ""):
            sentence = f"the postcode is {place.postcode}, and the last line of the address has {other}"
            yield problem_at(source, (*here, "postcode"), sentence, "keep the one that is right")
        for number, line in enumerate(place.lines):
            if named := names_country(line, place.country, last=number == len(place.lines) - 1):
                sentence = f"“{named}” is the country, which is printed below the address anyway"
                mend = f"take it out of this line; “country: {place.country}” says it"
                told = {"level": "warning", "code": "COUNTRY-TWICE", "words": named}
                yield problem_at(source, (*here, "lines", number), sentence, mend, **told)


@tell_first
def sender_problems(senders: Sequence[Sender], source: SourceText, known: Mapping[str, Sender]) -> Iterator[Problem]:
    """Find what is wrong between senders; `known` holds those of all files."""
    yield from _repeated_ids([sender.id for sender in senders], source, ("senders",))
    yield from _ids_of_other_files(senders, source, ("senders",), known)
    countries = ((("senders", i, "address", "country"), sender.address.country) for i, sender in enumerate(senders))
    yield from _unknown_countries(countries, source)
    for index, sender in enumerate(senders):
        own = [(("senders", index, "phone"), sender.phone), (("senders", index, "fax"), sender.fax)]
        yield from read_at_home([(loc, number) for loc, number in own if number], source)


def read_at_home(numbers: Iterable[tuple[Loc, str]], source: SourceText) -> Iterator[Problem]:
    """Tell how numbers that name no country were read."""
    for loc, number in numbers:
        text = source.value_at(loc)
        if isinstance(text, str) and not is_international(text):
            sentence = f"“{text}” is read as {written(number)}"
            mend = f"compare it with its source; write {written(number)} where that is right"
            yield problem_at(source, loc, sentence, mend, level="note", code="NUMBER-READ")


@tell_first
def case_problems(
    case: Case, source: SourceText, stem: str, known: Mapping[str, Recipient] | None
) -> Iterator[Problem]:
    """Find what is wrong between a case and the rest: its name, its recipients, its claims and their sources.

    `known` is None where the recipients have faults of their own, so that none is called unknown for that reason.
    """
    if case.id != stem:
        yield problem_at(
            source, ("id",), f"the id “{case.id}” is not the file's name", f"write “id: {stem}”, or rename the file"
        )
    if known is not None:
        yield from _addressing_problems(case, source, known)
    for part in ("requests", "requests_to_third_states", "requests_to_agencies", "claims", "sources", "people"):
        yield from _repeated_ids([record.id for record in getattr(case, part)], source, (part,))
    codes = [(("state",), case.state), *((("law", i, "state"), cited.state) for i, cited in enumerate(case.law))]
    for loc, code in codes:
        if code and not is_state(code):
            territory = find_territory(code)
            said = no_law_of(territory) if territory else (f"there is no state “{code}”", _code_mend(code))
            yield problem_at(source, loc, *said)
    yield from _telling_problems(case, source)
    if case.deadline and case.date and case.deadline < case.date:
        yield problem_at(source, ("deadline",), "the deadline comes before the letter's date", "correct one of the two")


def _addressing_problems(case: Case, source: SourceText, known: Mapping[str, Recipient]) -> Iterator[Problem]:
    """Find recipients that do not exist, or that are named twice: one letter each, or one copy."""
    seen: set[str] = set()
    for part in ("to", "copies"):
        for index, name in enumerate(getattr(case, part)):
            if name not in known:
                mend = did_you_mean(name, known, "add it to recipients.yaml, or take it out here")
                yield problem_at(source, (part, index), f"there is no recipient “{name}”", mend)
                continue
            now = _successor(known[name], known)
            if now in seen:
                mend = "take one out: who receives the letter needs no copy of it"
                yield problem_at(source, (part, index), f"the recipient “{now}” is named twice", mend)
            seen.add(now)


def _successor(recipient: Recipient, known: Mapping[str, Recipient]) -> str:
    """Follow an obsolete record to the one that takes its place now."""
    last, seen = recipient.id, {recipient.id}
    while (gone := known[last].obsolete) and gone.replaced_by in known and gone.replaced_by not in seen:
        last = gone.replaced_by
        seen.add(last)
    return last


def _countries(recipient: Recipient, loc: Loc) -> Iterator[Part]:
    """List the countries that a recipient names."""
    yield (*loc, "office", "state"), recipient.office.state
    yield (*loc, "office", "host"), recipient.office.host
    for index, address in enumerate(recipient.addresses):
        yield (*loc, "addresses", index, "country"), address.country


def _unknown_countries(parts: Iterable[Part], source: SourceText) -> Iterator[Problem]:
    for loc, code in parts:
        if code and not is_country(code):
            yield problem_at(source, loc, f"there is no country “{code}”", _code_mend(code))


def _code_mend(code: str) -> str:
    return "write “GB” for the United Kingdom" if code == "UK" else "write its two letters of ISO 3166, as CN or NO"


def _ids_of_other_files(
    records: Sequence[Reached], source: SourceText, loc: Loc, known: Mapping[str, Reached]
) -> Iterator[Problem]:
    """Find ids that a later file gives to another record."""
    here = {record.id: record for record in records}
    for index, record in enumerate(records):
        if known[record.id] is not here[record.id] and record is here[record.id]:
            mend = "give one of the two another, or delete one"
            yield problem_at(source, (*loc, index, "id"), f"another file has a record “{record.id}” too", mend)


def _telling_problems(case: Case, source: SourceText) -> Iterator[Problem]:
    """Find claims that name no source of the case, and disputes that name no claim."""
    sources, claims = dict.fromkeys(s.id for s in case.sources), dict.fromkeys(c.id for c in case.claims)
    for index, claim in enumerate(case.claims):
        for number, telling in enumerate(claim.sources):
            if telling.source not in sources:
                mend = did_you_mean(telling.source, sources, "add it under “sources”")
                loc = ("claims", index, "sources", number, "source")
                yield problem_at(source, loc, f"the case has no source “{telling.source}”", mend)
    for index, dispute in enumerate(case.disputes):
        for number, name in enumerate(dispute.claims):
            if name not in claims:
                mend = did_you_mean(name, claims, "add it under “claims”")
                yield problem_at(source, ("disputes", index, "claims", number), f"the case has no claim “{name}”", mend)


def _repeated_ids(ids: Sequence[str], source: SourceText, loc: Loc) -> Iterator[Problem]:
    known: dict[str, int] = {}
    for index, name in enumerate(ids):
        if known.setdefault(name, index) != index:
            first = source.place_of((*loc, known[name], "id")).line
            yield problem_at(
                source,
                (*loc, index, "id"),
                f"the id “{name}” is taken",
                f"give it another; the first is in line {first}",
            )


def _redirect_problems(
    recipient: Recipient, source: SourceText, loc: Loc, known: Mapping[str, Recipient], sound: set[str]
) -> Iterator[Problem]:
    """Find an obsolete record that leads nowhere, or in a circle; `sound` are those found to lead somewhere."""
    place, seen, here = (*loc, "obsolete", "replaced_by"), {recipient.id}, recipient
    while here.obsolete and here.id not in sound:
        name = here.obsolete.replaced_by
        if name not in known:
            mend = did_you_mean(name, known, "name the record that takes its place")
            yield problem_at(source, place, f"there is no recipient “{name}”", mend)
            return
        if name in seen:
            yield problem_at(
                source, place, f"the redirection leads back to “{name}”", "let it end at a record that is not obsolete"
            )
            return
        seen.add(name)
        here = known[name]
    sound |= seen


def _holder_problems(holders: Sequence[Holder], source: SourceText, loc: Loc) -> Iterator[Problem]:
    """Find holders whose days overlap (an error) and days that nobody holds (a warning)."""
    order = sorted(range(len(holders)), key=lambda i: _begin(holders[i]))
    for before, after in pairwise(order):
        one, two = holders[before], holders[after]
        names = f"{one.name or 'a vacancy'} and {two.name or 'a vacancy'}"
        if two.since is None:
            yield problem_at(
                source, (*loc, after), f"it is not said when {two.name or 'the vacancy'} began", "add “from: …”"
            )
        elif one.until is None:
            mend = f"give {one.name or 'the vacancy'} a last day (“to: …”)"
            yield problem_at(source, (*loc, before), f"{names} both hold the office from {two.since}", mend)
        elif one.until.first > two.since.last:
            place = (*loc, after, "from")
            yield problem_at(
                source,
                place,
                f"{names} both hold the office from {two.since} to {one.until}",
                "correct one of the two days",
            )
        elif two.since.first - one.until.last > timedelta(days=1):
            place = (*loc, after, "from")
            sentence = f"nobody is known to hold the office between {one.until} and {two.since}"
            mend = "add who did, or “vacant: true” with its source; until then letters of those days go to the office"
            yield problem_at(source, place, sentence, mend, level="note", code="GAP")


def _begin(holder: Holder) -> tuple[str, str]:
    day: Day | None = holder.since
    return (day.first.isoformat() if day else "", str(day or ""))
