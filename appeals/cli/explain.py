"""`appeals explain`."""

from datetime import date
from pathlib import Path

import click

from appeals.cli.asking import DayType, split, today


@click.command("explain")
@click.argument("case")
@click.option("--to", multiple=True, metavar="ID", help="Explain the letters to these recipients.")
@click.option("--from", "sender", default="", metavar="ID", help="Write from this sender instead of the first.")
@click.option("--date", "day", type=DayType(), help="Explain the letter of this day.")
@click.option("--language", default="", metavar="CODE", help="Explain the letter in this language.")
@click.pass_obj
def explain_command(
    folder: Path, *, case: str, to: tuple[str, ...], sender: str, day: date | None, language: str
) -> None:
    r"""Tell which holder, address, number, form and law a letter uses, and why.

    \b
    Example:
      appeals explain forced-returns-2003 --to cn-premier --date 2003-03-01
    """
    import appeals  # noqa: PLC0415 -- help comes without it

    order = appeals.Order(cases=(case,), to=split(to), senders=(sender,) if sender else (), day=day, language=language)
    for line in appeals.explain(appeals.Workspace(folder), order, today()):
        click.echo(line)
