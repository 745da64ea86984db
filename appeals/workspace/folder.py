"""The user's folder: where records stand, and where letters go."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from appeals.links import insist_inside, insist_no_link, read_inside
from appeals.model.document import Document
from appeals.problems import FileError, Place
from appeals.workspace.files import is_file, put, reason
from appeals.workspace.names import insist_on_portable

LARGEST = 10_000_000  # bytes of a file of records; ten thousand recipients have less, and take 5 s and 0.2 GB to read
LARGEST_DOCUMENT = 100_000_000
RECIPIENTS, SENDERS, CASES, LAW, TEMPLATES = "recipients.yaml", "senders.yaml", "seeds", "law", "templates"
TARIFF = "tariff.yaml"


class Workspace:
    """A folder with recipients.yaml, senders.yaml, seeds/, and perhaps templates/ and law/ of its own."""

    def __init__(self, folder: Path) -> None:
        """Stand in `folder`, shown in messages as the user wrote it."""
        self.folder = folder

    def recipient_files(self) -> tuple[Path, ...]:
        """Find recipients.yaml and recipients/*.yaml."""
        return self._existing(RECIPIENTS, "recipients/*.yaml", "recipients/*.yml")

    def sender_files(self) -> tuple[Path, ...]:
        """Find senders.yaml and senders/*.yaml, then the tables senders.csv and senders/*.csv."""
        return self._existing(SENDERS, "senders/*.yaml", "senders/*.yml", "senders.csv", "senders/*.csv")

    def case_files(self) -> tuple[Path, ...]:
        """Find every case in seeds/."""
        return self._existing(f"{CASES}/*.yaml", f"{CASES}/*.yml")

    def law_files(self) -> tuple[Path, ...]:
        """Find what the user adds to the law."""
        return self._existing(f"{LAW}/*.yaml", f"{LAW}/*.yml")

    def tariff_files(self) -> tuple[Path, ...]:
        """Find tariff.yaml, which a folder need not have."""
        return self._existing(TARIFF)

    def template_folders(self) -> tuple[Path, ...]:
        """Find the user's own templates."""
        own = self.folder / TEMPLATES
        if not own.is_dir():
            return ()
        insist_inside(own, self.folder)
        return (own,)

    def case_file(self, name: str) -> Path:
        """Find a case by its id or its path."""
        path = Path(name)
        if path.suffix in (".yaml", ".yml"):
            return path if is_file(path) or path.is_absolute() else self.folder / path
        short = self.folder / CASES / f"{name}.yml"
        return short if is_file(short) else short.with_suffix(".yaml")

    def cases_named(self, names: Iterable[str]) -> tuple[str, ...]:
        """Find the cases that ids, files and folders stand for.

        Recipients, senders, law and tariff are read in every run, so that their files stand for no case; a name that
        is nothing here is kept as it is.
        """
        others = (*self.recipient_files(), *self.sender_files(), *self.law_files(), *self.tariff_files())
        read = {path.resolve() for path in others}
        found: list[str] = []
        for name in names:
            path = Path(name) if os.path.lexists(name) else self.folder / name
            below = path.resolve()
            if is_file(self.case_file(name)):
                found += () if self.case_file(name).resolve() in read else (name,)
            elif any(below in file.parents for file in read):
                found += self._cases_below(below)
            else:
                found += self._cases_below(below) or (name,)
        return tuple(found)

    def _cases_below(self, folder: Path) -> tuple[str, ...]:
        return tuple(str(file) for file in self.case_files() if folder in file.resolve().parents)

    def _existing(self, *patterns: str) -> tuple[Path, ...]:
        return tuple(path for pattern in patterns for path in sorted(self.folder.glob(pattern)) if is_file(path))

    def read(self, path: Path) -> str:
        """Read a file as text; refuse what is too large or is no text."""
        content = self.read_content(path)
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise FileError.of("this file is not UTF-8 text", "save it as UTF-8", Place(str(path), line)) from error

    def read_content(self, path: Path) -> bytes:
        """Read a file of records as it is; refuse what is too large."""
        place = Place(str(path))
        try:
            if path.stat().st_size > LARGEST:
                size = path.stat().st_size // 1_000_000
                raise FileError.of(
                    f"this file has {size} MB, more than the {LARGEST // 1_000_000} MB of a file of records",
                    "split it, or check that it is the right file",
                    place,
                )
            return self.read_whole(path)
        except OSError as error:
            raise FileError.of(
                f"this file cannot be read: {reason(error)}", "check its name and its rights", place
            ) from error

    def read_whole(self, path: Path) -> bytes:
        """Read the bytes of a file; refuse a link by which a file of this folder would be one from elsewhere."""
        inside = Path(os.path.abspath(path)).is_relative_to(os.path.abspath(self.folder))  # noqa: PTH100 -- no link followed
        return read_inside(path, self.folder) if inside else path.read_bytes()

    def insist_writable(self, folder: Path) -> None:
        """Refuse a folder into which only a link of this folder leads."""
        insist_no_link(folder, self.folder)

    def read_document(self, path: Path) -> bytes:
        """Read a file that was made of a letter; refuse what is too large to be one."""
        place = Place(str(path))
        try:
            if path.stat().st_size > LARGEST_DOCUMENT:
                raise FileError.of("this file is too large for a letter", "check that it is the right file", place)
            return self.read_whole(path)
        except OSError as error:
            raise FileError.of(
                f"this file cannot be read: {reason(error)}", "check its name and its rights", place
            ) from error

    def write(self, documents: Sequence[Document], folder: Path) -> tuple[Path, ...]:
        """Write documents into a folder: all of them whole, or none.

        Every file is first written in full beside its place, then all are moved at once.
        """
        self.insist_writable(folder)
        try:
            return put([(folder / document.name, document.content) for document in documents])
        except OSError as error:
            raise FileError.of(
                f"nothing was written: {reason(error)}",
                "choose another folder with --out, or make room",
                Place(str(folder)),
            ) from error

    def create(self, files: Sequence[tuple[str, str]]) -> tuple[Path, ...]:
        """Create new files from their names and texts: all of them, or none; never write over what is there."""
        paths = [self.folder / name for name, _ in files]
        for path in paths:
            insist_on_portable(path.name)
            if os.path.lexists(path):
                raise FileError.of(
                    "this file is there already", "choose another name, or delete it first", Place(str(path))
                )
            self.insist_writable(path.parent)
        try:
            return put([(path, text.encode()) for path, (_, text) in zip(paths, files, strict=True)])
        except OSError as error:
            place = Place(str(self.folder))
            raise FileError.of(
                f"nothing was written: {reason(error)}", "choose another folder, or make room", place
            ) from error

    def make_folders(self, names: Iterable[str]) -> None:
        """Make the folders that are not there."""
        try:
            for name in names:
                (self.folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError.of(
                f"a folder cannot be made: {reason(error)}", "choose another folder", Place(str(self.folder / name))
            ) from error


def starter() -> Path:
    """Find the records that come with appeals: inside the package in a wheel, at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    return next(folder for folder in (package / "starter", package.parent) if (folder / RECIPIENTS).is_file())
