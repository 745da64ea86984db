"""No letter says more than its record: whatever is taken out of a shipped case is missed."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from appeals.pipeline import Workspace, check_all

HOUSE = Path(__file__).parents[2]
FILES = sorted((HOUSE / "seeds").glob("*.yaml"))
CASES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES}
DISPUTES = [(name, index) for name, case in CASES.items() for index, _ in enumerate(case.get("disputes", ()))]
TODAY = date(2026, 1, 31)


def parts(field: str) -> Iterator[tuple[str, str]]:
    """Name every entry of a field of every shipped case."""
    for name, case in CASES.items():
        for entry in case.get(field, ()):
            yield name, entry["id"]


def errors(folder: Path, name: str, case: dict[str, Any]) -> list[str]:
    """Check a case as it is now; return the sentences of its errors."""
    (folder / "seeds" / f"{name}.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    problems = check_all(Workspace(folder), [name], TODAY).problems
    return [problem.sentence for problem in problems if problem.level == "error"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with the shipped recipients and senders."""
    made = tmp_path_factory.mktemp("desk")
    (made / "seeds").mkdir()
    for name in ("recipients.yaml", "senders.yaml"):
        shutil.copy(HOUSE / name, made)
    return made


def without(case: dict[str, Any], field: str, entry: str) -> dict[str, Any]:
    """Take one entry out of a field of a case."""
    return {**case, field: [one for one in case[field] if one["id"] != entry]}


@pytest.mark.parametrize("name", CASES)
def test_a_shipped_case_has_no_errors(name: str, folder: Path) -> None:
    """What is taken out below is taken out of a case that is right."""
    assert errors(folder, name, CASES[name]) == []


@pytest.mark.parametrize(("name", "source"), list(parts("sources")))
def test_a_source_that_is_taken_out_is_missed(name: str, source: str, folder: Path) -> None:
    """Each claim that rests on the source is an error without it."""
    assert f"the case has no source “{source}”" in errors(folder, name, without(CASES[name], "sources", source))


@pytest.mark.parametrize(("name", "claim"), list(parts("claims")))
def test_a_claim_that_is_taken_out_is_missed(name: str, claim: str, folder: Path) -> None:
    """The text that prints the claim, or the dispute that weighs it, is an error without it."""
    found = errors(folder, name, without(CASES[name], "claims", claim))
    assert any(f"the case has no claim “{claim}”" in sentence for sentence in found)


@pytest.mark.parametrize(("name", "dispute"), DISPUTES)
def test_a_dispute_that_is_taken_out_is_missed(name: str, dispute: int, folder: Path) -> None:
    """Claims that the case calls one thing need their dispute."""
    case = {**CASES[name], "disputes": [d for i, d in enumerate(CASES[name]["disputes"]) if i != dispute]}
    wanted = set(CASES[name]["disputes"][dispute]["claims"])
    abouts = {claim.get("about") for claim in case["claims"] if claim["id"] in wanted}
    if abouts == {None}:
        case["claims"] = [{**c, "about": "same"} if c["id"] in wanted else c for c in case["claims"]]
    assert any("are about the same thing" in said for said in errors(folder, name, case))
