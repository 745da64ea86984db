"""Data in; YAML text out, with the comments of a model file.

The model is one of `templates/new/`: each field of a record stands there once, those that a record need not have
behind “# ”. A field that is given takes its place and keeps its comment; one that is not stays behind “# ”.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from appeals.records.quoting import block, inline
from appeals.records.source import parse

WIDTH = 120  # columns of a file
SHORT = 80  # columns of a mapping or list that is written in one line
UNNAMED = "NEW-ID"  # what a model has in place of an id
OPENS = re.compile(r"(?P<off># )?(?P<key>[a-z_]+):(?= |$)")
LISTED = re.compile(r"(?s)(?P<head>.*?\n\w+:\n)  - (?=\w+:)")
REMARKED = re.compile(r"(?:[^\"]|\"[^\"]*\")*?\s#\s(?P<remark>.*)$")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Path = tuple[str, ...]  # to a field, without the numbers of rows


@dataclass(frozen=True, slots=True)
class _Part:
    """One field of the model."""

    key: str
    lines: tuple[str, ...]  # without “# ” before them
    spaced: bool  # an empty line stands before it


def write_record(model: str, record: Mapping[str, Any]) -> str:
    """Write a record of texts, numbers, truths, lists and mappings in the order of its model; nothing is judged."""
    listed = LISTED.match(model)
    indent = len("  - ") if listed else 0
    head, body = (listed["head"], model[listed.end() :]) if listed else _opened(model)
    lines = [line.removeprefix(" " * indent) for line in body.splitlines()]
    parts = tuple(_parts(lines))
    text = "\n".join(_Writer(_remarks(parts), WIDTH - indent).record(parts, record))
    if listed:
        text = "  - " + re.sub(r"(?m)^(?=.)", "    ", text).removeprefix("    ")
    name = record.get("id", "")
    return head.replace(UNNAMED, name if isinstance(name, str) and NAME.fullmatch(name) else "ID") + text + "\n"


def _opened(model: str) -> tuple[str, str]:
    """Cut a model where its first field begins."""
    start = re.search(r"(?m)^\w+:", model)
    cut = start.start() if start else len(model)
    return model[:cut], model[cut:]


def _parts(lines: Sequence[str]) -> Iterator[_Part]:
    """Cut the body of a model into its fields."""
    starts = [number for number, line in enumerate(lines) if OPENS.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        found = OPENS.match(lines[start])
        off = "# " if found and found["off"] else ""
        own = tuple(line.removeprefix(off) for line in lines[start:end] if line.strip())
        yield _Part(found["key"] if found else "", own, spaced=start > 0 and not lines[start - 1].strip())


def _remarks(parts: Sequence[_Part]) -> dict[Path, str]:
    """Find the comment behind each field of a model."""
    lines = [line for part in parts for line in part.lines]
    first: dict[int, tuple[int, Path]] = {}  # line -> the column and path of its first key
    for loc, place in parse("\n".join(lines), "").keys.items():
        path = tuple(step for step in loc if isinstance(step, str))
        first[place.line] = min(first.get(place.line, (place.column, path)), (place.column, path))
    found: dict[Path, str] = {}
    for line, (_, path) in first.items():
        if remarked := REMARKED.match(lines[line - 1]):
            found.setdefault(path, remarked["remark"].strip())
    return found


class _Writer:
    """Writes values; a comment is said where its field stands first."""

    def __init__(self, remarks: dict[Path, str], width: int) -> None:
        self.remarks = remarks
        self.width = width

    def record(self, parts: Sequence[_Part], record: Mapping[str, Any]) -> Iterator[str]:
        """Write the fields of a record, those of the model in its order, then others."""
        for part in parts:
            if part.spaced:
                yield ""
            if part.key in record:
                yield from self.entry(record[part.key], (part.key,), 0)
            else:
                yield from (f"# {line}" for line in part.lines)
        for key in record.keys() - {part.key for part in parts}:
            yield from ("", *self.entry(record[key], (key,), 0))

    def entry(self, value: object, path: Path, depth: int) -> list[str]:
        """Write a field: its key, its value, and its comment where that has room."""
        head, *more = self.value(value, path, depth)
        first = f"{_key(path[-1])}:{' ' if head else ''}{head}"
        remark = self.remarks.pop(path, "")
        if remark and depth + len(first) + len(remark) + len(" # ") <= self.width:
            return [f"{first} # {remark}", *more]
        return [f"# {remark}", first, *more] if remark and not depth else [first, *more]

    def value(self, value: object, path: Path, depth: int) -> list[str]:
        """Write a value: what stands on the line of its key, then the lines below."""
        if isinstance(value, Mapping):
            return self.mapping(value, path, depth)
        if isinstance(value, list):
            return self.rows(value, path, depth)
        if isinstance(value, str):
            prose = block(value, self.width - depth - 2)
            return [prose[0], *(f"  {line}" if line else "" for line in prose[1])] if prose else [inline(value)]
        return [str(value).lower()]

    def mapping(self, value: Mapping[str, Any], path: Path, depth: int) -> list[str]:
        """Write a mapping in one line where it is short and has no comments of its own."""
        if all(not isinstance(inner, Mapping | list) for inner in value.values()):
            flow = ", ".join(f"{_key(key)}: {_scalar(inner)}" for key, inner in value.items())
            own = any(other[: len(path)] == path and len(other) > len(path) for other in self.remarks)
            if len(flow) <= SHORT and not own:
                return [f"{{{flow}}}"]
        lines = [line for key, inner in value.items() for line in self.entry(inner, (*path, key), depth + 2)]
        return ["", *(f"  {line}" if line else "" for line in lines)]

    def rows(self, value: Sequence[Any], path: Path, depth: int) -> list[str]:
        """Write a list: ids in one line, everything else a row each."""
        if all(isinstance(row, str) and NAME.fullmatch(row) for row in value):
            flow = f"[{', '.join(inline(row, flow=True) for row in value)}]"
            if len(flow) <= SHORT:
                return [flow]
        return ["", *(line for row in value for line in self.row(row, path, depth + 2))]

    def row(self, row: object, path: Path, depth: int) -> Iterator[str]:
        """Write one row of a list behind its dash."""
        if isinstance(row, Mapping):
            lines = [line for key, inner in row.items() for line in self.entry(inner, (*path, key), depth + 2)]
        else:
            lines = self.value(row, path, depth)
        yield f"  - {lines[0]}"
        yield from (f"    {line}" if line else "" for line in lines[1:])


def _key(key: str) -> str:
    """Write the name of a field, or the code of a language: Norwegian is “no”."""
    return key if key == "on" else inline(key, flow=True)


def _scalar(value: object) -> str:
    return inline(value, flow=True) if isinstance(value, str) else str(value).lower()
