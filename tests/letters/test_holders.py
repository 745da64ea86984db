"""Who is addressed on a day: the holder, or nobody and why."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.letters.holders import holder_on, valid_on
from appeals.model.recipient import Address, Holder, Recipient
from appeals.pipeline import Records

Office = Callable[..., Recipient]


def named(office: Recipient, day: str) -> tuple[str | None, str]:
    """Name the holder of a day and say why."""
    holder, choice = holder_on(office.holders, date.fromisoformat(day))
    assert choice.topic == "holder"
    assert choice.chosen == (holder.name if holder else "nobody")
    return (holder.name if holder else None), choice.because


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2003-03-01", "Zhu Rongji"),
        ("2003-03-15", "Zhu Rongji"),
        ("2003-03-16", "Wen Jiabao"),  # the successor, on the day of the change
        ("2003-04-02", "Wen Jiabao"),
        ("2013-03-14", "Wen Jiabao"),
        ("2013-03-15", "Li Keqiang"),
        ("1990-01-01", None),
    ],
)
def test_the_premier_of_a_day(day: str, name: str | None, shipped: Records) -> None:
    """A letter goes to the Premier of its own day."""
    assert named(shipped.recipients["cn-premier"], day)[0] == name


def test_nobody_is_known(office: Office) -> None:
    """Without holders, or before the first, nobody is named."""
    assert named(office(), "2003-01-01") == (None, "no record says who held the office on 2003-01-01")
    later = office(holders=[{"name": "A", "from": "2004", "to": "2005"}])
    assert named(later, "2003-01-01")[0] is None


def test_a_vacant_office(office: Office) -> None:
    """A vacancy names nobody and says so."""
    vacant = office(holders=[{"vacant": True, "from": "2003-01-01", "to": "2003-02-01"}])
    assert named(vacant, "2003-01-15") == (None, "the office was vacant from 2003-01-01 to 2003-02-01")


def test_a_change_known_to_the_month(office: Office) -> None:
    """Within a month in which the office changed hands nobody is named; before and after it, the holder is."""
    change = office(
        holders=[{"name": "A", "from": "2001", "to": "2003-03"}, {"name": "B", "from": "2003-03", "to": "2009"}]
    )
    assert named(change, "2003-02-28")[0] == "A"
    assert named(change, "2003-03-16") == (
        None,
        "on 2003-03-16 it may have been A or B: the days are not known exactly",
    )
    assert named(change, "2003-04-01")[0] == "B"
    assert named(change, "2001-06-01")[0] is None  # A began some day of that year
    assert named(change, "2009-06-01")[0] is None  # B ended some day of that year


def test_a_vacancy_of_unknown_days_is_called_nobody(office: Office) -> None:
    """Where a vacancy may have begun, the reason says that it may have been nobody."""
    change = office(holders=[{"name": "A", "to": "2003-03"}, {"vacant": True, "from": "2003-03", "to": "2003-05"}])
    assert named(change, "2003-03-16")[1].startswith("on 2003-03-16 it may have been A or nobody")


def test_a_holder_without_end_is_counted_on_for_a_year_after_being_seen(office: Office) -> None:
    """Nobody is named in an office whose holder was not seen for more than a year."""
    verified = {"name": "A", "from": "2001", "verified": {"on": "2003-01-01", "how": "read"}}
    seen = office(holders=[verified])
    assert named(seen, "2004-01-02") == ("A", "in office since 2001, no end known when last seen on 2003-01-01")
    assert named(seen, "2004-01-03") == (
        None,
        "A was last seen in office on 2003-01-01, too long before 2004-01-03: verify the record, or give its last day",
    )
    assert named(office(holders=[{"name": "A", "from": "2001"}]), "2002-01-01")[1].startswith("A was never verified")
    dated = {"name": "A", "source": {"title": "x", "date": "2003-06"}}
    assert named(office(holders=[dated]), "2003-07-01")[1] == (
        "in office since an unknown day, no end known when last seen on 2003-06-01"
    )


def test_a_day_at_the_end_of_the_calendar(office: Office) -> None:
    """A record verified on the last day there is does not overflow."""
    end = office(holders=[{"name": "A", "from": "2001", "verified": {"on": "9999-12-31", "how": "read"}}])
    assert named(end, "9999-12-31")[0] == "A"


def test_holders_who_began_on_the_same_day_name_nobody(office: Office) -> None:
    """Two records for the same days leave it open who it was."""
    two = office(holders=[{"name": name, "from": "2001-01-01", "to": "2003"} for name in "AB"])
    assert named(two, "2002-01-01")[0] is None
    both = office(holders=[{"name": name, "from": "2001-01-01", "to": "2001-01-01"} for name in "AB"])
    assert named(both, "2001-01-01")[0] is None


def test_the_most_recent_address_goes_first(office: Office) -> None:
    """Of several addresses that may have been right, the one that began last is used."""
    lines = {"lines": ["1", "2", "3"], "country": "CN"}
    places = office(
        addresses=[lines | {"from": year} for year in ("2001", "2003")] + [lines | {"to": "1999"}]
    ).addresses
    found: tuple[Address, ...] = valid_on(places, date(2004, 1, 1))
    assert [str(place.since) for place in found] == ["2003", "2001"]


DAYS = st.dates(date(2000, 1, 1), date(2004, 12, 31))
PARTIAL = DAYS.flatmap(lambda d: st.sampled_from([d.isoformat(), d.isoformat()[:7], d.isoformat()[:4]]))


@given(st.lists(st.tuples(st.none() | PARTIAL, st.none() | PARTIAL), max_size=5), DAYS)
def test_at_most_one_who_surely_held_it(spans: list[tuple[str | None, str | None]], day: date) -> None:
    """Whatever the records, the one named can have held the office that day, and nobody else can beyond that day."""
    holders = []
    for number, (since, until) in enumerate(spans):
        if since and until and since > until:
            since, until = until[:4], since  # noqa: PLW2901 -- put in order
        source = {"title": "x", "date": day.isoformat()}
        holders.append(Holder.model_validate({"name": str(number), "from": since, "to": until, "source": source}))
    holder, choice = holder_on(holders, day)
    assert choice.because
    if holder:
        assert holder.holds_on(day)
        others = [other for other in holders if other is not holder and other.holds_on(day)]
        assert not any(other.holds_on(day + timedelta(days=1)) for other in others)
        assert holder_on(list(reversed(holders)), day)[0] == holder


@pytest.mark.parametrize(
    ("read", "verified", "named_then"),
    [
        ("2003-01-01", "2005-06-01", "A"),  # read long ago, and verified since
        ("2005-06-01", "2003-01-01", "A"),  # verified long ago, and read again since
        ("2003-01-01", "2003-06-01", None),
    ],
)
def test_it_is_the_newest_sign_of_a_holder_that_counts(
    read: str, verified: str, named_then: str | None, office: Office
) -> None:
    """A holder without an end is named for a year after the newest day on which the record was seen to be so."""
    source = {"title": "A list", "date": read}
    checked = {"on": verified, "how": "read on a page"}
    one = office(holders=[{"name": "A", "from": "2002", "source": source, "verified": checked}])
    assert named(one, "2006-01-15")[0] == named_then
