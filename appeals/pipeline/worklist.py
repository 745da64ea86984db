"""The worklist of a run: which letter goes where, what to dial, until when, and what a fax takes and costs."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields

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


@dataclass(frozen=True, slots=True)
class Errand:
    """One way for one letter; empty where it is not known or does not apply."""

    case: str
    recipient: str
    deadline: str
    channel: str  # post, fax or email
    to: str  # address, number or mailbox
    dial: str  # as the sender dials it
    pages: str
    seconds: str  # at 14,400 bits a second with error correction, after dialling
    cost: str  # with its currency
    file: str


def list_errands(
    made: Sequence[tuple[Appeal, Letter]], documents: Sequence[Document], tariff: Tariff
) -> Iterator[Errand]:
    """List every way that is known for every letter of a run."""
    for appeal, letter in made:
        own = {d.name.removeprefix(f"{letter.name}."): d for d in documents if d.name.startswith(f"{letter.name}.")}
        to, case = appeal.addressee, appeal.case
        start = (case.id, to.recipient.id, str(case.deadline or ""))
        file = own["pdf"].name if "pdf" in own else next((d.name for d in own.values()), "")
        if to.postal:
            yield Errand(*start, "post", ", ".join(to.envelope), "", "", "", "", file)
        for channel in to.channels:
            if isinstance(channel, Fax):
                yield Errand(
                    *start, "fax", written(channel.number), *_call(channel, appeal, own, tariff), _fax(own, file)
                )
            elif isinstance(channel, Email):
                yield Errand(*start, "email", reach(channel), "", "", "", "", file)


def _fax(own: dict[str, Document], otherwise: str) -> str:
    return own["fax.tif"].name if "fax.tif" in own else otherwise


def _call(channel: Fax, appeal: Appeal, own: dict[str, Document], tariff: Tariff) -> tuple[str, str, str, str]:
    """Tell what to dial, and of a fax that was made its pages, seconds and cost."""
    call = call_to(channel.number, appeal.sender, tariff.outside_line)
    if "fax.tif" not in own:
        return call.dialled, "", "", ""
    from appeals.formats.fax_coding import recode  # noqa: PLC0415 -- Pillow, only where a fax was made
    from appeals.formats.tiff_reader import read_fax  # noqa: PLC0415 -- with it

    document = own["fax.tif"]
    seconds = page_seconds(recode(read_fax(document.content, document.name), LINE.coding), LINE)
    rate = find_rate(tariff, call.country)
    cost = f"{fax_cost(rate, seconds):.2f} {tariff.currency}" if rate else ""
    return call.dialled, str(len(seconds)), f"{sum(seconds):.0f}", cost


def write_worklist(errands: Sequence[Errand]) -> Document:
    """Write the worklist as a table that spreadsheets read."""
    text = io.StringIO()
    table = csv.DictWriter(text, [field.name for field in fields(Errand)], lineterminator="\r\n")  # RFC 4180
    table.writeheader()
    table.writerows(asdict(errand) for errand in errands)
    return Document("worklist.csv", "text/csv", text.getvalue().encode())
