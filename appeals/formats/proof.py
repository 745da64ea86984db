"""Reads a finished PDF back and asks of it what matters most: whose letter it is.

One person’s letter must never be sent to another. So each file is read as its recipient’s machine would read it, and
what stands in its address field must be this letter’s address, line for line, and nothing else.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from appeals.formats.glyphs import SPELT
from appeals.formats.sizes import POINT
from appeals.formats.stationery import Stationery
from appeals.model.letter import Letter
from appeals.problems import Problem

MARGIN = 0.3  # millimetres that a letter may stand out of its rows at the sides
LEADED = 0.6  # white above the letters of the first row, into which the tails of the return line may reach
MEND = (
    "do not send this letter: a template of your own must print these words as they are; where you have none, this is "
    "a fault of appeals, not of your records, and its makers would like to know"
)


def count_pages(content: bytes) -> int:
    """Count the pages of a PDF."""
    document = _open(content)
    try:
        return len(document)
    finally:
        document.close()


def read_pages(content: bytes) -> tuple[str, ...]:
    """Read the words of each page of a PDF."""
    document = _open(content)
    try:
        return tuple(_plain(_read_page(document, number)) for number in range(len(document)))
    finally:
        document.close()


def find_strangers(content: bytes, letter: Letter, stationery: Stationery) -> Iterator[Problem]:
    """Say where a finished PDF is not this letter’s: its address, its salutation, who signs."""
    document = _open(content)
    try:
        first = _read_field(document, stationery)
        whole = " ".join(_plain(_read_page(document, number)) for number in range(len(document)))
    finally:
        document.close()
    wanted = _plain(" ".join((*letter.notes, *letter.address)))
    if _tight(first) != _tight(wanted):
        yield Problem(f"the address field of {letter.name} does not hold the address of “{letter.recipient}”", MEND)
    for words in (letter.letterhead.name, letter.salutation, *letter.signature):
        if _tight(words) not in _tight(whole):
            yield Problem(f"{letter.name} does not say “{words}”, as its records do", MEND)


def _open(content: bytes) -> Any:  # noqa: ANN401 -- pypdfium2 has no types
    from pypdfium2 import PdfDocument  # noqa: PLC0415 -- which a mere check need not load

    return PdfDocument(content)


def _read_field(document: Any, stationery: Stationery) -> str:  # noqa: ANN401 -- as above
    """Read what stands in the rows of the address on the first page."""
    window, page = stationery.window, document[0]
    text = page.get_textpage()
    left, top = (window.left - MARGIN) / POINT, page.get_height() - (window.field + LEADED) / POINT
    right, bottom = (window.left + window.widest + MARGIN) / POINT, page.get_height() - window.bottom / POINT
    words: str = text.get_text_bounded(left, bottom, right, top)
    text.close()
    page.close()
    return words


def _read_page(document: Any, number: int) -> str:  # noqa: ANN401 -- as above
    page = document[number]
    text = page.get_textpage()
    words: str = text.get_text_bounded()
    text.close()
    page.close()
    return words


def _plain(text: str) -> str:
    """Take out what a page adds to words or breaks them with: hyphens at the end of a line, invisible spaces."""
    return re.sub(r"[\u00ad\u200b\u2060\ufffe\u0002]", "", text)


def _tight(text: str) -> str:
    """Take out all white space and capitals, and put marks and letters together: how a page sets them matters not."""
    words = "".join(SPELT.get(character, character) for character in text)
    joined = "".join(_plain(words).replace("·", "").replace("\u2010", "-").split())
    return unicodedata.normalize("NFC", joined.casefold())
