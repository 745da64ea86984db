"""`appeals check`, `list`, `show` and `schema`."""

from pathlib import Path

import click

from appeals.cli.asking import today
from appeals.cli.reporting import REPORTS


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format", "form", type=click.Choice(tuple(REPORTS)), default="text", show_default=True, help="Report like this."
)
@click.option("--strict", is_flag=True, help="End with 1 for warnings too.")
@click.option("--explain", "code", metavar="CODE", help="Explain a code of the report, with an example of the mend.")
@click.pass_obj
def check_command(folder: Path, *, paths: tuple[str, ...], form: str, strict: bool, code: str | None) -> None:
    r"""Check records and letters; report every fault with its place.

    PATH is a case, by id or path, another file of records, or a folder; without one, everything in the folder is
    checked. Recipients and senders are read each time. Every letter is composed, none is written. Ends with 1 when
    there is an error; notes never count.

    \b
    Examples:
      appeals check seeds/forced-returns-2003.yaml
      appeals check --strict --format github
      appeals check --explain CLAIM-DISPUTE
    """
    import appeals  # noqa: PLC0415 -- help comes without it

    if code:
        click.echo(appeals.explain_code(code))
        return
    found = appeals.check_all(appeals.Workspace(folder), paths, today())
    for line in REPORTS[form](found.problems):
        click.echo(line)
    errors, warnings = (sum(p.level == level for p in found.problems) for level in ("error", "warning"))
    looked_at = f"{_count(found.letters, 'letter')} of {_count(found.cases, 'case')} checked"
    told = ", ".join((_count(errors, "error"), *((_count(warnings, "warning"),) if warnings else ())))
    click.echo(f"{looked_at if found.cases else 'no letter checked'}: {told}", err=True)
    if errors or (strict and warnings):
        raise SystemExit(1)


def _count(number: int, noun: str) -> str:
    """Write a number with its noun: no errors, 1 case, 11 letters."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


@click.command("list")
@click.pass_obj
def list_command(folder: Path) -> None:
    r"""List cases, recipients and senders.

    \b
    Example:
      appeals list
    """
    import appeals  # noqa: PLC0415 -- help comes without it

    for part, rows in appeals.list_records(appeals.Workspace(folder)).items():
        click.echo(part)
        width = max((len(name) for name, _ in rows), default=0)
        for name, words in rows:
            click.echo(f"  {name:<{width}}  {words}")


@click.command("show")
@click.argument("name", metavar="ID")
@click.pass_obj
def show_command(folder: Path, name: str) -> None:
    r"""Show one record.

    ID names a case, a recipient or a sender. What is not known is said to be unknown.

    \b
    Example:
      appeals show cn-premier
    """
    import appeals  # noqa: PLC0415 -- help comes without it

    for line in appeals.show(appeals.Workspace(folder), name):
        click.echo(line)


@click.command("schema")
@click.argument("kind", type=click.Choice(["case", "law", "recipients", "senders", "tariff"]))
def schema_command(kind: str) -> None:
    r"""Print the JSON Schema of a kind of file, for editors.

    \b
    Example:
      appeals schema case > case.json
    """
    from appeals.records.schema import schema  # noqa: PLC0415 -- help comes without it

    click.echo(schema(kind), nl=False)
