"""Judges one answer while others are still to come: what is missing is filled with examples."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from appeals.model.answers import What, collect
from appeals.pipeline.authoring import draft, field_of, judge_draft
from appeals.pipeline.loading import read_all
from appeals.problems import Problem
from appeals.workspace import Workspace

EXAMPLES: dict[What, dict[str, Any]] = {
    "case": {
        "id": "example-under-way",
        "reference": "EX 1",
        "state": "CN",
        "subject": ["An example"],
        "facts": ["An example."],
        "requests": ["to consider it"],
    },
    "recipient": {
        "id": "example-under-way",
        "title": "Example",
        "body": "Example",
        "source_title": "Example",
    },
    "sender": {
        "id": "example-under-way",
        "name": "Example",
        "address_lines": ["1 Example Street"],
        "country": "DE",
        "place": "Example",
    },
}


def judge_answer(
    workspace: Workspace, what: What, answers: Mapping[str, Any], field: str, today: date
) -> tuple[Problem, ...]:
    """Find what is wrong with the answer at `field`, as `facts.0` or `state`, with the sentences that a file would get.

    Answers that are missing are not complained of. Raises UsageError for keys that are no answers.
    """
    given = collect(what, answers).model_dump(by_alias=True, exclude_defaults=True)
    filled = EXAMPLES[what] | given
    if what == "case" and "to" not in filled:
        filled["to"] = _anybody(workspace)
    found = judge_draft(workspace, what, draft(what, filled), today)
    return tuple(p for p in found if (at := field_of(what, p)) == field or at.startswith(f"{field}."))


def _anybody(workspace: Workspace) -> list[str]:
    """Name some recipient of the folder."""
    return list(read_all(workspace, ())[0].recipients)[:1]
