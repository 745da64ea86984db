"""`appeals check`, `list`, `show` and `schema`."""

from pathlib import Path

import click

from appeals.cli.asking import today


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.pass_obj
def check_command(folder: Path, paths: tuple[str, ...]) -> None:
    r"""Check records and letters; report every fault with its place.

    PATH is a case, by id or path; without one, everything in the folder is checked. Every letter is composed,
    none is written. Ends with 1 when there is something to mend.

    \b
    Example:
      appeals check seeds/forced-returns-2003.yaml
    """
    from appeals import pipeline  # noqa: PLC0415 -- help comes without it

    found = pipeline.check_all(pipeline.Workspace(folder), paths, today())
    for problem in found.problems:
        click.echo(f"{'warning: ' if problem.level == 'warning' else ''}{problem}")
    errors = sum(problem.level == "error" for problem in found.problems)
    click.echo(f"{found.letters} letters of {found.cases} cases checked: {errors or 'no'} errors", err=True)
    if errors:
        raise SystemExit(1)


@click.command("list")
@click.pass_obj
def list_command(folder: Path) -> None:
    r"""List cases, recipients and senders.

    \b
    Example:
      appeals list
    """
    from appeals import pipeline  # noqa: PLC0415 -- help comes without it

    for part, rows in pipeline.list_records(pipeline.Workspace(folder)).items():
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
    from appeals import pipeline  # noqa: PLC0415 -- help comes without it

    for line in pipeline.show(pipeline.Workspace(folder), name):
        click.echo(line)


@click.command("schema")
@click.argument("kind", type=click.Choice(["case", "law", "recipients", "senders"]))
def schema_command(kind: str) -> None:
    r"""Print the JSON Schema of a kind of file, for editors.

    \b
    Example:
      appeals schema case > case.json
    """
    from appeals.records.schema import schema  # noqa: PLC0415 -- help comes without it

    click.echo(schema(kind), nl=False)
