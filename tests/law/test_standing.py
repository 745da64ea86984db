"""What a state's standing under a treaty is on a day."""

from datetime import date, timedelta
from itertools import product

import pytest
from facts import read_facts
from hypothesis import given
from hypothesis import strategies as st

from appeals.law.standing import ORDER, find_standing
from appeals.law.timeline import draw_timeline, look_up
from appeals.model.common import Day, read_day
from appeals.model.law import Instrument, StandingOn, StatusRow
from appeals.reference import catalogue, states

CATALOGUE = catalogue()
INSTRUMENTS = CATALOGUE.with_parties()
STATES = [state.iso3 for state in states()]
DAYS = st.dates(date(1945, 1, 1), date(2035, 12, 31))


def standing_of(code: str, state: str, day: date) -> StandingOn:
    """Ask the packaged data."""
    key = (code, state)
    return find_standing(
        CATALOGUE.instruments[code], state, CATALOGUE.rows.get(key, ()), day, CATALOGUE.reservations.get(key, ())
    )


@pytest.mark.parametrize(("code", "state", "day", "standing"), read_facts())
def test_facts_checked_by_hand(code: str, state: str, day: str, standing: str) -> None:
    """The packaged data give the standing that a person found."""
    found = standing_of(code, state, date.fromisoformat(day))
    assert found.standing == standing, found.why


def test_the_facts_are_many_and_each_is_told_once() -> None:
    """The table holds at least sixty facts, none twice."""
    facts = [(code, state, day) for code, state, day, _ in read_facts()]
    assert len(set(facts)) == len(facts) >= 60


DATES = [
    ("REFUGEE-1951", "CHN", "", "1982-09-24", "accession", "1982-12-23"),
    ("REFUGEE-1967", "CHN", "", "1982-09-24", "accession", "1982-09-24"),
    ("CAT", "CHN", "1986-12-12", "1988-10-04", "ratification", "1988-11-03"),
    ("CRC", "CHN", "1990-08-29", "1992-03-02", "ratification", "1992-04-01"),
    ("ICESCR", "CHN", "1997-10-27", "2001-03-27", "ratification", "2001-06-27"),
    ("CERD", "CHN", "", "1981-12-29", "accession", "1982-01-28"),
    ("REFUGEE-1967", "USA", "", "1968-11-01", "accession", "1968-11-01"),
    ("CAT", "USA", "1988-04-18", "1994-10-21", "ratification", "1994-11-20"),
    ("ICCPR", "USA", "1977-10-05", "1992-06-08", "ratification", "1992-09-08"),
    ("ICCPR", "PRK", "", "1981-09-14", "accession", "1981-12-14"),
    ("REFUGEE-1951", "KOR", "", "1992-12-03", "accession", "1993-03-03"),
    ("CPED", "KOR", "", "2023-01-04", "accession", "2023-02-03"),
]


@pytest.mark.parametrize(("code", "state", "signed", "bound", "how", "in_force"), DATES)
def test_the_dates_behind_a_standing(code: str, state: str, signed: str, bound: str, how: str, in_force: str) -> None:
    """A standing carries signature, deposit, manner and entry into force as the depositary records them."""
    found = standing_of(code, state, date(2024, 1, 1))
    assert (str(found.signed or ""), str(found.bound_since), found.how) == (signed, bound, how)
    assert found.in_force_since == date.fromisoformat(in_force)
    assert found.is_printable
    assert found.source.startswith("UNTC")
    assert found.as_of


@pytest.mark.parametrize(
    ("code", "state", "reason"),
    [
        ("REFUGEE-1951", "SSD", "year"),
        ("GENOCIDE", "MUS", "secondary"),
        ("GENOCIDE", "ZMB", "month"),
        ("OAU-REFUGEE-1969", "MUS", "Mauritania"),
        ("ACHR", "MEX", "two dates"),
        ("ECHR", "DEU", "not verified"),
        ("ACHPR", "DZA", "not verified"),
        ("STATELESS-1954", "TUR", "year"),
    ],
)
def test_doubtful_rows_are_not_printable(code: str, state: str, reason: str) -> None:
    """A row that is doubtful, secondary or dated to the year says why it may not be printed."""
    found = standing_of(code, state, date(2024, 6, 1))
    assert not found.is_printable
    assert reason in found.unprintable


TREATY = Instrument(
    "X", "treaty", "Convention X", "X", adopted=read_day("2000-01-01"), in_force=date(2002, 1, 1), delay="30d"
)


def row(**facts: object) -> StatusRow:
    """Make a row of an invented treaty."""
    days = {
        k: read_day(v) if isinstance(v, str) and k in ("signed", "bound_since", "ended", "as_of") else v
        for k, v in facts.items()
    }
    return StatusRow("X", "CHN", **{"status": "party", **days})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "day", "standing"),
    [
        # ratified, but the list does not record the signature: what held before is not known
        ({"bound_since": "2003-05-05", "how": "ratification"}, "2003-05-04", "unknown"),
        ({"bound_since": "2003-05-05", "how": "accession"}, "2003-05-04", "not-party"),
        # a signature that the source saw long ago may have become a ratification since
        ({"status": "signatory", "signed": "2001-01-01", "as_of": "2010-01-01"}, "2013-01-01", "signatory"),
        ({"status": "signatory", "signed": "2001-01-01", "as_of": "2010-01-01"}, "2014-01-01", "unknown"),
        # a party stays one, however old the source
        (
            {"bound_since": "2003-05-05", "how": "accession", "in_force_since": date(2003, 6, 4), "as_of": "2004"},
            "2030-01-01",
            "party",
        ),
        # a succession before the treaty was in force
        ({"bound_since": "2001-05-05", "how": "succession"}, "2001-12-31", "not-yet-in-force"),
        ({"bound_since": "2001-05-05", "how": "succession"}, "2002-01-01", "party"),
        # the month alone is known: the rule counts from its last day
        ({"bound_since": "2003-05", "how": "accession"}, "2003-05-15", "unknown"),
        ({"bound_since": "2003-05", "how": "accession"}, "2003-06-29", "unknown"),
        ({"bound_since": "2003-05", "how": "accession"}, "2003-06-30", "party"),
        ({"signed": "2003", "status": "signatory", "as_of": "2020"}, "2003-06-01", "unknown"),
        ({"status": "signatory", "as_of": "2020"}, "2019-06-01", "unknown"),
        ({"status": "signatory", "as_of": "2020"}, "2021-06-01", "signatory"),
        ({"status": "doubtful", "bound_since": "2003-05-05", "how": "accession"}, "2010-01-01", "unknown"),
        # it left, nobody wrote down when
        (
            {"status": "ended", "bound_since": "2003-05-05", "how": "accession", "as_of": "2020-01-01"},
            "2003-05-04",
            "not-party",
        ),
        (
            {"status": "ended", "bound_since": "2003-05-05", "how": "accession", "as_of": "2020-01-01"},
            "2010-01-01",
            "unknown",
        ),
        (
            {"status": "ended", "bound_since": "2003-05-05", "how": "accession", "as_of": "2020-01-01"},
            "2020-01-01",
            "withdrawn",
        ),
        ({"status": "not-party", "as_of": "2020-01-01"}, "2010-01-01", "not-party"),
        ({"status": "not-party", "as_of": "2020-01-01"}, "2024-01-01", "unknown"),
        ({"status": "not-party"}, "2024-01-01", "unknown"),
    ],
)
def test_rows_that_rarely_occur(facts: dict[str, object], day: str, standing: str) -> None:
    """Whatever the row leaves open is unknown, never guessed."""
    assert find_standing(TREATY, "CHN", [row(**facts)], date.fromisoformat(day)).standing == standing


def test_a_rule_that_nobody_verified_gives_no_date() -> None:
    """Without a rule nothing is said within a year of the deposit, and the entry into force never gets a date."""
    unruled = Instrument("X", "treaty", "X", "X", in_force=date(2002, 1, 1))
    rows = [row(bound_since="2003-05-05", how="accession")]
    assert find_standing(unruled, "CHN", rows, date(2003, 6, 1)).standing == "unknown"
    later = find_standing(unruled, "CHN", rows, date(2005, 6, 1))
    assert (later.standing, later.in_force_since) == ("party", None)


def test_a_longer_span_does_not_hide_an_earlier_one() -> None:
    """A state that left and came back is a party while the old bond lasts, though the new one is not yet in force."""
    spans = [
        row(
            status="ended",
            bound_since="2003-05-05",
            how="accession",
            in_force_since=date(2003, 6, 4),
            ended="2009-03-01",
        ),
        row(bound_since="2009-02-01", how="accession", in_force_since=date(2009, 3, 3)),
    ]
    asked = {
        day: find_standing(TREATY, "CHN", spans, date.fromisoformat(day)).standing
        for day in ("2009-02-15", "2009-03-02", "2009-03-03")
    }
    assert list(asked.values()) == ["party", "not-yet-in-force", "party"]


@given(st.sampled_from(INSTRUMENTS), st.sampled_from(STATES), DAYS)
def test_there_is_exactly_one_standing(instrument: Instrument, state: str, day: date) -> None:
    """Every state has one standing under every instrument on every day, with a reason and a source."""
    found = standing_of(instrument.code, state, day)
    assert found.standing in ORDER
    assert found.why
    assert found.source
    assert found == standing_of(instrument.code, state, day)


@given(st.sampled_from(sorted(CATALOGUE.rows)), DAYS, st.integers(0, 12_000))
def test_nobody_becomes_a_party_without_the_dates_that_make_it_so(key: tuple[str, str], day: date, step: int) -> None:
    """From nothing to party there lies a deposit, and the entry into force where it is known."""
    later = min(day, date(2035, 12, 31)) + timedelta(days=step)
    before, after = standing_of(*key, day), standing_of(*key, later)
    if before.standing in ("not-party", "signatory") and after.standing == "party":
        assert after.bound_since
        assert day < after.bound_since.last <= later
        if after.in_force_since:
            assert day < after.in_force_since <= later
    if before.standing == "not-yet-in-force" and after.standing == "party" and after.in_force_since:
        assert after.in_force_since <= later


@given(st.sampled_from(sorted(CATALOGUE.rows)), DAYS)
def test_a_party_is_past_its_entry_into_force_and_not_past_its_end(key: tuple[str, str], day: date) -> None:
    """No one is called a party before the treaty is in force for it, nor after it left."""
    found = standing_of(*key, day)
    if found.standing == "party":
        assert not found.bound_since or found.bound_since.last <= day
        assert not found.in_force_since or found.in_force_since <= day
        assert not found.ended or day < found.ended.first
        general = CATALOGUE.instruments[key[0]].in_force
        assert not general or not found.bound_since or general <= day


@given(st.sampled_from(INSTRUMENTS), st.sampled_from(STATES), DAYS)
def test_what_is_unknown_is_never_printable(instrument: Instrument, state: str, day: date) -> None:
    """An unknown standing has a reason that keeps it out of letters; a printable bond has an exact day."""
    found = standing_of(instrument.code, state, day)
    if found.standing == "unknown":
        assert not found.is_printable
    if found.is_printable and found.standing in ("party", "not-yet-in-force"):
        assert found.bound_since
        assert found.bound_since.is_exact


@given(st.sampled_from(INSTRUMENTS), st.sampled_from(STATES), st.lists(DAYS, min_size=1, max_size=20))
def test_a_timeline_answers_as_the_function_does(instrument: Instrument, state: str, days: list[date]) -> None:
    """Looking up a day on the timeline gives what asking for that day gives."""
    rows = CATALOGUE.rows.get((instrument.code, state), ())
    timeline = draw_timeline(instrument, state, rows)
    for day in days:
        assert look_up(timeline, day) == find_standing(instrument, state, rows, day)


FEW_DAYS = st.dates(date(1999, 6, 1), date(2012, 12, 31))
MAYBE_DAYS = st.none() | FEW_DAYS.map(lambda d: Day(d, d)) | st.integers(2000, 2012).map(lambda y: read_day(str(y)))


@given(
    st.sampled_from(["party", "signatory", "ended", "doubtful", "not-party"]),
    st.sampled_from(["", "ratification", "accession", "succession", "unknown"]),
    st.tuples(MAYBE_DAYS, MAYBE_DAYS, MAYBE_DAYS, MAYBE_DAYS),
    st.lists(FEW_DAYS, min_size=1, max_size=8),
)
def test_a_timeline_holds_for_any_row(status: str, how: str, known: tuple[Day | None, ...], days: list[date]) -> None:
    """Whatever a row records, the timeline knows every day on which the answer changes."""
    signed, bound, ended, as_of = known
    rows = [row(status=status, how=how, signed=signed, bound_since=bound, ended=ended, as_of=as_of)]
    timeline = draw_timeline(TREATY, "CHN", rows)
    for day in days:
        assert look_up(timeline, day) == find_standing(TREATY, "CHN", rows, day)


def test_every_standing_of_a_year_is_evaluated() -> None:
    """All instruments, states and days of a year have their standing; timelines make it a matter of seconds."""
    year = [date(2012, 1, 1) + timedelta(days=n) for n in range(366)]
    evaluated = 0
    for instrument, state in product(INSTRUMENTS, STATES):
        timeline = draw_timeline(instrument, state, CATALOGUE.rows.get((instrument.code, state), ()))
        evaluated += sum(look_up(timeline, day).standing in ORDER for day in year)
    assert evaluated == len(INSTRUMENTS) * len(STATES) * 366
    assert len(INSTRUMENTS) >= 30
    assert len(STATES) == 198
