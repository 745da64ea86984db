"""Makes PDFs of one PDF, as a press does: the same bytes in front, and what is changed written behind.

Written with pikepdf and by hand, so that the reader is tried on files that it did not shape.
"""

import io
import re

import pikepdf

HEART = b"%\xf0\x9f\x96\xa4\n"  # the second line of the files of our PDF writer
ROW = b"%010d 00000 n \n"


def lay_out_plainly(content):
    """Write a PDF with every object by itself and a table of where they begin."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    head, second, rest = target.getvalue().split(b"\n", 2)
    assert len(second) + 1 == len(HEART)
    return head + b"\n" + HEART + rest


def amend(plain, number, body):
    """Write another object in place of one of a plainly laid out file: behind all others, with a table of its own."""
    front, table = plain.split(b"xref\n", 1)
    rows = re.findall(rb"\d{10} \d{5} [nf] \n", table)
    trailer = table[table.index(b"trailer") :].partition(b"startxref")[0]
    tail = b"%d 0 obj\n%s\nendobj\n" % (number, body)
    changed = [*rows[:number], ROW % len(front), *rows[number + 1 :]]
    places = b"xref\n0 %d\n" % len(rows) + b"".join(changed)
    return front + tail + places + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(front) + len(tail))


def stream_of(drawn, more=b""):
    """Write a stream, with more entries in its dictionary."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (more, len(drawn), drawn)


def find_parts(plain):
    """Find the numbers of the tree of pages, the first page, what it draws with, and its drawing; and the drawing."""
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        page = pdf.pages[0]
        parts = (pdf.Root.Pages, page.obj, page.Resources, page.Contents)
        return [part.objgen[0] for part in parts], page.Contents.read_bytes()


def press(content):
    """Return a function that makes the letter with a number: the same letter with a remark in its first page."""
    plain = lay_out_plainly(content)
    (*_, number), drawn = find_parts(plain)
    return lambda count: amend(plain, number, stream_of(drawn + b"\n%% %d" % count))
