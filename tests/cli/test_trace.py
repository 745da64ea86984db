"""What stands under each sentence of a letter."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
CASE = "forced-returns-2003"


def under(lines: list[str], words: str) -> list[str]:
    """Return the lines under the sentence that has some words."""
    start = next(number for number, line in enumerate(lines) if words in line and not line.startswith("   "))
    return [line.strip() for line in lines[start + 1 : next(_ends(lines, start + 1))]]


def _ends(lines: list[str], start: int) -> range:
    return iter([n for n in range(start, len(lines)) if not lines[n].startswith("   ")] + [len(lines)])


def test_each_sentence_tells_its_claims_and_their_sources(run: Run, desk: Path) -> None:
    """Claims come with confidence, dispute and sources; a sentence with nothing under it says so."""
    assert desk.is_dir()
    lines = run("trace", CASE, "--to", "cn-premier", "--language", "en").stdout.splitlines()
    assert lines[0] == "forced-returns-2003 to cn-premier, dated 2003-04-02, in “en”, as appeal"
    found = under(lines, "48, according to Médecins Sans Frontières")
    assert "claim detained-on-18-january-msf: medium confidence" in found
    assert "in dispute with detained-on-18-january; wording: attribute" in found
    assert any(line.startswith("source msf-2003-01-19: Médecins Sans Frontières, ") for line in found)
    assert under(lines, "We write to you out of concern") == ["no record under it"]
    assert any("law REFUGEE-1951 33(1): " in line for line in lines)


def test_every_claim_in_a_letter_is_traced(run: Run, desk: Path) -> None:
    """Each claim that the case prints stands in the trace of each language."""
    text = (desk / "seeds" / f"{CASE}.yaml").read_text(encoding="utf-8")
    printed = {part.split('"')[0] for part in text.split('claim("')[1:]}
    assert len(printed) >= 4
    for language in ("en", "de"):
        traced = run("trace", CASE, "--to", "cn-premier", "--language", language).stdout
        assert {name for name in printed if f"claim {name}: " not in traced} == set()


def test_a_recipient_that_is_not_there_is_wrong_usage(run: Run, desk: Path) -> None:
    """`--to` names a recipient of the folder."""
    assert desk.is_dir()
    assert run("trace", CASE, "--to", "cn-premie").exit_code == 2
