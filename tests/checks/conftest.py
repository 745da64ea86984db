"""Cases to judge, and the lists of words that they are judged by."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from appeals.checks import Lists, find_in_texts
from appeals.model.case import Case
from appeals.problems import Problem
from appeals.templating import Templates, shelf

DAY = date(2003, 4, 2)
FORMAL = {"the People's Republic of China": "CN", "the Kingdom of Norway": "NO"}


@pytest.fixture(scope="session")
def lists() -> Mapping[str, Lists]:
    """Read the shipped lists of English and German."""
    templates = Templates((shelf(),))
    return {code: Lists(code, templates.words(f"words/checks.{code}.toml"), FORMAL) for code in ("en", "de")}


@pytest.fixture(scope="session")
def claim() -> Callable[..., dict[str, Any]]:
    """Make a claim of a case; what is given goes before what is usual."""

    def make(name: str, **given: Any) -> dict[str, Any]:
        usual = {
            "id": name, "what": {"en": "People detained in the harbour"}, "from": "2003-01-18", "to": "2003-01-18",
            "figure": {"value": 40}, "sources": [{"source": "report", "knowledge": "own"}], "confidence": "medium",
        }  # fmt: skip
        return {key: value for key, value in (usual | given).items() if value is not None}

    return make


@pytest.fixture(scope="session")
def judge(case: Callable[..., Case], lists: Mapping[str, Lists]) -> Callable[..., list[Problem]]:
    """Judge one text as a fact of a case, or as another part of it."""

    def find(text: str, language: str = "en", part: str = "facts", **given: Any) -> list[Problem]:
        words = [{language: text}]
        entries: Any = [{"id": "r", "words": words[0]}] if part == "requests" else words
        return list(find_in_texts(case(**{part: entries}, **given), DAY, lists))

    return find


@pytest.fixture(scope="session")
def found(judge: Callable[..., list[Problem]]) -> Callable[..., list[tuple[str, str]]]:
    """Judge one text; return codes and the words they are about."""

    def find(text: str, language: str = "en", part: str = "facts", **given: Any) -> list[tuple[str, str]]:
        return [(problem.code, problem.words) for problem in judge(text, language, part, **given)]

    return find
