"""What the tests of the fax share: pages drawn once, and readers of the file that are neither Pillow nor our own."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from struct import unpack_from

from PIL import Image

from appeals import pipeline
from appeals.formats.fax import code_page, print_edition
from appeals.formats.raster import Sheet, draw_pages
from appeals.formats.stationery import choose_stationery
from appeals.formats.tiff import Fax, write_tiff
from appeals.model.fax import FaxSetup
from appeals.templating import Templates, shelf

HOUSE = Path(__file__).parents[3]
CASE = "forced-returns-2003"
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8}  # of the types of TIFF 6.0, in bytes
DEBIAN = "apt install hylafax-server hylafax-client libtiff-tools"


@lru_cache
def shipped(language="en", *, cover=False):
    """Compose the shipped letter to the Premier."""
    records = pipeline.load(pipeline.Workspace(HOUSE), [CASE])
    order = pipeline.Order(cases=(CASE,), to=("cn-premier",), language=language, cover=cover)
    ((_, letter),) = pipeline.compose_all(records, order, date(2003, 4, 2))
    return letter


def stationery(paper="a4", **setup):
    """Choose the stationery of a fax."""
    return replace(choose_stationery(paper), fax=FaxSetup(**setup))


@lru_cache
def edition(paper="a4", language="en"):
    """Print the fax edition of the shipped letter."""
    return print_edition(shipped(language), Templates((shelf(),)), stationery(paper))


@lru_cache
def drawn(paper="a4", resolution="fine", language="en"):
    """Draw the pages of the shipped letter."""
    return draw_pages(edition(paper, language), Sheet(paper, resolution))


def blank(paper="a4", resolution="fine"):
    """Draw a page without a mark."""
    return Image.new("1", (1728, Sheet(paper, resolution).rows))


def write(pages, coding="mh", resolution="fine"):
    """Write drawn pages into a file."""
    return write_tiff(Fax(coding, resolution, tuple(code_page(page, coding) for page in pages)))


def read_tags(content):
    """Read tags as TIFF 6.0 describes them: for each page a list of tag, type and values, as they stand."""
    assert content[:4] == b"II*\0"
    pages, place = [], unpack_from("<I", content, 4)[0]
    while place:
        (count,) = unpack_from("<H", content, place)
        page = []
        for spot in range(place + 2, place + 2 + 12 * count, 12):
            tag, form, number = unpack_from("<HHI", content, spot)
            start = spot + 8 if SIZES[form] * number <= 4 else unpack_from("<I", content, spot + 8)[0]
            code = {3: "H", 4: "I", 5: "II"}[form]
            page.append((tag, form, unpack_from("<" + code * number, content, start)))
        pages.append((place, page))
        (place,) = unpack_from("<I", content, place + 2 + 12 * count)
    return pages


def strips(content):
    """Cut out the strips, with where each begins."""
    tables = [{tag: values for tag, _, values in page} for _, page in read_tags(content)]
    return [(table[273][0], content[table[273][0] : table[273][0] + table[279][0]]) for table in tables]


# ITU-T T.4, tables 2 and 3: the codes of white and black runs of 0 to 63 pels, then of 64, 128 ... 1728.
WHITE = """\
00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 101010 101011
0100111 0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 0100100 0011000 00000010 00000011 00011010
00011011 00010010 00010011 00010100 00010101 00010110 00010111 00101000 00101001 00101010 00101011 00101100 00101101
00000100 00000101 00001010 00001011 01010010 01010011 01010100 01010101 00100100 00100101 01011000 01011001 01011010
01011011 01001010 01001011 00110010 00110011 00110100
11011 10010 010111 0110111 00110110 00110111 01100100 01100101 01101000 01100111 011001100 011001101 011010010
011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 011011011 010011000 010011001
010011010 011000 010011011"""
BLACK = """\
0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 000011000
0000010111 0000011000 0000001000 00001100111 00001101000 00001101100 00000110111 00000101000 00000010111 00000011000
000011001010 000011001011 000011001100 000011001101 000001101000 000001101001 000001101010 000001101011 000011010010
000011010011 000011010100 000011010101 000011010110 000011010111 000001101100 000001101101 000011011010 000011011011
000001010100 000001010101 000001010110 000001010111 000001100100 000001100101 000001010010 000001010011 000000100100
000000110111 000000111000 000000100111 000000101000 000001011000 000001011001 000000101011 000000101100 000001011010
000001100110 000001100111
0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100 0000001101101
0000001001010 0000001001011 0000001001100 0000001001101 0000001110010 0000001110011 0000001110100 0000001110101
0000001110110 0000001110111 0000001010010 0000001010011 0000001010100 0000001010101 0000001011010 0000001011011
0000001100100 0000001100101"""
RUNS = [*range(64), *range(64, 1729, 64)]
TABLES = [dict(zip(codes, RUNS, strict=True)) for codes in (WHITE.split(), BLACK.split())]


def decode_mh(strip):
    """Decode a strip of MH into rows of runs, white first; every bit must be accounted for but the last few."""
    bits = "".join(f"{byte:08b}"[::-1] for byte in strip)
    first, *rows = bits.split("000000000001")
    assert first == ""
    return [decode_row(row, last=number + 1 == len(rows)) for number, row in enumerate(rows)]


def decode_row(bits, *, last):
    """Decode one row."""
    runs, colour, run, start = [], 0, 0, 0
    for end in range(1, len(bits) + 1):
        found = TABLES[colour].get(bits[start:end])
        if found is not None:
            start, run = end, run + found
            if found < 64:
                runs.append(run)
                colour, run = 1 - colour, 0
    left = bits[start:]
    assert left == "" or (last and set(left) <= {"0"} and len(left) < 8), left
    return runs


def runs_of(page, row):
    """Measure the runs of a row of a drawn page."""
    pels = page.crop((0, row, page.width, row + 1)).tobytes()
    bits = "".join(f"{byte:08b}" for byte in pels)
    runs, colour = [], "0"
    while bits:
        rest = bits.lstrip(colour)
        runs.append(len(bits) - len(rest))
        bits, colour = rest, "1" if colour == "0" else "0"
    return runs
