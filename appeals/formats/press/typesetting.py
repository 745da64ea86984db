"""What the press knows of WeasyPrint's inside: its drawing of a line, its objects of a PDF; `boxes` has its boxes.

Written for WeasyPrint 70, which is pinned; tests hold the press to what WeasyPrint makes of whole letters.
"""

import copy
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from appeals.formats.drawn import FONT, TWINS, list_glyphs
from appeals.formats.engine import load_weasyprint
from appeals.formats.fetch import BASE
from appeals.formats.finish import finish
from appeals.formats.press.boxes import Place
from appeals.formats.press.shaping import measure_advance
from appeals.formats.textlayer import give_paper, paint, settle_glyphs, speak

FEATURES: tuple[str, ...] = ("kerning", "variant_ligatures", "variant_position", "variant_caps")
FEATURES += ("variant_numeric", "variant_alternates", "variant_east_asian", "feature_settings")
DOUBT = 0.1  # of a thousandth of an em, by which a width may be rounded either way


@dataclass(frozen=True, slots=True)
class Setting:
    """A piece of text as it is drawn: what stands between the place and the end of the text, and its width."""

    drawn: bytes
    width: float  # in CSS pixels


@dataclass(frozen=True, slots=True)
class Twins:
    """A glyph of a font that stands for two characters; `needed` where what is shared has the other one first."""

    font: bytes
    glyph: int
    usual: str
    other: str
    needed: bool


class Mismatch(Exception):  # noqa: N818 -- no error: this page cannot be made into a form
    """The page, or the objects of its PDF, are not as the press expects them."""


class Taken(Exception):  # noqa: N818 -- no error: it ends the writing of a PDF once its objects are there
    """The objects of a PDF are made, and it need not be written."""


def parse(markup: str) -> Any:  # noqa: ANN401
    """Read a page as WeasyPrint reads it, and return its root element."""
    return load_weasyprint().HTML(string=markup, base_url=BASE).etree_element


class Painter:
    """Draws on paper that is thrown away, so that the fonts of the document get to know the glyphs."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        """Take the document whose fonts are to be shared."""
        self.document = document
        self.stream = give_paper(document, 0)
        self.boxes: dict[int, int] = {}
        self.styles: dict[tuple[object, ...], int] = {}

    def mark(self) -> dict[int, int]:
        """Paint all pages, and return the mark of each box of text by its id."""
        marks = {}
        for number in range(len(self.document.pages)):
            paper = paint(self.document, number)
            marks.update({id(box): mark["mcid"] for box, mark in paper._tags.items()})  # noqa: SLF001
        return marks

    def forget(self, places: tuple[Place, ...]) -> None:
        """Let the fonts know only the glyphs of what is not a field."""
        for font in self.document.fonts.values():
            font.to_unicode.clear()
            font.widths.clear()
        boxes = [box for place in places for box in place.boxes]
        texts = [box.text for box in boxes]
        for box in boxes:
            box.text = ""
        self.mark()
        for box, text in zip(boxes, texts, strict=True):
            box.text = text

    def settle_twins(self, places: tuple[Place, ...], own: dict[bytes, dict[int, str]]) -> list[Twins]:
        """Let glyphs that stand for two characters read as one of them, and tell which these are.

        WeasyPrint lets a glyph read as what it draws with it first, and in a letter that is mostly in a field. So a
        form is for letters in which the same comes first as in its own; `own` is how the glyphs read in that one.
        """
        settled: dict[tuple[bytes, int], Twins] = {}
        for box in {self.style(place.boxes[0]): place.boxes[0] for place in places}.values():
            for usual, other in TWINS:
                before = self.recall()
                one, two = self.set(box, f"x{usual}x"), self.set(box, f"x{other}x")
                if one is None or one != two or not one.drawn:
                    continue
                name, glyph = FONT.findall(one.drawn)[0], list_glyphs(one.drawn)[1]
                shared = before.get(name, {}).get(glyph) == other
                if shared and own.get(name, {}).get(glyph) == other:  # so it is in this letter, and in those like it
                    usual, other, shared = other, usual, False  # noqa: PLW2901
                self.tables()[name][glyph] = usual
                settled.setdefault((name, glyph), Twins(name, glyph, usual, other, shared))
        return list(settled.values())

    def recall(self) -> dict[bytes, dict[int, str]]:
        """Copy what the glyphs read as so far."""
        return {font: dict(table) for font, table in self.tables().items()}

    def set(self, box: Any, text: str) -> Setting | None:  # noqa: ANN401
        """Set a text in the style of a box; None where it is another line in height, or is not drawn as one text."""
        line_break = load_weasyprint().text.line_break
        layout = line_break.Layout(box.style)
        layout.set_text(text)
        line, rest = layout.get_first_line()
        width, height = line_break.line_size(line, box.style)
        baseline = line_break.pango.pango_layout_get_baseline(layout.layout) * line_break.FROM_UNITS
        layout.deactivate()
        if rest is not None or (height, baseline + box.margin_top) != (box.height, box.baseline):
            return None
        if box.style["visibility"] != "visible":
            return Setting(b"", width)
        drawn = self.draw(box, text, layout, width)
        return None if drawn is None else Setting(drawn, width)

    def draw(self, box: Any, text: str, layout: Any, width: float) -> bytes | None:  # noqa: ANN401
        """Draw a text in place of that of a box."""
        other = copy.copy(box)
        other.text, other.pango_layout, other.width = text, layout, width
        items = self.stream.stream
        items.clear()
        load_weasyprint().draw.text.draw_text(self.stream, other, 0, "clip", "none")
        if items.count(b"BT") != 1 or items[-1] != b"ET":
            return None
        return b"\n".join(items[items.index(b"BT") + 2 : -1])

    def find_face(self, box: Any) -> "Face | None":  # noqa: ANN401
        """Find the first font of the style of a box; None where lines in it are not simply drawn glyph by glyph."""
        style = box.style
        text = load_weasyprint().text
        spaced = style["letter_spacing"] != "normal" or style["font_language_override"] != "normal"
        if spaced or not style["lang"] or style["visibility"] != "visible":
            return None
        layout = text.line_break.Layout(style)
        layout.set_text("x")
        features = text.fonts.font_features(*(style[f"font_{name}"] for name in FEATURES))
        face = Face(layout, self.stream, features)
        return None if face.is_drawn() else face

    def style(self, box: Any) -> int:  # noqa: ANN401
        """Give the style of a box a number, the same for all in which a text is drawn alike."""
        if id(box) not in self.boxes:
            style = box.style
            key = load_weasyprint().text.line_break._font_style_cache_key(style, include_size=True)  # noqa: SLF001
            keys = ("letter_spacing", "overflow_wrap", "white_space", "visibility", "direction")
            drawn = (key, *(str(style[key]) for key in keys), box.height, box.baseline, box.margin_top)
            self.boxes[id(box)] = self.styles.setdefault(drawn, len(self.styles))
        return self.boxes[id(box)]

    def tables(self) -> dict[bytes, dict[int, str]]:
        """Give the text of each glyph drawn so far, by font."""
        return {font.hash.encode(): font.to_unicode for font in self.document.fonts.values()}


class Face:
    """A font of Pango's in one size, and how WeasyPrint writes its glyphs."""

    def __init__(self, layout: Any, stream: Any, features: dict[str, int]) -> None:  # noqa: ANN401
        """Take a layout with a letter in it, and paper to draw on."""
        line_break = load_weasyprint().text.line_break
        self.pango, self.unit = line_break.pango, line_break.FROM_UNITS
        self.layout, self.stream, self.features, self.language = layout, stream, features, layout.style["lang"]
        line, _ = layout.get_first_line()
        self.pango_font = line.runs[0].data.item.analysis.font
        self.known, self.size = stream.add_font(self.pango_font)
        self.font = locate(self.pango.pango_font_get_hb_font(self.pango_font))
        self.texts: dict[int, str] = self.known.to_unicode
        self.opening = b"/%b %b Tf\n" % (self.known.hash.encode(), write(self.size))

    def is_drawn(self) -> bool:
        """Say whether the font has pictures or colours in place of outlines."""
        return bool(self.known.bitmap or self.known.svg or self.known.png or self.known.colr)

    def write(self, glyph: int, advance: int) -> str:
        """Write a glyph, and how much the next is moved from where the font alone would have it."""
        width = self.known.widths.get(glyph)
        if width is None:
            extents = self.stream.logical_rect
            self.pango.pango_font_get_glyph_extents(self.pango_font, glyph, self.stream.ink_rect, extents)
            width = self.known.widths[glyph] = round(extents.width * 1000 * self.unit / self.size)
        kerning = width + 0.0 - advance * 1000 * self.unit / self.size
        return f"{glyph:04x}>{int(kerning)}<" if kerning else f"{glyph:04x}"


def locate(pointer: Any) -> int:  # noqa: ANN401
    """Return the address that a pointer of WeasyPrint's holds."""
    return int(load_weasyprint().text.line_break.ffi.cast("uintptr_t", pointer))


def are_widths_sure(document: Any) -> bool:  # noqa: ANN401
    """Say whether the widths that WeasyPrint notes of all glyphs are the same whatever size each is first drawn in.

    It reckons them in thousandths of an em from the size that comes first, which need not be the same in a form. In a
    font of 1000 units an em they come out whole.
    """
    return all(
        abs(measure_advance(locate(font.hb_face), glyph) * 1000 / font.upem % 1 - 0.5) > DOUBT
        for font in document.fonts.values()
        if 1000 % font.upem
        for glyph in font.widths
    )


def find_target(target: str) -> str | None:
    """Return the address of a link as it is written into a PDF; None where it leads into the page itself."""
    weasyprint = load_weasyprint()
    _, (kind, address) = weasyprint.urls.get_link(weasyprint.html.parse_url(target, BASE), BASE)
    return str(address) if kind == "external" else None


def take_objects(document: Any) -> tuple[Any, list[dict[int, int]]]:  # noqa: ANN401
    """Make the objects of a document's PDF, finished, without writing them.

    With them go the spots of all marks in the drawing of each page, as they were before finishing: running heads and
    page numbers lose theirs in it.
    """
    spoken = settle_glyphs(document)
    taken: list[Any] = []

    def take(_: object, pdf: Any) -> None:  # noqa: ANN401
        taken.append(pdf)
        raise Taken

    with suppress(Taken):
        document.write_pdf(pdf_variant="pdf/a-3a", finisher=take)
    pdf = taken[0]
    speak(pdf, spoken)
    spots = []
    for page in (entry for entry in pdf.objects if is_kind(entry, "/Page")):
        items = pdf.objects[refer(page["Contents"])].stream
        spots.append(
            {item["MCID"]: spot for spot, item in enumerate(items) if isinstance(item, dict) and "MCID" in item}
        )
    finish(pdf, 0)
    pdf.add_object(pdf.info)
    return pdf, spots


def is_kind(entry: Any, kind: str) -> bool:  # noqa: ANN401
    """Say whether an object of a PDF is a dictionary of a kind."""
    return isinstance(entry, dict) and entry.get("Type") == kind


def is_stream(entry: Any) -> bool:  # noqa: ANN401
    """Say whether an object of a PDF is a stream."""
    return hasattr(entry, "stream")


def refer(reference: bytes) -> int:
    """Read the number of the object that a reference means."""
    return int(reference.split()[0])


def join(items: list[Any]) -> bytes:
    """Write a stretch of drawing."""
    return b"".join(write(item) + b"\n" for item in items)


def write(item: Any) -> bytes:  # noqa: ANN401
    """Write a number, a name, an object as it stands in a PDF."""
    written: bytes = writer()(item)
    return written


@lru_cache(maxsize=1)
def writer() -> Any:  # noqa: ANN401
    """Find how WeasyPrint writes an item, once: it is asked for each line of a batch."""
    return load_weasyprint().pdf.pydyf._to_bytes  # noqa: SLF001
