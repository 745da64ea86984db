"""Proves that a page prints the fields of a letter as they are, and looks into none of them.

The letterhead is filled with sealed texts: they can be printed, and asked whether they are there; anything else that a
template does with one of them ends the attempt. What comes out is the page of every letter of that shape, with seals
where the fields will stand. What a template could do with words that it has joined or printed is found by reading it:
that is `plainness`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NoReturn

from appeals.formats.html import Piece, fill_page, find_links
from appeals.formats.press.fields import list_texts, with_texts
from appeals.formats.press.plainness import is_plain
from appeals.formats.stationery import Stationery
from appeals.model.letter import Letter
from appeals.problems import AppealsError
from appeals.templating import Templates

SEAL = re.compile("\ue000(\\d+)\ue001")
ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"})
KEPT = {"__class__", "__new__", "__init__", "__getattribute__", "__setattr__", "__delattr__", "__doc__", "__slots__"}
KEPT |= {"__init_subclass__", "__subclasshook__", "__dir__", "__sizeof__"}


class Looked(Exception):  # noqa: N818 -- no error: the template is one that the press must not serve
    """A template looked into a field."""


class Sealed(str):
    """A text that can be printed, and asked whether it is there."""

    __slots__ = ("pieces",)
    pieces: tuple[tuple["Sealed", "Sealed | str"], ...]

    def __html__(self) -> str:
        """Print the seal."""
        return str.__str__(self)

    def __bool__(self) -> bool:
        """Say that there is a text."""
        return True


class Forbidden(Sealed):
    """What a letter has of its own and a page must not print."""

    __slots__ = ()

    def __html__(self) -> NoReturn:
        """Refuse."""
        raise Looked

    def __bool__(self) -> NoReturn:
        """Refuse."""
        raise Looked


def _refuse(*_: object, **__: object) -> NoReturn:
    raise Looked


for _name in set(dir(str)) - KEPT:
    setattr(Sealed, _name, _refuse)


class Sealing:
    """Seals, and the texts that stand behind them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.texts: list[str] = []
        self.whole: dict[int, int] = {}  # number of a seal: of the slot whose whole text it is
        self.parts: dict[int, tuple[int, int, bool]] = {}  # number of a seal: slot, piece, whether it is the address

    def seal(self, text: str) -> Sealed:
        """Make one seal."""
        self.texts.append(text)
        return Sealed(f"\ue000{len(self.texts) - 1}\ue001")

    def seal_slot(self, slot: int, text: str) -> Sealed:
        """Seal a text as a whole and in its pieces."""
        whole = self.seal(text)
        self.whole[len(self.texts) - 1] = slot
        pieces: list[tuple[Sealed, Sealed | str]] = []
        for number, (piece, target) in enumerate(find_links(text)):
            sealed = self.seal(piece)
            self.parts[len(self.texts) - 1] = (slot, number, False)
            address: Sealed | str = ""
            if target:
                address = self.seal(target)
                self.parts[len(self.texts) - 1] = (slot, number, True)
            pieces.append((sealed, address))
        whole.pieces = tuple(pieces)
        return whole

    def find_links(self, text: str) -> Iterator[Piece]:
        """Cut a text into pieces, a sealed one into sealed ones."""
        yield from text.pieces if isinstance(text, Sealed) else find_links(text)

    def unseal(self, markup: str) -> str:
        """Put the texts in place of their seals."""
        return SEAL.sub(lambda seal: self.texts[int(seal[1])].translate(ESCAPED), markup)


def seal_letter(letter: Letter, sealing: Sealing) -> Letter:
    """Seal every field of a letter, and what else is its own."""
    own: Any = Forbidden("")
    sealed = (sealing.seal_slot(slot, text) for slot, text in enumerate(list_texts(letter)))
    return replace(with_texts(letter, sealed), recipient=own, sender=own, mail=own, cover=own)


def seal_page(letter: Letter, templates: Templates, stationery: Stationery, *, fax: bool) -> tuple[str, Sealing] | None:
    """Fill the page with seals; None where it does more with a field than print it, or prints what is none."""
    sealing = Sealing()
    plain = fill_page(letter, templates, stationery, fax=fax)
    if not all(list_texts(letter)) or SEAL.search(plain) or (fax and stationery.fax.cover) or not is_plain(templates):
        return None
    try:
        sealed = seal_letter(letter, sealing)
        page = fill_page(sealed, templates, stationery, fax=fax, find_links=sealing.find_links)
    except (Looked, AppealsError):
        return None
    return (page, sealing) if sealing.unseal(page) == plain else None
