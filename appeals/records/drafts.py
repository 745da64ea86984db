"""Plain data -> YAML text of records that nobody has written yet, with remarks above its fields."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from appeals.problems import Loc
from appeals.records.source import Data

# A text that every reader of YAML takes for text, or a day that ours keeps as it stands.
PLAIN = re.compile(
    r"[A-Za-z][A-Za-z0-9 .()/’-]*[A-Za-z0-9.)]|\d{4}(-\d{2}){1,2}|https?://[\w./~%?=&+-]+|[\w.+-]+@[\w.-]+", re.ASCII
)
WORDS = frozenset(
    {"true", "false", "yes", "no", "on", "off", "null", "none", "nan", "inf"}
)  # that some take for others
UNSEEN = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff]")
STEP = 2
OFF = "# "


def write_draft(data: Data, remarks: Mapping[Loc, str] | None = None, off: Collection[Loc] = ()) -> str:
    """Write data as YAML: a remark stands above its field, and what is `off` stands behind “# ”."""
    return "".join(f"{line}\n" for line in _lines(data, (), 0, _Notes(remarks or {}, frozenset(off))))


class _Notes:
    """What is said of values, and which are left for the reader to switch on."""

    def __init__(self, remarks: Mapping[Loc, str], off: frozenset[Loc]) -> None:
        self.remarks = remarks
        self.off = off

    def above(self, loc: Loc, pad: str) -> Iterator[str]:
        """Write the remark on a value."""
        yield from (f"{pad}{OFF}{line}" for line in self.remarks.get(loc, "").splitlines())

    def is_on(self, loc: Loc, value: Data) -> bool:
        """Say whether anything of a value is left for a machine to read."""
        return not isinstance(value, list) or any((*loc, number) not in self.off for number in range(len(value)))

    def shown(self, loc: Loc, lines: Sequence[str], pad: str) -> Iterator[str]:
        """Write the lines of a value, behind “# ” where it is off."""
        return (f"{pad}{OFF}{line.removeprefix(pad)}" for line in lines) if loc in self.off else iter(lines)


def _lines(data: Data, loc: Loc, depth: int, notes: _Notes) -> Iterator[str]:
    """Write the fields of a mapping or the entries of a list."""
    pad = " " * depth
    if isinstance(data, dict):
        for key, value in data.items():
            here = (*loc, key)
            yield from notes.above(here, pad)
            yield from notes.shown(here, list(_field(f"{pad}{key}:", value, here, notes)), pad)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            here = (*loc, number)
            yield from notes.above(here, pad)
            yield from notes.shown(here, list(_entry(pad, value, here, notes)), pad)


def _field(head: str, value: Data, loc: Loc, notes: _Notes) -> Iterator[str]:
    listed = isinstance(value, list) and any(isinstance(item, dict | list) for item in value)
    if listed or isinstance(value, dict):
        yield head if notes.is_on(loc, value) else f"{head} []"
        yield from _lines(value, loc, len(head) - len(head.lstrip()) + STEP, notes)
    elif isinstance(value, list):
        yield f"{head} [{', '.join(_quoted(str(item)) for item in value)}]"
    else:
        yield f"{head} {_quoted(str(value or ''))}".rstrip()


def _entry(pad: str, value: Data, loc: Loc, notes: _Notes) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{pad}- {_quoted(str(value))}"
        return
    first = True
    for line in _lines(value, loc, len(pad) + STEP, notes):
        opens = first and not line.lstrip().startswith(OFF)
        yield f"{pad}- {line.lstrip()}" if opens else line
        first = first and not opens


def _quoted(text: str) -> str:
    """Write a text so that it is read back as it is."""
    if PLAIN.fullmatch(text) and text.casefold() not in WORDS:
        return text
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
