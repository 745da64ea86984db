"""The outbox of a batch: whole files, a ledger, and what a second run does."""

import csv
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import StringIO
from multiprocessing import active_children, get_context, parent_process
from os import getpid, kill
from pathlib import Path
from random import Random
from signal import SIGKILL
from time import sleep
from typing import Any

import pypdfium2
import pytest
from many import CASE, lay_out, move, volunteers

from appeals import Batch, By, Order, Planned, Roster, Workspace, open_room, write_batch
from appeals.pipeline.batch.crew import LOSSES, Alone, Processes
from appeals.pipeline.batch.planning import Tell, silent
from appeals.pipeline.batch.running import run_batch
from appeals.pipeline.desk import Desk
from appeals.pipeline.judging import Made
from appeals.problems import FileError, RecordError
from appeals.workspace import Outbox

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*use of fork:DeprecationWarning"
)  # pytest-xdist has threads, idle ones
LETTERS, KILLS = 12, 10
TODAY = date(2003, 3, 20)
BOTH = ("pdf", "text")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out twelve embassies and one volunteer."""
    return lay_out(tmp_path_factory.mktemp("records"), LETTERS)


def order_of(**asked: Any) -> Order:
    """Ask for the letters of the case to everyone."""
    return Order(**{"cases": (CASE,), "tags": ("many",), "formats": BOTH} | asked)


def run(folder: Path, out: Path, by: By | None = None, tell: Tell = silent, **asked: Any) -> Batch:
    """Write the letters of the case to everyone into a batch."""
    opened = open_room(Workspace(folder), order_of(**asked), TODAY, keep_going=bool(by and by.keep_going))
    return write_batch(opened.room, out, by or By(), tell=tell)


def ledger(out: Path) -> list[dict[str, Any]]:
    """Read the lines of the ledger."""
    return [json.loads(line) for line in (out / "letters.jsonl").read_text(encoding="utf-8").splitlines()]


def contents(out: Path) -> dict[str, bytes]:
    """Read every file that a user sees; where there is no folder there is none."""
    return (
        {}
        if not out.exists()
        else {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")}
    )


def test_what_is_in_the_outbox(folder: Path, tmp_path: Path) -> None:
    """Each letter has its files and its line; the worklist and the PDF to print have all of them in order."""
    batch = run(folder, tmp_path / "b")
    lines = ledger(tmp_path / "b")
    assert (batch.letters, batch.made, batch.kept, batch.problems) == (LETTERS, LETTERS, 0, {})
    assert [line["recipient"] for line in lines] == [f"mission-{number}" for number in range(LETTERS)]
    files = contents(tmp_path / "b")
    assert {file["name"] for line in lines for file in line["files"]} | {
        "letters.jsonl", "worklist.csv", "print.pdf"
    } == files.keys()  # fmt: skip
    assert lines[3]["holder"] == "Eva Eßer"
    assert lines[3]["number"] == "+49 30 2700003"
    assert set(lines[0]["made_of"]) >= {"case", "recipient", "sender", "templates", "law"}
    printed = pypdfium2.PdfDocument(files["print.pdf"])
    assert len(printed) == sum(line["pages"] + line["pages"] % 2 for line in lines)
    printed.close()
    rows = list(csv.DictReader(StringIO(files["worklist.csv"].decode())))
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


def test_processes_make_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Two processes leave what one leaves, byte for byte; also where one of them is killed."""
    run(folder, tmp_path / "one")
    room = open_room(Workspace(folder), order_of(), TODAY).room
    room.outbox, killed = Outbox(tmp_path / "two"), set[int]()

    def tell(stage: str, done: int, _of: int) -> None:
        if stage == "written" and not killed:
            for process in active_children()[:1]:
                killed.add(done)
                process.kill()
                process.join()

    batch = run_batch(room, Processes(2), tell=tell)
    assert killed
    assert (batch.letters, batch.made + batch.kept) == (LETTERS, LETTERS)
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


def test_processes_that_are_killed_again_and_again(folder: Path, tmp_path: Path) -> None:
    """Where processes are killed whatever they do, the run ends with a sentence."""
    room = open_room(Workspace(folder), order_of(formats=("text",)), TODAY).room
    room.desk = Fatal(room.records, room.order, TODAY)
    room.outbox = Outbox(tmp_path / "b")
    with pytest.raises(FileError, match=f"were killed {LOSSES + 1} times"):
        run_batch(room, Processes(2))
    assert not (tmp_path / "b").exists()


class Fatal(Desk):
    """A desk that kills the process that sits at it."""

    def make(self, planned: Planned) -> Made:
        """Kill the process."""
        assert parent_process()
        kill(getpid(), SIGKILL)
        return super().make(planned)


def test_a_run_that_is_stopped_leaves_nobody_at_work(folder: Path, tmp_path: Path) -> None:
    """When a run ends before its time, its processes are gone before another may begin."""
    room = open_room(Workspace(folder), order_of(), TODAY).room
    room.outbox = Outbox(tmp_path / "b")
    before = set(active_children())
    with pytest.raises(KeyboardInterrupt):
        run_batch(room, Processes(2), tell=stop_at("written"))
    assert set(active_children()) <= before
    assert run(folder, tmp_path / "b").letters == LETTERS


def stop_at(stage: str) -> Tell:
    """Make a teller that presses Ctrl-C when it is told of a stage."""

    def tell(told: str, _done: int, _of: int) -> None:
        if told == stage:
            raise KeyboardInterrupt

    return tell


@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_any_moment(folder: Path, tmp_path: Path, jobs: int) -> None:
    """However often a run is killed, no file is ever half there, and the next run that is let be finishes the work."""
    run(folder, tmp_path / "quiet")
    whole, room = contents(tmp_path / "quiet"), open_room(Workspace(folder), order_of(), TODAY).room
    room.outbox, chance = Outbox(tmp_path / "killed"), Random(6)  # noqa: S311 -- no secret
    crew = Processes(jobs) if jobs > 1 else Alone()
    reached: set[str] = set()
    for number in range(KILLS):
        stage = ("checked", "forms", "written", "written", "bound")[number % 5]
        reached |= kill_in(lambda tell: run_batch(room, crew, tell=tell), stage, chance.uniform(0, 0.04))
        found = contents(tmp_path / "killed")
        assert {name: content for name, content in found.items() if content != whole[name]}.keys() <= {"letters.jsonl"}
        for name in chance.sample(sorted(found), len(found) // 2):  # so that the next run has work to do
            (tmp_path / "killed" / name).unlink()
    assert reached == {"checked", "forms", "written", "bound"}
    batch = run(folder, tmp_path / "killed")
    assert (batch.made + batch.kept, batch.left) == (LETTERS, 0)
    assert contents(tmp_path / "killed") == whole
    assert [path.name for path in (tmp_path / "killed").glob(".*")] == [".lock"]


def kill_in(work: Callable[[Tell], object], stage: str, seconds: float) -> set[str]:
    """Do some work in a process and kill it so long after it tells of a stage; return the stages of which it told."""
    fork = get_context("fork")
    theirs, ours = fork.Pipe(duplex=False)
    process = fork.Process(target=lambda: work(lambda told, _done, _of: ours.send(told)))
    process.start()
    ours.close()
    reached = set[str]()
    with suppress(EOFError):
        while stage not in reached:
            reached.add(theirs.recv())
        sleep(seconds)
    process.kill()
    process.join()
    theirs.close()
    return reached


def test_what_is_bound_is_never_older_than_the_letters(tmp_path: Path) -> None:
    """A run that is ended before it binds leaves no PDF to print of letters that are no more; the next one binds."""
    folder = lay_out(tmp_path / "records", 4)
    run(folder, tmp_path / "b")
    old = (tmp_path / "b" / "print.pdf").read_bytes()
    move(folder, 2)
    kill_in(lambda tell: run(folder, tmp_path / "b", tell=tell), "written", 0)
    with pytest.raises(KeyboardInterrupt):
        run(folder, tmp_path / "b", tell=stop_at("bound"))
    assert not (tmp_path / "b" / "print.pdf").exists()
    again = run(folder, tmp_path / "b")
    assert again.made == 0
    assert (tmp_path / "b" / "print.pdf").read_bytes() != old
    run(folder, tmp_path / "fresh")
    assert contents(tmp_path / "b").keys() == contents(tmp_path / "fresh").keys()


def test_two_runs_at_once(folder: Path, tmp_path: Path) -> None:
    """A second run on the same outbox says that another is at work, and leaves everything to it."""
    outbox = Outbox(tmp_path)
    ready = get_context("fork").Event()

    def hold() -> None:
        with outbox.locked():
            ready.set()
            sleep(60)

    holder = get_context("fork").Process(target=hold)
    holder.start()
    try:
        assert ready.wait(10)
        with pytest.raises(FileError, match="another run is writing into this folder"):
            run(folder, tmp_path)
    finally:
        holder.kill()
        holder.join()
    assert run(folder, tmp_path, formats=("text",)).made == LETTERS
    with outbox.locked(), pytest.raises(FileError, match="another run is writing into this folder"):
        run(folder, tmp_path)  # from the same process too


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
