"""Which lines of a file messages may show: none that may tell of a person, even where the file cannot be read.

It works on the lines alone, so that a fault of YAML, a mistyped field or a wrong indent cannot bring a name to light:
only what stands under a field that is known, and is not `people`, is shown.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from appeals.model.case import Case, Person
from appeals.model.common import Record
from appeals.model.lawfile import LawFile
from appeals.model.name_redaction import HiddenName, safe_id
from appeals.model.recipient import RecipientsFile
from appeals.model.sender import SendersFile
from appeals.model.skeleton import decoded, letters_of
from appeals.model.tariff import Tariff
from appeals.problems import Loc

PEOPLE = "people"
OF_OTHERS = frozenset({"recipients", "senders"})  # the fields of files that name people in their public office
LONGEST = 200  # characters of a name; a longer one is refused where it is read
YES = frozenset({"true", "yes", "on", "y", "t", "1"})  # what pydantic reads as true
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


def names_in(text: str, data: object = None, case: str = "") -> tuple[HiddenName, ...]:
    """Find the names of people that a file gives and that not everybody may read.

    `data` is what could be read of the file. Names are also taken from its lines, since a fault may keep them out of
    the data; where the file could be read, comments are passed over. A name counts as public only where the record
    plainly says so.
    """
    is_of_others = isinstance(data, dict) and not OF_OTHERS.isdisjoint(data)
    if is_of_others or (data is not None and not may_tell(text)):
        return ()
    entries = _entries(data)
    public = {letters_of(name) for entry in entries if _is_public(entry) for name in _names_of_entry(entry)}
    found = [hidden for entry in entries if not _is_public(entry) for hidden in _hidden_of(entry, case)]
    known = {letters_of(hidden.name) for hidden in found} | public
    lines = text.splitlines()
    shown = (lines[number] for number in sorted(hidden_lines(text)))
    typed = (one for line in shown if data is None or not line.lstrip().startswith("#") for one in NAME.finditer(line))
    for one in typed:
        name = decoded(one["d"] or one["s"] or one["p"] or "").strip()
        if letters_of(name) not in known:
            found.append(HiddenName(name, case=case))
    return tuple(dict.fromkeys(found))


def _entries(data: object) -> list[Any]:
    people = data.get(PEOPLE) if isinstance(data, dict) else None
    return people if isinstance(people, list) else [people]


def _is_public(entry: Any) -> bool:  # noqa: ANN401 -- whatever a file has in the place of a person
    """Say whether a person of a file may plainly be named to everybody."""
    if not isinstance(entry, dict) or not _is_for_recipient(entry):
        return False
    return bool(entry.get("visibility") == "public" and entry["consent"].get("for") == "public")


def _is_for_recipient(entry: dict[str, Any]) -> bool:
    """Say whether a person of a file may plainly be named to those whom letters go to."""
    consent = entry.get("consent")
    given = isinstance(consent, dict) and str(consent.get("given")).casefold() in YES
    return given and not entry.get("pseudonym") and entry.get("visibility") in {"to-recipient", "public"}


def _hidden_of(entry: Any, case: str) -> Iterator[HiddenName]:  # noqa: ANN401 -- the same
    fields: dict[str, Any] = entry if isinstance(entry, dict) else {}
    also = fields.get("also_named")
    parts = [one.get("part") for one in also if isinstance(one, dict)] if isinstance(also, list) else []
    not_alone = tuple(part for part in parts if isinstance(part, str))
    person = fields.get("id")
    for name in map(str.strip, _names_of_entry(entry)):
        if 0 < len(name) <= LONGEST:
            known = safe_id(person, name) if isinstance(person, str) else ""
            yield HiddenName(
                name, known, case, not_alone, to_recipient=_is_for_recipient(fields), public=_is_public(entry)
            )


def named_people(text: str, data: object, case: str) -> tuple[HiddenName, ...]:
    """Find the names of people that other cases may print or not: what stands under `name`, and nothing else.

    `data` is None where the file could not be read.
    """
    if data is None:
        return names_in(text, None, case)
    named = ({"name": e["name"]} | e for e in _entries(data) if isinstance(e, dict) and isinstance(e.get("name"), str))
    plain = ({key: value for key, value in entry.items() if key in {"name", *HARMLESS}} for entry in named)
    return tuple(one for entry in plain for one in _hidden_of(entry, case))


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
