"""The outbox of a batch: a folder in which every file is whole, whatever ends the run that fills it, or the power.

What a run has not finished stands in a folder of its own, `.appeals-` and a random ending. Its name is told in the
lock, so that the next run knows it for ours and leaves everything else in the outbox alone.

Letters are not synced one by one: on ext4 that took 5 ms a file, 50 s for ten thousand, and even after all were
written 1.6 ms with sixteen threads. One syncfs for all of them took 0.15 s for two thousand. It comes before the ledger
takes its place (`settle`), so that a ledger that is there tells of files that are there.
"""

import errno
import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from shutil import rmtree
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

from appeals.links import TO_READ, refuse_link
from appeals.problems import FileError, Place
from appeals.workspace.files import allow_as_new, discard, make_folder, reason, sync_all, sync_file, sync_folder
from appeals.workspace.names import insist_on_new_spelling, insist_on_portable

UNFINISHED = ".appeals-"  # how the name of a folder begins in which a run keeps what is not finished
OURS = re.compile(r"\.appeals-[A-Za-z0-9_]{8}")
LEDGER = "letters.jsonl"  # of which letter each file is
LOCK = ".lock"
LOCKED_BY = b"appeals "  # how a lock of ours begins; the name of the folder follows
STAGED = "staged"  # in it, a folder of letters that wait until all others are known to be right
JOURNAL = "journal"  # in it, what a run has made so far; the next one reads it if this one is killed
LONGEST = 1 << 20  # bytes of a line; ours have about a thousand
TO_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
_AT_WORK: set[Path] = set()  # folders that this very process has locked: the system would let it lock them again


class Outbox:
    """One folder `outbox/<batch>/`; each process that fills it may have an Outbox of its own."""

    def __init__(self, folder: Path, run: str = "") -> None:
        """Stand at `folder`, which need not be there yet; `run` names what a run that is at work keeps in it."""
        self.folder, self.run = folder, run
        self._has_staged: bool | None = None  # whether anything was staged before the first release: looked at once

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out; raise FileError where one is at work. The lock ends with the process, however it ends.

        What a killed run left half-written is swept out; a folder into which nothing came is taken away again.
        """
        insist_on_portable(self.folder.name)
        insist_on_new_spelling(self.folder)
        if self.folder.is_symlink():
            raise refuse_link(self.folder)
        here = self.folder.resolve()
        with self._minding():
            made = make_folder(self.folder)
            if here in _AT_WORK:
                raise self._busy()
            lock = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
        with open(lock, "r+b", buffering=0) as file:  # noqa: PTH123 -- it is open
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # a child process does not inherit this kind of lock
            except OSError as error:
                raise self._busy() from error
            _AT_WORK.add(here)
            try:
                with self._minding():
                    self.run = self._begin(file)
                yield
            finally:
                _AT_WORK.discard(here)
                self._end(file, made)

    def _begin(self, lock: BinaryIO) -> str:
        """Take over the folder of a run that was killed, or make one, and tell its name in the lock."""
        told = lock.read(len(LOCKED_BY) + 100)
        name = told.removeprefix(LOCKED_BY).strip().decode("ascii", "replace")
        if told and not (told.startswith(LOCKED_BY) and OURS.fullmatch(name)):
            raise FileError.of(
                "this file is not ours, and a batch needs its name",
                "move it elsewhere, or give the batch another name with --batch",
                Place(str(self.folder / LOCK)),
            )
        if told and _is_folder(self.folder / name):
            self.run = name
            self.sweep()
            return name
        made = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.folder))
        allow_as_new(made, 0o777)
        lock.seek(0)
        lock.truncate()
        lock.write(LOCKED_BY + made.name.encode() + b"\n")
        sync_file(lock.fileno())
        return made.name

    def _end(self, lock: BinaryIO, made: Sequence[Path]) -> None:
        """Leave of what is unfinished only the journal; take away what is empty."""
        if not self.run:
            self._take_away(made)
            return
        self.sweep()
        with suppress(OSError):
            (self.folder / self.run).rmdir()  # which fails while there is a journal in it
            lock.truncate(0)
        if made and not any(self.names()):
            rmtree(self.folder / self.run, ignore_errors=True)
            self._take_away(made)
        self.run = ""

    def _busy(self) -> FileError:
        return FileError.of(
            "another run is writing into this folder",
            "wait until it is done, or give this batch another name with --batch",
            Place(str(self.folder)),
        )

    def _take_away(self, made: Sequence[Path]) -> None:
        """Remove folders that were made for nothing."""
        with suppress(OSError):
            if made:
                (self.folder / LOCK).unlink()
            for folder in reversed(made):
                folder.rmdir()

    def sweep(self) -> None:
        """Remove what a run left unfinished, but not its journal."""
        with suppress(OSError), os.scandir(self.folder / self.run) as entries:
            left = [entry for entry in entries if entry.name != JOURNAL]
            for entry in left:
                if entry.is_dir(follow_symlinks=False):
                    rmtree(entry.path, ignore_errors=True)
                else:
                    discard([Path(entry.path)])
        self._has_staged = None

    @property
    def has_unfinished(self) -> bool:
        """Whether a run that was killed has left a journal. Not to be asked by who has locked the outbox."""
        name = (self.read(LOCK) or b"").removeprefix(LOCKED_BY).strip().decode("ascii", "replace")
        return bool(OURS.fullmatch(name)) and os.path.lexists(self.folder / name / JOURNAL)

    @property
    def is_seen(self) -> bool:
        """Whether the run that is named keeps its things in this very folder, seen from wherever we are."""
        return bool(OURS.fullmatch(self.run)) and _is_folder(self.folder / self.run)

    def keep(self, name: str, content: bytes) -> None:
        """Write a file whole, or raise FileError and leave the place as it was."""
        unfinished = self._unfinished(name)
        with self._minding():
            try:
                with open(os.open(unfinished, TO_WRITE, 0o666), "wb", buffering=0) as file:  # noqa: PTH123 -- a path takes as long as the writing
                    while content:
                        content = content[file.write(content) :]
                os.replace(unfinished, f"{self.folder}/{name}")  # noqa: PTH105 -- the same
            except BaseException:
                discard([Path(unfinished)])
                raise

    @contextmanager
    def filling(self, name: str) -> Iterator[BinaryIO]:
        """Let a file be written bit by bit; it takes its place, on disk, when the end is reached without a fault."""
        unfinished = Path(self._unfinished(name))
        with self._minding():
            try:
                with open(os.open(unfinished, TO_WRITE, 0o666), "wb", buffering=1 << 16) as file:  # noqa: PTH123 -- it is open
                    yield file
                    file.flush()
                    sync_file(file.fileno())
                unfinished.replace(self.folder / name)
            except BaseException:
                with suppress(OSError):
                    unfinished.unlink(missing_ok=True)
                raise

    @contextmanager
    def journal(self) -> Iterator[BinaryIO]:
        """Open the journal to write it anew; what was flushed into it survives the process."""
        with self._minding(), open(os.open(self._path(JOURNAL), TO_WRITE, 0o666), "wb") as file:  # noqa: PTH123 -- it is open
            yield file

    def read(self, name: str) -> bytes | None:
        """Read a file, or tell that it is not there."""
        try:
            with self._open(name) as file:
                return file.read()
        except OSError:
            return None

    def holds(self, name: str, size: int, digest: str) -> bool:
        """Say whether a file is there with this SHA-256, in hex; its size is looked at first."""
        try:
            with self._open(name) as file:
                if os.fstat(file.fileno()).st_size != size:
                    return False
                return hashlib.file_digest(file, "sha256").hexdigest() == digest
        except OSError:
            return False

    def stage(self, letter: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Write the files of a letter out of sight, until they are released; what never is, a later run sweeps out."""
        folder = self.folder / self.run / STAGED / letter
        with self._minding():
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files:
                (folder / name).write_bytes(content)

    def release(self, letter: str) -> tuple[tuple[str, bytes], ...]:
        """Let the staged files of a letter take their places, and return them; none where nothing was staged."""
        if self._has_staged is None:
            self._has_staged = (self.folder / self.run / STAGED).is_dir()
        folder = self.folder / self.run / STAGED / letter
        if not (self._has_staged and folder.is_dir()):
            return ()
        with self._minding():
            files = tuple((path.name, path.read_bytes()) for path in sorted(folder.iterdir()))
            for name, _ in files:
                (folder / name).replace(self.folder / name)
            folder.rmdir()
        return files

    def sync(self) -> None:
        """Bring everything that was written onto the disk."""
        with self._minding():
            sync_all(self.folder)

    def settle(self, name: str, final: str) -> None:
        """Let a finished file take the place of another, on the disk too; all others are there before it."""
        self.sync()
        with self._minding():
            self._path(name).replace(self.folder / final)
            sync_folder(self.folder)

    def has(self, name: str) -> bool:
        """Say whether a file is there."""
        try:
            return S_ISREG(os.lstat(self._path(name)).st_mode)
        except OSError:
            return False

    def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        with self._minding():
            return os.lstat(self._path(name)).st_size

    def fingerprint(self, name: str) -> str:
        """Return the SHA-256 of a file in hex, of one that is not there an empty text."""
        if not self.has(name):
            return ""
        with self._minding(), self._open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the whole lines of a file; a last one that was cut off is no line. Without a file there are none.

        A line that is too long to be ours is passed over: an empty line stands for each of its pieces.
        """
        for _, line in self.places_of_lines(name):
            yield line

    def places_of_lines(self, name: str) -> Iterator[tuple[int, bytes]]:
        """Yield the byte at which each line of a file begins, and the line."""
        if not os.path.lexists(self._path(name)):
            return
        with self._minding(), self._open(name) as file:
            spot, is_long = 0, False
            while line := file.readline(LONGEST):
                is_whole = line.endswith(b"\n")
                yield spot, line if is_whole and not is_long else b""
                spot, is_long = spot + len(line), not is_whole

    def lines_at(self, name: str, places: Sequence[int]) -> Iterator[bytes]:
        """Yield the lines of a file that begin at these bytes, an empty one for a place below 0."""
        if all(place < 0 for place in places):
            yield from (b"" for _ in places)
            return
        with self._minding(), self._open(name) as file:
            for place in places:
                yield b"" if place < 0 else (file.seek(place), file.readline(LONGEST))[1]

    def drop(self, name: str) -> None:
        """Remove a file if it is there."""
        with self._minding():
            self._path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Yield the names of all finished files."""
        if self.folder.is_dir():
            with os.scandir(self.folder) as entries:
                yield from (entry.name for entry in entries if not entry.name.startswith("."))

    def _path(self, name: str) -> Path:
        return self.folder / self.run / name if name == JOURNAL else self.folder / name

    def _unfinished(self, name: str) -> str:
        assert self.run, "only who has locked the outbox writes into it"  # noqa: S101 -- a bug of ours
        return f"{self.folder}/{self.run}/{os.getpid()}-{name}"

    def _open(self, name: str) -> BufferedReader:
        """Open a file to read it; raise OSError for a link, or what is no file."""
        descriptor = os.open(self._path(name), TO_READ)
        file = open(descriptor, "rb")  # noqa: PTH123, SIM115 -- it is open; who asked closes it
        if not S_ISREG(os.fstat(descriptor).st_mode):
            file.close()
            raise OSError(errno.EINVAL, "Not a file", str(self._path(name)))
        return file

    @contextmanager
    def _minding(self) -> Iterator[None]:
        """Say in a sentence what the system refuses."""
        try:
            yield
        except OSError as error:
            if error.errno == errno.ELOOP and error.filename:
                raise refuse_link(Path(os.fsdecode(error.filename))) from error
            raise FileError.of(
                f"the folder cannot be filled further: {reason(error)}",
                "make room, or see to its rights, and give the command again: it goes on where it ended",
                Place(str(self.folder)),
            ) from error


def find_outboxes(out: Path) -> tuple[Path, ...]:
    """List an outbox, if it is there, and the folders of the batches in it."""
    if not out.is_dir():
        return ()
    inner = (path for path in sorted(out.iterdir()) if _is_folder(path))
    return (out, *(path for path in inner if Outbox(path).has(LEDGER) or Outbox(path).has_unfinished))


def _is_folder(path: Path) -> bool:
    """Say whether a folder stands there, and no link to one."""
    try:
        return S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False
