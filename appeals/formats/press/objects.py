"""Writes what all letters of a form share, and reads what a form must know of its fonts."""

import re
import zlib
from collections.abc import Mapping
from typing import Any

from appeals.formats.drawn import Fonts
from appeals.formats.press.typesetting import is_stream, join, refer

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
FREE, PLACED, PACKED = b"\x00", b"\x01", b"\x02"  # kinds of rows in the table of objects (ISO 32000-1, table 18)
MAPPED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")


def write_shared(
    pdf: Any,  # noqa: ANN401
    shared: Mapping[int, Any],
    made: set[int],
    count: int,
) -> tuple[bytes, tuple[bytes, ...], tuple[bytes, bytes]]:
    """Write the objects that are not made for each letter: the prefix, and the rows and ends of the table around them.

    `count` is the number of all objects but two: the one into which others are packed, and the table itself.
    """
    parts, rows = [HEADER], {0: FREE + bytes(4) + b"\xff\xff"}
    packed: list[tuple[int, bytes]] = []
    size = len(HEADER)
    for number, entry in sorted(shared.items()):
        if number in made:
            continue
        if isinstance(entry, bytes) or is_stream(entry):
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, entry if isinstance(entry, bytes) else entry.data))
            rows[number] = PLACED + size.to_bytes(4, "big") + bytes(2)
            size += len(parts[-1])
        else:
            rows[number] = PACKED + count.to_bytes(4, "big") + len(packed).to_bytes(2, "big")
            packed.append((number, entry.data))
    parts.append(b"%d 0 obj\n%b\nendobj\n" % (count, pack(packed)))
    rows[count] = PLACED + size.to_bytes(4, "big") + bytes(2)
    return b"".join(parts), gather(rows, count + 2), write_trailer(pdf, count + 1)


def pack(objects: list[tuple[int, bytes]]) -> bytes:
    """Write objects into a stream of objects (ISO 32000-1, 7.5.7)."""
    spot, index = 0, []
    for number, content in objects:
        index.append(b"%d %d" % (number, spot))
        spot += len(content) + 1
    head = b" ".join(index) + b"\n"
    data = zlib.compress(head + b"\n".join(content for _, content in objects), 9)
    extra = b"/Type /ObjStm/N %d/First %d/Filter /FlateDecode" % (len(objects), len(head))
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (extra, len(data), data)


def gather(rows: Mapping[int, bytes], count: int) -> tuple[bytes, ...]:
    """Join the rows between those of the objects that are made for each letter."""
    runs = [b""]
    for number in range(count):
        if number in rows:
            runs[-1] += rows[number]
        else:
            runs.append(b"")
    return tuple(runs)


def write_trailer(pdf: Any, number: int) -> tuple[bytes, bytes]:  # noqa: ANN401
    """Write the head of the table of objects, before and after the name of the file."""
    size = number + 1
    head = b"%d 0 obj\n<</Type /XRef/Index [0 %d]/W [1 4 2]/Size %d/Root %b/Info %b/ID [" % (
        number,
        size,
        size,
        pdf.catalog.reference,
        pdf.info.reference,
    )
    return head, b"]/Length "


def read_fonts(pdf: Any) -> Fonts:  # noqa: ANN401
    """Read the text of each glyph from the tables that go into the file."""
    fonts = {}
    for entry in pdf.objects:
        named = entry.get("Font") if isinstance(entry, dict) else None
        for name, reference in pdf.objects[refer(named)].items() if isinstance(named, bytes) else ():
            table = join(pdf.objects[refer(pdf.objects[refer(reference)]["ToUnicode"])].stream)
            _, _, table = table.partition(b"endcodespacerange")
            fonts[name.encode()] = {
                int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
                for glyph, text in MAPPED.findall(table)
            }
    return fonts
