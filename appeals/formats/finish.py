"""Finishes a PDF before it is written: what WeasyPrint leaves undone for readers and for archives.

It tags running heads and page numbers as if they were text of the letter; readers would speak them in the middle
of a sentence. ISO 14289-1, 7.8, wants them marked as artifacts.

It names the header cells of a table without saying whether they head a column or a row, and gives them identifiers
without the tree in which a reader looks them up. ISO 14289-1, 7.5, wants the first, ISO 32000-1, table 322, the second.

Where the library HarfBuzz-Subset is missing, fonts are cut down by fontTools, which writes the time of day into them.

It may end compressed data in a carriage return. Before the line feed that follows, that byte can be taken for part
of a line end, and a strict reader then finds the data one byte short of the length given (ISO 19005-3, 6.1.7.1).
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zlib import adler32

from fontTools.ttLib import TTFont

from appeals.formats.metadata import open_metadata

RETURN = 0x0D
CELLS = frozenset({"/TH", "/TD"})
# Entries that say what holds anyway: they change the bytes of a file and not its meaning.
SPARE_ENTRIES: tuple[dict[str, str], ...] = (
    {},
    {"PageMode": "/UseNone"},
    {"PageLayout": "/SinglePage"},
    {"NeedsRendering": "false"},
)


def finish(pdf: Any, attempt: int) -> None:  # noqa: ANN401 -- pydyf has no types
    """Finish a pydyf PDF; a further attempt writes other bytes of the same meaning."""
    pdf.catalog.update(SPARE_ENTRIES[attempt])
    mark_margins(pdf)
    mark_headers(pdf)
    list_identifiers(pdf)
    open_metadata(pdf)
    for stream in (entry for entry in pdf.objects if getattr(entry, "compress", False)):
        if "Length1" in stream.extra:
            stop_clock(stream)
        lengthen(stream)


def ends_well(content: bytes) -> bool:
    """Say whether no stream of a written PDF ends in a carriage return."""
    return b"\r\nendstream" not in content


def stop_clock(stream: Any) -> None:  # noqa: ANN401
    """Date a font from its making, not from its being cut down."""
    cut = BytesIO()
    with TTFont(BytesIO(stream_content(stream)), recalcTimestamp=False) as font:
        font["head"].modified = font["head"].created
        font.save(cut)
    stream.stream, stream.extra["Length1"] = [cut.getvalue()], len(cut.getvalue())


def lengthen(stream: Any) -> None:  # noqa: ANN401
    """Add a line feed where the compressed data would end in a carriage return: its end is a checksum (RFC 1950)."""
    while adler32(stream_content(stream)) & 0xFF == RETURN:
        stream.stream.append(b"")
        if "Length1" in stream.extra:  # of a font
            stream.extra["Length1"] += 1


def stream_content(stream: Any) -> bytes:  # noqa: ANN401
    """Return the data of a stream before compression."""
    stream.compress = False
    content: bytes = stream.data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
    stream.compress = True
    return content


def mark_margins(pdf: Any) -> None:  # noqa: ANN401
    """Turn what stands in the margins from text of the letter into artifacts."""
    elements = {entry.reference: entry for entry in pdf.objects if is_element(entry)}
    held = set(walk(pdf, pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]))
    loose = [element for reference, element in elements.items() if reference not in held]
    for element in loose:
        page = pdf.objects[int(element["Pg"].split()[0])]
        marks = {kid for kid in element["K"] if isinstance(kid, int)}
        content = pdf.objects[int(page["Contents"].split()[0])].stream
        unmark(content, marks)
        empty_parents(pdf, page["StructParents"], marks)
        element["K"].clear()


def mark_headers(pdf: Any) -> None:  # noqa: ANN401
    """Say of each header cell what it heads: its column in a row of nothing but headers, otherwise its row.

    So HTML reads header cells too (WHATWG, 4.9.12). The attributes are those of ISO 32000-1, table 349.
    """
    for row in (entry for entry in pdf.objects if is_element(entry) and entry["S"] == "/TR"):
        kids = [pdf.objects[int(kid.split()[0])] for kid in row["K"] if isinstance(kid, bytes)]
        cells = [kid for kid in kids if is_element(kid) and kid["S"] in CELLS]
        scope = "/Column" if all(cell["S"] == "/TH" for cell in cells) else "/Row"
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope


def list_identifiers(pdf: Any) -> None:  # noqa: ANN401
    """Write the tree of the elements' identifiers, where there are any."""
    named = {entry["ID"].data: entry for entry in pdf.objects if is_element(entry) and "ID" in entry}
    if named:
        root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
        names = b" ".join(b"%b %b" % (name, named[name].reference) for name in sorted(named))
        root["IDTree"] = b"<</Names [%b]>>" % names


def is_element(entry: Any) -> bool:  # noqa: ANN401
    """Say whether an object of a PDF is an element of its structure."""
    return isinstance(entry, dict) and entry.get("Type") == "/StructElem"


def walk(pdf: Any, element: Any) -> Iterator[bytes]:  # noqa: ANN401
    """Yield the references of all elements below one, those of the letter."""
    for kid in element["K"]:
        if isinstance(kid, bytes):
            yield kid
            child = pdf.objects[int(kid.split()[0])]
            if is_element(child):
                yield from walk(pdf, child)


def unmark(content: list[Any], marks: set[int]) -> None:
    """Name stretches of a page's content artifacts of pagination, by their marks; words beside them stay within."""
    for spot, entry in enumerate(content):
        if not isinstance(entry, dict) or entry.get("MCID") not in marks:
            continue
        if "ActualText" in entry:
            content[spot - 1] = "/Artifact <</Type /Pagination>> BDC\n/Span"
            content[content.index(b"EMC", spot)] = b"EMC\nEMC"
            del entry["MCID"]
        else:
            content[spot - 1] = "/Artifact"
            entry.clear()
            entry["Type"] = "/Pagination"


def empty_parents(pdf: Any, page: int, marks: set[int]) -> None:  # noqa: ANN401
    """Strike marks out of the table that leads from a page's content to its elements."""
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    numbers = pdf.objects[int(root["ParentTree"].split()[0])]["Nums"]
    parents = numbers[numbers.index(page) + 1]
    for mark in marks:
        parents[mark] = "null"
