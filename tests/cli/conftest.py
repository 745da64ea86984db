"""Running the tool as a user does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from appeals.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run a command line; anything but an exit code fails the test with its traceback."""

    def invoke(*words: str) -> Result:
        result = CliRunner().invoke(main, words, prog_name="appeals")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def desk(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the shipped records."""
    monkeypatch.chdir(workspace)
    return workspace
