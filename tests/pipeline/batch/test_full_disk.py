"""A batch on a disk that is too small for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from machines import Disk, call, may_mount
from many import CASE, contents, lay_out

LEDGER = "letters.jsonl"
FULL_DISK = b"No space left on device"
LETTERS = 160  # of more than 5 MB
BLOCK = 4096  # bytes; a file takes up whole ones
ORDER = ("write", CASE, "--tag", "many", "--as", "pdf,text", "--batch", "b", "--jobs", "2", "--out")
FULL = "the folder cannot be filled further: No space left on device\n    mend: make room"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Lend a disk of 5 MB."""
    if not may_mount():
        pytest.skip("only root may lay a small disk over a folder")
    (tmp_path / "disk").mkdir()
    disk = Disk(tmp_path / "disk")
    disk.mount("5m")
    yield disk
    disk.unmount()


def blocks(content: bytes) -> int:
    """Count the bytes that a file takes up."""
    return -(-len(content) // BLOCK) * BLOCK


@pytest.mark.slow
def test_a_full_disk(tmp_path: Path, disk: Disk) -> None:
    """The run ends with a sentence and only whole files; given more room, the same command finishes what is left."""
    folder = lay_out(tmp_path / "records", LETTERS)
    made = call(folder, *ORDER, str(tmp_path))
    assert made.returncode == 0, made.stderr
    whole = contents(tmp_path / "b")
    letters = {name: content for name, content in whole.items() if CASE in name}
    beside = len(whole[LEDGER]) + len(whole["worklist.csv"]) + BLOCK + len(whole["print.pdf"]) // 2
    for size, least in ((sum(map(blocks, letters.values())) + beside, 50), (20_000_000, len(letters))):
        ended = call(folder, *ORDER, str(disk.folder), through=disk.through)
        found = contents(disk.seen / "b")
        assert ended.returncode == 1
        assert f"{disk.folder}/b: {FULL}" in ended.stderr
        told = set(found.pop(LEDGER, b"").splitlines())  # where it is there already
        assert all(FULL_DISK in line for line in told - set(whole[LEDGER].splitlines()))
        assert {name for name, content in found.items() if content != whole.get(name)} == set()
        hidden = [path for path in (disk.seen / "b").glob(".*") if path.name != ".lock"]
        assert [path.name for folder in hidden for path in folder.iterdir()] in ([], ["journal"])
        assert len(found.keys() & letters.keys()) >= least
        disk.enlarge(str(size))
    kept = {name: (disk.seen / "b" / name).stat().st_mtime_ns for name in letters}
    finished = call(folder, *ORDER, str(disk.folder), through=disk.through)
    assert finished.returncode == 0, finished.stderr
    assert contents(disk.seen / "b") == whole
    assert {path.name for path in (disk.seen / "b").glob(".*")} == {".lock"}
    assert {name: (disk.seen / "b" / name).stat().st_mtime_ns for name in letters} == kept
    assert f"{LETTERS} letters asked for: 0 made, {LETTERS} kept as they were, 0 not made" in finished.stdout
