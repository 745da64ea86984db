"""Who held an office, and what reached it, on one day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from appeals.model.address import Choice
from appeals.model.common import Dated
from appeals.model.recipient import Holder

# How long after it was last seen to be so a holder without a last day still counts as in office. After that nobody is
# named: the letter goes to the office, and `explain` says which record to look at.
FRESH = timedelta(days=366)

D = TypeVar("D", bound=Dated)


def seen_on(record: Dated) -> date | None:
    """Return the last day on which a record without an end was seen to be so."""
    days = [record.verified.on] if record.verified else []
    if record.source.date:
        days.append(record.source.date.first)
    return max(days, default=None)


def holder_on(holders: Sequence[Holder], day: date) -> tuple[Holder | None, Choice]:
    """Name the holder on a day, or nobody, and why.

    On the day of a change the successor holds the office. Where a change is known only to the month or the year,
    a day within it names nobody.
    """
    possible = [holder for holder in holders if holder.holds_on(day)]
    if not possible:
        return None, Choice("holder", "nobody", f"no record says who held the office on {day}")
    latest = max(possible, key=_span_of_days)
    source = str(latest.source)
    others = [holder for holder in possible if holder is not latest]
    if not _is_certain(latest, others, day):
        names = " or ".join(holder.name or "nobody" for holder in possible)
        return None, Choice(
            "holder", "nobody", f"on {day} it may have been {names}: the days are not known exactly", source
        )
    if latest.vacant:
        return None, Choice("holder", "nobody", f"the office was vacant {_span(latest)}", source)
    stale = _stale(latest, day)
    if stale:
        return None, Choice("holder", "nobody", stale, source)
    return latest, Choice("holder", str(latest.name), f"in office {_span(latest)}", source)


def _span_of_days(holder: Holder) -> tuple[date, date]:
    """Return the first and last day a holder may have been in office, to tell who came later."""
    return holder.since.first if holder.since else date.min, holder.until.last if holder.until else date.max


def _is_certain(latest: Holder, others: Sequence[Holder], day: date) -> bool:
    """Say whether nobody else can have held the office, and this one did."""
    began = latest.since is None or latest.since.last <= day
    lasted = latest.until is None or day <= latest.until.first
    today = (day, day)  # the day of a change belongs to the successor, where both records have it to the day
    came = latest.since is not None and (latest.since.first, latest.since.last) == today
    left = all(other.until is not None and (other.until.first, other.until.last) == today for other in others)
    later = all(_span_of_days(other) != _span_of_days(latest) for other in others)  # else nobody knows who came last
    return began and lasted and (not others or (came and left and later))


def _stale(holder: Holder, day: date) -> str:
    """Say why a holder without a last day is no longer counted on, or nothing."""
    if holder.until:
        return ""
    seen = seen_on(holder)
    if seen and day - seen <= FRESH:
        return ""
    when = f"last seen in office on {seen}" if seen else "never verified"
    return f"{holder.name} was {when}, too long before {day}: verify the record, or give its last day"


def _span(record: Dated) -> str:
    """Write a record's days."""
    if record.until:
        return f"from {record.since or 'an unknown day'} to {record.until}"
    seen = seen_on(record)
    return f"since {record.since or 'an unknown day'}, no end known" + (f" when last seen on {seen}" if seen else "")


def valid_on(records: Sequence[D], day: date) -> tuple[D, ...]:
    """Return the addresses or channels that were so on a day, the most recent first."""
    valid = [record for record in records if record.holds_on(day)]
    return tuple(sorted(valid, key=lambda r: r.since.first if r.since else date.min, reverse=True))


def because_of(record: Dated) -> str:
    """Say of an address or channel from when to when it is known to be right."""
    return f"known {_span(record)}"
