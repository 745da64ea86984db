"""Whether a state's reservations and declarations touch an article."""

import re
from datetime import date
from typing import Literal

from appeals.model.law import Instrument, Provision, Reservation

Touch = Literal["", "reserved", "mentioned", "unlisted", "earlier"]
LIMITING = {"reservation", "declaration", "interpretation"}
WHOLE = "*"  # stands for every article


def touch(instrument: Instrument, provision: Provision, reservations: tuple[Reservation, ...], day: date) -> Touch:
    """Say how far the reservations touch a provision.

    `reserved`: a person read it. `mentioned`: its text names the article. `unlisted`: a reservation whose
    articles are not recorded. `earlier`: one stood before and was withdrawn at a day that is not recorded.
    """
    if not is_reservable(instrument, provision):
        return ""
    found = {_touch_of(one, provision, day) for one in reservations}
    for kind in ("reserved", "mentioned", "unlisted", "earlier"):
        if kind in found:
            return kind
    return ""


def is_reservable(instrument: Instrument, provision: Provision) -> bool:
    """Say whether the treaty permits reservations to the provision."""
    return not any(_covers(article, provision) for article in instrument.no_reservation)


def limit_of(reservations: tuple[Reservation, ...]) -> str:
    """Name the limit that a declaration sets to the whole treaty, such as events in Europe, or nothing."""
    limits = [one.remark for one in reservations if one.checked and WHOLE in one.articles]
    return "; ".join(dict.fromkeys(limits))


def accepts_competence(provision: Provision, reservations: tuple[Reservation, ...]) -> bool:
    """Say whether the state declared the competence of a committee under the article."""
    return any("competence-accepted" in one.kinds and provision.article in one.articles for one in reservations)


def _touch_of(reservation: Reservation, provision: Provision, day: date) -> Touch:
    if reservation.checked:
        return (
            "reserved"
            if any(_meets(article, provision) for article in reservation.articles if article != WHOLE)
            else ""
        )
    if "withdrawn-or-footnote-only" in reservation.kinds:
        return "earlier" if reservation.as_of and day <= reservation.as_of.last else ""
    if not LIMITING.intersection(reservation.kinds):
        return ""
    if any(_meets(article, provision) for article in reservation.articles):
        return "mentioned"
    return "unlisted" if "reservation" in reservation.kinds and not reservation.articles else ""


def _cut(clause: str) -> tuple[str, ...]:
    """Cut 40(2)(b) into article, paragraph and letter; a roman article stays roman."""
    return tuple(re.findall(r"\w+", clause))


def _meets(article: str, provision: Provision) -> bool:
    """Say whether one clause lies within the other: 16 meets 16(3), 16(1) does not."""
    return all(a == b for a, b in zip(_cut(article), _own(provision), strict=False))


def _covers(article: str, provision: Provision) -> bool:
    """Say whether the clause is the provision's or a wider one."""
    cut = _cut(article)
    return cut == _own(provision)[: len(cut)]


def _own(provision: Provision) -> tuple[str, ...]:
    return (provision.article, *_cut(provision.paragraph))
