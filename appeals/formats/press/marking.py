"""Finds where the seals stand in a page: fields as the whole text of marked elements, and nothing elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from appeals.formats.press.sealing import SEAL, Sealing

FIELD = "data-field"
HEAD = "head"
SPOTS = {("author", "content"), ("description", "content"), ("body", "data-head")}
# Style sheets that choose by what a field says, or that are not in the page itself.
CHOOSY = re.compile(r"\[\s*(?:href|content|data-head)|@import", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marking:
    """What the page does with each slot, and of what its author and description are made: words and slots."""

    linked: frozenset[int]  # slots whose links are set as links
    author: tuple[str | int, ...] | None
    description: tuple[str | int, ...] | None


@dataclass(frozen=True, slots=True)
class _Find:
    spot: str  # `text` or what is named in SPOTS
    field: str | None
    content: str


def read_marking(root: Any, slots: tuple[str, ...], sealing: Sealing) -> Marking | None:  # noqa: ANN401 -- an element of WeasyPrint's tree
    """Read the page with its seals; None where one of them stands where it must not."""
    finds = tuple(_find(root, None))
    sheets = "".join(element.text or "" for element in root.iter("style"))
    if CHOOSY.search(sheets) or any("stylesheet" in (link.get("rel") or "") for link in root.iter("link")):
        return None
    shown: dict[int, int] = {}  # seals in the text and how often
    said: dict[str, tuple[str | int, ...]] = {}
    for find in finds:
        numbers = [int(number) for number in SEAL.findall(find.content)]
        if find.spot in {"author", "description"}:
            if find.spot in said or any(number not in sealing.whole for number in numbers):
                return None
            said[find.spot] = _split(find.content, sealing)
            continue
        if len(numbers) != 1 or not _may_stand(find, numbers[0], slots, sealing):
            return None
        if find.spot != "body":
            shown[numbers[0]] = shown.get(numbers[0], 0) + 1
    linked = _linked(shown, slots, sealing)
    if linked is None:
        return None
    return Marking(linked, said.get("author"), said.get("description"))


def _find(element: Any, field: str | None) -> Iterator[_Find]:  # noqa: ANN401
    """Yield every text and attribute below an element that holds a seal."""
    field = element.get(FIELD) or field
    name = str(element.get("name", "")).lower() if element.tag == "meta" else element.tag
    for attribute, content in element.attrib.items():
        if SEAL.search(content):
            known = (name, attribute) in SPOTS
            yield _Find(name if known else ("href" if (name, attribute) == ("a", "href") else ""), field, content)
    if element.text and SEAL.search(element.text):
        yield _Find("link" if element.tag == "a" else "text", field, element.text)
    for child in element:
        yield from _find(child, field)
        if child.tail and SEAL.search(child.tail):
            yield _Find("text", field, child.tail)


def _may_stand(find: _Find, seal: int, slots: tuple[str, ...], sealing: Sealing) -> bool:
    """Say whether one seal may stand where it was found."""
    slot = sealing.whole[seal] if seal in sealing.whole else sealing.parts[seal][0]
    field = slots[slot].partition(":")[0]
    if not SEAL.fullmatch(find.content.strip()):
        return False
    if find.spot == "body":
        return field == HEAD and seal in sealing.whole
    if find.field != field or field == HEAD:
        return False
    is_address = seal in sealing.parts and sealing.parts[seal][2]
    return find.spot == "href" if is_address else find.spot in {"text", "link"}


def _linked(shown: dict[int, int], slots: tuple[str, ...], sealing: Sealing) -> frozenset[int] | None:
    """Find the slots that are set in pieces; None where a slot is shown in part, or more than once."""
    linked = set()
    for slot, name in enumerate(slots):
        whole = [seal for seal, owner in sealing.whole.items() if owner == slot]
        parts = [seal for seal, (owner, *_) in sealing.parts.items() if owner == slot]
        counts = [shown.get(seal, 0) for seal in (*whole, *parts)]
        if name.startswith(HEAD):
            if any(counts):
                return None
        elif counts == [0] + [1] * len(parts):
            linked.add(slot)
        elif counts != [1] + [0] * len(parts):
            return None
    return frozenset(linked)


def _split(content: str, sealing: Sealing) -> tuple[str | int, ...]:
    """Cut a line of metadata into words and slots."""
    cut = SEAL.split(content)
    return tuple(sealing.whole[int(piece)] if spot % 2 else piece for spot, piece in enumerate(cut) if piece)
