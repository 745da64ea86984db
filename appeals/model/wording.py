"""What a letter says, apart from whom it goes to; letters that say the same share these very values."""

from dataclasses import dataclass
from datetime import date

from appeals.model.address import Addressee
from appeals.model.case import Case
from appeals.model.common import Words
from appeals.model.law import Citation
from appeals.model.letter import Annex, Block, Info, Letterhead
from appeals.model.mail import NOBODY, Mail
from appeals.problems import Loc


@dataclass(frozen=True, slots=True)
class Matter:
    """What a wording is made of. Nothing here is the addressee's, so no template can speak of one.

    What its template does not ask for is None and is kept from it: if it asked all the same, it would meet an absent
    variable, which is an error, and never the words of another letter.
    """

    case: Case
    requests: tuple[tuple[Loc, Words], ...]  # what those are asked whom the letter addresses, and where that is written
    kind: str
    date: date
    citations: tuple[Citation, ...]
    personal: str  # a paragraph in the sender's own words, or nothing
    public: bool
    sender: str | None  # the name
    principals: tuple[Addressee, ...] | None
    copies: tuple[Addressee, ...] | None


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a letter that do not depend on whom it goes to; what a template leaves to the records is empty."""

    kind: str
    subject: tuple[str, ...]
    body: tuple[Block, ...]
    notes: tuple[str, ...] | None  # None where the template sets none
    salutation: str
    close: str
    enclosures: Info | None
    sets_copies: bool
    copies: Info | None  # where the template sets them
    max_pages: int
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the words in every letter of one case from one sender."""

    letterhead: Letterhead
    signature: tuple[str, ...]
    info: tuple[Info, ...]  # date and reference; the recipient's fax lines follow them
    copies: Info | None
    running: str  # what the head of a later page says after the recipient's title
    page_words: tuple[str, str, str]
    sender: str = ""  # the id, where the letters of a run have several senders
    mail: Mail = NOBODY  # the recipient's own mailboxes are added to it
