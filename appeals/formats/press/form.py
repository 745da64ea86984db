"""A form: what the letters of one shape share, laid out once; and the letters that are made of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import md5
from itertools import accumulate
from xml.sax.saxutils import escape

from appeals.formats.press.fields import Shape, Slot, list_texts, shape_of
from appeals.model.letter import Letter

Drawn = Mapping[str, bytes]  # by text
BOM = "feff"


@dataclass(frozen=True, slots=True)
class Numbered:
    """An object that is made for each letter; a number in it stands for what that place draws."""

    number: int
    parts: tuple[bytes | int, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """The two objects in which a PDF tells who wrote it and of what it treats.

    A number among the words stands for the text of that slot, a number among the bytes for the words of that number.
    """

    words: tuple[tuple[str | int, ...], ...]
    info: Numbered
    metadata: Numbered


@dataclass(frozen=True, slots=True)
class First:
    """The slots before anything shared in which a glyph may be met that stands for two characters."""

    slots: tuple[int, ...]
    usual: str
    other: str
    needed: bool  # the usual one must be in them, because what is shared has the other


@dataclass(frozen=True, slots=True)
class Form:
    """The shared bytes of a PDF, and everything that may stand in its fields, drawn."""

    shape: Shape
    slots: tuple[Slot, ...]
    prefix: bytes  # the same at the beginning of every letter
    digest: str  # SHA-256 of the prefix, in hexadecimal
    name: bytes  # SHA-256 of all that can be drawn with it
    places: tuple[tuple[int, Drawn], ...]  # slot, and what is drawn there by text
    links: tuple[tuple[int, tuple[int, ...], Mapping[str, tuple[bytes, ...]]], ...]  # slot, objects, by text
    streams: tuple[Numbered, ...]
    description: Description
    firsts: tuple[First, ...]
    rows: tuple[bytes, ...]  # of the table of objects, around those that are made for each letter
    trailer: tuple[bytes, bytes]  # before and after the identifier
    fonts: Mapping[bytes, Mapping[int, str]]  # the texts of the glyphs


def fill(form: Form, letter: Letter) -> bytes | None:
    """Make the PDF of a letter; None where the form does not serve for it.

    That is so where it has another shape, or where one of its texts was not there when the form was made, cannot be
    set, or is too wide for its place. The slow road tells what is wrong with it, if anything is.
    """
    texts = read_texts(form, letter)
    if texts is None:
        return None
    drawn = [table[texts[slot]] for slot, table in form.places]
    linked = [(numbers, table[texts[slot]]) for slot, numbers, table in form.links]
    objects = [
        (stream.number, wrap(b"".join([part if isinstance(part, bytes) else drawn[part] for part in stream.parts])))
        for stream in form.streams
    ]
    for numbers, links in linked:
        objects += zip(numbers, links, strict=True)
    objects += describe(form.description, texts)
    return form.prefix + write_tail(form, sorted(objects), texts)


def serves(form: Form, letter: Letter) -> bool:
    """Say whether `fill` makes a letter of the form."""
    return read_texts(form, letter) is not None


def read_texts(form: Form, letter: Letter) -> list[str] | None:
    """Read the texts of a letter by slot; None where the form does not serve for it."""
    if shape_of(letter) != form.shape:
        return None
    texts = list_texts(letter)
    for slot, table in form.places:
        if texts[slot] not in table:
            return None
    return texts if all(is_usual(texts, first) for first in form.firsts) else None


def is_usual(texts: list[str], first: First) -> bool:
    """Say whether a glyph that may stand for two characters is met first as the usual one."""
    for slot in first.slots:
        text = texts[slot]
        usual, other = text.find(first.usual), text.find(first.other)
        if other >= 0 and (usual < 0 or other < usual):
            return False
        if usual >= 0:
            return True
    return not first.needed


def wrap(content: bytes) -> bytes:
    """Make a stream of drawing."""
    return b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content)


def describe(description: Description, texts: list[str]) -> list[tuple[int, bytes]]:
    """Write who wrote the letter and of what it treats."""
    said = ["".join([texts[part] if isinstance(part, int) else part for part in words]) for words in description.words]
    info = [write_string(said[part]) if isinstance(part, int) else part for part in description.info.parts]
    about = [escape(said[part]).encode() if isinstance(part, int) else part for part in description.metadata.parts]
    rdf = b"".join(about)
    return [
        (description.info.number, b"".join(info)),
        (
            description.metadata.number,
            b"<</Type /Metadata/Subtype /XML/Length %d>>\nstream\n%b\nendstream" % (len(rdf), rdf),
        ),
    ]


def write_string(text: str) -> bytes:
    """Write a text as a string of PDF (ISO 32000-1, 7.9.2)."""
    if text.isascii():
        return b"(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode() + b")"
    return b"<" + (BOM + text.encode("utf-16-be").hex()).encode() + b">"


def write_tail(form: Form, objects: list[tuple[int, bytes]], texts: list[str]) -> bytes:
    """Write what follows the prefix: the objects of the letter, the table of all objects, and where it begins."""
    whole = [b"%d 0 obj\n%b\nendobj\n" % item for item in objects]
    ends = list(accumulate(map(len, whole), initial=len(form.prefix)))
    body = b"".join(whole)
    rows = [form.rows[0]]
    for row, start in zip(form.rows[1:], ends, strict=True):
        rows += (b"\x01", start.to_bytes(4, "big"), b"\x00\x00", row)
    table = b"".join(rows)
    name = md5(form.name + "\0".join(texts).encode(), usedforsecurity=False).hexdigest().encode()
    return b"%b%b<%b><%b>%b%d>>\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        body,
        form.trailer[0],
        name,
        name,
        form.trailer[1],
        len(table),
        table,
        ends[-1],
    )
