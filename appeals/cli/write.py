"""`appeals write`."""

from datetime import date
from pathlib import Path

import click

from appeals.cli.asking import DayType, split, today
from appeals.formats import FORMATS
from appeals.model.document import PAPERS, Paper


@click.command("write")
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@click.option("--to", multiple=True, metavar="ID", help="Write to these recipients instead of the case's own.")
@click.option("--from", "sender", default="", metavar="ID", help="Write from this sender instead of the first.")
@click.option("--date", "day", type=DayType(), help="Date the letters; otherwise the case's date, else today.")
@click.option("--language", default="", metavar="CODE", help="Write in this language, as en or de.")
@click.option(
    "--as", "formats", multiple=True, default=("pdf",), metavar="FORMAT", help=f"Make these: {', '.join(FORMATS)}."
)
@click.option("--kind", default="", metavar="KIND", help="Make this kind of letter instead of the case's own.")
@click.option("--annex", "annexes", multiple=True, metavar="NAME", help="Add these annexes: law, sources.")
@click.option("--personal", default="", metavar="TEXT", help="Add a paragraph in your own words.")
@click.option("--public", is_flag=True, help="Make the version that anyone may read: fewer names.")
@click.option(
    "--paper", type=click.Choice(PAPERS), default="a4", show_default=True, help="Lay the pages out for this paper."
)
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write into this folder; otherwise outbox/.")
@click.pass_obj
def write_command(  # noqa: PLR0913 -- one argument for each option
    folder: Path,
    *,
    cases: tuple[str, ...],
    to: tuple[str, ...],
    sender: str,
    day: date | None,
    language: str,
    formats: tuple[str, ...],
    kind: str,
    annexes: tuple[str, ...],
    personal: str,
    public: bool,
    paper: Paper,
    out: Path | None,
) -> None:
    r"""Write the letters of cases, as PDF, HTML or text.

    CASE is the id of a file in seeds/, or its path. Prints the path of each letter, one a line.

    \b
    Examples:
      appeals write forced-returns-2003
      appeals write forced-returns-2003 --to cn-premier --as pdf,text --date 2003-04-02
      appeals write seeds/*.yaml --paper letter --out letters
    """
    from appeals import pipeline  # noqa: PLC0415 -- help comes without it

    order = pipeline.Order(
        cases=cases,
        to=split(to),
        sender=sender,
        day=day,
        language=language,
        formats=split(formats),
        paper=paper,
        kind=kind,
        annexes=split(annexes),
        personal=personal,
        public=public,
    )
    written = pipeline.write(pipeline.Workspace(folder), order, out, today())
    for note in written.notes:
        click.echo(f"note: {note}", err=True)
    for path in written.paths:
        click.echo(path)
