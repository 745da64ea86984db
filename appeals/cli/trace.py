"""`appeals trace`."""

from datetime import date
from pathlib import Path

import click

from appeals.cli.asking import DayType, split, today


@click.command("trace")
@click.argument("case")
@click.option("--to", multiple=True, metavar="ID", help="Trace the letters to these recipients.")
@click.option("--date", "day", type=DayType(), help="Trace the letter of this day.")
@click.option("--language", default="", metavar="CODE", help="Trace the letter in this language.")
@click.option("--public", is_flag=True, help="Trace the version that anyone may read.")
@click.pass_obj
def trace_command(
    folder: Path, *, case: str, to: tuple[str, ...], day: date | None, language: str, public: bool
) -> None:
    r"""Tell which claims, sources and law stand under each sentence of a letter.

    \b
    Example:
      appeals trace forced-returns-2003 --to cn-premier
    """
    import appeals  # noqa: PLC0415 -- help comes without it

    order = appeals.Order(cases=(case,), to=split(to), day=day, language=language, public=public)
    for line in appeals.trace(appeals.Workspace(folder), order, today()):
        click.echo(line)
