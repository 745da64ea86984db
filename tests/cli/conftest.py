"""Running the tool as a user does."""

from pathlib import Path

import pytest
from running import Run, run


@pytest.fixture(name="run")
def lend_run() -> Run:
    """Lend the call that runs a command line."""
    return run


@pytest.fixture
def desk(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with the shipped records."""
    monkeypatch.chdir(workspace)
    return workspace
