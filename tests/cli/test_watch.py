"""Letters that follow their records: the tool in a process of its own, while files change under it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from appeals.cli.watching import PATIENCE, Rounds, changes

HOUSE = Path(__file__).parents[2]
CASE = "forced-returns-2003"
ROUND = re.compile(r"( written|no file changed), |; the last good files stay$")


class Watched:
    """The tool at work in a folder, and what it says."""

    def __init__(self, desk: Path) -> None:
        """Start it; it does not outlive the test."""
        self.desk, self.said = desk, desk.parent / "said.txt"
        with self.said.open("wb") as told:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "appeals", "write", CASE, "--as", "text", "--watch"],
                cwd=desk,
                env={**os.environ, "PYTHONPATH": str(HOUSE)},
                stdout=told,
                stderr=subprocess.STDOUT,
            )

    def lines(self) -> list[str]:
        """Read what it has said so far, whole lines only."""
        return self.said.read_text(encoding="utf-8").split("\n")[:-1]

    def next(self, after: int) -> list[str]:
        """Wait for the end of a round; return what was said after so many lines."""
        end = time.monotonic() + 30
        while time.monotonic() < end and self.process.poll() is None:
            lines = self.lines()[after:]
            if lines and (ROUND.search(lines[-1])):
                return lines
            time.sleep(0.05)
        raise AssertionError(self.lines())

    def change(self, right: str, wrong: str) -> list[str]:
        """Change a word of the case as editors do, in a file that takes its place; return what is said."""
        path, number = self.desk / "seeds" / f"{CASE}.yaml", len(self.lines())
        text = path.read_text(encoding="utf-8")
        assert right in text
        beside = path.with_suffix(".tmp")
        beside.write_text(text.replace(right, wrong, 1), encoding="utf-8")
        beside.replace(path)
        return self.next(number)


@pytest.fixture
def watched(workspace: Path) -> Iterator[Watched]:
    """Start the tool in a folder of shipped records and wait for its first letters."""
    tool = Watched(workspace)
    try:
        tool.next(0)
        yield tool
    finally:
        tool.process.kill()
        tool.process.wait()


def letters(desk: Path) -> dict[str, tuple[int, bytes]]:
    """Read every letter with the time it was written at."""
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in (desk / "outbox").glob("[!.]*")}


def test_letters_follow_their_records(watched: Watched) -> None:
    """A change is written at once, a fault is told and changes nothing, its mend goes on; Ctrl-C ends with 0."""
    first = letters(watched.desk)
    assert watched.lines() == [
        *(str(Path("outbox") / name) for name in sorted(first, key=lambda name: "embassy" in name)),
        watched.lines()[-1],
    ]
    assert watched.lines()[-1].startswith("2 files written, ")

    (line,) = watched.change("without permission", "without any permit")
    second = letters(watched.desk)
    changed = [name for name in second if second[name] != first[name]]
    assert changed == [f"2003-04-02--{CASE}--cn-premier.en.txt"]
    assert line.startswith(f"{Path('outbox') / changed[0]} written, ")
    assert b"without any permit" in second[changed[0]][1]

    report = watched.change('claim("returned-from-tumen")', 'claim("nowhere")')
    assert report[0].startswith(f"seeds/{CASE}.yaml:")
    assert report[-1] == "1 error; the last good files stay"
    assert letters(watched.desk) == second

    (line,) = watched.change('claim("nowhere")', 'claim("returned-from-tumen")')
    assert line.startswith("no file changed, ")
    assert letters(watched.desk) == second

    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(20) == 0
    assert watched.lines()[-1] == "ended"
    assert not any("Traceback" in line for line in watched.lines())


def test_every_file_that_matters_is_seen(watched: Watched) -> None:
    """A file that comes, goes or comes back is a change like any other: a template, senders, the case itself."""
    own = watched.desk / "templates" / "appeal" / "en.html.j2"
    shipped = (HOUSE / "templates" / "appeal" / "en.html.j2").read_text(encoding="utf-8")
    number = len(watched.lines())
    own.parent.mkdir(parents=True)
    own.write_text(shipped.replace("grateful to hear", "glad to hear"), encoding="utf-8")
    assert "cn-premier.en.txt written" in watched.next(number)[-1]
    number = len(watched.lines())
    own.unlink()
    assert "cn-premier.en.txt written" in watched.next(number)[-1]

    senders = watched.desk / "senders.yaml"
    number = len(watched.lines())
    senders.write_text(senders.read_text(encoding="utf-8").replace("Dr Maria Muster", "Maria Muster"), encoding="utf-8")
    assert watched.next(number)[-1].startswith("2 files written, ")

    case = watched.desk / "seeds" / f"{CASE}.yaml"
    number = len(watched.lines())
    text = case.read_bytes()
    case.unlink()
    assert watched.next(number)[-1] == "1 error; the last good files stay"
    number = len(watched.lines())
    case.write_bytes(text)
    assert watched.next(number)[-1].startswith("no file changed, ")


def test_a_burst_is_one_change() -> None:
    """Changes that follow at once upon each other make one round; each look is given here."""
    looks = iter(
        [
            *("as it was", "as it was", "as it was"),  # nothing happens
            *("first", "second", "third", "third"),  # a burst, and its end
            "as the next round finds it",
        ]
    )
    rounds = changes(lambda: {Path(next(looks)): ()})
    next(rounds)
    next(rounds)
    assert list(looks) == []


def test_a_burst_without_end_is_taken_as_it_is() -> None:
    """A file that changes all the time does not keep letters from being written."""
    looks = count()
    rounds = changes(lambda: {Path(str(next(looks))): ()})
    started = time.monotonic()
    next(rounds)
    next(rounds)
    assert PATIENCE <= time.monotonic() - started < PATIENCE + 5


def test_a_change_in_the_time_of_a_round_is_not_missed() -> None:
    """What changes while letters are being written is written in the next round, without a further change."""
    disk = {"words": 1}
    rounds = changes(lambda: {Path("words"): (disk["words"],)})
    next(rounds)
    disk["words"] = 2
    started = time.monotonic()
    next(rounds)
    assert time.monotonic() - started < 5


def test_a_case_that_is_not_there_ends_at_once(workspace: Path) -> None:
    """Nothing is waited for where the command is wrong from the start."""
    (workspace / "seeds" / f"{CASE}.yaml").unlink()
    tool = Watched(workspace)
    assert tool.process.wait(30) == 2
    assert "there is no case" in tool.said.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Written:
    """A run that wrote files."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()


@pytest.mark.parametrize(("number", "said"), [(1, "1 file written, "), (2, "2 files written, ")])
def test_the_first_round_counts_its_files(number: int, said: str, tmp_path: Path) -> None:
    """One file is called a file, after its name."""
    paths = tuple(tmp_path / str(each) for each in range(number))
    for path in paths:
        path.write_text("a letter", encoding="utf-8")
    told: list[str] = []
    Rounds(lambda: Written(paths), told.append).write(first=True)
    assert told[:-1] == [str(path) for path in paths]
    assert told[-1].startswith(said)
