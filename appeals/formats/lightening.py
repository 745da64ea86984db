"""Takes out of a form’s pages the text that no drawn row shows, so that a page is read in a fraction of the time.

The shared text is taken out of its stream, and the room that it took is left empty: so every object stays where the
table of objects says, and letters are filled in as before.
"""

import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from appeals.formats.press import Form

STREAM = re.compile(rb"(\d+) 0 obj\n<</Filter /FlateDecode/Length (\d+)>>\nstream\n")
END = b"\nendstream\nendobj\n"
TEXT = re.compile(rb"1 0 0 -1 \S+ (\S+) Tm\n/\S+ (\S+) Tf\n\[[^\]]*\] TJ\n")  # foot of the line, and size of the type

IsDrawn = Callable[[float, float], bool]


def lighten(form: Form, is_drawn: IsDrawn) -> Form:
    """Leave out the shared text of which `is_drawn` says no, asked for its foot and its size in CSS pixels."""
    prefix = bytearray(form.prefix)
    for found in STREAM.finditer(form.prefix):
        end = found.end() + int(found[2])
        if form.prefix.startswith(END, end):
            kept = _lighten(form.prefix[found.end() : end], is_drawn)
            written = b"%b 0 obj\n<</Filter /FlateDecode/Length %d>>\nstream\n%b%b" % (found[1], len(kept), kept, END)
            room = end + len(END) - found.start()
            if kept and len(written) <= room:
                prefix[found.start() : end + len(END)] = written.ljust(room)
    return replace(form, prefix=bytes(prefix), digest=sha256(prefix).hexdigest())


def _lighten(packed: bytes, is_drawn: IsDrawn) -> bytes:
    """Leave text out of a stream; return nothing where the stream is none of text."""
    try:
        content = zlib.decompress(packed)
    except zlib.error:
        return b""
    kept, count = TEXT.subn(lambda text: text[0] if is_drawn(float(text[1]), float(text[2])) else b"", content)
    return zlib.compress(kept, 9) if count else b""
