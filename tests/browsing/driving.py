"""Driving the system's Chromium: finding it, starting it quietly, asking axe-core of a page, reading what it prints."""

import shutil
from typing import Any

import pypdfium2

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
INSTALL_LINE = "sudo apt-get install chromium"
QUIET = (  # a browser that asks for nothing of its own
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MM = 25.4 / 72


def find_chromium() -> str | None:
    """Find the system's Chromium or Chrome."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def violations(page: Any) -> list[str]:
    """Ask axe-core what hinders people on the page as it stands; a line each: rule, why, and where."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 -- absent where the tests are skipped

    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {node['target']}" for rule in found for node in rule["nodes"]]


def print_page(page: Any) -> bytes:
    """Print the page as PDF, as its reader would, on the paper that it names."""
    content: bytes = page.pdf(prefer_css_page_size=True)
    return content


def words_of(content: bytes) -> list[list[str]]:
    """Read the words of each page of a PDF, those cut at the end of a line made whole, in the order of the alphabet."""
    pages = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            pages.append(sorted(text.get_text_range().replace("\ufffe", "").replace("\u200b", "").split()))
            text.close()
            page.close()
    return pages


def place_of(content: bytes, words: str, number: int = 0) -> tuple[float, float, float, float]:
    """Find words on a page: left, top, right, bottom of their ink in millimetres."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[number]
        height, text = page.get_height(), page.get_textpage()
        first, count = text.search(words, match_case=True).get_next()
        boxes = [text.get_charbox(first + index) for index in range(count) if words[index].strip()]
        text.close()
        page.close()
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return left * MM, (height - top) * MM, right * MM, (height - bottom) * MM


def rules_of(content: bytes, number: int = 0) -> list[tuple[float, float, float]]:
    """Read what is drawn on a page beside text as left, top, right in millimetres."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[number]
        height = page.get_height()
        bounds = [one.get_bounds() for one in page.get_objects(filter=[2])]
        page.close()
    return [(left * MM, (height - top) * MM, right * MM) for left, _, right, top in bounds]
