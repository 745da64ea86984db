"""The package as others get it: an sdist, a wheel built from it, and a letter written far from the checkout."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from appeals.templating import shelf

HOUSE = Path(__file__).parents[1]
INSIDE = (
    "appeals/py.typed",
    "appeals/schemas/case.json",
    "appeals/schemas/recipients.json",
    "appeals/starter/recipients.yaml",
    "appeals/starter/senders.yaml",
    "appeals/starter/seeds/forced-returns-2003.yaml",
    "appeals/templates/letterhead/fonts/OFL.txt",
    "appeals/templates/letterhead/fonts/SourceSerif4_400Regular.ttf",
)


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program far from the checkout and return what it printed; a failure shows everything."""
    ours = ("PYTHON", "COV_", "VIRTUAL_ENV")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(command, cwd=cwd, env=inherited, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Build the sdist, and the wheel from the sdist, with the builder that is locked or with the newest."""
    folder = tmp_path_factory.mktemp("dist")
    builder = [] if request.config.getoption("--newest") else ["--no-isolation"]
    run(sys.executable, "-m", "build", *builder, "--outdir", folder, HOUSE, cwd=folder)
    return folder


@pytest.mark.slow
@pytest.mark.timeout(900)  # they install what a letter needs
def test_the_sdist_holds_what_a_packager_needs(packages: Path) -> None:
    """Sources, tests, tools, licence and documents are in the sdist; nothing that was set up or written here is."""
    (sdist,) = packages.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    assert {"LICENSE", "Makefile", "README.md", "pyproject.toml", "tests/conftest.py", "tools/setup.sh"} <= names
    assert "requirements/letters.txt" in names
    assert not [name for name in names if name.startswith((".venv", "outbox", "build"))]


@pytest.mark.slow
@pytest.mark.timeout(900)  # they install what a letter needs
def test_a_letter_is_written_from_a_wheel(packages: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """In a new environment without the checkout the wheel makes a folder to work in and writes its letters.

    The locked versions are all that it asks for: nothing else is fetched.
    """
    (wheel,) = packages.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.namelist()
    assert [name for name in INSIDE if name not in inside] == []
    starter = {name.removeprefix("appeals/starter/") for name in inside if name.startswith("appeals/starter/seeds/")}
    assert starter == {path.relative_to(HOUSE).as_posix() for path in (HOUSE / "seeds").glob("*.yaml")}
    venv.create(tmp_path / "env", with_pip=True)
    program = tmp_path / "env" / "bin"
    install = (program / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if request.config.getoption("--newest"):
        run(*install, wheel, cwd=tmp_path)
    else:
        run(*install, "--require-hashes", "--requirement", HOUSE / "requirements" / "letters.txt", cwd=tmp_path)
        run(*install, "--no-index", wheel, cwd=tmp_path)
    run(program / "appeals", "init", "desk", cwd=tmp_path)
    printed = run(program / "appeals", "write", "forced-returns-2003", "--out", "outbox", cwd=tmp_path / "desk")
    letters = [tmp_path / "desk" / line for line in printed.splitlines()]
    assert letters
    assert all(letter.read_bytes().startswith(b"%PDF-") for letter in letters)


def test_an_editable_install_finds_the_templates_of_the_checkout() -> None:
    """In a checkout the built-in templates are those at its top level."""
    assert shelf() == HOUSE / "templates"
