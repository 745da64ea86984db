"""`appeals write` for many letters: a folder of their own, how far it is, what is told, what ends it."""

import os
import pty
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from machines import ENV, begin, call, command
from many import CASE, cut, lay_out, move

Run = Callable[..., Result]
ORDER = ("write", CASE, "--tag", "many", "--as", "text")
STOPPED = "stopped; what is finished stays, and the same command goes on from there\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out a few embassies."""
    return lay_out(tmp_path / "desk", 12)


def names(folder: Path) -> set[str]:
    """List what a batch left, but for the lock."""
    return {path.name for path in folder.iterdir()} - {".lock"}


def test_a_batch_has_a_folder_of_its_name(folder: Path, run: Run) -> None:
    """--batch writes into outbox/NAME, with ledger and worklist; where it stands and how many it has is told last."""
    result = run("-C", str(folder), *ORDER, "--batch", "spring", "--jobs", "1")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines() == [
        "12 letters asked for: 12 made, 0 kept as they were, 0 not made",
        f"12 files with 0 pages in {folder}/outbox/spring",
    ]
    letters = {f"2003-04-02--{CASE}--mission-{number}.en.txt" for number in range(12)}
    assert names(folder / "outbox" / "spring") == {"letters.jsonl", "worklist.csv", "batch.json", *letters}
    assert result.stderr.splitlines()[-4:] == [f"written: {number} of 12" for number in (3, 6, 9, 12)]


def test_more_than_a_hundred_letters_are_a_batch(tmp_path: Path, run: Run) -> None:
    """They go into a folder that is named after the case; a hundred go straight into the outbox."""
    folder = lay_out(tmp_path / "desk", 101)
    result = run("-C", str(folder), *ORDER, "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert len(names(folder / "outbox" / CASE)) == 101 + 3
    few = run("-C", str(folder), *ORDER, "--to", "mission-1", "--out", str(folder / "few"))
    assert few.exit_code == 0


def test_keep_going_lists_what_it_left_out(folder: Path, run: Run) -> None:
    """A faulty record ends the run before anything is written, or, told to keep going, is listed and ends it with 1."""
    move(folder, 7, '"+49 30 2700007"', '"call me"')
    refused = run("-C", str(folder), *ORDER, "--batch", "b")
    assert refused.exit_code == 1
    assert re.search(r"many\.yaml:\d+:\d+: ", refused.stderr)
    assert not (folder / "outbox").exists()
    result = run("-C", str(folder), *ORDER, "--batch", "b", "--keep-going")
    assert result.exit_code == 1
    assert re.search(r"many\.yaml:\d+:\d+: ", result.stderr)
    assert result.stdout.startswith("11 letters asked for: 11 made, 0 kept as they were, 0 not made\n")


def test_a_letter_that_does_not_fit_is_listed(folder: Path, run: Run) -> None:
    """What only laying out can find is told as well, with the reason in the ledger."""
    move(folder, 4, "Invented Street 4", "Invented Street " + "m" * 60)
    words = ("-C", str(folder), *ORDER[:-1], "pdf", "--batch", "b")
    assert run(*words).exit_code == 1
    assert not (folder / "outbox").exists()
    result = run(*words, "--keep-going")
    assert result.exit_code == 1
    assert "mm wide, and there is room for" in result.stderr
    assert result.stdout.startswith("12 letters asked for: 11 made, 0 kept as they were, 1 not made\n")
    (line,) = [
        line for line in (folder / "outbox/b/letters.jsonl").read_text("utf-8").splitlines() if "problems" in line
    ]
    assert '"recipient":"mission-4"' in line


def test_notes_are_those_of_a_small_run_and_few(tmp_path: Path, run: Run) -> None:
    """Who is not known or cannot be reached is told once, with how many others; a small run names each."""
    folder = lay_out(tmp_path / "desk", 6)
    for number in (2, 3, 4):
        cut(folder, number, "channels")
    cut(folder, 5, "holders")
    words = ("-C", str(folder), *ORDER[:-1], "text,fax,email", "--fax-resolution", "standard")
    result = run(*words, "--to", "mission-3,mission-5", "--out", str(folder / "few"))
    notes = result.stderr.splitlines()
    assert "note: mission-3: fax none: no fax number is known for 2003-04-02" in notes
    holder = "note: mission-5: holder nobody: no record says who held the office on 2003-04-02"
    assert holder in notes
    batch = run("-C", str(folder), *ORDER[:-1], "email,fax", "--fax-resolution", "standard", "--batch", "b")
    told = [line for line in batch.stderr.splitlines() if line.startswith("note: ")]
    assert told == [
        "note: mission-0 and 5 more: email none: no mailbox is known for 2003-04-02",
        "note: mission-2 and 2 more: fax none: no fax number is known for 2003-04-02",
        holder,
    ]
    quiet = run("-C", str(folder), *ORDER, "--batch", "b", "--quiet")
    assert quiet.stderr == ""


def test_letters_of_which_nothing_can_be_made_are_not_counted_as_made(folder: Path, run: Run) -> None:
    """Where no mailbox is known there is no e-mail to make, in the first run and in the second."""
    move(folder, 3, 'channel: fax, number: "+49 30 2700003"', "channel: email, address: a@example.org")
    for made, kept in ((1, 0), (0, 1)):
        result = run("-C", str(folder), *ORDER[:-1], "email", "--batch", "b")
        assert result.exit_code == 0
        assert result.stdout.splitlines()[0] == (
            f"12 letters asked for: {made} made, {kept} kept as they were, 0 not made"
        )
        assert result.stdout.splitlines()[2] == "11 letters cannot go the ways that were asked for"


def test_a_bar_on_a_terminal(folder: Path) -> None:
    """On a terminal a bar is drawn with numbers and rate; the summary comes after it."""
    ours, theirs = pty.openpty()
    words = command(folder, *ORDER, "--batch", "b", "--jobs", "1")
    program = subprocess.Popen(words, env=ENV | {"TERM": "xterm"}, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while piece := read(ours):
        shown += piece
    os.close(ours)
    assert program.wait() == 0
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())
    assert re.search(r"written +━+ 12/12 .*a second", text)
    assert text.index("written") < text.index("12 letters asked for: 12 made")


def read(terminal: int) -> bytes:
    """Read what a terminal shows; nothing more comes when the program has ended."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_in_the_middle(tmp_path: Path, jobs: str) -> None:
    """A run that is interrupted says that the same command goes on, and ends with 130; then the next one finishes."""
    folder = lay_out(tmp_path / "desk", 250)
    words = (*ORDER, "--batch", "b", "--jobs", jobs)
    running = begin(folder, *words)
    assert running.stderr
    assert any(line.startswith("written") for line in running.stderr)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert (running.returncode, out, err[-len(STOPPED) :]) == (130, "", STOPPED)
    assert "Traceback" not in err
    left = names(folder / "outbox" / "b")
    assert any(list((folder / "outbox" / "b" / name).glob("journal")) for name in left if name.startswith(".appeals-"))
    assert 0 < len(left) < 250
    again = call(folder, *words, "--quiet")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert len(names(folder / "outbox" / "b")) == 250 + 3
