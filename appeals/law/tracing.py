"""Names the rows that a citation rests on, so that everything printed can be traced."""

from appeals.model.law import Ground, Reservation, StandingOn


def trace(ground: Ground) -> tuple[str, ...]:
    """Name every row with its source and day, for `appeals explain`."""
    provision, instrument = ground.provision, ground.instrument
    lines = [
        f"provisions.csv: {provision.key}; text seen in {provision.checked or 'no stored copy'}",
        f"instruments.csv: {instrument.code}; {instrument.source}",
    ]
    if ground.via:
        lines.append(f"provisions.csv: {ground.via.key}; the Convention's article applies through it")
    if ground.standing:
        lines.append(_trace_standing(ground.standing))
        lines += [_trace_reservation(one) for one in ground.standing.reservations]
    if ground.confirmed:
        lines.append(f"the case confirms: {ground.confirmed.source}, read on {ground.confirmed.date}")
    if ground.brought_by:
        lines.append(f"brought by {ground.brought_by}")
    return tuple(lines)


def _trace_standing(standing: StandingOn) -> str:
    as_of = f"as of {standing.as_of}" if standing.as_of else "undated"
    row = f"treaty_status.csv: {standing.instrument} {standing.state}"
    return f"{row}; {standing.standing}: {standing.why}; {standing.source}, {as_of}"


def _trace_reservation(one: Reservation) -> str:
    articles = ", ".join(one.articles) or "not recorded"
    known = "read" if one.checked else "mentioned in the text, not read"
    row = f"reservations.csv: {one.instrument} {one.state}; {', '.join(one.kinds)}"
    return f"{row}; articles {articles} ({known}); {one.source}, as of {one.as_of}"
