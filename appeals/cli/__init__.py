"""The command line: options in, one call, words out.

Each command lives in a module of its own and is imported when it is asked for, so that help comes at once.
"""

from importlib import import_module
from pathlib import Path

import click

from appeals import __version__
from appeals.problems import AppealsError

# command -> module, and the line that `appeals --help` shows (a test compares it with the command's own)
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("appeals.cli.start", "Lay out a folder ready to work in."),
    "new": ("appeals.cli.start", "Write a commented file for a case, a recipient or a sender."),
    "check": ("appeals.cli.records", "Check records and letters; report every fault with its place."),
    "list": ("appeals.cli.records", "List cases, recipients and senders."),
    "show": ("appeals.cli.records", "Show one record."),
    "explain": ("appeals.cli.explain", "Tell which holder, address, number, form and law a letter uses, and why."),
    "trace": ("appeals.cli.trace", "Tell which claims, sources and law stand under each sentence of a letter."),
    "plan": (
        "appeals.cli.plan",
        "Tell what `appeals write` would make, what is missing, how long it takes and what it costs.",
    ),
    "write": ("appeals.cli.write", "Write the letters of cases, as PDF, HTML, text, fax or e-mail."),
    "serve": ("appeals.cli.serve", "Show volunteers a form in the browser: fill in, look at the letter, take it away."),
    "form": (
        "appeals.cli.form",
        "Write one web page in which volunteers fill in a letter, print it and send it themselves.",
    ),
    "fax": ("appeals.cli.fax", "Tell what a fax file holds, how long it takes and what it costs."),
    "recipients": ("appeals.cli.recipients", "Suggest recipients from the packaged facts, or import a table of them."),
    "law": ("appeals.cli.law", "Tell which treaties bind a state on a day."),
    "reference": ("appeals.cli.law", "Check the packaged facts, or read newer ones."),
    "schema": ("appeals.cli.records", "Print the JSON Schema of a kind of file, for editors."),
}


def with_examples(command: click.Command) -> click.Command:
    r"""Keep the lines of examples as they are: a raw docstring spells click's mark for that, a backspace, as `\b`."""
    command.help = (command.help or "").replace(r"\b", "\b")
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        with_examples(inner)
    return command


def _without_names(error: AppealsError, folder: Path | None) -> AppealsError:
    """Take the names that the cases of a folder keep back out of an error, whichever part of the program raised it."""
    if folder is None:
        return error
    from appeals.model.name_redaction import hide_in_error  # noqa: PLC0415 -- only where something went wrong
    from appeals.pipeline.loading import find_names  # noqa: PLC0415 -- with it
    from appeals.workspace import Workspace  # noqa: PLC0415 -- with it

    return hide_in_error(error, find_names(Workspace(folder)))


class Commands(click.Group):
    """The commands of the table, imported when they are called; every fault the user can mend becomes an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """List the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), f"{cmd_name}_command")
        return with_examples(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """List the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; say what the user can mend and end with its exit code."""
        try:
            return super().invoke(ctx)
        except AppealsError as error:
            click.echo(str(_without_names(error, ctx.obj)), err=True)
            ctx.exit(error.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("-C", "folder", type=click.Path(path_type=Path), default=".", help="Work in this folder.")
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, folder: Path) -> None:
    r"""Write letters for people in danger, from records.

    \b
    Example:
      appeals write forced-returns-2003 --as pdf,text
    """
    ctx.obj = folder


with_examples(main)
