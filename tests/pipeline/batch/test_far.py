"""What a worker of a cluster does with one step: in a copy of the folder, with the outbox before it or without."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from many import CASE, cut, lay_out, move

from appeals import By, Order, Workspace, open_room, write_batch
from appeals.pipeline.batch.cluster import Base, Stage, take_step
from appeals.pipeline.batch.workroom import Produced, Task, Workroom
from appeals.workspace import Outbox
from appeals.workspace.copies import copy_folder, lay_out_copy

TODAY = date(2003, 3, 20)
LETTERS = 6
Far = Callable[[Workroom, str, str], Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out a few embassies."""
    return lay_out(tmp_path / "records", LETTERS)


def send(room: Workroom, outbox: Path, sign: str, step: str = "produce", **stage: Any) -> Produced:
    """Take a step as a worker does, for all letters of a room."""
    case = room.records.cases[CASE]
    files = copy_folder(room.workspace, ((CASE, Path(room.records.sources[CASE].file)),))
    base = Base(repr(room.order), str(room.workspace.folder), files, room.order, TODAY, room.roster)
    assert case.id == CASE
    made: Produced = take_step(step, Task(range(LETTERS)), base, Stage({}, frozenset(), str(outbox), sign, **stage))
    return made


def test_a_worker_that_does_not_see_the_outbox_returns_the_files(folder: Path, tmp_path: Path) -> None:
    """It writes nothing, wherever its outbox would be, and hands back what one process writes, byte for byte."""
    order = Order(cases=(CASE,), tags=("many",), formats=("text", "html"))
    room = open_room(Workspace(folder), order, TODAY).room
    write_batch(room, tmp_path / "b", By())
    for elsewhere in (tmp_path / "absent", tmp_path):
        far = send(room, elsewhere, ".appeals-elsewhere")
        assert {file.name: file.content for file in far.documents} == {
            path.name: path.read_bytes() for path in (tmp_path / "b").glob("*mission*")
        }
        assert b"".join(far.lines.values()) == (tmp_path / "b" / "letters.jsonl").read_bytes()
    assert not (tmp_path / "absent").exists()


def test_a_worker_that_sees_the_outbox_writes_there(folder: Path, tmp_path: Path) -> None:
    """Where it sees the folder of unfinished files of this run, it writes, and only what is told of them returns."""
    order = Order(cases=(CASE,), tags=("many",), formats=("text",))
    room = open_room(Workspace(folder), order, TODAY).room
    outbox = Outbox(tmp_path / "b")
    with outbox.locked():
        far = send(room, outbox.folder, outbox.run)
    assert far.documents == []
    assert len(far.lines) == len(list(outbox.folder.glob("*.txt"))) == LETTERS


def test_a_fault_found_far_away_has_the_place_that_the_user_knows(folder: Path, tmp_path: Path) -> None:
    """What a worker finds wrong in its copy is told of the user's own file."""
    move(folder, 2, "Invented Street 2", "Invented Street " + "m" * 60)
    order = Order(cases=(CASE,), tags=("many",), formats=("pdf",))
    room = open_room(Workspace(folder), order, TODAY).room
    far = send(room, tmp_path, ".appeals-elsewhere", "prepare")
    assert set(far.problems) == {2}
    here = write_batch(room, tmp_path / "b", By(keep_going=True))
    assert far.problems == here.problems


def test_a_copy_holds_what_letters_are_made_of_and_nothing_else(folder: Path) -> None:
    """Records, law, tariff, the user's templates and the cases asked for are copied; nothing may lead out of it."""
    cut(folder, 3, "holders")
    (folder / "templates" / "words").mkdir(parents=True)
    (folder / "templates" / "words" / "x.toml").write_text("x", "utf-8")
    (folder / "diary.txt").write_text("mine", "utf-8")
    (folder / "seeds" / "secret.yaml").write_text("id: secret", "utf-8")
    files = copy_folder(Workspace(folder), ((CASE, folder / "seeds" / f"{CASE}.yaml"),))
    names = {name for name, _ in files}
    assert names == {
        "recipients.yaml", "recipients/many.yaml", "senders.yaml", f"seeds/{CASE}.yaml", "templates/words/x.toml"
    }  # fmt: skip
    copy = lay_out_copy(files)
    assert {name: (copy.folder / name).read_bytes() for name in names} == dict(files)
    with pytest.raises(ValueError, match="leads out"):
        lay_out_copy((("../outside", b""),))
