"""A machine can read the fax; then so can a tired official."""

import re
import subprocess

import pypdfium2
import pytest
from fax_files import drawn, edition, shipped

INSTALL = "apt install tesseract-ocr tesseract-ocr-deu"
TONGUES = {"en": "eng", "de": "deu"}
ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "·": "-", "‑": "-", "\xad": ""}
)


def plain(text):
    """Write a text without what a reader of pictures cannot know: white space, and the cut of marks and dashes."""
    text = re.sub(r"[-\N{HYPHEN}\ufffe\x02]\s*\n\s*", "", text.translate(ALIKE))
    return re.sub(r"\s+", "", text)


def distance(one, other):
    """Count the characters to change, add or leave out to turn one text into the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        before, row[0] = row[0], number
        for index, mark in enumerate(other, start=1):
            before, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, before + (letter != mark))
    return row[-1]


def words_of(language):
    """Read the text of the second page of the fax edition; its head is painted last, and read first."""
    document = pypdfium2.PdfDocument(edition("a4", language))
    words = document[1].get_textpage().get_text_range()
    document.close()
    head = shipped(language).running_head.replace("\xa0", " ")
    body = words.replace("\r\n", "\n").replace("\xa0", " ")
    assert head in body
    return f"{head}\n{body.replace(head, '')}"


@pytest.mark.slow
@pytest.mark.parametrize("resolution", ["fine", "standard"])
@pytest.mark.parametrize("language", TONGUES)
def test_a_machine_reads_the_fax(language, resolution, tmp_path, needs):
    """Tesseract reads a shipped letter with at most one wrong character in a hundred, at both resolutions."""
    needs("tesseract", INSTALL)
    page = drawn("a4", resolution, language)[1]
    tall = page.resize((page.width, 2252)).point([255, *[0] * 255], "1")
    tall.save(tmp_path / "page.png", dpi=(204, 196))
    command = ["tesseract", tmp_path / "page.png", "-", "-l", TONGUES[language], "--psm", "4"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env={"OMP_THREAD_LIMIT": "1"})
    expected, read = plain(words_of(language)), plain(told.stdout)
    assert len(expected) > 800
    assert distance(expected, read) <= len(expected) / 100, told.stdout
