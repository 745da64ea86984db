"""`appeals recipients`."""

from pathlib import Path
from typing import Any

import click

from appeals.cli.asking import DayType
from appeals.problems import UsageError


@click.group("recipients")
def recipients_command() -> None:
    """Suggest recipients from the packaged facts, or import a table of them."""


@recipients_command.command("suggest")
@click.option("--missions-of", "of", default="", metavar="STATE", help="Suggest the missions that a state has.")
@click.option("--in", "within", default="", metavar="STATE", help="Only those accredited to this state.")
@click.option("--missions-in", "missions_in", default="", metavar="STATE", help="Suggest the missions to a state.")
@click.option("--consulates", is_flag=True, help="Suggest consulates as well as embassies.")
@click.option(
    "--office", default="", metavar="OFFICE", help="Suggest who held an office: a title, or head of government."
)
@click.option("--state", default="", metavar="STATE", help="The state of the office, or UN.")
@click.option("--on", "day", type=DayType(), help="The day on which the office was held; without it, all who held it.")
@click.option("--yaml", "as_yaml", is_flag=True, help="Print records to paste into recipients/*.yaml, with remarks.")
def suggest_command(*, as_yaml: bool, **asked: Any) -> None:  # noqa: ANN401 -- strings, and a day
    r"""Suggest missions and office holders, with source and date.

    STATE is two or three letters or a name. The tables are taken from Wikidata; nobody has checked them, and no
    letter uses them before you put them into a record. What has no address is listed as such.

    \b
    Examples:
      appeals recipients suggest --missions-of CHN --in DEU
      appeals recipients suggest --missions-in Germany --yaml > recipients/missions.yaml
      appeals recipients suggest --office "head of government" --state CHN --on 2003-04-02
    """
    from appeals.pipeline.suggesting import suggest_holders, suggest_missions  # noqa: PLC0415 -- help comes without it

    missions = bool(asked["of"] or asked["missions_in"])
    strays = asked["day"] or asked["state"] if missions else asked["consulates"] or asked["within"]
    if missions == bool(asked["office"]) or bool(asked["office"]) != bool(asked["state"]) or strays:
        raise UsageError.of(
            "these options do not go together",
            "give --missions-of STATE, perhaps with --in STATE; --missions-in STATE; or --office and --state",
        )
    if asked["within"] and asked["missions_in"]:
        raise UsageError.of("--in and --missions-in say the same", "give one of the two")
    if missions:
        host = asked["within"] or asked["missions_in"]
        suggested = suggest_missions(asked["of"], host, consulates=asked["consulates"])
    else:
        suggested = suggest_holders(asked["office"], asked["state"], asked["day"])
    click.echo(suggested.yaml if as_yaml else "\n".join(suggested.lines), nl=not as_yaml)


def pairs(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Read FIELD=VALUE, given several times."""
    read: dict[str, str] = {}
    for value in values:
        name, sign, rest = (part.strip() for part in value.partition("="))
        if not (name and sign and rest):
            raise UsageError.of(f"“{value}” does not say what is what", 'write FIELD=VALUE, as name="Name"')
        if name in read:
            raise UsageError.of(f"“{name}” is given twice", "give it once")
        read[name] = rest
    return read


@recipients_command.command("import")
@click.argument("table", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--map", "mapped", multiple=True, callback=pairs, metavar="FIELD=COLUMN", help="Which column a field is.")
@click.option(
    "--set",
    "given",
    multiple=True,
    callback=pairs,
    metavar="FIELD=VALUE",
    help="For the rows that have none of their own.",
)
@click.option("--source", metavar="TITLE", help="Where the table comes from.")
@click.option("--source-date", metavar="DAY", help="When it was published or read: 2026-01-31, 2026-01 or 2026.")
@click.option("--source-url", metavar="URL", help="Where it can be read.")
@click.option("--verified-on", metavar="DAY", help="When its addresses were checked.")
@click.option("--verified-how", metavar="TEXT", help="How they were checked.")
@click.option("--language", default="en", show_default=True, metavar="CODE", help="The language of titles and bodies.")
@click.option("--ids", default="", metavar="PREFIX", help="Give rows ids of their number: PREFIX-1, PREFIX-2.")
@click.option("--out", default="", metavar="FILE.yaml", help="Write this; otherwise recipients/ and the table's name.")
@click.option("--keep-going", is_flag=True, help="Write the rows without a fault, and list the others.")
@click.option("--dry-run", is_flag=True, help="Show what was understood, and write nothing.")
@click.option("--all-notes", is_flag=True, help="Show every number and name that was read otherwise than it stands.")
@click.option("--encoding", default="", metavar="NAME", help="Of a CSV file; otherwise UTF-8, UTF-16 or Windows-1252.")
@click.option("--sheet", default="", metavar="NAME", help="Of a workbook that has several.")
@click.pass_obj
def import_command(folder: Path, /, *, table: Path, given: dict[str, str], all_notes: bool, **asked: Any) -> None:  # noqa: ANN401 -- texts
    r"""Read a table of recipients into your folder.

    FILE is an .xlsx workbook, or CSV with commas, semicolons or tabs. A column that is called as a field, or has a
    usual word for it (E-Mail, PLZ, Telefon), is that field; --map names the others, and those that are left are listed
    as unused. What was understood is shown first; with --dry-run nothing is written. Every row needs the fields id,
    class, title, body, source, and source_date or verified_on. Others are state, host, covers, name, family, original,
    gender, honorific, from, line1 to line7 or address, postcode, country, fax, phone, email, web, languages, tags,
    note. Every fault is reported with its cell, and nothing is written where there is one.

    \b
    Examples:
      appeals recipients import offices.xlsx --dry-run
      appeals recipients import list.csv --map body="Name" --set class=ambassador --ids embassy --keep-going
    """
    from appeals.cli.understood import show_understood  # noqa: PLC0415 -- help comes without it
    from appeals.pipeline.importing import Imported, Plan, import_recipients  # noqa: PLC0415 -- help comes without it
    from appeals.workspace import Workspace  # noqa: PLC0415 -- the same

    usual = {name: asked.pop(name) for name in ("source", "source_date", "source_url", "verified_on", "verified_how")}
    given |= {name: value for name, value in usual.items() if value}

    def show(done: Imported) -> None:
        show_understood(done, table.name, every=all_notes)

    done = import_recipients(Workspace(folder), table, Plan(given=given, **asked), show)
    for problem in done.problems:
        click.echo(str(problem), err=True)
    for path in done.paths:
        click.echo(path)
    would = "would be " if asked["dry_run"] else ""
    click.echo(f"{done.count} recipient{'' if done.count == 1 else 's'} {would}written", err=True)
    if done.problems:
        raise SystemExit(1)
