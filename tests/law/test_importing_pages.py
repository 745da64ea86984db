"""A saved page of the UN Treaty Collection beside the catalogue."""

from dataclasses import replace
from datetime import date

import pytest
from saved_page import ROWS, page

from appeals.law.extend import extend_catalogue
from appeals.law.importing import ENDED, compare_page, write_law_file
from appeals.law.standing import find_standing
from appeals.model.lawfile import LawFile
from appeals.problems import RecordError
from appeals.records import check, parse
from appeals.reference import catalogue
from appeals.reference.untc import read_page

CAT = {key: rows for key, rows in catalogue().rows.items() if key[0] == "CAT"}


def test_changes_are_named_state_by_state() -> None:
    """What the page adds, changes and leaves out is a sentence each; what is the same is not mentioned."""
    made = compare_page(catalogue(), read_page(page()))
    told = {change.state: change.sentence for change in made.changes}
    assert made.instrument.code == "CAT"
    assert "CHN" not in told
    assert "KOR" not in told
    # The invented page moves Afghanistan's signature nowhere, lets Cuba leave and forgets Germany.
    assert "AFG" not in told
    assert told["CUB"].startswith("Cuba: party")
    assert "-> ended" in told["CUB"]
    assert told["DEU"].endswith("-> not on the page")
    assert len(told) == len(CAT) - len(ROWS) + 1


def test_a_bond_in_brackets_has_ended_and_waits_for_a_person() -> None:
    """The day of a withdrawal stands in a footnote, so the row may not be printed until someone reads it."""
    rows = {row.state: row for row in compare_page(catalogue(), read_page(page())).rows}
    assert (rows["CUB"].status, rows["CUB"].ended, rows["CUB"].doubt) == ("ended", None, ENDED)
    standing = find_standing(catalogue().instruments["CAT"], "CUB", [rows["CUB"]], date(2026, 6, 1))
    assert not standing.is_printable


def test_footnotes_are_named_for_a_person_to_read() -> None:
    """Footnotes may say what the table does not."""
    assert compare_page(catalogue(), read_page(page())).notes == ("China: footnote 4, 5 of the page",)


def test_a_page_that_does_not_add_up_is_refused() -> None:
    """The page's own totals are the check that it was saved and read whole."""
    with pytest.raises(RecordError, match="the page prints 7 parties, its table holds 6"):
        compare_page(catalogue(), read_page(page(parties=7)))
    with pytest.raises(RecordError, match="prints 9 signatories, its table holds 5"):
        compare_page(catalogue(), read_page(page(signatories=9)))
    with pytest.raises(RecordError, match="no total of parties"):
        compare_page(catalogue(), replace(read_page(page()), parties=None, signatories=None))


def test_an_older_page_is_refused() -> None:
    """A page from before what we hold would undo what is known."""
    with pytest.raises(RecordError, match="older than what we hold"):
        compare_page(catalogue(), read_page(page(day="01-01-2020")))


def test_a_participant_that_is_no_state_is_an_error() -> None:
    """No line of the page is left out in silence."""
    rows = (*ROWS, ("Atlantis", "&nbsp;", "&nbsp;9 Jan 1995 a"))
    with pytest.raises(RecordError, match="Atlantis"):
        compare_page(catalogue(), read_page(page(rows, parties=7)))


def test_the_instrument_can_be_named() -> None:
    """Where the title does not tell, the code does; an unknown one is an error."""
    titled = replace(read_page(page()), title="Another title")
    assert compare_page(catalogue(), titled, "CAT").instrument.code == "CAT"
    for code in ("", "DOG"):
        with pytest.raises(RecordError, match="no instrument is called"):
            compare_page(catalogue(), titled, code)


def test_what_is_written_is_read_back_as_the_same_rows() -> None:
    """The file of an import is a file of the user's law, and gives the standings of the page."""
    made = compare_page(catalogue(), read_page(page()))
    file = check(parse(write_law_file(made), "law/untc-cat.yaml"), LawFile)
    law = extend_catalogue(catalogue(), [file])
    for row in made.rows:
        (back,) = law.rows["CAT", row.state]
        assert replace(back, source=row.source) == row
    assert str(law.instruments["CAT"].absence_as_of) == "2026-03-04"
    assert compare_page(law, read_page(page())).changes == tuple(
        change for change in made.changes if change.sentence.endswith("not on the page")
    )


def test_earlier_spans_that_the_page_does_not_list_are_kept() -> None:
    """The page shows Guyana's second accession only; its first bond is kept with the day it ended."""
    rows = (("Guyana", "&nbsp;", "&nbsp;5 Jan 1999 a"),)
    made = compare_page(catalogue(), read_page(page(rows, parties=1, signatories=0)), "ICCPR-OP1")
    assert [str(row.ended or "") for row in made.rows] == ["1999-04-05", ""]
    assert not [change for change in made.changes if change.state == "GUY"]
