"""Runs that are killed, stopped, or begun twice: nothing is lost, nothing is doubled, nothing is half there."""

from collections.abc import Callable
from contextlib import suppress
from multiprocessing import active_children, get_context, parent_process
from os import getpid, kill
from pathlib import Path
from random import Random
from signal import SIGKILL
from time import sleep

import pytest
from many import TODAY, contents, lay_out, move, order_of, run

from appeals import Planned, Workspace, open_room
from appeals.pipeline.batch.crew import LOSSES, Alone, Processes
from appeals.pipeline.batch.planning import Tell
from appeals.pipeline.batch.running import run_batch
from appeals.pipeline.desk import Desk
from appeals.pipeline.judging import Made
from appeals.problems import FileError
from appeals.workspace import Outbox

pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")  # xdist has idle threads
LETTERS, KILLS = 12, 10


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out twelve embassies and one volunteer."""
    return lay_out(tmp_path_factory.mktemp("records"), LETTERS)


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


@pytest.mark.slow
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
        told = {"letters.jsonl", "batch.json"}
        assert {name for name, content in found.items() if content != whole[name]} <= told
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

    def tell(told: str, _done: int, _of: int) -> None:
        ours.send(told)
        if told == stage and not seconds:
            sleep(60)  # until it is killed, at this very moment

    process = fork.Process(target=lambda: work(tell))
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
