"""The ledger of a batch, `letters.jsonl`: one line for each letter, whether it was made or not."""

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from hashlib import blake2b, sha256
from itertools import chain
from operator import attrgetter
from typing import Any

from appeals.model.address import Appeal
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.model.numbers import written
from appeals.model.recipient import Fax
from appeals.pipeline.naming import Named
from appeals.pipeline.ordering import Planned
from appeals.workspace import JOURNAL, LEDGER, Outbox

# What reading a line raises that we did not write; one of a million brackets is too deep for the reader.
NOT_OURS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
NAME = re.compile(r"\w[\w.-]{0,250}", re.ASCII)  # of a file of a letter: in the outbox itself, and not hidden
DIGEST = re.compile(r"[0-9a-f]{64}")
MOST = 1 << 40  # bytes, and pages; a number beyond was not written by us
IDS = tuple(field.name for field in fields(Planned))


@dataclass(frozen=True, slots=True)
class File:
    """A file of a letter: its name, its size in bytes, its SHA-256 in hex."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Files:
    """The files that were made of a letter, the pages of its PDF, and the bytes of each page of its fax on the line."""

    documents: tuple[Document, ...] = ()
    pages: int = 0
    fax: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What the ledger tells of a letter: for whom, from what it was made, and what came of it."""

    planned: Planned
    kind: str = ""
    date: str = ""
    to: str = ""  # holder and office
    holder: str = ""  # empty where the letter goes to the office
    number: str = ""  # the first fax line, as it is printed
    pages: int = 0  # of the PDF; 0 where none was made
    fax: tuple[int, ...] = ()  # bytes of each page of the fax, as the line carries it
    files: tuple[File, ...] = ()
    made_of: tuple[tuple[str, str], ...] = ()  # what it was made of, and its SHA-256
    problems: tuple[str, ...] = ()  # why it was not made
    named: tuple[Named, ...] = ()  # whom it names

    def to_json(self) -> bytes:
        """Write one line of JSON."""
        told: dict[str, object] = {name: getattr(self.planned, name) for name in IDS}
        told |= {"kind": self.kind, "date": self.date, "to": self.to}
        told |= {"holder": self.holder or None, "number": self.number or None}
        if self.problems:
            told["problems"] = self.problems
        else:
            files = [{"name": file.name, "bytes": file.bytes, "sha256": file.sha256} for file in self.files]
            told |= {"pages": self.pages, "fax": self.fax, "files": files, "made_of": dict(self.made_of)}
        if self.named:
            told["named"] = list(map(asdict, self.named))
        return _encode(told).encode() + b"\n"

    def naming(self, people: Iterable[Named]) -> "Line":
        """Tell whom the letter names."""
        return replace(self, named=tuple(people))

    def without(self, names: Container[str]) -> "Line":
        """Tell of all files but those of these names."""
        return replace(self, files=tuple(file for file in self.files if file.name not in names))

    @classmethod
    def from_json(cls, text: bytes) -> "Line":
        """Read a line; raise one of NOT_OURS for what is none."""
        told: dict[str, Any] = json.loads(text)
        return cls(
            planned_of(told),
            _text(told["kind"]),
            _text(told["date"]),
            _text(told["to"]),
            _text(told["holder"] or ""),
            _text(told["number"] or ""),
            _number(told.get("pages", 0)),
            tuple(map(_number, told.get("fax", ()))),
            tuple(map(read_file, told.get("files", ()))),
            tuple((_text(name), _text(value)) for name, value in told.get("made_of", {}).items()),
            tuple(map(_text, told.get("problems", ()))),
            tuple(map(read_named, told.get("named", ()))),
        )


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def planned_of(told: Mapping[str, Any]) -> Planned:
    """Read of which letter a line tells."""
    return Planned(*(_text(told[name]) for name in IDS))


def _text(value: object) -> str:
    """Take a text that can be written again; raise ValueError for anything else."""
    if not isinstance(value, str):
        raise TypeError(type(value))
    value.encode()  # half of a surrogate pair is none
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value < MOST:
        raise ValueError(value)
    return value


def read_file(told: Mapping[str, Any]) -> File:
    """Read of which file a line tells: one that stands in the outbox itself."""
    name, digest = _text(told["name"]), _text(told["sha256"])
    if not NAME.fullmatch(name) or not DIGEST.fullmatch(digest):
        raise ValueError(name)
    return File(name, _number(told["bytes"]), digest)


def read_named(told: Mapping[str, Any]) -> Named:
    """Read of whom a line tells."""
    return Named(_text(told["case"]), _text(told["person"]), _text(told["name"]), told["public"] is True)


def line_of(planned: Planned, made: tuple[Appeal, Letter], made_of: Mapping[str, str], files: Files) -> Line:
    """Tell of a letter that was made."""
    appeal, letter = made
    to = appeal.addressee
    fax = next((channel for channel in to.channels if isinstance(channel, Fax)), None)
    return Line(
        planned,
        letter.kind,
        letter.date.isoformat(),
        ", ".join(part for part in (to.holder and to.holder.name, letter.running_head.partition(" · ")[0]) if part),
        (to.holder.name or "") if to.holder else "",
        written(fax.number) if fax else "",
        files.pages,
        files.fax,
        tuple(File(file.name, len(file.content), sha256(file.content).hexdigest()) for file in files.documents),
        tuple(made_of.items()),
    )


class Known:
    """What earlier runs told of the letters they made; only places in the ledger's file are kept in memory."""

    def __init__(self, outbox: Outbox) -> None:
        """Read the ledger of the last run, and before it take in the journal of one that was cut short."""
        self.outbox = outbox
        if next(outbox.lines(JOURNAL), b""):
            with outbox.filling(LEDGER) as file:
                file.writelines(chain(outbox.lines(LEDGER), outbox.lines(JOURNAL)))
            outbox.drop(JOURNAL)
        self._places: dict[bytes, int] = {}
        self.kinds: set[tuple[str, str]] = set()  # of letters, with their cases
        for spot, line in outbox.places_of_lines(LEDGER):
            with suppress(*NOT_OURS):
                told = json.loads(line)
                if told.get("files"):  # of a letter that was refused, or could go no way, nothing is there
                    planned = planned_of(told)
                    self.kinds.add((planned.case, _text(told["kind"])))
                    self._places[_key(planned)] = spot

    def __len__(self) -> int:
        """Count the letters."""
        return len(self._places)

    def count_others(self, wanted: Iterable[Planned]) -> int:
        """Count the letters that are not among these."""
        return len(self) - sum(_key(planned) in self._places for planned in wanted) if self._places else 0

    def find(self, wanted: Iterable[Planned]) -> Iterator[bytes]:
        """Yield the line of each letter, empty where there is none."""
        places = [self._places.get(_key(planned), -1) for planned in wanted]
        yield from self.outbox.lines_at(LEDGER, places)


_ids = attrgetter(*IDS)


def _key(planned: Planned) -> bytes:
    return blake2b("\0".join(_ids(planned)).encode(), digest_size=12).digest()


def keep_lines(outbox: Outbox, without: Container[Line]) -> None:
    """Take lines out of the ledger; those that are not ours stay."""
    with outbox.filling(LEDGER) as file:
        file.writelines(text for text in outbox.lines(LEDGER) if read_line(text) not in without)


def read_line(known: bytes) -> Line | None:
    """Read a line of the ledger; one that is not ours, or tells of no file, is as good as none."""
    try:
        line = Line.from_json(known) if known else None
    except NOT_OURS:
        return None
    return line if line and line.files else None
