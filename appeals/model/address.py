"""How an office is addressed, and what was resolved for one letter on one day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from appeals.model.case import Case
from appeals.model.common import Words
from appeals.model.law import Citation, LegalBasis
from appeals.model.recipient import Channel, Holder, Rank, Recipient
from appeals.model.sender import Sender
from appeals.problems import Loc

Served = Literal["male", "female", "any", "nobody"]


@dataclass(frozen=True, slots=True)
class Form:
    """A row of the table of forms of address; `{name}`, `{family}`, `{title}`, `{body}` stand for the record's words.

    `male` and `female` serve holders of that gender, `any` every other holder, `nobody` an office whose holder is not
    known or that is vacant. A row for the sender's own state is used only there (the German predicate “Exzellenz” is
    for foreign offices).
    """

    rank: Rank
    holder: Served
    own_state: bool
    lines: tuple[str, ...]  # of the envelope
    salutation: str
    close: str
    source: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that was decided for a letter, and why; `explain` prints these."""

    topic: str
    chosen: str
    because: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A recipient as of one day: holder, envelope, salutation, close, and the channels that then worked."""

    recipient: Recipient
    holder: Holder | None
    form: tuple[str, ...]  # the lines that name holder and office
    postal: tuple[str, ...]  # the lines of the address, without the country
    country: str  # in capitals, empty for mail within the sender's country
    salutation: str
    close: str
    channels: tuple[Channel, ...]
    choices: tuple[Choice, ...]

    @property
    def envelope(self) -> tuple[str, ...]:
        """Every line in the window."""
        return (*self.form, *self.postal, *((self.country,) if self.country else ()))


@dataclass(frozen=True, slots=True)
class Appeal:
    """One case put to one recipient by one sender on one day, all resolved for that day.

    A copy is an appeal of the kind `cover-note` to whom the copy goes; `principals` are those the letter goes to.
    """

    case: Case
    kind: str
    addressee: Addressee
    principals: tuple[Addressee, ...]
    copies: tuple[Addressee, ...]
    sender: Sender
    language: str
    date: date
    is_copy: bool  # the note that goes with a copy, not the letter itself
    personal: str  # a paragraph in the sender's own words, or nothing
    public: bool  # the version that anyone may read: fewer names
    basis: LegalBasis
    citations: tuple[Citation, ...]
    requests: tuple[tuple[Loc, Words], ...] = ()  # what those are asked whom the letter addresses, and where it stands
    faxed: bool = False  # sent by fax before it is posted, where the recipient has a fax number
