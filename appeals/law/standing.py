"""A state's standing under a treaty on a day: a pure function of the rows.

Every claim errs towards saying less. Where the rows cannot decide, the standing is `unknown`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from appeals.model.common import Day
from appeals.model.delay import enter_into_force
from appeals.model.law import Instrument, Reservation, Standing, StandingOn, StatusRow

# That a state has not joined can change any day. We repeat it, always with the day of its list, for three years
# after that day; then it is `unknown`. A bond once made lasts until it is ended, so it is repeated without limit.
HOLDS = timedelta(days=3 * 366)
# Entry into force was not verified: within a year of the deposit we do not say whether the state is bound yet.
# No treaty of the catalogue takes longer than four months.
CAUTION = timedelta(days=366)
# A state that ratifies has signed before; one that accedes or succeeds has not.
AFTER_SIGNATURE = ("ratification", "acceptance", "approval", "unknown", "")

# Of several spans the one that says most of the state wins.
ORDER: tuple[Standing, ...] = ("party", "not-yet-in-force", "unknown", "signatory", "withdrawn", "not-party")

Finding = tuple[Standing, str]


def find_standing(
    instrument: Instrument,
    state: str,
    rows: Sequence[StatusRow],
    day: date,
    reservations: tuple[Reservation, ...] = (),
) -> StandingOn:
    """Decide the standing of a state (alpha-3) on a day from the rows of that state and instrument."""
    if instrument.adopted and day < instrument.adopted.first:
        return StandingOn(
            instrument.code, state, "not-party", f"it was made only in {instrument.adopted}", source=instrument.source
        )
    if not rows:
        return _absent(instrument, state, day)
    begun = [row for row in rows if row is rows[0] or (row.bound_since and row.bound_since.first <= day)]
    found = [(row, *_of_row(instrument, row, day)) for row in begun]
    row, standing, why = min(found, key=lambda one: ORDER.index(one[1]))
    return StandingOn(
        instrument=instrument.code,
        state=state,
        standing=standing,
        why=why,
        signed=row.signed,
        bound_since=row.bound_since,
        how=row.how,
        in_force_since=row.in_force_since,
        ended=row.ended,
        reservations=reservations,
        source=row.source,
        as_of=row.as_of,
        note=row.note,
        unprintable=_unprintable(row, standing),
    )


def _absent(instrument: Instrument, state: str, day: date) -> StandingOn:
    """Say what it means that the list does not name the state."""
    as_of = instrument.absence_as_of
    if instrument.kind == "bilateral":
        return StandingOn(
            instrument.code, state, "not-party", "it is an agreement between two others", source=instrument.source
        )
    if instrument.absence == "not-party" and as_of and day <= as_of.last + HOLDS:
        why = f"it is not on the list of parties as of {as_of}"
        return StandingOn(instrument.code, state, "not-party", why, source=instrument.source, as_of=as_of)
    why = "our list is incomplete or too old to say that a state is missing from it"
    return StandingOn(
        instrument.code, state, "unknown", why, source=instrument.source, as_of=as_of, unprintable="not known"
    )


def _of_row(instrument: Instrument, row: StatusRow, day: date) -> Finding:
    """Decide from one row."""
    if row.ended and day >= row.ended.first:
        if day >= row.ended.last:
            return "withdrawn", f"its withdrawal took effect on {row.ended}"
        return "unknown", f"its withdrawal took effect in {row.ended}, the day is not recorded"
    if row.status == "not-party":
        return _still(row, day, "not-party", "the source says that it is not a party")
    if row.status == "signatory" or (row.bound_since and day < row.bound_since.first):
        return _before_deposit(row, day)
    return _while_it_lasts(instrument, row, day)


def _while_it_lasts(instrument: Instrument, row: StatusRow, day: date) -> Finding:
    """Decide for a day after the deposit, or of a row without a deposit."""
    if row.status == "doubtful":
        return "unknown", row.doubt or "the source is in doubt"
    if row.status == "ended" and not row.ended:
        # The day of the withdrawal is not recorded: it is certain only from the day of the source on.
        if row.as_of and day >= row.as_of.last:
            return "withdrawn", f"it had withdrawn by {row.as_of}; the day is not recorded"
        return "unknown", "it withdrew, the day is not recorded"
    if row.bound_since:
        return _after_deposit(instrument, row, row.bound_since, day)
    if row.as_of and day >= row.as_of.last and row.status == "party":
        return "party", f"it is on the list of {row.as_of}; the day is not recorded"
    return "unknown", "since when it was a party is not recorded"


def _still(row: StatusRow, day: date, standing: Standing, why: str) -> Finding:
    """Repeat a claim that can change any day only while its source is fresh."""
    if row.as_of and day <= row.as_of.last + HOLDS:
        return standing, why
    return "unknown", f"the source is of {row.as_of or 'an unknown day'}; what came later is not known"


def _before_deposit(row: StatusRow, day: date) -> Finding:
    """Decide between signature, nothing yet, and a predecessor's bond that we do not know."""
    if row.how == "succession":
        return "unknown", f"it succeeded on {row.bound_since}; whether a predecessor's bond held before is not known"
    if row.signed is None:
        return _unsigned(row, day)
    if day < row.signed.first:
        return "not-party", f"it signed only on {row.signed}"
    if day < row.signed.last:
        return "unknown", f"it signed in {row.signed}, the day is not recorded"
    if row.bound_since:
        return "signatory", f"it signed on {row.signed} and deposited its {row.how} only on {row.bound_since}"
    return _still(row, day, "signatory", f"it signed on {row.signed} and has not ratified")


def _unsigned(row: StatusRow, day: date) -> Finding:
    """Decide where no day of signature is recorded."""
    if row.bound_since and row.how not in AFTER_SIGNATURE:
        return "not-party", f"it deposited its {row.how} only on {row.bound_since}"
    if not row.bound_since and row.as_of and day >= row.as_of.last:
        return _still(row, day, "signatory", "it signed, the day is not recorded")
    return "unknown", "the day of its signature is not recorded"


def _after_deposit(instrument: Instrument, row: StatusRow, since: Day, day: date) -> Finding:
    """Decide whether the treaty is already in force for the state."""
    deposit = _say_deposit(row, since)
    if instrument.in_force and day < instrument.in_force:
        return "not-yet-in-force", f"it {deposit}; the treaty entered into force on {instrument.in_force}"
    if day < since.last:
        return "unknown", f"it {deposit}, the day is not recorded"
    if row.in_force_since:
        in_force = day >= row.in_force_since
        word = "since" if in_force else "from"
        return (
            "party" if in_force else "not-yet-in-force"
        ), f"it {deposit}; in force for it {word} {row.in_force_since}"
    if row.how == "succession":
        return "party", f"it {deposit}; since when its predecessor's bond counts for it is not recorded"
    latest = enter_into_force(instrument, since.last) or since.last + CAUTION
    why = f"it {deposit}; the day of entry into force for it was not verified"
    return ("party" if day >= latest else "unknown"), why


def _say_deposit(row: StatusRow, since: Day) -> str:
    """Say what made the state a party, in the words of explanations."""
    if row.how == "signature":
        return f"signed it with binding effect on {since}"
    consent = "instrument" if row.how in ("", "unknown") else row.how
    return f"deposited its {consent} {'on' if since.is_exact else 'in'} {since}"


def _unprintable(row: StatusRow, standing: Standing) -> str:
    """Say why a letter may not print the row unconfirmed, or nothing."""
    if row.doubt:
        return row.doubt
    if standing == "unknown":
        return "not known"
    if standing in ("party", "not-yet-in-force"):
        return "" if row.bound_since and row.bound_since.is_exact else "the day of deposit is not known"
    if standing == "signatory":
        return "" if row.signed and row.signed.is_exact else "the day of signature is not known"
    return ""


def confirm_rows(
    instrument: Instrument, state: str, rows: Sequence[StatusRow], given: StatusRow
) -> tuple[StatusRow, ...]:
    """Put what a case confirms over the newest row; a confirmed row is no longer in doubt."""
    last = rows[-1] if rows else StatusRow(instrument.code, state, given.status)
    deposit, how = given.bound_since or last.bound_since, given.how or last.how
    computed = (
        enter_into_force(instrument, deposit.first) if given.bound_since and deposit and how != "succession" else None
    )
    merged = replace(
        last,
        status=last.status if last.status in ("party", "ended") else given.status,
        signed=given.signed or last.signed,
        bound_since=deposit,
        how=how,
        in_force_since=given.in_force_since or computed or last.in_force_since,
        ended=given.ended or last.ended,
        doubt="",
        source=given.source,
        as_of=given.as_of,
    )
    return (*rows[:-1], merged)
