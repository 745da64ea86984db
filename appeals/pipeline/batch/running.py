"""Runs a batch: examines every letter, makes forms, makes and keeps the letters, and writes what goes beside them.

A run may end at any moment. What it has kept is whole and stands in the journal, and the next run goes on from there.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from appeals.formats import RUN_FORMATS
from appeals.model.document import Document
from appeals.pipeline.batch.crew import Crew
from appeals.pipeline.batch.ledger import Known, Line, read_line
from appeals.pipeline.batch.places import insist_on_own_places
from appeals.pipeline.batch.planning import TASK, Tell, examine, foresee, silent, taking, tasks_of
from appeals.pipeline.batch.printing import Printing
from appeals.pipeline.batch.record import PRINT, RECORD, Record, find_changed, find_record, is_bound, leave_record
from appeals.pipeline.batch.workroom import Problems, Produced, Task, Workroom
from appeals.pipeline.judging import warn_of_names
from appeals.pipeline.naming import Named, digest_text
from appeals.pipeline.rendering import render_all
from appeals.pipeline.worklist import head_of_worklist, rows_of_worklist
from appeals.problems import Problem, RecordError
from appeals.workspace import JOURNAL, LEDGER, Outbox

WORKLIST = "worklist.csv"
SLOWLY = "letters are laid out one by one, which is slow"


@dataclass(slots=True)
class Batch:
    """What a run did: letters in are letters out, made now, kept from before, or refused for a reason."""

    folder: Path
    letters: int = 0
    count: Counter[str] = field(default_factory=Counter)  # of letters: made, void, pressed; of pages and files
    forms: int = 0
    problems: Problems = field(default_factory=dict)  # by the number of the letter
    notes: tuple[str, ...] = ()  # what was not known, and what could not be made for that
    changed: tuple[str, ...] = ()  # files beside the letters that were not as the last run left them, made again
    named: dict[Named, None] = field(default_factory=dict)  # whom the letters name
    withdrawn: tuple[Problem, ...] = ()  # letters in the outbox that name somebody who may no longer be named
    left: int = 0  # letters of an earlier run that this order does not ask for
    strays: int = 0  # files in the folder that are of none of these letters: theirs, or of another day, or refused now

    @property
    def made(self) -> int:
        """How many letters were made or made anew."""
        return self.count["made"]

    @property
    def kept(self) -> int:
        """How many were there already as they would be made."""
        return self.count["letters"] - self.count["made"] - self.void

    @property
    def void(self) -> int:
        """Of how many nothing can be made that was asked for: an e-mail, where no mailbox is known."""
        return self.count["void"]


def run_batch(room: Workroom, crew: Crew, *, keep_going: bool = False, tell: Tell = silent) -> Batch:
    """Make every letter of a roster; raise RecordError with every fault, and make none, unless told to keep going."""
    outbox = _outbox(room)
    batch = Batch(outbox.folder, len(room.roster))
    with outbox.locked():
        known, record = Known(outbox), find_record(outbox)
        insist_on_own_places(room, outbox, known)
        beside = (WORKLIST, *((PRINT,) if "pdf" in room.order.formats else ()))
        batch.changed = tuple(find_changed(outbox, record, beside)) if known else ()
        found = examine(room, crew, tell)
        _insist(found.problems, keep_going=keep_going)
        found = foresee(room, crew, found, _tasks(room, known, crew), tell)
        _insist(found.problems, keep_going=keep_going)
        batch.problems.update(found.problems)
        batch.notes = (*found.notes, *warn_of_names(room.records))
        for press in room.presses.values():
            _note_surprise(batch, press.surprise)
        batch.forms = sum(press.form is not None or press.fax is not None for press in room.presses.values())
        _produce(room, crew, batch, known, tell)
        batch.left = known.count_others(room.roster)
        if PRINT in beside and batch.count["letters"] and (known and not is_bound(outbox, record, PRINT)):
            _bind(room, outbox, tell)
        own = {LEDGER: None, RECORD: None, WORKLIST: None, PRINT: None}
        for document in _render_runs(room, batch):
            outbox.keep(document.name, document.content)
            own[document.name] = None
        cases = tuple((name, digest_text(source.text)) for name, source in room.records.sources.items())
        told = Record("", (), tuple(batch.named), batch.count["files"], cases)
        leave_record(outbox, (name for name in own if name not in {LEDGER, RECORD}), told)
        outbox.settle(JOURNAL, LEDGER)  # which syncs all of it first, so that a ledger that is there is true
        batch.strays = sum(name not in own for name in outbox.names()) - batch.count["files"]
    return batch


def _insist(problems: Problems, *, keep_going: bool) -> None:
    """Refuse the whole batch where a letter cannot be made, unless told to keep going."""
    if problems and not keep_going:
        raise RecordError(*dict.fromkeys(problem for several in problems.values() for problem in several))


def _note_surprise(batch: Batch, told: str) -> None:
    """Say once a run that something inside was not what the press expects."""
    if told and not any(note.startswith(SLOWLY) for note in batch.notes):
        batch.notes += (f"{SLOWLY}: {told}",)


def _produce(room: Workroom, crew: Crew, batch: Batch, known: Known, tell: Tell) -> None:
    """Make every letter that can be made; its line stands in the journal as soon as its files stand in the folder.

    Where nothing was there before, the letters are bound while others are still being made.
    """
    outbox = _outbox(room)
    with ExitStack() as stack:
        printing = Printing(outbox, stack, names_senders=room.desk.names_senders)
        worklist, journal = stack.enter_context(outbox.filling(WORKLIST)), stack.enter_context(outbox.journal())
        worklist.write(head_of_worklist())
        taken = stack.enter_context(taking(crew, Workroom.produce, _tasks(room, known, crew), room))
        for task, done in taken:
            for document in done.documents:
                outbox.keep(document.name, document.content)
            batch.problems.update(done.problems)
            batch.count.update(done.count)
            _note_surprise(batch, done.surprise)
            batch.named.update(done.named)
            lines = tuple(_lines(room, batch, task, done))
            journal.writelines(lines)
            journal.flush()
            worklist.write(rows_of_worklist(done.errands))
            for line in lines if not known else ():
                printing.add(line)
            if any(old and old != new for old, new in zip(task.known, lines, strict=False)):
                outbox.drop(PRINT)  # at once: nobody must print letters that are no more
            tell("written", task.span.stop, len(room.roster))
        printing.finish()
    told = batch.count["letters"] + len(batch.problems)
    assert told == batch.letters, f"{batch.letters} letters in, {told} out"  # noqa: S101 -- what a batch is about
    if known and outbox.fingerprint(JOURNAL) != outbox.fingerprint(LEDGER):
        outbox.drop(PRINT)  # which is of letters that are no more, whether or not this run binds others


def _lines(room: Workroom, batch: Batch, task: Task, done: Produced) -> Iterator[bytes]:
    """Yield the line of each letter of a task, made or not."""
    for number in task.span:
        if number in done.lines:
            yield done.lines[number]
        else:
            sentences = tuple(problem.sentence for problem in batch.problems[number])
            yield Line(room.roster[number], problems=sentences).to_json()


def _tasks(room: Workroom, known: Known, crew: Crew) -> Iterator[Task]:
    """Cut the run into tasks, each with what the ledger told of its letters; far workers cannot look at the files."""
    for task in tasks_of(len(room.roster), most=TASK):
        lines = known.find(room.roster[task.span.start : task.span.stop]) if known else iter(())
        yield replace(task, known=tuple(line if crew.writes or _stands(_outbox(room), line) else b"" for line in lines))


def _stands(outbox: Outbox, text: bytes) -> bool:
    """Say whether the files that a line of the ledger tells of are still as it says."""
    line = read_line(text)
    files = line.files if line else ()
    return bool(files) and all(outbox.holds(file.name, file.bytes, file.sha256) for file in files)


def _render_runs(room: Workroom, batch: Batch) -> Iterator[Document]:
    """Make what is one document for all letters, as labels are."""
    wanted = tuple(name for name in room.order.formats if name in RUN_FORMATS)
    numbers = [number for number in range(batch.letters) if number not in batch.problems] if wanted else []
    letters = tuple(room.desk.make(room.roster[number])[1] for number in numbers)
    yield from render_all(room.records, letters, replace(room.order, formats=wanted)) if letters else ()


def _bind(room: Workroom, outbox: Outbox, tell: Tell) -> None:
    """Bind the letters of which the journal tells."""
    with ExitStack() as stack:
        printing = Printing(outbox, stack, names_senders=room.desk.names_senders)
        for number, line in enumerate(outbox.lines(JOURNAL), start=1):
            printing.add(line)
            tell("bound", number, len(room.roster))
        printing.finish()


def _outbox(room: Workroom) -> Outbox:
    assert room.outbox is not None  # noqa: S101 -- only far workers have none, and they do not run batches
    return room.outbox
