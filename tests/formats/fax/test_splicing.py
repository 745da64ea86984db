"""Coded rows, cut apart and joined again, are what the encoder makes of the whole page, bit for bit."""

from itertools import pairwise
from random import Random

import pytest
from PIL import Image, ImageDraw

from appeals.formats.fax_coding import encode
from appeals.formats.splicing import Rows, code_rows, join_rows
from appeals.formats.tiff import WIDTH

CODINGS = ("mh", "mmr")


def draw(seed, rows=90):
    """Draw shapes, noise and single pels at random, with white between, right to the edges."""
    chance = Random(seed)  # noqa: S311 -- no secret
    picture = Image.new("1", (WIDTH, rows))
    pen = ImageDraw.Draw(picture)
    for _ in range(chance.randrange(8)):
        left, top = chance.randrange(-50, WIDTH), chance.randrange(rows)
        shape = (left, top, left + chance.randrange(1, WIDTH), min(rows - 1, top + chance.randrange(1, 12)))
        (pen.ellipse, pen.rectangle, pen.line)[chance.randrange(3)](shape, fill=1)
    for _ in range(chance.randrange(3)):
        grains = Image.frombytes("1", (WIDTH // 8 * 8, 3), chance.randbytes(WIDTH // 8 * 3))
        picture.paste(grains, (0, chance.randrange(rows)))
    for _ in range(chance.randrange(40)):
        picture.putpixel((chance.randrange(WIDTH), chance.randrange(rows)), 1)
    for _ in range(chance.randrange(4)):
        pen.rectangle((0, top := chance.randrange(rows), WIDTH, top + chance.randrange(6)), fill=0)
    return picture


def split(picture, cuts):
    """Cut a picture into strips at these rows."""
    edges = [0, *sorted(cuts), picture.height]
    return [picture.crop((0, top, WIDTH, bottom)) for top, bottom in pairwise(edges)]


def is_white(picture, row):
    """Say whether a row of a picture is white."""
    return picture.crop((0, row, WIDTH, row + 1)).getbbox() is None


def join(strips, coding):
    """Code strips one by one, and join them."""
    return join_rows(tuple(code_rows(strip, coding) for strip in strips), coding)


@pytest.mark.parametrize("seed", range(40))
def test_rows_of_mh_are_cut_anywhere(seed):
    """Each row is coded by itself; some strips have no row at all."""
    picture = draw(seed)
    chance = Random(seed)  # noqa: S311 -- no secret
    page = join(split(picture, chance.choices(range(picture.height + 1), k=9)), "mh")
    assert page.strip == encode(picture, "mh")
    assert page.rows == picture.height


@pytest.mark.parametrize("seed", range(40))
def test_rows_of_mmr_are_cut_below_white(seed):
    """The row above a cut is white, as what is above a page is taken to be; some strips have no row at all."""
    picture = draw(seed)
    allowed = [0, picture.height, *(row + 1 for row in range(picture.height) if is_white(picture, row))]
    chance = Random(seed)  # noqa: S311 -- no secret
    page = join(split(picture, chance.choices(allowed, k=9)), "mmr")
    assert page.strip == encode(picture, "mmr")
    assert page.rows == picture.height


def test_a_row_of_mmr_cut_below_black_is_another():
    """Where the row above a cut is not white, the strip below it would say something else."""
    picture = draw(3)
    black = next(
        row for row in range(1, picture.height) if not is_white(picture, row) and not is_white(picture, row - 1)
    )
    assert join(split(picture, [black]), "mmr").strip != encode(picture, "mmr")


@pytest.mark.parametrize("coding", CODINGS)
def test_the_end_of_a_row_is_found_whatever_its_last_bits_are(coding):
    """Rows that end in a white run of every length, and of every length of black, are each coded as a strip."""
    lengths = [*range(80), *range(80, WIDTH, 61), WIDTH]
    picture = Image.new("1", (WIDTH, 4 * len(lengths)))
    pen = ImageDraw.Draw(picture)
    for number, length in enumerate(lengths):
        if length < WIDTH:
            pen.line((0, 4 * number, WIDTH - 1 - length, 4 * number), fill=1)
        if length:
            pen.line((WIDTH - length, 4 * number + 2, WIDTH - 1, 4 * number + 2), fill=1)
    strips = split(picture, range(0, picture.height, 2))  # each of one row, and a white one below it
    assert join(strips, coding).strip == encode(picture, coding)
    if coding == "mh":
        assert join(split(picture, range(picture.height)), coding).strip == encode(picture, coding)


@pytest.mark.parametrize("coding", CODINGS)
def test_nothing_but_white(coding):
    """A white page in a hundred strips is one white page; a strip without rows adds nothing."""
    white = Image.new("1", (WIDTH, 100))
    assert join(split(white, range(1, 100)), coding).strip == encode(white, coding)
    assert code_rows(Image.new("1", (WIDTH, 0)), coding) == Rows(0, 0, 0)
