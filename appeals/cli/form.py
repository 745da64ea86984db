"""`appeals form`."""

from pathlib import Path
from typing import Any

import click

from appeals.cli.asking import DayType, split, today
from appeals.formats.windows import NAMES
from appeals.model.document import PAPERS


def several(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Read an option that may be given several times or with commas."""
    return split(values)


@click.command("form")
@click.argument("case")
@click.option(
    "--to", multiple=True, callback=several, metavar="ID", help="Write to these recipients instead of the case's own."
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    callback=several,
    metavar="CODE",
    help="Offer the letter in these languages, as en,de; otherwise in all that the case is written in.",
)
@click.option("--kind", default="", metavar="KIND", help="Make this kind of letter instead of the case's own.")
@click.option("--date", "day", type=DayType(), help="Make the page for letters from this day on; otherwise today.")
@click.option("--examples", is_flag=True, help="Let invented recipients be used, to try things out.")
@click.option("--late", is_flag=True, help="Let people write after the case's deadline all the same.")
@click.option("--paper", type=click.Choice(PAPERS), help="Lay the letters out for this paper; otherwise A4.")
@click.option("--window", type=click.Choice(NAMES), help="Put the address where this window shows it.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE.html",
    help="Write this file; otherwise outbox/CASE.html.",
)
@click.pass_obj
def form_command(folder: Path, /, case: str, languages: tuple[str, ...], out: Path | None, **asked: Any) -> None:  # noqa: ANN401 -- the fields of an Order
    r"""Write one web page in which volunteers fill in a letter, print it and send it themselves.

    CASE is the id of a file in seeds/, or its path. The page holds everything, letters and fonts: it can stand on any
    site or on a USB stick, works without a network, sends nothing and keeps nothing. It is the public version of the
    letter, with fewer names. It refuses to be used after the case's deadline, after 60 days, and from the day of any
    change of office, address or law that the records know of.

    \b
    Examples:
      appeals form detained-defectors-2012 --date 2012-03-01
      appeals form forced-returns-2003 --to cn-premier,cn-foreign-minister --date 2003-04-02 --out write-now.html
    """
    from appeals import pipeline  # noqa: PLC0415 -- help comes without it
    from appeals.pipeline.forming import form  # noqa: PLC0415 -- the same

    order = pipeline.Order(cases=(case,), **{name: value for name, value in asked.items() if value is not None})
    formed = form(pipeline.Workspace(folder), order, languages, out, today())
    for note in formed.notes:
        click.echo(f"note: {note}", err=True)
    click.echo(f"note: the page can be used until {formed.last}", err=True)
    click.echo(formed.path)
