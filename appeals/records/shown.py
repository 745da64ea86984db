"""Which lines of a file messages may show: none that may tell of a person, even where the file cannot be read.

It works on the lines alone, so that a fault of YAML, a mistyped field or a wrong indent cannot bring a name to light:
only what stands under a field that is known, and is not `people`, is shown.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from appeals.model.case import Case, Person
from appeals.model.common import Record
from appeals.model.lawfile import LawFile
from appeals.model.recipient import RecipientsFile
from appeals.model.sender import SendersFile
from appeals.model.tariff import Tariff
from appeals.problems import Loc

PEOPLE = "people"
FILES: tuple[type[Record], ...] = (Case, RecipientsFile, SendersFile, LawFile, Tariff)


def _fields(*models: type[Record]) -> frozenset[str]:
    """List the fields of records as people write them."""
    return frozenset(info.alias or name for model in models for name, info in model.model_fields.items())


OPEN = _fields(*FILES) - {PEOPLE}
HARMLESS = _fields(Person) - {"name"}
TELLING = re.compile(
    r"""(?:^|[{,])["' \t]*(?:peo|pepo|poe|pers)|pseudonym|visibility|consent|described""", re.IGNORECASE | re.MULTILINE
)
PARTS = ("peo", "pepo", "poe", "pers", "pseudonym", "visibility", "consent", "described")  # in all that is telling
AT_THE_TOP = re.compile(r"""(["']?)(?P<key>[A-Za-z_][\w-]*)\1\s*:(?:\s|$)""")
OF_A_PERSON = re.compile(
    r"""(?:^|[{,\s-])["']?(?:peo|pepo|poe|pers|pseudonym|visibility|consent|described)\w*["']?\s*:""", re.IGNORECASE
)
NAME = re.compile(
    r"""\bname["']?\s*:\s*(?:"(?P<d>[^"\n]*)|'(?P<s>[^'\n]*)|(?P<p>[^\s"'{\[>|#][^\n,}#]*))""", re.IGNORECASE
)


@lru_cache(maxsize=16)
def shown_lines(text: str) -> tuple[str, ...]:
    """Cut a text into lines; those that no message may show are empty."""
    lines = text.splitlines()
    hidden = hidden_lines(text)
    return tuple("" if number in hidden else line for number, line in enumerate(lines))


def hidden_lines(text: str) -> frozenset[int]:
    """Find the lines, counted from 0, that no message may show: those that belong to no field that is known as open.

    A person who stands in the wrong place is known by the fields of a person, and hides the lines that stand below.
    """
    if not may_tell(text) or not TELLING.search(text):
        return frozenset()
    hidden, governed_by, below = set[int](), "", -1
    for number, line in enumerate(text.splitlines()):
        indent = len(line) - len(line.lstrip())
        if OF_A_PERSON.search(line) or NAME.search(line):
            below = indent
        elif line.strip() and indent <= below:
            below = -1
        if found := AT_THE_TOP.match(line):
            governed_by = found["key"]
        elif line[:1].strip() and not line.startswith(("#", "- ", "---")):
            governed_by = ""
        if governed_by not in OPEN or below >= 0:
            hidden.add(number)
    return frozenset(hidden)


def may_tell(text: str) -> bool:
    """Say quickly whether a text may tell of a person; “no” is certain, whatever the case of its letters."""
    folded = text.casefold().replace("\N{LATIN SMALL LETTER DOTLESS I}", "i").replace("i\N{COMBINING DOT ABOVE}", "i")
    return any(part in folded for part in PARTS)


def names_in(text: str) -> tuple[str, ...]:
    """Find the names of people that a file gives, wherever it gives them."""
    lines = text.splitlines()
    found = (found for number in sorted(hidden_lines(text)) for found in NAME.finditer(lines[number]))
    names = [name["d"] or name["s"] or name["p"] or "" for name in found]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def names_of(data: object) -> tuple[str, ...]:
    """Find the names of people in a file that could be read, in whatever form they are given."""
    people = data.get(PEOPLE) if isinstance(data, dict) else None
    entries = people if isinstance(people, list) else [people]
    return tuple(
        dict.fromkeys(name.strip() for entry in entries for name in _names_of_entry(entry) if name and name.strip())
    )


def _names_of_entry(entry: object) -> Iterator[str]:
    """Take for a name what stands in the place of one: plain text, and every field that a person does not have."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for key, value in entry.items():
            if key not in HARMLESS:
                yield from (() if key == "name" else (key,))
                yield from _texts(value)


def _texts(value: object) -> Iterator[str]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, str):
        yield value
    for item in inner:
        yield from _texts(item)


def is_private(loc: Loc) -> bool:
    """Say whether a message must not quote what a file has at a place."""
    return bool(loc) and loc[0] == PEOPLE


def shown_key(loc: Loc) -> str:
    """Quote the name of a field, unless it may be a person's."""
    key = str(loc[-1])
    return "a field" if is_private(loc) and key not in HARMLESS else f"“{key}”"
