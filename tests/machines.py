"""Programs in processes of their own: the command line, and a Dask scheduler with its workers."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

HOUSE = Path(__file__).parents[1]
ENV = os.environ | {"PYTHONPATH": str(HOUSE), "PYTHONUNBUFFERED": "1", "COLUMNS": "100"}
APART = ("unshare", "--mount", "sh", "-c")  # in a mount namespace of its own, which takes root to make
Program = subprocess.Popen[bytes]


def command(folder: Path, *words: str, first: str = "") -> list[str]:
    """Spell a command line of appeals, with a statement of Python before it where one is needed."""
    start = f"{first}\nfrom appeals.cli import main\nmain(prog_name='appeals')"
    return [sys.executable, "-c", start, "-C", str(folder), *words]


def call(folder: Path, *words: str, first: str = "", through: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run a command line of appeals to its end, perhaps through another program."""
    line = (*through, *command(folder, *words, first=first))
    return subprocess.run(line, env=ENV, capture_output=True, text=True, check=False)


def begin(folder: Path, *words: str, first: str = "") -> subprocess.Popen[str]:
    """Start a command line of appeals; what it tells can be read while it runs."""
    pipe = subprocess.PIPE
    return subprocess.Popen(command(folder, *words, first=first), env=ENV, stdout=pipe, stderr=pipe, text=True)


def may_mount() -> bool:
    """Say whether a process may be given disks of its own."""
    try:
        return subprocess.run([*APART, "mount -t tmpfs none /mnt"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@dataclass
class Disk:
    """A small disk over a folder, which nobody sees but those who are led there."""

    folder: Path
    started: list[Program] = field(default_factory=list)

    def mount(self, size: str) -> None:
        """Lay a disk of so many bytes over the folder."""
        here = shlex.quote(str(self.folder))
        line = [*APART, f"mount -t tmpfs -o size={size} none {here} && touch {here}/there && exec sleep 600"]
        self.started.append(subprocess.Popen(line))
        wait_for((self.seen / "there").is_file)
        (self.seen / "there").unlink()

    def enlarge(self, size: str) -> None:
        """Give the disk more room."""
        subprocess.run([*self.through, "mount", "-o", f"remount,size={size}", str(self.folder)], check=True)

    def unmount(self) -> None:
        """Let go of the disk."""
        for process in self.started:
            process.kill()
            process.wait()

    @property
    def through(self) -> tuple[str, ...]:
        """How a program is led there."""
        return ("nsenter", "--mount", "--target", str(self.started[0].pid))

    @property
    def seen(self) -> Path:
        """The folder as it is seen there."""
        return Path("/proc", str(self.started[0].pid), "root", *self.folder.parts[1:])


@dataclass
class Machines:
    """A scheduler on a free port, and the workers that it was given; each tells in a file what it does."""

    folder: Path
    started: list[Program] = field(default_factory=list)

    def start_scheduler(self) -> str:
        """Start the scheduler; return its address when it listens."""
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self._file))
        self._wait("Scheduler at:")
        wait_for(self._file.is_file)
        return str(json.loads(self._file.read_text("utf-8"))["address"])

    def start_workers(self, count: int, hidden: Path | None = None) -> list[Program]:
        """Start workers, from whom a folder may be hidden; return them when all have joined."""
        words = ("--scheduler-file", str(self._file), "--no-nanny", "--nthreads", "1")
        new = [
            self._start("worker", *words, "--local-directory", str(self.folder), hidden=hidden) for _ in range(count)
        ]
        self._wait("Registered to:", count)
        return new

    def stop(self) -> None:
        """End all of them."""
        for process in self.started:
            process.kill()
            process.wait()

    def _start(self, role: str, *words: str, hidden: Path | None = None) -> Program:
        line = [sys.executable, "-m", f"distributed.cli.dask_{role}", *words, "--no-dashboard"]
        if hidden:
            line = [*APART, f"mount -t tmpfs none {shlex.quote(str(hidden))} && exec {shlex.join(line)}"]
        with (self.folder / f"{len(self.started)}.log").open("wb") as log:
            self.started.append(subprocess.Popen(line, env=ENV, stdout=log, stderr=log))
        return self.started[-1]

    def _wait(self, sign: str, count: int = 1) -> None:
        """Wait until each of the programs that were started last has told a thing."""
        logs = [self.folder / f"{len(self.started) - number - 1}.log" for number in range(count)]
        wait_for(lambda: all(sign in log.read_text("utf-8") for log in logs))

    @property
    def _file(self) -> Path:
        return self.folder / "scheduler.json"


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait for something to become so, but no longer than a busy machine may take."""
    deadline = monotonic() + 60
    while not is_so():
        assert monotonic() < deadline, "this takes too long"
        sleep(0.05)
