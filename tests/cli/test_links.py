"""Links in the user's folder: nothing outside is read through one, nothing is written through one."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from many import CASE, lay_out

from appeals import Order, Workspace, load, write
from appeals.problems import AppealsError, FileError
from appeals.templating import Templates, shelf
from appeals.workspace import Outbox
from appeals.workspace.copies import copy_folder

Run = Callable[..., Result]
ELSEWHERE = "The very secret text"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out a few embassies."""
    return lay_out(tmp_path / "mine", 3)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Put a text somewhere else on this machine."""
    path = tmp_path / "secret.txt"
    path.write_text(ELSEWHERE, "utf-8")
    return path


def own_template(folder: Path, text: str) -> None:
    """Let the case be written by a template of the user's own."""
    seed = folder / "seeds" / f"{CASE}.yaml"
    seed.write_text(seed.read_text("utf-8").replace("kind: appeal", "kind: mine", 1), "utf-8")
    (folder / "templates" / "mine").mkdir(parents=True)
    (folder / "templates" / "mine" / "en.html.j2").write_text(text, "utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'mine/linked.txt' %}",
        "{% include ['mine/linked.txt', 'mine/other.txt'] ignore missing %}",
        "{% extends 'mine/linked.txt' %}",
        "{% import 'mine/linked.txt' as linked %}{{ linked }}",
        "{% from 'mine/linked.txt' import nothing %}",
        "{% set name = 'mine/' ~ 'linked.txt' %}{% include name %}",
    ],
)
@pytest.mark.parametrize("how", ["file", "folder above", "chain", "relative"])
def test_a_template_is_not_read_through_a_link(text: str, how: str, folder: Path, secret: Path, run: Run) -> None:
    """However a template brings in what a link leads to, the letter is refused, and the link is named with its fix."""
    own_template(folder, text)
    mine, link = folder / "templates" / "mine", folder / "templates" / "mine" / "linked.txt"
    if how == "file":
        link.symlink_to(secret)
    elif how == "relative":
        link.symlink_to("../../../secret.txt")
    elif how == "chain":
        link.symlink_to("second.txt")
        (mine / "second.txt").symlink_to(secret)
    else:
        (secret.parent / "there").mkdir()
        mine.rename(secret.parent / "there" / "mine")
        (secret.parent / "there" / "mine" / "linked.txt").write_text(ELSEWHERE, "utf-8")
        mine.symlink_to(secret.parent / "there" / "mine")
    result = run("-C", str(folder), "write", CASE, "--tag", "many", "--as", "text")
    assert result.exit_code == 1
    assert "is a link" in result.output
    assert str(mine if how == "folder above" else link) in result.output
    assert ELSEWHERE not in result.output
    assert not (folder / "outbox").exists()


def test_a_link_inside_the_templates_is_read(folder: Path, run: Run) -> None:
    """A template may stand under two names, and the shipped ones may be linked to."""
    own_template(folder, "{% extends 'mine/same.j2' %}")
    (folder / "templates" / "mine" / "same.j2").symlink_to("first.j2")
    (folder / "templates" / "mine" / "first.j2").symlink_to(shelf() / "appeal" / "en.html.j2")
    result = run("-C", str(folder), "write", CASE, "--tag", "many", "--as", "text")
    assert result.exit_code == 0, result.output


def test_words_and_pictures_are_not_read_through_a_link(folder: Path, secret: Path) -> None:
    """Tables of words, style sheets, what is digested and what goes to other machines: one rule for all."""
    (folder / "templates" / "words").mkdir(parents=True)
    link = folder / "templates" / "words" / "en.toml"
    link.symlink_to(secret)
    templates = Templates((folder / "templates", shelf()))
    for read in (templates.words, templates.text, templates.path):
        with pytest.raises(FileError, match=r"en\.toml: this is a link"):
            read("words/en.toml")
    with pytest.raises(FileError, match=r"en\.toml: this is a link"):
        templates.digest()
    with pytest.raises(FileError, match=r"en\.toml: this is a link"):
        copy_folder(Workspace(folder), ())


@pytest.mark.parametrize(
    "name",
    ["recipients.yaml", "senders.yaml", "recipients/more.yaml", "recipients", "seeds", "law/own.yaml", "tariff.yaml",
     f"seeds/{CASE}.yaml", "senders.csv", "templates"],
)  # fmt: skip
def test_records_are_not_read_through_a_link(name: str, folder: Path, tmp_path: Path) -> None:
    """A file or a folder of records that is a link to elsewhere is an error that names it."""
    elsewhere, link = tmp_path / "elsewhere", folder / name
    if link.exists():
        link.rename(elsewhere)
    elif name == "templates":
        elsewhere.mkdir()
    else:
        elsewhere.write_text(ELSEWHERE, "utf-8")
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere)
    with pytest.raises(AppealsError) as error:
        load(Workspace(folder))
    assert {str(problem.place) for problem in error.value.problems if "is a link" in problem.sentence} == {str(link)}
    assert ELSEWHERE not in str(error.value)


def test_a_folder_that_is_reached_through_a_link_is_the_users_choice(folder: Path, tmp_path: Path, run: Run) -> None:
    """What the user names with -C and --out may be a link, and records may link to each other."""
    (tmp_path / "here").symlink_to(folder)
    (tmp_path / "there").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "there")
    (folder / "lists").mkdir()
    (folder / "recipients" / "many.yaml").rename(folder / "lists" / "many.yaml")
    (folder / "recipients" / "many.yaml").symlink_to("../lists/many.yaml")
    for more in ((), ("--batch", "b")):
        order = ("write", CASE, "--tag", "many", "--as", "text", "--out", str(tmp_path / "out"), *more)
        assert run("-C", str(tmp_path / "here"), *order).exit_code == 0
    assert len(list((tmp_path / "there").rglob("*.txt"))) == 2 * 3


@pytest.mark.parametrize("more", [(), ("--batch", "b")])
def test_an_outbox_that_is_a_link_is_not_written_into(
    more: tuple[str, ...], folder: Path, tmp_path: Path, run: Run
) -> None:
    """The outbox of the folder, and the folder of a batch, must be folders."""
    (tmp_path / "there").mkdir()
    (folder / "outbox").symlink_to(tmp_path / "there")
    result = run("-C", str(folder), "write", CASE, "--tag", "many", "--as", "text", *more)
    assert result.exit_code == 1
    assert f"{folder}/outbox: this is a link" in result.output
    (folder / "outbox").unlink()
    if more:
        (folder / "outbox").mkdir()
        (folder / "outbox" / "b").symlink_to(tmp_path / "there")
        result = run("-C", str(folder), "write", CASE, "--tag", "many", "--as", "text", *more)
        assert f"{folder}/outbox/b: this is a link" in result.output
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize("name", [".lock", "letters.jsonl"])
def test_a_link_in_an_outbox_keeps_its_target(name: str, folder: Path, secret: Path, run: Run) -> None:
    """A lock or a ledger that is a link is refused with its name, and what it leads to stays as it is."""
    (folder / "outbox" / "b").mkdir(parents=True)
    (folder / "outbox" / "b" / name).symlink_to(secret)
    result = run("-C", str(folder), "write", CASE, "--tag", "many", "--as", "text", "--batch", "b")
    assert result.exit_code == 1
    assert f"outbox/b/{name}: this is a link" in result.output
    assert secret.read_text("utf-8") == ELSEWHERE


@pytest.mark.parametrize("name", ["print.pdf", "worklist.csv", "batch.json", f"2003-04-02--{CASE}--mission-1.en.pdf"])
@pytest.mark.parametrize("more", [(), ("--batch", "b")])
def test_a_link_in_the_place_of_a_file_is_replaced(
    name: str, more: tuple[str, ...], folder: Path, secret: Path, run: Run
) -> None:
    """The file takes the place of the link; what the link leads to stays as it is."""
    out = folder / "outbox" / ("b" if more else "")
    out.mkdir(parents=True)
    (out / name).symlink_to(secret)
    result = run("-C", str(folder), "write", CASE, "--tag", "many", "--as", "pdf", "--worklist", *more)
    assert result.exit_code == 0, result.output
    assert secret.read_text("utf-8") == ELSEWHERE
    assert not (out / name).is_symlink() or (name in {"print.pdf", "batch.json"} and not more)


@pytest.mark.parametrize("folder_of", ["seeds", "recipients"])
def test_new_records_are_not_written_through_a_link(folder_of: str, folder: Path, tmp_path: Path, run: Run) -> None:
    """A new file never comes to stand outside the folder."""
    (folder / folder_of).rename(tmp_path / "there")
    (folder / folder_of).symlink_to(tmp_path / "there")
    before = set((tmp_path / "there").iterdir())
    result = run("-C", str(folder), "new", {"seeds": "case"}.get(folder_of, "recipient"), "flood", "--no-input")
    assert result.exit_code == 1
    assert f"{folder}/{folder_of}: this is a link" in result.output
    assert set((tmp_path / "there").iterdir()) == before


def test_what_looks_like_ours_in_an_outbox_is_left_alone(folder: Path, run: Run) -> None:
    """Only what the lock tells of is ours: a user's own files stay, whatever their names, and a killed run's go."""
    out = folder / "outbox" / "b"
    order = ("-C", str(folder), "write", CASE, "--tag", "many", "--as", "text", "--batch", "b")
    for name in (".staged/letter.txt", ".appeals-notes", ".appeals-12345678/mine.txt", ".journal", "journal"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(ELSEWHERE, "utf-8")
    own = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert run(*order).exit_code == 0
    with Outbox(out).locked():
        left = next(path for path in out.glob(".appeals-*/") if path.name != ".appeals-12345678")
        (left / "unfinished").write_text("half", "utf-8")
        told = (out / ".lock").read_text("utf-8")
    left.mkdir()
    (left / "unfinished").write_text("half", "utf-8")
    (out / ".lock").write_text(told, "utf-8")
    assert run(*order).exit_code == 0
    assert not left.exists()
    assert {path: path.read_bytes() for path in own} == own


@pytest.mark.parametrize("told", ["appeals ../../mine\n", "appeals .appeals-\n", "my own lock\n", "x" * 100_000, "\0"])
def test_a_lock_that_is_not_ours_is_not_touched(told: str, folder: Path, run: Run) -> None:
    """A file of that name with anything else in it is the user's own; the run says so and leaves all as it is."""
    out = folder / "outbox" / "b"
    out.mkdir(parents=True)
    (out / ".lock").write_text(told, "utf-8")
    result = run("-C", str(folder), "write", CASE, "--tag", "many", "--as", "text", "--batch", "b")
    assert result.exit_code == 1
    assert ".lock: this file is not ours" in result.output
    assert {path.name: path.read_text("utf-8") for path in out.iterdir()} == {".lock": told}


def test_a_lock_that_names_a_link_sweeps_nothing(folder: Path, tmp_path: Path, run: Run) -> None:
    """The folder that a lock names must be a folder."""
    out = folder / "outbox" / "b"
    out.mkdir(parents=True)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine").write_text(ELSEWHERE, "utf-8")
    (out / ".appeals-12345678").symlink_to(tmp_path / "there")
    (out / ".lock").write_text("appeals .appeals-12345678\n", "utf-8")
    assert run("-C", str(folder), "write", CASE, "--tag", "many", "--as", "text", "--batch", "b").exit_code == 0
    assert (tmp_path / "there" / "mine").read_text("utf-8") == ELSEWHERE


def test_a_pipe_is_not_waited_for(folder: Path, run: Run) -> None:
    """What is no file is not opened to be read, so that no run hangs on it."""
    out = folder / "outbox" / "b"
    out.mkdir(parents=True)
    os.mkfifo(out / "letters.jsonl")
    result = run("-C", str(folder), "write", CASE, "--tag", "many", "--as", "text", "--batch", "b")
    assert result.exit_code == 1
    os.mkfifo(folder / "outbox" / f"2003-04-02--{CASE}--mission-1.en.txt")
    assert run("-C", str(folder), "write", CASE, "--tag", "many", "--as", "text").exit_code == 0


def test_few_letters_come_out_of_the_api_by_the_same_rule(folder: Path, tmp_path: Path) -> None:
    """Programs are kept from writing through a link too."""
    (tmp_path / "there").mkdir()
    (folder / "outbox").symlink_to(tmp_path / "there")
    order = Order(cases=(CASE,), tags=("many",), formats=("text",))

    with pytest.raises(FileError, match="is a link"):
        write(Workspace(folder), order, None, date(2003, 3, 20))
