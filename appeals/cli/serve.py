"""`appeals serve`."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from appeals.problems import MissingTool

WORKERS = 2


@click.command("serve")
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="Listen at this address; others than this machine need a token.",
)
@click.option(
    "--port",
    default=8765,
    type=click.IntRange(0, 65535),
    help="Listen at this port; 0 takes any that is free.",
    show_default=True,
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="Answer when called by this name too, as letters.example.org.",
)
@click.option(
    "--proxy",
    default="",
    metavar="ADDRESS",
    help="Believe the proxy at this address who asks, as its X-Forwarded-For tells.",
)
@click.option(
    "--workers",
    default=WORKERS,
    type=click.IntRange(0, 32),
    help="Write letters in so many processes.",
    show_default=True,
)
@click.option(
    "--campaign",
    is_flag=True,
    help="Print a second link, for those who write new cases too; without --host everybody may.",
)
@click.pass_obj
def serve_command(folder: Path, /, **asked: Any) -> None:  # noqa: ANN401 -- what click read of the options
    r"""Show volunteers a form in the browser: fill in, look at the letter, take it away.

    Nothing that is typed is stored or logged. Only this machine can reach the form, unless --host says otherwise;
    then a link with a token is printed, and who has it may write.

    \b
    Examples:
      appeals serve
      appeals serve --host 192.168.1.20 --port 8080
    """
    try:
        from appeals.web.serving import Setup, serve  # noqa: PLC0415 -- Flask and waitress are an extra
    except ImportError as error:
        if error.name not in {"flask", "waitress", "werkzeug"}:
            raise
        raise MissingTool.of(
            "the form cannot be shown, because Flask and waitress are not installed", "pip install 'appeals[web]'"
        ) from error
    try:
        serve(folder, Setup(**asked), click.echo, partial(click.echo, err=True))
    except KeyboardInterrupt:
        click.echo("closed", err=True)
