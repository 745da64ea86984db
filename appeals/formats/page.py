"""Prints a page of HTML to PDF with WeasyPrint, hears its complaints, and lets nothing of the world in."""

import atexit
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from appeals.formats.engine import known_inside, load_weasyprint
from appeals.formats.fetch import BASE, Refused, make_fetcher
from appeals.formats.finish import SPARE_ENTRIES, ends_well, finish
from appeals.formats.fit import shorten
from appeals.formats.glyphs import SHEET, list_faces, spell_all
from appeals.formats.measure import Line, measure
from appeals.formats.metadata import claim_both
from appeals.formats.pictures import TooHeavy, weigh_elements
from appeals.formats.textlayer import settle_glyphs, speak
from appeals.problems import FormatError, Problem
from appeals.templating import Templates

PRESS = Lock()  # fonts are shared within the process, and Pango is not made for two at once
LINKS = ("https://", "http://", "mailto:", "tel:")
HARMLESS = "Using fontTools instead of HarfBuzz-Subset"  # slower, and the page is the same
MEND_TEMPLATE = "mend the template or the style sheets in templates/letterhead"

Inspect = Callable[[tuple[Line, ...]], Iterable[Problem]]


def print_pdf(markup: str, templates: Templates, inspect: Inspect) -> bytes:
    """Print the page as PDF/A-3a and PDF/UA-1; raise FormatError where `inspect` finds problems in its lines."""
    with PRESS, known_inside():
        for attempt in range(len(SPARE_ENTRIES)):
            content = print_once(markup, templates, inspect, attempt)
            if ends_well(content):
                break
        return content


def print_once(markup: str, templates: Templates, inspect: Inspect, attempt: int) -> bytes:
    """Lay out, inspect and write."""
    weasyprint = load_weasyprint()
    fetcher = make_fetcher(templates)
    with complaining() as complaints:
        try:
            document = lay_out(markup, templates, fetcher)
            raise_faults(fetcher.refused, complaints)
            if problems := (*find_ties(document), *inspect(measure(document.pages))):
                raise FormatError(*problems)
            spoken = settle_glyphs(document)

            def complete(_: object, pdf: Any) -> None:  # noqa: ANN401
                speak(pdf, spoken)
                finish(pdf, attempt)

            content: bytes = document.write_pdf(pdf_variant="pdf/a-3a", finisher=complete)
        except weasyprint.urls.FatalURLFetchingError as error:
            raise_faults(fetcher.refused or [Refused(str(error))], [])
    foreign = {font.family for font in document.fonts.values()} - set(list_faces(templates))
    complaints.extend(f"the font {family} is not the letter’s" for family in sorted(foreign))
    raise_faults(fetcher.refused, complaints)
    return content


def lay_out(markup: str, templates: Templates, fetcher: Any) -> Any:  # noqa: ANN401 -- WeasyPrint has no types
    """Lay the page out in boxes."""
    weasyprint = load_weasyprint()
    fonts, faces = share_fonts(templates.folders, templates.text(SHEET))
    page = weasyprint.HTML(string=spell_all(markup, templates), base_url=BASE, url_fetcher=fetcher)
    insist_on_measure(page)
    document = page.render(font_config=fonts, stylesheets=[faces], pdf_variant="pdf/a-3a")
    claim_both(document)
    return document


def insist_on_measure(page: Any) -> None:  # noqa: ANN401 -- WeasyPrint has no types
    """Raise FormatError where the elements of a page would take too much to lay out."""
    try:
        weigh_elements(page.etree_element)
    except TooHeavy as error:
        raise FormatError(Problem(f"the letterhead {error}", MEND_TEMPLATE, code="PICTURE")) from error


@lru_cache(maxsize=4)
def share_fonts(folders: tuple[Path, ...], sheet: str) -> tuple[Any, Any]:
    """Load the faces once a process: it takes longer than laying out a page, and the bytes are the same."""
    weasyprint = load_weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    fetcher = make_fetcher(Templates(folders))
    return fonts, weasyprint.CSS(string=sheet, base_url=f"{BASE}{SHEET}", font_config=fonts, url_fetcher=fetcher)


atexit.register(share_fonts.cache_clear)  # while Python can still remove the fonts' temporary folder


@contextmanager
def complaining() -> Iterator[list[str]]:
    """Collect the warnings and errors of WeasyPrint, which would otherwise pass unheard."""
    complaints: list[str] = []
    logger, ear = logging.getLogger("weasyprint"), logging.Handler(logging.WARNING)
    ear.addFilter(lambda record: not record.getMessage().startswith(HARMLESS))
    ear.emit = lambda record: complaints.append(record.getMessage())  # type: ignore[method-assign]
    before = logger.level, logger.propagate
    logger.addHandler(ear)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield complaints
    finally:
        logger.removeHandler(ear)
        logger.level, logger.propagate = before


def raise_faults(refused: Sequence[Refused], complaints: list[str]) -> None:
    """Raise FormatError where the page asked for what it must not have, or where WeasyPrint complained."""
    if refused:
        raise FormatError(*map(refuse, dict.fromkeys(refused)))
    if complaints:
        share_fonts.cache_clear()  # a face may be among what could not be read
        told = (f"the page cannot be printed as it is written: {complaint}" for complaint in dict.fromkeys(complaints))
        raise FormatError(*(Problem(sentence, MEND_TEMPLATE) for sentence in told))


def find_ties(document: Any) -> Iterator[Problem]:  # noqa: ANN401
    """Yield attachments, and links that lead elsewhere than to the web, a mailbox or a telephone."""
    links = [(kind, target) for page in document.pages for kind, target, *_ in page.links]
    if document.metadata.attachments or any(kind == "attachment" for kind, _ in links):
        yield Problem("the letterhead attaches a file to the letter, and a letter carries none", MEND_TEMPLATE)
    for kind, target in links:
        if kind == "external" and (not target.startswith(LINKS) or target.startswith(BASE)):
            yield Problem(f"the letterhead links to {target}, which means nothing to the reader", MEND_TEMPLATE)


def refuse(url: Refused) -> Problem:
    """Say that a page asked for something outside the templates, or for a picture that takes too much."""
    if url.reason:
        name = url.removeprefix(BASE)
        return Problem(
            f"the file templates/{name} {url.reason}", "draw it more simply, or leave it out", code="PICTURE"
        )
    return Problem(
        f"the letterhead asks for {shorten(url, 100)}, and a letter reads nothing but the files of its templates",
        "take that out of the template or the style sheet, or put the file (css, ttf, otf, svg, png) into templates/",
    )
