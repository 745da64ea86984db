"""What stands in an outbox of single letters, `.letters.jsonl`: of which letter each file is, and whom it names.

It keeps a letter from silently taking another's place, and lets a letter be found that names somebody who may no longer
be named. Letters that were made before there was this file are not in it.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from appeals.checks import words_of_wording
from appeals.model.document import Document
from appeals.pipeline.batch.ledger import Files, Line, line_of, read_line
from appeals.pipeline.judging import Made
from appeals.pipeline.loading import Records
from appeals.pipeline.naming import digest_text, find_named
from appeals.pipeline.ordering import Planned
from appeals.problems import Place, UsageError
from appeals.workspace import Outbox

FILED = ".letters.jsonl"
OURS = re.compile(r"\d{4}-\d\d-\d\d--(?P<case>[a-z0-9-]+?)--[^.]+\.(?P<rest>.+)")  # the name of a letter's file
CASE = "case"  # in what a letter was made of: the digest of the case's text


def lines_of(records: Records, made: Sequence[Made], documents: Sequence[Document]) -> tuple[Line, ...]:
    """Tell of every letter of a run which files it has."""
    return tuple(_line_of(records, one, documents) for one in made)


def _line_of(records: Records, one: Made, documents: Sequence[Document]) -> Line:
    appeal, letter = one
    own = tuple(document for document in documents if document.name.startswith(f"{letter.name}."))
    planned = Planned(letter.case, letter.recipient, appeal.sender.id, letter.language)
    line = line_of(planned, one, {CASE: digest_text(records.sources[letter.case].text)}, Files(own))
    named = find_named(appeal.case, words_of_wording(letter), records.folder.public, public=letter.public)
    return line.naming(named)


def read_filed(folder: Path) -> tuple[Line, ...]:
    """Read of which letters the files of an outbox are; those of which no file is left are left out."""
    outbox = Outbox(folder)
    lines = filter(None, map(read_line, outbox.lines(FILED)))
    return tuple(line for line in lines if any(outbox.has(file.name) for file in line.files))


def insist_on_own_place(filed: Iterable[Line], new: Iterable[Line], folder: Path) -> None:
    """Refuse letters that would take the place of others; a letter that is made again takes its own."""
    owners = {file.name: line for line in filed for file in line.files}
    for line in new:
        for name in (file.name for file in line.files if file.name in owners):
            if difference := tell_difference(owners[name], line):
                raise UsageError.of(
                    f"another letter stands here, {difference}, and this one would take its place",
                    "write into another folder with --out, write from both senders in one run, or delete that letter",
                    Place(str(folder / name)),
                )


def tell_unknown(filed: Iterable[Line], documents: Iterable[Document], folder: Path) -> tuple[str, ...]:
    """Say which files are replaced of which nothing tells whose letter they were."""
    outbox, owned = Outbox(folder), {file.name for line in filed for file in line.files}
    own = (d for d in documents if OURS.fullmatch(d.name) and d.name not in owned and outbox.has(d.name))
    replaced = [document.name for document in own if outbox.read(document.name) != document.content]
    return tuple(f"{folder / name} was there, and nothing told of whom: it was replaced" for name in replaced)


def tell_difference(old: Line, new: Line) -> str:
    """Say by what two letters of one name differ; nothing where they are the same letter."""
    if old.planned.sender != new.planned.sender:
        return f"from “{old.planned.sender}” and not from “{new.planned.sender}”"
    if old.kind != new.kind:
        return f"of the kind “{old.kind}” and not “{new.kind}”"
    return "" if old.planned == new.planned else f"to “{old.planned.recipient}” about “{old.planned.case}”"


def file_lines(lines: Iterable[Line]) -> Document:
    """Write which letters stand in an outbox."""
    return Document(FILED, "application/jsonl", b"".join(line.to_json() for line in lines))


def add_lines(filed: Iterable[Line], new: Iterable[Line]) -> tuple[Line, ...]:
    """Put new letters in the places of those that have the same files."""
    made = tuple(line for line in new if line.files)
    taken = {file.name for line in made for file in line.files}
    kept = (line.without(taken) for line in filed)
    return (*(line for line in kept if line.files), *made)
