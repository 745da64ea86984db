"""Several processes at work: one that dies is replaced, one that fails is told of, and Ctrl-C ends them all."""

import subprocess
import sys
from multiprocessing import active_children, parent_process
from signal import SIGKILL, raise_signal
from time import sleep
from typing import Any, cast

import pytest
from machines import ENV

from appeals.pipeline.batch.crew import AHEAD, LOSSES, Processes
from appeals.pipeline.batch.workroom import Task, Workroom
from appeals.problems import FileError, UsageError

pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")  # xdist has idle threads
ROOM = cast("Workroom", None)  # the steps of these tests need none
LARGE = 1 << 21  # bytes; more than a pipe holds, so that whoever sends them waits for a reader
ROUNDS = 50
INTERRUPTED = f"""
import random, signal, sys, time
from multiprocessing import active_children
from appeals.pipeline.batch.crew import Processes
from appeals.pipeline.batch.workroom import Task

def send_much(room, task):
    sum(range(20_000))
    return bytes({LARGE})

signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
chance = random.Random(11)
for number in range({ROUNDS}):
    tasks = [Task(range(one, one + 1)) for one in range(10_000)]
    try:
        signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.001, 0.12))
        for result in Processes(2).take(send_much, tasks, None):
            assert len(result) == {LARGE}
    except KeyboardInterrupt:
        assert not active_children()
        print(number, flush=True)
"""


def tasks(count: int) -> list[Task]:
    """Make tasks of one letter each."""
    return [Task(range(number, number + 1)) for number in range(count)]


def send_much(_room: Workroom, task: Task) -> bytes:
    """Return more than a pipe holds."""
    return task.span.start.to_bytes(2, "big") * (LARGE // 2)


def test_results_come_in_the_order_of_the_tasks() -> None:
    """However long each takes, and however many there are."""

    def wait_a_little(_room: Workroom, task: Task) -> int:
        sleep(0.01 * (task.span.start % 3))
        assert parent_process()
        return task.span.start

    assert list(Processes(3).take(wait_a_little, tasks(40), ROOM)) == list(range(40))
    assert list(Processes(3).take(wait_a_little, [], ROOM)) == []
    assert active_children() == []


def test_a_process_that_is_killed_in_the_middle_of_its_answer() -> None:
    """What it had begun to say is thrown away, and others do its tasks: nothing is lost, nothing waits for ever."""
    results = Processes(2).take(send_much, tasks(12), ROOM)
    found = [next(results)]
    for _ in range(2):
        sleep(0.2)  # both have more to say than the pipe holds
        for process in active_children():
            process.kill()
        found.append(next(results))
    found += results
    assert [answer[:2] for answer in found] == [number.to_bytes(2, "big") for number in range(12)]
    assert {len(answer) for answer in found} == {LARGE}


def test_processes_that_always_die_end_the_run_with_a_sentence() -> None:
    """A system that kills whatever we begin is not tried for ever."""

    def die(_room: Workroom, _task: Task) -> None:
        assert parent_process()
        raise_signal(SIGKILL)

    with pytest.raises(FileError, match=f"were killed {LOSSES + 1} times"):
        list(Processes(2).take(die, tasks(AHEAD), ROOM))
    assert active_children() == []


@pytest.mark.parametrize("error", [UsageError.of("this cannot be", "ask for less"), KeyError("inside")])
def test_what_a_step_raises_is_raised_here(error: Exception) -> None:
    """A fault that the user can mend comes as it is; a bug comes with the place where it was."""

    def fail(_room: Workroom, _task: Task) -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        list(Processes(2).take(fail, tasks(5), ROOM))
    assert str(raised.value) == str(error)
    assert isinstance(error, UsageError) or "in fail" in "".join(raised.value.__notes__)
    assert active_children() == []


@pytest.mark.parametrize("what", ["result", "error"])
def test_what_cannot_be_sent_is_told(what: str) -> None:
    """A result or an error that pickle cannot write is a bug that is told, and nothing waits for it."""

    class Odd(Exception):  # noqa: N818 -- an error that cannot be made anew from its arguments
        def __init__(self, one: int, two: int) -> None:
            super().__init__(one + two)

    def make(_room: Workroom, _task: Task) -> Any:
        if what == "error":
            raise Odd(1, 2)
        return lambda: None

    with pytest.raises(RuntimeError):
        list(Processes(2).take(make, tasks(3), ROOM))
    assert active_children() == []


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_ctrl_c_at_any_moment_ends_everything() -> None:
    """Fifty times, on a machine whose processors are all busy: each run ends, and leaves no process behind."""
    words = [sys.executable, "-c", INTERRUPTED]
    busy = "import time\nwhile time.process_time() < 60: pass"
    load = [subprocess.Popen([sys.executable, "-c", busy]) for _ in range(2)]
    try:
        ended = subprocess.run(words, env=ENV, capture_output=True, text=True, check=False, timeout=100)
    finally:
        for process in load:
            process.kill()
            process.wait()
    assert ended.stderr == ""
    assert ended.stdout.split() == [str(number) for number in range(ROUNDS)]
