"""The worklist of a run: which letter goes where, what to dial, until when, and what a fax takes and costs."""

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from appeals.dispatch.fax_cost import fax_cost, find_rate
from appeals.dispatch.fax_time import LINES, page_seconds
from appeals.letters.addressing import reach
from appeals.model.address import Appeal
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.model.numbers import written
from appeals.model.recipient import Email, Fax
from appeals.model.tariff import Tariff
from appeals.pipeline.faxing import call_to

LINE = LINES[0]  # the quickest that two machines of today may agree on

# What begins a formula in one program or another (OWASP, CSV Injection), also behind blanks and in full width.
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
CHANGED = re.compile(r"0\d+|\d{16,}")  # noughts at the start, and digits beyond the fifteenth, are lost

MAILED = ("eml", "mailto.txt")  # files for a mail program, of no use to the post


@dataclass(frozen=True, slots=True)
class Errand:
    """One way for one letter; empty where it is not known or does not apply."""

    case: str
    sender: str
    recipient: str
    deadline: str
    channel: str  # post, fax or email
    to: str  # address, number or mailbox
    dial: str  # as the sender dials it
    pages: str
    seconds: str  # at 14,400 bits a second with error correction, after dialling
    cost: str  # with its currency
    file: str


COLUMNS = tuple(field.name for field in fields(Errand))


def list_errands(
    made: tuple[Appeal, Letter], files: Iterable[str], sizes: Sequence[int], tariff: Tariff
) -> Iterator[Errand]:
    """List every way that is known for a letter of which these files were made; `sizes` as by `measure_fax`."""
    appeal, letter = made
    own = {name.removeprefix(f"{letter.name}."): name for name in files if name.startswith(f"{letter.name}.")}
    to, case = appeal.addressee, appeal.case
    start = (case.id, appeal.sender.id, to.recipient.id, str(case.deadline or ""))
    file = own.get("pdf") or next((name for end, name in own.items() if end not in MAILED), "")
    if to.postal:
        yield Errand(*start, "post", ", ".join(to.envelope), "", "", "", "", file)
    for channel in to.channels:
        if isinstance(channel, Fax):
            call = _call(channel, appeal, sizes, tariff)
            yield Errand(*start, "fax", written(channel.number), *call, own.get("fax.tif", file))
        elif isinstance(channel, Email):
            yield Errand(*start, "email", reach(channel), "", "", "", "", own.get("eml", file))


def measure_fax(documents: Iterable[Document]) -> tuple[int, ...]:
    """Measure each page of the fax among the files of a letter, in bytes as the line carries it."""
    fax = next((document for document in documents if document.name.endswith(".fax.tif")), None)
    if fax is None:
        return ()
    from appeals.formats.fax_coding import recode  # noqa: PLC0415 -- Pillow, only where a fax was made
    from appeals.formats.tiff_reader import read_fax  # noqa: PLC0415 -- with it

    return recode(read_fax(fax.content, fax.name), LINE.coding)


def _call(channel: Fax, appeal: Appeal, sizes: Sequence[int], tariff: Tariff) -> tuple[str, str, str, str]:
    """Tell what to dial, and of a fax that was made its pages, seconds and cost."""
    call = call_to(channel.number, appeal.sender, tariff.outside_line)
    if not sizes:
        return call.dialled, "", "", ""
    seconds = page_seconds(sizes, LINE)
    rate = find_rate(tariff, call.country)
    cost = f"{fax_cost(rate, seconds):.2f} {tariff.currency}" if rate else ""
    return call.dialled, str(len(seconds)), f"{sum(seconds):.0f}", cost


def write_worklist(errands: Sequence[Errand]) -> Document:
    """Write the worklist as a table that opens in a spreadsheet by a double click."""
    return Document("worklist.csv", "text/csv", head_of_worklist() + rows_of_worklist(errands))


def head_of_worklist() -> bytes:
    """Write the row of headings, and before it the sign by which a spreadsheet knows UTF-8."""
    return BOM_UTF8 + _rows([COLUMNS])


def rows_of_worklist(errands: Iterable[Errand]) -> bytes:
    """Write a row for each errand."""
    return _rows(map(_cells, errands))


_cells = attrgetter(*COLUMNS)


def _rows(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    cells = (tuple(map(as_text, row)) for row in rows)
    csv.writer(text, lineterminator="\r\n").writerows(cells)  # RFC 4180
    return text.getvalue().encode()


def as_text(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula, or for a number whose digits it changes."""
    return f"'{cell}" if FORMULA.match(cell) or CHANGED.fullmatch(cell) else cell
