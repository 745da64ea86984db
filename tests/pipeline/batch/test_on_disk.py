"""Done means on disk: what a power cut leaves, in which order things are brought onto the disk, and what is noticed."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from machines import HOUSE, call
from many import CASE, contents, lay_out, ledger, move, run

LETTERS = 26
ORDER = ("write", CASE, "--tag", "many", "--as", "pdf,text", "--jobs", "2", "--quiet", "--batch", "b", "--out")
CALLS = "trace=fsync,syncfs,sync,rename,renameat,renameat2,unlink,unlinkat"


class PowerCut:
    """A disk of its own in a file; what has reached the file is what a power cut leaves."""

    def __init__(self, folder: Path) -> None:
        """Make the disk, with a file system that brings nothing onto it by itself for an hour."""
        self.image, self.folder, self.after = folder / "image", folder / "disk", folder / "after"
        self.folder.mkdir()
        self.after.mkdir()
        with self.image.open("wb") as file:
            file.truncate(96 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", self.image], check=True)
        subprocess.run(["mount", "-o", "loop,commit=3600", self.image, self.folder], check=True)

    def cut(self) -> Path:
        """Copy what is on the disk at this moment, and return what the file system makes of it when it is next used."""
        self.let_go(self.after)
        copy = self.image.with_name("copy")
        shutil.copyfile(self.image, copy)
        subprocess.run(["mount", "-o", "loop", copy, self.after], check=True)
        return self.after

    def let_go(self, *folders: Path) -> None:
        """Unmount."""
        for folder in folders:
            subprocess.run(["umount", "-q", folder], check=False, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[PowerCut]:
    """Lend a disk whose power can be cut."""
    if not shutil.which("mkfs.ext4"):
        pytest.skip("a disk in a file is made with mkfs.ext4; type: sudo apt-get install e2fsprogs")
    try:
        disk = PowerCut(tmp_path)
    except subprocess.CalledProcessError:
        pytest.skip("only root may mount a disk that is a file")
    yield disk
    disk.let_go(disk.after, disk.folder)


def sizes(folder: Path) -> dict[str, int]:
    """List the files of a folder with their sizes."""
    return {path.name: path.stat().st_size for path in folder.iterdir() if path.is_file() and path.name != ".lock"}


def test_a_power_cut_right_after_a_run(tmp_path: Path, disk: PowerCut) -> None:
    """When the run has ended, every file is on the disk; so it is after a second run in which a sender has changed."""
    folder = lay_out(tmp_path / "records", LETTERS)
    for change in (False, True):
        if change:
            senders = folder / "senders.yaml"
            senders.write_text(senders.read_text("utf-8").replace("Invented Lane 0", "Other Lane 0"), "utf-8")
        done = call(folder, *ORDER, str(disk.folder))
        assert done.returncode == 0, done.stderr
        assert contents(disk.cut() / "b") == contents(disk.folder / "b")
        assert len(sizes(disk.after / "b")) == 2 * LETTERS + 4
    again = call(folder, *[word for word in ORDER if word != "--quiet"], str(disk.after))
    assert f"0 made, {LETTERS} kept as they were" in again.stdout


def test_a_power_cut_right_after_a_few_letters_and_a_new_case(disk: PowerCut) -> None:
    """Single letters are on the disk when their names are told, and so are new files of records."""
    folder = lay_out(disk.folder / "records", 3)
    written = call(folder, "write", CASE, "--tag", "many", "--as", "text")
    assert written.returncode == 0, written.stderr
    assert call(folder, "new", "case", "flood-2026", "--no-input").returncode == 0
    names = {*written.stdout.split(), str(folder / "seeds" / "flood-2026.yaml")}
    for name in names:
        copy = disk.cut() / Path(name).relative_to(disk.folder)
        assert copy.read_bytes() == Path(name).read_bytes() != b""


def test_a_power_cut_in_the_middle(tmp_path: Path, disk: PowerCut) -> None:
    """Whenever the power goes, the next run leaves what one undisturbed run leaves, the PDF to print among it."""
    folder = lay_out(tmp_path / "records", 8)
    run(folder, disk.folder / "b")
    move(folder, 2)
    shutil.copytree(disk.folder / "b", tmp_path / "whole")
    run(folder, tmp_path / "whole")
    for stage in ("forms", "written", "bound"):

        def tell(told: str, _done: int, _of: int, stage: str = stage) -> None:
            if told == stage:
                subprocess.run(["sync", "-f", disk.folder], check=True)  # as the system does from time to time
                disk.cut()

        shutil.rmtree(disk.folder / "c", ignore_errors=True)
        shutil.copytree(disk.folder / "b", disk.folder / "c")
        run(folder, disk.folder / "c", tell=tell)
        batch = run(folder, disk.after / "c")
        assert batch.made + batch.kept == 8
        assert contents(disk.after / "c") == contents(tmp_path / "whole")


def traced(folder: Path, log: Path, *words: str) -> list[tuple[str, str]]:
    """Run a command and list its calls of the system that move files or bring them onto the disk, in their order."""
    if not shutil.which("strace"):
        pytest.skip("calls of the system are watched with strace; type: sudo apt-get install strace")
    done = call(folder, *words, through=("strace", "-f", "-y", "-o", str(log), "-e", CALLS))
    if "ptrace" in done.stderr:
        pytest.skip("strace may not watch here")
    assert done.returncode == 0, done.stderr
    return re.findall(r"^\d+ +(\w+)\((.*)\) = 0", log.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("again", [False, True])
def test_files_come_before_the_ledger_and_the_ledger_before_the_folder(tmp_path: Path, *, again: bool) -> None:
    """All is synced before the ledger takes its place; then the folder is; nothing is moved after that."""
    folder = lay_out(tmp_path / "records", 5)
    if again:
        run(folder, tmp_path / "b", formats=("pdf", "text"))
        move(folder, 3)
    words = [word for word in ORDER if word not in {"--jobs", "2"}]
    calls = traced(folder, tmp_path / "log", *words, str(tmp_path))
    moved = [number for number, (name, told) in enumerate(calls) if name.startswith("rename")]
    ledger_moved = next(number for number in moved if calls[number][1].endswith('letters.jsonl"'))
    synced = max(number for number, (name, _) in enumerate(calls) if name in {"syncfs", "sync"})
    assert moved[-1] == ledger_moved
    assert moved[-2] < synced < ledger_moved
    assert calls[ledger_moved + 1][0] == "fsync"
    assert calls[ledger_moved + 1][1].endswith(f"<{tmp_path}/b>")
    for name in ("worklist.csv", "print.pdf"):
        (place,) = [number for number in moved if calls[number][1].endswith(f'{name}"')]
        assert calls[place - 1][0] == "fsync"


def test_a_new_file_is_synced_before_it_takes_its_place(tmp_path: Path) -> None:
    """First the file, then its name, then the folder; also the folder in which a new folder was made."""
    folder = lay_out(tmp_path / "records", 1)
    calls = traced(folder, tmp_path / "log", "new", "recipient", "flood", "--no-input")
    shutil.copy(HOUSE / "senders.yaml", folder)
    assert [name for name, _ in calls if name != "unlink"] == ["fsync", "rename", "fsync"]
    assert calls[-1][1].endswith(f"<{folder}/recipients>")
    (folder / "recipients" / "flood.yaml").unlink()  # example text, with which no letter is written
    calls = traced(folder, tmp_path / "log", "write", CASE, "--tag", "many", "--as", "text")
    assert [name for name, _ in calls if name != "unlink"] == [*["fsync"] * 2, *["rename"] * 2, *["fsync"] * 2]
    assert {told.partition("<")[2] for _, told in calls[-2:]} == {f"{folder}/outbox>", f"{folder}>"}


@pytest.mark.parametrize("name", ["print.pdf", "worklist.csv"])
@pytest.mark.parametrize("how", ["cut", "changed", "swapped", "emptied", "linked", "gone"])
def test_what_stands_beside_the_letters_is_looked_at(tmp_path: Path, name: str, how: str) -> None:
    """A PDF to print or a worklist that is not as it was left is made again, and the run says so."""
    folder = lay_out(tmp_path / "records", 3)
    run(folder, tmp_path / "b", formats=("pdf",))
    whole = contents(tmp_path / "b")
    file, content = tmp_path / "b" / name, whole[name]
    (tmp_path / "elsewhere").write_bytes(content)
    file.unlink()
    if how == "linked":
        file.symlink_to(tmp_path / "elsewhere")
    elif how != "gone":
        file.write_bytes(
            {
                "cut": content[:-10],
                "changed": content[:50] + b"X" + content[51:],
                "swapped": whole["letters.jsonl"],
                "emptied": b"",
            }[how]
        )
    batch = run(folder, tmp_path / "b", formats=("pdf",))
    assert (batch.made, batch.kept, batch.changed) == (0, 3, (name,))
    assert contents(tmp_path / "b") == whole
    assert not file.is_symlink()
    assert run(folder, tmp_path / "b", formats=("pdf",)).changed == ()


def test_nothing_is_written_again_that_is_as_it_was(tmp_path: Path) -> None:
    """The PDF to print, which may be large, is left alone where no letter has changed."""
    folder = lay_out(tmp_path / "records", 3)
    run(folder, tmp_path / "b", formats=("pdf",))
    before = (tmp_path / "b" / "print.pdf").stat()
    assert run(folder, tmp_path / "b", formats=("pdf",)).made == 0
    after = (tmp_path / "b" / "print.pdf").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    (tmp_path / "b" / "batch.json").write_bytes(b"[" * 100_000)
    assert run(folder, tmp_path / "b", formats=("pdf",)).changed == ()
    assert (tmp_path / "b" / "print.pdf").stat().st_ino != after.st_ino  # of which letters it is, nothing tells
    assert len(ledger(tmp_path / "b")) == 3
