"""A letter never silently takes the place of another: from another sender, of another kind, about another case."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from many import CASE, TODAY, contents, lay_out, order_of, run

from appeals import Order, Workspace, write
from appeals.problems import UsageError

Letters = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out two embassies and three volunteers."""
    return lay_out(tmp_path / "mine", 2, 3)


def few(folder: Path, out: Path, **asked: Any) -> Any:
    """Write letters straight into a folder."""
    return write(Workspace(folder), order_of(**{"formats": ("text",)} | asked), out, TODAY)


def batch(folder: Path, out: Path, **asked: Any) -> Any:
    """Write letters into a batch."""
    return run(folder, out, **{"formats": ("text",)} | asked)


@pytest.mark.parametrize("letters", [few, batch])
@pytest.mark.parametrize("formats", [("text",), ("pdf", "text")])
def test_a_letter_from_another_sender_does_not_take_the_place(
    letters: Letters, formats: tuple[str, ...], folder: Path, tmp_path: Path
) -> None:
    """It is refused, and the first one stays; the same letter made again takes its own place, even with other words."""
    letters(folder, tmp_path / "b", senders=("volunteer-1",))
    before = contents(tmp_path / "b")
    with pytest.raises(UsageError, match="from “volunteer-1” and not from “volunteer-2”"):
        letters(folder, tmp_path / "b", senders=("volunteer-2",), formats=formats)
    assert contents(tmp_path / "b") == before
    letters(folder, tmp_path / "b", senders=("volunteer-1",), personal="I was there.")
    after = contents(tmp_path / "b")
    assert after.keys() == before.keys()
    assert all(b"I was there." in content for name, content in after.items() if CASE in name)
    letters(folder, tmp_path / "c", senders=("volunteer-2",))
    letters(folder, tmp_path / "b", senders=("volunteer-1", "volunteer-2"))  # whose names are in the names of the files


@pytest.mark.parametrize("letters", [few, batch])
def test_another_first_sender_is_another_sender(letters: Letters, folder: Path, tmp_path: Path) -> None:
    """Nobody was named in either order; the records have changed in between."""
    letters(folder, tmp_path / "b")
    path = folder / "senders.yaml"
    path.write_text(path.read_text("utf-8").replace("volunteer-0", "volunteer-9"), "utf-8")
    with pytest.raises(UsageError, match="from “volunteer-0” and not from “volunteer-9”"):
        letters(folder, tmp_path / "b")
    for name in list(contents(tmp_path / "b")):
        (tmp_path / "b" / name).unlink()  # what was deleted is in nobody's way
    letters(folder, tmp_path / "b")


@pytest.mark.parametrize("letters", [few, batch])
def test_a_letter_of_another_kind_does_not_take_the_place(letters: Letters, folder: Path, tmp_path: Path) -> None:
    """An appeal is no agency's letter, though both go to one office on one day."""
    shutil.copytree(Path(__file__).parents[2] / "templates" / "appeal", folder / "templates" / "mine")
    letters(folder, tmp_path / "b")
    before = contents(tmp_path / "b")
    with pytest.raises(UsageError, match="of the kind “appeal”"):
        letters(folder, tmp_path / "b", kind="mine")
    assert contents(tmp_path / "b") == before


def test_letters_that_differ_by_their_names_stand_beside_each_other(folder: Path, tmp_path: Path) -> None:
    """Another case, day, language, version or recipient has another file."""
    seed = folder / "seeds" / f"{CASE}.yaml"
    (folder / "seeds" / "other.yaml").write_text(seed.read_text("utf-8").replace(f"id: {CASE}", "id: other"), "utf-8")
    for asked in ({}, {"cases": ("other",)}, {"day": TODAY}, {"language": "de"}, {"public": True}):
        few(folder, tmp_path / "b", **asked)
    assert len(contents(tmp_path / "b")) == 5 * 2


def test_other_formats_of_a_letter_stand_beside_it(folder: Path, tmp_path: Path) -> None:
    """The letters of a run may be asked for as text today and as a page tomorrow, and are guarded alike."""
    few(folder, tmp_path / "b")
    few(folder, tmp_path / "b", formats=("html",))
    for formats in (("text",), ("html",)):
        with pytest.raises(UsageError, match="another letter stands here"):
            few(folder, tmp_path / "b", formats=formats, senders=("volunteer-2",))


def test_a_damaged_list_of_letters_is_none(folder: Path, tmp_path: Path) -> None:
    """What tells of which letters the files are may be gone or damaged: letters are written all the same."""
    few(folder, tmp_path / "b")
    (tmp_path / "b" / ".letters.jsonl").write_bytes(b"[" * 100_000 + b"\n\0\xff\n")
    few(folder, tmp_path / "b")
    order = Order(cases=(CASE,), tags=("many",), formats=("text",), senders=("volunteer-2",))
    with pytest.raises(UsageError, match="another letter stands here"):
        write(Workspace(folder), order, tmp_path / "b", TODAY)
