"""Makes what is copied, searched and read aloud the same as what is seen, for letters that need marks of their own.

A glyph stands for one text in the whole file, and WeasyPrint takes for it a part of the first word that shows it. Of a
letter and a mark that are drawn one after the other (ẹ́ in Yoruba, ė́ in Lithuanian) the letter would stand for nothing
and the mark for both, wherever they are met. So pages with such letters are drawn once for trial: each glyph then
stands for the character by which the font knows it. Readers also take a mark that is moved for the end of a word, and
an i gives up its dot to an accent; so a stretch of text with such letters carries its words beside it (ActualText,
ISO 32000-1, 14.9.4).
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

from appeals.formats.drawn import Fonts, read_letter
from appeals.formats.engine import load_weasyprint

SCALE = 0.75  # points in a CSS pixel
Spoken = Mapping[tuple[int, int], str]  # page from 0, and mark: the words of a stretch of text that reads otherwise
UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def has_marks(text: str) -> bool:
    """Say whether a text has marks that stand by themselves, or make no character with the letter before them."""
    return not text.isascii() and any(map(unicodedata.combining, text + unicodedata.normalize("NFC", text)))


def settle_glyphs(document: Any) -> Spoken:  # noqa: ANN401 -- WeasyPrint has no types
    """Let the glyphs of a document that is laid out stand for their characters, and tell what reads otherwise still."""
    boxes = [list(find_boxes(page._page_box)) for page in document.pages]  # noqa: SLF001 -- as in `measure`
    if not any(has_marks(box.text) for page in boxes for box in page):
        return {}
    sheets = [paint(document, number) for number in range(len(document.pages))]
    for font in document.fonts.values():
        settle_font(font.to_unicode, list_characters(font))
    fonts = {font.hash.encode(): font.to_unicode for font in document.fonts.values()}
    return dict(find_misread(sheets, fonts))


def find_boxes(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield WeasyPrint's boxes of text."""
    if type(box).__name__ == "TextBox":
        yield box
    for child in getattr(getattr(box, "_box", box), "children", ()):
        yield from find_boxes(child)


def paint(document: Any, page: int) -> Any:  # noqa: ANN401
    """Draw a page on paper that is thrown away, so that the fonts of the document get to know its glyphs."""
    paper = give_paper(document, page)
    document.pages[page].paint(paper, SCALE)
    return paper


def give_paper(document: Any, page: int) -> Any:  # noqa: ANN401
    """Give new paper of the size of a page."""
    weasyprint = load_weasyprint()
    pydyf = weasyprint.pdf.pydyf
    made = {key: pydyf.Dictionary() for key in ("ExtGState", "XObject", "Pattern", "Shading")}
    resources = pydyf.Dictionary({**made, "ColorSpace": b"0 0 R"})
    sheet = document.pages[page]
    return weasyprint.pdf.stream.Stream(
        document.fonts,
        (0, 0, sheet.width, sheet.height),
        resources,
        {},
        {},
        document.color_profiles,
        document.output_intent,
    )


def settle_font(table: dict[int, str], characters: Mapping[int, tuple[str, ...]]) -> None:
    """Correct the texts of glyphs: each stands for a character of its own, unless it is drawn for several letters."""
    for glyph, text in table.items():
        own = characters.get(glyph, ())
        if own and not any(text and text in (char, *forms(char)) for char in own):
            table[glyph] = own[0]


@lru_cache(maxsize=4096)
def forms(character: str) -> tuple[str, str, str]:
    """Write a character in other ways: decomposed, and as the letters that it joins."""
    return tuple(unicodedata.normalize(form, character) for form in ("NFC", "NFD", "NFKC"))  # type: ignore[return-value]


def list_characters(font: Any) -> Mapping[int, tuple[str, ...]]:  # noqa: ANN401
    """List the characters by which a font of the document knows each glyph, the usual one first."""
    return read_characters(Content(font.file_content), font.index)


class Content(bytes):
    """The bytes of a font, told apart by their digest."""

    __slots__ = ()

    def __hash__(self) -> int:
        """Tell them apart."""
        return int.from_bytes(sha256(self).digest()[:8], "big")


@lru_cache(maxsize=16)
def read_characters(content: Content, index: int) -> Mapping[int, tuple[str, ...]]:
    """Read the table of characters of a font."""
    found: dict[int, list[str]] = {}
    with TTFont(BytesIO(content), fontNumber=index, lazy=True) as font:
        for code, name in sorted(font.getBestCmap().items()):
            found.setdefault(font.getGlyphID(name), []).append(chr(code))
    return {glyph: tuple(characters) for glyph, characters in found.items()}


def find_misread(sheets: Sequence[Any], fonts: Fonts) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the stretches of text on drawn pages that may read otherwise than they are written, and their words."""
    for number, sheet in enumerate(sheets):
        drawn = cut_marked(sheet.stream)
        for box, mark in sheet._tags.items():  # noqa: SLF001
            text = getattr(box, "text", "")
            if not text.strip():
                continue
            if has_marks(text) or tight(read_letter(drawn.get(mark["mcid"], b""), fonts) or "") != tight(text):
                yield (number, mark["mcid"]), text


def cut_marked(items: Sequence[Any]) -> dict[int, bytes]:
    """Cut what is drawn under each mark out of a page's drawing."""
    found: dict[int, bytes] = {}
    own: list[bytes] = []
    mark = None
    for item in items:
        if isinstance(item, dict) and "MCID" in item:
            mark, own = item["MCID"], []
        elif item == b"EMC" and mark is not None:
            found[mark], mark = b"\n".join(own), None
        elif mark is not None:
            own.append(item if isinstance(item, bytes) else str(item).encode())
    return found


def tight(text: str) -> str:
    """Take out white space and what is not seen, and put marks and letters together."""
    words = unicodedata.normalize("NFC", text)
    return "".join(character for character in words if unicodedata.category(character) not in UNSEEN)


def speak(pdf: Any, spoken: Spoken) -> None:  # noqa: ANN401 -- pydyf has no types
    """Write into a PDF's drawing the words of what reads otherwise."""
    if not spoken:
        return
    string = load_weasyprint().pdf.pydyf.String
    pages = [entry for entry in pdf.objects if isinstance(entry, dict) and entry.get("Type") == "/Page"]
    for number, page in enumerate(pages):
        for item in pdf.objects[int(page["Contents"].split()[0])].stream:
            if isinstance(item, dict) and (number, item.get("MCID")) in spoken:
                item["ActualText"] = string(spoken[number, item["MCID"]])
