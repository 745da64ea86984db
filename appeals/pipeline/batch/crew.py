"""Who makes a batch: this process alone, or several that share what this one has read."""

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import Pipe, get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from traceback import format_exc
from typing import Any, Protocol, TypeVar

from appeals.pipeline.batch.workroom import Task, Workroom
from appeals.problems import AppealsError, FileError

T = TypeVar("T")
Numbered = tuple[int, Task]
Step = Callable[[Workroom, Task], T]  # Workroom.examine, Workroom.prepare or Workroom.produce
AHEAD = 3  # tasks for each process that are begun, so that none is idle, and little of what is done piles up
LOSSES = 10  # processes that may be killed in one step before we think that it is we who kill them
GONE = (EOFError, OSError)  # what a pipe raises whose other end has gone, perhaps in the middle of a message
REAPED = 10.0  # seconds after which we no longer wait for a killed process; it cannot go on, whatever holds it


class Crew(Protocol):
    """Takes a step for every task, and hands on what came of each in the order of the tasks."""

    writes: bool  # whether its rooms have the outbox before them; if not, the files come back with what is handed on

    def take(self, step: Step[T], tasks: Iterable[Task], room: Workroom) -> Generator[T]:
        """Take the step in a room that is as `room` is now; whoever closes this before its end stops the work."""
        ...


class Alone:
    """The one process that runs anyway."""

    writes = True

    def take(self, step: Step[T], tasks: Iterable[Task], room: Workroom) -> Generator[T]:
        """Take the step here."""
        for task in tasks:
            yield step(room, task)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: a result, or what was raised and where."""

    result: Any = None
    error: BaseException | None = None
    trace: str = ""

    def unpack(self) -> Any:  # noqa: ANN401 -- whatever the step makes
        """Return the result, or raise what was raised, with the place where it was."""
        if self.error is not None:
            if self.trace:
                self.error.add_note(self.trace)
            raise self.error
        return self.result


@dataclass(slots=True, eq=False)
class Worker:
    """A forked process, our end of its pipe, and the tasks it was given and has not answered, by their numbers."""

    process: BaseProcess
    pipe: Connection
    given: deque[Numbered] = field(default_factory=deque)

    def give(self, number: int, task: Task) -> bool:
        """Give it a task; say whether it was there to take it."""
        self.given.append((number, task))
        try:
            self.pipe.send(task)
        except GONE:
            return False
        return True

    def answer(self) -> tuple[int, Outcome] | None:
        """Return what came of the first of its tasks, or None where the process has gone."""
        try:
            outcome: Outcome = self.pipe.recv()
        except GONE:
            return None
        return self.given.popleft()[0], outcome

    def end(self) -> None:
        """Kill the process, so that it writes nothing more."""
        self.process.kill()
        self.process.join(REAPED)
        self.pipe.close()


class Processes:
    """Several processes of this machine: each is forked off this one, so that nothing is read or sent twice.

    The tasks of a process that is killed (by a system short of memory, say) are given to another. Each process has a
    pipe of its own whose other end nobody else holds, so that its death is seen whatever it was doing; the pool of the
    standard library shares one pipe, and waits for ever for the rest of a message whose writer was killed.
    """

    writes = True

    def __init__(self, count: int) -> None:
        """Take so many processes."""
        self.count = count

    def take(self, step: Step[T], tasks: Iterable[Task], room: Workroom) -> Generator[T]:
        """Take the step there; what came of the tasks is handed on in their order."""
        shift = Shift(step, room)
        try:
            shift.grow(self.count)
            yield from shift.work(tasks)
        finally:  # nobody waits for more: what is still at work must not write once the outbox is let go
            with uninterrupted():
                shift.end()


class Shift:
    """The workers of one step."""

    def __init__(self, step: Step[Any], room: Workroom) -> None:
        """Begin without a worker."""
        self._step, self._room = step, room
        self._workers: list[Worker] = []
        self._losses = 0

    def grow(self, count: int) -> None:
        """Fork workers until there are so many; each sees the room as it is at this moment."""
        while len(self._workers) < count:
            with uninterrupted():
                self._workers.append(start(self._step, self._room))

    def work(self, tasks: Iterable[Task]) -> Generator[Any]:
        """Give out the tasks, and yield what came of each in their order."""
        left, most = enumerate(tasks), len(self._workers) * AHEAD
        waiting, done = deque[Numbered](), dict[int, Outcome]()  # tasks that nobody has; what has come before its turn
        turn = taken = 0
        while True:
            new = list(islice(left, most - (taken - turn)))
            waiting.extend(new)
            taken += len(new)
            if turn == taken:
                return
            self._give_out(waiting)
            if turn in done:
                outcome = done.pop(turn)
                turn += 1
                yield outcome.unpack()
            else:
                done.update(self._collect(waiting))

    def _give_out(self, waiting: deque[Numbered]) -> None:
        """Give each task to the process that has fewest."""
        while waiting:
            worker = min(self._workers, key=lambda one: len(one.given))
            if len(worker.given) == AHEAD:
                return
            if not worker.give(*waiting.popleft()):
                self._replace(worker, waiting)

    def _collect(self, waiting: deque[Numbered]) -> Iterator[tuple[int, Outcome]]:
        """Wait until somebody has something to say, and yield it."""
        ready = set(wait([worker.pipe for worker in self._workers]))
        for worker in [worker for worker in self._workers if worker.pipe in ready]:
            answer = worker.answer()
            if answer is None:
                self._replace(worker, waiting)
            else:
                yield answer

    def _replace(self, worker: Worker, waiting: deque[Numbered]) -> None:
        """Put another process in the place of one that was killed, but not for ever; its tasks are the next to do."""
        self._losses += 1
        if self._losses > LOSSES:
            raise FileError.of(
                f"the processes that make the letters were killed {self._losses} times",
                "give them more memory, or --jobs 1",
            )
        waiting.extendleft(reversed(worker.given))
        count = len(self._workers)
        with uninterrupted():
            self._workers.remove(worker)
            worker.end()
        self.grow(count)

    def end(self) -> None:
        """Kill all workers: those that are idle have nothing to lose, and what others do is not wanted any more."""
        while self._workers:
            self._workers.pop().end()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back for a moment, so that no process is begun and not known, or known and not ended."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start(step: Step[Any], room: Workroom) -> Worker:
    """Fork a process that takes a step for every task it is given, in its own copy of the room."""
    ours, theirs = Pipe()
    process = get_context("fork").Process(target=_serve, args=(step, room, theirs, ours), daemon=True)
    try:
        process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()  # at once: a process forked later must not hold it, or the end of this one would not be seen
    return Worker(process, ours)


def _serve(step: Step[Any], room: Workroom, pipe: Connection, other_end: Connection) -> None:
    """Do what a forked process does: leave interruptions to its parent, and answer task after task."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other_end.close()
    Thread(target=_follow, daemon=True).start()
    tasks = SimpleQueue[Task]()
    Thread(target=_listen, args=(pipe, tasks), daemon=True).start()
    while True:
        outcome = _try(step, room, tasks.get())
        try:
            pipe.send(outcome)
        except OSError:  # nobody waits for it
            signal.raise_signal(signal.SIGKILL)
        except Exception:  # noqa: BLE001 -- whatever pickle raises of what it cannot write
            pipe.send(Outcome(error=RuntimeError("what came of a task cannot be sent"), trace=format_exc()))


def _try(step: Step[Any], room: Workroom, task: Task) -> Outcome:
    """Take a step; whatever is raised is the parent's to raise."""
    try:
        return Outcome(step(room, task))
    except AppealsError as error:
        return Outcome(error=error)
    except Exception as error:  # noqa: BLE001 -- a bug is told by the parent, with the place where it was
        trace = format_exc()
        try:
            return Outcome(error=copy(error), trace=trace)  # made anew, as it will be over there
        except Exception:  # noqa: BLE001 -- an error that cannot be made anew
            return Outcome(error=RuntimeError(f"{type(error).__name__}: {error}"), trace=trace)


def _listen(pipe: Connection, tasks: "SimpleQueue[Task]") -> None:
    """Take in tasks while others are done, so that the parent never waits to give one; end when it lets go."""
    try:
        while True:
            tasks.put(pipe.recv())
    except GONE:
        signal.raise_signal(signal.SIGKILL)


def _follow() -> None:
    """Wait until the parent ends, however it does, then end at once: nothing half-done takes its place."""
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        signal.raise_signal(signal.SIGKILL)
