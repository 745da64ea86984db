"""The strict reader takes what a machine takes unchanged, and refuses all else with a sentence."""

import io
from struct import pack

import pytest
from fax_files import blank, drawn, read_tags, strips, write
from PIL import Image

from appeals.formats.fax_coding import encode, find_damage
from appeals.formats.tiff import Fax, FaxPage, write_tiff
from appeals.formats.tiff_reader import find_paper, read_fax
from appeals.problems import FormatError


def pillow(mode="1", size=(1728, 2252), **options):
    """Write a page with Pillow alone, as many tools would."""
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, "TIFF", **options)
    return stream.getvalue()


def change(content, tag, *values, form=None, new=None, page=0):
    """Write other values, another type or another number over a tag of a page."""
    changed = bytearray(content)
    place, entries = read_tags(content)[page]
    index = [entry[0] for entry in entries].index(tag)
    spot = place + 2 + 12 * index
    form = form or entries[index][1]
    if values and form == 5:
        at = int.from_bytes(content[spot + 8 : spot + 12], "little")
        changed[at : at + 8] = pack("<2I", *values)
    elif values:
        changed[spot + 8 : spot + 12] = pack("<4s", pack(f"<{len(values)}{'HI'[form == 4]}", *values))
    changed[spot : spot + 4] = pack("<HH", new or tag, form)
    return bytes(changed)


def good(coding="mh"):
    """Write a file of two pages that is right."""
    return write((drawn()[0], blank()), coding)


def mixed():
    """Write pages for two papers into one file."""
    return write((blank("a4"), blank("letter")))


def two_dimensions():
    """Code a page in MR and say so."""
    page = drawn()[0]
    content = write_tiff(Fax("mh", "fine", (FaxPage(page.height, encode(page, "mr")),)))
    return change(content, 292, 1)


def with_return_to_control():
    """End a page as the line does, not the file."""
    page = drawn()[0]
    ends = int("000000000001" * 6, 2).to_bytes(9, "big").translate(bytes(int(f"{b:08b}"[::-1], 2) for b in range(256)))
    return write_tiff(Fax("mh", "fine", (FaxPage(page.height, encode(page, "mh") + ends),)))


def short_of_rows():
    """Leave the last rows out, and keep the length."""
    page = drawn()[0]
    strip = encode(page.crop((0, 0, 1728, 2000)), "mh")
    return write_tiff(Fax("mh", "fine", (FaxPage(page.height, strip),)))


def beginning_late():
    """Begin a strip within a row."""
    page = drawn()[0]
    return write_tiff(Fax("mh", "fine", (FaxPage(page.height, encode(page, "mh")[9:]),)))


def loop():
    """Let the last page lead back to the first."""
    content = bytearray(good())
    place, entries = read_tags(good())[-1]
    spot = place + 2 + 12 * len(entries)
    content[spot : spot + 4] = pack("<I", 8)
    return bytes(content)


WRONG = {
    "1700 wide": (
        lambda: write([blank().crop((0, 0, 1700, 2252))]).replace(pack("<I", 1728), pack("<I", 1700)),
        "1700",
    ),
    "RGB": (lambda: pillow("RGB", dpi=(204, 196)), "coloured"),
    "grey": (lambda: pillow("L", dpi=(204, 196)), "grey"),
    "Pillow's own": (lambda: pillow(compression="group3", tiffinfo={278: 2252, 292: 0}, dpi=(204, 196)), "negative"),
    "black is 0": (lambda: change(good(), 262, 1), "negative"),
    "many strips": (lambda: change(good(), 278, 64), "strips"),
    "too long": (lambda: write([Image.new("1", (1728, 2292))]), "2292 rows long"),
    "too long, standard": (lambda: write([Image.new("1", (1728, 1146))], "mh", "standard"), "1146 rows long"),
    "no rows": (lambda: change(change(good(), 257, 0), 278, 0), "0 rows long"),
    "no resolution": (lambda: change(good(), 283, new=284), "does not say its resolution"),
    "no width": (lambda: change(good(), 256, new=255), "ImageWidth"),
    "150 dpi": (lambda: change(change(good(), 283, 150, 1), 282, 150, 1), "150/1"),
    "metric": (lambda: change(good(), 296, 3), "inches"),
    "cut in the strip": (lambda: good()[:-40], "cut off"),
    "cut in a directory": (lambda: good()[: read_tags(good())[1][0] + 30], "cut off"),
    "cut in the head": (lambda: good()[:6], "cut off"),
    "not a TIFF": (lambda: b"%PDF-1.7 and more", "not a TIFF"),
    "nothing": (lambda: b"", "not a TIFF"),
    "Motorola": (lambda: b"MM\0*" + good()[4:], "MM"),
    "no page": (lambda: b"II*\0" + bytes(4), "no page"),
    "page numbers": (lambda: change(good(), 297, 0, 2, page=1), "numbered"),
    "count of pages": (lambda: change(change(good(), 297, 0, 0), 297, 1, 0, page=1), "numbered"),
    "no page of a fax": (lambda: change(good(), 254, 0), "NewSubfileType"),
    "highest bit first": (lambda: change(good(), 266, 1), "FillOrder"),
    "turned": (lambda: change(good(), 274, 3), "turned"),
    "LZW": (lambda: change(good(), 259, 5), "compressed"),
    "tags out of order": (lambda: change(good(), 257, new=255), "order"),
    "a strange tag": (lambda: change(good(), 292, new=290), "tag 290"),
    "a type": (lambda: change(good(), 258, 1, form=4), "type"),
    "two dimensions": (two_dimensions, "two dimensions"),
    "uncompressed stretches": (lambda: change(good("mmr"), 293, 2), "uncompressed"),
    "options of the other": (lambda: change(good("mmr"), 293, new=292), "options of MH"),
    "other options": (lambda: change(good(), 292, new=293), "options of MMR"),
    "return to control": (with_return_to_control, "return to control"),
    "rows missing": (short_of_rows, "2000 begin"),
    "begins late": (beginning_late, "first row"),
    "end not marked": (lambda: change(good("mmr"), 279, 900), "end is not marked"),
    "an empty strip": (lambda: change(good(), 279, 0), "cut off"),
    "mixed paper": (mixed, "different paper"),
    "mixed dots": (lambda: change(good(), 282, 200, 1, page=1), "resolved alike"),
    "mixed resolution": (lambda: change(good(), 283, 98, 1, page=1), "1142"),
    "a loop": (loop, "follow"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_with_its_reason(name):
    """Each wrong file is refused in a sentence that names the file and says what is wrong."""
    make, reason = WRONG[name]
    with pytest.raises(FormatError) as caught:
        read_fax(make(), "letter.tif")
    assert reason in str(caught.value)
    assert str(caught.value).startswith("letter.tif: ")
    assert "mend: make it anew" in str(caught.value)


@pytest.mark.parametrize("coding", ["mh", "mmr"])
def test_a_right_file_is_read(coding):
    """A right file is read into its strips, and nothing is found damaged."""
    fax = read_fax(good(coding), "letter.tif")
    assert [page.strip for page in fax.pages] == [strip for _, strip in strips(good(coding))]
    assert [page.rows for page in fax.pages] == [2252, 2252]
    assert list(find_damage(fax, "letter.tif")) == []


def test_what_profile_s_allows_beside_ours_is_read():
    """200 by 200 dots, an aligned end of line, a short width, and words on the program are no fault."""
    page = blank()
    aligned = write_tiff(Fax("mh", "fine", (FaxPage(page.height, encode(page, "mh", aligned=True)),)))
    allowed = change(change(change(aligned, 292, 4), 282, 200, 1), 283, 200, 1)
    fax = read_fax(change(allowed, 256, 1728, form=3), "other.tif")
    assert fax.resolution == "fine"
    assert list(find_damage(fax, "other.tif")) == []


def test_several_wrong_pages_are_told_of_together():
    """What is wrong is told of every page."""
    wrong = change(change(good(), 274, 3), 266, 1, page=1)
    with pytest.raises(FormatError) as caught:
        read_fax(wrong, "letter.tif")
    assert [str(problem).split(" ")[2] for problem in caught.value.problems] == ["1", "2"]


def test_paper_is_told_by_length():
    """Pages short enough for US Letter are taken for it."""
    papers = {paper: find_paper(read_fax(write([blank(paper)]), "x.tif")) for paper in ("a4", "letter")}
    assert papers == {"a4": "a4", "letter": "letter"}


@pytest.mark.parametrize("coding", ["mh", "mmr"])
def test_damage_within_a_page_is_found(coding):
    """A byte overwritten within a strip, which no tag tells of, is found when the rows are decoded."""
    content = bytearray(write([drawn()[0]], coding))
    start, strip = strips(bytes(content))[0]
    middle = start + len(strip) // 2
    content[middle : middle + 2] = bytes(255 - byte for byte in content[middle : middle + 2])
    try:
        problems = list(find_damage(read_fax(bytes(content), "x.tif"), "x.tif"))
    except FormatError as error:
        problems = list(error.problems)
    assert "damaged" in str(problems[0])
