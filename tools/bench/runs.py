"""Whole runs of `appeals write`: from records to letters, ledger, worklist and the one PDF to print."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from batch import shorten
from pairs import APPEALS
from watching import Taken, watch
from workplace import CASE, DAY

import appeals

MILLION = 1_000_000
STAGED = 10_000  # letters of the run that is looked into
RUNS = {1000: ("some", "bench-sender-001"), 10_000: ("many", "bench-sender-001"), 100_000: ("many", "all")}


@dataclass(frozen=True, slots=True)
class Run:
    """A run and what it took."""

    letters: int
    taken: Taken

    @property
    def each(self) -> float:
        """Milliseconds a letter and core: the time by the clock, times the cores there were."""
        return 1000 * self.taken.seconds * (os.cpu_count() or 1) / self.letters


def run_all(workplace: Path, out: Path, most: int) -> Iterator[Run]:
    """Write a thousand letters, ten thousand, a hundred thousand; what was written is counted, then removed."""
    for letters, (tag, senders) in RUNS.items():
        if letters > most:
            return
        command = (APPEALS, "-C", workplace, "write", CASE, "--tag", tag, "--from", senders, "--quiet")
        taken = watch(*command, "--out", out, "--batch", f"{letters}")
        folder = out / f"{letters}"
        made = sum(file.suffix == ".pdf" for file in folder.iterdir()) - (folder / "print.pdf").is_file()
        if made != letters:
            raise SystemExit(f"{letters} letters were asked for, and {made} are there")
        shutil.rmtree(folder)
        run = Run(letters, taken)
        print(f"{run.each:9.3f} ms a letter and core: `appeals write`, {letters:,} letters", flush=True)
        yield run


def time_stages(workplace: Path, out: Path) -> list[tuple[str, float]]:
    """Write ten thousand letters within this process, and tell how many seconds went into what."""
    tag, sender = RUNS[STAGED]
    stages: dict[str, float] = {}
    last = perf_counter()

    def tell(stage: str, *_: int) -> None:
        nonlocal last
        now = perf_counter()
        stages[stage] = stages.get(stage, 0.0) + now - last
        last = now

    order = appeals.Order(cases=(CASE,), tags=(tag,), senders=(sender,))
    room = appeals.open_room(appeals.Workspace(workplace), order, DAY).room
    tell("records read")
    appeals.write_batch(room, out, appeals.By(jobs=os.cpu_count() or 1), tell=tell)
    tell("finished")
    shutil.rmtree(out)
    return list(stages.items())


def table_of_stages(stages: list[tuple[str, float]]) -> Iterator[str]:
    """Lay out where the time went as a table of Markdown, the share first."""
    whole = sum(seconds for _, seconds in stages)
    yield "| share | seconds | until |"
    yield "|---:|---:|---|"
    for stage, seconds in stages:
        yield f"| {seconds / whole:.0%} | {seconds:.1f} | {stage} |"


def table(runs: list[Run], press: float) -> Iterator[str]:
    """Lay the results out as a table of Markdown, the ratio to the press alone first."""
    yield "| times the press | letters | ms a letter and core | seconds by the clock | of all cores | most memory |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for run in runs:
        taken = run.taken
        figures = f"{shorten(run.each)} | {taken.seconds:.1f} | {taken.cores:.1f} | {taken.memory / MILLION:.0f} MB"
        yield f"| {shorten(run.each / press)} | {run.letters:,} | {figures} |"
