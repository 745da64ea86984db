"""The same letter by others: WeasyPrint as anyone would use it, and Typst. ReportLab has a file of its own."""

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from appeals.formats.html import fill_page
from appeals.formats.stationery import A4
from appeals.model.letter import Letter
from appeals.templating import Templates

HOUSE = Path(__file__).parents[2]
SHEET = HOUSE / "templates" / "letterhead" / "fonts.css"
FONTS = SHEET.with_name("fonts")
OWN = ("letterhead", "address", "info", "salutation", "signature", "running_head")  # what differs between letters
SHARED = ("language", "notes", "subject", "body", "close", "copies", "page_words")


@dataclass(frozen=True, slots=True)
class Task:
    """One letter to be made: its words, and its page in HTML, which is filled beforehand."""

    letter: Letter
    page: str


Make = Callable[[Task], bytes]  # a PDF of a letter


def prepare(letters: Iterable[Letter], templates: Templates) -> list[Task]:
    """Fill the pages, so that only the making of PDFs is measured."""
    return [Task(letter, fill_page(letter, templates, A4)) for letter in letters]


def print_alone(task: Task) -> bytes:
    """Make a letter by one plain call of WeasyPrint."""
    return write(task.page, stylesheets=[str(SHEET)])


def print_with_shared_fonts() -> Make:
    """Make letters by WeasyPrint with fonts that are loaded once."""
    fonts = FontConfiguration()
    sheet = CSS(str(SHEET), font_config=fonts)
    return lambda task: write(task.page, stylesheets=[sheet], font_config=fonts)


def write(page: str, **options: Any) -> bytes:  # noqa: ANN401 -- WeasyPrint has no types
    """Lay a page out and write it as the archive format that our letters have."""
    content: bytes = HTML(string=page).write_pdf(pdf_variant="pdf/a-3a", **options)
    return content


def print_by_typst(folder: Path, letter: Letter, *, tagged: bool) -> Make:
    """Make letters by one compiler of Typst that stays in the process and remembers what it has laid out."""
    import typst  # noqa: PLC0415 -- a peer that may be missing

    folder.mkdir(exist_ok=True)
    shutil.copy(Path(__file__).with_name("letter.typ"), folder)
    words = {name: value for name, value in asdict(letter).items() if name in SHARED}
    (folder / "words.json").write_text(json.dumps(words), encoding="utf-8")
    compiler = typst.Compiler(
        str(folder / "letter.typ"), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=fields_of(letter)
    )

    def make(task: Task) -> bytes:
        content: bytes = compiler.compile(format="pdf", sys_inputs=fields_of(task.letter), pdf_tags=tagged)
        return content

    return make


def fields_of(letter: Letter) -> dict[str, str]:
    """Write down what is a letter's own."""
    told = {
        "letterhead": asdict(letter.letterhead),
        "info": [asdict(entry) for entry in letter.info],
        **{name: getattr(letter, name) for name in OWN if name not in ("letterhead", "info")},
    }
    return {"fields": json.dumps(told)}
