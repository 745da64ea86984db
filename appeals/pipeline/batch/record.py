"""The record of a batch, `batch.json`: what stands beside the letters, by its digests, and of which ledger it is.

A run that finds `print.pdf` or `worklist.csv` cut, changed or swapped makes it again and says so. What it does not find
in the record it makes again as well, since it cannot know of which letters that tells.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from appeals.pipeline.batch.ledger import LEDGER, NOT_OURS, File, Named, read_file, read_named
from appeals.workspace import JOURNAL, Outbox

RECORD = "batch.json"


@dataclass(frozen=True, slots=True)
class Record:
    """The files beside the letters, the SHA-256 of the ledger that they were made with, and whom its letters name."""

    letters: str = ""
    files: tuple[File, ...] = ()
    named: tuple[Named, ...] = ()

    def to_json(self) -> bytes:
        """Write the record as JSON that people can read."""
        told = {"letters": self.letters, "files": list(map(asdict, self.files)), "named": list(map(asdict, self.named))}
        return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"

    @classmethod
    def from_json(cls, text: bytes) -> "Record":
        """Read a record; one that is not ours tells nothing."""
        try:
            told: Mapping[str, Any] = json.loads(text)
            files, named = tuple(map(read_file, told["files"])), tuple(map(read_named, told["named"]))
            return cls(str(told["letters"]), files, named)
        except NOT_OURS:
            return cls()


def find_record(outbox: Outbox) -> Record:
    """Read the record of the last run; where it is of another ledger than the one that is there it tells nothing."""
    record = Record.from_json(outbox.read(RECORD) or b"")
    return record if record.letters and record.letters == outbox.fingerprint(LEDGER) else Record()


def find_changed(outbox: Outbox, record: Record, names: Iterable[str]) -> Iterator[str]:
    """Yield which of these files are not as the last run left them."""
    wanted = frozenset(names)
    for file in record.files:
        if file.name in wanted and not outbox.holds(file.name, file.bytes, file.sha256):
            yield file.name


def is_bound(outbox: Outbox, record: Record, name: str) -> bool:
    """Say whether a file was made of the letters of which the journal tells, and is as it was made."""
    if record.letters != outbox.fingerprint(JOURNAL):
        return False
    return any(file.name == name and outbox.holds(name, file.bytes, file.sha256) for file in record.files)


def leave_record(outbox: Outbox, names: Iterable[str], named: Iterable[Named]) -> None:
    """Record the files that stand beside the letters of which the journal tells."""
    files = tuple(File(name, outbox.size(name), outbox.fingerprint(name)) for name in names if outbox.has(name))
    record = Record(outbox.fingerprint(JOURNAL), files, tuple(dict.fromkeys(named)))
    outbox.keep(RECORD, record.to_json())
