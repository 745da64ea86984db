"""Says where two finished letters differ: in what is drawn, in what is read, in pixels."""

import io

import pikepdf
import pypdfium2
from PIL import ImageChops


def differ(one, other, dpi=300):
    """Tell the first thing in which two PDFs are not the same letter, or None."""
    with pikepdf.open(io.BytesIO(one)) as first, pikepdf.open(io.BytesIO(other)) as second:
        if [describe(first), describe(second)] != [describe(second), describe(first)]:
            return "what they say of themselves"
        if outline(first) != outline(second):
            return "structure"
        if tie(first) != tie(second):
            return "links"
        for number, (here, there) in enumerate(zip(first.pages, second.pages, strict=True), start=1):
            if draw(here) != draw(there):
                return f"drawing of page {number}"
    return compare_pictures(one, other, dpi)


def compare_pictures(one, other, dpi):
    """Tell the first page whose text or picture differs, or None."""
    with pypdfium2.PdfDocument(one) as first, pypdfium2.PdfDocument(other) as second:
        if len(first) != len(second):
            return "number of pages"
        for number in range(len(first)):
            if read(first[number]) != read(second[number]):
                return f"text of page {number + 1}"
            pictures = [book[number].render(scale=dpi / 72, grayscale=True).to_pil() for book in (first, second)]
            if pictures[0].size != pictures[1].size or ImageChops.difference(*pictures).getbbox():
                return f"picture of page {number + 1}"
    return None


def read(page):
    """Read the text of a page."""
    text = page.get_textpage()
    words = text.get_text_bounded()
    text.close()
    return words


def draw(page):
    """List the operators of a page's drawing with their operands."""
    return [(str(operator), repr(operands)) for operands, operator in pikepdf.parse_content_stream(page)]


def describe(pdf):
    """Gather the metadata, the language and the title's display."""
    return dict(pdf.docinfo), pdf.Root.Metadata.read_bytes(), str(pdf.Root.Lang), repr(pdf.Root.ViewerPreferences)


def outline(pdf):
    """List every element of the structure, from the top, with its marks."""
    return [*walk(pdf.Root.StructTreeRoot.K[0]), repr(pdf.Root.get("/Outlines", {}).get("/Count"))]


def walk(element):
    """Yield the elements below one."""
    if isinstance(element, int):
        yield element
    elif "/Obj" in element:
        yield str(element.Obj.Contents)
    else:
        yield str(element.S)
        for kid in element.K if isinstance(element.K, pikepdf.Array) else [element.K]:
            yield from walk(kid)


def tie(pdf):
    """List the links of every page: where they stand and where they lead."""
    return [
        (number, [float(side) for side in link.Rect], str(link.A.URI), str(link.Contents))
        for number, page in enumerate(pdf.pages)
        for link in page.get("/Annots", [])
    ]
