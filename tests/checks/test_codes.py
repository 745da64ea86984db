"""The table of codes: complete, in use, and explained."""

import re
from pathlib import Path

import pytest

from appeals.checks import CHECKS, describe_code
from appeals.law.findings import SENTENCES
from appeals.problems import Problem

APPEALS = Path(__file__).parents[2] / "appeals"
CODE = re.compile(r'"([A-Z]+(?:-[A-Z]+)*)"')


def sources() -> dict[str, str]:
    """Read every module that makes findings."""
    rooms = ("checks", "formats", "law", "letters", "pipeline", "records")
    paths = [path for room in rooms for path in (APPEALS / room).rglob("*.py")]
    return {
        path.relative_to(APPEALS).as_posix(): path.read_text(encoding="utf-8")
        for path in [*paths, APPEALS / "templating.py"]
    }


def test_every_code_is_in_use() -> None:
    """No code of the table is left over from a finding that is gone."""
    text = "".join(text for name, text in sources().items() if name not in ("checks/codes.py", "checks/law_codes.py"))
    assert {code for code in CHECKS if f'"{code}"' not in text} == {"RECORD"}
    assert Problem("", "").code == "RECORD"


def test_every_code_that_is_used_is_explained() -> None:
    """A finding of any room has its entry in the table."""
    used = {
        found
        for text in sources().values()
        for found in re.findall(r'(?:find\(\s*|code=|Refusal\(\s*[\w.]+,\s*|_refuse\(\w+, )"([A-Z-]+)"', text)
    }
    assert len(used) > 30
    assert used - CHECKS.keys() == set()
    assert SENTENCES.keys() - CHECKS.keys() == set()


def test_the_law_has_one_level_for_a_code() -> None:
    """The table tells the level that the law gives its findings."""
    assert {code: level for code, (level, *_) in SENTENCES.items()} == {code: CHECKS[code].level for code in SENTENCES}


@pytest.mark.parametrize("code", CHECKS)
def test_an_explanation_is_plain_text(code: str) -> None:
    """Each explanation has a line that says what is wrong and some that say why, none wider than a terminal."""
    first, blank, *lines = describe_code(code).splitlines()
    assert first.startswith(f"{code} ({CHECKS[code].level}): ")
    assert first.endswith(".")
    assert blank == ""
    assert lines
    assert max(map(len, lines)) <= 124
    assert CODE.fullmatch(f'"{code}"')
