"""Runs a program and watches what it takes: time, and the memory of all its processes together."""

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PAUSE = 0.1  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Taken:
    """What a program took: seconds by the clock, seconds of all cores, and bytes of memory at its peak."""

    seconds: float
    cores: float
    memory: int


def watch(*command: str | Path) -> Taken:
    """Run a program to its end; its failure ends the measurement."""
    before, begun = os.times(), time.perf_counter()
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(count_memory, family_of(process.pid))))
            time.sleep(PAUSE)
        seconds = time.perf_counter() - begun
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    after = os.times()
    cores = after.children_user + after.children_system - before.children_user - before.children_system
    return Taken(seconds, cores, peak)


def family_of(process: int) -> Iterator[int]:
    """Yield a process and all that it began."""
    yield process
    for task in PROC.glob(f"{process}/task/*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family_of(int(child))


def count_memory(process: int) -> int:
    """Count the bytes of a process; those that it shares with others in equal parts."""
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
