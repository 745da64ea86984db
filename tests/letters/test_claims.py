"""Figures are printed as their records demand, and never as settled where sources differ."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from appeals.letters.annex import annex_of_sources
from appeals.letters.claims import claim_words
from appeals.model.case import Case
from appeals.model.letter import Table
from appeals.phrases import Language

Make = Callable[..., Case]


def claim(name: str, figure: dict[str, Any] | None, *sources: str, **more: Any) -> dict[str, Any]:
    """Write a claim."""
    tellings = [{"source": source, "knowledge": "own"} for source in sources or ("report",)]
    figures = {"figure": figure} if figure else {}
    return {"id": name, "what": {"en": "x"}, "sources": tellings, "confidence": "low", **figures, **more}


@pytest.mark.parametrize(
    ("figure", "english_words", "german_words"),
    [
        ({"value": 3}, "three", "drei"),
        ({"value": 3200}, "3,200", "3.200"),
        ({"value": 30, "qualifier": "about"}, "about 30", "etwa 30"),
        ({"value": 40, "qualifier": "almost"}, "almost 40", "fast 40"),
        ({"value": 40, "qualifier": "at-least"}, "at least 40", "mindestens 40"),
        ({"value": 900, "qualifier": "more-than"}, "more than 900", "mehr als 900"),
        ({"value": 40, "qualifier": "up-to"}, "up to 40", "bis zu 40"),
        ({"low": 30000, "high": 300000}, "between 30,000 and 300,000", "zwischen 30.000 und 300.000"),
        ({"low": 0, "high": 3}, "between no and three", "zwischen keine und drei"),
        ({"words": {"en": "several thousand", "de": "mehrere tausend"}}, "several thousand", "mehrere tausend"),
    ],
)
def test_a_figure_keeps_its_qualifier(
    figure: dict[str, Any], english_words: str, german_words: str, *, case: Make, english: Language, german: Language
) -> None:
    """Every qualifier, range and number in words has its words in both languages."""
    made = case(claims=[claim("a", figure)])
    assert claim_words(made, "a", english) == english_words
    assert claim_words(made, "a", german) == german_words


def test_a_figure_may_bear_its_source(case: Make, english: Language) -> None:
    """A claim that asks for it is printed with all its sources' names."""
    made = case(claims=[claim("a", {"value": 48}, "report", "press", attribute=True)])
    assert claim_words(made, "a", english) == "48, according to a witness and a paper"


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("attribute", "almost 40, according to a witness"),
        ("range", "between almost 40 and 60"),
        ("lowest", "almost 40"),
    ],
)
def test_a_disputed_figure_is_never_printed_as_settled(wording: str, words: str, case: Make, english: Language) -> None:
    """Where sources differ the case says how: by naming who says so, by a range, or by the lowest."""
    dispute = {"about": "How many", "claims": ["a", "b"], "wording": wording, "reason": "They differ"}
    claims = [claim("a", {"value": 40, "qualifier": "almost"}), claim("b", {"low": 50, "high": 60}, "press")]
    assert claim_words(case(claims=claims, disputes=[dispute]), "a", english) == words


def test_the_lowest_exact_figure_is_a_least(case: Make, english: Language) -> None:
    """Of 48 and 60 the lowest is printed as at least 48: more than its source says is not claimed."""
    dispute = {"about": "How many", "claims": ["a", "b"], "wording": "lowest", "reason": "They differ"}
    made = case(claims=[claim("a", {"value": 60}), claim("b", {"value": 48}, "press")], disputes=[dispute])
    assert claim_words(made, "a", english) == "at least 48"


@pytest.mark.parametrize(
    ("claims", "wording", "language", "reason"),
    [
        ([], "range", "english", "the case has no claim “a”; it has: none"),
        ([claim("a", None), claim("b", {"value": 1})], "range", "english", "the claim “a” has no figure to print"),
        (
            [claim("a", {"value": 1}), claim("b", {"value": 2})],
            "leave-out",
            "english",
            "is in dispute and the case leaves it out",
        ),
        (
            [claim("a", {"words": {"en": "some"}}), claim("b", None)],
            "range",
            "english",
            "has no numbers to make a range of",
        ),
        ([claim("a", {"words": {"en": "some"}})], "", "german", "the figure has no words in the language “de”"),
        (
            [claim("a", {"value": 1}, attribute=True)],
            "",
            "german",
            "the source “report” has no name in the language “de”",
        ),
        ([claim("a", {"value": 1}, "nobody", attribute=True)], "", "english", "the case has no source “nobody”"),
    ],
)
def test_what_cannot_be_printed_is_refused(
    claims: list[dict[str, Any]], wording: str, language: str, reason: str, *, case: Make, request: Any
) -> None:  # fmt: skip
    """A figure that is missing, left out or without words in the language is refused in plain words."""
    dispute = {"about": "How many", "claims": ["a", "b"], "wording": wording, "reason": "They differ"}
    made = case(claims=claims, disputes=[dispute] if wording else [])
    with pytest.raises(ValueError, match=reason):
        claim_words(made, "a", request.getfixturevalue(language))


def test_the_annex_of_sources_writes_its_days_in_the_letter_s_language(case: Make, german: Language) -> None:
    """Days of claims and of sources are words of the letter, as exact as the record knows them."""
    what = {"en": "x", "de": "x"}
    held = claim("held", {"value": 48}, what=what) | {"from": "2002-12", "to": "2003-01-18"}
    report = {"id": "report", "kind": "report", "title": "A report", "date": "2003-01-19", "name": what}
    annex = annex_of_sources(case(claims=[held], sources=[report]), german)
    (table,) = (block for block in annex.blocks if isinstance(block, Table))
    cells = ["".join(run.text for run in cell) for cell in table.rows[0]]
    assert cells[1] == "Dezember\xa02002 – 18.\xa0Januar\xa02003"
    assert cells[4] == "A report, 19.\xa0Januar\xa02003 (aus eigener Kenntnis)"


@pytest.mark.parametrize(
    ("as_of", "day", "says"),
    [
        ("2026-01-01", "2026-07-03", False),  # 183 days later: half a year
        ("2026-01-01", "2026-07-04", True),
        ("2026-01", "2026-08-02", False),  # counted from the last day that it can be
        ("2026-01", "2026-08-03", True),
        ("2026-07-03", "2026-07-03", False),
    ],
)
def test_a_figure_of_more_than_half_a_year_ago_says_of_when_it_is(
    as_of: str, day: str, case: Make, english: Language, *, says: bool
) -> None:
    """Up to half a year a figure stands alone; a day later the letter says of when it is."""
    whole = case(claims=[claim("held", {"value": 48}, as_of=as_of)])
    words = claim_words(whole, "held", english, date.fromisoformat(day))
    assert (words != "48") is says
    assert "48" in words
