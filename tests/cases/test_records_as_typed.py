"""Texts of records are read whole, and printed as they were typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from appeals.checks.claims import are_alike
from appeals.checks.lists import Lists
from appeals.model.case import Claim
from appeals.problems import RecordError
from appeals.records import parse
from appeals.records.source import read_carefully
from appeals.templating import InlineText, Templates, shelf

Run = Callable[..., Result]
Enter = Callable[[str], Path]


def test_words_behind_a_number_sign_are_not_lost_in_silence(run: Run, folder: Enter) -> None:
    """In an address and in a fact, with line and column."""
    folder("17")
    told = run("check")
    assert told.exit_code == 1
    assert "recipients/t.yaml:11:30: CUT-OFF" in told.stdout
    assert "seeds/case12.yaml:9:27: CUT-OFF" in told.stdout


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("id: a #05-01\n", True),
        ("id: #12\n", True),
        ("lines:\n  - Street 1 #05-01 Tower\n", True),
        ("lines:\n  - #05-01 Tower\n", True),
        ("id: a b\n  c #d\n", True),
        ("id: a # a comment\n", False),
        ("#a comment\nid: a\n", False),
        ("  #a comment\nid: a\n", False),
        ("id: 'a #05-01'\n", False),
        ('id: "a #05-01"\n', False),
        ("id: a#05-01\n", False),
        ("id: |\n  a #05-01\n", False),
        ("id: a\n  #b\nc: d\n", False),
    ],
)
def test_what_yaml_takes_for_a_comment(text: str, lost: bool) -> None:
    """A comment with a blank after its sign, or on a line of its own, is one; both readings agree."""
    if not lost:
        assert parse(text, "f").data == read_carefully(text, "f").data
        return
    for read in (parse, read_carefully):
        with pytest.raises(RecordError) as error:
            read(text, "f")
        assert [problem.code for problem in error.value.problems] == ["CUT-OFF"]


def test_a_text_that_begins_with_braces_is_told_how_to_be_quoted(run: Run, folder: Enter) -> None:
    """It is the most natural way to begin a sentence with a person."""
    folder("18")
    told = run("check", "b").stdout
    assert "seeds/b.yaml:9:" in told
    assert "begins with {{" in told
    assert "quotation marks" in told


def test_underscores_are_what_they_are(run: Run, folder: Enter) -> None:
    """In an account's name and in an address of the web."""
    there = folder("29")
    assert run("write", "u", "--as", "text,html", "--quiet").exit_code == 0
    text, page = (path.read_text("utf-8") for end in ("txt", "html") for path in (there / "outbox").glob(f"*.{end}"))
    assert "@_free_voice_ was" in text
    assert "https://example.org/_files_/report_2003_.pdf" in text
    assert 'href="https://example.org/_files_/report_2003_.pdf"' in page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*so* and **so**", "<em>so</em> and <strong>so</strong>"),
        ("_so_ __so__ a_b_c", "_so_ __so__ a_b_c"),
        ('see https://x.org/*a*/it\'s_"b" now', "see https://x.org/*a*/it's_&quot;b&quot; now"),
        ("*see https://x.org/_a_*", "<em>see https://x.org/_a_</em>"),
        ("(“https://x.org/a”)", "(“https://x.org/a”)"),
        ("it's", "it’s"),
        (r"\_ and \*", "_ and *"),
    ],
)
def test_only_asterisks_between_words_mark(text: str, html: str) -> None:
    """Whatever stands in an address of the web stays as it is."""
    assert InlineText("“”‘’").html(text, {}) == html


def claim(name: str, where: str) -> Claim:
    """Make a claim about a place."""
    return Claim.model_validate(
        {"id": name, "what": {"en": f"People held in {where}"}, "where": {"en": where}, "as_of": "2026-05",
         "figure": {"value": len(where)}, "sources": [{"source": "report", "knowledge": "own"}], "confidence": "medium"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Camp 14", "Camp 15", False),
        ("Camp Kaechon", "Camp Yodok", False),
        ("Prison No. 3", "Prison No. 4", False),
        ("Ward II", "Ward III", False),
        ("Block A of the prison", "Block B of the prison", False),
        ("Tumen detention centre", "Longjing detention centre", False),
        ("Camp 14", "Camp 14, Kaechon", True),
        ("Yantai, Shandong", "Yantai harbour", True),
        ("the camp", "Camp Yodok", True),  # nobody can tell that it is another
    ],
)
def test_places_of_like_name_are_two_places(one: str, other: str, alike: bool) -> None:
    """Another number or another name makes another place; the kind of place does neither."""
    lists = {"en": Lists("en", Templates((shelf(),)).words("words/checks.en.toml"), {})}
    assert are_alike(claim("a", one), claim("b", other), lists) is alike


def test_claims_about_two_places_are_no_dispute(run: Run, folder: Enter) -> None:
    """The letter is made."""
    folder("39")
    assert "CLAIM-DISPUTE" not in run("check", "camps").stdout
    assert run("write", "camps", "--as", "text", "--quiet").exit_code == 0
