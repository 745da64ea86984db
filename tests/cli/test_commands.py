"""The command line: what goes where, which exit codes there are, and what each wrong word is answered with."""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import Result

from appeals.cli import COMMANDS, main

Run = Callable[..., Result]
HOUSE = Path(__file__).parents[2]
ENV = os.environ | {"PYTHONPATH": str(HOUSE)}
CASE = "forced-returns-2003"
STEM = f"2003-04-02--{CASE}--"


def test_every_line_of_the_table_is_the_command_s_own() -> None:
    """`appeals --help` says of each command what its own help says first; the table names every command."""
    context = click.Context(main)
    for name, (module, line) in COMMANDS.items():
        command = main.get_command(context, name)
        assert command
        assert command.name == name
        assert command.get_short_help_str(limit=200) == line
        assert import_module(module)
    assert main.list_commands(context) == list(COMMANDS)
    assert main.get_command(context, "nosuch") is None


@pytest.mark.parametrize("name", ["", *(name for name in COMMANDS if name not in {"law", "reference"})])
def test_help_is_as_kept(name: str, run: Run, golden: Callable[[str, str], None]) -> None:
    """The help of every command, with an example that keeps its lines."""
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    assert "\\b" not in result.stdout
    golden(f"help/{name or 'appeals'}.txt", result.stdout)


def test_version(run: Run) -> None:
    """The version is printed with the tool's name."""
    result = run("--version")
    assert result.stdout.startswith("appeals ")
    assert result.stdout.split()[1][0].isdigit()


def test_write_prints_paths_only(run: Run, desk: Path) -> None:
    """Paths go to standard output, one a line, notes to standard error; the case's own recipients and date are used."""
    result = run("write", CASE, "--as", "text,html")
    names = [f"{STEM}{to}.en.{end}" for to in ("cn-premier", "cn-embassy-berlin") for end in ("txt", "html")]
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"outbox/{name}" for name in names]
    assert result.stderr == ""
    assert sorted(path.name for path in (desk / "outbox").glob("[!.]*")) == sorted(names)


def test_what_is_not_known_is_noted_on_standard_error(run: Run, desk: Path) -> None:
    """A letter of a day without a known holder is written to the office, and a note says so."""
    result = run("write", CASE, "--to", "cn-premier", "--date", "1990-01-01", "--as", "text", "--out", "there")
    assert result.exit_code == 0
    assert result.stdout == f"there/1990-01-01--{CASE}--cn-premier.en.txt\n"
    assert "note: cn-premier: holder nobody: no record says who held the office on 1990-01-01\n" in result.stderr
    assert "The Premier of the State Council" in (desk / result.stdout.strip()).read_text(encoding="utf-8")


def test_options_may_be_repeated_or_joined(run: Run, desk: Path) -> None:
    """`--to a,b` and `--to a --to b` mean the same; what is named twice is written once."""
    one = run("write", CASE, "--to", "cn-premier,cn-foreign-minister", "--as", "text")
    two = run("write", CASE, "--to", "cn-premier", "--to", "cn-foreign-minister, cn-premier", "--as", "text")
    assert desk.is_dir()
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == 2


def test_folder_and_paths(run: Run, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """-C stands in a folder from anywhere; a case may be named by its path from here."""
    monkeypatch.chdir(tmp_path)
    by_id = run("-C", "desk", "write", CASE, "--as", "text")
    by_path = run("-C", "desk", "write", f"desk/seeds/{CASE}.yaml", "--as", "text")
    inside = run("-C", "desk", "write", f"seeds/{CASE}.yaml", "--as", "text")
    assert by_id.stdout.splitlines()[0] == f"desk/outbox/{STEM}cn-premier.en.txt"
    assert by_id.stdout == by_path.stdout == inside.stdout
    assert (workspace / "outbox").is_dir()


MIXED = """\
id: mixed
kind: appeal
reference: TEST 1
state: CN
to: [cn-premier]
subject: [{en: A subject in English}]
facts: [{de: Eine Tatsache auf Deutsch}]
requests: [{id: act, words: {en: to act}}]
"""
WRONG = {
    "unknown case": (("write", "forced-return-2003"), 2, "did you mean “forced-returns-2003”?"),
    "case unlike any": (("write", "zzz"), 2, "the cases here are: detained-defectors-2012, "),
    "endless name": (("check", "a" * 300), 1, "there is no case “aaa"),
    "unknown recipient": (("write", CASE, "--to", "cn-premir"), 2, "did you mean “cn-premier”?"),
    "unknown recipient to explain": (("explain", CASE, "--to", "zzz"), 2, "the recipients are: cn-premier, "),
    "unknown sender": (("write", CASE, "--from", "zzz"), 2, "the senders are: example-society"),
    "unknown language": (("write", CASE, "--language", "xx"), 2, "there is no language “xx”"),
    "unknown format": (
        ("write", CASE, "--as", "doc"),
        2,
        "there is no format “doc”\n    mend: use one of: pdf, html, text, ",
    ),
    "unknown paper": (("write", CASE, "--paper", "a5"), 2, "'a5' is not one of 'a4', 'letter'"),
    "no case": (("write",), 2, "Missing argument 'CASE...'"),
    "no recipient": (("write", CASE, "--to", ""), 2, "an option is given without a value"),
    "half a recipient": (("write", CASE, "--to", "cn-premier,"), 2, "an option is given without a value"),
    "no format at all": (("write", CASE, "--as", ""), 2, "an option is given without a value"),
    "no day": (("write", CASE, "--date", "tomorrow"), 2, "“tomorrow” is not a day; write it as 2003-04-02"),
    "absent day": (("write", CASE, "--date", "2003-02-30"), 2, "“2003-02-30” is not a day"),
    "month": (("explain", CASE, "--date", "2003-04"), 2, "“2003-04” is not a day"),
    "unknown command": (("wrote",), 2, "No such command 'wrote'"),
    "unknown record": (
        ("show", "cn-premir"),
        2,
        "there is no record “cn-premir”\n    mend: did you mean “cn-premier”?",
    ),
    "unknown schema": (("schema", "letter"), 2, "'letter' is not one of "),
    "unknown kind of record": (("new", "letter", "x"), 2, "'letter' is not one of "),
    "id in capitals": (
        ("new", "case", "Upper"),
        2,
        "“Upper” cannot be an id\n    mend: use small letters, digits and hyphens",
    ),
    "id that climbs": (("new", "case", "../x"), 2, "“../x” cannot be an id"),
    "a file there already": (("init", "."), 1, "recipients.yaml: this file is there already"),
    "a case there already": (("new", "case", CASE), 1, f"seeds/{CASE}.yaml: this file is there already"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_word_is_answered(name: str, run: Run, desk: Path) -> None:
    """What cannot be is answered with a mend and an exit code, and nothing is written."""
    words, code, answer = WRONG[name]
    before = sorted(desk.rglob("*"))
    result = run(*words)
    assert result.exit_code == code
    assert answer in result.output
    assert sorted(desk.rglob("*")) == before


@pytest.mark.parametrize("out", ["recipients.yaml", "recipients.yaml/in", "/proc/nowhere"])
def test_a_folder_that_cannot_be_written(out: str, run: Run, desk: Path) -> None:
    """A file in place of the folder, and a folder of the system, are told; nothing is written."""
    before = sorted(desk.rglob("*"))
    result = run("write", CASE, "--as", "text", "--out", out)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"{out}: nothing was written: ")
    assert result.stderr.endswith("\n    mend: choose another folder with --out, or make room\n")
    assert sorted(desk.rglob("*")) == before


def test_one_letter_that_fails_keeps_all_from_being_written(run: Run, desk: Path) -> None:
    """When one letter of several cannot be made, none is written, and the fault is told with its place."""
    case = desk / "seeds" / f"{CASE}.yaml"
    case.write_text(
        case.read_text(encoding="utf-8").replace('claim("returned-from-tumen")', 'claim("x")'), encoding="utf-8"
    )
    result = run("write", "yantai-arrests-2003", CASE, "--as", "text")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"seeds/{CASE}.yaml:")
    assert "this text cannot be printed: the case has no claim “x”" in result.stderr
    assert not (desk / "outbox").exists()


def test_check_counts_what_it_looked_at(run: Run, desk: Path) -> None:
    """One case, or all, are composed in every language they have; only warnings end with 0."""
    assert desk.is_dir()
    one = run("check", CASE)
    assert one.exit_code == 0
    assert one.stderr.startswith("4 letters of 1 case checked: no errors")
    everything = run("check")
    assert everything.exit_code == 0
    assert "letters of 5 cases checked: no errors" in everything.stderr
    told = [line for line in everything.stdout.splitlines() if line[0] != " "]
    assert told
    assert all(" warning: " in line or " note: " in line for line in told)


def test_check_writes_nothing(run: Run, desk: Path) -> None:
    """Checking composes every letter and leaves the folder as it was."""
    before = sorted(desk.rglob("*"))
    run("check")
    assert sorted(desk.rglob("*")) == before


def test_check_tells_texts_that_no_language_has_whole(run: Run, desk: Path) -> None:
    """A case whose texts share no language is not passed over."""
    path = desk / "seeds" / "mixed.yaml"
    path.write_text(MIXED, encoding="utf-8")
    result = run("check", "mixed")
    assert result.exit_code == 1
    assert "there are no words in the language “en” here" in result.stdout


def test_lists_and_records_are_as_kept(run: Run, desk: Path, golden: Callable[[str, str], None]) -> None:
    """`list` names every record in one line; `show` prints every field of one."""
    assert desk.is_dir()
    listed = run("list").stdout
    assert [line[0] == " " for line in listed.splitlines()].count(False) == 3
    golden("list.txt", listed)
    for name in (CASE, "cn-embassy-berlin", "example-society"):
        shown = run("show", name).stdout
        assert "Words(" not in shown
        golden(f"show/{name}.txt", shown)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("on-the-case-s-day", (CASE,)),
        ("before-the-change-of-premier", (CASE, "--to", "cn-premier", "--date", "2003-03-01")),
        ("nobody-known", ("yantai-arrests-2003", "--to", "unhcr-high-commissioner", "--date", "1900-01-01")),
    ],
)
def test_explanations_are_as_kept(
    name: str, words: tuple[str, ...], run: Run, desk: Path, golden: Callable[[str, str], None]
) -> None:  # fmt: skip
    """`explain` tells holder, address, number, form and law of each letter, with reason and source."""
    assert desk.is_dir()
    result = run("explain", *words)
    assert result.exit_code == 0
    golden(f"explain/{name}.txt", result.stdout)


def test_explain_names_the_premier_of_the_day(run: Run, desk: Path) -> None:
    """The letter of 1 March 2003 goes to Zhu Rongji, that of 16 March and of 2 April to Wen Jiabao."""
    assert desk.is_dir()
    for day, name in (("2003-03-01", "Zhu Rongji"), ("2003-03-16", "Wen Jiabao"), ("2003-04-02", "Wen Jiabao")):
        assert f"  holder: {name}\n" in run("explain", CASE, "--to", "cn-premier", "--date", day).stdout


def test_a_new_folder_is_ready_to_work_in(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `init` writes passes `check`; what `new` writes waits for words, and every file names a schema."""
    monkeypatch.chdir(tmp_path)
    made = run("init", "mine").stdout.splitlines()
    checked = run("-C", "mine", "check")
    assert checked.exit_code == 0, checked.output
    assert "of 5 cases checked: no errors" in checked.stderr
    assert "mine/recipients.yaml" in made
    for what, name in (("case", "river-villages"), ("recipient", "xx-minister"), ("sender", "me")):
        result = run("-C", "mine", "new", what, name)
        assert result.exit_code == 0
        made += result.stdout.splitlines()
    assert all((tmp_path / path).is_file() for path in made)
    assert run("-C", "mine", "check").exit_code == 1
    for path in (tmp_path / path for path in made if path.endswith(".yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (path.parent / first.split("=")[1]).is_file(), first
    listed = run("-C", "mine", "list").stdout
    assert all(name in listed for name in ("river-villages", "xx-minister", "me "))


def test_init_without_a_directory_fills_the_folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`appeals init` alone lays the records out here; a file in the way leaves nothing behind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").touch()
    stopped = run("init")
    assert (stopped.exit_code, stopped.stdout) == (1, "")
    assert [path.name for path in tmp_path.iterdir()] == ["seeds"]
    (tmp_path / "seeds").unlink()
    assert run("init").exit_code == 0
    folders = {path.name for path in tmp_path.iterdir() if path.is_dir()}
    assert folders >= {"recipients", "senders", "seeds", "law", "templates", "outbox"}
    assert (tmp_path / "recipients.yaml").is_file()


@pytest.mark.parametrize("kind", ["case", "law", "recipients", "senders"])
def test_schemas_are_printed_as_packaged(kind: str, run: Run) -> None:
    """`schema` prints the file that editors read."""
    packaged = HOUSE / "appeals" / "schemas" / f"{kind}.json"
    assert run("schema", kind).stdout == packaged.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("--help",), ("write", "--help"), ("check", CASE), ("explain", CASE), ("list",)])
def test_what_makes_no_pdf_does_not_load_its_tools(words: tuple[str, ...], workspace: Path) -> None:
    """Help, check, list and explain come without WeasyPrint."""
    script = "import sys; from appeals.cli import main; main(standalone_mode=False); print('weasyprint' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, "-C", str(workspace), *words],
        capture_output=True,
        text=True,
        check=True,
        env=ENV,
    )
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.slow
def test_the_same_bytes_everywhere(workspace: Path, tmp_path: Path) -> None:
    """Two runs in different folders, time zones, languages and hash seeds write the same bytes."""
    found = []
    for number, zone in enumerate(("Pacific/Kiritimati", "America/Adak")):
        env = ENV | {"TZ": zone, "PYTHONHASHSEED": str(number), "LANG": ("C.UTF-8", "de_DE.UTF-8")[number]}
        out = tmp_path / zone
        done = subprocess.run(
            [sys.executable, "-m", "appeals", "-C", str(workspace), "write", CASE,
             "--as", "pdf,html,text", "--out", str(out)],
            env=env, cwd=(tmp_path, workspace)[number], capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert len(found[0]) == 6 + 1  # and `.letters.jsonl`, which tells of which letters they are
    assert found[0] == found[1]
    assert all(str(tmp_path).encode() not in content for content in found[0].values())


@pytest.mark.slow
def test_a_full_disk_leaves_nothing_half_written(workspace: Path) -> None:
    """When the disk fills up in the middle, the run says so and no file is left, whole or half."""
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))"
    script = f"import resource; from appeals.cli import main; {limit}; main()"
    out = workspace / "out"
    command = [sys.executable, "-c", script, "-C", str(workspace), "write", CASE, "--as", "text", "--out", str(out)]
    done = subprocess.run(command, env=ENV, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "nothing was written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()
