"""Keeps invented senders and recipients out of letters that are meant: only examples may be signed by or go to them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from appeals.checks import find
from appeals.model.case import Case
from appeals.model.recipient import Recipient
from appeals.model.sender import Sender
from appeals.pipeline.loading import Records
from appeals.problems import Loc, Problem
from appeals.records import SourceText, placed

MEND = "`appeals new {what}` makes one of your own; with --examples you can try things out"


def find_inventions(records: Records, case: Case, sender: Sender, *recipients: Recipient) -> Iterator[Problem]:
    """Find who is invented among those who write and are written to about a case, unless it is an example itself."""
    if case.example:
        return
    if sender.invented:
        yield _find("sender", sender.id, records.sender_places)
    for recipient in recipients:
        if recipient.invented:
            yield _find("recipient", recipient.id, records.recipient_places)


def _find(what: str, name: str, places: Mapping[str, tuple[SourceText, Loc]]) -> Problem:
    sentence = f"the {what} “{name}” is invented, and only the cases that come as examples may use it"
    found = find("INVENTED", (), sentence, MEND.format(what=what))
    if name not in places:
        return found
    source, loc = places[name]
    return placed(replace(found, loc=(*loc, "invented")), source)
