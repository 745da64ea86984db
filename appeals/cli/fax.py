"""`appeals fax`."""

from datetime import date
from pathlib import Path

import click

from appeals.cli.asking import DayType, today


@click.group("fax")
def fax_command() -> None:
    """Tell what a fax file holds, how long it takes and what it costs."""


@fax_command.command("show")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", default="", metavar="ID", help="Reckon for this recipient, or this number (+49 30 ...).")
@click.option("--from", "sender", default="", metavar="ID", help="Dial as this sender instead of the first.")
@click.option("--date", "day", type=DayType(), help="Take the number that held on this day; otherwise today.")
@click.pass_obj
def show_command(folder: Path, *, file: Path, to: str, sender: str, day: date | None) -> None:
    r"""Tell what a fax file holds, how long it takes and what it costs.

    FILE is a TIFF as `appeals write --as fax` makes it. Any other is refused, with what is wrong in it. The cost is
    reckoned from tariff.yaml in the folder, if there is one.

    \b
    Example:
      appeals fax show outbox/2003-04-02--forced-returns-2003--cn-premier.en.fax.tif --to cn-premier
    """
    import appeals  # noqa: PLC0415 -- help comes without it

    workspace = appeals.Workspace(folder)
    for call in appeals.find_calls(workspace, to, sender, day or today()) if to else (None,):
        for line in appeals.show_fax(workspace, file, call):
            click.echo(line)
