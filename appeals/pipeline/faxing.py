"""Faxes between the rooms: to which numbers, how they are dialled, and on which paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from appeals.model.address import Appeal
from appeals.model.document import Paper
from appeals.model.letter import Letter
from appeals.model.numbers import country_of, dial
from appeals.model.recipient import Fax, Recipient
from appeals.model.sender import Sender
from appeals.pipeline.loading import Records

FAX_FORMATS = frozenset({"fax", "fax-pack", "fax-preview"})
LETTER_COUNTRIES = frozenset({"US"})  # where machines hold US Letter; everywhere else we take A4 to be in them


@dataclass(frozen=True, slots=True)
class FaxCall:
    """What a file would be sent to: the number, what the sender dials for it, and the country it stands in."""

    number: str  # E.164
    dialled: str  # empty where it is not known
    country: str


def calls_to(recipient: Recipient, sender: Sender, day: date, outside_line: str = "") -> tuple[FaxCall, ...]:
    """List the fax lines of a recipient on a day, each as the sender dials it."""
    lines = (line for line in recipient.channels if isinstance(line, Fax) and line.holds_on(day))
    return tuple(call_to(line.number, sender, outside_line) for line in lines)


def call_to(number: str, sender: Sender, outside_line: str = "") -> FaxCall:
    """Tell how a sender dials a number in E.164."""
    return FaxCall(number, dial(number, sender.address.country, outside_line), country_of(number))


def fax_paper(records: Records, letter: Letter, sender: Sender) -> Paper:
    """Choose the paper of a fax: US Letter where it leaves from or arrives in the United States, else A4."""
    countries = {sender.address.country}
    if recipient := records.recipients.get(letter.recipient):
        numbers = {call.country for call in calls_to(recipient, sender, letter.date)}
        countries |= numbers or {place.country for place in recipient.addresses if place.holds_on(letter.date)}
    return "letter" if countries & LETTER_COUNTRIES else "a4"


def fax_notes(appeals: Sequence[Appeal]) -> Iterator[str]:
    """Say which letters that are made as fax have no number to go to."""
    for appeal in appeals:
        if not any(isinstance(channel, Fax) for channel in appeal.addressee.channels):
            yield f"{appeal.addressee.recipient.id}: fax none: no fax number is known for {appeal.date}"
