"""A page in which a volunteer fills in a letter: everything in one file that asks for nothing and keeps nothing.

The page holds each letter as the letterhead's own HTML. Where words of the sender belong, the letter was composed with
marks from Unicode's private use area; here they become empty elements, which the page's script fills with text. It is
printed with the style sheets and the faces of the PDF.
"""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from appeals.formats.faces import embed_faces
from appeals.formats.fit import find_misfits
from appeals.formats.glyphs import find_missing_glyphs
from appeals.formats.html import fill_page
from appeals.formats.page import print_pdf
from appeals.formats.stationery import Stationery
from appeals.formats.windows import GUTTER, RETURN
from appeals.model.letter import Letter
from appeals.problems import FormatError
from appeals.templating import Templates

MARKS = {  # what the sender fills in; `day` is the browser's
    "name": "\ue010",
    "street": "\ue011",
    "town": "\ue012",
    "country": "\ue013",
    "email": "\ue014@\ue014",
    "personal": "\ue015",
    "day": "\ue016",
}
OWN_PARAGRAPH = re.compile(rf"<p>\s*{MARKS['personal']}\s*</p>")
COMMA = re.compile(f"(?<=[{MARKS['name']}{MARKS['street']}{MARKS['town']}])(, | · )")
# The page has a main part of its own, and there is to be one; so that of the letter becomes an element of no meaning.
MAIN, TEXT = re.compile(r"(?<![\w.#-])main(?![\w-])"), "letter-text"
# Browsers hyphenate each in their own way, or not at all; so the page does not, and its room is measured without.
UNBROKEN = """:lang(de) main p, :lang(de) main li, :lang(de) th, :lang(de) td { hyphens: manual }
.return, .sender p, .tagline, address { white-space: nowrap }"""
# Browsers cut off what stands beyond the text of a page; so the text begins at its edge, and the marks for folding
# stand within.
PAGES = """
@page {{ margin-left: 0; @top-left {{ padding-left: {left}mm; content: var(--running-head) }}
  @bottom-right {{ content: var(--page-before) counter(page) var(--page-between) counter(pages) var(--page-after) }} }}
@page :first {{ @top-left {{ content: none }} }}
.sheet {{ padding-left: {left}mm }}
"""


@dataclass(frozen=True, slots=True)
class FormPage:
    """What the page is made of, beside its templates: pieces of HTML and style, and the facts its script works with."""

    words: Mapping[str, object]  # of the page itself, in the language it is written in
    language: str
    letters: tuple[
        Mapping[str, object], ...
    ]  # id, language, label and sheet of each; without a script the first is shown
    style: str  # of the letter on paper
    facts: Mapping[str, object]


def fill_form(page: FormPage, templates: Templates) -> str:
    """Fill the page; its policy lets the browser run this script and these styles, load nothing and send nothing."""
    styles = {"faces": embed_faces(templates), "letter": page.style, "page": templates.text("form/form.css")}
    script = templates.text("form/form.js")
    return templates.page(
        "form/page.html.j2",
        words=page.words,
        language=page.language,
        letters=page.letters,
        due=bool(page.facts.get("deadline")) and not page.facts.get("late"),
        styles=styles,
        script=script,
        script_hash=hash_source(script),
        style_hashes=[hash_source(style) for style in styles.values()],
        facts=json.dumps(page.facts, ensure_ascii=False, separators=(",", ":"))
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029"),
    )


def hash_source(text: str) -> str:
    """Name a script or a style by its hash, as a policy allows it (CSP level 3, 2.3.1)."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'"


def fill_sheet(letter: Letter, templates: Templates, stationery: Stationery) -> str:
    """Fill the letterhead, and return what stands in its body, its marks as they are."""
    _, _, body = fill_page(letter, templates, stationery).partition("<body")
    return body.partition(">")[2].rpartition("</body>")[0]


def style_sheet(letter: Letter, templates: Templates, stationery: Stationery) -> str:
    """Return the style of a letter on paper; the words of its margins are variables."""
    style = fill_page(letter, templates, stationery).partition("<style>")[2].partition("</style>")[0]
    before, between, after = (json.dumps(word, ensure_ascii=False) for word in letter.page_words)
    words = f":root {{ --page-before: {before}; --page-between: {between}; --page-after: {after} }}"
    pages = PAGES.format(left=stationery.paper.left)
    return MAIN.sub(TEXT, f"{style}\n{words}{pages}{UNBROKEN}\n").replace("<", "\\3c ")


def mark_day(sheet: str, day: str, later: str, later_day: str) -> str | None:
    """Mark where a sheet prints its own day, told by that of a later day; nothing where they differ in more."""
    marked: list[str] = []
    spot = 0
    for number, piece in enumerate(sheet.split(day)):
        if number:
            own = later.startswith(later_day, spot)
            if not own and not later.startswith(day, spot):
                return None
            marked.append(MARKS["day"] if own else day)
            spot += len(later_day if own else day)
        if not later.startswith(piece, spot):
            return None
        marked.append(piece)
        spot += len(piece)
    return "".join(marked) if spot == len(later) else None


def open_fields(sheet: str) -> str:
    """Put an empty element where each mark stands; the mailbox and the paragraph of one's own may stay away."""
    sheet = OWN_PARAGRAPH.sub('<p data-typed="personal" hidden></p>', sheet)
    sheet = sheet.replace("<main>", f"<{TEXT}>").replace("</main>", f"</{TEXT}>")
    sheet = COMMA.sub(r'<span class="comma">\1</span>', sheet)
    for name, mark in MARKS.items():
        field = f'<span class="blank" data-typed="{name}"></span>'
        sheet = (
            sheet.replace(f"<br>{mark}", f'<span class="optional" hidden><br>{field}</span>') if "@" in mark else sheet
        )
        sheet = sheet.replace(mark, field)
    return sheet


def mark_end(line: str, country: str) -> str:
    """Mark the country where a line ends with it."""
    return f"{line.removesuffix(country)}{MARKS['country']}" if line.endswith(country) else line


def check_fit(letter: Letter, templates: Templates, stationery: Stationery) -> None:
    """Raise FormatError where the letter does not fit its paper or its font, as the PDF would."""
    if missing := tuple(find_missing_glyphs(letter, templates)):
        raise FormatError(*missing)
    markup = fill_page(letter, templates, stationery).replace("</style>", f"{UNBROKEN}</style>", 1)
    print_pdf(markup, templates, lambda lines: find_misfits(letter, lines, stationery))


def rooms(stationery: Stationery) -> tuple[dict[str, object], ...]:
    """Tell how wide the lines made of the sender's words may be: fields, what joins them, points, millimetres."""
    window, edge = stationery.window, stationery.paper.edge
    back = min(RETURN, edge - window.left)
    lines = (
        (("name",), "", 14.0, window.axis - GUTTER - stationery.paper.left),
        (("street", "town", "country"), ", ", 8.5, edge - window.axis),
        (("email",), "", 8.5, edge - window.axis),
        *(((("name", "street", "town", "country"), " · ", 7.0, back),) if window.back is not None else ()),
    )
    return tuple(
        {"fields": fields, "between": between, "size": size, "room": round(room, 1)}
        for fields, between, size, room in lines
    )
