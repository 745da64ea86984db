"""Writes files so that each appears whole or not at all, and is on the disk before anybody is told of it."""

import ctypes
import errno
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

FEW = 8  # files that are synced one by one


def put(files: Sequence[tuple[Path, bytes]]) -> tuple[Path, ...]:
    """Write files: each first in full beside its place, then all moved at once; on a fault nothing is left behind.

    A file that holds these very bytes is left alone, so that no viewer reloads it for nothing. When this returns, files
    and folders have reached the disk.
    """
    staged: list[tuple[Path, Path]] = []
    made: list[Path] = []
    try:
        for final, content in files:
            if holds(final, content):
                continue
            made += make_folder(final.parent)
            staged.append((stage(content, final), final))
        sync_files([temporary for temporary, _ in staged])
        for temporary, final in staged:
            temporary.replace(final)
        for folder in dict.fromkeys((*(final.parent for _, final in staged), *(folder.parent for folder in made))):
            sync_folder(folder)
    except BaseException:  # an interruption too leaves nothing half-written
        discard(temporary for temporary, _ in staged)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
    return tuple(final for final, _ in files)


def holds(path: Path, content: bytes) -> bool:
    """Say whether a file is there, and no link to one, and holds these very bytes."""
    try:
        return not path.is_symlink() and path.stat().st_size == len(content) and path.read_bytes() == content
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
        allow_as_new(path, 0o666)
    except BaseException:
        discard([path])
        raise
    return path


def allow_as_new(path: Path, rights: int) -> None:
    """Give a file or folder the rights that a new one has."""
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(rights & ~umask)


def sync_files(paths: Sequence[Path]) -> None:
    """Bring files onto the disk: a few one by one, many all at once, which is quicker by a factor of twenty."""
    if len(paths) > FEW:
        sync_all(paths[0].parent)
        return
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            sync_file(descriptor)
        finally:
            os.close(descriptor)


def sync_file(descriptor: int) -> None:
    """Bring an open file onto the disk."""
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring onto the disk which names a folder holds; some file systems cannot do that, and need not."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def sync_all(folder: Path) -> None:
    """Bring all that was written onto the disk on which a folder stands; other disks, which may be slow, can wait.

    Files that other machines wrote onto a shared disk reached it when they were closed, as NFS promises.
    """
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):  # of Linux only
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if library.syncfs(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)


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
