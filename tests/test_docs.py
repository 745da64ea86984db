"""What the documents say is so: examples run; commands, options, files and floors exist."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from rules import FLOORS

from appeals.cli import main

HOUSE = Path(__file__).parents[1]
PLACEHOLDER = re.compile(r"\b(NAME|KIND)\b")


def read(name: str) -> str:
    """Read a file of the checkout."""
    return (HOUSE / name).read_text(encoding="utf-8")


def fenced(text: str, language: str) -> list[str]:
    """Find the fenced blocks of a language."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for name, block in blocks if name == language]


def sessions(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield each command of the console blocks with the output shown below it, and the code that it ends with."""
    for block in fenced(text, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            command, _, code = line.partition("  # ends with ")
            yield command, shown, int(code or 0)


def agrees(shown: str, printed: str) -> bool:
    """Say whether the output is as shown, where `...` stands for anything."""
    return bool(re.fullmatch(re.escape(shown.strip()).replace(r"\.\.\.", ".*"), printed.strip(), re.DOTALL))


def members(group: click.Group) -> dict[str, click.Command]:
    """Load the commands of a group."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield every command of the command line with its full name, those in groups too."""
    for name, command in members(group).items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def invocations(text: str) -> Iterator[list[str]]:
    """Yield the words of every `appeals ...` command that a text shows on its own line, after a prompt or as code."""
    for line in re.findall(r"^(?:\s*|\$ )(appeals .*)$", text, re.MULTILINE) + re.findall(r"`(appeals [^`]+)`", text):
        yield shlex.split(line, comments=True)


def misfit(words: list[str]) -> str:
    """Say what the command line would not understand of a command shown in a document; nothing when all is well."""
    command: click.Command = main
    rest = words[1:]
    try:
        while True:
            _, rest, _ = command.make_parser(click.Context(command)).parse_args(rest)
            if not isinstance(command, click.Group) or not rest:
                return ""
            if rest[0] not in members(command):
                return f"no command {rest[0]}"
            command, rest = members(command)[rest[0]], rest[1:]
    except click.UsageError as error:
        return error.message


def test_the_examples_of_the_readme_run(tmp_path: Path) -> None:
    """Every command in the README's console blocks ends as it says, one after the other, and prints what is shown."""
    folder, ran = tmp_path, 0
    env = os.environ | {"PYTHONPATH": str(HOUSE)}
    for command, shown, code in sessions(read("README.md")):
        if command.startswith("cd "):
            folder /= command.removeprefix("cd ")
            continue
        words = [sys.executable, "-m", *shlex.split(command)]
        done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == code, f"$ {command}\n{done.stdout}{done.stderr}"
        assert not shown.strip() or agrees(shown, done.stdout), f"$ {command}\n{done.stdout}\nshown:\n{shown}"
        ran += 1
    assert ran


def test_a_wrong_example_would_be_found() -> None:
    """Output that differs from what is shown is noticed, and `...` stands for any text."""
    assert agrees("one\n...\nthree", "one\ntwo\nthree\n")
    assert agrees("...Zhu Rongji...", "holder: Zhu Rongji, since 1998")
    assert not agrees("one\n...\nthree", "one\ntwo\n")
    assert not agrees("a.b", "axb")


@pytest.mark.parametrize(("name", "command"), [pytest.param(*pair, id=pair[0]) for pair in commands()])
def test_every_command_is_explained(name: str, command: click.Command) -> None:
    """Each command stands in the README and its help says what it does and shows an example that would work."""
    assert re.search(rf"`appeals {name.split(maxsplit=1)[0]}\b", read("README.md"))
    done = subprocess.run(
        [sys.executable, "-m", "appeals", *name.split(), "--help"], capture_output=True, text=True, check=True
    )
    examples = [words for words in invocations(done.stdout) if " ".join(words).startswith(f"appeals {name}")]
    assert examples, done.stdout
    assert [misfit(words) for words in examples if misfit(words)] == []
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "templates/README.md"])
def test_documents_name_commands_that_exist(name: str) -> None:
    """No document shows a command or an option that the command line does not have."""
    if (HOUSE / name).is_file():
        assert [(words, misfit(words)) for words in invocations(read(name)) if misfit(words)] == []


def test_an_unknown_command_or_option_would_be_found() -> None:
    """The check above notices what does not exist."""
    assert misfit(["appeals", "compose", "x"]) == "no command compose"
    assert "--fast" in misfit(["appeals", "write", "x", "--fast"])
    assert misfit(["appeals", "-C", "desk", "write", "x", "--out", "outbox"]) == ""


USERS = (".venv", "outbox", "law/", "tariff.yaml", "worklist.csv")  # what a user's folder has and the checkout has not


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_documents_name_files_that_exist(name: str) -> None:
    """Every path in a document is there; NAME and KIND stand for any name."""
    quoted = re.findall(r"`([\w./*-]+)`", read(name))
    paths = [path for path in quoted if "/" in path or path.endswith((".py", ".md", ".yaml"))]
    patterns = [PLACEHOLDER.sub("*", path).rstrip("/") for path in paths if not path.startswith(USERS)]
    assert patterns
    assert [pattern for pattern in patterns if not list(HOUSE.glob(pattern))] == []


def test_the_floor_plan_is_the_one_that_is_kept() -> None:
    """The README's floor plan names every part of the package, on the floor where the tests keep it."""
    (plan,) = (block for block in fenced(read("README.md"), "") if "floor" in block)
    rows = re.findall(r"^  (\w+)(?:/|\.py) .*?\s(\d)(?:  .*)?$", plan, re.MULTILINE)
    package = HOUSE / "appeals"
    there = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert {part: int(floor) for part, floor in rows} == {
        part: FLOORS.get(f"appeals.{part}") for part in there - {"__init__", "__main__"}
    }


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_documents_name_targets_of_make_that_exist(name: str) -> None:
    """Every `make WORD` is a target of the Makefile that `make help` lists."""
    listed = set(re.findall(r"^([a-z]+):.*##", read("Makefile"), re.MULTILINE))
    assert {"letters", "test"} <= listed
    named = re.findall(r"(?:`|^)make ([a-z]+)(?:`|$)", read(name), re.MULTILINE)
    assert [word for word in named if word not in listed] == []


def test_one_line_installs_pango_everywhere() -> None:
    """The set-up and the message that Pango is missing name the same packages."""
    packages = re.search(r"^PANGO=\((.*)\)$", read("tools/setup.sh"), re.MULTILINE)
    assert packages
    assert [name for name in packages[1].split() if name not in read("appeals/formats/engine.py")] == []
