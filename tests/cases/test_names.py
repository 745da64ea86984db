"""A withheld name is found where it is typed with plain letters, as keyboards and newspapers write it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from appeals.model.name_redaction import HiddenName, NameSearch

Run = Callable[..., Result]
Enter = Callable[[str], Path]


@pytest.mark.parametrize("case", ["plain", "dbar", "lstroke", "oslash"])
def test_a_name_without_its_letters_is_refused(run: Run, folder: Enter, case: str) -> None:
    """Dang for Đặng, Lukasz for Łukasz, Soren for Søren: `check` says where, and no letter is made."""
    there = folder("16")
    told = run("check", case)
    assert told.exit_code == 1
    assert f"seeds/{case}.yaml:8:" in told.stdout
    assert "NAME-TYPED" in told.stdout
    assert run("write", case, "--as", "text").exit_code == 1
    assert not (there / "outbox").exists() or not list((there / "outbox").glob("*.txt"))


@pytest.mark.parametrize(
    ("text", "name", "is_whole"),
    [
        ("Mrs Wojcik is ill", "Łucja Wójcik", False),
        ("Gudrun Thorsdottir", "Guðrún Þórsdóttir", True),
        ("Aegir Saemundsson", "Ægir Sæmundsson", True),
        ("Oeuvrard", "Zoé Œuvrard", False),
        ("Hal Safi Gharb", "Ħal Safi Għarb", True),
        ("Sanaa Awad", "Sanaʿa ʿAwad", True),
        ("Xolmatova Oysha", "Oʻysha Xoʻlmatova", False),
        ("Ilham Eliyev", "İlham Əliyev", True),
        ("Ndiaye Ngone", "Ŋone Njaay", False),
        ("Ivo Dukic", "Ivo Đukić", True),
        ("Ivo Djukic", "Ivo Đukić", True),
    ],
)
def test_other_letters_have_plain_spellings_too(text: str, name: str, *, is_whole: bool) -> None:
    """What stands for a letter on a plain keyboard stands for it in a name."""
    found = NameSearch([HiddenName(name)]).find(text)
    assert any(match.is_whole for match in found) or (found and not is_whole)
