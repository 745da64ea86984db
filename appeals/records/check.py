"""Source text -> record, or every fault at once with its place."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from appeals.problems import Loc, Place, Problem, RecordError
from appeals.records.first import MOST, more_follow
from appeals.records.mends import mend, unknown_field
from appeals.records.shown import is_private
from appeals.records.source import SourceText

R = TypeVar("R", bound=BaseModel)
ABSENT = frozenset({"missing", "union_tag_not_found"})  # of pydantic's types: a field that is not there


def check(source: SourceText, model: type[R]) -> R:
    """Make a record of a file's data; raise RecordError with every fault."""
    try:
        with _uncollected():
            return model.model_validate(source.data)
    except ValidationError as error:
        found = sorted(_leading(error.errors(include_url=False)), key=lambda fault: _place_of(fault, source))
        told = [_problem(fault, source, model) for fault in found[:MOST]]
        rest = [more_follow(_place_of(found[MOST], source), len(found) - MOST)] if len(found) > MOST else []
        raise RecordError(*told, *rest) from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put off Python's search for cycles: records have none, and a large file is checked three times as fast."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _leading(found: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out faults that are no more than the consequence of another.

    A list seems short because its entries have faults of their own; a field seems missing because it is mistyped.
    """
    inside = {fault["loc"][:end] for fault in found for end in range(len(fault["loc"]))}
    unknown: dict[Loc, list[str]] = {}
    for fault in found:
        if fault["type"] == "extra_forbidden":
            unknown.setdefault(fault["loc"][:-1], []).append(str(fault["loc"][-1]))

    def follows(fault: ErrorDetails) -> bool:
        loc = fault["loc"]
        if fault["type"] == "too_short":
            return loc in inside
        beside = unknown.get(loc[:-1], [])[:MOST] if fault["type"] == "missing" else []
        return bool(beside and get_close_matches(str(loc[-1]), beside))

    return [fault for fault in found if not follows(fault)]


def placed(problem: Problem, source: SourceText) -> Problem:
    """Give a problem that knows its field the place where that field stands."""
    place = source.place_of(problem.loc, words=problem.words)
    return source.discreet(replace(problem, place=place, excerpt=source.excerpt(place)))


def problem_at(source: SourceText, loc: Loc, sentence: str, mend: str, **more: Any) -> Problem:  # noqa: ANN401
    """Make a problem that points at a value of the file."""
    return placed(Problem(sentence, mend, loc=loc, **more), source)


def _problem(details: ErrorDetails, source: SourceText, model: type[BaseModel]) -> Problem:
    """Put one of pydantic's faults into words."""
    kind, loc = details["type"], details["loc"]
    context: Mapping[str, Any] = {**details.get("ctx", {}), "field": loc[-1] if loc else ""}
    if kind == "extra_forbidden":
        sentence, advice = unknown_field(str(loc[-1]), _fields_at(model, loc[:-1], source))
        sentence = "unknown field, not shown as it may be a name" if is_private(loc) else sentence
    else:
        sentence, advice = mend(kind, "…" if is_private(loc) else details["input"], context)
    place = _place_of(details, source)
    made = Problem(sentence, advice, place, source.excerpt(place), loc=loc)
    return source.discreet(_coded(made, details))


def _place_of(details: ErrorDetails, source: SourceText) -> Place:
    """Find where a fault is: the key of a field that is not known, the record that lacks one, else the value."""
    kind, loc = details["type"], details["loc"]
    return source.place_of(loc[:-1] if kind == "missing" else loc, key=kind == "extra_forbidden")


def _coded(problem: Problem, details: ErrorDetails) -> Problem:
    """Give a problem the code of a missing field, where it is one, and the field's name."""
    if details["type"] not in ABSENT:
        return problem
    tag = details.get("ctx", {}).get("discriminator")  # with pydantic's quotation marks around it
    name = str(tag).strip("'") if tag else str(details["loc"][-1])
    return replace(problem, code="FIELD-MISSING", params=(("field", name),))


def _fields_at(model: type[BaseModel], loc: Loc, source: SourceText) -> list[str]:
    """List the fields of the record at `loc`, as people write them."""
    here: list[type[BaseModel]] = [model]
    known: Loc = ()
    for step in loc:
        if isinstance(step, int) or (*known, step) not in source.values:
            if isinstance(step, str):  # the tag of a union: keep the kind of record that it names
                here = [m for m in here if step in _tags(m)] or here
            known = (*known, step) if (*known, step) in source.values else known
            continue
        known = (*known, step)
        here = [m for parent in here for m in _models(_annotation(parent, step))]
    names = [info.alias or name for m in here for name, info in m.model_fields.items()]
    return list(dict.fromkeys(names))


def _annotation(model: type[BaseModel], step: str) -> object:
    for name, info in model.model_fields.items():
        if step in (name, info.alias):
            return info.annotation
    return None


def _models(annotation: object) -> list[type[BaseModel]]:
    """Find the records in an annotation such as `tuple[Holder, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for argument in get_args(annotation) for m in _models(argument)]


def _tags(model: type[BaseModel]) -> tuple[object, ...]:
    """Return the words by which a record of a union is told from the others."""
    return tuple(tag for info in model.model_fields.values() for tag in get_args(info.annotation))
