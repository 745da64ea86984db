"""Finds how wide a line may be in each place before something would move, or would no longer fit."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from appeals.formats.measure import MM, Line
from appeals.formats.page import Inspect
from appeals.formats.press.boxes import Place

Widths = Sequence[float]


def find_limits(
    lines: tuple[Line, ...],
    inspect: Inspect,
    places: tuple[Place, ...],
    widths: Sequence[Widths],
) -> tuple[float, ...]:
    """Find the greatest of the given widths for each place with which everything still fits, all at once.

    `inspect` tells by which rules the slow road refuses a letter. A line that is wider can break more of them, never
    fewer, so that what fits with the widest lines everywhere fits with all others.
    """

    def fits(chosen: Sequence[float]) -> bool:
        return not any(True for _ in inspect(widen(lines, places, chosen)))

    own = [sum(box.width for box in place.boxes) for place in places]
    widest = [max((*found, mine)) for found, mine in zip(widths, own, strict=True)]
    if fits(widest):
        return tuple(widest)
    limits = list(own)
    for number, found in enumerate(widths):
        candidates = sorted({own[number], *(width for width in found if width > own[number])})

        def is_too_wide(width: float, number: int = number) -> bool:
            return not fits([*own[:number], width, *own[number + 1 :]])

        spot = len(candidates) if not is_too_wide(candidates[-1]) else bisect_left(candidates, True, key=is_too_wide)
        limits[number] = candidates[max(spot - 1, 0)]
    return tuple(limits if fits(limits) else own)


def widen(lines: tuple[Line, ...], places: tuple[Place, ...], widths: Sequence[float]) -> tuple[Line, ...]:
    """Give the lines of all places other widths."""
    changed = list(lines)
    for place, width in zip(places, widths, strict=True):
        line = lines[place.line]
        left, top, _, bottom = line.frame
        frame = (left, top, left + width * MM, bottom)
        changed[place.line] = replace(line, frame=frame, clipped=line.clipped)
    return tuple(changed)
