"""The presses of a batch: which letters share one, what it is made for, and what it serves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from many import CASE, lay_out, move, run
from pypdfium2 import PdfDocument

from appeals import Order, Workspace, open_room
from appeals.formats import render
from appeals.formats.fax_press import fill_faxes
from appeals.formats.press import fill, make_form, prove, shape_of, texts_of
from appeals.formats.press.fields import list_texts
from appeals.formats.proof import count_pages
from appeals.formats.stationery import A4
from appeals.model.letter import Letter
from appeals.pipeline.batch.pressing import choose_other, look_of, make_press
from appeals.pipeline.batch.workroom import Workroom

TODAY = date(2003, 3, 20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out six embassies and two volunteers."""
    return lay_out(tmp_path_factory.mktemp("records"), 6, 2)


def open_order(folder: Path, **asked: Any) -> tuple[Workroom, list[Letter]]:
    """Open a room for letters from both volunteers to everyone, and compose them."""
    order = Order(**{"cases": (CASE,), "tags": ("many",), "senders": ("all",)} | asked)
    room = open_room(Workspace(folder), order, TODAY).room
    return room, [room.desk.make(planned)[1] for planned in room.roster]


def texts_of_all(letters: Sequence[Letter]) -> set[tuple[str, str]]:
    """Gather the texts of letters."""
    return {text for letter in letters for text in texts_of(letter)}


def test_a_press_makes_the_letters_of_its_look(folder: Path) -> None:
    """PDF and fax of every letter of a batch come out of one press; it tells beforehand that it serves them."""
    room, letters = open_order(folder, formats=("pdf", "fax"), fax_resolution="standard")
    look = look_of(room.records, letters[0], room.order)
    assert {look_of(room.records, letter, room.order) for letter in letters} == {look}
    texts = texts_of_all(letters)
    press = make_press(letters[0], texts, room.order, room.records, look[1])
    unknown = replace(letters[0], salutation="Nobody knew this,")
    for name in ("pdf", "fax"):
        assert all(press.serves(name, letter) for letter in letters)
        assert press.serves_all(name, texts)
        assert not press.serves(name, unknown)
        assert not press.serves_all(name, texts_of(unknown))
    assert not press.serves("text", letters[0])
    assert not press.serves_all("text", texts)
    assert press.form is not None
    for letter in letters:
        content = fill(press.form, letter)
        assert content is not None
        assert prove(press.form, content, letter) is None
        assert count_pages(content) == press.pages
    assert press.fax is not None
    stationery = replace(A4, fax=press.fax.setup)
    assert press.fax.setup.resolution == "standard"
    faxes = fill_faxes(press.fax, letters)
    assert all(faxes)
    slow = render("fax", letters[-1], room.records.templates, stationery)
    assert faxes[-1] is not None
    assert faxes[-1][0] == slow.content


def test_only_what_is_asked_for_is_pressed(folder: Path) -> None:
    """For text there is no press; for a fax with a cover sheet there is none either."""
    for asked in ({"formats": ("text",)}, {"formats": ("fax",), "cover": True}):
        room, letters = open_order(folder, **asked)
        press = make_press(letters[0], texts_of_all(letters), room.order, room.records, "a4")
        assert (press.form, press.pages, press.fax) == (None, 0, None)
        assert not any(press.serves(name, letters[0]) for name in ("pdf", "fax", "text"))


def test_a_look_is_all_but_the_words_in_the_fields(folder: Path) -> None:
    """Another language, body, number of lines or paper is another look; another name is not."""
    room, (letter, *_) = open_order(folder)
    look = look_of(room.records, letter, room.order)
    assert look_of(room.records, replace(letter, salutation="Sir,"), room.order) == look
    for other in (
        replace(letter, language="de"),
        replace(letter, body=letter.body[1:]),
        replace(letter, address=letter.address[1:]),
    ):
        assert look_of(room.records, other, room.order) != look
    assert look_of(room.records, letter, replace(room.order, paper="letter")) != look


def test_another_letter_differs_wherever_letters_differ(folder: Path) -> None:
    """It has the form's own words only in the slots in which all letters say the same."""
    room, letters = open_order(folder)
    form = make_form(letters[0], texts_of_all(letters), room.records.templates, A4)
    assert form is not None
    other = choose_other(form, letters[0])
    assert other is not None
    assert shape_of(other) == form.shape
    assert fill(form, other) is not None
    same = [len({list_texts(letter)[slot] for letter in letters}) == 1 for slot in range(len(form.slots))]
    assert [one == two for one, two in zip(list_texts(other), list_texts(letters[0]), strict=True)] == same
    assert any(same)
    assert not all(same)


def test_a_name_with_marks_of_its_own_stops_no_press(tmp_path: Path) -> None:
    """Wherever it stands in a batch, and however short it is, that letter alone is laid out by itself."""
    folder = lay_out(tmp_path / "records", 6)
    for number, name in ((0, "Ẹ́"), (3, "Ṣẹ́gun Ẹ̀gbẹ́")):
        move(folder, number, f"Embassy number {number}", name)
    batch = run(folder, tmp_path / "out", formats=("pdf", "fax"))
    assert (batch.made, batch.problems, batch.count["pressed"]) == (6, {}, 4)
    for number, name in ((0, "Ẹ́"), (3, "Ṣẹ́gun Ẹ̀gbẹ́")):
        (file,) = (tmp_path / "out").glob(f"*--mission-{number}.en.pdf")
        with PdfDocument(file) as document:
            assert name in document[0].get_textpage().get_text_bounded()
