"""The PDF as an archive, a screen reader and a second run see it."""

import io
import os
import pickle
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from reading import audit
from structure import list_scopes

from appeals.formats import render
from appeals.formats.fax import print_edition
from appeals.formats.finish import SPARE_ENTRIES, ends_well, lengthen
from appeals.formats.stationery import A4, LETTER

HOUSE = Path(__file__).parents[2]
NAMES = ("two pages", "annexes", "one page", "three pages", "german")
SCRIPT = """
import pickle, sys
from appeals.formats import render
from appeals.templating import Templates, shelf
letter = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(render("pdf", letter, Templates((shelf(),))).content)
"""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("stationery", [A4, LETTER], ids=["a4", "letter"])
def test_is_pdf_a_and_pdf_ua_and_reads_well(tmp_path, letters, templates, name, stationery):
    """Every letter is PDF/A-3a and PDF/UA-1 at once, and is read aloud without a warning."""
    content = render("pdf", letters[name], templates, stationery).content
    assert audit(tmp_path / "letter.pdf", content) == []


def test_header_cells_say_what_they_head(tmp_path, full_letter, templates, own_templates):
    """In letter and fax edition each header cell heads its column; in a template with headers of rows, its row."""
    table = full_letter.annexes[0].blocks[0]
    annexes = (replace(full_letter.annexes[0], blocks=(replace(table, rows=table.rows * 2),)), full_letter.annexes[1])
    full_letter = replace(full_letter, annexes=annexes)
    for pdf in (render("pdf", full_letter, templates).content, print_edition(full_letter, templates, A4)):
        scopes = list_scopes(pdf)
        assert len(scopes) >= 6, "the table goes on on another page"
        assert set(scopes) == {"/Column"}
        assert audit(tmp_path / "letter.pdf", pdf) == []
    cells = "<td>{{ text(cell) }}</td>"
    mixed = own_templates(
        "letterhead/letter.html.j2",
        cells,
        f'{{% if loop.first %}}<th scope="row">{{{{ text(cell) }}}}</th>{{% else %}}{cells}{{% endif %}}',
    )
    pdf = render("pdf", full_letter, mixed).content
    assert Counter(list_scopes(pdf))["/Row"] == len(full_letter.annexes[0].blocks[0].rows)
    assert audit(tmp_path / "letter.pdf", pdf) == []


def test_other_machine_same_bytes(tmp_path, letter, templates):
    """Another process with another time zone, hash seed, locale and folder writes the same bytes."""
    here = render("pdf", letter, templates).content
    for seed, zone, locale in (("0", "Pacific/Kiritimati", "C"), ("4242", "America/New_York", "C.UTF-8")):
        world = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(HOUSE)}
        there = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=pickle.dumps(letter),
            capture_output=True,
            cwd=tmp_path,
            env=world,
            check=True,
        )
        assert there.stdout == here


def test_order_does_not_matter(letter, german_letter, full_letter, templates):
    """A letter has the same bytes whether it is made first or after others on the other paper."""
    first = render("pdf", letter, templates).content
    for other in (german_letter, full_letter):
        render("pdf", other, templates, LETTER)
    assert render("pdf", letter, templates).content == first


def test_metadata_comes_from_the_letter_alone(letter, templates):
    """Title, author and subject are the letter's and name no recipient; no date, path or name of a machine is told."""
    content = render("pdf", letter, templates).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert dict(pdf.docinfo) == {
            "/Title": "The people on the ferries of Grünhafen: Nineteen days at sea, and no one heard",
            "/Author": "Example Society for Refugee Protection",
            "/Subject": "9 July 1998 · XXL 1998-01",
            "/Producer": pdf.docinfo["/Producer"],
        }
        assert str(pdf.Root.Lang) == "en"
        plain = b"".join(
            entry.read_bytes() if isinstance(entry, pikepdf.Stream) else repr(entry).encode() for entry in pdf.objects
        )
    user = os.environ.get("USER") or os.environ.get("LOGNAME") or "no user"
    for trace in (
        str(HOUSE),
        str(Path.home()),
        os.uname().nodename,
        tempfile.gettempdir(),
        "CreateDate",
        "ModDate",
        f"/{user}/",
    ):
        assert trace.encode() not in plain


def test_fonts_are_embedded(letter, templates):
    """The three faces, and no other font, are in the file as subsets."""
    with pikepdf.open(io.BytesIO(render("pdf", letter, templates).content)) as pdf:
        fonts = {str(entry.BaseFont) for entry in pdf.objects if is_kind(entry, "/Font")}
        files = [entry for entry in pdf.objects if is_kind(entry, "/FontDescriptor") and "/FontFile2" in entry]
    assert {name.partition("+")[2] for name in fonts} == {
        "Letterhead-Serif",
        "Letterhead-Serif-Semi-Bold",
        "Letterhead-Serif-Italic",
    }
    assert len(files) == 3


def is_kind(entry, kind):
    """Say whether an object is a dictionary of a kind."""
    return isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == kind


def test_margins_are_artifacts(letter, templates):
    """Running head and page number are no part of the text that is read aloud."""
    with pikepdf.open(io.BytesIO(render("pdf", letter, templates).content)) as pdf:
        marked = [
            [str(operands[0]) for operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "BDC"]
            for page in pdf.pages
        ]
    assert [page.count("/Artifact") for page in marked] == [1, 2]


def test_no_stream_ends_in_a_carriage_return(letter, templates):
    """A strict reader finds every stream as long as it says, whatever the letter's number is."""
    for number in range(12):
        letter = replace(letter, running_head=f"Minister of the Interior · {number}")
        assert ends_well(render("pdf", letter, templates).content)


def test_fonts_bear_no_time_of_day(letter, templates):
    """The fonts in the file are dated from their making, whichever tool cut them down."""
    with pikepdf.open(io.BytesIO(render("pdf", letter, templates).content)) as pdf:
        files = [entry.FontFile2.read_bytes() for entry in pdf.objects if is_kind(entry, "/FontDescriptor")]
    for file in files:
        with TTFont(io.BytesIO(file)) as font:
            assert font["head"].modified == font["head"].created


@pytest.mark.parametrize("extra", [{}, {"Length1": 4}])
def test_stream_is_lengthened(extra):
    """Data whose checksum ends in a carriage return gets a line feed more, and a font says so."""
    pydyf = pytest.importorskip("pydyf")
    stream = pydyf.Stream([bytes([0x0C])], dict(extra), compress=True)
    assert not ends_well(stream.data)
    lengthen(stream)
    assert ends_well(stream.data)
    assert stream.extra == {key: value + 1 for key, value in extra.items()}


def test_further_attempts_say_the_same(letter, templates, monkeypatch):
    """Where a file ends badly it is written again with an entry that changes its bytes and not its meaning."""
    seen = []

    def refuse_twice(content):
        seen.append(content)
        return len(seen) > 2

    monkeypatch.setattr("appeals.formats.page.ends_well", refuse_twice)
    content = render("pdf", letter, templates).content
    assert len(set(seen)) == 3
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.PageLayout == SPARE_ENTRIES[2]["PageLayout"]


def test_name_and_kind(letter, templates):
    """The document is named after the letter."""
    document = render("pdf", letter, templates)
    assert (document.name, document.media_type) == ("1998-07-09--grunhafen-1998--xx-minister.en.pdf", "application/pdf")
