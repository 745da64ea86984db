"""`appeals init` and `appeals new`."""

from pathlib import Path

import click


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path), default=None, required=False)
@click.pass_obj
def init_command(folder: Path, directory: Path | None) -> None:
    r"""Lay out a folder ready to work in.

    It holds recipients.yaml, senders.yaml and example cases in seeds/. Nothing that is there is written over.

    \b
    Example:
      appeals init my-letters
    """
    from appeals import pipeline  # noqa: PLC0415 -- help comes without it

    for path in pipeline.begin(folder / directory if directory else folder):
        click.echo(path)


@click.command("new")
@click.argument("what", type=click.Choice(["case", "recipient", "sender"]))
@click.argument("name")
@click.pass_obj
def new_command(folder: Path, what: str, name: str) -> None:
    r"""Write a commented file for a case, a recipient or a sender.

    NAME becomes the record's id: small letters, digits and hyphens.

    \b
    Example:
      appeals new case river-villages-2026
    """
    from appeals import pipeline  # noqa: PLC0415 -- help comes without it

    click.echo(pipeline.begin_record(pipeline.Workspace(folder), what, name))
