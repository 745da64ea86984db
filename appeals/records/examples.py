"""Reads the texts of a model file: what `appeals new` puts where words of one's own belong."""

import re
from collections.abc import Iterator

from appeals.records.source import Data, parse

BODY = re.compile(r"(?m)^\w+:")  # where the first field begins; what stands before is said to whoever reads the file
OFF = re.compile(r"(?m)^(\s*)# ")  # before a field that a record need not have


def read_examples(model: str) -> tuple[str, ...]:
    """List the texts of a model in every language it has, those of the fields that are switched off among them.

    A text has blanks: a single word or number of a model is an id, a code or a day.
    """
    start = BODY.search(model)
    body = OFF.sub(r"\1", model[start.start() :] if start else "")
    return tuple(dict.fromkeys(text for text in _texts(parse(body, "").data) if len(text.split()) > 1))


def _texts(data: Data) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list | dict):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _texts(part)
