"""Names that not every system can give to a folder: refused before anything is made."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from many import CASE, lay_out

from appeals.problems import UsageError
from appeals.workspace import insist_on_portable

Run = Callable[..., Result]
ORDER = ("write", CASE, "--tag", "many", "--as", "text", "--quiet", "--batch")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out an embassy."""
    return lay_out(tmp_path / "mine", 1)


@pytest.mark.parametrize(
    "name",
    ["con", "NUL", "aux.txt", "trail.", "Prn", "com1", "LPT9.pdf", "lpt0.a.b", "trail..", "nul.tar.gz", "a:b", ".hid"],
)
def test_a_batch_is_not_named_as_a_device(name: str, folder: Path, run: Run) -> None:
    """Windows cannot have such a folder, and an outbox is carried to the machine that prints."""
    result = run("-C", str(folder), *ORDER, name)
    assert result.exit_code == 2
    assert f"“{name}” cannot" in result.output
    assert not (folder / "outbox").exists()


@pytest.mark.parametrize("name", ["console", "auxiliary", "com", "com10", "spring.2026", "nul-2026", "null"])
def test_names_that_only_look_alike_are_taken(name: str, folder: Path, run: Run) -> None:
    """A name that begins as a device's does is no device's."""
    assert run("-C", str(folder), *ORDER, name).exit_code == 0


def test_names_that_differ_in_capitals_are_one(folder: Path, run: Run) -> None:
    """On many systems the second would be the folder of the first; the same name again goes on there."""
    for name, code in (("Spring", 0), ("spring", 2), ("SPRING", 2), ("Spring", 0)):
        result = run("-C", str(folder), *ORDER, name)
        assert result.exit_code == code
        assert ("“Spring” already" in result.output) == (code == 2)
    assert [path.name for path in (folder / "outbox").iterdir()] == ["Spring"]


def test_a_batch_that_is_named_by_its_case(folder: Path, run: Run) -> None:
    """A case with the id of a device cannot name a folder; with --batch its letters are made."""
    seed = folder / "seeds" / f"{CASE}.yaml"
    seed.with_name("con.yaml").write_text(seed.read_text("utf-8").replace(f"id: {CASE}", "id: con"), "utf-8")
    words = ("-C", str(folder), "write", "con", "--tag", "many", "--as", "text", "--keep-going")
    assert "“con” cannot" in run(*words).output
    assert run(*words, "--batch", "b").exit_code == 0


@pytest.mark.parametrize("what", ["case", "recipient", "sender"])
def test_a_new_record_is_not_named_as_a_device(what: str, folder: Path, run: Run) -> None:
    """Its file could not be had on Windows either."""
    before = set(folder.rglob("*"))
    result = run("-C", str(folder), "new", what, "prn", "--no-input")
    assert result.exit_code == 2
    assert "“prn” cannot" in result.output
    assert set(folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["COM¹", "a b ", "con .txt", "a\tb", 'a"b', "CONIN$"])
def test_names_that_the_command_line_does_not_take_anyway(name: str) -> None:
    """Programs are told of them as well."""
    with pytest.raises(UsageError, match="cannot be the name"):
        insist_on_portable(name)
