"""Running the tool in this process, as a user would on the command line."""

from collections.abc import Callable

from click.testing import CliRunner, Result

from appeals.cli import main

Run = Callable[..., Result]


def run(*words: str) -> Result:
    """Run a command line; anything but an exit code is raised, so that a traceback fails the test."""
    result = CliRunner().invoke(main, words, prog_name="appeals")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
