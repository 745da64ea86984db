"""Opens a workroom for an order: reads the records, lists the letters, sets up the desk."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from appeals.formats import find_format
from appeals.pipeline.batch.crew import Alone, Crew, Processes
from appeals.pipeline.batch.planning import Clock, Plan, Tell, plan_batch, silent
from appeals.pipeline.batch.running import Batch, run_batch
from appeals.pipeline.batch.sorting import keep_sound
from appeals.pipeline.batch.workroom import Workroom
from appeals.pipeline.desk import Desk
from appeals.pipeline.loading import Records, load, read_all
from appeals.pipeline.ordering import By, Order
from appeals.pipeline.selecting import roster_of
from appeals.pipeline.withdrawing import withdrawing
from appeals.problems import Problem
from appeals.workspace import Outbox, Workspace, find_outboxes

FEW = 200  # letters that are not worth a second process


@dataclass(frozen=True, slots=True)
class Opened:
    """A workroom, and the faults of records that had to be left out of it."""

    room: Workroom
    left_out: tuple[Problem, ...] = ()


def open_room(
    workspace: Workspace, order: Order, today: date, *, keep_going: bool = False, records: Records | None = None
) -> Opened:
    """Read the records, unless they are given, and list the letters.

    Raises RecordError with every fault of the records, or leaves faulty ones out where that is asked for. Raises
    UsageError for a format, a recipient or a sender that there is not.
    """
    for name in order.formats:
        find_format(name)
    left_out: tuple[Problem, ...] = ()
    if keep_going:
        records, left_out = keep_sound(workspace, *read_all(workspace, order.cases))
    else:
        records = records or load(workspace, order.cases)
    desk = Desk(records, order, today)
    return Opened(Workroom(workspace, records, order, roster_of(records, order, today), desk), left_out)


def name_batch(room: Workroom) -> str:
    """Name a batch that was given no name: after its case, or the day of its letters where there are several cases."""
    cases = tuple(room.records.cases.values())
    return cases[0].id if len(cases) == 1 else f"letters-{room.desk.day(cases[0]).isoformat()}"


def plan(room: Workroom, by: By, clock: Clock, *, tell: Tell = silent) -> Plan:
    """Plan the letters of a room without writing anything; `clock` gives seconds, by which the making is reckoned."""
    with settled():
        return plan_batch(room, call_crew(by, room), clock, jobs=by.jobs, tell=tell)


def write_batch(room: Workroom, folder: Path, by: By, *, tell: Tell = silent, out: Path | None = None) -> Batch:
    """Make every letter of a room into a folder, or go on where an earlier run ended.

    Letters that name somebody who may no longer be named are taken away, from the folder and from the outbox `out` that
    it stands in, whether the run is refused or not, unless `by` says to keep them.

    Raises RecordError with every fault before the first byte is written, unless `by` says to keep going; FileError
    where another run is at work in the folder, or where there is no more room.
    """
    room.records.insist_on_nameless(folder)
    room.workspace.insist_writable(folder)
    room.outbox = Outbox(folder)

    def places() -> Sequence[Path]:
        return find_outboxes(out) if out else find_outboxes(folder)[:1]

    with settled(), withdrawing(room.workspace, room.records, places, keep=by.keep) as withdrawn:
        batch = run_batch(room, call_crew(by, room), keep_going=by.keep_going, tell=tell)
    batch.withdrawn = tuple(withdrawn)
    return batch


@contextmanager
def settled() -> Iterator[None]:
    """Keep Python from looking through all records for garbage again and again; they stay to the end of the run."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def call_crew(by: By, room: Workroom) -> Crew:
    """Call those who are to make so many letters."""
    if by.scheduler:
        from appeals.pipeline.batch.cluster import Cluster  # noqa: PLC0415 -- an extra, and seconds to import

        return Cluster(by.scheduler, room)
    return Alone() if by.jobs == 1 or len(room.roster) < FEW else Processes(by.jobs)
