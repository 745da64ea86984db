"""Tells by digests what a letter was made from, so that a later run makes only what has changed.

Each is the SHA-256, in hexadecimal, of one thing that a letter is a function of. What merely selected it is none.
"""

import json
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from appeals import __version__
from appeals.model.case import Case
from appeals.model.common import Record
from appeals.pipeline.finding import find_recipient
from appeals.pipeline.keeping import Kept
from appeals.pipeline.loading import Records
from appeals.pipeline.ordering import Order

# Of an order, what tells which letters are made and not what is in them.
SELECTING = frozenset(
    (
        "cases",
        "to",
        "tags",
        "groups",
        "states",
        "ranks",
        "missions",
        "senders",
        "language",
        "late",
        "examples",
        "worklist",
    )
)


def digest(*texts: str) -> str:
    """Digest texts; where one ends and the next begins counts."""
    lengths = ",".join(str(len(text)) for text in texts)
    return sha256("\n".join((lengths, *texts)).encode()).hexdigest()


def text_of(record: Record) -> str:
    """Write every field of a record as one text; words in several languages are no plain fields to pydantic."""
    return record.model_dump_json(warnings=False)


class Digests:
    """The digests of a run; each record is digested once."""

    def __init__(self, records: Records, order: Order, *, names_senders: bool) -> None:
        """Digest what all letters of an order are made from."""
        self._records = records
        asked: dict[str, Any] = {name: value for name, value in asdict(order).items() if name not in SELECTING}
        made_by = {"version": __version__, "names_senders": names_senders, "outside": records.tariff.outside_line}
        self._order = json.dumps(asked | made_by, sort_keys=True, default=str)
        self._templates = records.templates.digest()
        self._people = Kept[str](2 * (len(records.recipients) + len(records.senders)) + 1)
        self._cases = Kept[str](2 * len(records.cases) + 1)
        self._orders = Kept[str](2 * len(records.cases) + 1)

    @property
    def templates(self) -> str:
        """The digest of every file of the templates, those that come with appeals and the user's own."""
        return self._templates

    def order(self, day: str) -> str:
        """Digest how letters of a day are asked for, by which version of appeals."""
        return self._orders.get(day, lambda: digest(self._order, day))

    def case(self, case: Case) -> str:
        """Digest a case's text, and the records of those whom its letters name: its recipients and copies."""

        def make() -> str:
            named = (find_recipient(self._records, name) for name in (*case.to, *case.copies))
            return digest(self._records.sources[case.id].text, *map(text_of, named))

        return self._cases.get(case.id, make)

    def recipient(self, name: str) -> str:
        """Digest the record of a recipient."""
        return self._people.get(("recipient", name), lambda: digest(text_of(find_recipient(self._records, name))))

    def sender(self, name: str) -> str:
        """Digest the record of a sender."""
        return self._people.get(("sender", name), lambda: digest(text_of(self._records.senders[name])))
