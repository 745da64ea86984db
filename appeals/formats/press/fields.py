"""What letters of a batch may differ in: the fields, their slots, and the shape of everything else."""

from collections.abc import Hashable, Iterable
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from appeals.formats.html import find_links
from appeals.model.letter import Annex, Block, Info, Letter, Letterhead

Slot = str  # a field and the number of the line in it: `address:0`
LINKS = ("@", "www.", "http")  # one of these stands in every text that holds a link


class Shape(NamedTuple):
    """Everything of a letter but the words in its fields; letters of one shape may share a layout."""

    fixed: tuple[Hashable, ...]
    labels: tuple[tuple[str, int], ...]  # beside the address: label and number of lines
    counts: tuple[int, int, int, int]  # lines of tagline, sender, address, signature
    patterns: tuple[str, ...]  # of each line of each field: which of its pieces are links
    rest: str  # digest of the body and the annexes


class _Same:
    """Body and annexes of a letter, compared by identity: letters of a batch share them."""

    __slots__ = ("annexes", "body")

    def __init__(self, body: tuple[Block, ...], annexes: tuple[Annex, ...]) -> None:
        self.body, self.annexes = body, annexes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.body is other.body and self.annexes is other.annexes

    def __hash__(self) -> int:
        return id(self.body)


def shape_of(letter: Letter) -> Shape:
    """Tell the shape of a letter; it is the same in every process."""
    head = letter.letterhead
    return Shape(
        (
            letter.case,
            letter.kind,
            letter.language,
            letter.date,
            letter.notes,
            letter.subject,
            letter.close,
            letter.enclosures,
            letter.copies,
            letter.page_words,
            letter.max_pages,
            letter.public,
            letter.postal_notes,
        ),
        tuple([(entry.label, len(entry.lines)) for entry in letter.info]),
        (bool(head.tagline), len(head.lines), len(letter.address), len(letter.signature)),
        tuple([trace_links(text) for text in list_texts(letter)]),
        _digest(_Same(letter.body, letter.annexes)),
    )


def texts_of(letter: Letter) -> tuple[tuple[Slot, str], ...]:
    """Tell what will be set in the fields of a letter, by slot, in the order in which the page prints them."""
    return tuple(zip(slots_of(letter), list_texts(letter), strict=True))


def list_texts(letter: Letter) -> list[str]:
    """List the texts of a letter's fields in the order of its slots."""
    head = letter.letterhead
    texts = [head.name]
    if head.tagline:
        texts.append(head.tagline)
    texts += head.lines
    texts.append(head.return_line)
    texts += letter.address
    for entry in letter.info:
        texts += entry.lines
    texts.append(letter.salutation)
    texts += letter.signature
    texts.append(letter.running_head)
    return texts


def with_texts(letter: Letter, texts: Iterable[str]) -> Letter:
    """Give a letter other texts in its fields, in the order of its slots."""
    rest = iter(texts)
    head = letter.letterhead
    return replace(
        letter,
        letterhead=Letterhead(
            name=next(rest),
            tagline=next(rest) if head.tagline else "",
            lines=tuple(next(rest) for _ in head.lines),
            return_line=next(rest),
        ),
        address=tuple(next(rest) for _ in letter.address),
        info=tuple(Info(entry.label, tuple(next(rest) for _ in entry.lines)) for entry in letter.info),
        salutation=next(rest),
        signature=tuple(next(rest) for _ in letter.signature),
        running_head=next(rest),
    )


def slots_of(letter: Letter) -> tuple[Slot, ...]:
    """Name the slots of a letter."""
    head = letter.letterhead
    info = sum(len(entry.lines) for entry in letter.info)
    return _name_slots(bool(head.tagline), len(head.lines), len(letter.address), info, len(letter.signature))


@lru_cache(maxsize=256)
def _name_slots(tagline: int, sender: int, address: int, info: int, signature: int) -> tuple[Slot, ...]:
    counts = {
        "name": 1,
        "tagline": tagline,
        "sender": sender,
        "return": 1,
        "address": address,
        "info": info,
        "salutation": 1,
        "signature": signature,
        "head": 1,
    }
    return tuple(chain.from_iterable((f"{field}:{n}" for n in range(count)) for field, count in counts.items()))


def trace_links(text: str) -> str:
    """Tell the pattern of a text: `t` for a piece of plain text, `l` for a link; nothing where there is no text."""
    for mark in LINKS:
        if mark in text:
            return "".join("l" if target else "t" for _, target in find_links(text))
    return "t" if text else ""


@lru_cache(maxsize=64)
def _digest(same: _Same) -> str:
    return sha256(repr((same.body, same.annexes)).encode()).hexdigest()
