"""Packaged missions and office holders: what is found, what is not, and the check that looks through them."""

from collections.abc import Callable
from datetime import date

import pytest

from appeals.problems import UsageError
from appeals.reference.check import Tables, check_tables, read_tables
from appeals.reference.holders import find_state_or_un, find_tenures, has_offices, host_of, kind_of
from appeals.reference.missions import find_missions, find_place, is_place, place_of
from appeals.reference.tables import Row

TABLES = read_tables()
CHINA = find_place("CHN")


@pytest.mark.parametrize("text", ["CN", "chn", "China", "Holy See", "VAT", "TWN", "Kosovo", "hong kong"])
def test_states_and_others_are_found(text: str) -> None:
    """By two letters, three letters or a name; also those that are in no list of states."""
    place = find_place(text)
    assert is_place(place.iso3)
    assert place_of(place.iso3) == place


def test_a_slip_is_answered() -> None:
    """A state that is not there is wrong usage, with the nearest name."""
    with pytest.raises(UsageError, match="did you mean “China”"):
        find_place("Chnia")


def test_missions_of_a_state_and_to_a_state() -> None:
    """Those that only cover a state from a neighbour are among those accredited to it."""
    berlin = [m for m in find_missions(CHINA, find_place("DEU")) if not m.is_consular]
    assert [(m.kind, m.city, m.host.iso2, m.item) for m in berlin] == [("embassy", "Berlin", "DE", "Q1073835")]
    covering = [m for m in find_missions(within=find_place("LIE")) if m.host.iso3 != "LIE"]
    assert covering
    assert all(find_place("LIE") in m.covers for m in covering)


def test_embassies_to_the_holy_see_are_told_from_those_to_italy() -> None:
    """Of two in Rome, each has its own host; the one to the Holy See stands in Italy."""
    found = {m.host.iso3: m for m in find_missions(find_place("DEU")) if m.city == "Rome" and m.kind == "embassy"}
    assert {host: m.stands_in.iso3 for host, m in found.items()} == {"ITA": "ITA", "VAT": "ITA"}


def test_no_mission_says_that_it_proves_nothing() -> None:
    """That the table has none is no proof that there is none."""
    with pytest.raises(UsageError, match="no mission of Nauru to Mongolia") as caught:
        find_missions(find_place("NRU"), find_place("MNG"))
    assert "does not mean that there is none" in str(caught.value)


@pytest.mark.parametrize(
    ("state", "office", "titles"),
    [
        ("CHN", "head of government", {"Premier of the State Council"}),
        ("CHN", "head-of-state", {"President"}),
        ("CHN", "president", {"President"}),
        ("CHN", "Minister of Justice", {"Minister of Justice"}),
        ("CHN", "foreign minister", {"Minister of Foreign Affairs"}),
        ("FRA", "prime minister", {"Prime Minister"}),
        ("UN", "Secretary-General", {"Secretary-General of the United Nations"}),
        ("HKG", "chief executive", {"Chief Executive"}),
    ],
)
def test_offices_are_found_by_title_kind_or_words(state: str, office: str, titles: set[str]) -> None:
    """A title that is the same goes before the kind of office, and this before words of the title."""
    assert {tenure.office for tenure in find_tenures(find_state_or_un(state), office)} == titles


def test_in_iran_the_president_is_not_the_head_of_state() -> None:
    """A title that says something else in one state is not taken for what it is elsewhere."""
    with pytest.raises(UsageError, match="no “head of state” of the Islamic Republic of Iran"):
        find_tenures(find_place("IRN"), "head of state")
    assert find_tenures(find_place("IRN"), "president")


@pytest.mark.parametrize(
    ("state", "office", "sentence", "mend"),
    [
        ("CHN", "presidnet", "the table has no “presidnet” of China; that does not mean", "did you mean “President”?"),
        ("CHN", "zzz", "the table has no “zzz” of China", "it has: Ambassador to Canada; "),
        ("CHN", "-", "the table has no “-” of China", "more"),
        ("DEU", "chancellor", "the table has no office of Germany", "it has those of: AUS, BLR, "),
    ],
)
def test_an_office_that_is_not_there_says_what_there_is(state: str, office: str, sentence: str, mend: str) -> None:
    """The nearest title, or a list of them, or of the states."""
    with pytest.raises(UsageError) as caught:
        find_tenures(find_place(state), office)
    assert sentence in str(caught.value)
    assert mend in str(caught.value)


def test_a_year_counts_whole_and_proves_little() -> None:
    """Who held an office from 2002 may or may not have held it in April 2002."""
    jia, zhou, *_ = find_tenures(CHINA, "Minister of Public Security")
    day = date(2002, 4, 2)
    assert jia.may_hold_on(day)
    assert zhou.may_hold_on(day)
    assert not jia.surely_held_on(day)
    assert not zhou.surely_held_on(day)
    assert jia.surely_held_on(date(2001, 1, 1))
    assert not jia.overlaps(zhou)


def test_who_has_no_end_is_not_known_to_be_there_still() -> None:
    """What the table did not know the end of, it knows until its own day."""
    li = find_tenures(CHINA, "head of government")[-1]
    assert li.until is None
    assert li.surely_held_on(date(2022, 7, 1))
    assert li.may_hold_on(date(2026, 1, 1))
    assert not li.surely_held_on(date(2026, 1, 1))


def test_two_without_an_end_overlap() -> None:
    """The table does not tell which of the two it is."""
    zhai, lu = find_tenures(CHINA, "Ambassador to France")[-2:]
    assert zhai.overlaps(lu)
    assert lu.overlaps(zhai)


@pytest.mark.parametrize(
    ("state", "office", "kind"),
    [
        ("CHN", "Ambassador to France", "ambassador"),
        ("CHN", "President of the Supreme People's Court", "judge"),
        ("IND", "Chief Justice", "judge"),
        ("UKR", "Prosecutor General", "prosecutor"),
        ("AUS", "Attorney-General", "minister"),
        ("ESP", "President of Cantabria", ""),
        ("IRN", "President", ""),
    ],
)
def test_what_an_office_is_comes_from_its_title_or_stays_open(state: str, office: str, kind: str) -> None:
    """What the title alone does not tell is left to people."""
    assert kind_of(find_place(state), office) == kind


def test_where_an_ambassador_is_sent_is_read_from_the_title() -> None:
    """A body that is no state is none."""
    assert host_of("Ambassador to Germany") == find_place("DEU")
    assert host_of("Ambassador to the European Union") == find_place("EU")
    assert host_of("Ambassador to the Moon") is None
    assert host_of("Prime Minister") is None


def first(**cells: str) -> Callable[[tuple[Row, ...]], tuple[Row, ...]]:
    """Change cells of the first row."""
    return lambda rows: ({**rows[0], **cells}, *rows[1:])


def spoil(table: str, change: Callable[[tuple[Row, ...]], tuple[Row, ...]]) -> Tables:
    """Spoil one table."""
    return {**TABLES, table: change(TABLES[table])}


@pytest.mark.parametrize(
    ("table", "cells", "fault"),
    [
        ("missions", {"sending": "XXX"}, "there is no state “XXX”"),
        ("missions", {"covers": "AUT;YYY"}, "there is no state “YYY”"),
        ("missions", {"host": "AFG"}, "a mission to its own state"),
        ("missions", {"covers": TABLES["missions"][0]["host"]}, "to one state twice"),
        ("missions", {"phone": "030 1234"}, "is not a number in E.164"),
        ("missions", {"phone": "+49 30 275880"}, "is not a number in E.164"),
        ("missions", {"email": "someone at home"}, "email “someone at home” is not of its form"),
        ("missions", {"website": "www.example.org"}, "website “www.example.org” is not of its form"),
        ("missions", {"address": "1 Street", "address_as_of": ""}, "an address without its day"),
        ("missions", {"as_of": "lately"}, "is not a date"),
        ("missions", {"wikidata": ""}, "no source"),
        ("missions", {"as_of": ""}, "no day of it"),
        ("missions", {"city": "Ber\u200blin"}, "an invisible character"),
        ("office_holders", {"name": " Jane  Example"}, "a blank too many"),
        ("office_holders", {"state": "XXX"}, "there is no state “XXX”"),
        ("office_holders", {"name": ""}, "no name"),
        ("office_holders", {"since": ""}, "no first day"),
        ("office_holders", {"since": "2005", "until": "2004-12"}, "it ends 2004-12 before it begins 2005"),
        ("office_holders", {"since": "2005-02-30"}, "is not a date"),
        ("office_holders", {"until": "2031"}, "a day after"),
        ("corrections", {"why": ""}, "no reason"),
        ("corrections", {"table": "treaties"}, "no table"),
        ("corrections", {"key": "Q0"}, "there is no row Q0"),
    ],
)
def test_a_fault_in_a_row_is_found(table: str, cells: dict[str, str], fault: str) -> None:
    """Each kind of fault is found, with the table and the line it stands in."""
    problems = check_tables(spoil(table, first(**cells))).problems
    assert any(fault in problem.sentence for problem in problems), [problem.sentence for problem in problems]
    assert {(problem.place.file, problem.place.line) for problem in problems if problem.place} == {(f"{table}.csv", 2)}


@pytest.mark.parametrize("table", ["missions", "office_holders"])
def test_a_row_that_is_there_twice_is_found(table: str) -> None:
    """One item is one mission; one person begins in one office once a day."""
    problems = check_tables(spoil(table, lambda rows: (*rows, rows[0]))).problems
    assert any("is there twice" in problem.sentence for problem in problems)


def test_every_correction_is_of_a_row_that_bears_it() -> None:
    """What the corrections say was set is what the tables have now."""
    missions = {row["wikidata"]: row for row in TABLES["missions"]}
    for row in TABLES["corrections"]:
        if row["table"] == "missions" and row["column"] in missions["Q1073835"]:
            assert missions[row["key"]][row["column"]] == row["now"], row


def test_offices_are_of_states_of_others_or_of_the_united_nations() -> None:
    """Three kinds of owners, and no more."""
    assert has_offices("UN")
    assert has_offices("TWN")
    assert not has_offices("EUX")
