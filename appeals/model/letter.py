"""Every word of a letter, and nothing about paper."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from appeals.model.mail import Mail

CIRCLE = "letter-writers"  # the recipient of a circular
Style = Literal["", "em", "strong"]
Role = Literal["text", "demand", "quote"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text set in one way; `mark` says which record it was printed from (`claim:id`, `law:key`)."""

    text: str
    style: Style = ""
    mark: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a part of the letter."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a run of paragraphs and lists in the role `demand` is set apart as one block."""

    runs: Runs
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered or not."""

    items: tuple[Runs, ...]
    numbered: bool = False
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings; used in annexes."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]


Block = Heading | Paragraph | Listing | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """A part that follows the letter on a page of its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Info:
    """One entry beside the address: a label (`Date`, `Telefax`) and its lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The sender as printed: name, a line under it, the lines beside it, and the return line in the window."""

    name: str
    tagline: str
    lines: tuple[str, ...]
    return_line: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The sheet before a fax; it may lie open beside a machine that is not the recipient's own, and tells no facts."""

    title: str
    entries: tuple[Info, ...]
    pages: tuple[str, str, str]  # the label of the count, and the words between and after the two numbers
    forward: tuple[str, ...]  # what whoever finds it is asked to do
    notice: str  # for whoever receives it in error


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of one letter, all resolved: previewed, printed, faxed and mailed from this one value."""

    case: str  # id of the case
    recipient: str  # id of the recipient
    kind: str  # which folder of templates it was composed with
    language: str  # BCP 47, as for <html lang>
    date: date
    letterhead: Letterhead
    notes: tuple[str, ...]  # above the address: BY AIRMAIL
    address: tuple[str, ...]  # every line in the window, the country last
    info: tuple[Info, ...]
    subject: tuple[str, ...]  # one or two lines, cut by sense
    salutation: str
    body: tuple[Block, ...]
    close: str
    signature: tuple[str, ...]  # name, then office
    enclosures: Info | None
    copies: Info | None
    running_head: str  # from page 2 on
    page_words: tuple[str, str, str]  # ("Page ", " of ", "") around the page number and the count
    max_pages: int  # of the letter without its annexes; more is an error
    annexes: tuple[Annex, ...] = ()
    public: bool = False  # the version that anyone may read
    postal_notes: tuple[str, ...] = ()  # of the notes, those that belong on an envelope too
    cover: Cover | None = None  # printed before a fax where that is asked for
    mail: Mail | None = None  # where it goes by e-mail
    sender: str = ""  # id of the sender, where the letters of a run have several

    @property
    def is_circular(self) -> bool:
        """Whether it goes to those who write letters, and so has no postal address."""
        return self.recipient == CIRCLE

    @property
    def name(self) -> str:
        """Name the letter's files: `2003-04-02--forced-returns-2003--cn-premier.en`, or `.en.public` for everyone."""
        told = (self.case, self.recipient, self.language)
        return name_letter(self.date, *told, sender=self.sender, public=self.public)


def name_letter(day: date, case: str, recipient: str, language: str, *, sender: str = "", public: bool = False) -> str:
    """Name a letter's files.

    Where a run has several senders, `--from-` and the sender's id stand before the language. No id holds `--`, so that
    two letters of one run never bear one name. Letters of another kind, or from another sender in another run, may.
    """
    of, version = f"--from-{sender}" if sender else "", ".public" if public else ""
    return f"{day.isoformat()}--{case}--{recipient}{of}.{language}{version}"
