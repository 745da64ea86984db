"""`appeals recipients`: what is printed, where it goes, and how it ends."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from appeals.pipeline.loading import load
from appeals.workspace import Workspace

Run = Callable[..., Result]


def test_missions_are_suggested(run: Run) -> None:
    """To people as lines, with the source and its day."""
    told = run("recipients", "suggest", "--missions-of", "CHN", "--in", "DEU")
    assert told.exit_code == 0
    assert told.stdout.startswith("cn-embassy-berlin: embassy of China in Berlin, Germany\n    post: no address")
    assert "source: Wikidata Q1073835, as of 2022-11-16" in told.stdout
    assert told.stdout == run("recipients", "suggest", "--missions-of", "China", "--in", "de").stdout


def test_a_suggestion_is_a_file_of_recipients(run: Run, desk: Path) -> None:
    """What --yaml prints can be put into recipients/ as it is."""
    printed = run("recipients", "suggest", "--missions-in", "Mongolia", "--yaml").stdout
    (desk / "recipients").mkdir()
    (desk / "recipients" / "mn.yaml").write_text(printed, encoding="utf-8")
    recipients = load(Workspace(desk), []).recipients
    assert recipients["kr-embassy-ulaanbaatar"].office.host == "MN"


def test_a_holder_is_suggested(run: Run) -> None:
    """The head of government on a day of 2003."""
    told = run("recipients", "suggest", "--office", "head of government", "--state", "CHN", "--on", "2003-04-02")
    assert told.exit_code == 0
    assert "2003-04-02: Wen Jiabao, from 2003-03-16 to 2013-03-15" in told.stdout


@pytest.mark.parametrize(
    "words",
    [
        "",
        "--state CHN",
        "--office president",
        "--missions-of CHN --office president --state CHN",
        "--missions-of CHN --on 2003-04-02",
        "--office president --state CHN --consulates",
        "--missions-of CHN --in DEU --missions-in DEU",
        "--missions-of Chnia",
        "--in DEU",
    ],
)
def test_what_cannot_be_suggested_is_wrong_usage(run: Run, words: str) -> None:
    """Options that do not go together, and states that there are not, end with 2 and a mend."""
    told = run("recipients", "suggest", *words.split())
    assert told.exit_code == 2
    assert "mend: " in told.stderr
    assert told.stdout == ""


TABLE = "Name,Street,Town,Remark\nEmbassy of Utopia,1 Street,10117 Berlin,x\n,2 Street,10117 Berlin,\n"
MAP = ("--map", "body=Name", "--map", "line1=Name", "--map", "line2=Street", "--map", "line3=Town", "--ids", "e")
SET = ("--set", "class=ambassador", "--set", "title=Ambassador", "--set", "country=DE")
SOURCE = (
    "--source",
    "A list",
    "--source-date",
    "2026-01",
    "--verified-on",
    "2026-01-31",
    "--verified-how",
    "by letter",
)


def test_a_table_is_imported(run: Run, desk: Path) -> None:
    """The path goes to standard output; what was not used, and how much was written, to standard error."""
    (desk / "list.csv").write_text(TABLE.rsplit("\n", 2)[0] + "\n", encoding="utf-8")
    done = run("recipients", "import", "list.csv", *MAP, *SET, *SOURCE, "--source-url", "https://example.org/list")
    assert (done.exit_code, done.stdout) == (0, "recipients/list.yaml\n")
    assert "UTF-8, cells separated by commas" in done.stderr
    assert "Street" in done.stderr
    assert done.stderr.endswith("not used: “remark”\n1 recipient written\n")
    place = load(Workspace(desk), []).recipients["e-1"].addresses[0]
    assert (str(place.source), place.source.url) == ("A list, 2026-01", "https://example.org/list")
    assert place.verified
    assert str(place.verified.on) == "2026-01-31"


def test_a_table_with_a_fault_writes_nothing_unless_told_to(run: Run, desk: Path) -> None:
    """The fault is told by line and ends with 1; the good rows are written where that is asked for."""
    (desk / "list.csv").write_text(TABLE, encoding="utf-8")
    done = run("recipients", "import", "list.csv", *MAP, *SET, *SOURCE)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "list.csv:3:1: the cell “body” is empty" in done.stderr
    assert not (desk / "recipients").exists()
    done = run("recipients", "import", "list.csv", *MAP, *SET, *SOURCE, "--keep-going")
    assert (done.exit_code, done.stdout) == (1, "recipients/list.yaml\n")
    assert "list.csv:3:1: " in done.stderr
    assert done.stderr.endswith("1 recipient written\n")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--map", "body"), "“body” does not say what is what"),
        (("--map", "body=Name", "--map", "body=Street"), "“body” is given twice"),
        (("--set", "class="), "“class=” does not say what is what"),
        (("--map", "bdy=Name"), "did you mean “body”?"),
    ],
)
def test_a_wrong_map_is_answered(run: Run, desk: Path, words: tuple[str, ...], answer: str) -> None:
    """It ends with 2 and a mend."""
    (desk / "list.csv").write_text(TABLE, encoding="utf-8")
    told = run("recipients", "import", "list.csv", *words)
    assert told.exit_code == 2
    assert answer in told.stderr


def test_a_table_that_is_not_there_is_told(run: Run, desk: Path) -> None:
    """It ends with 1."""
    told = run("recipients", "import", "none.csv")
    assert told.exit_code == 1
    assert "none.csv: this file cannot be read: No such file or directory" in told.stderr
    assert desk.is_dir()
