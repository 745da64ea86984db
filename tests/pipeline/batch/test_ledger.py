"""Lines of a ledger that we did not write: each is as good as none, and every letter comes out right all the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from many import TODAY, contents, lay_out, ledger, move, order_of, run

from appeals import By, Workspace, open_room
from appeals.pipeline.batch.ledger import read_line
from appeals.pipeline.batch.workroom import Task
from appeals.workspace import Outbox

LETTERS = 4
DEEP = b"[" * 100_000
ODD: dict[str, bytes] = {
    "deep": DEEP,
    "deep in a field": b'{"files":' + DEEP,
    "deep and closed": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "a huge number": b"9" * 10_000,
    "no JSON": b"{",
    "empty": b"",
    "a list": b"[]",
    "a number": b"1e999",
    "not UTF-8": b'{"case":"\xff\xfe"}',
    "NUL bytes": b"\0" * 1000,
    "long": b"x" * (3 << 20),
    "half a surrogate pair": b'{"case":"\\ud800","recipient":"a","sender":"b","language":"en","files":[1]}',
}
FIELDS: dict[str, Any] = {
    "case": ["a"], "kind": 7, "to": {}, "holder": [1], "pages": "many", "fax": [-1], "made_of": [], "problems": 3,
    "named": [{}], "files": "all",
}  # fmt: skip
FILES: list[dict[str, Any]] = [
    {"name": "../secret.pdf"}, {"name": "/etc/passwd"}, {"name": "a\0b"}, {"name": ""}, {"name": ".lock"},
    {"bytes": -1}, {"bytes": 1 << 70}, {"bytes": "1"}, {"bytes": 1.5}, {"sha256": "short"}, {"sha256": None},
    {"name": "\ud800"},
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out a few embassies."""
    return lay_out(tmp_path_factory.mktemp("records"), LETTERS)


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the letters once."""
    out = tmp_path_factory.mktemp("made") / "b"
    run(folder, out, formats=("text",))
    return out


@pytest.mark.parametrize("name", ODD)
def test_a_line_that_is_not_ours_is_none(name: str, folder: Path, made: Path) -> None:
    """It is passed over before, between and after lines of ours, which are still known; the new ledger is clean."""
    whole, odd = contents(made), ODD[name]
    lines = (made / "letters.jsonl").read_bytes().splitlines(keepends=True)
    (made / "letters.jsonl").write_bytes(b"\n".join((odd, lines[0] + odd, lines[1] + b"".join(lines[2:]) + odd)))
    batch = run(folder, made, formats=("text",))
    assert (batch.made, batch.kept, batch.left) == (0, LETTERS, 0)
    assert contents(made) == whole


def changed(line: bytes, told: dict[str, Any]) -> bytes:
    """Put other values into a line."""
    return json.dumps(json.loads(line) | told).encode() + b"\n"


@pytest.mark.parametrize("field", FIELDS)
def test_a_line_with_a_value_that_is_not_ours_is_none(field: str, folder: Path, made: Path) -> None:
    """Its letter is made again."""
    whole = contents(made)
    lines = (made / "letters.jsonl").read_bytes().splitlines(keepends=True)
    (made / "letters.jsonl").write_bytes(b"".join((changed(lines[0], {field: FIELDS[field]}), *lines[1:])))
    batch = run(folder, made, formats=("text",))
    assert (batch.made, batch.kept) == (1, LETTERS - 1)
    assert contents(made) == whole


@pytest.mark.parametrize("told", FILES, ids=repr)
def test_a_file_that_is_not_ours_makes_a_line_none(told: dict[str, Any], folder: Path, made: Path) -> None:
    """No file elsewhere is looked at, whatever a ledger says; the letter is made again."""
    whole = contents(made)
    lines = (made / "letters.jsonl").read_bytes().splitlines(keepends=True)
    files = json.loads(lines[2])["files"]
    (made / "letters.jsonl").write_bytes(
        b"".join((*lines[:2], changed(lines[2], {"files": [files[0] | told]}), lines[3]))
    )
    assert run(folder, made, formats=("text",)).made == 1
    assert contents(made) == whole


def test_a_line_that_tells_of_the_files_of_another_letter(folder: Path, made: Path) -> None:
    """Files that are whole but another letter's do not stand for this one, which is made."""
    whole = contents(made)
    lines = (made / "letters.jsonl").read_bytes().splitlines(keepends=True)
    other = {name: json.loads(lines[1])[name] for name in ("files", "made_of")} | {
        "made_of": json.loads(lines[0])["made_of"]
    }
    (made / "letters.jsonl").write_bytes(b"".join((changed(lines[0], other), *lines[1:])))
    (made / json.loads(lines[0])["files"][0]["name"]).unlink()
    assert run(folder, made, formats=("text",)).made == 1
    assert contents(made) == whole


def test_a_line_without_files_is_none(folder: Path, made: Path) -> None:
    """What tells of no file cannot say that a letter is there, even if the letter would be made of the same."""
    lines = (made / "letters.jsonl").read_bytes().splitlines(keepends=True)
    empty = changed(lines[0], {"files": []})
    assert read_line(lines[0])
    assert read_line(empty) is None
    room = open_room(Workspace(folder), order_of(formats=("text",)), TODAY).room
    room.outbox = Outbox(made)
    with room.outbox.locked():
        assert room.produce(Task(range(1), (lines[0],))).count["made"] == 0
        assert room.produce(Task(range(1), (empty,))).count["made"] == 1


def test_letters_that_were_refused_are_not_left_over(tmp_path: Path) -> None:
    """A letter of which the ledger says only why it was not made is none of an earlier run that stands there still."""
    folder = lay_out(tmp_path / "records", LETTERS)
    move(folder, 3, "Invented Street 3", "Invented Street " + "m" * 60)
    refused = run(folder, tmp_path / "b", By(keep_going=True), formats=("pdf",))
    assert (refused.made, list(refused.problems)) == (3, [3])
    fewer = run(folder, tmp_path / "b", By(keep_going=True), formats=("pdf",), tags=(), to=("mission-0", "mission-1"))
    assert (fewer.letters, fewer.left) == (2, 1)
    assert [line["recipient"] for line in ledger(tmp_path / "b")] == ["mission-0", "mission-1"]


def test_of_two_lines_for_one_letter_the_last_counts(folder: Path, made: Path) -> None:
    """The later line is of the later run."""
    whole = contents(made)
    lines = (made / "letters.jsonl").read_bytes().splitlines(keepends=True)
    stale = changed(lines[0], {"made_of": {"case": "old"}})
    (made / "letters.jsonl").write_bytes(b"".join((stale, *lines)))
    assert run(folder, made, formats=("text",)).made == 0
    (made / "letters.jsonl").write_bytes(b"".join((*lines, stale)))
    assert run(folder, made, formats=("text",)).made == 1
    assert contents(made) == whole
