"""Puts what people add in `law/*.yaml` over the packaged catalogue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from appeals.model.catalogue import Catalogue, Gist, Title
from appeals.model.common import Day
from appeals.model.delay import enter_into_force
from appeals.model.law import Instrument, Provision, Reservation, StatusRow
from appeals.model.lawfile import LawFile, LawInstrument, LawProvision, LawReservation, LawStanding
from appeals.problems import Problem
from appeals.reference.states import is_state, state_of


def extend_catalogue(catalogue: Catalogue, files: Sequence[LawFile]) -> Catalogue:
    """Add every file in its order; the later one wins. Check the files with `law_problems` first."""
    for file in files:
        catalogue = _add(catalogue, file)
    return catalogue


def _add(catalogue: Catalogue, file: LawFile) -> Catalogue:
    instruments = {**catalogue.instruments, **{one.code: _instrument(one) for one in file.instruments}}
    for known in file.lists:
        dated = replace(
            instruments[known.instrument], absence=known.absence, absence_as_of=Day(known.as_of, known.as_of)
        )
        instruments[known.instrument] = dated
    provisions = [_provision(one) for one in file.provisions]
    return Catalogue(
        instruments=instruments,
        provisions={**catalogue.provisions, **{one.key: one for one in provisions}},
        rows={**catalogue.rows, **_spans(file.standings, instruments)},
        reservations={**catalogue.reservations, **_reservations(file.reservations)},
        titles={**catalogue.titles, **dict(_titles(file.instruments))},
        gists={**catalogue.gists, **dict(_gists(file.provisions, provisions))},
    )


def law_problems(catalogue: Catalogue, file: LawFile) -> tuple[Problem, ...]:
    """Find what a file names that does not exist: instruments that neither it nor the catalogue has, and states."""
    return tuple(_unknown(catalogue, file))


def _unknown(catalogue: Catalogue, file: LawFile) -> Iterator[Problem]:
    codes = {*catalogue.instruments, *(one.code for one in file.instruments)}
    for part in ("provisions", "standings", "reservations", "lists"):
        for index, one in enumerate(getattr(file, part)):
            if one.instrument not in codes:
                mend = "add it under “instruments”, or mend the code"
                yield Problem(
                    f"there is no instrument “{one.instrument}”",
                    mend,
                    code="LAW-NO-INSTRUMENT",
                    loc=(part, index, "instrument"),
                )
    for part in ("standings", "reservations"):
        for index, one in enumerate(getattr(file, part)):
            if not is_state(one.state):
                mend = "write its two letters by ISO 3166: CN"
                yield Problem(f"there is no state “{one.state}”", mend, code="LAW-NO-STATE", loc=(part, index, "state"))


def _instrument(one: LawInstrument) -> Instrument:
    return Instrument(
        code=one.code,
        kind=one.kind,
        title=one.title,
        short_title=one.short_title,
        made=one.made,
        place=one.place or "",
        adopted=one.adopted,
        in_force=one.in_force,
        unts=one.unts or "",
        delay=one.delay or "",
        delay_rule=one.delay_rule or "",
        no_reservation=one.no_reservation,
        of=state_of(one.of).iso3 if one.of else "",
        superseded=one.superseded,
        url=one.source.url or "",
        source=str(one.source),
        note=one.note or "",
    )


def _provision(one: LawProvision) -> Provision:
    return Provision(
        instrument=one.instrument,
        article=one.article,
        paragraph=one.paragraph or "",
        gist=one.gist.get("en") or one.gist.pairs[0][1],
        duty=(one.duty.get("en") or "") if one.duty else "",
        topics=one.topics,
        checked=str(one.source),
        note=one.note or "",
    )


def _titles(instruments: Iterable[LawInstrument]) -> Iterator[tuple[tuple[str, str], Title]]:
    for one in instruments:
        for t in one.titles:
            title = Title(t.title, t.genitive, t.short, t.short_genitive, t.gender, t.gender, str(t.source))
            yield (one.code, t.language), title


def _gists(written: Iterable[LawProvision], made: Iterable[Provision]) -> Iterator[tuple[tuple[str, str], Gist]]:
    for one, provision in zip(written, made, strict=True):
        for language, gist in one.gist.pairs:
            yield (provision.key, language), Gist(gist, (one.duty.get(language) or "") if one.duty else "")


def _spans(
    standings: Iterable[LawStanding], instruments: Mapping[str, Instrument]
) -> dict[tuple[str, str], tuple[StatusRow, ...]]:
    spans: dict[tuple[str, str], list[StatusRow]] = {}
    for one in standings:
        row = _row(one, instruments[one.instrument])
        spans.setdefault((row.instrument, row.state), []).append(row)
    return {key: tuple(sorted(rows, key=_first_day)) for key, rows in spans.items()}


def _first_day(row: StatusRow) -> date:
    return row.bound_since.first if row.bound_since else date.min


def _row(one: LawStanding, instrument: Instrument) -> StatusRow:
    return StatusRow(
        instrument=one.instrument,
        state=state_of(one.state).iso3,
        status=one.status,
        signed=one.signed,
        bound_since=one.bound_since,
        how=one.how,
        in_force_since=one.in_force_since or compute_in_force(instrument, one.bound_since, one.how),
        ended=one.ended,
        doubt=one.doubt or "",
        note=one.note or "",
        source=str(one.source),
        as_of=Day(one.as_of, one.as_of),
    )


def compute_in_force(instrument: Instrument, deposit: Day | None, how: str) -> date | None:
    """Compute entry into force for the state; never for a succession or an inexact day."""
    if deposit is None or not deposit.is_exact or how == "succession":
        return None
    return enter_into_force(instrument, deposit.first)


def _reservations(written: Iterable[LawReservation]) -> dict[tuple[str, str], tuple[Reservation, ...]]:
    made: dict[tuple[str, str], tuple[Reservation, ...]] = {}
    for one in written:
        state = state_of(one.state).iso3
        source, as_of = str(one.source), Day(one.as_of, one.as_of)
        read = Reservation(one.instrument, state, one.kinds, True, one.articles, one.remark or "", source, as_of)
        made[one.instrument, state] = (*made.get((one.instrument, state), ()), read)
    return made
