"""Leads from a place in a file back to the field that stands there, even where the file cannot be read as it is."""

import re

from appeals.problems import Loc, Place, RecordError
from appeals.records.source import HIDDEN, parse

# A backslash that stands for itself, or the number of a character that no record may hold.
NUMBERED = re.compile(r"\\(?:\\|[0abevfr]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})")


def field_at(text: str, place: Place) -> Loc:
    """Find the field whose value or key stands at a place; the nearest before it on its line; else nothing."""
    try:
        source = parse(_harmless(text), "")
    except RecordError:
        return ()
    spots = [*source.values.items(), *source.keys.items()]
    here = [
        (spot.column, loc) for loc, spot in spots if spot.line == place.line and spot.column <= place.column and loc
    ]
    return max(here, key=lambda one: (one[0], len(one[1])))[1] if here else ()


def _harmless(text: str) -> str:
    """Put other characters, as many, where such stand that a record may not hold."""
    shown = HIDDEN.sub("?", text)
    return NUMBERED.sub(lambda found: found[0] if found[0] == "\\\\" else "?" * len(found[0]), shown)
