"""Each wrong file is told apart from a right one by the exact report that stands beside it.

A file in `cases`, `recipients` or `senders` is put into a small folder that is otherwise right, and that folder is
checked. `make golden` writes the reports anew.
"""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from running import run
from small_case import BASE, write_small_case

from appeals.records import mends

WRONG = Path(__file__).parent
TARGETS = {"cases": "seeds/{}.yaml", "recipients": "recipients.yaml", "senders": "senders.yaml"}
FILES = sorted(path for folder in TARGETS for path in (WRONG / folder).glob("*.yaml"))
RIGHT = write_small_case("right")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a small folder of records in which nothing is wrong."""
    for path in BASE.iterdir():
        shutil.copy(path, tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "right.yaml").write_text(RIGHT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_right_folder_has_no_fault(desk: Path) -> None:
    """The folder that the wrong files are put into is right itself."""
    result = run("check")
    assert (desk / "seeds" / "right.yaml").is_file()
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 letter of 1 case checked: no errors\n"


@pytest.mark.parametrize("path", [pytest.param(p, id=f"{p.parent.name}/{p.stem}") for p in FILES])
def test_a_wrong_file_is_reported_as_kept(path: Path, desk: Path, request: pytest.FixtureRequest) -> None:
    """The report names place and mend, exactly as in the text beside the file; errors end with 1, warnings with 0."""
    target = desk / TARGETS[path.parent.name].format(path.stem)
    shutil.copy(path, target)
    result = run("check")
    kept = path.with_suffix(".txt")
    if request.config.getoption("--update-golden"):
        kept.write_bytes(result.stdout.encode())
    assert result.stdout == (kept.read_bytes().decode() if kept.is_file() else "")
    levels = [found["level"] for found in json.loads(run("check", "--format", "json").stdout)]
    assert result.exit_code == (1 if "error" in levels else 0)
    assert len(levels) == result.stdout.count("\n    mend: ")


def test_every_report_belongs_to_a_file() -> None:
    """No report is left over from a wrong file that is gone."""
    reports = {path.with_suffix(".yaml") for folder in TARGETS for path in (WRONG / folder).glob("*.txt")}
    assert reports == set(FILES)


def test_no_report_is_in_the_words_of_a_library() -> None:
    """Every fault that the wrong files show has a sentence of ours: none falls back to the name of its kind."""
    for path in FILES:
        report = path.with_suffix(".txt").read_text(encoding="utf-8")
        assert "does not fit here" not in report, path
        assert "Input should" not in report, path
        assert "Traceback" not in report, path


def test_norway_stays_norway(desk: Path) -> None:
    """`country: NO` without quotes is Norway, not false."""
    shutil.copy(WRONG / "recipients" / "country-no-unquoted.yaml", desk / "recipients.yaml")
    assert run("write", "right", "--as", "text").exit_code == 0
    assert "\nNORWAY\n" in next(desk.glob("outbox/*.txt")).read_text(encoding="utf-8")


def test_a_kind_of_fault_without_a_sentence_still_says_what_it_can() -> None:
    """A fault of pydantic's that has no line in the table is named with its value."""
    sentence, mend = mends.mend("a_new_kind", "x" * 80, {})
    assert sentence == f"“{'x' * 59}…” does not fit here (a_new_kind)"
    assert mend == "compare with the file that `appeals new` writes"


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("opening", ["[", "[ ", "{a: ", "[x, ", '["x", ', "- "])
@pytest.mark.parametrize("steps", [24, 400, 2000])
def test_deep_nesting_is_refused_in_our_own_words(
    opening: str, steps: int, loader: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nesting is refused at its first step too deep, whatever limit the installed PyYAML has of its own."""
    for module in ("quick", "source"):
        monkeypatch.setattr(f"appeals.records.{module}.LOADER", getattr(yaml, loader))
    start = "id:\n  " if opening == "- " else "id: "
    (desk / "seeds" / "deep.yaml").write_text(start + opening * steps, encoding="utf-8")
    line, column = (2, 3) if opening == "- " else (1, 5)
    place = f"seeds/deep.yaml:{line}:{column + 23 * len(opening)}"  # the fields of the file are the first level
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{place}: RECORD brackets or indents go deeper than 24 levels\n")
    assert len(result.stdout) < 400


def test_fifty_megabytes_are_refused_unread(desk: Path) -> None:
    """A file of 50 MB is refused by its size."""
    with (desk / "seeds" / "large.yaml").open("wb") as file:
        file.truncate(50_000_000)
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout == (
        "seeds/large.yaml: RECORD this file has 50 MB, more than the 10 MB of a file of records\n"
        "    mend: split it, or check that it is the right file\n"
    )


def test_every_fault_of_every_file_is_reported_at_once(desk: Path) -> None:
    """Faults of recipients, senders and cases come in one report, in the order of their places."""
    for folder, target in (("recipients", "recipients.yaml"), ("senders", "senders.yaml")):
        shutil.copy(WRONG / folder / "mistyped-field.yaml", desk / target)
    shutil.copy(WRONG / "cases" / "many-faults.yaml", desk / "seeds")
    places = [line.split(":")[0] for line in run("check").stdout.splitlines() if not line.startswith(" ")]
    assert places == sorted(places)
    assert set(places) == {"recipients.yaml", "seeds/many-faults.yaml", "senders.yaml"}


def test_the_same_id_in_two_files_is_refused(desk: Path) -> None:
    """An id that two files of recipients, or of senders, give is refused: one would silently hide the other."""
    for folder, name, part in (("recipients", "recipients.yaml", "head"), ("senders", "senders.yaml", "society")):
        (desk / folder).mkdir()
        shutil.copy(desk / name, desk / folder / "more.yaml")
        result = run("check")
        assert result.exit_code == 1
        assert f"another file has a record “{part}” too" in result.stdout
        shutil.rmtree(desk / folder)


def test_two_cases_of_one_name_are_refused(desk: Path) -> None:
    """Two files that give a case the same id are refused; the same file named twice is one case."""
    (desk / "drafts").mkdir()
    shutil.copy(desk / "seeds" / "right.yaml", desk / "drafts")
    result = run("check", "right", "drafts/right.yaml")
    assert result.exit_code == 1
    assert result.stdout.startswith("drafts/right.yaml:1:5: RECORD another file has a case “right” too\n")
    assert run("check", "right", "seeds/right.yaml", str(desk / "seeds" / "right.yaml")).exit_code == 0


def test_a_case_named_through_an_old_record_is_one_letter(desk: Path) -> None:
    """A recipient named by its own id and by an obsolete one is named twice."""
    old = """\
recipients:
  - id: old-head
    obsolete: {reason: Another id, since: "2001-01-01", replaced_by: head}
    office: {class: head-of-government, title: {words: {en: Premier}}, body: {words: {en: Council}}}
"""
    (desk / "recipients").mkdir()
    (desk / "recipients" / "old.yaml").write_text(old, encoding="utf-8")
    case = desk / "seeds" / "right.yaml"
    case.write_text(RIGHT.replace("[head]", "[head, old-head]"), encoding="utf-8")
    assert "seeds/right.yaml:6:12: RECORD the recipient “head” is named twice\n" in run("check").stdout


def test_no_records_at_all(tmp_path: Path) -> None:
    """An empty folder, and a folder that is not there, are told with the command that fills one."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        result = run("-C", str(folder), "check")
        assert result.exit_code == 1
        assert result.stdout.count("this file is missing\n") == 2
        assert "`appeals init DIR` lays out a folder to work in" in result.stdout
        assert result.stderr == "no letter checked: 2 errors\n"


def test_other_files_and_folders_are_checked(desk: Path) -> None:
    """A file of recipients or senders is no case; a folder stands for the cases in it."""
    for name in ("recipients.yaml", "senders.yaml", str(desk / "senders.yaml")):
        result = run("check", name)
        assert (result.exit_code, result.stderr) == (0, "no letter checked: no errors\n")
    for names in (("seeds",), (".",), ("recipients.yaml", "seeds/right.yaml"), ("right", "seeds")):
        assert run("check", *names).stderr.startswith("1 letter of 1 case checked: no errors")
    (desk / "elsewhere").mkdir()
    assert "there is no case “elsewhere”" in run("check", "elsewhere").stdout
