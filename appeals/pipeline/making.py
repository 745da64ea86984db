"""From records to letters: every letter of an order is resolved, composed and checked, then all are written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from appeals.formats import MAIL_FORMATS
from appeals.model.address import Appeal
from appeals.model.case import Case
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.model.tariff import Tariff
from appeals.pipeline.desk import Desk
from appeals.pipeline.faxing import FAX_FORMATS, fax_notes
from appeals.pipeline.filing import add_lines, file_lines, insist_on_own_place, lines_of, read_filed, tell_unknown
from appeals.pipeline.judging import Made, insist_on_time, warn_of_names
from appeals.pipeline.loading import Records, load
from appeals.pipeline.mailing import mail_notes
from appeals.pipeline.ordering import Order, Planned
from appeals.pipeline.rendering import render_all
from appeals.pipeline.selecting import roster_of
from appeals.pipeline.withdrawing import withdrawing
from appeals.pipeline.worklist import Errand, list_errands, measure_fax, write_worklist
from appeals.problems import AppealsError, Problem, RecordError, UsageError
from appeals.workspace import Workspace, find_outboxes

MANY = 100  # letters


def appeals_of(records: Records, case: Case, order: Order, today: date) -> Iterator[Appeal]:
    """Resolve every letter of a case for its day: first those to its recipients, then the notes that go with copies."""
    desk = Desk(records, order, today)
    for planned in planned_of(desk, case):
        yield desk.appeal(planned)


def letters_of(records: Records, case: Case, order: Order, today: date) -> Iterator[Made]:
    """Compose every letter of a case; a fault of the case gets its place in the case's file."""
    desk = Desk(records, order, today)
    yield from map(desk.make, planned_of(desk, case))


def planned_of(desk: Desk, case: Case) -> Sequence[Planned]:
    """List the letters of one case."""
    return roster_of(replace(desk.records, cases={case.id: case}), desk.order, desk.today)


def compose_all(records: Records, order: Order, today: date) -> tuple[Made, ...]:
    """Compose every letter that an order asks for; raise with every fault of every case."""
    desk = Desk(records, order, today)
    made: list[Made] = []
    problems: list[Problem] = []
    for case in records.cases.values():
        try:
            made.extend(_compose_case(desk, case))
        except UsageError:
            raise
        except AppealsError as error:
            problems.extend(map(records.discreet, error.problems))
    if problems:
        raise RecordError(*dict.fromkeys(problems))
    insist_on_names([letter for _, letter in made])
    return tuple(made)


def _compose_case(desk: Desk, case: Case) -> tuple[Made, ...]:
    """Compose the letters of a case; refuse them if it is too late, or with every error that is found in one."""
    insist_on_time(desk.records, case, desk.day(case), late=desk.order.late)
    made: list[Made] = []
    problems = list(desk.judge_case(case))
    for planned in planned_of(desk, case):
        try:
            made.append(desk.make(planned))
            problems.extend(desk.judge(*made[-1]))
        except UsageError:
            raise  # what is asked for, not a letter
        except AppealsError as error:
            problems.extend(error.problems)
    if errors := [problem for problem in problems if problem.level == "error"]:
        raise RecordError(*dict.fromkeys(errors))
    return tuple(made)


def insist_on_names(letters: Sequence[Letter]) -> None:
    """Refuse two letters of one name: the second would take the first one's place."""
    known: set[str] = set()
    for letter in letters:
        if letter.name in known:
            raise UsageError.of(
                f"two letters of this run would be named “{letter.name}”", "ask for each recipient and sender once"
            )
        known.add(letter.name)


def _list_all(made: Sequence[Made], documents: Sequence[Document], tariff: Tariff) -> Iterator[Errand]:
    """List the ways of all letters of a run."""
    for one in made:
        own = [document for document in documents if document.name.startswith(f"{one[1].name}.")]
        yield from list_errands(one, [document.name for document in own], measure_fax(own), tariff)


def notes_of(appeals: Sequence[Appeal]) -> tuple[str, ...]:
    """Say what was not known for a letter, so that nobody is surprised by what it leaves out."""
    said = (
        f"{appeal.addressee.recipient.id}: {choice.topic} {choice.chosen}: {choice.because}"
        for appeal in appeals
        for choice in appeal.addressee.choices
        if choice.chosen in ("nobody", "none") and choice.topic in ("holder", "address")
    )
    return tuple(dict.fromkeys(said))


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote, and what it did not know."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...]
    withdrawn: tuple[Problem, ...] = ()  # letters in the outbox that name somebody who may no longer be named


def are_many(records: Records, order: Order, today: date) -> bool:
    """Say whether an order makes so many letters that they belong into a folder of their own, with a ledger.

    A run that makes fewer writes all of them or none; one that makes more goes on where it was cut short.
    """
    return len(roster_of(records, order, today)) > MANY


def write(
    workspace: Workspace,
    order: Order,
    out: Path | None,
    today: date,
    *,
    records: Records | None = None,
    keep: bool = False,
) -> Written:
    """Check, compose and render every letter of an order, then write all of them, or none.

    `records` are those of the workspace and the order, where they are read already. Letters in the outbox that name
    somebody who may no longer be named are taken away, whether the run is refused or not, unless `keep` is said.
    """
    records = records or load(workspace, order.cases)
    folder = out or workspace.folder / "outbox"
    records.insist_on_nameless(folder)
    with withdrawing(workspace, records, lambda: find_outboxes(folder), keep=keep) as withdrawn:
        written = _write(workspace, records, order, folder, today)
    return replace(written, withdrawn=tuple(withdrawn))


def _write(workspace: Workspace, records: Records, order: Order, folder: Path, today: date) -> Written:
    made = compose_all(records, order, today)
    documents = render_all(records, [letter for _, letter in made], order)
    filed, lines = read_filed(folder), lines_of(records, made, documents)
    insist_on_own_place(filed, lines, folder)
    if order.worklist:
        documents = (*documents, write_worklist(tuple(_list_all(made, documents, records.tariff))))
    unknown = tell_unknown(filed, documents, folder)
    paths = workspace.write((*documents, file_lines(add_lines(filed, lines))), folder)[:-1]
    appeals = [appeal for appeal, _ in made]
    faxed = fax_notes(appeals) if FAX_FORMATS & set(order.formats) else ()
    mailed = mail_notes(made) if MAIL_FORMATS & set(order.formats) else ()
    warned = warn_of_names(records)
    return Written(paths, (*unknown, *notes_of(appeals), *dict.fromkeys((*faxed, *mailed, *warned))))
