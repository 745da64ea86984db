"""Walks the structure of a PDF by itself, without any checker of others, and tells what does not hold together.

ISO 14289-1, 7.5 (Matterhorn 15-003), and ISO 32000-1, 14.7 and 14.8.4.3.4.
"""

import io
from collections import Counter

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


def find_structure_faults(content):
    """List what is wrong: headers of tables, identifiers, and the ways between pages and elements."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root.StructTreeRoot
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        elements = list(walk(root))
        return [
            *find_broken_ties(elements, pages),
            *find_loose_marks(pdf, root, {element.objgen for _, element in elements}),
            *find_headless_tables([element for _, element in elements if element.S == "/Table"]),
            *find_lost_identifiers(root, [element for _, element in elements]),
        ]


def list_scopes(content):
    """List which way the header cells of a PDF head, in the order of reading."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [str(cell.A.get("/Scope")) for _, cell in walk(pdf.Root.StructTreeRoot) if cell.S == "/TH"]


def walk(parent):
    """Yield each element below one, with that above it."""
    for kid in list_kids(parent):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield parent, kid
            yield from walk(kid)


def list_kids(element):
    """List the kids of an element."""
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def find_broken_ties(elements, pages):
    """Tell of elements that do not name the one above them, or a page that is not there, and of two with one number."""
    for parent, element in elements:
        if element.P.objgen != parent.objgen:
            yield f"{element.S} {element.objgen} names another above it"
        if "/Pg" in element and element.Pg.objgen not in pages:
            yield f"{element.S} {element.objgen} stands on no page"
    for number, count in Counter(element.objgen for _, element in elements).items():
        if count > 1:
            yield f"{number} stands in the structure {count} times"


def find_loose_marks(pdf, root, known):
    """Tell of marks in a page's drawing that lead to no element, or to one that does not hold them."""
    numbers = pikepdf.NumberTree(root.ParentTree)
    for number, page in enumerate(pdf.pages, start=1):
        marks = [
            int(operands[1].MCID)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/MCID" in operands[1]
        ]
        if marks and "/StructParents" not in page:
            yield f"page {number} has marks, and no way to their elements"
            continue
        held = numbers[int(page.StructParents)] if marks else []
        for mark in marks:
            element = held[mark] if mark < len(held) else None
            if element is None or element.objgen not in known:
                yield f"mark {mark} of page {number} leads nowhere"
            elif mark not in [kid for kid in list_kids(element) if isinstance(kid, int)]:
                yield f"mark {mark} of page {number} is not held where it leads"
            elif element.Pg.objgen != page.objgen:
                yield f"mark {mark} of page {number} leads to another page"


def find_headless_tables(tables):
    """Tell of header cells that do not say what they head, and of rows of other lengths."""
    for table in tables:
        rows = [row for _, row in walk(table) if row.S == "/TR"]
        cells = [[cell for cell in list_kids(row) if cell.S in ("/TH", "/TD")] for row in rows]
        if len({sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in row) for row in cells}) > 1:
            yield "a table has rows of different lengths"
        for row in cells:
            wanted = "/Row" if any(cell.S == "/TD" for cell in row) else "/Column"
            for cell in row:
                said = cell.get("/A", {}).get("/Scope")
                if cell.S == "/TH" and (said != wanted or cell.A.O != "/Table"):
                    yield f"a header cell heads {said} and not {wanted}"


def find_lost_identifiers(root, elements):
    """Tell of identifiers that are used twice, that the tree lacks, or that name no header cell where one is meant."""
    own = [bytes(element.ID) for element in elements if "/ID" in element]
    tree = pikepdf.NameTree(root.IDTree) if "/IDTree" in root else {}
    if len(set(own)) != len(own) or {name.encode() for name in tree} != set(own):
        yield "the tree of identifiers is not that of the elements"
    for element in elements:
        attributes = element.get("/A", {})
        for name in attributes.get("/Headers", []) if isinstance(attributes, pikepdf.Dictionary) else []:
            if str(name) not in tree or tree[str(name)].S != "/TH":
                yield f"{name} is no header cell"


def read_aloud(content, above=None):
    """Read the elements in their order: of each part of the structure what it is and the words that it holds.

    `above` chooses the element to begin with, given the one at the top; wrappers without a meaning are left out.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf, pypdfium2.PdfDocument(content) as document:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        words = [read_marks(document, number) for number in range(len(pdf.pages))]
        top = pdf.Root.StructTreeRoot.K[0]
        return list(tell(above(top) if above else top, words, numbers))


def tell(element, words, numbers):
    """Yield what an element is, and what it says."""
    if element.S in ("/H1", "/H2", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/BlockQuote"):
        yield str(element.S)
    for kid in list_kids(element):
        if isinstance(kid, int):
            yield words[numbers[element.Pg.objgen]].get(kid, "")
        elif kid.get("/Type") == "/StructElem":
            yield from tell(kid, words, numbers)


def read_marks(document, number):
    """Read the words under each mark of a page."""
    page = document[number]
    text, said = page.get_textpage(), {}
    for entry in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        size = pdfium.FPDFTextObj_GetText(entry.raw, text.raw, None, 0)
        room = (pdfium.FPDF_WCHAR * (size // 2))()
        pdfium.FPDFTextObj_GetText(entry.raw, text.raw, room, size)
        mark = pdfium.FPDFPageObj_GetMarkedContentID(entry.raw)
        said[mark] = said.get(mark, "") + bytes(room).decode("utf-16-le").rstrip("\0")
    text.close()
    page.close()
    return said
