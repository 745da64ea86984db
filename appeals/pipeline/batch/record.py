"""The record of a batch, `batch.json`: what stands beside the letters, by its digests, and of which ledger it is.

A run that finds `print.pdf` or `worklist.csv` cut, changed or swapped makes it again and says so. What it does not find
in the record it makes again as well, since it cannot know of which letters that tells.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from appeals.pipeline.batch.ledger import NOT_OURS, File, read_file, read_named
from appeals.pipeline.naming import Named
from appeals.workspace import JOURNAL, LEDGER, Outbox

RECORD = "batch.json"
PRINT = "print.pdf"  # all letters, to print


@dataclass(frozen=True, slots=True)
class Record:
    """The files beside the letters, the SHA-256 of the ledger that they were made with, and whom its letters name."""

    letters: str = ""
    files: tuple[File, ...] = ()
    named: tuple[Named, ...] = ()
    count: int = 0  # of the files of letters
    cases: tuple[tuple[str, str], ...] = ()  # ids, and digests of the texts by which no letter names whom it may not

    def to_json(self) -> bytes:
        """Write the record as JSON that people can read."""
        told: dict[str, object] = {"letters": self.letters, "files": list(map(asdict, self.files))}
        told |= {"named": list(map(asdict, self.named)), "count": self.count, "cases": dict(self.cases)}
        return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"

    @classmethod
    def from_json(cls, text: bytes) -> "Record":
        """Read a record; one that is not ours tells nothing."""
        try:
            told: Mapping[str, Any] = json.loads(text)
            files, named = tuple(map(read_file, told["files"])), tuple(map(read_named, told["named"]))
            cases = tuple((str(name), str(text)) for name, text in told["cases"].items())
            return cls(str(told["letters"]), files, named, int(told["count"]), cases)
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


def leave_record(outbox: Outbox, names: Iterable[str], record: Record) -> None:
    """Record the files that stand beside the letters of which the journal tells, and what is known of these."""
    files = tuple(File(name, outbox.size(name), outbox.fingerprint(name)) for name in names if outbox.has(name))
    outbox.keep(RECORD, replace(record, letters=outbox.fingerprint(JOURNAL), files=files).to_json())


def amend_record(outbox: Outbox, record: Record, named: Iterable[Named], cases: Iterable[tuple[str, str]]) -> None:
    """Record what is left when letters were taken away, and by which texts of the cases the others were searched."""
    if not record.letters:
        outbox.drop(RECORD)
        return
    files = tuple(file for file in record.files if outbox.has(file.name))
    named = tuple(dict.fromkeys(named))
    count = sum(1 for _ in outbox.names()) - len(files) - len((LEDGER, RECORD))
    told = Record(outbox.fingerprint(LEDGER), files, named, count, tuple(cases))
    outbox.keep(RECORD, told.to_json())
    outbox.sync()
