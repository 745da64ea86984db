"""Reads a saved status page of the United Nations Treaty Collection.

The page's table of participants is read as it stands: a date in brackets is a bond or signature that has
ended, a letter after a date says how the state joined. Footnotes are not read; a participant that has one
is named, so that a person reads it.
"""

import re
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

from appeals.model.law import How
from appeals.problems import Problem, RecordError

HOW: dict[str, How] = {
    "": "ratification",
    "a": "accession",
    "d": "succession",
    "A": "acceptance",
    "AA": "approval",
    "c": "formal confirmation",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CELL = re.compile(
    r"^(?P<open>\[?) ?(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4}) ?(?P<how>[A-Za-z]{0,2}) ?\]?$"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table: a participant with its dates."""

    name: str
    signed: date | None
    signed_by_succession: bool
    bound_since: date | None
    how: How
    ended: bool  # the date of the bond stands in brackets
    unsigned: bool  # the date of the signature stands in brackets
    notes: tuple[str, ...]  # numbers of its footnotes


@dataclass(frozen=True, slots=True)
class Page:
    """A status page: title, the day it was printed, its own totals, and its table."""

    title: str
    as_of: date
    signatories: int | None
    parties: int | None
    entries: tuple[Entry, ...]

    @property
    def counted_parties(self) -> int:
        """Count the entries that are parties."""
        return sum(1 for entry in self.entries if entry.bound_since and not entry.ended)

    @property
    def counted_signatories(self) -> int:
        """Count the entries that have signed, whether or not they ratified."""
        return sum(1 for entry in self.entries if entry.signed and not entry.unsigned)


class _Reader(HTMLParser):
    """Collects the title, the plain text and the rows of the participants' table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.title: list[str] = []
        self.rows: list[list[str]] = []
        self.notes: list[list[str]] = []
        self._tables = 0  # depth of tables inside the participants' table
        self._note = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = str(dict(attrs).get("id") or "")
        if tag == "table" and (self._tables or (known.endswith("_tblgrid") and not self.rows)):
            self._tables += 1
        elif tag == "div" and known.endswith("_tcTreaty"):
            self._in_title = True
        elif tag == "sup":
            self._note += 1
        elif tag == "tr" and self._tables == 1:
            self.rows.append([])
            self.notes.append([])
        elif tag in ("td", "th") and self._tables == 1 and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._tables:
            self._tables -= 1
        elif tag == "div":
            self._in_title = False
        elif tag == "sup" and self._note:
            self._note -= 1

    def handle_data(self, data: str) -> None:
        if self._in_title and not self._note:
            self.title.append(data)
        if self._tables == 1 and self.rows and self.rows[-1]:
            if self._note:
                self.notes[-1] += re.findall(r"\d+", data) if len(self.rows[-1]) == 1 else []
            else:
                self.rows[-1][-1] += data
        elif not self._note:
            self.text.append(data)


def read_page(html: str) -> Page:
    """Read a page; raise RecordError where it is not such a page or a line cannot be read."""
    reader = _Reader()
    reader.feed(html)
    text = _plain(" ".join(reader.text))
    stamp = re.search(r"STATUS AS AT\s*:?\s*(\d\d)-(\d\d)-(\d{4})", text, re.IGNORECASE)
    lines = list(zip(reader.rows, reader.notes, strict=True))[1:]
    if not stamp or not lines:
        raise RecordError.of(
            "this is not a status page of the UN Treaty Collection: its “Status as at” or its table is missing",
            "open the treaty's page at treaties.un.org, let it load in full, and save it as HTML",
        )
    totals = re.search(r"Signatories\s*:\s*(\d+)\.?\s*Parties\s*:\s*(\d+)", text)
    parties_only = re.search(r"Parties\s*:\s*(\d+)", text)
    wrong: list[Problem] = []
    entries = [entry for cells, notes in lines if (entry := _entry(cells, notes, wrong))]
    if wrong:
        raise RecordError(*wrong)
    return Page(
        title=re.sub(r"^\d+\.\s*([a-z]\.?\s+)?", "", _plain(" ".join(reader.title))),
        as_of=date(int(stamp[3]), int(stamp[2]), int(stamp[1])),
        signatories=int(totals[1]) if totals else None,
        parties=int(totals[2]) if totals else int(parties_only[1]) if parties_only else None,
        entries=tuple(entries),
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def _entry(cells: list[str], notes: list[str], wrong: list[Problem]) -> Entry | None:
    """Read one line of the table."""
    plain = [_plain(cell) for cell in cells]
    name = plain[0] if plain else ""
    dates = [_date(cell, name, wrong) for cell in (*plain[1:3], "", "")[:2]]
    if not name:
        return None
    (signed, signed_how, unsigned), (bound, letter, ended) = dates
    if letter not in HOW:
        wrong.append(
            Problem(
                f"{name}: the letter “{letter}” after the date is not known",
                "read the page's headings and mend the saved file",
            )
        )
    return Entry(name, signed, signed_how == "d", bound, HOW.get(letter, ""), ended, unsigned, tuple(notes))


def _date(cell: str, name: str, wrong: list[Problem]) -> tuple[date | None, str, bool]:
    """Read a cell: the date, its letter, and whether it stands in brackets."""
    if not cell:
        return None, "", False
    found = CELL.match(cell)
    if not found or found["month"] not in MONTHS:
        wrong.append(
            Problem(f"{name}: “{cell}” is not a date as the page writes them", "compare the saved file with the page")
        )
        return None, "", False
    day = date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"]))
    return day, found["how"], bool(found["open"])
