"""Deadlines, stopped cases, and letters that are the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from appeals.checks import find_identical, find_late, find_stopped
from appeals.model.case import Case
from appeals.model.letter import Letter, Paragraph, Run
from appeals.pipeline import Order, Workspace, compose_all, load

STOPPED = {"on": "2003-05-02", "reason": "She was set free."}


@pytest.fixture(scope="module")
def letter() -> Letter:
    """Compose a shipped letter."""
    records = load(Workspace(Path(__file__).parents[2]), ["forced-returns-2003"])
    return compose_all(records, Order(to=("cn-premier",)), date(2003, 4, 2))[0][1]


@pytest.mark.parametrize(("day", "codes"), [(date(2003, 5, 31), []), (date(2003, 6, 1), ["LATE"])])
def test_a_letter_after_the_deadline_is_late(case: Callable[..., Case], day: date, codes: list[str]) -> None:
    """The deadline itself is in time."""
    assert [problem.code for problem in find_late(case(deadline="2003-05-31"), day)] == codes


def test_a_stopped_case_says_why_and_what_takes_its_place(case: Callable[..., Case]) -> None:
    """The reason, and the newer case, stand in the finding; a newer case that is not there is an error."""
    assert list(find_stopped(case(), ())) == []
    (found,) = find_stopped(case(stopped=STOPPED), ())
    assert found.sentence == "the case “c” was stopped on 2003-05-02: She was set free"
    (found,) = find_stopped(case(stopped=STOPPED | {"newer": "d"}), {"d"})
    assert found.mend == "write about “d” in its place"
    codes = [(p.code, p.level) for p in find_stopped(case(stopped=STOPPED | {"newer": "d"}), {"c"})]
    assert codes == [("STOPPED", "note"), ("RECORD", "error")]


def test_more_than_three_letters_of_the_same_words_are_found(letter: Letter) -> None:
    """Whoever signs them, four equal letters to one recipient are a pile; own words make them different."""
    signed = [replace(letter, signature=(f"Writer {number}",)) for number in range(4)]
    assert list(find_identical(signed[:3])) == []
    assert [problem.code for problem in find_identical(signed)] == ["IDENTICAL"]
    own = [replace(one, body=(*one.body, Paragraph((Run(f"I am writer {n}."),)))) for n, one in enumerate(signed)]
    assert list(find_identical(own)) == []
    elsewhere = [replace(one, recipient=f"r{n}") for n, one in enumerate(signed)]
    assert list(find_identical(elsewhere)) == []
