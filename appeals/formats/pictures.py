"""Bounds what a letterhead's pictures and elements may take: much can be asked for in few bytes.

An element of SVG may stand for another that stands for others, so that twenty lines draw a million shapes; a PNG of a
few kilobytes may open into gigabytes; elements in elements exhaust the layout. All of it is counted before it is drawn.
"""

import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

MOST_PIXELS = 40_000_000  # a sheet of A4 at 600 dots an inch
MOST_SHAPES = 20_000  # drawn by elements that stand for others
DEEPEST = 60  # elements in one another; the layout goes down some ten calls for each
PNG = b"\x89PNG\r\n\x1a\n"
LINK = re.compile(r"url\(\s*[\"']?#([^\"')]+)")
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
OUTLINES = ("d", "points")
SPREAD = ("repeat", "reflect")


class TooHeavy(ValueError):  # noqa: N818 -- it is met as a sentence
    """A picture that takes too much to draw; says so of it, as “has more than ...”."""


def weigh_picture(suffix: str, content: bytes) -> None:
    """Refuse a picture that would take too much to draw, or that is not what its name says."""
    if suffix == ".png":
        _weigh_png(content)
    elif suffix == ".svg":
        _weigh_svg(content)


def _weigh_png(content: bytes) -> None:
    if not content.startswith(PNG) or len(content) < len(PNG) + 16:
        raise TooHeavy("is no PNG, whatever its name says")
    width, height = struct.unpack(">II", content[16:24])
    if width * height > MOST_PIXELS:
        raise TooHeavy(f"has {width * height:,} dots, and at most {MOST_PIXELS:,} are printed")


def _weigh_svg(content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        raise TooHeavy("has a document type or is not UTF-8; neither is read")
    try:
        root = fromstring(content)  # noqa: S314 -- without a document type there are no entities to expand
    except ParseError as error:
        raise TooHeavy("is no SVG, whatever its name says") from error
    weigh_elements(root)
    for element in root.iter():
        if _name(element) == "image" and any(element.get(key, "").lower().endswith(".svg") for key in HREFS):
            raise TooHeavy("holds another picture in SVG; put its shapes in")
        if element.get("spreadMethod") in SPREAD:
            raise TooHeavy("has a gradient that repeats; write its steps out")


def weigh_elements(root: Any) -> None:  # noqa: ANN401 -- an element of XML, or one of a page's
    """Refuse elements that stand in one another too deep, or that stand for too many others."""
    if _is_deep(root):
        raise TooHeavy(f"has more than {DEEPEST} elements in one another")
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    links = {name: _links(element.iter(), named) for name, element in named.items()}
    own = _links(root.iter(), named)
    try:
        order = tuple(TopologicalSorter({name: set(to) for name, to in links.items()}).static_order())
    except CycleError as error:
        raise TooHeavy("has an element that stands for itself") from error
    weights: dict[str, int] = {}
    for name in order:
        size = sum(1 for _ in named[name].iter())
        weights[name] = size + sum(weights[to] * times for to, times in links[name].items())
    if sum(weights[to] * times for to, times in own.items()) > MOST_SHAPES:
        raise TooHeavy(f"has elements that stand for more than {MOST_SHAPES:,} others")


def _is_deep(root: Any) -> bool:  # noqa: ANN401
    level, depth = [root], 0
    while level and depth <= DEEPEST:
        level, depth = [child for element in level for child in element], depth + 1
    return bool(level)


def _links(elements: Iterable[Element], named: dict[str | None, Element]) -> Counter[str]:
    """Count the elements that others are drawn for, each as often as it is drawn."""
    found: Counter[str] = Counter()
    for element in elements:
        for target, times in _links_of(element):
            if target in named:
                found[target] += times
    return found


def _links_of(element: Element) -> Iterator[tuple[str, int]]:
    for key, value in element.attrib.items():
        if value.startswith("#") and key in HREFS and _name(element) == "use":
            yield value[1:], 1
        elif "url(" in value:
            times = _vertices(element) if "marker" in key or "marker" in value else 1
            yield from ((target, times) for target in LINK.findall(value))
    if element.text and "url(" in element.text and _name(element) == "style":
        for target in LINK.findall(element.text):
            yield target, MOST_SHAPES // 100  # of how many elements a style sheet says it is not known here


def _vertices(element: Element) -> int:
    """Count at most how many points an outline has, each of which may bear a marker."""
    return 1 + max(len(element.get(key, "")) // 2 for key in OUTLINES)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
