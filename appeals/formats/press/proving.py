"""Reads a finished letter back, and says whether it is this letter and no other."""

from functools import lru_cache

from appeals.formats.drawn import as_read, read_letter
from appeals.formats.html import find_links
from appeals.formats.press.fields import list_texts
from appeals.formats.press.form import Form, Numbered, write_string
from appeals.model.letter import Letter

KEPT = 20_000


def prove(form: Form, content: bytes, letter: Letter) -> str | None:
    """Say what is wrong with a finished letter, or None: that every field says what the letter says, and no more.

    What is drawn is read glyph by glyph through the tables that the fonts in the file carry. Between the fields must
    stand, byte for byte, what the form has there.
    """
    if not content.startswith(form.prefix):
        return "it does not begin as its form does"
    texts, start = list_texts(letter), len(form.prefix)
    for stream in form.streams:
        drawn = take_stream(content, stream.number, start)
        if drawn is None:
            return f"its stream {stream.number} is not there"
        problem = compare(form, drawn, stream, texts)
        if problem:
            return problem
    for slot, table in form.places:
        if texts[slot] not in table:
            return f"the field {form.slots[slot]} does not say “{texts[slot]}”"
    return compare_links(form, content[start:], texts) or compare_end(content)


def take_stream(content: bytes, number: int, start: int) -> bytes | None:
    """Take the drawing of one stream out of a file, from a spot on."""
    head = b"\n%d 0 obj\n<</Length " % number
    spot = content.find(head, start - 1)
    if spot < 0:
        return None
    length, _, rest = content[spot + len(head) : spot + len(head) + 32].partition(b">>\nstream\n")
    begin = spot + len(head) + len(length) + len(b">>\nstream\n")
    return content[begin : begin + int(length)] if rest or int(length) == 0 else None


def compare(form: Form, drawn: bytes, stream: Numbered, texts: list[str]) -> str | None:
    """Say where a stream differs from what the form and these texts make of it."""
    spot, parts = 0, stream.parts
    for number, part in enumerate(parts):
        if isinstance(part, bytes):
            if not drawn.startswith(part, spot):
                return "between its fields stands what is not in its form"
            spot += len(part)
            continue
        after = parts[number + 1] if number + 1 < len(parts) else b""
        end = drawn.find(after, spot) if isinstance(after, bytes) and after else len(drawn)
        problem = compare_field(form, part, drawn[spot:end], texts)
        if problem:
            return problem
        spot = end
    return None if spot == len(drawn) else "after its fields stands what is not in its form"


def compare_field(form: Form, place: int, drawn: bytes, texts: list[str]) -> str | None:
    """Say what is wrong with what is drawn in one place."""
    slot, table = form.places[place]
    text, known = texts[slot], list_read(form.digest)
    drawn_so = table.get(text) == drawn
    if drawn_so and known.get(drawn) == text:
        return None
    if drawn not in known:
        said = read_letter(drawn, form.fonts)
        if said is None:
            return f"the field {form.slots[slot]} has a glyph that stands for nothing"
        if said != as_read(text):
            return f"the field {form.slots[slot]} says “{said}”, and the letter “{text}”"
        known[drawn] = text
    if as_read(known[drawn]) != as_read(text):
        return f"the field {form.slots[slot]} says “{known[drawn]}”, and the letter “{text}”"
    return None if drawn_so else f"the field {form.slots[slot]} is not drawn as its form draws it"


@lru_cache(maxsize=8)
def list_read(digest: str) -> dict[bytes, str]:
    """Keep what was read of the letters of a form: most lines of a batch stand in many of them."""
    del digest
    return Readings()


class Readings(dict[bytes, str]):
    """Lines that were read, and what they say; no more than some thousands."""

    def __setitem__(self, drawn: bytes, text: str) -> None:
        """Keep one line."""
        if len(self) >= KEPT:
            self.clear()
        super().__setitem__(drawn, text)


def compare_links(form: Form, tail: bytes, texts: list[str]) -> str | None:
    """Say which link of the letter leads elsewhere."""
    for slot, numbers, _ in form.links:
        targets = [target for _, target in find_links(texts[slot]) if target]
        for number, target in zip(numbers, targets, strict=True):
            begin = tail.find(b"%d 0 obj\n<</Type /Annot" % number)
            link = tail[begin : tail.find(b"\nendobj", begin)]
            if begin < 0 or (target.isascii() and b"/URI %b" % write_string(target) not in link):
                return f"a link in the field {form.slots[slot]} does not lead to {target}"
    return None


def compare_end(content: bytes) -> str | None:
    """Say whether the file does not end with where its table of objects begins."""
    start = content.rfind(b"startxref\n")
    spot = content[start + 10 :].partition(b"\n")[0]
    if start < 0 or not spot.isdigit() or b" 0 obj\n<</Type /XRef" not in content[int(spot) : int(spot) + 40]:
        return "its table of objects is not where the file says"
    return None
