"""Measure how fast appeals is beside what it stands on and beside its peers, in one run; write bench/RESULTS.md.

Only the ratios mean something beyond this machine. To add a pair, write two calls and a line in `pairs.rows`; to add
a peer, a function that makes a letter and a line in `batch.list_sides`. Some 6 GB of room are needed for a while in the
temporary folder (TMPDIR), and a machine that does nothing else.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from textwrap import wrap

import batch
import pairs
import runs
from workplace import Letters, make_workplace

HOUSE = Path(__file__).parents[2]
RESULTS = HOUSE / "bench" / "RESULTS.md"
LIBRARIES = ("appeals", "weasyprint", "typst", "reportlab", "click", "pydantic", "jinja2", "pypdfium2", "pillow")
RECIPIENTS = 10_000


def machine() -> str:
    """Describe what the figures were measured on."""
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {system}, {python}"


def measure_batch(scratch: Path, count: int, most: int) -> Iterator[str]:
    """Measure the batch and yield what is told of it."""
    folder = scratch / "desk"
    make_workplace(folder, RECIPIENTS, max(1, most // RECIPIENTS))
    stages = runs.time_stages(folder, scratch / "staged")
    sides, press = batch.compare(Letters(folder), count, scratch)
    each = {side.name: side.each for side in sides}
    whole = list(runs.run_all(folder, scratch / "outbox", most))
    yield from ("## A batch", "")
    yield from batch.list_aims(sides, whole[min(1, len(whole) - 1)].each)
    yield ""
    yield from prose(
        f"""The same letter of two pages to {count:,} invented recipients, with words and pages made ready beforehand,
        in one process; median and range of {batch.ROUNDS} rounds in turn, of fewer letters where that is said. Before
        its first letter the press laid out {press.forms} forms in {press.prepared:.1f} s, which is not in its figures.
        Typst and ReportLab set the same words in the same faces, in a layout like ours; WeasyPrint prints the very
        page. Of the fax, the slowest round is the one in which every address is new; the others find it drawn."""
    )
    yield from batch.table(sides)
    yield ""
    yield from prose(
        f"""`appeals write`, the command from its start to its end, by as many processes as there are cores:
        {RECIPIENTS:,} recipients are read from YAML each time (a hundred thousand letters are from ten senders), every
        letter is checked, made, proved and written, with ledger, worklist and the PDF to print. Memory is that of all
        processes together; what they share is counted once."""
    )
    yield from runs.table(whole, each[batch.PRESS])
    yield ""
    yield from prose(f"Where the time of {runs.STAGED:,} letters goes, in a run of its own:")
    yield from runs.table_of_stages(stages)


def prose(words: str) -> Iterator[str]:
    """Lay words out as a paragraph."""
    yield from (*wrap(" ".join(words.split()), 115), "")


def measure_pairs(scratch: Path, repeats: int) -> Iterator[str]:
    """Measure one letter and yield what is told of it."""
    timings = []
    for row in pairs.rows(scratch):
        timings.append(pairs.measure(row, repeats))
        print(f"{timings[-1].ratio:9.2f} times {row.yardstick}: {row.task}", flush=True)
    yield from ("## One letter", "")
    yield from prose(
        f"""Each side ran {repeats} times, in turn with the other, process against process where nothing else is said.
        Shown are medians with the range; the ratio is the median of the ratios of neighbouring runs."""
    )
    yield from pairs.table(timings)


def main() -> None:
    """Measure everything, print the tables and keep them."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--letters", type=int, default=RECIPIENTS, help="of a round of the press [10000]")
    parser.add_argument("--most", type=int, default=100_000, help="of a whole run [100000]")
    parser.add_argument("--repeats", type=int, default=7, help="how often each side makes one letter [7]")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        told = [*measure_batch(scratch, asked.letters, asked.most), "", *measure_pairs(scratch, asked.repeats)]
    lines = [
        "# How fast",
        "",
        f"Measured by `make bench` on {datetime.now(UTC):%Y-%m-%d}: {machine()};",
        ", ".join(f"{name} {version(name)}" for name in LIBRARIES) + ".",
        "Only ratios carry over to other machines.",
        "",
        *told,
    ]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("", *lines[5:], "", f"Kept in {RESULTS.relative_to(HOUSE)}", sep="\n")


if __name__ == "__main__":
    main()
