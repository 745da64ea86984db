"""The worklist tells what goes where, what to dial, until when, and what a fax takes and costs."""

import csv
import shutil
from codecs import BOM_UTF8
from datetime import date
from pathlib import Path

import pytest

from appeals import pipeline
from appeals.pipeline.worklist import Errand, write_worklist

HOUSE = Path(__file__).parents[2]
TARIFF = """\
currency: EUR
outside_line: "0"
fax:
  - {name: abroad, per_minute: 0.12, minimum: 60, step: 6}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Lay out a folder with the shipped records and a tariff of our own."""
    for name in ("recipients.yaml", "senders.yaml"):
        shutil.copy(HOUSE / name, tmp_path)
    shutil.copytree(HOUSE / "seeds", tmp_path / "seeds")
    (tmp_path / "tariff.yaml").write_text(TARIFF)
    return tmp_path


def rows(desk: Path, *formats: str) -> list[dict[str, str]]:
    """Write the letters of one case with a worklist, and read it."""
    order = pipeline.Order(cases=("forced-returns-2003",), formats=formats, worklist=True)
    written = pipeline.write(pipeline.Workspace(desk), order, None, date(2026, 1, 1))
    assert written.paths[-1].name == "worklist.csv"
    return list(csv.DictReader(written.paths[-1].read_text("utf-8-sig").splitlines()))


def test_every_way_of_every_letter_is_listed(desk: Path) -> None:
    """The Premier is reached by post and two fax lines, the embassy by mailbox too; the deadline stands by each."""
    found = rows(desk, "text")
    assert [(row["recipient"], row["channel"]) for row in found] == [
        ("cn-premier", "post"),
        ("cn-premier", "fax"),
        ("cn-premier", "fax"),
        ("cn-embassy-berlin", "post"),
        ("cn-embassy-berlin", "fax"),
        ("cn-embassy-berlin", "email"),
    ]
    assert {row["deadline"] for row in found} == {"2003-05-31"}
    assert {row["sender"] for row in found} == {"example-society"}
    assert {row["file"] for row in found if row["recipient"] == "cn-premier"} == {
        "2003-04-02--forced-returns-2003--cn-premier.en.txt"
    }


def test_what_to_dial_is_told_from_the_senders_country(desk: Path) -> None:
    """From Berlin: abroad with the international prefix, at home without the country, both after the outside line."""
    dialled = {row["to"]: row["dial"] for row in rows(desk, "text") if row["channel"] == "fax"}
    assert dialled["'+86 10 6529 2345"].replace(" ", "").startswith("00086106529")
    assert dialled["'+49 30 27588221"].replace(" ", "") == "003027588221"


def test_it_opens_in_a_spreadsheet_with_its_accents(desk: Path) -> None:
    """A byte order mark tells UTF-8; it stands once, at the start of the file."""
    senders = desk / "senders.yaml"
    senders.write_text(senders.read_text().replace("name: ", "name: Straße ", 1))
    rows(desk, "text")
    content = (desk / "outbox" / "worklist.csv").read_bytes()
    assert content.startswith(BOM_UTF8)
    assert content.count(BOM_UTF8) == 1


@pytest.mark.parametrize("channel", ["post", "fax", "email"])
def test_no_cell_is_a_formula(channel: str) -> None:
    """Whatever a record holds, no cell begins as a formula does, and each keeps what it says."""
    nasty = ("=1+1", "+49 30 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1", "'=1", "")
    errands = [Errand(cell, cell, cell, cell, channel, cell, cell, "", "", "", cell) for cell in nasty]
    content = write_worklist(errands).content.decode("utf-8-sig")
    for cell, row in zip(nasty, csv.DictReader(content.splitlines(keepends=True)), strict=True):
        assert all(text[:1] not in "=+-@\t\r\n\uff1d" or not text for text in row.values())
        assert not row["to"].lstrip().startswith(("=", "+", "-", "@"))
        assert row["to"].removeprefix("'") == cell.removeprefix("'")


@pytest.mark.parametrize(
    ("dial", "cell"), [("030123", "'030123"), ("1" * 16, "'" + "1" * 16), ("00 49 30", "00 49 30")]
)
def test_no_digit_to_dial_is_lost(dial: str, cell: str) -> None:
    """Noughts at the start, and digits beyond the fifteenth, are not taken for a number."""
    content = write_worklist([Errand("c", "s", "r", "", "fax", "x", dial, "2", "90", "", "")]).content
    (row,) = csv.DictReader(content.decode("utf-8-sig").splitlines())
    assert (row["dial"], row["pages"], row["seconds"]) == (cell, "2", "90")


@pytest.mark.slow
def test_a_fax_that_was_made_has_pages_seconds_and_cost(desk: Path) -> None:
    """Seconds and cost come from the file itself and the user's tariff; without a file they are not guessed."""
    assert {row["seconds"] for row in rows(desk, "text")} == {""}
    fax = [row for row in rows(desk, "fax") if row["channel"] == "fax" and row["recipient"] == "cn-premier"]
    assert [row["pages"] for row in fax] == ["2", "2"]
    assert all(30 < int(row["seconds"]) < 120 for row in fax)
    assert all(row["cost"].endswith(" EUR") and float(row["cost"].split()[0]) >= 0.12 for row in fax)
    assert {row["file"] for row in fax} == {"2003-04-02--forced-returns-2003--cn-premier.en.fax.tif"}
