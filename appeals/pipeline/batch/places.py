"""Keeps a batch from silently putting letters in the places of others: from another sender, or of another kind."""

from appeals.model.letter import name_letter
from appeals.pipeline.batch.ledger import Known, Line, read_line
from appeals.pipeline.batch.workroom import Workroom
from appeals.pipeline.ordering import Planned
from appeals.problems import Place, UsageError
from appeals.workspace import LEDGER, Outbox

PUBLIC = "public"


def insist_on_own_places(room: Workroom, outbox: Outbox, known: Known) -> None:
    """Refuse a batch of which a letter would take the place of another one that an earlier run made."""
    kinds = {case.id: _kinds(room, case.kind) for case in room.records.cases.values()}
    is_alike = all(kind in kinds.get(case, frozenset({kind})) for case, kind in known.kinds)
    if is_alike and not known.count_others(room.roster):
        return
    asked = {_name(room, planned): planned for planned in room.roster}
    for line in filter(None, map(read_line, outbox.lines(LEDGER))):
        for file in line.files:
            planned = asked.get(_stem(file.name))
            if planned and outbox.has(file.name) and (why := _tell(line, planned, kinds[planned.case])):
                raise UsageError.of(
                    f"another letter stands here, {why}, and this one would take its place",
                    "name another batch with --batch, write from both senders in one run, or delete that letter",
                    Place(str(outbox.folder / file.name)),
                )


def _kinds(room: Workroom, kind: str) -> frozenset[str]:
    """Name the kinds of letter that a case is written in: its own, and that of the notes that go with copies."""
    found = room.records.kind(room.order.kind or kind)
    return frozenset((found.name, found.copies))


def _tell(line: Line, planned: Planned, kinds: frozenset[str]) -> str:
    """Say by what an old letter differs from the new one in its place; nothing where it is the same letter."""
    if line.planned.sender != planned.sender:
        return f"from “{line.planned.sender}” and not from “{planned.sender}”"
    return "" if line.kind in kinds else f"of the kind “{line.kind}”"


def _name(room: Workroom, planned: Planned) -> str:
    day = room.desk.day(room.records.cases[planned.case])
    sender = planned.sender if room.desk.names_senders else ""
    told = (planned.case, planned.recipient, planned.language)
    return name_letter(day, *told, sender=sender, public=room.order.public)


def _stem(name: str) -> str:
    """Take the name of the letter out of the name of a file."""
    parts = name.split(".")
    return ".".join(parts[: 3 if parts[2:3] == [PUBLIC] else 2])
