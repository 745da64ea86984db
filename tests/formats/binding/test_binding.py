"""All letters of a batch as one file: what is printed, in which order, and on which sheets."""

import io
import itertools
import tracemalloc
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops
from pressed import amend, find_parts, lay_out_plainly, press, stream_of

from appeals.formats.binding import Binder, Bound
from appeals.formats.press import fill, make_form, texts_of
from appeals.formats.stationery import A4

FRONTS = (0, 2, 4, 8)  # where the four letters of the batch begin, from zero
PAGES = (1, 2, 3, 1)
HUNDRED_DPI = 100 / 72


def photograph(content):
    """Take a picture of every page as a printer with a hundred dots to the inch would."""
    document = pypdfium2.PdfDocument(content)
    pictures = [page.render(scale=HUNDRED_DPI).to_pil() for page in document]
    document.close()
    return pictures


def read_bookmarks(content):
    """Read the bookmarks as (words, number of the page they lead to, those below)."""
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}

        def tell(item):
            leads_to = numbers[item.obj.Dest[0].objgen]
            return str(item.title), leads_to, [tell(kid) for kid in item.children]

        return [tell(item) for item in outline.root]


def test_every_page_is_printed_as_in_its_letter(batch, gather):
    """At a hundred dots to the inch no pixel of any page differs from the letter's own file; blank pages are blank."""
    pictures = photograph(gather(batch))
    assert len(pictures) == 10
    for front, count, letter in zip(FRONTS, PAGES, batch, strict=True):
        own = photograph(letter.content)
        assert len(own) == count
        for mine, theirs in zip(pictures[front : front + count], own, strict=True):
            assert mine.size == theirs.size
            assert ImageChops.difference(mine, theirs).getbbox() is None
        for blank in pictures[front + count : front + count + count % 2]:
            assert blank.size == own[-1].size
            assert blank.convert("L").getextrema() == (255, 255)


def test_bookmarks_lead_to_the_fronts_of_sheets(batch, gather):
    """Each letter has one bookmark, in whatever script, and it leads to the letter's first page, on a sheet's front."""
    marks = read_bookmarks(gather(batch))
    words = [" ".join(letter.title.split()) for letter in batch]
    assert marks == [(title, front, []) for title, front in zip(words, FRONTS, strict=True)]


def test_groups_of_bookmarks(content, gather):
    """Neighbours of one group stand below a bookmark with its name, closed, which leads to the first of them."""
    groups = ("One (1)", "One (1)", "", "Größe", "Größe", "One (1)")
    letters = [Bound(f"to {number}", content, group) for number, group in enumerate(groups)]
    bound = gather(letters)
    assert read_bookmarks(bound) == [
        ("One (1)", 0, [("to 0", 0, []), ("to 1", 2, [])]),
        ("to 2", 4, []),
        ("Größe", 6, [("to 3", 6, []), ("to 4", 8, [])]),
        ("One (1)", 10, [("to 5", 10, [])]),
    ]
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        assert pdf.Root.Outlines.Count == 4
        assert [pdf.Root.Outlines[end].Count for end in ("/First", "/Last")] == [-2, -1]


def test_printer_is_told_how(batch, gather):
    """The file asks for both sides along the long edge, in true size, from the tray of each page's paper."""
    with pikepdf.open(io.BytesIO(gather(batch))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert dict(pdf.Root.ViewerPreferences) == {
            "/Duplex": pikepdf.Name.DuplexFlipLongEdge,
            "/PrintScaling": pikepdf.Name("/None"),
            "/PickTrayByPDFSize": True,
            "/DisplayDocTitle": True,
        }
        sizes = [tuple(round(float(edge)) for edge in page.MediaBox[2:]) for page in pdf.pages]
    assert sizes == [(595, 842)] * 2 + [(612, 792)] * 6 + [(595, 842)] * 2


def test_nobody_is_named_beside_pages_and_bookmarks(batch, gather):
    """There are no authors, dates or links; the title is the same for every batch."""
    with pikepdf.open(io.BytesIO(gather(batch))) as pdf:
        assert dict(pdf.docinfo) == {"/Title": "Letters to print"}
        kept = {key for page in pdf.pages for key in page.obj}
        kinds = {str(entry.get("/Type")) for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary)}
        del pdf.Root.Outlines
        plain = b"".join(
            entry.read_bytes() if isinstance(entry, pikepdf.Stream) else repr(entry).encode() for entry in pdf.objects
        )
    assert kept == {
        "/Type",
        "/Parent",
        "/MediaBox",
        "/TrimBox",
        "/BleedBox",
        "/Resources",
        "/Contents",
        "/StructParents",
    }
    assert "/Annot" not in kinds
    for trace in (b"Example Society", b"CreationDate", b"CreateDate", b"Producer", b"mailto:"):
        assert trace not in plain


def test_what_letters_share_is_there_once(batch, content, gather):
    """A letter bound a hundred times adds its pages, tags and bookmarks, and nothing of its fonts and drawings."""
    once, often = (gather([Bound("to whom", content)] * times) for times in (1, 100))
    assert len(once) < len(content) + 1000
    assert len(often) - len(once) < 99 * 2200
    with pikepdf.open(io.BytesIO(often)) as pdf:
        files = [entry for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary) and "/FontFile2" in entry]
        assert len(pdf.pages) == 200
    assert len(files) == 3
    apart = sum(len(gather([letter])) for letter in batch)
    assert len(gather(batch)) < apart - len(gather(batch[-1:])) + 2000


def test_how_a_letter_is_laid_out_does_not_matter(content, gather):
    """A file with streams of objects and one with a table of all objects are the same letter and are bound alike."""
    plain = lay_out_plainly(content)
    assert plain != content
    mixed = gather([Bound("a", content), Bound("b", plain)])
    with pikepdf.open(io.BytesIO(mixed)) as pdf:
        first, _, third, _ = pdf.pages
        assert first.Contents.read_raw_bytes() == third.Contents.read_raw_bytes()
    pictures = photograph(mixed)
    for mine, theirs in zip(pictures[:2], pictures[2:], strict=True):
        assert ImageChops.difference(mine, theirs).getbbox() is None


def test_pressed_letters_keep_their_own_pages(content, batch, gather):
    """Of letters with the same front and other first pages each keeps its own, with letters of another form between."""
    write, write_other = press(content), press(batch[0].content)
    made = [make(number) for number in range(6) for make in (write, write_other)]
    with pikepdf.open(io.BytesIO(gather(Bound("to whom", letter) for letter in made))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 24
        remarks = [page.Contents.read_bytes().rpartition(b"%")[2].strip() for page in pdf.pages[::2]]
        assert remarks == [b"%d" % number for number in range(6) for _ in "ab"]
        seconds = {page.Contents.objgen for page in itertools.islice(pdf.pages, 1, None, 4)}
        fonts = {page.Resources.Font.objgen for page in pdf.pages if "/Font" in page.Resources}
    assert len(seconds) == 1
    assert len(fonts) == 2


def test_drawing_that_refers_to_something(content, gather):
    """A letter whose drawing is not like that of the letters before is read as a whole, and bound all the same."""
    plain, write = lay_out_plainly(content), press(content)
    (*_, resources, number), drawn = find_parts(plain)
    other = amend(plain, number, stream_of(drawn + b"\n% other", b"/Own %d 0 R" % resources))
    with pikepdf.open(io.BytesIO(gather(Bound("", letter) for letter in (write(1), write(2), other, write(3))))) as pdf:
        assert pdf.check_pdf_syntax() == []
        remarks = [page.Contents.read_bytes().rpartition(b"%")[2].strip() for page in pdf.pages[::2]]
        assert remarks == [b"1", b"2", b"other", b"3"]
        assert pdf.pages[4].Contents.Own.objgen == pdf.pages[0].Resources.objgen


def test_drawing_that_is_used_twice(content, gather):
    """What a page draws, and what is drawn with as well, is told apart in every letter of a form."""
    plain = lay_out_plainly(content)
    (_, _, resources, number), drawn = find_parts(plain)
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        fonts = pdf.pages[0].Resources.Font.objgen[0]
    twice = amend(plain, resources, b"<</Font %d 0 R/XObject<</Own %d 0 R>>>>" % (fonts, number))
    letters = [amend(twice, number, stream_of(drawn + b"\n%% %d" % count)) for count in range(3)]
    with pikepdf.open(io.BytesIO(gather(Bound("", letter) for letter in letters))) as pdf:
        for page in pdf.pages[::2]:
            assert page.Resources.XObject.Own.objgen == page.Contents.objgen
        assert len({page.Contents.objgen for page in pdf.pages[::2]}) == 3


def test_letters_from_the_press(letter, templates, gather):
    """Letters that the press makes of a form are bound as they are: every pixel, and the form's fonts once."""
    towns = ("20999 GRÜNHAFEN", "20998 ÅLESUND", "20997 ŁÓDŹ")
    several = [replace(letter, address=(*letter.address[:5], town, letter.address[6])) for town in towns]
    form = make_form(letter, {text for one in several for text in texts_of(one)}, templates, A4)
    pressed = [fill(form, one) for one in several]
    bound = gather(Bound(one.address[5], content) for one, content in zip(several, pressed, strict=True))
    own = [picture for content in pressed for picture in photograph(content)]
    for mine, theirs in zip(photograph(bound), own, strict=True):
        assert ImageChops.difference(mine, theirs).getbbox() is None
    assert [title for title, *_ in read_bookmarks(bound)] == list(towns)
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        files = [entry for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary) and "/FontFile2" in entry]
    assert len(files) == 3


def test_same_letters_same_bytes(batch, gather):
    """Binding twice gives the same bytes, and another order gives others."""
    assert gather(batch) == gather(batch)
    assert gather(batch) != gather(batch[::-1])


def test_pages_stand_in_a_balanced_tree(content, gather):
    """No node of the tree of pages has more than sixty-four kids, and all pages lie equally deep."""
    with pikepdf.open(io.BytesIO(gather([Bound("to whom", content)] * 2100))) as pdf:
        depths, widest = set(), 0
        nodes = [(pdf.Root.Pages, 1)]
        while nodes:
            node, depth = nodes.pop()
            widest = max(widest, len(node.Kids))
            for kid in node.Kids:
                assert kid.Parent.objgen == node.objgen
                if kid.Type == "/Page":
                    depths.add(depth)
                else:
                    nodes.append((kid, depth + 1))
        assert (widest, depths) == (64, {3})
        assert pdf.Root.Pages.Count == len(pdf.pages) == 4200


@pytest.mark.slow
def test_memory_stays_flat(content):
    """Thousands of letters more, each with a first page of its own, take under four hundred bytes each."""
    write = press(content)
    size = 0

    def swallow(piece):
        nonlocal size
        size += len(piece)

    binder = Binder(swallow)
    tracemalloc.start()
    try:
        peaks = []
        for stop in (1500, 4500):
            for number in range(binder.letters, stop):
                binder.add(Bound("to whom", write(number)))
            peaks.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    binder.finish()
    assert (binder.letters, binder.pages) == (4500, 9000)
    assert size > 4500 * 4000
    assert peaks[1] - peaks[0] < 3000 * 400
