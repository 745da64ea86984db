"""What the form asks, how much of it may be said, and the sender that comes of it; nothing of it is kept."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from appeals.model.common import UNSEEN
from appeals.model.mailboxes import MAILBOX, read_mailbox
from appeals.model.numbers import at_home, read_number
from appeals.model.sender import Sender

YOU = "you"  # the id of the sender whom the form makes
LIMITS = {"name": 80, "address": 300, "words": 1200, "place": 60, "phone": 40, "email": 120}  # characters
DEMANDED = ("name", "address")
ADDRESS_LINES = 5
LINE = 80  # characters of a line of the address
SEVERAL_LINES = frozenset({"address", "words"})
# Signs that move a cursor or turn the direction of reading: records refuse them as well.
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
GERMAN_POST = frozenset({"AT", "CH", "DE", "LI"})  # where the post reads German names of countries


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody has typed, as it will be used: blanks at the ends gone, lines ended alike."""

    name: str = ""
    address: str = ""
    country: str = ""  # ISO 3166 alpha-2
    words: str = ""  # a paragraph of one's own
    to: str = ""
    language: str = ""
    paper: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""

    @property
    def address_lines(self) -> tuple[str, ...]:
        """The lines of the address that are not empty; a single line is cut at its commas."""
        lines = [line.strip() for line in self.address.splitlines() if line.strip()]
        if len(lines) == 1:
            lines = [part.strip() for part in lines[0].split(",") if part.strip()]
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field: the key of a sentence, and the values it is filled with."""

    field: str
    key: str
    values: Mapping[str, object]


def read_entry(given: Mapping[str, str]) -> Entry:
    """Read what a browser sent; fields that the form does not have are passed over."""
    return Entry(**{field.name: _clean(given.get(field.name, "")) for field in fields(Entry)})


def _clean(text: str) -> str:
    seen = UNSEEN.sub("", unicodedata.normalize("NFC", text))
    lines = seen.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    return "\n".join(line.strip() for line in lines)


def find_faults(entry: Entry, choices: Mapping[str, frozenset[str]], *, whole: bool) -> Iterator[Fault]:
    """Yield what is wrong with fields, the first of each; `whole` demands what a letter cannot do without.

    `choices` tells of some fields which values they can have.
    """
    for field in fields(entry):
        text = getattr(entry, field.name)
        text = at_home(text, entry.country) if field.name == "phone" else text
        if fault := next(_judge(field.name, text, choices, whole=whole), None):
            yield fault


def _judge(name: str, text: str, choices: Mapping[str, frozenset[str]], *, whole: bool) -> Iterator[Fault]:
    if not text:
        if whole and name in DEMANDED:
            yield Fault(name, f"fault_{name}_missing", {})
        return
    if name in choices and text not in choices[name]:
        yield Fault(name, "fault_choice", {})
    if len(text) > LIMITS.get(name, LINE):
        yield Fault(name, "fault_too_long", {"count": len(text), "limit": LIMITS.get(name, LINE)})
    if HIDDEN.search(text) or (name not in SEVERAL_LINES and "\n" in text) or "\t" in text:
        yield Fault(name, "fault_hidden", {})
    if name == "address":
        yield from _judge_address(Entry(address=text).address_lines)
    if name == "email" and not _is_mailbox(text):
        yield Fault(name, "fault_email", {})
    if name == "phone" and not _is_number(text):
        yield Fault(name, "fault_phone", {})


def _judge_address(lines: tuple[str, ...]) -> Iterator[Fault]:
    if len(lines) > ADDRESS_LINES:
        yield Fault("address", "fault_address_lines", {"count": len(lines), "limit": ADDRESS_LINES})
    if (longest := max(map(len, lines), default=0)) > LINE:
        yield Fault("address", "fault_address_line", {"count": longest, "limit": LINE})


def _is_mailbox(text: str) -> bool:
    try:
        return bool(re.fullmatch(MAILBOX, text) and read_mailbox(text))
    except ValueError:
        return False


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except ValueError:
        return False
    return True


def town_of(lines: tuple[str, ...]) -> str:
    """Take the town from an address: the last line that has words besides a post code, up to its comma."""
    for line in reversed(lines):
        words = [word for word in line.split(",")[0].split() if not any(map(str.isdigit, word))]
        if words:
            return " ".join(words)
    return lines[-1] if lines else ""


def make_sender(entry: Entry) -> Sender:
    """Make the sender of an entry without faults."""
    return Sender.model_validate(
        {
            "id": YOU,
            "name": entry.name,
            "address": {"lines": entry.address_lines, "country": entry.country},
            "language": "de" if entry.country in GERMAN_POST else "en",
            "place": entry.place or town_of(entry.address_lines),
            "phone": entry.phone or None,
            "email": entry.email or None,
            "signatory": {"name": entry.name},
        }
    )
