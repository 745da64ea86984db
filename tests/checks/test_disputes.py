"""Claims that differ, that agree, and that are old."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from appeals.checks import Lists, find_claims
from appeals.model.case import Case

DAY = date(2003, 4, 2)
Make = Callable[..., Any]
OTHER = {"what": {"en": "People arrested in the harbour by night"}, "figure": {"value": 48}}
DISPUTE = {"about": "How many", "claims": ["a", "b"], "wording": "attribute", "reason": "Two counts."}


def codes(case: Case, lists: Mapping[str, Lists]) -> list[str]:
    """Judge the claims of a case."""
    return [problem.code for problem in find_claims(case, DAY, lists)]


def test_claims_that_differ_must_be_declared(case: Make, claim: Make, lists: Mapping[str, Lists]) -> None:
    """Two figures of one day and one thing are an error until the case says how to word them."""
    claims = [claim("a"), claim("b", **OTHER)]
    found = list(find_claims(case(claims=claims), DAY, lists))
    assert [(p.code, p.level, p.loc) for p in found] == [("CLAIM-DISPUTE", "error", ("claims", 1))]
    assert codes(case(claims=claims, disputes=[DISPUTE]), lists) == []


@pytest.mark.parametrize(
    "change",
    [
        {"figure": {"value": 40}},
        {"figure": {"words": {"en": "many"}}},
        {"figure": None},
        {"from": "2003-01-19", "to": "2003-01-19"},
        {"from": "2002", "to": "2003"},
        {"from": None, "to": "2003-01-18"},
        {"where": {"en": "Shenyang"}},
        {"what": {"en": "Aid workers questioned at the border"}},
        {"about": "aid-workers"},
    ],
)
def test_claims_about_two_things_may_differ(
    case: Make, claim: Make, lists: Mapping[str, Lists], change: dict[str, Any]
) -> None:
    """Another number of another day, place or thing is no dispute, nor is the same number."""
    first, second = claim("a", where={"en": "Yantai"}), claim("b", **{**OTHER, **change})
    assert codes(case(claims=[first, second]), lists) == []


def test_the_case_may_say_what_claims_are_about(case: Make, claim: Make, lists: Mapping[str, Lists]) -> None:
    """The same `about` makes one thing of claims whose words and places share nothing."""
    first = claim("a", about="detained", where={"en": "Yantai"})
    second = claim("b", about="detained", what={"en": "The same group"}, where={"en": "Shandong"}, figure={"value": 9})
    assert codes(case(claims=[first, second]), lists) == ["CLAIM-DISPUTE"]


def test_a_dispute_about_nothing_is_warned_of(case: Make, claim: Make, lists: Mapping[str, Lists]) -> None:
    """A dispute between figures that are the same hedges without need."""
    claims = [claim("a"), claim("b")]
    assert codes(case(claims=claims, disputes=[DISPUTE]), lists) == ["CLAIM-AGREES"]


def test_a_figure_of_an_old_source_says_of_when_it_is(case: Make, claim: Make, lists: Mapping[str, Lists]) -> None:
    """What goes on and was last counted more than a year ago needs `as_of`, or an end."""
    old = case(claims=[claim("a", to=None)])
    assert [p.code for p in find_claims(old, date(2004, 12, 31), lists)] == []
    late = date(2005, 3, 1)
    assert [p.code for p in find_claims(old, late, lists)] == ["DATE-OLD"]
    assert [p.code for p in find_claims(case(claims=[claim("a", to=None, as_of="2003")]), late, lists)] == []
    assert [p.code for p in find_claims(case(claims=[claim("a")]), late, lists)] == []


@pytest.mark.parametrize(
    ("report", "press", "codes"),
    [
        ("2000-01-01", "2003-01-01", []),
        ("2003-01-01", "2000-01-01", []),
        ("2000-01-01", "2001-01-01", ["DATE-OLD"]),
    ],
)
def test_the_newest_source_of_a_figure_counts(
    report: str, press: str, codes: list[str], case: Callable[..., Case], lists: Mapping[str, Lists]
) -> None:
    """A figure that an old source gave and a new one gives again is not old."""
    sources = [
        {"id": name, "kind": "report", "title": "x", "date": day, "name": {"en": "x"}}
        for name, day in (("report", report), ("press", press))
    ]
    tellings = [{"source": name, "knowledge": "own"} for name in ("report", "press")]
    claim = {"id": "held", "what": {"en": "x"}, "figure": {"value": 3}, "sources": tellings, "confidence": "low"}
    found = find_claims(case(sources=sources, claims=[claim]), date(2003, 6, 1), lists)
    assert [problem.code for problem in found if problem.code == "DATE-OLD"] == codes
