"""A saved status page is read as it stands."""

from datetime import date

import pytest
from saved_page import ROWS, page

from appeals.problems import RecordError
from appeals.reference.untc import read_page


def test_a_page_is_read() -> None:
    """Title, day, totals and every line of the participants' table, and of no other table."""
    read = read_page(page())
    assert read.title == "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment"
    assert read.as_of == date(2026, 3, 4)
    assert (read.parties, read.signatories) == (read.counted_parties, read.counted_signatories) == (6, 5)
    assert [entry.name for entry in read.entries] == [
        "Afghanistan",
        "Austria",
        "Bahamas (The)",
        "China",
        "Cuba",
        "Czech Republic",
        "India",
        "Republic of Korea",
    ]


def test_letters_brackets_and_footnotes_are_understood() -> None:
    """A letter says how a state joined, brackets that it ended, raised numbers lead to footnotes."""
    entries = {entry.name: entry for entry in read_page(page()).entries}
    china, cuba = entries["China"], entries["Cuba"]
    assert (china.signed, china.bound_since, china.how) == (date(1986, 12, 12), date(1988, 10, 4), "ratification")
    assert china.notes == ("4", "5")
    assert (cuba.ended, cuba.unsigned) == (True, True)
    assert entries["Czech Republic"].how == "succession"
    assert entries["Republic of Korea"].how == "accession"
    assert entries["India"].bound_since is None


@pytest.mark.parametrize(("letter", "how"), [("A", "acceptance"), ("AA", "approval"), ("c", "formal confirmation")])
def test_rarer_letters(letter: str, how: str) -> None:
    """Acceptance, approval and formal confirmation have letters of their own."""
    read = read_page(page((("European Union", "&nbsp;", f"23 Dec 2010 {letter}"),)))
    assert read.entries[0].how == how


def test_a_signature_by_succession_is_marked() -> None:
    """A successor state may take over a signature."""
    assert read_page(page((("Montenegro", "23 Oct 2006 d", "&nbsp;"),))).entries[0].signed_by_succession


def test_a_page_that_counts_parties_only_is_read() -> None:
    """Some treaties had no signatures, and their pages no total of them."""
    read = read_page(page().replace("Signatories : 5. Parties", "Parties"))
    assert (read.parties, read.signatories) == (6, None)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ((("China", "&nbsp;", "4 Oct 1988 z"),), "the letter “z”"),
        ((("China", "&nbsp;", "in 1988"),), "“in 1988” is not a date"),
        ((("China", "&nbsp;", "4 Okt 1988"),), "“4 Okt 1988” is not a date"),
    ],
)
def test_a_cell_that_is_not_understood_is_an_error(rows: tuple[tuple[str, str, str], ...], fault: str) -> None:
    """No cell is guessed at or left out."""
    with pytest.raises(RecordError, match=fault):
        read_page(page(rows))


@pytest.mark.parametrize(
    "html", ["", "<html><table><tr><td>China</td></tr></table></html>", page(()).replace("STATUS AS AT", "")]
)
def test_another_page_is_refused(html: str) -> None:
    """A page without its day or without its table is none of the depositary's."""
    with pytest.raises(RecordError, match="not a status page"):
        read_page(html)


def test_blank_lines_are_passed_over() -> None:
    """A line without a name says nothing."""
    assert len(read_page(page((*ROWS, ("&nbsp;", "&nbsp;", "&nbsp;")))).entries) == len(ROWS)
