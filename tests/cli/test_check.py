"""What `check` prints in each of its forms, when it ends with 1, and what `write` refuses."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from small_case import BASE, write_small_case

Run = Callable[..., Result]
CASE = "forced-returns-2003"
STOPPED = 'stopped: {on: "2003-05-02", reason: All were set free., newer: yantai-arrests-2003}\n'


def change(desk: Path, right: str, wrong: str, name: str = CASE) -> None:
    """Change the text of a shipped case."""
    path = desk / "seeds" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")


def test_text_gives_place_code_sentence_and_mend(run: Run, desk: Path) -> None:
    """The place is that of the words themselves, in whatever line of a folded text they stand."""
    change(desk, "without permission", "without permission, as we said last year")
    lines = run("check", CASE).stdout.splitlines()
    (at,) = [number for number, line in enumerate(lines) if "DATE-RELATIVE" in line]
    place, _, said = lines[at].partition(": ")
    assert said.startswith("DATE-RELATIVE warning: “last year” moves with the day")
    path, line, column = place.split(":")
    text = (desk / path).read_text(encoding="utf-8").splitlines()
    assert text[int(line) - 1][int(column) - 1 :].startswith("last year")
    assert lines[at + 1].startswith(f"{line:>6} | ")
    assert lines[at + 2].startswith("    mend: ")


def test_json_gives_the_same_for_programs(run: Run, desk: Path) -> None:
    """Each finding is an object; the list is all of the output."""
    change(desk, 'claim("returned-from-tumen")', 'claim("x")')
    result = run("check", CASE, "--format", "json")
    findings = json.loads(result.stdout)
    assert result.exit_code == 1
    error = next(finding for finding in findings if finding["level"] == "error")
    assert error.keys() == {"path", "line", "column", "code", "params", "level", "sentence", "mend"}
    assert (error["code"], error["path"]) == ("TEXT", f"seeds/{CASE}.yaml")


def test_github_gives_workflow_commands(run: Run, desk: Path) -> None:
    """Errors, warnings and notes become commands that GitHub shows beside the line."""
    change(desk, 'deadline: "2003-05-31"', 'deadline: "2003-05-31"\n' + STOPPED.strip())
    lines = run("check", "--format", "github").stdout.splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    (note,) = [line for line in lines if line.startswith("::notice ") and "title=GAP" not in line]
    assert note.startswith(f"::notice file=seeds/{CASE}.yaml,line=")
    assert "title=STOPPED::the case" in note


def test_strict_counts_warnings_and_never_notes(run: Run, desk: Path) -> None:
    """Warnings end with 1 only when asked; a note never does."""
    shutil.copy(BASE / "recipients.yaml", desk)
    shutil.copy(BASE / "senders.yaml", desk)
    (desk / "seeds" / "small.yaml").write_text(write_small_case("small"), encoding="utf-8")
    assert run("check", "small", "--strict").exit_code == 0
    change(desk, "to: [head]", f"to: [head]\n{STOPPED}", "small")
    noted = run("check", "small", "--strict")
    assert (noted.exit_code, "STOPPED note: " in noted.stdout) == (0, True)
    change(desk, "This happened.", "This happened recently.", "small")
    assert run("check", "small").exit_code == 0
    assert run("check", "small", "--strict").exit_code == 1


def test_a_code_is_explained(run: Run, desk: Path) -> None:
    """`--explain` tells what a code means with an example of the mend; a code that is not there is offered another."""
    assert desk.is_dir()
    result = run("check", "--explain", "claim-dispute")
    assert result.exit_code == 0
    assert result.stdout.startswith("CLAIM-DISPUTE (error): ")
    assert "      wording: attribute" in result.stdout
    wrong = run("check", "--explain", "CLAIM-DISPUT")
    assert wrong.exit_code == 2
    assert "did you mean “CLAIM-DISPUTE”?" in wrong.stderr


def test_a_stopped_case_is_refused_with_the_newer_one(run: Run, desk: Path) -> None:
    """`write` refuses with reason and successor, even with --late; `check` says it as a note and composes nothing."""
    change(desk, 'deadline: "2003-05-31"', 'deadline: "2003-05-31"\n' + STOPPED.strip())
    for words in ((), ("--late",)):
        refused = run("write", CASE, "--as", "text", *words)
        assert refused.exit_code == 1
        assert "All were set free" in refused.stderr
        assert "write about “yantai-arrests-2003” in its place" in refused.stderr
    assert not (desk / "outbox").exists()
    checked = run("check", CASE)
    assert "STOPPED note: the case “forced-returns-2003” was stopped on 2003-05-02" in checked.stdout
    assert checked.stderr.startswith("no letters of 1 case checked")


def test_a_late_letter_needs_a_word(run: Run, desk: Path) -> None:
    """After the deadline `write` refuses, and writes with --late."""
    refused = run("write", CASE, "--as", "text", "--date", "2003-06-01")
    assert refused.exit_code == 1
    assert "the deadline of “forced-returns-2003” was 2003-05-31" in refused.stderr
    assert not (desk / "outbox").exists()
    assert run("write", CASE, "--as", "text", "--date", "2003-06-01", "--late").exit_code == 0
    change(desk, 'date: "2003-04-02"', "# no date")
    assert "LATE note: " in run("check", CASE).stdout


@pytest.mark.parametrize(
    ("personal", "said"),
    [("I wrote ____ before.", "the placeholder “____”"), ("I think of the Northern Village.", "never to be said")],
)
def test_write_refuses_what_check_calls_an_error(run: Run, desk: Path, personal: str, said: str) -> None:
    """Placeholders and what is never to be said stop a letter, in the sender's own words too."""
    change(desk, 'deadline: "2003-05-31"', 'deadline: "2003-05-31"\nnever_say: [northern village]')
    assert run("write", CASE, "--as", "text", "--personal", "We are teachers.").exit_code == 0
    refused = run("write", CASE, "--as", "text", "--out", "other", "--personal", personal)
    assert refused.exit_code == 1
    assert said in refused.stderr
    assert not (desk / "other").exists()


def test_what_is_never_to_be_said_is_found_in_claims_too(run: Run, desk: Path) -> None:
    """A phrase that only the composed letter has, from the name of a source, is refused."""
    change(desk, 'deadline: "2003-05-31"', 'deadline: "2003-05-31"\nnever_say: [according to Médecins]')
    refused = run("write", CASE, "--as", "text", "--language", "en")
    assert refused.exit_code == 1
    assert "says what is never to be said" in refused.stderr


def test_a_pile_of_equal_letters_is_noted(run: Run, desk: Path) -> None:
    """With more than three senders in the folder, the same letter from each is worth a word."""
    senders = (desk / "senders.yaml").read_text(encoding="utf-8")
    (desk / "senders").mkdir()
    for number in range(3):
        more = senders.replace("id: example-society", f"id: society-{number}")
        (desk / "senders" / f"{number}.yaml").write_text(more, encoding="utf-8")
    found = run("check", CASE).stdout
    assert found.count("IDENTICAL note: more than 3 letters about “forced-returns-2003” to “cn-premier”") == 1
    (desk / "senders" / "0.yaml").unlink()
    assert "IDENTICAL" not in run("check", CASE).stdout


def test_a_figure_that_is_old_says_of_when_it_is(run: Run, desk: Path) -> None:
    """Half a year after its `as_of`, a figure is printed with it, in each language."""
    for language, words in (("en", "(as of January 2003)"), ("de", "(Stand: Januar 2003)")):
        for day, printed in (("2003-04-02", False), ("2003-12-01", True)):
            assert run("write", CASE, "--as", "text", "--language", language, "--date", day, "--late").exit_code == 0
            (letter,) = desk.glob(f"outbox/{day}--{CASE}--cn-premier*{language}.txt")
            text = " ".join(letter.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ").split())
            assert (words in text) == printed


def test_what_must_be_mended_stands_first(run: Run, desk: Path) -> None:
    """An error of the case is not buried under notes on offices that other letters are for."""
    change(desk, "reference: ", "refrence: ")
    told = [line for line in run("check", CASE).stdout.splitlines() if line[0] != " "]
    assert "unknown field “refrence”" in told[0]
    assert " GAP note: " in told[-1]
