"""Measures what was laid out: every line of text with its place on the sheet, in millimetres from the top left."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from appeals.formats.sizes import Frame

MM = 25.4 / 96  # a CSS pixel
PARTS = frozenset({"organisation", "tagline", "sender", "return", "notes", "info", "annex", "marks"})  # classes
TAGS = {"address": "address", "h1": "subject", "main": "text"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page (from 1) in a part of the letter; `clipped` where a box cuts some of it off."""

    page: int
    part: str
    text: str
    frame: Frame
    clipped: bool = False


def measure(pages: list[Any]) -> tuple[Line, ...]:
    """Measure all lines of WeasyPrint's pages, in their order."""
    return tuple(line for _, line in trace(pages))


def trace(pages: list[Any]) -> Iterator[tuple[Any, Line]]:
    """Yield WeasyPrint's box of each line with what is measured of it, in their order."""
    for number, page in enumerate(pages, start=1):
        sheet = (0.0, 0.0, page.width * MM, page.height * MM)
        for child in page._page_box.children:  # noqa: SLF001 -- there is no public way to a box; WeasyPrint is pinned
            part = "margin" if hasattr(child, "at_keyword") else "other"
            yield from walk(child, number, part, sheet)


def walk(box: Any, page: int, part: str, clip: Frame) -> Iterator[tuple[Any, Line]]:  # noqa: ANN401 -- WeasyPrint has no types
    """Yield the lines in a box and in what it holds."""
    part = name_part(box) or part
    if type(box).__name__ == "LineBox":
        leaves = tuple(find_texts(box))
        if leaves:
            frame = (
                min(leaf.position_x for leaf in leaves) * MM,
                box.position_y * MM,
                max(leaf.position_x + leaf.width for leaf in leaves) * MM,
                (box.position_y + box.height) * MM,
            )
            text = "".join(leaf.text for leaf in leaves).strip()
            yield box, Line(page, part, text, frame, not lies_in(frame, clip))
    elif box.style["overflow"] != "visible" and box.element_tag not in {"html", "body"}:
        left, top = box.padding_box_x() * MM, box.padding_box_y() * MM
        clip = (left, top, left + box.padding_width() * MM, top + box.padding_height() * MM)
    for child in getattr(box, "children", ()):
        yield from walk(child, page, part, clip)


def find_texts(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the stretches of text that stand in a line itself, not in a box of lines within it."""
    for child in box.children:
        if type(child).__name__ == "TextBox":
            if child.text.strip():
                yield child
        elif type(child).__name__ == "InlineBox":
            yield from find_texts(child)


def name_part(box: Any) -> str:  # noqa: ANN401
    """Name the part of the letter that begins with this box, if one does."""
    if box.element is None:
        return ""
    classes = PARTS.intersection((box.element.get("class") or "").split())
    return min(classes) if classes else TAGS.get(box.element_tag, "")


def lies_in(inner: Frame, outer: Frame, slack: float = 0.1) -> bool:
    """Say whether a frame lies in another, give or take some `slack` in millimetres."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )
