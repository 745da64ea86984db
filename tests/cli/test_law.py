"""`appeals law` and `appeals reference`, as people call them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from saved_page import page

from appeals.cli import main


def call(*words: str, folder: Path | None = None) -> Result:
    """Call the command line in a folder."""
    return CliRunner().invoke(main, ["-C", str(folder or Path(__file__).parent), *words])


def test_the_law_of_a_state_on_a_day() -> None:
    """Each treaty has its standing, the reason, and the source with its day."""
    told = call("law", "CN", "REFUGEE-1951", "ICCPR", "--on", "2003-04-02")
    assert told.exit_code == 0
    assert "the People's Republic of China, on 2003-04-02" in told.output
    assert "it deposited its accession on 1982-09-24; in force for it since 1982-12-23" in told.output
    assert "signatory         it signed on 1998-10-05 and has not ratified" in told.output
    assert "UNTC IV-4, as of 2026-02-03" in told.output


def test_json_is_a_list_of_objects_with_the_promised_fields() -> None:
    """Programs get the same facts; what is not known is null."""
    told = json.loads(call("law", "china", "REFUGEE-1951", "CAT", "--on", "2003-04-02", "--format", "json").output)
    fields = [
        "instrument",
        "state",
        "standing",
        "signed",
        "bound_since",
        "how",
        "in_force_since",
        "ended",
        "reservations",
    ]
    assert [list(one) for one in told] == [[*fields, "source", "as_of"]] * 2
    refugee = told[0]
    assert {key: refugee[key] for key in fields[:8]} == {
        "instrument": "REFUGEE-1951",
        "state": "CHN",
        "standing": "party",
        "signed": None,
        "bound_since": "1982-09-24",
        "how": "accession",
        "in_force_since": "1982-12-23",
        "ended": None,
    }
    assert refugee["reservations"][0]["articles"] == ["14", "16(3)"]


def test_without_instruments_all_are_told() -> None:
    """Every treaty that states join is listed."""
    told = json.loads(call("law", "KR", "--on", "2012-02-20", "--format", "json").output)
    assert len(told) >= 30
    assert {one["state"] for one in told} == {"KOR"}


def test_the_day_may_be_left_out() -> None:
    """Without a day it is today that counts."""
    assert "party" in call("law", "CN", "CAT").output


def test_doubtful_rows_say_so() -> None:
    """What no letter prints unconfirmed is told with the reason."""
    told = call("law", "South Sudan", "REFUGEE-1951", "--on", "2024-01-01").output
    assert "not printed unless the case confirms it: only the year of deposit is known" in told


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (["law", "Chnia"], "did you mean “China”?"),
        (["law", "CN", "CATS"], "did you mean “CAT”?"),
        (["law", "CN", "--on", "2003"], "2003-04-02"),
    ],
)
def test_wrong_usage_ends_with_2(words: list[str], mend: str) -> None:
    """A slip in the command is wrong usage, with a mend."""
    told = call(*words)
    assert told.exit_code == 2
    assert mend in told.output


def test_the_packaged_facts_are_checked() -> None:
    """`reference check` counts what it read and finds no fault."""
    told = call("reference", "check")
    assert told.exit_code == 0
    assert "treaty_status.csv" in told.output
    assert "no faults" in told.output


def test_an_import_shows_before_it_replaces(tmp_path: Path) -> None:
    """Nothing is written without --replace; with it, the law of the folder changes."""
    (tmp_path / "cat.html").write_text(page(), encoding="utf-8")
    shown = call("reference", "import", "untc", str(tmp_path / "cat.html"), folder=tmp_path)
    assert shown.exit_code == 0
    assert "Cuba: party" in shown.output
    assert "nothing written; add --replace" in shown.output
    assert not (tmp_path / "law").exists()

    replaced = call("reference", "import", "untc", str(tmp_path / "cat.html"), "--replace", folder=tmp_path)
    assert "written: " in replaced.output
    assert (tmp_path / "law" / "untc-cat.yaml").is_file()
    told = json.loads(call("law", "CU", "CAT", "--on", "2026-04-01", "--format", "json", folder=tmp_path).output)
    assert (told[0]["standing"], told[0]["as_of"]) == ("withdrawn", "2026-03-04")


def test_a_page_that_does_not_add_up_ends_with_1(tmp_path: Path) -> None:
    """A page saved by half changes nothing."""
    (tmp_path / "cat.html").write_text(page(parties=9), encoding="utf-8")
    told = call("reference", "import", "untc", str(tmp_path / "cat.html"), "--replace", folder=tmp_path)
    assert told.exit_code == 1
    assert "prints 9 parties, its table holds 6" in told.output
    assert not (tmp_path / "law").exists()


def test_faults_in_the_users_law_are_told_with_their_place(tmp_path: Path) -> None:
    """A name that does not exist in law/*.yaml points at its line."""
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "own.yaml").write_text(
        "lists:\n- {instrument: CATS, as_of: 2024-01-01, source: {title: A list}}\n", encoding="utf-8"
    )
    told = call("law", "CN", folder=tmp_path)
    assert told.exit_code == 1
    assert "own.yaml:2" in told.output
    assert "there is no instrument “CATS”" in told.output


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    """A file that cannot be read does not hide the faults of the next."""
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "a.yaml").write_text("list: []\n", encoding="utf-8")
    (tmp_path / "law" / "b.yaml").write_text("lists: 3\n", encoding="utf-8")
    told = call("law", "CN", folder=tmp_path)
    assert told.exit_code == 1
    assert "a.yaml:1" in told.output
    assert "b.yaml:1" in told.output


def test_a_second_import_of_the_same_page_changes_only_what_is_missing(tmp_path: Path) -> None:
    """A page that agrees with what is held says so and asks for nothing."""
    rows = (("Afghanistan", "&nbsp;4 Feb 1985 ", "&nbsp;1 Apr 1987 "),)
    (tmp_path / "cat.html").write_text(page(rows, parties=1, signatories=1), encoding="utf-8")
    told = call("reference", "import", "untc", str(tmp_path / "cat.html"), folder=tmp_path)
    assert "Afghanistan" not in told.output
    assert "not on the page" in told.output
