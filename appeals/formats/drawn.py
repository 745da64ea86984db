"""Reads drawn text back: the numbers of its glyphs through the tables that the fonts in the file carry."""

import re
import sys
from array import array
from collections.abc import Mapping

Fonts = Mapping[bytes, Mapping[int, str]]  # name of a font: glyph: text
TWINS = ((" ", "\u00a0"), ("-", "\u2010"))  # characters for which many fonts have one glyph, the usual one first
BREAK = "\u200b"  # a place to break a long address of the web: drawn as nothing
FONT = re.compile(rb"/(\w+) \S+ Tf")
GLYPHS = re.compile(rb"<([0-9a-f]+)>")


def read_drawn(drawn: bytes, fonts: Fonts) -> str:
    """Read the text of a stretch of drawing; raise LookupError where a glyph stands for nothing."""
    words: list[str] = []
    _, *rest = FONT.split(drawn)
    for font, shown in zip(rest[::2], rest[1::2], strict=True):
        glyphs = array("H", bytes.fromhex(b"".join(GLYPHS.findall(shown)).decode()))
        if sys.byteorder == "little":
            glyphs.byteswap()
        table = fonts[font]
        words += [table[glyph] for glyph in glyphs]
    return "".join(words)


def as_read(text: str) -> str:
    """Write a text as it is read back: with the usual one of each two characters that may share a glyph."""
    for usual, other in TWINS:
        text = text.replace(other, usual)
    return text.replace(BREAK, "")


def list_glyphs(drawn: bytes) -> list[int]:
    """List the glyphs of a stretch of drawing in one font."""
    shown = b"".join(GLYPHS.findall(drawn))
    return [int(shown[spot : spot + 4], 16) for spot in range(0, len(shown), 4)]


def uses(drawn: bytes, font: bytes, glyph: int) -> bool:
    """Say whether a stretch of drawing shows a glyph of a font."""
    _, *rest = FONT.split(drawn)
    return any(glyph in list_glyphs(shown) for name, shown in zip(rest[::2], rest[1::2], strict=True) if name == font)


def read_letter(drawn: bytes, fonts: Fonts) -> str | None:
    """Read a stretch of drawing; None where one of its glyphs stands for nothing."""
    try:
        return as_read(read_drawn(drawn, fonts))
    except LookupError:
        return None
