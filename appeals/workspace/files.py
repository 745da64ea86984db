"""Writes files so that each appears whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path


def put(files: Sequence[tuple[Path, bytes]]) -> tuple[Path, ...]:
    """Write files: each first in full beside its place, then all moved at once; on a fault nothing is left behind.

    A file that holds these very bytes is left alone, so that no viewer reloads it for nothing.
    """
    staged: list[tuple[Path, Path]] = []
    made: list[Path] = []
    try:
        for final, content in files:
            if holds(final, content):
                continue
            made += make_folder(final.parent)
            staged.append((stage(content, final), final))
        for temporary, final in staged:
            temporary.replace(final)
    except BaseException:  # an interruption too leaves nothing half-written
        discard(temporary for temporary, _ in staged)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
    return tuple(final for final, _ in files)


def holds(path: Path, content: bytes) -> bool:
    """Say whether a file is there and holds these very bytes."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def make_folder(folder: Path) -> list[Path]:
    """Make a folder with those above it; return the ones that were not there."""
    absent = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return absent[::-1]


def stage(content: bytes, final: Path) -> Path:
    """Write a temporary file in full beside its place, with the rights a new file has."""
    if final.is_dir():
        raise IsADirectoryError(errno.EISDIR, f"a folder has the name {final.name}")
    descriptor, name = tempfile.mkstemp(prefix=".appeals-", dir=final.parent)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        path.chmod(0o666 & ~umask)
    except BaseException:
        discard([path])
        raise
    return path


def is_file(path: Path) -> bool:
    """Say whether a file is there; a name that the system cannot have names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def discard(paths: Iterable[Path]) -> None:
    """Remove temporary files."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def reason(error: OSError) -> str:
    """Say in the system's words what was refused, without a path."""
    return error.strerror or type(error).__name__
