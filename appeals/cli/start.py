"""`appeals init` and `appeals new`."""

import os
import shlex
import sys
from pathlib import Path

import click

from appeals.cli.asking import today
from appeals.model.answers import What
from appeals.problems import UsageError


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path), default=None, required=False)
@click.pass_obj
def init_command(folder: Path, directory: Path | None) -> None:
    r"""Lay out a folder ready to work in.

    It holds recipients.yaml, senders.yaml and example cases in seeds/, and empty folders for more: recipients/,
    senders/, law/, templates/ and outbox/. Nothing that is there is written over.

    \b
    Example:
      appeals init my-letters
    """
    from appeals import pipeline  # noqa: PLC0415 -- help comes without it

    for path in pipeline.begin(folder / directory if directory else folder):
        click.echo(path)


@click.command("new")
@click.argument("what", type=click.Choice(["case", "recipient", "sender"]))
@click.argument("name", required=False, default="", metavar="[ID]")
@click.option(
    "--input/--no-input",
    "asking",
    default=None,
    help="Ask questions, or write a file with examples to replace; without either, ask at a terminal.",
)
@click.pass_obj
def new_command(folder: Path, what: What, name: str, *, asking: bool | None) -> None:
    r"""Write a commented file for a case, a recipient or a sender.

    At a terminal it asks for what is needed, step by step, checks each answer, and offers to add more at the end; the
    file is written last, and passes `appeals check`. In a script, or with --no-input, the file holds examples to
    replace, and ID must be given: small letters, digits and hyphens. Nothing that is there is written over.

    \b
    Examples:
      appeals new case
      appeals new case river-villages-2026 --no-input
    """
    from appeals import pipeline  # noqa: PLC0415 -- help comes without it

    if asking if asking is not None else sys.stdin.isatty():
        _interview(folder, what, name)
    elif name:
        click.echo(pipeline.begin_record(pipeline.Workspace(folder), what, name))
    else:
        raise UsageError.of(f"the new {what} has no id", f"write `appeals new {what} ID`, or leave --no-input out")


def _interview(folder: Path, what: What, name: str) -> None:
    """Ask, write the file, and say what to type next."""
    from appeals.cli.interview import Interview, say  # noqa: PLC0415 -- help comes without it
    from appeals.cli.wizard import run_wizard  # noqa: PLC0415 -- the same
    from appeals.pipeline import Workspace  # noqa: PLC0415 -- the same
    from appeals.pipeline.loading import read_all  # noqa: PLC0415 -- the same

    workspace = Workspace(folder)
    records, _ = read_all(workspace)
    interview = Interview(workspace, what, records, today(), _at_home(what))
    try:
        path = run_wizard(interview, name)
    except (click.Abort, KeyboardInterrupt):
        say("\nstopped; nothing was written")
        raise SystemExit(1) from None
    click.echo(path)
    here = "" if folder == Path() else f"-C {shlex.quote(str(folder))} "
    if what == "case" and all(sender.invented for sender in records.senders.values()):
        say(f"the senders here are invented; `appeals {here}new sender` makes your own")
    say(f"next: appeals {here}{NEXT[what].format(interview.answers['id'])}")


NEXT = {"case": "write {}", "recipient": "new case", "sender": "write CASE --from {}"}


def _at_home(what: What) -> dict[str, str]:
    """Take language and country to offer from the terminal's own, as de_DE.UTF-8."""
    named = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), "")
    language, _, country = named.split(".")[0].partition("_")
    return {"country": country} if what == "sender" else {"language": language}
