"""How far a long run is: a bar on a terminal, a line now and then elsewhere, nothing where quiet is asked for."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Tell = Callable[[str, int, int], None]  # what is being done, how far it is, and of how many
LINES = 4  # lines that a long stage writes where there is no terminal


@contextmanager
def progress(*, quiet: bool) -> Iterator[Tell]:
    """Lend a teller for as long as the run lasts; what it tells goes where errors go."""
    if quiet:
        yield lambda _stage, _done, _of: None
    elif sys.stderr.isatty():
        with _bars() as tell:
            yield tell
    else:
        yield _lines()


@contextmanager
def _bars() -> Iterator[Tell]:
    """Draw a bar for each stage, with its rate and the time that remains."""
    from rich.console import Console  # noqa: PLC0415 -- a tenth of a second, only where there is a bar to draw
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn  # noqa: PLC0415 -- the same

    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        known: dict[str, TaskID] = {}

        def tell(stage: str, done: int, of: int) -> None:
            if stage not in known:
                known[stage] = bars.add_task(stage, total=of, rate="")
            bars.update(known[stage], completed=done, total=of)
            speed = next(task.finished_speed or task.speed for task in bars.tasks if task.id == known[stage])
            bars.update(known[stage], rate=f"{speed:,.0f} a second" if speed else "")

        yield tell


def _lines() -> Tell:
    """Write a line when another part of a stage is done."""
    told: dict[str, int] = {}

    def tell(stage: str, done: int, of: int) -> None:
        part = done * LINES // max(1, of)
        if part > told.get(stage, 0):
            told[stage] = part
            click.echo(f"{stage}: {done} of {of}", err=True)

    return tell
