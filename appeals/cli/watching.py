"""Writes letters again whenever a file changes that they are made of: `appeals write --watch`."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from appeals.problems import AppealsError, UsageError
from appeals.workspace import Stamp, Workspace, stamp_files, stamp_records

# The files are looked at, not listened to: that takes no library and works on every disk, network folders among them.
PAUSE = 0.2  # seconds between two looks
REST = 0.05  # seconds without another change, before a burst of them is over
PATIENCE = 1.0  # seconds; then a burst that does not end is taken as it is


class Result(Protocol):
    """What a run tells of itself."""

    @property
    def paths(self) -> Sequence[Path]:
        """The files it wrote, or would have written had they changed."""

    @property
    def notes(self) -> Sequence[str]:
        """What was not known."""


Run = Callable[[], Result]
Echo = Callable[[str], None]


def watch(workspace: Workspace, cases: Sequence[str], run: Run, echo: Echo) -> None:
    """Write letters, and again after each change of a file that they are made of, until the user ends it with Ctrl-C.

    `run` writes them once, and leaves alone each file that would be as it was; what it cannot write is told, and the
    last good files stay. Raise UsageError where the very first round cannot begin.
    """
    rounds = Rounds(run, echo)
    try:
        for number, _ in enumerate(changes(lambda: stamp_records(workspace, cases))):
            rounds.write(first=number == 0)
    except KeyboardInterrupt:
        echo("ended")


def changes(look: Callable[[], Mapping[Path, Stamp]]) -> Iterator[None]:
    """Yield at once, then after each change; one that falls into the time of a round is not missed."""
    while True:
        seen = look()
        yield
        while look() == seen:
            time.sleep(PAUSE)
        let_settle(look)


def let_settle(look: Callable[[], Mapping[Path, Stamp]]) -> None:
    """Wait for the end of a burst: editors write, rename and write again."""
    patience = time.monotonic() + PATIENCE
    before = look()
    while time.monotonic() < patience:
        time.sleep(REST)
        now = look()
        if now == before:
            return
        before = now


@dataclass(slots=True)
class Rounds:
    """Writes letters round after round, and tells in a line each time what came of it."""

    run: Run
    echo: Echo
    files: Mapping[Path, Stamp] = field(default_factory=dict)  # as the last good round left them
    notes: Sequence[str] = ()

    def write(self, *, first: bool) -> None:
        """Write once; tell the faults that the user can mend, and go on."""
        started = time.monotonic()
        try:
            result = self.run()
        except AppealsError as error:
            if first and isinstance(error, UsageError):
                raise
            self._tell_faults(str(error), len(error.problems))
        except OSError as error:  # a file went away while it was read; the next round follows at once
            self._tell_faults(f"a file could not be read: {error.strerror}", 1)
        else:
            self._tell(result, time.monotonic() - started, first=first)

    def _tell_faults(self, report: str, number: int) -> None:
        """Tell what must be mended, and that nothing is lost."""
        kept = "the last good files stay" if self.files else "nothing is written yet"
        self.echo(f"{report}\n{number} error{'' if number == 1 else 's'}; {kept}")

    def _tell(self, result: Result, seconds: float, *, first: bool) -> None:
        """Tell new notes, then which files are new or not as they were; in the first round all of them by name."""
        for note in result.notes if result.notes != self.notes else ():
            self.echo(f"note: {note}")
        files = stamp_files(result.paths)
        for path in files if first else ():
            self.echo(str(path))
        changed = [path for path in files if files[path] != self.files.get(path)]
        counted = "1 file" if len(changed) == 1 else f"{len(changed)} files"
        what = f"{changed[0] if len(changed) == 1 and not first else counted} written"
        self.echo(f"{what if changed else 'no file changed'}, {seconds:.1f} s")
        self.files, self.notes = files, result.notes
