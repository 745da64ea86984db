"""Sets every text of a batch in its places, ready to be put into a page."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from appeals.formats.html import Piece, find_links
from appeals.formats.press.boxes import Place
from appeals.formats.press.fields import Slot, trace_links
from appeals.formats.press.shaping import is_all_plain
from appeals.formats.press.typesetting import Setting
from appeals.formats.textlayer import has_marks

COLLAPSING = re.compile(r"^[ \t\n\r\f]|[\t\n\r\f]|  |[ \t\n\r\f]$")  # white space that a page does not print as it is
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
LEFTWARD = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})

SetPiece = Callable[[Any, str], Setting | None]


@dataclass(frozen=True, slots=True)
class SetLine:
    """A text in its place: its pieces, what the links among them lead to, and how wide it is."""

    pieces: tuple[Setting, ...]
    targets: tuple[str, ...]
    width: float  # in CSS pixels


def cut(text: str, *, linked: bool) -> tuple[Piece, ...]:
    """Cut a text into its pieces, where the page sets its links as links."""
    return tuple(find_links(text)) if linked else ((text, ""),)


def is_settable(text: str, covered: frozenset[str]) -> bool:
    """Say whether a text is printed as it is written, from the left to the right, in the letter's own faces."""
    if not text or not covered.issuperset(text) or COLLAPSING.search(text):
        return False
    return is_all_plain(text) or not (
        has_marks(text)
        or any(
            unicodedata.category(character) in UNSEEN or unicodedata.bidirectional(character) in LEFTWARD
            for character in text
        )
    )


def sort_texts(
    texts: Collection[tuple[Slot, str]], slots: tuple[Slot, ...], form: Iterable[str], covered: frozenset[str]
) -> tuple[list[str], ...]:
    """Sort the texts of a batch by slot and by their letters, without those that cannot be set.

    The order is the same at every making, and so are the fonts. What is written with combining characters goes last: it
    may share a glyph with what is not, and that glyph reads as what is drawn with it first.
    """
    numbers = {slot: number for number, slot in enumerate(slots)}
    patterns = [trace_links(text) for text in form]
    known: dict[str, bool] = {}
    sorted_texts: tuple[dict[str, None], ...] = tuple({} for _ in slots)
    for slot, text in texts:
        number = numbers.get(slot)
        if number is None or text in sorted_texts[number]:
            continue
        if text not in known:
            known[text] = is_settable(text, covered)
        if known[text] and trace_links(text) == patterns[number]:
            sorted_texts[number][text] = None
    return tuple(sorted(found, key=lambda text: (is_decomposed(text), text)) for found in sorted_texts)


def is_decomposed(text: str) -> bool:
    """Say whether a text is written with combining characters where it need not be."""
    return not (text.isascii() or unicodedata.is_normalized("NFC", text))


def set_line(
    place: Place,
    pieces: tuple[Piece, ...],
    set_piece: SetPiece,
    find_target: Callable[[str], str | None],
) -> SetLine | None:
    """Set one text in its place; None where it cannot be set there, or would be broken."""
    settings = []
    for box, (text, _) in zip(place.boxes, pieces, strict=True):
        setting = set_piece(box, text)
        if setting is None:
            return None
        settings.append(setting)
    targets = tuple(find_target(target) for _, target in pieces if target)
    width = sum(setting.width for setting in settings)
    if width > place.room or None in targets:
        return None
    return SetLine(tuple(settings), tuple(map(str, targets)), width)
