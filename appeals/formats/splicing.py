"""Puts coded rows of a fax page together: what does not change between letters is coded once.

A row of MH is coded by itself. A row of MMR is coded by what differs from the row above, and above the first row of a
page is taken to be white: so rows may be cut apart wherever the row above the cut is white.
"""

from dataclasses import dataclass

from PIL import Image

from appeals.formats.fax_coding import encode
from appeals.formats.tiff import WIDTH, FaxPage, flip
from appeals.model.fax import Coding

WHITE_ROW = "000000000001" + "010011011" + "00110101"  # of MH: end of line, 1728 white pels, none more (ITU-T T.4)
END_OF_BLOCK = "000000000001" * 2  # of MMR (ITU-T T.6)


@dataclass(frozen=True, slots=True)
class Rows:
    """Some coded rows: their bits as one number, and how many bits there are."""

    count: int
    bits: int
    length: int


def code_rows(picture: Image.Image, coding: Coding) -> Rows:
    """Code the rows of a picture of mode "1" in which 1 is black.

    Where the last of them ends is not said in what comes out, and its own bits may be noughts; so a mark of known bits
    is coded behind it, and its end looked for. A white row of MH ends in such bits itself.
    """
    if not picture.height:
        return Rows(0, 0, 0)
    marked, mark = picture, END_OF_BLOCK
    if coding == "mh":
        mark = ""
        if picture.crop((0, picture.height - 1, WIDTH, picture.height)).getbbox():
            marked, mark = Image.new("1", (WIDTH, picture.height + 1)), WHITE_ROW
            marked.paste(picture)
    strip = flip(encode(marked, coding))
    bits, length = int.from_bytes(strip, "big"), 8 * len(strip)
    noughts = (bits & -bits).bit_length() - 1
    end = noughts + len(mark)
    return Rows(picture.height, bits >> end, length - end)


def join_rows(parts: tuple[Rows, ...], coding: Coding) -> FaxPage:
    """Join coded rows to a page, in their order."""
    bits = length = 0
    for part in parts:
        bits, length = bits << part.length | part.bits, length + part.length
    if coding == "mmr":
        bits, length = bits << len(END_OF_BLOCK) | int(END_OF_BLOCK, 2), length + len(END_OF_BLOCK)
    size = -(-length // 8)
    strip = (bits << (8 * size - length)).to_bytes(size, "big")
    return FaxPage(sum(part.count for part in parts), flip(strip))
