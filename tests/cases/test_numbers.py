"""Numbers and mailboxes arrive as they were meant, or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from appeals.pipeline.loading import load
from appeals.workspace import Workspace

Run = Callable[..., Result]
Enter = Callable[[str], Path]


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("04", {"list.csv:2:": "more than one number"}),
        ("06", {"list.csv:2:": "“Fax”", "list.csv:3:": "“XXXX”", "list.csv:4:": "“O”"}),
        ("07", {"list.csv:2:": "spreadsheet", "list.csv:3:": "“=”"}),
        ("10", {"list.csv:2:": "U+00AD (SOFT HYPHEN)"}),
    ],
)
def test_a_table_with_a_wrong_number_or_mailbox_is_refused(
    run: Run, folder: Enter, number: str, found: dict[str, str]
) -> None:
    """Each cell is named with what is wrong in it, and nothing is written."""
    there = folder(number)
    done = run("recipients", "import", "list.csv")
    assert (done.exit_code, done.stdout) == (1, "")
    told = [line for line in done.stderr.splitlines() if line.startswith("list.csv:") and line[9].isdecimal()]
    assert len(told) == len(found)
    for line, (place, words) in zip(told, found.items(), strict=True):
        assert line.startswith(place)
        assert words in line
    assert not (there / "recipients").exists()


def test_a_number_of_the_country_of_its_row_is_shown_as_it_is_read(run: Run, folder: Enter) -> None:
    """It is written into the record with its country, and the same words stand in both."""
    there = folder("04")
    table = (there / "list.csv").read_text(encoding="utf-8").replace("+49 30 2758 8221/22", "030/2758-8221")
    (there / "list.csv").write_text(table, encoding="utf-8")
    done = run("recipients", "import", "list.csv")
    assert (done.exit_code, done.stdout) == (0, "recipients/list.yaml\n")
    assert "list.csv:2:" in done.stderr
    assert "“030/2758-8221” is read as +49 30 27588221" in done.stderr
    assert "+49 30 27588221" in (there / "recipients" / "list.yaml").read_text(encoding="utf-8")
    assert "NUMBER-READ" not in run("check", "tc").stdout


def test_a_mailbox_with_an_apostrophe_is_taken(run: Run, folder: Enter) -> None:
    """In a table, in a sender's record, and in the draft of a message to it."""
    there = folder("08")
    assert run("recipients", "import", "list.csv").exit_code == 0
    assert load(Workspace(there), []).senders["s"].email == "j.o'brien@example.org"
    assert run("write", "tc", "--to", "m-justice", "--from", "s", "--as", "email,html", "--quiet").exit_code == 0
    (draft,) = (there / "outbox").glob("*.eml")
    assert "s.o'brien@example.org" in draft.read_text(encoding="utf-8")
    (page,) = (there / "outbox").glob("*.html")
    assert "mailto:j.o&#39;brien@example.org" in page.read_text(encoding="utf-8")
