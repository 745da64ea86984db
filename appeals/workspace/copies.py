"""A copy of the user's folder, to be laid out again on another machine."""

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from appeals.links import read_inside
from appeals.workspace.folder import CASES, TEMPLATES, Workspace

Files = tuple[tuple[str, bytes], ...]


def copy_folder(workspace: Workspace, cases: Sequence[tuple[str, Path]]) -> Files:
    """Read everything that letters of these cases (id and file) may be made of."""
    inside = (
        *workspace.recipient_files(),
        *workspace.sender_files(),
        *workspace.law_files(),
        *workspace.tariff_files(),
    )
    own = [
        (f"{TEMPLATES}/{path.relative_to(folder).as_posix()}", read_inside(path, folder))
        for folder in workspace.template_folders()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    return (
        *((path.relative_to(workspace.folder).as_posix(), workspace.read_whole(path)) for path in inside),
        *((f"{CASES}/{name}.yaml", workspace.read_whole(path)) for name, path in cases),
        *own,
    )


def lay_out_copy(files: Files) -> Workspace:
    """Lay a copied folder out in a temporary place, which is gone when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="appeals-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, content in files:
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{name} leads out of the folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Workspace(folder)
