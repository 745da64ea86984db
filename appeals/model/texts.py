"""Walks through a record and yields every text in it, with the place that its field has in the file."""

from collections.abc import Iterator

from appeals.model.common import Record, Words
from appeals.problems import Loc


def texts_in(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield every text of a record with its loc, in the order of the fields; words come once a language."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, Words):
        yield from ((((*loc, language), text)) for language, text in value.pairs)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts_in(item, (*loc, index))
    elif isinstance(value, Record):
        for name, field in type(value).model_fields.items():
            yield from texts_in(getattr(value, name), (*loc, field.alias or name))
