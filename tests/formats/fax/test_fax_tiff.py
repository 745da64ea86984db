"""The fax file is what the standard says, tag by tag and pel by pel."""

import io

import pytest
from fax_files import blank, decode_mh, drawn, read_tags, runs_of, strips, write
from PIL import Image, ImageChops

from appeals.formats.fax_coding import decode, encode, negate
from appeals.formats.raster import Sheet
from appeals.formats.tiff_reader import LONGEST, read_fax

SHORT, LONG, RATIONAL = 3, 4, 5


@pytest.mark.parametrize("coding", ["mh", "mmr"])
@pytest.mark.parametrize(("resolution", "down"), [("fine", 196), ("standard", 98)])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_page_has_the_tags_of_the_standard(paper, resolution, down, coding):
    """Each page has exactly the tags of profile S, or F, in their order, type and value."""
    pages = drawn(paper, resolution)
    content = write(pages, coding, resolution)
    tables = read_tags(content)
    assert len(tables) == len(pages) >= 2
    for number, (_, page) in enumerate(tables):
        found = dict(enumerate(page))
        rows = {("a4", 196): 2252, ("a4", 98): 1126, ("letter", 196): 2120, ("letter", 98): 1060}[paper, down]
        strip = next(values for tag, _, values in page if tag == 273)
        length = next(values for tag, _, values in page if tag == 279)
        assert list(found.values()) == [
            (254, LONG, (2,)),
            (256, LONG, (1728,)),
            (257, LONG, (rows,)),
            (258, SHORT, (1,)),
            (259, SHORT, (3 if coding == "mh" else 4,)),
            (262, SHORT, (0,)),
            (266, SHORT, (2,)),
            (273, LONG, strip),
            (274, SHORT, (1,)),
            (277, SHORT, (1,)),
            (278, LONG, (rows,)),
            (279, LONG, length),
            (282, RATIONAL, (204, 1)),
            (283, RATIONAL, (down, 1)),
            (292 if coding == "mh" else 293, LONG, (0,)),
            (296, SHORT, (2,)),
            (297, SHORT, (number, len(pages))),
        ]


def test_directories_and_strips_stand_in_the_order_of_the_pages():
    """Each directory stands before its strip, page after page, and the file ends with the last strip."""
    content = write(drawn())
    places = [(place, start) for (place, _), (start, _) in zip(read_tags(content), strips(content), strict=True)]
    flat = [place for pair in places for place in pair]
    assert flat == sorted(flat)
    start, strip = strips(content)[-1]
    assert len(content) - (start + len(strip)) in (0, 1)


@pytest.mark.parametrize("resolution", ["fine", "standard"])
def test_every_row_of_mh_is_whole_and_as_it_was_drawn(resolution):
    """A decoder of our own finds in every row 1728 pels, the very runs that were drawn, and no return to control."""
    pages = drawn("a4", resolution)
    for (_, strip), page in zip(strips(write(pages, "mh", resolution)), pages, strict=True):
        rows = decode_mh(strip)
        assert len(rows) == page.height
        assert {sum(row) for row in rows} == {1728}
        for number in range(0, page.height, 7):
            assert [run for run in rows[number] if run] == [run for run in runs_of(page, number) if run], number


@pytest.mark.parametrize("coding", ["mh", "mmr"])
def test_decoded_pels_are_the_drawn_ones(coding):
    """Libtiff decodes exactly what was drawn, black for black, by our reader and straight from the file."""
    pages = (*drawn(), blank())
    content = write(pages, coding)
    fax = read_fax(content, "x.tif")
    assert fax.coding == coding
    with Image.open(io.BytesIO(content)) as file:
        for number, (page, coded) in enumerate(zip(pages, fax.pages, strict=True)):
            assert ImageChops.logical_xor(negate(decode(fax, coded)), page).getbbox() is None
            file.seek(number)
            assert ImageChops.logical_xor(negate(file.convert("1")), page).getbbox() is None
            assert file.info["dpi"] == (204, 196)


def test_a_second_run_gives_the_same_bytes():
    """The same pages make the same file."""
    for coding in ("mh", "mmr"):
        assert write(drawn(), coding) == write(drawn(), coding)


def test_mmr_ends_in_its_mark():
    """A strip of MMR ends in an end of block (ITU-T T.6)."""
    for _, strip in strips(write(drawn(), "mmr")):
        assert "".join(f"{byte:08b}"[::-1] for byte in strip).rstrip("0").endswith("000000000001" * 2)


@pytest.mark.parametrize("resolution", ["fine", "standard"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_pages_leave_room_for_the_machine(paper, resolution):
    """The pages are shorter than HylaFAX allows by what spandsp adds, and white where machines write or cut."""
    sheet = Sheet(paper, resolution)
    added = 32 if resolution == "fine" else 16
    clear = 40 if resolution == "fine" else 20
    assert sheet.rows + added <= LONGEST[resolution][paper]
    for page in drawn(paper, resolution):
        left, top, right, bottom = page.getbbox()
        assert page.size == (1728, sheet.rows)
        assert left >= 60
        assert right <= 1728 - 60
        assert top >= clear
        assert bottom <= sheet.rows - clear


def test_mr_is_smaller_than_mh_and_larger_than_mmr():
    """The three codings of a line give sizes in their known order."""
    sizes = [len(encode(drawn()[0], coding)) for coding in ("mmr", "mr", "mh")]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 3
