"""Campaigners find what they may name: law that binds a state on a day, recipients, countries."""

from datetime import date
from pathlib import Path

import pytest

from appeals.pipeline.loading import Records, load
from appeals.pipeline.offering import (
    find_country,
    find_provisions,
    find_recipients,
    list_countries,
    offer_id,
    offer_reference,
)
from appeals.problems import UsageError
from appeals.workspace import Workspace

HOUSE = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def records() -> Records:
    """Read the shipped records once."""
    return load(Workspace(HOUSE))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("33", "REFUGEE-1951 33(1)"),
        ("non-refoulement", "NON-REFOULEMENT-CUSTOM"),
        ("refoulment", "NON-REFOULEMENT-CUSTOM"),
        ("CAT 3", "CAT 3(1)"),
        ("art. 3(1) CAT", "CAT 3(1)"),
        ("torture", "CAT 1(1)"),
        ("disappearance", "CPED 1(1)"),
        ("unhcr access", "REFUGEE-1951 35(1)"),
    ],
)
def test_law_is_found_by_words_and_numbers(words: str, key: str, records: Records) -> None:
    """A topic, a slip of the pen, a treaty with its article or a number alone leads to the provision."""
    assert key in [one.key for one in find_provisions(records, words, "CN", TODAY)]


def test_law_is_told_as_it_binds_the_state(records: Records) -> None:
    """China is bound by the Refugee Convention, has only signed the Covenant, and cannot be told of the ECHR."""
    found = {one.key: one for one in find_provisions(records, "return", "CN", TODAY)}
    found |= {one.key: one for one in find_provisions(records, "non-refoulement", "China", TODAY)}
    bound, signed, refused = found["REFUGEE-1951 33(1)"], found["ICCPR 7"], found["CPED 16(1)"]
    assert (bound.citable, bound.obliges) == (True, True)
    assert "obliges China not to expel or return a refugee" in bound.sentence
    assert (signed.citable, signed.obliges) == (True, False)
    assert "has only signed" in signed.cautions[0]
    assert (refused.citable, refused.obliges) == (False, False)
    assert "not a party" in refused.sentence


def test_law_is_told_as_of_the_day(records: Records) -> None:
    """Before China's accession of 1982 the Refugee Convention cannot be cited against it, after it can."""
    for day, citable in ((date(1982, 9, 1), False), (date(1983, 1, 1), True)):
        (one,) = [p for p in find_provisions(records, "33", "CN", day) if p.key == "REFUGEE-1951 33(1)"]
        assert one.citable is citable


def test_what_binds_comes_first(records: Records) -> None:
    """What may not be cited stands last; without words, everything listed obliges the state."""
    found = find_provisions(records, "torture", "CN", TODAY)
    ranks = [(not one.obliges, not one.citable) for one in found]
    assert ranks == sorted(ranks)
    everything = find_provisions(records, "", "DE", TODAY)
    assert everything
    assert all(one.obliges for one in everything)
    assert find_provisions(records, "xylophone quartet", "CN", TODAY) == ()
    assert find_provisions(records, "torture xylophone", "CN", TODAY) == ()


def test_law_in_a_language_without_its_words_cannot_be_cited(records: Records) -> None:
    """In German a provision that has German words is told in German; one that has none is not offered as citable."""
    found = {one.key: one for one in find_provisions(records, "Folter", "CN", TODAY, "de")}
    assert found["CAT 3(1)"].sentence.startswith("Artikel 3 Absatz 1")
    assert found["CAT 3(1)"].citable
    assert not found["CAT 1(1)"].citable
    assert "“de”" in found["CAT 1(1)"].sentence


def test_recipients_are_found_by_any_word(records: Records) -> None:
    """Office, body, country and id are searched; those of the state asked for come first, obsolete ones never."""
    assert [one.id for one in find_recipients(records, "premier")] == ["cn-premier"]
    assert [one.id for one in find_recipients(records, "embassy berlin")] == ["cn-embassy-berlin"]
    everyone = find_recipients(records, "", "CN")
    assert everyone[0].state == "CN"
    assert {one.id for one in everyone} == {r.id for r in records.recipients.values() if not r.obsolete}
    assert find_recipients(records, "nobody anywhere") == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [("cn", "CN"), ("China", "CN"), ("deutschland", "DE"), ("North Korea", "KP"), ("UK", "GB"), ("no", "NO"),
     ("Norwegen", "NO"), ("the United States of America", "US"), ("Kosovo", "XK"), (" ÖSTERREICH ", "AT")],
)  # fmt: skip
def test_a_country_is_found_by_code_or_name(typed: str, code: str, records: Records) -> None:
    """Codes, English and German names, and names that people say, in any case."""
    assert find_country(typed, records.language("en"), records.language("de")) == code


def test_a_country_that_is_none_is_answered_with_the_nearest(records: Records) -> None:
    """A slip is answered with the name that was meant, in the language it was written in."""
    languages = [records.language("en"), records.language("de")]
    for typed, meant in (("Germny", "Germany"), ("Deutshland", "Deutschland")):
        with pytest.raises(UsageError, match=f"did you mean “{meant}”"):
            find_country(typed, *languages)
    with pytest.raises(UsageError, match="there is no state “Atlantis”"):
        find_country("Atlantis", *languages)


def test_countries_are_listed_by_name(records: Records) -> None:
    """Every state stands in the list once, in the order of the names."""
    listed = list_countries(records.language("de"))
    assert ("CN", "China") in listed
    assert len(listed) == len(dict(listed)) > 190
    assert [name.casefold() for _, name in listed] == sorted(name.casefold() for _, name in listed)


def test_ids_and_references_are_offered(records: Records) -> None:
    """An id is made of words and is not taken; a reference counts on from those of the folder."""
    assert offer_id("Villages by the river: no water!") == "villages-by-the-river-no-water"
    assert offer_id("Grüße aus der Straße") == "gruesse-aus-der-strasse"
    assert offer_id("me", {"me", "me-2"}) == "me-3"
    assert offer_id("水") == "new"
    assert len(offer_id("word " * 50)) <= 40
    assert offer_reference(records, "CN", date(2003, 1, 1)) == "CHN 2003-03"
    assert offer_reference(records, "KP", TODAY) == "PRK 2026-01"
