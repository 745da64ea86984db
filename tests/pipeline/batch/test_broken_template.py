"""A template that is broken while a batch is made."""

import json
from datetime import date
from pathlib import Path

import pytest
from many import CASE, HOUSE, lay_out

from appeals import Batch, By, Order, Workspace, open_room, write_batch
from appeals.pipeline.batch.planning import Tell
from appeals.problems import RecordError

LETTERS = 24
LAYOUT = "letterhead/letter.html.j2"
BROKEN = "<p>\n{% if %}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out some embassies, and a template of the user's own."""
    folder = lay_out(tmp_path / "records", LETTERS)
    own = folder / "templates" / LAYOUT
    own.parent.mkdir(parents=True)
    own.write_bytes((HOUSE / "templates" / LAYOUT).read_bytes())
    return folder


def run(folder: Path, tell: Tell, *formats: str) -> Batch:
    """Write a batch into the folder b."""
    order = Order(cases=(CASE,), tags=("many",), formats=formats)
    return write_batch(open_room(Workspace(folder), order, date(2003, 3, 20)).room, folder / "b", By(), tell=tell)


def break_at(folder: Path, stage: str) -> Tell:
    """Make a teller that breaks the template when it is told of a stage."""

    def tell(told: str, _done: int, _of: int) -> None:
        if told == stage:
            (folder / "templates" / LAYOUT).write_text(BROKEN, "utf-8")

    return tell


def test_a_template_that_breaks_while_letters_are_written(folder: Path) -> None:
    """Letters made before stay whole and in the ledger; of the others the fault is told; the next run makes them."""
    whole = (folder / "templates" / LAYOUT).read_bytes()
    batch = run(folder, break_at(folder, "written"), "html", "text")
    assert 0 < batch.made < LETTERS
    assert batch.made + len(batch.problems) == LETTERS
    (problem,) = {problem for several in batch.problems.values() for problem in several}
    assert str(problem.place) == f"templates/{LAYOUT}:2"
    lines = [json.loads(line) for line in (folder / "b" / "letters.jsonl").read_text("utf-8").splitlines()]
    assert [line["recipient"] for line in lines] == [f"mission-{number}" for number in range(LETTERS)]
    made = {file["name"] for line in lines for file in line.get("files", ())}
    assert {path.name for path in (folder / "b").glob(f"*{CASE}*")} == made
    assert all(
        (folder / "b" / name).read_text("utf-8").rstrip().endswith("</html>") for name in made if ".html" in name
    )
    assert {tuple(line["problems"]) for line in lines if "files" not in line} == {(problem.sentence,)}

    (folder / "templates" / LAYOUT).write_bytes(whole)
    again = run(folder, break_at(folder, "never"), "html", "text")
    assert (again.made, again.kept, again.problems, again.left) == (LETTERS - batch.made, batch.made, {}, 0)


def test_a_template_that_breaks_while_letters_are_laid_out(folder: Path) -> None:
    """What has to be laid out is laid out before anything is written, so that nothing is there when it fails."""
    with pytest.raises(RecordError, match=f"templates/{LAYOUT}:2: "):
        run(folder, break_at(folder, "laid out"), "envelope", "html")
    assert not (folder / "b").exists()
