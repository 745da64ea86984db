"""Writes findings for people, for programs and for the pages of a code host."""

import json
from collections.abc import Callable, Iterator, Sequence

from appeals.problems import Place, Problem


def as_text(problems: Sequence[Problem]) -> Iterator[str]:
    """Write `path:line:col: CODE sentence`, the line it stands on, and the mend."""
    for problem in problems:
        place = f"{problem.place}: " if problem.place else ""
        level = "" if problem.level == "error" else f"{problem.level}: "
        yield f"{place}{problem.code} {level}{problem.sentence}"
        if problem.excerpt and problem.place:
            yield f"{problem.place.line:>6} | {problem.excerpt}"
        yield f"    mend: {problem.mend}"


def as_json(problems: Sequence[Problem]) -> Iterator[str]:
    """Write a list of objects; line and column count from 1, and 0 means the file as a whole."""
    places = (problem.place or Place("") for problem in problems)
    findings = [
        {
            "path": place.file,
            "line": place.line,
            "column": place.column,
            "code": problem.code,
            "params": problem.values,
            "level": problem.level,
            "sentence": problem.sentence,
            "mend": problem.mend,
        }
        for problem, place in zip(problems, places, strict=True)
    ]
    yield json.dumps(findings, ensure_ascii=False, indent=1)


def as_github(problems: Sequence[Problem]) -> Iterator[str]:
    """Write workflow commands, which GitHub shows beside the lines of a change."""
    for problem in problems:
        place = problem.place or Place("")
        command = "notice" if problem.level == "note" else problem.level
        parts = {"file": place.file, "line": place.line, "col": place.column, "title": problem.code}
        said = ",".join(f"{name}={_escape(str(value), ',:')}" for name, value in parts.items() if value)
        yield f"::{command} {said}::{_escape(f'{problem.sentence}; mend: {problem.mend}')}"


def _escape(text: str, more: str = "") -> str:
    """Escape what GitHub's workflow commands take for their own: %, line breaks, and in properties , and :."""
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


REPORTS: dict[str, Callable[[Sequence[Problem]], Iterator[str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
