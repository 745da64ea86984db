"""Reads the packaged CSV tables; the only module that opens them."""

import csv
import io
from functools import cache
from importlib.resources import files

from appeals.model.common import Day, read_day

Row = dict[str, str]


def read_table(name: str) -> tuple[Row, ...]:
    """Read one table of the package, such as `treaty_status.csv`."""
    text = files("appeals.reference").joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


@cache
def day_of(text: str) -> Day | None:
    """Read a day, month or year; an empty cell is not known."""
    return read_day(text) if text else None


def parts_of(text: str) -> tuple[str, ...]:
    """Cut a cell at its semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())
