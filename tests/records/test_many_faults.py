"""A file in which everything is wrong: the report is as long as a reader can use, and the work grows with the file."""

import json
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from small_case import BASE, write_small_case

from appeals.cli import main
from appeals.records.first import MOST

RIGHT = write_small_case("right")
FACTS = "facts: [{en: This happened.}]"
OFFICE = "office: {class: head-of-government, title: {words: {en: Premier}}, body: {words: {en: Council}}}"
RECIPIENTS, SENDERS = ((BASE / f"{name}.yaml").read_text(encoding="utf-8") for name in ("recipients", "senders"))


def lines(line: str, times: int) -> str:
    """Repeat a line with the numbers from 0 in the places of {}."""
    return "".join(line.replace("{}", str(number)) + "\n" for number in range(times))


Make = Callable[[int], tuple[str, str]]
KINDS: dict[str, Make] = {
    "unknown fields": lambda n: ("seeds/right.yaml", RIGHT + lines("nosuch{}: x", n)),
    "long unknown fields": lambda n: ("seeds/right.yaml", RIGHT + lines(f"{'k' * 300}{{}}: x", n)),
    "one field many times": lambda n: ("seeds/right.yaml", RIGHT + lines("kind: appeal", n)),
    "fields twice": lambda n: ("seeds/right.yaml", RIGHT + lines("a{}: 1", n) + lines("a{}: 1", n)),
    "claims with an unknown field": lambda n: ("seeds/right.yaml", f"{RIGHT}claims:\n{lines('  - {nosuch: 1}', n)}"),
    "empty claims": lambda n: ("seeds/right.yaml", f"{RIGHT}claims:\n{lines('  - {}', n).replace('- 0', '- {}')}"),
    "claims that are text": lambda n: ("seeds/right.yaml", f"{RIGHT}claims:\n{lines('  - x', n)}"),
    "claims with short lists": lambda n: (
        "seeds/right.yaml",
        f"{RIGHT}claims:\n{lines('  - {id: c, sources: [], what: 1}', n)}",
    ),
    "recipients unknown": lambda n: ("seeds/right.yaml", RIGHT.replace("head", ", ".join(f"x{i}" for i in range(n)))),
    "recipients twice": lambda n: ("seeds/right.yaml", RIGHT.replace("head", ", ".join(["head"] * n))),
    "control characters": lambda n: (
        "seeds/right.yaml",
        RIGHT.replace(FACTS, "facts:\n" + lines('  - {en: "a\\x07"}', n)),
    ),
    "calls of nothing": lambda n: (
        "seeds/right.yaml",
        RIGHT.replace(FACTS, "facts:\n" + lines("""  - {en: '{{ claim("x") }}'}""", n)),
    ),
    "findings in texts": lambda n: (
        "seeds/right.yaml",
        RIGHT.replace(FACTS, "facts:\n" + lines("  - {en: Some {}00 people were held.}", n)),
    ),
    "the same request": lambda n: (
        "seeds/right.yaml",
        RIGHT.replace("[{id: act, words: {en: to act}}]", "\n" + lines("  - {id: act, words: {en: to act}}", n)),
    ),
    "recipients of one id": lambda n: ("recipients.yaml", RECIPIENTS + lines(f"  - {{id: same, {OFFICE}}}", n)),
    "recipients with an unknown field": lambda n: ("recipients.yaml", RECIPIENTS + lines("  - {id: r{}, no: x}", n)),
    "recipients in no country": lambda n: (
        "recipients.yaml",
        RECIPIENTS + lines(f"  - {{id: r{{}}, {OFFICE.replace('{class', '{state: QQ, class')}}}", n),
    ),
    "recipients who lead on and on": lambda n: (
        "recipients.yaml",
        RECIPIENTS + "".join(
            f'  - {{id: r{i}, obsolete: {{reason: x, since: "2001-01-01", replaced_by: r{i + 1}}}, {OFFICE}}}\n'
            for i in range(n)
        ) + f"  - {{id: r{n}, {OFFICE}}}\n",
    ),
    "senders with an unknown field": lambda n: ("senders.yaml", SENDERS + lines("  - {id: s{}, no: x}", n)),
}  # fmt: skip

IN_LETTERS = {"calls of nothing", "findings in texts"}  # these are told of a letter, not of a file


def check(folder: Path, name: str, text: str, *words: str) -> tuple[str, int]:
    """Check a folder that has one file with faults; return what was printed, and how many lines of Python that took."""
    for path in BASE.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds" / "right.yaml").write_text(RIGHT, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    steps = count()
    before = sys.gettrace()

    def step(_frame: object, _event: str, _what: object) -> Any:
        next(steps)
        return step

    sys.settrace(step)
    try:
        result = CliRunner().invoke(main, ["-C", str(folder), "check", *words])
    finally:
        sys.settrace(before)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.stdout, next(steps)


@pytest.mark.parametrize("kind", KINDS)
def test_the_work_grows_with_the_file(kind: str, tmp_path: Path) -> None:
    """Twice as many faults take twice as many steps, not four times: a report of a large file comes soon."""
    check(tmp_path, *KINDS[kind](1))  # what is read once, and kept
    start = MOST // 4 if kind in IN_LETTERS else MOST
    one, two, four = (check(tmp_path, *KINDS[kind](n))[1] for n in (start, 2 * start, 4 * start))
    assert four - two < 2.2 * (two - one)


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - IN_LETTERS - {"recipients who lead on and on"}))
def test_a_report_is_cut_where_nobody_reads_on(kind: str, tmp_path: Path) -> None:
    """A hundred faults of a file are told, then that there are more; it stays an error."""
    found = json.loads(check(tmp_path, *KINDS[kind](120), "--format", "json")[0])
    assert MOST <= len(found) <= MOST + 1
    (last,) = (problem for problem in found if problem["code"] == "MORE")
    assert found[-1] == last
    assert last["level"] == "error"


def test_it_is_said_how_many_more_there_are(tmp_path: Path) -> None:
    """Five thousand fields that are not known are a hundred, and 4,900 more."""
    printed, _ = check(tmp_path, *KINDS["unknown fields"](5000))
    assert printed.count("unknown field") == MOST
    assert "seeds/right.yaml:110:1: MORE 4,900 more faults of this file follow\n" in printed
    assert len(printed) < 50_000


def test_many_notes_do_not_hide_an_error(tmp_path: Path) -> None:
    """Days that nobody held an office are notes; an error that stands after hundreds of them is told."""
    holder = "      - {name: A, from: '{}-01-01', to: '{}-02-01', source: {title: x, date: '2001'}}"
    years = "".join(holder.replace("{}", str(year)) + "\n" for year in range(1700, 2020))
    holders = f"  - id: h\n    {OFFICE}\n    holders:\n{years}" + f"  - {{id: h, {OFFICE}}}\n"
    printed, _ = check(tmp_path, "recipients.yaml", RECIPIENTS + holders)
    assert printed.count("GAP") == MOST
    assert "the id “h” is taken" in printed
