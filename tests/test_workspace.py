"""The user's folder: what is found in it, what is read, and that files are written whole or not at all."""

import os
import resource
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from appeals.model.document import Document
from appeals.problems import FileError
from appeals.workspace import Workspace, is_file, starter

ONE = Document("one.txt", "text/plain", b"one")
TWO = Document("two.txt", "text/plain", b"two")


def files_in(folder: Path) -> list[str]:
    """List every file below a folder, hidden ones too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_records_are_found_in_files_and_folders(tmp_path: Path) -> None:
    """Recipients and senders stand in one file, in a folder of files, or both; a folder of that name is no file."""
    for name in ("recipients.yaml", "recipients/b.yaml", "recipients/a.yaml", "senders/s.yaml", "seeds/c.yaml",
                 "law/l.yaml", "templates/x.j2", "seeds/notes.txt"):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "senders.yaml").mkdir()
    desk = Workspace(tmp_path)

    def names(paths: tuple[Path, ...]) -> list[str]:
        return [path.relative_to(tmp_path).as_posix() for path in paths]

    assert names(desk.recipient_files()) == ["recipients.yaml", "recipients/a.yaml", "recipients/b.yaml"]
    assert names(desk.sender_files()) == ["senders/s.yaml"]
    assert names(desk.case_files()) == ["seeds/c.yaml"]
    assert names(desk.law_files()) == ["law/l.yaml"]
    assert names(desk.template_folders()) == ["templates"]
    assert Workspace(tmp_path / "seeds").template_folders() == ()


def test_a_case_is_named_by_id_or_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An id stands for a file in seeds; a path is taken from here first, then from the folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.yaml").touch()
    desk = Workspace(Path("desk"))
    assert desk.case_file("x") == Path("desk/seeds/x.yaml")
    assert desk.case_file("here.yaml") == Path("here.yaml")
    assert desk.case_file("seeds/x.yaml") == Path("desk/seeds/x.yaml")
    assert desk.case_file("/else/x.yml") == Path("/else/x.yml")


def test_a_name_too_long_for_the_system_is_no_file() -> None:
    """A name that no file can have is answered, not a traceback."""
    assert not is_file(Path("a" * 5000))


def test_text_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    """UTF-8 with a byte order mark, as some editors write it, is read as text."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe")
    assert Workspace(tmp_path).read(path) == "Grüße"


def test_what_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    """The line of the first byte that is no UTF-8 is named."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"one\ntwo\nGr\xfc\xdfe\n")
    with pytest.raises(FileError) as error:
        Workspace(tmp_path).read(path)
    assert str(error.value) == f"{path}:3: this file is not UTF-8 text\n    mend: save it as UTF-8"


def test_what_cannot_be_read_is_told_with_the_reason(tmp_path: Path) -> None:
    """A file that is gone, or is a folder, is told in the system's words."""
    for path, reason in ((tmp_path / "gone.yaml", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(FileError, match=f"^{path}: this file cannot be read: {reason}\n"):
            Workspace(tmp_path).read(path)


def test_a_file_larger_than_records_are_is_refused(tmp_path: Path) -> None:
    """Ten megabytes are read; a byte more is not."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"x" * 10_000_000)
    assert len(Workspace(tmp_path).read(path)) == 10_000_000
    path.write_bytes(b"x" * 10_000_001)
    with pytest.raises(FileError, match="10 MB of a file of records"):
        Workspace(tmp_path).read(path)


def test_documents_are_written_with_the_rights_of_new_files(tmp_path: Path) -> None:
    """Folders are made, old files replaced, nothing else left; rights are those that the user's mask gives."""
    out = tmp_path / "a" / "b"
    assert Workspace(tmp_path).write([ONE, TWO], out) == (out / "one.txt", out / "two.txt")
    assert Workspace(tmp_path).write([Document("one.txt", "text/plain", b"new")], out) == (out / "one.txt",)
    assert files_in(tmp_path) == ["a/b/one.txt", "a/b/two.txt"]
    assert (out / "one.txt").read_bytes() == b"new"
    mask = os.umask(0o027)
    try:
        (path,) = Workspace(tmp_path).write([TWO], tmp_path)
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    """Where a file has the folder's name nothing is written."""
    (tmp_path / "out").touch()
    with pytest.raises(FileError) as error:
        Workspace(tmp_path).write([ONE], tmp_path / "out")
    assert str(error.value) == (
        f"{tmp_path}/out: nothing was written: File exists\n    mend: choose another folder with --out, or make room"
    )


def test_a_folder_that_cannot_be_written() -> None:
    """A folder of the system is refused in the system's words."""
    with pytest.raises(FileError, match=r"^/proc/appeals: nothing was written: No such file or directory\n"):
        Workspace(Path()).write([ONE], Path("/proc/appeals"))


def test_a_folder_in_place_of_the_last_file_leaves_the_first_unwritten(tmp_path: Path) -> None:
    """All or none: a fault of the last document is found before the first is moved to its place."""
    out = tmp_path / "out"
    (out / "two.txt").mkdir(parents=True)
    with pytest.raises(FileError, match=r"nothing was written: a folder has the name two\.txt"):
        Workspace(tmp_path).write([ONE, TWO], out)
    assert files_in(tmp_path) == []


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Let no file grow beyond a thousand bytes, as a full disk would not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_disk")
def test_a_disk_that_fills_up_leaves_nothing_behind(tmp_path: Path) -> None:
    """A file that cannot be written to its end leaves neither itself nor those before it, nor the folder."""
    large = Document("large.txt", "text/plain", b"x" * 100_000)
    with pytest.raises(FileError, match="nothing was written: File too large"):
        Workspace(tmp_path).write([ONE, large], tmp_path / "new" / "out")
    assert list(tmp_path.iterdir()) == []


class _Interrupting(Document):
    """A document whose bytes never come: the user presses Ctrl-C."""

    @property
    def content(self) -> bytes:  # type: ignore[override]
        """Interrupt."""
        raise KeyboardInterrupt


def test_an_interruption_leaves_nothing_behind(tmp_path: Path) -> None:
    """Pressing Ctrl-C while documents are written leaves no part of them."""
    interrupting = object.__new__(_Interrupting)
    object.__setattr__(interrupting, "name", "never.txt")
    with pytest.raises(KeyboardInterrupt):
        Workspace(tmp_path).write([ONE, interrupting], tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_new_files_never_write_over_old_ones(tmp_path: Path) -> None:
    """Creating files is all or none, and what is there stays, even a link that leads nowhere."""
    (tmp_path / "b").symlink_to("nowhere")
    desk = Workspace(tmp_path)
    with pytest.raises(FileError, match=r"/b: this file is there already\n    mend: choose another name, or delete it"):
        desk.create([("a", "text"), ("b", "text")])
    assert not (tmp_path / "a").exists()
    assert desk.create([("a", "text"), ("c/d", "text")]) == (tmp_path / "a", tmp_path / "c" / "d")
    assert (tmp_path / "c" / "d").read_text(encoding="utf-8") == "text"


def test_new_files_that_cannot_all_be_made_are_not_made_at_all(tmp_path: Path) -> None:
    """A file where a folder should be stops the whole, and the files before it are not left behind."""
    (tmp_path / "seeds").touch()
    with pytest.raises(FileError, match=r"nothing was written: File exists\n    mend: choose another folder, or make"):
        Workspace(tmp_path).create([("a.yaml", "text"), ("new/b.yaml", "text"), ("seeds/c.yaml", "text")])
    assert files_in(tmp_path) == ["seeds"]
    assert not (tmp_path / "new").exists()


def test_the_starter_holds_the_shipped_records() -> None:
    """The records that `appeals init` copies are found."""
    assert (starter() / "recipients.yaml").is_file()
    assert (starter() / "senders.yaml").is_file()
    assert list((starter() / "seeds").glob("*.yaml"))


def test_a_file_may_end_in_yml(tmp_path: Path) -> None:
    """Records are found whether their names end in .yaml or in .yml."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.yml").write_text("id: one")
    workspace = Workspace(tmp_path)
    assert workspace.case_files() == (tmp_path / "seeds" / "one.yml",) == (workspace.case_file("one"),)
