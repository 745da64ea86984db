"""Every shipped letter as text, whole, so that a person can read what a change does to it.

`make golden` writes the texts anew; look at the difference before it is kept.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from appeals.formats.text import write_text
from appeals.pipeline import Order, Workspace, compose_all, load

HOUSE = Path(__file__).parents[2]
RECORDS = load(Workspace(HOUSE))
TODAY = date(2026, 1, 31)


def shipped() -> Iterator[tuple[str, str]]:
    """Name every shipped case with each language it has."""
    for case in RECORDS.cases.values():
        for language in sorted(case.languages):
            yield case.id, language


@pytest.mark.parametrize(("case", "language"), list(shipped()))
def test_every_shipped_letter_is_as_kept(case: str, language: str, golden: Callable[[str, str], None]) -> None:
    """Each letter and each note with a copy, word for word."""
    made = compose_all(load(Workspace(HOUSE), [case]), Order(language=language), TODAY)
    assert made
    for _, letter in made:
        golden(f"{letter.case}--{letter.recipient}--{letter.language}.txt", write_text(letter))


def test_the_letter_before_the_change_of_premier(golden: Callable[[str, str], None]) -> None:
    """The appeal of 2003, dated a month earlier, goes to Zhu Rongji."""
    order = Order(to=("cn-premier",), day=date(2003, 3, 1))
    ((_, letter),) = compose_all(load(Workspace(HOUSE), ["forced-returns-2003"]), order, TODAY)
    golden("forced-returns-2003--cn-premier--en--2003-03-01.txt", write_text(letter))
    assert letter.address[0] == "His Excellency Mr Zhu Rongji"
