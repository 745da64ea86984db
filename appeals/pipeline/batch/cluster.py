"""A batch on several machines: a Dask cluster takes the steps, each worker in a copy of the user's folder.

A worker that sees the outbox, on a disk that it shares with this machine, writes its letters there; from any other they
come back as bytes and are written here. A worker that is lost costs only its tasks: others take them.

A worker takes one step at a time, however many threads it was given: start one for each core, with --nthreads 1.

Records travel to the workers as they are, withheld names among them. Dask encrypts nothing unless the cluster is set up
with TLS (`tls://`); use it on machines and networks that you would trust with the folder itself.
"""

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from itertools import islice
from logging import CRITICAL, getLogger
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from weakref import finalize

from appeals import __version__
from appeals.pipeline.batch.crew import AHEAD, LOSSES, Step
from appeals.pipeline.batch.pressing import Look, Press
from appeals.pipeline.batch.workroom import Task, Workroom
from appeals.pipeline.desk import Desk
from appeals.pipeline.loading import read_all
from appeals.pipeline.ordering import Order, Roster
from appeals.problems import FileError, MissingTool, Place, Problem, UsageError
from appeals.workspace import Outbox
from appeals.workspace.copies import Files, copy_folder, lay_out_copy

T = TypeVar("T")
ANSWER = 10  # seconds in which a scheduler must answer, and after which we look whether there are workers left
AGAIN = "and give the command again: it goes on where it ended"


@dataclass(frozen=True, slots=True)
class Base:
    """What every step needs: the folder, the order, the letters."""

    key: str
    folder: str  # as the user named it, for the places of faults
    files: Files
    order: Order
    today: date
    roster: Roster


@dataclass(frozen=True, slots=True)
class Stage:
    """What one step needs besides."""

    presses: dict[Look, Press]
    failed: frozenset[int]
    outbox: str  # the folder, as this machine names it
    run: str  # the folder in it that this run keeps its unfinished files in; whoever sees it sees this very outbox


class Cluster:
    """The workers of a Dask scheduler."""

    writes = False

    def __init__(self, address: str, room: Workroom) -> None:
        """Call a scheduler; raise MissingTool without the library, UsageError where none answers or versions differ."""
        try:
            import distributed as dask  # noqa: PLC0415 -- an extra, and seconds to import
        except ImportError as error:
            raise MissingTool.of("a cluster is called with Dask", "pip install appeals[cluster]") from error
        client: Any = dask.Client  # which has no types
        self._lost = (CancelledError, dask.KilledWorker)
        try:
            self._client: Any = client(address, timeout=ANSWER, set_as_default=False)
        except (OSError, ValueError) as error:  # one that does not answer in time among them
            raise UsageError.of(
                f"no scheduler answers at {address}", "start one with `dask scheduler`, and name it as tcp://host:8786"
            ) from error
        finalize(self, self._client.close)
        getLogger("distributed.client").setLevel(CRITICAL)  # of a lost scheduler we tell in a sentence
        self._insist_on_versions()
        cases = tuple((case.id, Path(room.records.sources[case.id].file)) for case in room.records.cases.values())
        files = copy_folder(room.workspace, cases)
        order = replace(room.order, cases=tuple(name for name, _ in cases))
        key = sha256(repr((files, order, room.desk.today)).encode()).hexdigest()
        self._base = Base(key, str(room.workspace.folder), files, order, room.desk.today, room.roster)

    def take(self, step: Step[T], tasks: Iterable[Task], room: Workroom) -> Generator[T]:
        """Take the step there; what came of the tasks is handed on in their order."""
        folder, run = (str(room.outbox.folder.resolve()), room.outbox.run) if room.outbox else ("", "")
        yield from self._take(step.__name__, tasks, Stage(dict(room.presses), room.failed, folder, run))

    def _take(self, step: str, tasks: Iterable[Task], stage: Stage) -> Generator[Any]:
        left, losses = iter(tasks), 0
        begun, futures = deque[Task](), deque[Any]()
        sent: tuple[Any, ...] = ()
        while True:
            begun.extend(islice(left, max(0, AHEAD * max(1, self._count_workers()) - len(begun))))
            if not begun:
                return
            try:
                sent = sent or self._send(stage)
                futures.extend(self._submit(step, task, sent) for task in islice(begun, len(futures), None))
                result = futures[0].result(timeout=ANSWER)
            except TimeoutError as error:
                if not self._count_workers():
                    raise FileError.of("all workers of the cluster were lost", f"start others, {AGAIN}") from error
                continue
            except self._lost as error:
                losses += 1
                self._bear(losses, error)
                futures.clear()
                sent = ()
                continue
            begun.popleft()
            futures.popleft()
            yield result

    def _send(self, stage: Stage) -> tuple[Any, ...]:
        """Lay the folder and what the step needs before every worker.

        By a new name each time: what had the same name in the step before may still be on its way out.
        """
        return tuple(self._client.scatter([self._base, stage], broadcast=True, hash=False, timeout=ANSWER))

    def _submit(self, step: str, task: Task, sent: tuple[Any, ...]) -> Any:  # noqa: ANN401 -- a future of Dask
        return self._client.submit(take_step, step, task, *sent, pure=False)

    def _bear(self, losses: int, error: Exception) -> None:
        """Go on with other workers in place of those that were lost, but not for ever, and not without a scheduler."""
        if self._client.status != "running":
            raise FileError.of("the scheduler was lost", f"start it again, {AGAIN}") from error
        if losses > LOSSES:
            raise FileError.of(
                f"workers of the cluster were lost {losses} times", "give them more memory, or fewer of them"
            ) from error

    def _count_workers(self) -> int:
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def _insist_on_versions(self) -> None:
        """Refuse workers that have other versions, whose letters might differ, or that have none."""
        here, found = find_versions(), self._client.run(find_versions, on_error="return")
        if not found:
            raise UsageError.of("the scheduler has no workers", "start some with `dask worker`")
        others = sorted({told if isinstance(told, str) else "no appeals" for told in found.values()} - {here})
        if others:
            raise UsageError.of(
                f"workers have {', '.join(others)}, and this machine has {here}", "install the same on all of them"
            )


def find_versions() -> str:
    """Tell which versions a machine has of what decides how a letter looks."""
    return f"appeals {__version__} with WeasyPrint {version('weasyprint')}"


def take_step(step: str, task: Task, base: Base, stage: Stage) -> Any:  # noqa: ANN401 -- whatever the step makes
    """Take a step on a worker, in its own copy of the folder."""
    with _ONE_AT_A_TIME:
        return _take_step(step, task, base, stage)


def _take_step(step: str, task: Task, base: Base, stage: Stage) -> Any:  # noqa: ANN401 -- as above
    room, folder = find_room(base)
    outbox = Outbox(Path(stage.outbox), stage.run) if stage.outbox else None
    seen = outbox is not None and outbox.is_seen
    room = replace(room, presses=stage.presses, failed=stage.failed, outbox=outbox if seen else None)
    result = getattr(Workroom, step)(room, task)
    result.problems = {n: tuple(_at_home(p, folder, base.folder) for p in ps) for n, ps in result.problems.items()}
    return result


def find_room(base: Base) -> tuple[Workroom, str]:
    """Open a room for a folder that was sent, or return to the one that is open."""
    if base.key not in _ROOMS:
        workspace = lay_out_copy(base.files)
        records, _ = read_all(workspace, base.order.cases)  # what is faulty was told, and left out, at home
        _ROOMS.clear()
        desk = Desk(records, base.order, base.today)
        _ROOMS[base.key] = Workroom(workspace, records, base.order, base.roster, desk), str(workspace.folder)
    return _ROOMS[base.key]


_ONE_AT_A_TIME = Lock()  # what lays out pages and draws them is not made for several threads
_ROOMS: dict[str, tuple[Workroom, str]] = {}  # on a worker: the room of the last folder, by its key


def _at_home(problem: Problem, there: str, here: str) -> Problem:
    """Give a fault the place that the user knows."""
    if problem.place is None:
        return problem
    file = problem.place.file.replace(there, here, 1)
    return replace(problem, place=Place(file, problem.place.line, problem.place.column))
