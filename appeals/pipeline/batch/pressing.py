"""The presses of a batch: for letters that look alike, the forms by which each is made without being laid out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appeals.formats.press import Form, Shape, Surprise, fill, make_form, serves, shape_of
from appeals.formats.press.fields import with_texts
from appeals.formats.press.form import First
from appeals.formats.press.making import choose_other as choose_texts
from appeals.formats.press.making import choose_plain
from appeals.formats.proof import count_pages, find_strangers
from appeals.formats.stationery import Stationery
from appeals.model.letter import Letter
from appeals.pipeline.batch.examining import Text
from appeals.pipeline.loading import Records
from appeals.pipeline.ordering import Order
from appeals.pipeline.rendering import paper_of, stationery_of

if TYPE_CHECKING:
    from appeals.formats.fax_press import FaxForm

WORTH = 4  # letters for which a form is made: it takes about as long as laying out three
PRESSED = frozenset({"pdf", "fax"})  # formats that there is a press for
Look = tuple[Shape, str]  # everything of a letter but its fields, and the name of the paper


@dataclass(frozen=True, slots=True)
class Press:
    """What letters of one look are made with; None where the slow road must make them."""

    form: Form | None
    pages: int  # of the PDF
    fax: "FaxForm | None"
    surprise: str = ""  # why there is none, where WeasyPrint or Pango is not what the press was written for

    def serves(self, name: str, letter: Letter) -> bool:
        """Say whether a letter can be made in a format."""
        form = self._form(name)
        return form is not None and serves(form, letter)

    def serves_all(self, name: str, texts: Collection[Text]) -> bool:
        """Say whether every letter can be made that has no other texts than these; doubt is a no."""
        form = self._form(name)
        return (
            form is not None and _can_set(form, texts) and all(_is_usual(form, first, texts) for first in form.firsts)
        )

    def _form(self, name: str) -> Form | None:
        return {"pdf": self.form, "fax": self.fax.form if self.fax else None}.get(name)


def look_of(records: Records, letter: Letter, order: Order) -> Look:
    """Tell how a letter looks: letters of one look may share a press."""
    return shape_of(letter), paper_of(records, letter, order)


def make_press(letter: Letter, texts: Collection[Text], order: Order, records: Records, paper: str) -> Press:
    """Make the forms that an order needs for letters that look like this one, and set all their texts."""
    stationery = stationery_of(order, paper)
    known = sorted(texts)  # a set has another order in every process, and a form has that of its texts
    letter = choose_plain(letter, known)
    form, fax, surprise = None, None, ""
    try:
        form = _make_form(letter, known, records, stationery) if "pdf" in order.formats else None
        if "fax" in order.formats and not order.cover:
            fax = _make_fax_form(letter, known, records, stationery)
    except Surprise as told:
        surprise = str(told)
    return Press(form, count_pages(fill(form, letter) or b"") if form else 0, fax, surprise)


def _make_form(letter: Letter, texts: Collection[Text], records: Records, stationery: Stationery) -> Form | None:
    """Make the form of the PDF; None where its first letter is not to be known as its own."""
    form = make_form(letter, texts, records.templates, stationery)
    first = fill(form, letter) if form else None
    return None if first is None or any(find_strangers(first, letter, stationery)) else form


def _make_fax_form(
    letter: Letter, texts: Collection[Text], records: Records, stationery: Stationery
) -> "FaxForm | None":
    """Make the form of the fax edition, and of the fax that is drawn from it."""
    from appeals.formats.fax_press import make_fax_form  # noqa: PLC0415 -- Pillow and PDFium, only where a fax is made

    edition = make_form(letter, texts, records.templates, stationery, fax=True)
    if edition is None:
        return None
    return make_fax_form(edition, letter, choose_other(edition, letter), stationery.fax, stationery.window.paper)


def choose_other(form: Form, letter: Letter) -> Letter:
    """Choose a letter of the same form that differs wherever letters of the form may differ."""
    return with_texts(letter, choose_texts(form, letter))


def _is_usual(form: Form, first: First, texts: Iterable[Text]) -> bool:
    """Say whether every letter of these texts meets a glyph of two characters as the usual one first."""
    for slot in first.slots:
        own = [text for name, text in texts if name == form.slots[slot]]
        spots = [(text.find(first.usual), text.find(first.other)) for text in own]
        if any(other >= 0 and (usual < 0 or other < usual) for usual, other in spots):
            return False
        if own and all(usual >= 0 for usual, _ in spots):
            return True
    return not first.needed


def _can_set(form: Form, texts: Iterable[Text]) -> bool:
    tables: dict[str, list[Mapping[str, object]]] = {}
    for slot, table in (*form.places, *((slot, table) for slot, _, table in form.links)):
        tables.setdefault(form.slots[slot], []).append(table)
    return all(text in table for slot, text in texts for table in tables.get(slot, ()))
