"""Keeps what can be used of a file with faults, so that one report can tell of everything else as well.

Nothing is written from such a file: its faults stop `write`. Only `check` goes on with what is left.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from appeals.problems import Loc, Place
from appeals.records.source import SourceText

R = TypeVar("R", bound=BaseModel)
MOST = 50  # faults of a file; with more, nothing of it is of use
# The part to leave out where a record is at odds with itself; otherwise the entry of the list that it stands in goes.
AT_ODDS: dict[str, Loc] = {"romanisation": ("title", "romanised")}


def salvage(source: SourceText, model: type[R]) -> tuple[R, SourceText] | None:
    """Make a record of what has no fault; return it with the text it then corresponds to, or nothing."""
    for _ in range(MOST):
        try:
            return model.model_validate(source.data), source
        except ValidationError as error:
            faults = error.errors(include_url=False, include_input=False)
            part = _part_of(faults[0], source)
            if not part or len({_part_of(fault, source) for fault in faults}) > MOST:
                return None
            source = leave_out(source, part)
    return None


def _part_of(fault: ErrorDetails, source: SourceText) -> Loc:
    """Find what to leave out: the smallest entry of a list that holds the fault."""
    known: Loc = ()
    for step in fault["loc"]:
        if (*known, step) in source.values:
            known = (*known, step)
    if (inner := (*known, *AT_ODDS.get(fault["type"], ("",)))) in source.values:
        return inner
    entries = [known[: end + 1] for end, step in enumerate(known) if isinstance(step, int)]
    return entries[-1] if entries else ()


def leave_out(source: SourceText, part: Loc) -> SourceText:
    """Leave out a part of a file; what follows it in its list moves up, and keeps its place in the text."""
    data = deepcopy(source.data)
    parent: object = data
    for step in part[:-1]:
        parent = parent[step]  # type: ignore[index]
    del parent[part[-1]]  # type: ignore[attr-defined]
    return replace(source, data=data, values=_moved(source.values, part), keys=_moved(source.keys, part))


def _moved(places: Mapping[Loc, Place], part: Loc) -> dict[Loc, Place]:
    last = len(part) - 1
    moved: dict[Loc, Place] = {}
    for loc, place in places.items():
        if loc[: len(part)] == part:
            continue
        step, gone = (loc[last] if len(loc) > last else ""), part[-1]
        if loc[:last] == part[:-1] and isinstance(step, int) and isinstance(gone, int) and step > gone:
            moved[(*loc[:last], step - 1, *loc[last + 1 :])] = place
        else:
            moved[loc] = place
    return moved
