"""Compares a filled form with the same letter laid out as a whole, object by object."""

import re
from collections.abc import Iterator
from typing import Any

from appeals.formats.press.casting import Casting
from appeals.formats.press.form import Form, describe, is_usual
from appeals.formats.press.objects import read_fonts
from appeals.formats.press.typesetting import is_kind, is_stream, join, refer, write

REFERENCE = re.compile(rb"(\d+) 0 R")


def is_same(form: Form, casting: Casting, pdf: Any, texts: list[str]) -> bool:  # noqa: ANN401
    """Say whether a letter with these texts, laid out as a whole, has the very objects that the form makes of it.

    All but the fonts, which hold the glyphs of one letter or of all; of them, glyphs must mean the same.
    """
    if not (all(is_usual(texts, first) for first in form.firsts) and agree(form, pdf)):
        return False
    made: dict[int, bytes] = dict(describe(form.description, texts))
    for slot, numbers, table in form.links:
        made.update(zip(numbers, table[texts[slot]], strict=True))
    drawn = [table[texts[slot]] for slot, table in form.places]
    for number, runs in casting.pages.items():
        made[number] = b"".join(run if isinstance(run, bytes) else drawn[run] for run in runs)
    kept = set(find_fonts(casting.pdf))
    return len(pdf.objects) == len(casting.pdf.objects) and all(
        entry.number in kept or tell(entry) == (made.get(entry.number) or tell(casting.shared[entry.number]))
        for entry in pdf.objects[1:]
    )


def tell(entry: Any) -> bytes:  # noqa: ANN401
    """Tell what an object holds, whether it is packed or not; of a page all but the streams of its drawing."""
    if is_stream(entry) and entry.compress:
        extra = b"".join(b"/%b %b" % (write(key), write(value)) for key, value in entry.extra.items())
        return extra + join(entry.stream)
    if is_kind(entry, "/Page"):
        entry = type(entry)({key: value for key, value in entry.items() if key != "Contents"})
    content: bytes = entry.data
    return content


def agree(form: Form, pdf: Any) -> bool:  # noqa: ANN401
    """Say whether all glyphs of a PDF stand for the same texts in the form."""
    return all(
        form.fonts.get(font, {}).get(glyph) == text
        for font, table in read_fonts(pdf).items()
        for glyph, text in table.items()
    )


def find_fonts(pdf: Any) -> Iterator[int]:  # noqa: ANN401
    """Yield the numbers of the objects that belong to the fonts."""
    waiting = [
        entry["Font"] for entry in pdf.objects if isinstance(entry, dict) and isinstance(entry.get("Font"), bytes)
    ]
    while waiting:
        number = refer(waiting.pop())
        yield number
        entry = pdf.objects[number]
        if not is_stream(entry):
            waiting += [b"%b 0 R" % found for found in REFERENCE.findall(entry.data)]
