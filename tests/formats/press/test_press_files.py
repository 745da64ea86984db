"""The files that come from the press: shared beginnings, names of their own, and a proof of each."""

import io
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from appeals.formats.finish import ends_well
from appeals.formats.press import fill, make_form, prove, texts_of
from appeals.formats.press.form import write_string
from appeals.formats.stationery import A4

HOUSE = Path(__file__).parents[3]
SCRIPT = """
import pickle, sys
from appeals.formats.press import fill
form, letter = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(fill(form, letter))
assert "weasyprint" not in sys.modules
"""


@pytest.fixture
def batch(letter):
    """Two letters that differ in whom they go to."""
    other = replace(letter, salutation="Dear Minister,", running_head="Other · 9 July 1998 · XXL 1998-01")
    return letter, replace(other, address=("Mr Other Beispiel", *letter.address[1:]), recipient="xx-other")


@pytest.fixture(scope="module")
def forms():
    """Keep the form: it is the same for all tests."""
    return {}


@pytest.fixture
def form(batch, templates, forms):
    """Make their form."""
    if not forms:
        forms["one"] = make_form(batch[0], {*texts_of(batch[0]), *texts_of(batch[1])}, templates, A4)
    return forms["one"]


def test_another_process_fills_the_form_without_weasyprint(form, batch):
    """A form travels to other processes; they make the same bytes, and load nothing that lays out pages."""
    world = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(HOUSE)}
    sent = pickle.dumps((form, batch[1]))
    there = subprocess.run([sys.executable, "-c", SCRIPT], input=sent, capture_output=True, env=world, check=True)
    assert there.stdout == fill(form, batch[1])


def test_files_begin_alike_and_are_named_apart(form, batch):
    """All letters of a form begin with its bytes; each has a name of its own, and the same at every making."""
    files = [fill(form, letter) for letter in batch]
    assert sha256(form.prefix).hexdigest() == form.digest
    assert all(content.startswith(form.prefix) and ends_well(content) for content in files)
    names = []
    for content in files:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert pdf.check_pdf_syntax() == []
            names.append(bytes(pdf.trailer.ID[0]))
    assert len(set(names)) == 2
    assert fill(form, batch[0]) == files[0]


def test_forms_are_the_same_at_every_making(batch, templates, form):
    """The same letters make the same form."""
    again = make_form(batch[0], [*texts_of(batch[0]), *texts_of(batch[1])], templates, A4)
    assert fill(again, batch[1]) == fill(form, batch[1])


def test_proof_finds_another_letter(form, batch):
    """A letter is proved to be its own and no other's, field by field."""
    first, second = (fill(form, letter) for letter in batch)
    assert prove(form, first, batch[0]) is None
    assert "the field address:0 says “Her Excellency Ms Erika Beispiel”" in prove(form, first, batch[1])
    assert "says" in prove(form, second, batch[0])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b" Tm\n/", b" Tm\n0 0 m\n/", "the field name:0 is not drawn as its form draws it"),
        (b"EMC", b"E C", "the field name:0 says"),
        (b"/Type /XRef", b"/Type /XFer", "its table of objects is not where"),
        (b"/URI (mailto:post", b"/URI (mailto:past", "does not lead to mailto:post@example.org"),
    ],
)
def test_proof_finds_a_damaged_file(form, batch, old, new, told):
    """What is changed in a finished file is found."""
    tail = fill(form, batch[0])[len(form.prefix) :]
    assert old in tail
    assert told in prove(form, form.prefix + tail.replace(old, new, 1), batch[0])
    assert prove(form, tail, batch[0]) == "it does not begin as its form does"


def test_a_glyph_of_nothing_is_found(form, batch):
    """An empty box in place of a letter is no letter."""
    content = fill(form, batch[0])
    spot = content.index(b"[<", len(form.prefix)) + 2
    assert "stands for nothing" in prove(form, content[:spot] + b"0000" + content[spot + 4 :], batch[0])


@pytest.mark.parametrize("text", ["plain", "(in) \\ brackets", "Ünal · 9\u00a0July"])
def test_strings_are_written_as_weasyprint_writes_them(text):
    """Author and subject come out as on the slow road."""
    pydyf = pytest.importorskip("pydyf")
    assert write_string(text) == pydyf.String(text).data
