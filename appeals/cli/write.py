"""`appeals write`."""

from pathlib import Path
from typing import Any

import click

from appeals.cli.asking import DayType, split, today
from appeals.formats import ALL_FORMATS
from appeals.formats.sizes import ENVELOPES, LABEL_SHEETS
from appeals.formats.windows import NAMES
from appeals.model.document import PAPERS
from appeals.model.fax import CODINGS, RESOLUTIONS


def several(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Read an option that may be given several times or with commas."""
    return split(values)


@click.command("write")
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@click.option(
    "--to", multiple=True, callback=several, metavar="ID", help="Write to these recipients instead of the case's own."
)
@click.option(
    "--from",
    "senders",
    multiple=True,
    callback=several,
    metavar="ID",
    help="Write from this sender instead of the first.",
)
@click.option("--date", "day", type=DayType(), help="Date the letters; otherwise the case's date, else today.")
@click.option("--language", default="", metavar="CODE", help="Write in this language, as en or de.")
@click.option(
    "--as",
    "formats",
    multiple=True,
    default=("pdf",),
    callback=several,
    metavar="FORMAT",
    help=f"Make these: {', '.join(ALL_FORMATS)}.",
)
@click.option("--kind", default="", metavar="KIND", help="Make this kind of letter instead of the case's own.")
@click.option(
    "--annex", "annexes", multiple=True, callback=several, metavar="NAME", help="Add these annexes: law, sources."
)
@click.option("--personal", default="", metavar="TEXT", help="Add a paragraph in your own words.")
@click.option("--public", is_flag=True, help="Make the version that anyone may read: fewer names.")
@click.option("--late", is_flag=True, help="Write after the case's deadline all the same.")
@click.option(
    "--paper",
    type=click.Choice(PAPERS),
    help="Lay the pages out for this paper; otherwise A4, and US Letter for faxes from or to the USA.",
)
@click.option(
    "--window",
    type=click.Choice(NAMES),
    help="Put the address where this window shows it; otherwise din-b on A4, none on US Letter.",
)
@click.option(
    "--envelope",
    type=click.Choice(tuple(ENVELOPES)),
    help="Print --as envelope on this one; otherwise dl, or us-10 with US Letter.",
)
@click.option(
    "--labels",
    type=click.Choice(tuple(LABEL_SHEETS)),
    help="Print --as labels on these of Avery; otherwise l7163, or 5163 with US Letter.",
)
@click.option(
    "--fax-coding",
    type=click.Choice(CODINGS),
    default="mh",
    help="Code --as fax like this: mh, which every machine takes, or mmr, which is smaller.",
)
@click.option(
    "--fax-resolution",
    type=click.Choice(RESOLUTIONS),
    default="fine",
    help="Draw --as fax with 196 rows an inch, or with 98 in about half the time.",
)
@click.option("--cover", is_flag=True, help="Put a cover sheet before each fax.")
@click.option(
    "--worklist", is_flag=True, help="Add worklist.csv: what goes where, what to dial, until when, at what cost."
)
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write into this folder; otherwise outbox/.")
@click.pass_obj
def write_command(folder: Path, /, *, out: Path | None, **asked: Any) -> None:  # noqa: ANN401 -- the fields of an Order
    r"""Write the letters of cases, as PDF, HTML or text.

    CASE is the id of a file in seeds/, or its path. Prints the path of each letter, one a line.

    \b
    Examples:
      appeals write forced-returns-2003
      appeals write forced-returns-2003 --to cn-premier --as pdf,text --date 2003-04-02
      appeals write seeds/*.yaml --paper letter --out letters
      appeals write forced-returns-2003 --window swiss-right --as pdf,envelope,labels
      appeals write forced-returns-2003 --as fax-pack --cover --worklist
    """
    from appeals import pipeline  # noqa: PLC0415 -- help comes without it

    order = pipeline.Order(**{name: value for name, value in asked.items() if value is not None})
    written = pipeline.write(pipeline.Workspace(folder), order, out, today())
    for note in written.notes:
        click.echo(f"note: {note}", err=True)
    for path in written.paths:
        click.echo(path)
