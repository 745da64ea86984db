"""Codes rows of black and white for the fax, and decodes them: libtiff through Pillow, one page at a time."""

from collections.abc import Iterator
from io import BytesIO
from struct import unpack_from

from PIL import Image

from appeals.formats import tiff
from appeals.formats.tiff import Fax, FaxPage, flip, write_tiff
from appeals.formats.tiff_reader import MEND
from appeals.model.fax import LineCoding
from appeals.problems import Place, Problem

GROUPS: dict[LineCoding, str] = {"mh": "group3", "mr": "group3", "mmr": "group4"}
BOTH_WAYS, ALIGNED = 1, 4  # bits of T4Options: two dimensions; rows that end with a byte


def encode(page: Image.Image, coding: LineCoding, *, aligned: bool = False) -> bytes:
    """Code a page, a picture of mode "1" in which 1 is black; return its strip, lowest bit first.

    libtiff takes 0 for white, as the fax does; that Pillow writes another word for it beside the strip does not matter.
    """
    options = {tiff.ROWS_PER_STRIP: page.height}
    if coding != "mmr":
        options[tiff.T4_OPTIONS] = (BOTH_WAYS if coding == "mr" else 0) | (ALIGNED if aligned else 0)
    stream = BytesIO()
    # The resolution tells libtiff after how many rows of MR one must be whole again.
    page.save(stream, "TIFF", compression=GROUPS[coding], tiffinfo=options, dpi=(tiff.ACROSS, tiff.DOWN["fine"]))
    return flip(cut_strip(stream.getvalue()))


def cut_strip(content: bytes) -> bytes:
    """Cut the one strip out of a file that Pillow wrote."""
    (directory,) = unpack_from("<I", content, 4)
    (count,) = unpack_from("<H", content, directory)
    spots = range(directory + 2, directory + 2 + 12 * count, 12)
    table = dict(unpack_from("<H6xI", content, spot) for spot in spots)
    start = table[tiff.STRIP_OFFSETS]
    return content[start : start + table[tiff.STRIP_BYTES]]


def decode(fax: Fax, page: FaxPage) -> Image.Image:
    """Decode a page into a picture of mode "1" in which 1 is white, as screens show it; raise OSError on damage."""
    alone = write_tiff(Fax(fax.coding, fax.resolution, (page,)))
    with Image.open(BytesIO(alone)) as picture:
        picture.load()
        return picture.copy()


def find_damage(fax: Fax, name: str) -> Iterator[Problem]:
    """Yield the pages whose rows do not say what they should: decoded and coded again, they come out otherwise.

    Both codings leave an encoder no choice, but for the white bits that end a row of MH with a byte.
    """
    for number, page in enumerate(fax.pages, start=1):
        try:
            drawn = negate(decode(fax, page))
        except (OSError, SyntaxError):  # what Pillow raises on damage
            drawn = None
        made = (encode(drawn, fax.coding, aligned=aligned) for aligned in (False, True)) if drawn else ()
        if page.strip.rstrip(b"\0") not in (strip.rstrip(b"\0") for strip in made):
            yield Problem(f"page {number} is damaged: its rows cannot be decoded whole", MEND, Place(name))


def recode(fax: Fax, coding: LineCoding) -> tuple[int, ...]:
    """Measure the pages in another coding, in bytes: what travels is coded anew by the sending machine."""
    if coding == fax.coding:
        return tuple(len(page.strip) for page in fax.pages)
    return tuple(len(encode(negate(decode(fax, page)), coding)) for page in fax.pages)


def negate(page: Image.Image) -> Image.Image:
    """Exchange black and white."""
    return page.point([255, *[0] * 255], "1")
