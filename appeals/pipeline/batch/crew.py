"""Who makes a batch: this process alone, or several that share what this one has read."""

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import Pipe, get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, Protocol, TypeVar

from appeals.pipeline.batch.workroom import Task, Workroom
from appeals.problems import FileError

T = TypeVar("T")
Step = Callable[[Workroom, Task], T]  # Workroom.examine, Workroom.prepare or Workroom.produce
AHEAD = 3  # tasks that wait for each process, so that none is idle, and little of what is done piles up
LOSSES = 10  # processes that may be killed in one step before we think that it is we who kill them


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


class Processes:
    """Several processes of this machine: each is forked off this one, so that nothing is read or sent twice.

    The task of a process that is killed (by a system short of memory, say) is given to another.
    """

    writes = True

    def __init__(self, count: int) -> None:
        """Take so many processes."""
        self.count = count

    def take(self, step: Step[T], tasks: Iterable[Task], room: Workroom) -> Generator[T]:
        """Take the step there; what came of the tasks is handed on in their order."""
        left, losses = iter(tasks), 0
        begun, futures = deque[Task](), deque[Future[T]]()
        pool, leash = self._open(room)
        try:
            while True:
                begun.extend(islice(left, self.count * AHEAD - len(begun)))
                if not begun:
                    return
                try:
                    futures.extend(pool.submit(_take, step, task) for task in islice(begun, len(futures), None))
                    result = futures[0].result()
                except BrokenProcessPool:
                    losses += 1
                    futures.clear()
                    pool.shutdown()
                    self._bear(losses)
                    pool, leash = self._open(room)
                    continue
                begun.popleft()
                futures.popleft()
                yield result
        except BaseException:  # nobody waits for more: what is still at work must not write once the outbox is let go
            leash.close()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def _open(self, room: Workroom) -> tuple[ProcessPoolExecutor, Connection]:
        """Fork the processes, which see the room as it is at this moment; they end when the leash is let go."""
        _ROOM[:] = [room]
        theirs, ours = Pipe(duplex=False)
        pool = ProcessPoolExecutor(
            self.count, mp_context=get_context("fork"), initializer=_begin, initargs=(theirs, ours)
        )
        return pool, ours

    def _bear(self, losses: int) -> None:
        """Go on with other processes in place of those that were killed, but not for ever."""
        if losses > LOSSES:
            raise FileError.of(
                f"the processes that make the letters were killed {losses} times", "give them more memory, or --jobs 1"
            )


_ROOM: list[Workroom] = []  # what forked processes find; set just before they are


def _take(step: Step[Any], task: Task) -> Any:  # noqa: ANN401 -- whatever the step makes
    """Take a step in the forked process's own copy of the room."""
    return step(_ROOM[0], task)


def _begin(leash: Connection, other_end: Connection) -> None:
    """Let a forked process leave interruptions to its parent, and end when that lets go or ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other_end.close()
    Thread(target=_follow, args=(leash,), daemon=True).start()


def _follow(leash: Connection) -> None:
    """Wait until the parent ends or lets go, then end at once: nothing half-done takes its place."""
    parent = parent_process()
    if parent:
        wait([parent.sentinel, leash])
        signal.raise_signal(signal.SIGKILL)
