"""The same letter by ReportLab's platypus: the same words and faces, a similar layout, two pages."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from peers import FONTS, Make, Task
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, KeepTogether, NextPageTemplate, PageTemplate, Paragraph, Spacer

from appeals.model.letter import Block, Letter, Listing, Runs

FACES = {"Serif": "400Regular", "Serif-Italic": "400Regular_Italic", "Serif-Strong": "600SemiBold"}
TEXT = ParagraphStyle("text", fontName="Serif", fontSize=10.75, leading=15, spaceBefore=7.5)
STRONG = ParagraphStyle("strong", TEXT, fontName="Serif-Strong", leftIndent=5 * mm)
SUBJECT = ParagraphStyle("subject", TEXT, fontName="Serif-Strong", fontSize=11.5)
ITEM = ParagraphStyle("item", STRONG, leftIndent=10 * mm, bulletIndent=5 * mm, spaceBefore=3.75)
SMALL = ParagraphStyle("small", TEXT, fontSize=8.5, leading=12, spaceBefore=0)
FOOT = ParagraphStyle("foot", SMALL, alignment=TA_RIGHT)
ADDRESS = ParagraphStyle("address", TEXT, fontSize=10, leading=12.4)
WIDE, HIGH = A4
LEFT, COLUMN, SECOND = 25 * mm, 150 * mm, 125 * mm


def print_by_reportlab() -> Make:
    """Make letters by ReportLab, with fonts that are loaded once."""
    for name, file in FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(Path(FONTS) / f"SourceSerif4_{file}.ttf")))
    pdfmetrics.registerFontFamily("Serif", normal="Serif", italic="Serif-Italic", bold="Serif-Strong")
    return make


def make(task: Task) -> bytes:
    """Lay a letter out and write it."""
    target, letter = BytesIO(), task.letter
    front = Frame(LEFT, 32 * mm, COLUMN, HIGH - 132 * mm, 0, 0, 0, 0)
    later = Frame(LEFT, 32 * mm, COLUMN, HIGH - 70 * mm, 0, 0, 0, 0)
    document = BaseDocTemplate(target, pagesize=A4, title=" ".join(letter.subject), author=letter.letterhead.name)
    document.addPageTemplates(
        [
            PageTemplate("front", [front], onPage=partial(draw_front, letter)),
            PageTemplate("later", [later], onPage=partial(draw_later, letter)),
        ]
    )
    document.build([NextPageTemplate("later"), *flow(letter)])
    return target.getvalue()


def flow(letter: Letter) -> Iterator[Any]:
    """Yield what stands below the address."""
    yield Paragraph(in_lines(letter.subject), SUBJECT)
    yield Spacer(0, 15)
    yield Paragraph(escape(letter.salutation), TEXT)
    for block in letter.body:
        yield from set_block(block)
    close = [Spacer(0, 7.5), Paragraph(escape(letter.close), TEXT), Spacer(0, 20 * mm)]
    yield KeepTogether([*close, Paragraph(in_lines(letter.signature), TEXT)])
    if letter.copies:
        yield Spacer(0, 22.5)
        yield Paragraph(in_lines((letter.copies.label, *letter.copies.lines)), SMALL)


def set_block(block: Block) -> Iterator[Paragraph]:
    """Set a paragraph, or the items of a list."""
    if isinstance(block, Listing):
        for number, item in enumerate(block.items, start=1):
            yield Paragraph(set_runs(item), ITEM, bulletText=f"{number}." if block.numbered else "–")
    else:
        yield Paragraph(set_runs(block.runs), STRONG if getattr(block, "role", "") == "demand" else TEXT)


def set_runs(runs: Runs) -> str:
    """Mark up the words of a paragraph."""
    tags = {"": "{}", "em": "<i>{}</i>", "strong": "<b>{}</b>"}
    return "".join(tags[run.style].format(escape(run.text)) for run in runs)


def in_lines(lines: tuple[str, ...]) -> str:
    """Mark up lines that stand below one another."""
    return "<br/>".join(map(escape, lines))


def draw_front(letter: Letter, canvas: Any, _: object) -> None:  # noqa: ANN401 -- ReportLab has no types
    """Draw what surrounds the text on the first page."""
    head = letter.letterhead
    draw(canvas, f"<font size=14>{escape(head.name)}</font>", TEXT, LEFT, 25 * mm)
    draw(canvas, in_lines(head.lines), SMALL, SECOND, 25 * mm)
    draw(canvas, f"<font size=7>{escape(head.return_line)}</font>", SMALL, LEFT, 50 * mm)
    draw(canvas, in_lines(letter.notes), SMALL, LEFT, 56 * mm)
    draw(canvas, in_lines(letter.address), ADDRESS, LEFT, 84 * mm)
    entries = "<br/><br/>".join(f"<i>{escape(entry.label)}</i><br/>{in_lines(entry.lines)}" for entry in letter.info)
    draw(canvas, entries, SMALL, SECOND, 84 * mm)
    draw_foot(letter, canvas)


def draw_later(letter: Letter, canvas: Any, _: object) -> None:  # noqa: ANN401
    """Draw what surrounds the text on the other pages."""
    draw(canvas, escape(letter.running_head), SMALL, LEFT, 30 * mm)
    draw_foot(letter, canvas)


def draw_foot(letter: Letter, canvas: Any) -> None:  # noqa: ANN401
    """Draw the number of the page; the count of all is taken as two, since ReportLab knows it only afterwards."""
    one, two, three = letter.page_words
    draw(canvas, f"{one}{canvas.getPageNumber()}{two}2{three}", FOOT, LEFT, 275 * mm)


def draw(canvas: Any, words: str, style: ParagraphStyle, left: float, bottom: float) -> None:  # noqa: ANN401
    """Draw a paragraph that ends so far below the top of the page."""
    paragraph = Paragraph(words, style)
    paragraph.wrap(COLUMN if left == LEFT else 75 * mm, HIGH)
    paragraph.drawOn(canvas, left, HIGH - bottom)
