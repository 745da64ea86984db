"""One rule for links in the user's folder: nothing outside is read through a link, nothing is written through one.

A folder may have come by mail or from an archive. A link in it could put any file of this machine into a letter, or
let a letter take the place of any file of this machine.
"""

import errno
import os
from pathlib import Path
from stat import S_ISREG

from appeals.problems import FileError, Place

TO_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK  # a pipe that lies there must not be waited for
INSTEAD = "put the file or folder itself in the place of the link"


def read_inside(path: Path, *folders: Path) -> bytes:
    """Read a file that stands in one of these folders, however it is reached; raise FileError where it does not."""
    descriptor = os.open(insist_inside(path, *folders), TO_READ)
    with open(descriptor, "rb") as file:  # noqa: PTH123 -- it is open
        if not S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Not a file", str(path))
        return file.read()


def insist_inside(path: Path, *folders: Path) -> Path:
    """Return where a path leads, every link followed; raise FileError where that is in none of these folders."""
    try:
        real = path.resolve(strict=True)
    except RuntimeError as error:  # a link that leads to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    if any(real.is_relative_to(folder.resolve()) for folder in folders):
        return real
    link = next((part for part in (path, *path.parents) if part.is_symlink()), path)
    raise FileError.of(
        "this is a link that leads out of the folder, and nothing is read there", INSTEAD, Place(str(link))
    )


def insist_no_link(path: Path, folder: Path) -> None:
    """Refuse to write into a path where a link stands below the folder; what stands elsewhere the user has named."""
    here, below = Path(os.path.abspath(folder)), Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() follows links
    for part in (below, *below.parents):
        if part == here or here not in part.parents:
            return
        if part.is_symlink():
            raise refuse_link(folder / part.relative_to(here))


def refuse_link(link: Path) -> FileError:
    """Say that nothing is written through a link."""
    return FileError.of("this is a link, and nothing is written through a link", INSTEAD, Place(str(link)))
