"""`appeals plan`: what would be made, what is missing, how long it takes and what it costs."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from many import CASE, cut, lay_out, move

Run = Callable[..., Result]
TARIFF = """\
currency: EUR
fax:
  - {name: inland, to: [DE], per_page: 0.10}
post:
  - {name: inland, to: [DE], grams: 20, price: 0.95}
  - {name: abroad, grams: 20, price: 1.25}
"""
TIME = re.compile(r"(?<=about )[\d,]+ seconds?\b|[\d:]+(?= on the line)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out twelve embassies and two volunteers; of three embassies something is not known."""
    folder = lay_out(tmp_path / "desk", 12, 2)
    cut(folder, 3, "channels")
    cut(folder, 5, "holders")
    cut(folder, 7, "addresses")
    move(folder, 9, "+49 30 2700009", "+43 1 5150009")
    move(folder, 11, "country: DE", "country: AT")
    return folder


def files(folder: Path) -> dict[Path, float]:
    """List every file, and when it was written."""
    return {path: path.stat().st_mtime for path in folder.rglob("*")}


def test_a_plan(folder: Path, run: Run, golden: Callable[[str, str], None]) -> None:
    """It tells of letters, recipients, languages, ways, gaps, pages and cost; what takes time is told as well."""
    (folder / "tariff.yaml").write_text(TARIFF, encoding="utf-8")
    before = files(folder)
    result = run("-C", str(folder), "plan", CASE, "--tag", "many", "--from", "all", "--as", "pdf,fax")
    assert result.exit_code == 0, result.stderr
    assert files(folder) == before
    assert len(TIME.findall(result.stdout)) == 2
    golden("plan.txt", TIME.sub("<time>", result.stdout))
    assert "laid out: " in result.stderr


def test_a_plan_without_a_tariff(folder: Path, run: Run) -> None:
    """What nobody knows the price of is said to be unknown; --quiet leaves the plan and drops the rest."""
    result = run("-C", str(folder), "plan", CASE, "--to", "mission-0", "--quiet")
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0] == "1 letter to 1 recipient from 1 sender"
    assert lines[-2].startswith("to fax 1 letter: the price is not known (tariff.yaml says nothing of them), ")
    assert lines[-1] == "to post 1 letter: the price is not known (tariff.yaml says nothing of them)"


def test_a_plan_tells_what_cannot_be_made(folder: Path, run: Run) -> None:
    """A letter that would be refused is counted with the reason, and the plan ends with 1."""
    move(folder, 0, "Invented Street 0", "Invented Street " + "m" * 60)
    result = run("-C", str(folder), "plan", CASE, "--tag", "many")
    assert result.exit_code == 1
    assert re.search(r"\n1 letter cannot be made:\n  .* mm wide, and there is room for .*\n", result.stdout)
    assert not (folder / "outbox").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--as", "fx"), "there is no format “fx”"),
        (("--from", "nobody"), "there is no sender “nobody”"),
        (("--to", "nobody"), "there is no recipient “nobody”"),
    ],
)
def test_what_is_not_there_is_said_at_once(folder: Path, run: Run, words: tuple[str, ...], sentence: str) -> None:
    """A format, a sender or a recipient that there is not ends the plan before a letter is looked at."""
    result = run("-C", str(folder), "plan", CASE, *words)
    assert result.exit_code == 2
    assert result.stderr.startswith(sentence)
    assert result.stdout == ""
