"""Every day on which a state's standing changes, so that many days can be asked for at once."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from appeals.law.standing import CAUTION, HOLDS, find_standing
from appeals.model.delay import enter_into_force
from appeals.model.law import Instrument, Reservation, StandingOn, StatusRow

Timeline = tuple[tuple[date, ...], tuple[StandingOn, ...]]


def draw_timeline(
    instrument: Instrument, state: str, rows: Sequence[StatusRow], reservations: tuple[Reservation, ...] = ()
) -> Timeline:
    """Work out every day on which the standing can change, and the standing from each on."""
    days = sorted({date.min, *_turns(instrument, rows)})
    return tuple(days), tuple(find_standing(instrument, state, rows, day, reservations) for day in days)


def look_up(timeline: Timeline, day: date) -> StandingOn:
    """Read the standing on a day from a timeline."""
    days, standings = timeline
    return standings[bisect_right(days, day) - 1]


def _turns(instrument: Instrument, rows: Iterable[StatusRow]) -> Iterable[date]:
    """Name the days on which the answer can change."""
    tomorrow = timedelta(days=1)
    if instrument.adopted:
        yield instrument.adopted.first
    if instrument.absence_as_of:
        yield instrument.absence_as_of.last + HOLDS + tomorrow
    if instrument.in_force:
        yield instrument.in_force
    for row in rows:
        for known in (row.signed, row.bound_since, row.ended, row.as_of):
            if known:
                yield from (known.first, known.last, known.last + tomorrow)
        if row.as_of:
            yield row.as_of.last + HOLDS + tomorrow
        if row.bound_since:
            yield enter_into_force(instrument, row.bound_since.last) or row.bound_since.last + CAUTION
        if row.in_force_since:
            yield row.in_force_since
