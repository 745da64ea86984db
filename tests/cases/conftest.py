"""Folders made of inputs that were reported of similar tools; each test runs the tool on one as a user would."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from running import Run, run

HERE = Path(__file__).parent


@pytest.fixture(name="run")
def lend_run() -> Run:
    """Lend the call that runs a command line."""
    return run


@pytest.fixture
def folder(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Stand in a folder with the shipped records and the files of a case, which is named by its number."""

    def enter(number: str) -> Path:
        (files,) = HERE.glob(f"{number}-*")
        shutil.copytree(files, workspace, dirs_exist_ok=True)
        senders = workspace / "senders.yaml"
        lines = senders.read_text(encoding="utf-8").splitlines()
        senders.write_text("\n".join(line for line in lines if "invented:" not in line) + "\n", encoding="utf-8")
        monkeypatch.chdir(workspace)
        return workspace

    return enter


@pytest.fixture
def written(run: Run, folder: Callable[[str], Path]) -> Callable[..., str]:
    """Write one letter as text and return it."""

    def write(number: str, *words: str) -> str:
        there = folder(number)
        done = run("write", *words, "--as", "text", "--quiet")
        assert done.exit_code == 0, done.output
        (file,) = (there / "outbox").glob("*.txt")
        return file.read_text(encoding="utf-8")

    return write
