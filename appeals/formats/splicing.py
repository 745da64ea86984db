"""Puts coded rows of a fax page together: what does not change between letters is coded once.

A row of MH is coded by itself. A row of MMR is coded by what differs from the row above, and above the first row of a
page is taken to be white: so rows may be cut apart wherever the row above the cut is white.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from appeals.formats.fax_coding import encode
from appeals.formats.tiff import WIDTH, FaxPage, flip
from appeals.model.fax import Coding

WHITE_ROW: dict[Coding, str] = {
    "mh": "000000000001" + "010011011" + "00110101",  # end of line, 1728 white pels, none more (ITU-T T.4)
    "mmr": "1",  # below white: nothing differs (ITU-T T.6)
}
END_OF_BLOCK = "000000000001" * 2  # of MMR (ITU-T T.6)


@dataclass(frozen=True, slots=True)
class Rows:
    """Some coded rows: their bits as one number, and how many bits there are."""

    count: int
    bits: int
    length: int


def code_rows(picture: Image.Image, coding: Coding) -> Rows:
    """Code the rows of a picture of mode "1" in which 1 is black; white ones above and below are known by heart."""
    box = picture.getbbox()
    if box is None:
        return _write_white(picture.height, coding)
    top, bottom = box[1], min(box[3] + 1, picture.height)  # the first white row below black is not yet a usual one
    inked = _code_inked(picture.crop((0, top, WIDTH, bottom)), coding)
    return _join((_write_white(top, coding), inked, _write_white(picture.height - bottom, coding)))


@lru_cache(maxsize=256)
def _write_white(count: int, coding: Coding) -> Rows:
    bits = WHITE_ROW[coding] * count
    return Rows(count, int(bits or "0", 2), len(bits))


def _code_inked(picture: Image.Image, coding: Coding) -> Rows:
    """Code rows of which the last may be black.

    Where it ends is not said in what comes out, and its own bits may be noughts; so a mark of known bits is coded
    behind it, and its end looked for. A white row of MH ends in a one itself.
    """
    marked, mark = picture, END_OF_BLOCK
    if coding == "mh":
        mark = ""
        if picture.crop((0, picture.height - 1, WIDTH, picture.height)).getbbox():
            marked, mark = Image.new("1", (WIDTH, picture.height + 1)), WHITE_ROW["mh"]
            marked.paste(picture)
    strip = flip(encode(marked, coding))
    bits, length = int.from_bytes(strip, "big"), 8 * len(strip)
    noughts = (bits & -bits).bit_length() - 1
    end = noughts + len(mark)
    return Rows(picture.height, bits >> end, length - end)


def _join(parts: Iterable[Rows]) -> Rows:
    count = bits = length = 0
    for part in parts:
        count, bits, length = count + part.count, bits << part.length | part.bits, length + part.length
    return Rows(count, bits, length)


def join_rows(parts: Iterable[Rows], coding: Coding) -> FaxPage:
    """Join coded rows to a page, in their order."""
    joined = _join(parts)
    bits, length = joined.bits, joined.length
    if coding == "mmr":
        bits, length = bits << len(END_OF_BLOCK) | int(END_OF_BLOCK, 2), length + len(END_OF_BLOCK)
    size = -(-length // 8)
    strip = (bits << (8 * size - length)).to_bytes(size, "big")
    return FaxPage(joined.count, flip(strip))
