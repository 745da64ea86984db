"""What is copied and searched in a PDF is what is seen: letters that need marks of their own, in any order and file."""

import io
import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from reading import audit
from sameness import differ

from appeals.formats import render
from appeals.formats.binding import Bound, bind
from appeals.formats.fax import print_edition
from appeals.formats.press import fill, make_form, prove, texts_of
from appeals.formats.press.making import choose_plain
from appeals.formats.stationery import A4
from appeals.formats.textlayer import has_marks

NAMES = {
    "Yoruba": "Ṣẹ́gun Ẹ̀gbẹ́ Ọ̀ṣun ọ́ ọ̄ M̀ ńǹ",
    "Yoruba, another first": "gbẹ́ ẹ Ṣẹ́gun Ẹ e ẹ̀",
    "Vietnamese, decomposed": unicodedata.normalize("NFD", "Nguyễn Thị Ế Đặng Hữu Phước"),
    "Lithuanian": "Ė́ė́ ą́ ī̇́ i̇́ į̇́ Juõzas r̃ m̃ l̃",
    "Navajo": "Ąą́ Shiyázhí ę́ į́ ǫ́ Ǫ Dinétah",
    "transcription": "ə̀ m̩ n̩ ã́ ṣ̌ x̣̌",
    "Cyrillic with stress": "Г̇ и́ а́ ё́ Свято́го",
    "Turkish": "ı i İ i̇ Diyarbakır ı̇",
    "Guaraní and Pacific": "g̃ G̃ ỹ́ ā̃ Ā́",
}


def compose(text):
    """Put marks and letters together, and one space for all white space."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def read_all(tmp_path, content):
    """Read a file as two programs do that share no code, where the second is there."""
    with pypdfium2.PdfDocument(content) as document:
        texts = ["\n".join(page.get_textpage().get_text_bounded() for page in document)]
    if shutil.which("pdftotext"):
        (tmp_path / "read.pdf").write_bytes(content)
        said = subprocess.run(["pdftotext", tmp_path / "read.pdf", "-"], capture_output=True, check=True, text=True)
        texts.append(said.stdout)
    return [compose(text) for text in texts]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_read_as_they_are_written(name, letter, templates, tmp_path):
    """In address, salutation and running head; in the letter, its fax edition and the file to print."""
    words = NAMES[name]
    own = replace(
        letter,
        address=(words, *letter.address[1:]),
        salutation=f"Dear {words},",
        running_head=f"{words} · 9 July 1998",
        info=letter.info[:1],
    )
    content, pieces = render("pdf", own, templates).content, []
    bind([Bound("to whom", content)], pieces.append)
    for made in (content, print_edition(own, templates, A4), b"".join(pieces)):
        for text in read_all(tmp_path, made):
            assert text.count(compose(words)) == 3
    assert audit(tmp_path / "letter.pdf", content) == []


def test_what_the_font_lacks_is_spelt_with_what_it_has(letter, templates, tmp_path):
    """A hyphen that does not break, a sign for “care of” and letters that the font knows in parts are printed."""
    own = replace(letter, address=("N\u2011ERGIE AG, ℅ Some Office", "Ms ǫḇẕ ǭ", *letter.address[2:]), info=())
    for text in read_all(tmp_path, render("pdf", own, templates).content):
        assert re.search("N[-\u2010]ERGIE AG, c/o Some Office", text.replace("\u2060", ""))
        assert "Ms ǫḇẕ ǭ" in text


def test_plain_names_beside_them_are_not_touched(letter, templates):
    """A glyph that was first met with a mark still stands for its own letter elsewhere, in every font."""
    own = replace(letter, salutation="Dear Ṣẹ́gun,", address=("Ẹ ẹ ė", *letter.address[1:]))
    with pikepdf.open(io.BytesIO(render("pdf", own, templates).content)) as pdf:
        tables = [entry.ToUnicode.read_bytes() for entry in pdf.objects if is_font(entry)]
    assert len(tables) == 3
    for table in tables:
        for row in table.partition(b"beginbfchar")[2].split(b"\n")[1:]:
            if row.startswith(b"<"):
                text = bytes.fromhex(row.split()[1].strip(b"<>").decode()).decode("utf-16-be")
                assert len(text) == 1 or text in {"ff", "fi", "ffi", "fl", "ffl", "fj"}


def is_font(entry):
    """Say whether an object is a font with a table of texts."""
    return isinstance(entry, pikepdf.Dictionary) and "/ToUnicode" in entry


def test_a_batch_with_such_a_name_keeps_its_form(letter, templates, tmp_path):
    """The press serves the others, with the body’s own marks read aright, and leaves that name to the slow road."""
    marked = replace(letter, address=("Mr Ṣẹ́gun Ẹ̀gbẹ́", *letter.address[1:]), body=with_words(letter, "Ọ̀ṣun, ọ́"))
    others = [replace(marked, address=(name, *letter.address[1:])) for name in ("Ms Ẹ", "Mr Beispiel")]
    texts = {pair for one in (marked, *others) for pair in texts_of(one)}
    form = make_form(choose_plain(marked, texts), texts, templates, A4)
    assert fill(form, marked) is None
    for other in others:
        content = fill(form, other)
        assert prove(form, content, other) is None
        assert differ(content, render("pdf", other, templates).content, dpi=60) is None
        assert all("Ọ̀ṣun, ọ́" in text for text in read_all(tmp_path, content))


def with_words(letter, words):
    """Put words into the first paragraph of a letter."""
    first, *rest = letter.body
    return (replace(first, runs=(replace(first.runs[0], text=f"{words} {first.runs[0].text}"),)), *rest)


@pytest.mark.parametrize(
    ("text", "hard"),
    [("Ngô Đình Diệm", False), ("E\u0301va", True), ("ẹ́", True), ("i̇", True), ("plain", False), ("ёлка", False)],
)
def test_only_marks_of_their_own_are_hard(text, hard):
    """What is one character when put together needs no care."""
    assert has_marks(text) is hard
