"""The outbox of a batch: a folder in which every file is whole, whatever ends the run that fills it."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

from appeals.problems import FileError, Place
from appeals.workspace.files import discard, is_file, make_folder, reason

UNFINISHED = ".appeals-"  # how the names of files begin that are still being written
LOCK = ".lock"
STAGED = ".staged"  # a folder of letters that wait until all others are known to be right
JOURNAL = ".journal"  # what a run has made so far; the next one reads it if this one is killed
_AT_WORK: set[Path] = set()  # folders that this very process has locked: the system would let it lock them again


class Outbox:
    """One folder `outbox/<batch>/`; each process that fills it may have an Outbox of its own."""

    def __init__(self, folder: Path) -> None:
        """Stand at `folder`, which need not be there yet."""
        self.folder = folder
        self._has_staged: bool | None = None  # whether anything was staged before the first release: looked at once

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out; raise FileError where one is at work. The lock ends with the process, however it ends.

        What a killed run left half-written is swept out; a folder into which nothing came is taken away again.
        """
        here = self.folder.resolve()
        with self._minding():
            made = make_folder(self.folder)
            if here in _AT_WORK:
                raise self._busy()
            file = (self.folder / LOCK).open("wb")
        with file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # a child process does not inherit this kind of lock
            except OSError as error:
                raise self._busy() from error
            _AT_WORK.add(here)
            self.sweep()
            try:
                yield
            finally:
                _AT_WORK.discard(here)
                self.sweep()
                if made and not any(self.names()):
                    self._take_away(made)

    def _busy(self) -> FileError:
        return FileError.of(
            "another run is writing into this folder",
            "wait until it is done, or give this batch another name with --batch",
            Place(str(self.folder)),
        )

    def _take_away(self, made: Sequence[Path]) -> None:
        """Remove folders that were made for nothing."""
        with suppress(OSError):
            (self.folder / LOCK).unlink()
            for folder in reversed(made):
                folder.rmdir()

    def sweep(self) -> None:
        """Remove what a run left unfinished."""
        rmtree(self.folder / STAGED, ignore_errors=True)
        with os.scandir(self.folder) as entries:  # one after another, of which there may be hundreds of thousands
            left = [entry.name for entry in entries if entry.name.startswith(UNFINISHED)]
        for name in left:
            (self.folder / name).unlink(missing_ok=True)

    def keep(self, name: str, content: bytes) -> None:
        """Write a file whole, or raise FileError and leave the place as it was."""
        unfinished = f"{self.folder}/{UNFINISHED}{os.getpid()}-{name}"
        with self._minding():
            try:
                with open(unfinished, "wb", buffering=0) as file:  # noqa: PTH123 -- a path takes as long as the writing
                    while content:
                        content = content[file.write(content) :]
                os.replace(unfinished, f"{self.folder}/{name}")  # noqa: PTH105 -- the same
            except BaseException:
                discard([Path(unfinished)])
                raise

    @contextmanager
    def filling(self, name: str) -> Iterator[BinaryIO]:
        """Let a file be written bit by bit; it takes its place only when the end is reached without a fault."""
        unfinished = self.folder / f"{UNFINISHED}{os.getpid()}-{name}"
        with self._minding():
            try:
                with unfinished.open("wb", buffering=1 << 16) as file:
                    yield file
                unfinished.replace(self.folder / name)
            except BaseException:
                with suppress(OSError):
                    unfinished.unlink(missing_ok=True)
                raise

    @contextmanager
    def journal(self) -> Iterator[BinaryIO]:
        """Open the journal to write it anew; what was flushed into it survives the process."""
        with self._minding(), (self.folder / JOURNAL).open("wb") as file:
            yield file

    def read(self, name: str) -> bytes | None:
        """Read a file, or tell that it is not there."""
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def holds(self, name: str, size: int, digest: str) -> bool:
        """Say whether a file is there with this SHA-256, in hex; its size is looked at first."""
        try:
            with (self.folder / name).open("rb", buffering=0) as file:
                if os.fstat(file.fileno()).st_size != size:
                    return False
                return hashlib.file_digest(file, "sha256").hexdigest() == digest
        except OSError:
            return False

    def stage(self, letter: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Write the files of a letter out of sight, until they are released; what never is, a later run sweeps out."""
        folder = self.folder / STAGED / letter
        with self._minding():
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files:
                (folder / name).write_bytes(content)

    def release(self, letter: str) -> tuple[tuple[str, bytes], ...]:
        """Let the staged files of a letter take their places, and return them; none where nothing was staged."""
        if self._has_staged is None:
            self._has_staged = (self.folder / STAGED).is_dir()
        folder = self.folder / STAGED / letter
        if not (self._has_staged and folder.is_dir()):
            return ()
        with self._minding():
            files = tuple((path.name, path.read_bytes()) for path in sorted(folder.iterdir()))
            for name, _ in files:
                (folder / name).replace(self.folder / name)
            folder.rmdir()
        return files

    def settle(self, name: str, final: str) -> None:
        """Let a finished file take the place of another."""
        with self._minding():
            (self.folder / name).replace(self.folder / final)

    def has(self, name: str) -> bool:
        """Say whether a file is there."""
        return is_file(self.folder / name)

    def fingerprint(self, name: str) -> str:
        """Return the SHA-256 of a file in hex, of one that is not there an empty text."""
        if not self.has(name):
            return ""
        with self._minding(), (self.folder / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the whole lines of a file; a last one that was cut off is no line. Without a file there are none."""
        path = self.folder / name
        if is_file(path):
            with path.open("rb") as file:
                yield from (line for line in file if line.endswith(b"\n"))

    def lines_at(self, name: str, places: Sequence[int]) -> Iterator[bytes]:
        """Yield the lines of a file that begin at these bytes, an empty one for a place below 0."""
        if all(place < 0 for place in places):
            yield from (b"" for _ in places)
            return
        with self._minding(), (self.folder / name).open("rb") as file:
            for place in places:
                yield b"" if place < 0 else (file.seek(place), file.readline())[1]

    def stamp(self) -> str:
        """Leave an empty file of a name like no other, by which others can tell whether they see this very folder."""
        with self._minding():
            descriptor, path = tempfile.mkstemp(prefix=f"{UNFINISHED}sign-", dir=self.folder)
            os.close(descriptor)
            return Path(path).name

    def drop(self, name: str) -> None:
        """Remove a file if it is there."""
        with self._minding():
            (self.folder / name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Yield the names of all finished files."""
        if self.folder.is_dir():
            with os.scandir(self.folder) as entries:
                yield from (entry.name for entry in entries if not entry.name.startswith("."))

    @contextmanager
    def _minding(self) -> Iterator[None]:
        """Say in a sentence what the system refuses."""
        try:
            yield
        except OSError as error:
            raise FileError.of(
                f"the folder cannot be filled further: {reason(error)}",
                "make room, or see to its rights, and give the command again: it goes on where it ended",
                Place(str(self.folder)),
            ) from error
