"""Reads a folder that may change while people write: what has a fault is left out, and no older record is used.

A case is offered only where its own file and the records of those it goes to have no fault. Where something is wrong
that every letter depends on, as the law or a template's words, none is offered.
"""

from dataclasses import replace

from appeals.pipeline.batch.sorting import keep_sound
from appeals.pipeline.loading import Records, read_all
from appeals.problems import AppealsError, Problem
from appeals.workspace import Workspace


def read_sound(workspace: Workspace) -> tuple[Records, tuple[Problem, ...]]:
    """Read a folder; return the records whose letters can be made, and every error of the others."""
    records, problems = read_all(workspace)
    errors = tuple(problem for problem in problems if problem.level == "error")
    if not errors:
        return records, ()
    sorted_out = (*workspace.recipient_files(), *workspace.sender_files(), *workspace.case_files())
    known = {str(path) for path in sorted_out}
    if all(problem.place and problem.place.file in known for problem in errors):
        try:
            return keep_sound(workspace, records, problems)
        except AppealsError as error:
            errors = error.problems
    return replace(records, cases={}), tuple(map(records.discreet, errors))
