"""`appeals write`."""

import re
from dataclasses import replace
from pathlib import Path
from signal import SIGINT
from typing import Any

import click

from appeals.cli.asking import today
from appeals.cli.ordering import ABOUT, BY_WHOM, ON_WHAT, TO_WHOM, asks, take_by
from appeals.cli.progress import progress
from appeals.problems import UsageError

INTERRUPTED = 128 + SIGINT  # the exit code that shells give to what Ctrl-C has ended
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")


@click.command("write")
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@asks(*TO_WHOM, *ABOUT, *ON_WHAT)
@click.option(
    "--worklist", is_flag=True, help="Add worklist.csv: what goes where, what to dial, until when, at what cost."
)
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write into this folder; otherwise outbox/.")
@click.option("--batch", default="", metavar="NAME", help="Write into a folder of this name in it, with a ledger.")
@asks(*BY_WHOM)
@click.option("--keep", is_flag=True, help="Leave letters that name somebody who may no longer be named; list them.")
@click.option("--watch", "watching", is_flag=True, help="Write again whenever a file changes, until Ctrl-C.")
@click.pass_obj
def write_command(folder: Path, /, *, out: Path | None, batch: str, keep: bool, watching: bool, **asked: Any) -> None:  # noqa: ANN401 -- the fields of an Order
    r"""Write the letters of cases, as PDF, HTML, text, fax or e-mail.

    CASE is the id of a file in seeds/, or its path. Prints the path of each letter, one a line.

    More than 100 letters, and those of a --batch, go into a folder of their own, with a ledger (letters.jsonl), a
    worklist and one PDF to print (print.pdf). The same command again makes only what has changed, and finishes what
    was cut short.

    \b
    Examples:
      appeals write forced-returns-2003
      appeals write forced-returns-2003 --to cn-premier --as pdf,text --date 2003-04-02
      appeals write seeds/*.yaml --paper letter --out letters
      appeals write forced-returns-2003 --window swiss-right --as pdf,envelope,labels
      appeals write forced-returns-2003 --as fax-pack --cover --worklist
      appeals write forced-returns-2003 --missions --from all --batch spring
    """
    import appeals  # noqa: PLC0415 -- help comes without it

    by = replace(take_by(asked), keep=keep)
    order = appeals.Order(**{name: value for name, value in asked.items() if value is not None})
    workspace = appeals.Workspace(folder)
    if watching:
        _watch(workspace, order, out, keep=keep)
        return
    if batch and not NAME.fullmatch(batch):
        raise UsageError.of(f"“{batch}” cannot name a batch", "use letters, digits and hyphens, as in spring-2026")
    records = None if by.keep_going else appeals.load(workspace, order.cases)
    if records and not (batch or by.scheduler or appeals.are_many(records, order, today())):
        written = appeals.write(workspace, order, out, today(), records=records, keep=keep)
        _warn(written.withdrawn)
        _tell((*written.notes,), [str(path) for path in written.paths], quiet=by.quiet)
        return
    opened = appeals.open_room(workspace, order, today(), keep_going=by.keep_going, records=records)
    _write_batch(opened, by, out or folder / "outbox", batch or appeals.name_batch(opened.room))


def _watch(workspace: Any, order: Any, out: Path | None, *, keep: bool) -> None:  # noqa: ANN401 -- imported late
    """Write a few letters again and again."""
    import appeals  # noqa: PLC0415 -- as above
    from appeals.cli.watching import watch  # noqa: PLC0415 -- seldom asked for

    def write() -> Any:  # noqa: ANN401 -- a Written
        written = appeals.write(workspace, order, out, today(), keep=keep)
        _warn(written.withdrawn)
        return written

    watch(workspace, order.cases, write, click.echo)


def _tell(notes: tuple[str, ...], lines: list[str], *, quiet: bool) -> None:
    for note in notes if not quiet else ():
        click.echo(f"note: {note}", err=True)
    for line in lines if not quiet else ():
        click.echo(line)


def _warn(problems: tuple[Any, ...]) -> None:
    """Tell, even to who wants to hear little, what was found in the outbox that should not be there."""
    for problem in problems:
        click.echo(str(problem), err=True)


def _write_batch(opened: Any, by: Any, out: Path, name: str) -> None:  # noqa: ANN401 -- an Opened and a By, imported late
    """Make a batch; show how far it is, then tell what was done; end with 1 where something was left out."""
    import appeals  # noqa: PLC0415 -- as above

    try:
        with progress(quiet=by.quiet) as tell:
            batch = appeals.write_batch(opened.room, out / name, by, tell=tell, out=out)
    except KeyboardInterrupt:
        click.echo("stopped; what is finished stays, and the same command goes on from there", err=True)
        raise SystemExit(INTERRUPTED) from None
    _warn(batch.withdrawn)
    _tell(tuple(appeals.tell_notes(batch)), [], quiet=by.quiet)
    for problem in (*opened.left_out, *dict.fromkeys(p for several in batch.problems.values() for p in several)):
        click.echo(str(problem), err=True)
    for line in appeals.tell_batch(batch) if not by.quiet else ():
        click.echo(line)
    if opened.left_out or batch.problems:
        raise SystemExit(1)
