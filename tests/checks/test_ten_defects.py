"""The mistakes of an appeal that was really sent are found, all ten, in one run."""

from datetime import date
from pathlib import Path

from appeals.pipeline import Workspace, check_all
from appeals.problems import Problem

APPEAL = Path(__file__).parent / "data" / "2003"
DEFECTS = {
    "misspelt office": ("RECORD", "Guonwuyuan"),
    "number without its country": ("NUMBER-READ", "030 2758 8221"),
    "free mailbox": ("EMAIL-FREE", "debitel.net"),
    "holder of another day": ("HOLDER-NAMED", "Premier Wen"),
    "typed name of a state": ("COUNTRY-TYPED", "People's Republic China"),
    "status word": ("STATUS-WORD", "signatory"),
    "missing Protocol": ("PROTOCOL-MISSING", "Refugee Convention"),
    "relative date": ("DATE-RELATIVE", "last year"),
    "unsupported procedure": ("PROCEDURE", "names no article"),
    "figures that differ": ("CLAIM-DISPUTE", "“detained” and “detained-msf”"),
}


def test_the_ten_defects_are_found_in_one_run() -> None:
    """Each defect has its finding, with place, line and mend; and nothing else is found."""
    problems = check_all(Workspace(APPEAL), (), date(2003, 2, 3)).problems
    found = {
        name: [p for p in problems if p.code == code and words in p.sentence] for name, (code, words) in DEFECTS.items()
    }
    assert {name: len(these) for name, these in found.items()} == dict.fromkeys(DEFECTS, 1)
    assert len(problems) == len(DEFECTS)
    assert [p for p in problems if not (p.mend and p.place and p.place.line and p.excerpt)] == []


def test_each_finding_points_at_its_words() -> None:
    """Findings in a folded text stand at the line and column of their words."""
    text = (APPEAL / "seeds" / "appeal-2003.yaml").read_text(encoding="utf-8").splitlines()

    def points_at(problem: Problem) -> str:
        assert problem.place is not None
        return text[problem.place.line - 1][problem.place.column - 1 :]

    problems = check_all(Workspace(APPEAL), (), date(2003, 2, 3)).problems
    in_texts = [problem for problem in problems if problem.words]
    assert len(in_texts) >= 6
    assert all(points_at(problem).startswith(problem.words) for problem in in_texts)
