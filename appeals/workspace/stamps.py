"""Tells whether a file that letters are made of has changed, come or gone."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from appeals.workspace.folder import Workspace

Stamp = tuple[int, ...]  # when it was written and renamed, how long it is, and which file it is


def stamp_records(workspace: Workspace, cases: Iterable[str] = ()) -> Mapping[Path, Stamp]:
    """Stamp every file that a run may read: records, law, tariff, the user's templates, and cases named by path."""
    named = (workspace.case_file(name) for name in cases)
    return stamp_files((*_list_records(workspace), *named))


def stamp_files(paths: Iterable[Path]) -> Mapping[Path, Stamp]:
    """Stamp files; one that is not there has no stamp.

    Two writes within one tick of the clock of a file system, with the same length, still differ by the file's number
    where it was replaced, and by the time of its last change of any kind where the system keeps one.
    """
    found: dict[Path, Stamp] = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:  # it went away just now, or its name is none
            continue
        found[path] = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
    return found


def _list_records(workspace: Workspace) -> Iterator[Path]:
    yield from workspace.recipient_files()
    yield from workspace.sender_files()
    yield from workspace.case_files()
    yield from workspace.law_files()
    yield from workspace.tariff_files()
    for folder in workspace.template_folders():
        yield from folder.rglob("*")
