"""The table of formats, and what happens where a tool is missing."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from appeals.formats import ALL_FORMATS, FORMATS, RUN_FORMATS, find_format, manual, render, render_run
from appeals.problems import UsageError

HOUSE = Path(__file__).parents[2]
FAULT = HOUSE / "tests" / "faults" / "without_pango"
SCRIPT = """
import pickle, sys
from appeals.formats import render
from appeals.problems import MissingTool
from appeals.templating import Templates, shelf
letter = pickle.load(sys.stdin.buffer)
for name in ("html", "text", "pdf", "pdf"):
    try:
        print(len(render(name, letter, Templates((shelf(),))).content) > 1000)
    except MissingTool as error:
        print(error)
"""
LIGHT = """
import sys
from appeals.formats import ALL_FORMATS, find_format, manual
for name in ALL_FORMATS:
    manual(name)
print("weasyprint" in sys.modules)
"""


def run(script, *, path, given=b""):
    """Run a script in a Python of its own."""
    world = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))}
    return subprocess.run([sys.executable, "-c", script], input=given, capture_output=True, env=world, check=True)


def test_missing_pango_is_a_sentence(letter):
    """Without Pango there is no PDF but a way to get it; HTML and text are made all the same."""
    said = run(SCRIPT, path=(FAULT, HOUSE), given=pickle.dumps(letter)).stdout.decode()
    sentence = (
        "the PDF cannot be made, because the library Pango is not installed\n"
        "    mend: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, or write --as html,text\n"
    )
    assert said == f"True\nTrue\n{sentence}{sentence}"


def test_manuals_do_not_load_weasyprint():
    """The manual pages can be read without the tools of the PDF."""
    assert run(LIGHT, path=(HOUSE,)).stdout == b"False\n"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_keeps_the_contract(letter, templates, name):
    """Every format has a manual page and makes a document that is named after the letter."""
    assert len(manual(name).splitlines()) > 3
    document = render(name, letter, templates)
    assert document.name.startswith(f"{letter.name}.")
    assert document.content


@pytest.mark.parametrize("name", RUN_FORMATS)
def test_every_format_of_a_run_keeps_the_contract(letter, short_letter, templates, name):
    """Every format of a whole run has a manual page and makes one document of all letters, named after day and case."""
    assert len(manual(name).splitlines()) > 3
    document = render_run(name, (letter, short_letter), templates)
    assert document.name.startswith("1998-07-09--grunhafen-1998--")
    assert document.content == render_run(name, (letter, short_letter), templates).content


def test_unknown_format():
    """A format that is not in the table is refused with those that are."""
    with pytest.raises(UsageError) as caught:
        find_format("docx")
    assert str(caught.value) == f"there is no format “docx”\n    mend: use one of: {', '.join(ALL_FORMATS)}"


def test_fonts_leave_nothing_behind(letter, tmp_path):
    """A process that printed a PDF ends quietly and removes the files it made of the fonts."""
    script = SCRIPT.replace('("html", "text", "pdf", "pdf")', '("pdf",)')
    os.environ["TMPDIR"], before = str(tmp_path), os.environ.get("TMPDIR")
    try:
        done = run(script, path=(HOUSE,), given=pickle.dumps(letter))
    finally:
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before
    assert (done.stdout, done.stderr, list(tmp_path.iterdir())) == (b"True\n", b"", [])
