"""From the deposit of an instrument to entry into force for the state, by the treaty's own rule."""

import calendar
from datetime import date, timedelta

from appeals.model.law import Instrument


def enter_into_force(instrument: Instrument, deposit: date) -> date | None:
    """Compute the day from the deposit, never before the treaty itself is in force; None: the rule was not verified.

    Delays are written `90d` (the ninetieth day after), `3m` (three months after), `0d` (on deposit) and
    `3m+` (the first of the month that follows three months after).
    """
    if not instrument.delay or not instrument.in_force:
        return None
    rule = instrument.delay.removesuffix("+")
    count, unit = int(rule[:-1]), rule[-1]
    day = deposit + timedelta(days=count) if unit == "d" else _months_after(deposit, count)
    if instrument.delay.endswith("+"):
        day = _months_after(day.replace(day=1), 1)
    return max(day, instrument.in_force)


def _months_after(day: date, months: int) -> date:
    """Count months; where the month is too short, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
