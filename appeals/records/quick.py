"""Reads YAML text that has no fault, for its data alone; anything else is left to a careful reading.

A file of ten thousand recipients is a million events of the parser. They are walked in one loop, with a stack of our
own so that neither depth nor aliases can exhaust anything, and nothing is kept of where each value stands.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEPTH = 24
# Characters that move a terminal's cursor or turn the direction of reading: no record needs them, and they hide words.
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
CUT = re.compile(r"(?m)(?<=[ \t])#(?=[^\s#])")  # a comment that may have been meant as text: 10 Example Street #05-01
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})

Data = dict[str, "Data"] | list["Data"] | str | None


class Doubt(Exception):  # noqa: N818 -- no error, only more than a quick reading can tell
    """Something in a text asks for a careful reading."""


def read_quickly(text: str) -> dict[str, Data]:
    """Read the fields of a text without a fault; raise Doubt, or an error of yaml's, for any other."""
    if HIDDEN.search(text) or CUT.search(text):
        raise Doubt
    parser = LOADER(text)
    try:
        return _Reader().take_all(parser.get_event)
    finally:
        parser.dispose()


class _Reader:
    """Builds data from events, which are asked for one by one."""

    def __init__(self) -> None:
        self.root: Data = None
        self.above: list[Any] = []  # open collections
        self.begun = False

    def take_all(self, get: Callable[[], Any]) -> dict[str, Data]:
        """Take every event; texts and keys are told apart in one loop, for there are a million of them."""
        here: Any = None
        name: str | None = None  # the key that waits for its value
        while (kind := type(event := get())) is not yaml.StreamEndEvent:
            if kind is yaml.ScalarEvent:
                item: Data = _text(event)
                if name is None and type(here) is dict:
                    name = _key(event.value, here)
                    continue
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                item = {} if kind is yaml.MappingStartEvent else []
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                here, name = self.above.pop(), None
                continue
            else:
                self.pass_over(kind)
                continue
            self.put(item, here, name)
            name = None
            if kind is not yaml.ScalarEvent:
                self.above.append(here)
                here = item
                if len(self.above) > DEPTH:
                    raise Doubt
        if not isinstance(self.root, dict):
            raise Doubt
        return self.root

    def put(self, item: Data, here: Any, name: str | None) -> None:  # noqa: ANN401 -- the open collection
        """Set a value where it belongs."""
        if type(here) is dict:
            if name is None:
                raise Doubt
            here[name] = item
        elif here is None:
            self.root = item
        else:
            here.append(item)

    def pass_over(self, kind: type) -> None:
        """Pass over what frames a document; a second one, or an alias, is for others to tell of."""
        if kind is yaml.AliasEvent or (self.begun and kind is yaml.DocumentStartEvent):
            raise Doubt
        self.begun = self.begun or kind is yaml.DocumentStartEvent


def _text(event: yaml.ScalarEvent) -> str | None:
    """Read a text; without quotation marks it may say that something is not known."""
    value: str = event.value
    if not event.style:
        return None if value in EMPTY else value
    if HIDDEN.search(value):  # written as \x07 between quotation marks
        raise Doubt
    return value


def _key(value: str, here: dict[str, Data]) -> str:
    if value in here or value == "<<":
        raise Doubt
    return value
