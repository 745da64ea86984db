"""Finds the fields among WeasyPrint's boxes, where they are set line for line as the press can set them.

With `typesetting`, all that the press knows of WeasyPrint's inside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from appeals.formats.html import Piece
from appeals.formats.measure import Line, trace
from appeals.formats.press.marking import FIELD, HEAD

WRAPPING = frozenset({"normal", "pre-wrap", "pre-line"})
SLACK = 1 / 16  # of a CSS pixel, between a line and the width at which it would be broken
NOISE = 1e-6  # of a CSS pixel, in sums of widths


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slot is printed: one line on one page."""

    slot: int
    page: int  # from 0
    line: int  # its number among all lines of the document
    boxes: tuple[Any, ...]  # of its pieces of text
    links: tuple[Any, ...]  # for each piece the box of its link, or None
    room: float  # in CSS pixels: a wider line would be broken


def find_places(
    document: Any,  # noqa: ANN401
    slots: tuple[str, ...],
    pieces: tuple[tuple[Piece, ...], ...],
) -> tuple[tuple[Place, ...], frozenset[int]] | None:
    """Find the lines of all slots, and the slots whose text must stay as it is; None where text floats or is cut off.

    Those are the slots of a field that is not set line for line as it is written: a long name, broken in two.
    """
    parents = {id(line): block for page in document.pages for line, block in find_lines(page._page_box)}  # noqa: SLF001
    if None in parents.values():
        return None
    fields: dict[str, list[int]] = {}
    for slot, name in enumerate(slots):
        fields.setdefault(name.partition(":")[0], []).append(slot)
    found: dict[str, list[Place | None]] = {}
    for number, (box, line) in enumerate(trace(document.pages)):
        field = HEAD if line.part == "margin" else box.element is not None and box.element.get(FIELD)
        if field not in fields or (field == HEAD and line.text != pieces[fields[HEAD][0]][0][0]):
            continue
        seen = found.setdefault(field, [])
        slot = fields[field][0 if field == HEAD else min(len(seen), len(fields[field]) - 1)]
        seen.append(take_place(box, line, parents[id(box)], pieces[slot], (slot, number)))
    whole = {field: len(fields[field]) for field in found} | {HEAD: len(document.pages) - 1}
    fixed = {field for field in whole if None in found.get(field, ()) or len(found.get(field, ())) != whole[field]}
    places = (place for field, places in found.items() if field not in fixed for place in places)
    return (
        tuple(place for place in places if place is not None),
        frozenset(slot for field in fixed for slot in fields[field]),
    )


def find_lines(box: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    """Yield each line with the box that holds it; None for the box where something floats, or cuts off its text."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "LineBox":
            yield child, box
        if (
            type(child).__name__ == "AbsolutePlaceholder"
            or child.style["float"] != "none"
            or child.style["overflow"] != "visible"
        ):
            yield child, None
        else:
            yield from find_lines(child)


def take_place(
    line: Any,  # noqa: ANN401
    measured: Line,
    block: Any,  # noqa: ANN401
    pieces: tuple[Piece, ...],
    where: tuple[int, int],
) -> Place | None:
    """Read the boxes of one line; None where they are not those of the pieces, from the left, and in plain style."""
    boxes: list[Any] = []
    links: list[Any] = []
    for child in line.children:
        kind = type(child).__name__
        inner: tuple[Any, ...] = getattr(child, "children", ())
        if kind == "TextBox":
            boxes.append(child)
            links.append(None)
        elif kind == "InlineBox" and child.element_tag == "a" and [type(box).__name__ for box in inner] == ["TextBox"]:
            boxes.append(inner[0])
            links.append(child)
        elif child.element_tag != "br":
            return None
    if [(box.text, link is not None) for box, link in zip(boxes, links, strict=True)] != [
        (text, bool(target)) for text, target in pieces
    ]:
        return None
    if not (is_plain(line, boxes) and follow_on(boxes, links)):
        return None
    style = boxes[0].style
    wraps = any(box.style["white_space"] in WRAPPING for box in boxes)
    room = block.width - (boxes[0].position_x - block.content_box_x()) - SLACK if wraps else float("inf")
    if style["visibility"] not in {"visible", "hidden"}:
        return None
    return Place(where[0], measured.page - 1, where[1], tuple(boxes), tuple(links), room)


def is_plain(line: Any, boxes: list[Any]) -> bool:  # noqa: ANN401
    """Say whether a line begins at the left, and is drawn as it is written."""
    style = line.style
    aligned = style["text_align_all"] in {"start", "left"} and style["text_align_last"] in {"auto", "start", "left"}
    return (
        style["direction"] == "ltr"
        and (aligned or style["text_align_all"] == "justify")
        and line.text_overflow == "clip"
        and line.block_ellipsis == "none"
        and all(
            box.style["text_transform"] == "none"
            and box.style["text_decoration_line"] in ("none", set(), frozenset())
            and box.style["word_spacing"] == 0
            and box.justification_spacing == 0
            for box in boxes
        )
    )


def follow_on(boxes: list[Any], links: list[Any]) -> bool:
    """Say whether each piece begins where the one before it ends."""
    spot = boxes[0].position_x
    for box, link in zip(boxes, links, strict=True):
        outer = link or box
        if max(abs(box.position_x - spot), abs(outer.position_x - spot), abs(outer.width - box.width)) > NOISE:
            return False
        spot += box.width
    return True
