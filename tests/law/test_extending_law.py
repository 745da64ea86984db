"""What people add in law/*.yaml."""

from datetime import date
from typing import Any

import pytest
from asking import basis_of, words_of
from pydantic import ValidationError

from appeals.law.extend import extend_catalogue, law_problems
from appeals.law.standing import find_standing
from appeals.law.timeline import draw_timeline, look_up
from appeals.model.catalogue import Catalogue
from appeals.model.lawfile import LawFile
from appeals.problems import TemplateError
from appeals.reference import catalogue

SOURCE = {"title": "Treaty database", "by": "An invented depositary", "date": "2024-01-01"}
TREATY = {
    "code": "EXAMPLE-2000",
    "kind": "treaty",
    "title": "Convention on Examples",
    "short_title": "Examples Convention",
    "made": "done",
    "place": "Berne",
    "adopted": "2000-01-01",
    "in_force": "2001-01-01",
    "delay": "1m",
    "source": SOURCE,
}
PROVISION = {
    "instrument": "EXAMPLE-2000",
    "article": "1",
    "paragraph": "2",
    "gist": {"en": "examples are given", "de": "Beispiele werden gegeben"},
    "duty": {"en": "to give examples", "de": "Beispiele zu geben"},
    "source": SOURCE,
}
STANDING = {
    "instrument": "EXAMPLE-2000",
    "state": "CH",
    "status": "party",
    "bound_since": "2010-01-31",
    "how": "accession",
    "source": SOURCE,
    "as_of": "2024-01-01",
}
TITLE = {
    "language": "de",
    "title": "Übereinkommen über Beispiele",
    "genitive": "des Übereinkommens über Beispiele",
    "short": "Beispielübereinkommen",
    "short_genitive": "des Beispielübereinkommens",
    "gender": "n",
    "source": SOURCE,
}


def file(**parts: Any) -> LawFile:
    """Read a file of the user's law."""
    return LawFile.model_validate(parts)


def extended(**parts: Any) -> Catalogue:
    """Extend the packaged law."""
    return extend_catalogue(catalogue(), [file(**parts)])


def test_a_treaty_of_the_users_own_is_cited_like_ours() -> None:
    """Instrument, provision and standing from a file give the same kind of sentence, in both languages."""
    law = extended(instruments=[{**TREATY, "titles": [TITLE]}], provisions=[PROVISION], standings=[STANDING])
    basis = basis_of("CH", "2012-02-20", "EXAMPLE-2000 1(2)", law=law)
    citation = words_of(basis, law=law)["EXAMPLE-2000 1(2)"]
    assert citation.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "Article 1, paragraph 2, of the Convention on Examples, done at Berne on 1 January 2000, "
        "to which Switzerland acceded on 31 January 2010, obliges Switzerland to give examples."
    )
    assert citation.source == "An invented depositary, Treaty database, 2024-01-01"
    german = words_of(basis, "de", law)["EXAMPLE-2000 1(2)"]
    assert (
        german.sentence_short
        == "Artikel 1 Absatz 2 des Beispielübereinkommens verpflichtet die Schweiz, Beispiele zu geben."
    )


@pytest.mark.parametrize(
    ("day", "standing"), [("2010-01-30", "not-party"), ("2010-01-31", "not-yet-in-force"), ("2010-02-28", "party")]
)
def test_entry_into_force_follows_the_users_rule(day: str, standing: str) -> None:
    """A month after 31 January is the end of February."""
    law = extended(instruments=[TREATY], standings=[STANDING])
    rows = law.rows["EXAMPLE-2000", "CHE"]
    assert find_standing(law.instruments["EXAMPLE-2000"], "CHE", rows, date.fromisoformat(day)).standing == standing


@pytest.mark.parametrize(
    ("treaty", "standing", "bound"),
    [
        (
            {},
            {"how": "succession", "bound_since": "2000-06-01"},
            "1 June 2000 and which is not yet in force for Switzerland",
        ),
        ({}, {"how": ""}, "to which Switzerland became a party on 31 January 2010"),
        ({}, {"how": "approval"}, "which Switzerland approved on 31 January 2010"),
        ({}, {"how": "acceptance"}, "which Switzerland accepted on 31 January 2010"),
    ],
)
def test_every_manner_of_joining_has_its_words(treaty: dict[str, Any], standing: dict[str, Any], bound: str) -> None:
    """Approval, acceptance and what nobody recorded are each said as they are."""
    law = extended(instruments=[TREATY | treaty], provisions=[PROVISION], standings=[STANDING | standing])
    day = "2000-07-01" if standing["how"] == "succession" else "2012-02-20"
    citation = words_of(basis_of("CH", day, "EXAMPLE-2000 1(2)", law=law), law=law)["EXAMPLE-2000 1(2)"]
    assert bound in citation.bound.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("treaty", "long"),
    [
        ({"place": None}, "the Convention on Examples, done on 1 January 2000"),
        ({"made": ""}, "the Convention on Examples"),
        (
            {"title": "Protocol No. 1 to the Convention on Examples", "made": ""},
            "of Protocol No. 1 to the Convention on Examples",
        ),
        ({"adopted": "2000"}, "the Convention on Examples"),  # a year is no day that it was done on
    ],
)
def test_titles_say_what_is_known(treaty: dict[str, Any], long: str) -> None:
    """Without a place or a verb the title is shorter."""
    law = extended(instruments=[TREATY | treaty], provisions=[PROVISION], standings=[STANDING])
    citation = words_of(basis_of("CH", "2012-02-20", "EXAMPLE-2000 1(2)", law=law), law=law)["EXAMPLE-2000 1(2)"]
    assert citation.long.replace("\N{NO-BREAK SPACE}", " ").endswith(long)


def test_a_standing_replaces_ours_for_that_state_and_treaty_only() -> None:
    """The user knows that China ratified: its row counts, and the row of every other state stays."""
    ratified = {**STANDING, "instrument": "ICCPR", "state": "CN", "bound_since": "2030-01-01", "how": "ratification"}
    law = extended(standings=[{**ratified, "signed": "1998-10-05", "as_of": "2030-02-01"}])
    ground = basis_of("CN", "2031-01-01", "ICCPR 7", law=law).grounds[0]
    assert ground.standing
    assert (ground.standing.standing, ground.obliges) == ("party", True)
    assert law.rows["ICCPR", "USA"] == catalogue().rows["ICCPR", "USA"]
    assert catalogue().rows["ICCPR", "CHN"][0].status == "signatory"


def test_several_spans_are_put_in_order() -> None:
    """Two standings of a state for one treaty are its spans, the earlier one first."""
    later = {**STANDING, "bound_since": "2015-01-01"}
    earlier = {**STANDING, "status": "ended", "ended": "2012-01-01"}
    rows = extended(instruments=[TREATY], standings=[later, earlier]).rows["EXAMPLE-2000", "CHE"]
    assert [str(row.bound_since) for row in rows] == ["2010-01-31", "2015-01-01"]


def test_a_reservation_that_was_read_replaces_what_was_only_mentioned() -> None:
    """The user read that the United States' reservations leave article 9 alone."""
    before = basis_of("US", "2012-02-20", "CAT 3(1)")
    read = {
        "instrument": "CAT",
        "state": "US",
        "kinds": ["reservation"],
        "articles": ["16", "30(1)"],
        "source": SOURCE,
        "as_of": "2024-01-01",
    }
    after = basis_of("US", "2012-02-20", "CAT 3(1)", law=extended(reservations=[read]))
    assert [before.grounds[0].obliges, after.grounds[0].obliges] == [False, True]


def test_a_list_that_the_user_vouches_for_says_who_is_missing() -> None:
    """A complete list makes “not a party” of what was unknown."""
    known = {"instrument": "STATELESS-1954", "as_of": "2024-01-01", "source": SOURCE}
    law = extended(lists=[known])
    asked = [
        basis_of("KP", "2024-02-01", "STATELESS-1954 31(1)", law=one).refusals[0].code for one in (catalogue(), law)
    ]
    assert asked == ["LAW-UNKNOWN", "LAW-NOT-PARTY"]


def test_the_later_file_wins() -> None:
    """Files are added in their order."""
    first, second = file(instruments=[TREATY]), file(instruments=[{**TREATY, "short_title": "Second"}])
    assert extend_catalogue(catalogue(), [first, second]).instruments["EXAMPLE-2000"].short_title == "Second"


def test_names_that_do_not_exist_are_found_with_their_place() -> None:
    """An unknown instrument or state is a problem that points at its field."""
    wrong = file(standings=[{**STANDING, "instrument": "EXAMPLE-1999", "state": "XX"}], provisions=[PROVISION])
    found = [(problem.code, problem.loc) for problem in law_problems(catalogue(), wrong)]
    assert found == [
        ("LAW-NO-INSTRUMENT", ("provisions", 0, "instrument")),
        ("LAW-NO-INSTRUMENT", ("standings", 0, "instrument")),
        ("LAW-NO-STATE", ("standings", 0, "state")),
    ]
    assert law_problems(catalogue(), file(instruments=[TREATY], provisions=[PROVISION])) == ()


@pytest.mark.parametrize("part", ["instruments", "provisions", "standings"])
def test_nothing_is_added_without_a_source(part: str) -> None:
    """Every entry names where it comes from."""
    entry = {"instruments": TREATY, "provisions": PROVISION, "standings": STANDING}[part]
    with pytest.raises(ValidationError, match="source"):
        file(**{part: [{key: value for key, value in entry.items() if key != "source"}]})


def test_a_german_gist_without_a_german_title_is_an_error_that_names_it() -> None:
    """An instrument of the user's own needs its official title before a German letter cites it."""
    law = extended(instruments=[TREATY], provisions=[PROVISION], standings=[STANDING])
    with pytest.raises(TemplateError, match="no title of EXAMPLE-2000"):
        words_of(basis_of("CH", "2012-02-20", "EXAMPLE-2000 1(2)", law=law), "de", law)


def test_a_timeline_needs_no_dates_of_the_treaty() -> None:
    """A treaty of which nothing is dated still has its timeline."""
    bare = {key: value for key, value in TREATY.items() if key not in ("adopted", "in_force", "delay")}
    law = extended(instruments=[bare], standings=[STANDING])
    rows = law.rows["EXAMPLE-2000", "CHE"]
    timeline = draw_timeline(law.instruments["EXAMPLE-2000"], "CHE", rows)
    asked = [date(2010, 1, 30), date(2010, 1, 31), date(2012, 1, 1)]
    assert [look_up(timeline, day).standing for day in asked] == ["not-party", "unknown", "party"]
