"""Reads the notation of PDF objects as WeasyPrint's writer sets it down (ISO 32000-1, 7.2 and 7.3).

Objects are kept as bytes and only looked into: where they refer to others, and what a dictionary holds under a name.
What is written in another way, such as strings with bare brackets in them, is refused, never guessed at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

SPACE = rb"[\0\t\n\f\r ]"
PLAIN = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
TOKEN = re.compile(
    rb"(?P<space>" + SPACE + rb"+)"
    rb"|(?P<reference>(?P<number>\d{1,10}) 0 R(?!" + PLAIN + rb"))"
    rb"|(?P<opening><<|\[)"
    rb"|(?P<closing>>>|\])"
    rb"|(?P<name>/" + PLAIN + rb"*)"
    rb"|(?P<word>" + PLAIN + rb"+)"
    rb"|(?P<string>\((?:[^()\\]|\\.)*+\)|<[0-9A-Fa-f\0\t\n\f\r ]*>)",
    re.DOTALL,
)

LONGEST = 10  # digits of a number
FLAT = re.compile(rb"<<(?:[^<>()%]|<[0-9A-Fa-f]*>|\((?:[^()\\]|\\.)*+\))*+>>", re.DOTALL)  # holds no dictionary


class Unreadable(Exception):  # noqa: N818 -- the reader of a letter says it in a sentence of its own
    """The bytes are not written in the way that our own letters are."""


@dataclass(frozen=True, slots=True)
class Split:
    """An object cut at its references: one more chunk than there are numbers of objects referred to."""

    chunks: tuple[bytes, ...]
    numbers: tuple[int, ...]


def scan(content: bytes, at: int) -> Iterator[re.Match[bytes]]:
    """Yield the tokens from here to the end, spaces among them."""
    while at < len(content):
        token = TOKEN.match(content, at)
        if not token:
            raise Unreadable
        yield token
        at = token.end()


def find_end(content: bytes, start: int) -> int:
    """Find where the object ends that begins here."""
    if flat := FLAT.match(content, start):
        return flat.end()
    depth = 0
    for token in scan(content, start):
        depth += (token.lastgroup == "opening") - (token.lastgroup == "closing")
        if depth < 0:
            break
        if not depth and token.lastgroup != "space":
            return token.end()
    raise Unreadable


@lru_cache(maxsize=1024)
def split(raw: bytes) -> Split:
    """Cut an object, or a stretch of one, at its references."""
    chunks, numbers, begin = [], [], 0
    for token in scan(raw, 0):
        if token.lastgroup == "reference":
            chunks.append(raw[begin : token.start()])
            numbers.append(int(token["number"]))
            begin = token.end()
    return Split((*chunks, raw[begin:]), tuple(numbers))


@lru_cache(maxsize=1024)
def read_entries(raw: bytes) -> dict[bytes, bytes]:
    """Read a dictionary: its names with their slash, and under each the bytes of its value."""
    if not raw.startswith(b"<<"):
        raise Unreadable
    entries: dict[bytes, bytes] = {}
    at, end = skip(raw, 2), len(raw)
    while not raw.startswith(b">>", at):
        name = TOKEN.match(raw, at)
        if not name or name.lastgroup != "name":
            raise Unreadable
        at = skip(raw, name.end())
        end = find_end(raw, at)
        entries[name[0]] = raw[at:end]
        at = skip(raw, end)
    return entries


def skip(content: bytes, at: int) -> int:
    """Find the first byte from here on that is no space."""
    token = TOKEN.match(content, at)
    return token.end() if token and token.lastgroup == "space" else at


def read_number(raw: bytes) -> int:
    """Read a whole number."""
    if not raw.isdigit() or len(raw) > LONGEST:
        raise Unreadable
    return int(raw)


def read_numbers(raw: bytes, count: int) -> tuple[int, ...]:
    """Read so many whole numbers with spaces between them."""
    numbers = tuple(map(read_number, raw.split()))
    if len(numbers) != count:
        raise Unreadable
    return numbers


def read_references(raw: bytes) -> tuple[int, ...]:
    """Read one reference, or an array of nothing but references."""
    found = split(raw)
    if not found.numbers or b"".join(found.chunks).strip(b"[] \n"):
        raise Unreadable
    return found.numbers


def read_reference(raw: bytes) -> int:
    """Read one reference: the number of the object it leads to."""
    number, *more = read_references(raw)
    if more:
        raise Unreadable
    return number
