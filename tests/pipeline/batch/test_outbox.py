"""The outbox of a batch: whole files, a ledger, and what a second run does."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pypdfium2
import pytest
from many import CASE, TODAY, contents, lay_out, ledger, move, order_of, run, volunteers

from appeals import By, Roster, Workspace, open_room, tell_batch, write_batch
from appeals.problems import RecordError

LETTERS = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out twelve embassies and one volunteer."""
    return lay_out(tmp_path_factory.mktemp("records"), LETTERS)


def test_what_is_in_the_outbox(folder: Path, tmp_path: Path) -> None:
    """Each letter has its files and its line; the worklist and the PDF to print have all of them in order."""
    batch = run(folder, tmp_path / "b")
    lines = ledger(tmp_path / "b")
    assert (batch.letters, batch.made, batch.kept, batch.problems) == (LETTERS, LETTERS, 0, {})
    assert [line["recipient"] for line in lines] == [f"mission-{number}" for number in range(LETTERS)]
    files = contents(tmp_path / "b")
    assert {file["name"] for line in lines for file in line["files"]} | {
        "letters.jsonl", "worklist.csv", "print.pdf", "batch.json"
    } == files.keys()  # fmt: skip
    assert lines[3]["holder"] == "Eva Eßer"
    assert lines[3]["number"] == "+49 30 2700003"
    assert set(lines[0]["made_of"]) >= {"case", "recipient", "sender", "templates", "law"}
    printed = pypdfium2.PdfDocument(files["print.pdf"])
    assert len(printed) == sum(line["pages"] + line["pages"] % 2 for line in lines)
    printed.close()
    rows = list(csv.DictReader(StringIO(files["worklist.csv"].decode("utf-8-sig"))))
    assert {row["channel"] for row in rows} == {"post", "fax"}
    assert rows[0]["dial"] == "030 2700000".replace(" ", "") or rows[0]["channel"] == "post"


def test_a_second_run_makes_only_what_changed(tmp_path: Path) -> None:
    """Nothing is made again but the letter to the embassy that moved, and every other file is left alone."""
    folder = lay_out(tmp_path / "records", 6)
    first = run(folder, tmp_path / "b")
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "b").iterdir()}
    again = run(folder, tmp_path / "b")
    assert (first.made, again.made, again.kept) == (6, 0, 6)
    move(folder, 4)
    third = run(folder, tmp_path / "b")
    assert (third.made, third.kept) == (1, 5)
    after = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "b").iterdir()}
    changed = {name for name, time in after.items() if before.get(name) != time and "mission" in name}
    assert {name.rpartition("--")[2] for name in changed} == {"mission-4.en.pdf", "mission-4.en.txt"}
    assert "Moved Street" in next((tmp_path / "b").glob("*mission-4.en.txt")).read_text("utf-8")


def test_a_file_that_was_lost_or_changed_is_made_again(folder: Path, tmp_path: Path) -> None:
    """A letter whose file is gone, or is not what was made, is made again."""
    run(folder, tmp_path)
    whole = contents(tmp_path)
    next(tmp_path.glob("*mission-2.en.pdf")).unlink()
    next(tmp_path.glob("*mission-5.en.txt")).write_text("something else", encoding="utf-8")
    assert run(folder, tmp_path).made == 2
    assert contents(tmp_path) == whole


def test_letters_of_several_cases_senders_and_languages_have_names_of_their_own(tmp_path: Path) -> None:
    """However an order is mixed, as many files come of it as letters; what an order no longer asks for is counted."""
    folder = lay_out(tmp_path / "records", 4, 3)
    seed = folder / "seeds" / f"{CASE}.yaml"
    (folder / "seeds" / "other.yaml").write_text(seed.read_text("utf-8").replace(f"id: {CASE}", "id: other"), "utf-8")
    mixed = {"cases": (CASE, "other"), "senders": ("all",), "formats": ("text",)}
    for language, left in (("en", 0), ("de", 2 * 3 * 4)):
        batch = run(folder, tmp_path / "b", language=language, **mixed)
        assert (batch.made, batch.left) == (2 * 3 * 4, left)
    assert len(list((tmp_path / "b").glob("*.txt"))) == 2 * 2 * 3 * 4
    fewer = run(folder, tmp_path / "b", language="de", **mixed | {"senders": ("volunteer-1", "volunteer-2")})
    assert (fewer.letters, fewer.kept, fewer.left) == (2 * 2 * 4, 2 * 2 * 4, 2 * 4)


def test_what_could_not_be_made_before_is_not_left_over(tmp_path: Path) -> None:
    """A letter that is refused again is no letter of another order; nor is one of which nothing can be made."""
    folder = lay_out(tmp_path / "records", 6)
    move(folder, 5, "Invented Street 5", "Invented Street " + "m" * 60)
    for made, kept in ((5, 0), (0, 5)):
        batch = run(folder, tmp_path / "b", By(keep_going=True), formats=("pdf",))
        assert (batch.made, batch.kept, len(batch.problems), batch.left) == (made, kept, 1, 0)
    mailed = run(folder, tmp_path / "c", formats=("email",))
    again = run(folder, tmp_path / "c", formats=("email",))
    assert (mailed.void, again.void, again.left) == (6, 6, 0)


def test_the_bookmarks_tell_whose_letters_they_are(tmp_path: Path) -> None:
    """Where several write, the letters of each stand under a bookmark of their own, new or bound again."""
    folder = lay_out(tmp_path / "records", 2, 2)
    for _ in range(2):
        run(folder, tmp_path / "b", senders=("all",), formats=("pdf",))
        printed = pypdfium2.PdfDocument(tmp_path / "b" / "print.pdf")
        groups = [(mark.get_title(), mark.get_dest().get_index()) for mark in printed.get_toc() if mark.level == 0]
        printed.close()
        assert groups == [(f"{CASE}, volunteer-0", 0), (f"{CASE}, volunteer-1", 4)]
        (tmp_path / "b" / "print.pdf").unlink()


def test_files_that_are_not_of_these_letters_are_told(tmp_path: Path) -> None:
    """Letters of another day, and those that are refused by now, still stand in the folder: the run says so."""
    folder = lay_out(tmp_path / "records", 3)
    assert run(folder, tmp_path / "b", formats=("pdf", "labels")).strays == 0
    later = run(folder, tmp_path / "b", day=date(2003, 4, 5), formats=("pdf",))
    assert (later.made, later.left, later.strays) == (3, 0, 3 + 1)
    move(folder, 2, "Invented Street 2", "Invented Street " + "m" * 60)
    refused = run(folder, tmp_path / "b", By(keep_going=True), day=date(2003, 4, 5), formats=("pdf",))
    assert (refused.kept, len(refused.problems), refused.strays) == (2, 1, 3 + 1 + 1)
    assert "other files in the folder" in "\n".join(tell_batch(refused))


def test_letters_of_which_only_labels_are_made_are_made(folder: Path, tmp_path: Path) -> None:
    """Labels are one document for all letters: no letter is told to be one of which nothing can be made."""
    batch = run(folder, tmp_path / "b", formats=("labels",))
    assert (batch.made, batch.void, batch.strays) == (LETTERS, 0, 0)
    assert [name for name in contents(tmp_path / "b") if name.endswith("labels.pdf")]


def test_one_bad_row_in_ten_thousand(tmp_path: Path) -> None:
    """One bad row refuses the whole batch with its place; told to keep going, the run makes all the others."""
    folder = lay_out(tmp_path / "records", 1)
    table = volunteers(10_000)
    (folder / "senders.csv").write_text(table.replace("row-7000,Kim Row 7000,", "row-7000,,"), "utf-8")
    asked = {"formats": ("text",), "senders": ("all",)}
    with pytest.raises(RecordError, match=r"senders\.csv:7002:\d+: "):
        run(folder, tmp_path / "b", **asked)
    assert not (tmp_path / "b").exists()
    opened = open_room(Workspace(folder), order_of(**asked), TODAY, keep_going=True)
    assert [str(problem.place).rpartition("/")[2] for problem in opened.left_out] == ["senders.csv:7002:10"]
    opened.room.roster = Roster(opened.room.roster.lots[6_990:7_010])  # of 9,999 and the one of senders.yaml
    batch = write_batch(opened.room, tmp_path / "b", By(keep_going=True))
    assert (batch.letters, batch.made, len(opened.room.records.senders)) == (20, 20, 10_000)
    senders = [line["sender"] for line in ledger(tmp_path / "b")]
    assert ("row-6999" in senders, "row-7000" in senders, "row-7001" in senders) == (True, False, True)


def test_a_letter_that_does_not_fit_refuses_the_batch_before_anything_is_written(tmp_path: Path) -> None:
    """What only laying out can find is found before a letter is there; told to keep going, the run makes the others."""
    folder = lay_out(tmp_path / "records", 8)
    move(folder, 5, "Invented Street 5", "Invented Street " + "m" * 60)
    with pytest.raises(RecordError, match="mm wide, and there is room for"):
        run(folder, tmp_path / "b", formats=("pdf",))
    assert not (tmp_path / "b").exists()
    batch = run(folder, tmp_path / "b", By(keep_going=True), formats=("pdf",))
    assert (batch.made, len(batch.problems)) == (7, 1)
    refused = [line for line in ledger(tmp_path / "b") if "problems" in line]
    assert [line["recipient"] for line in refused] == ["mission-5"]
