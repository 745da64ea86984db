"""Casts a form: sorts the objects of a laid-out PDF into those that all letters share and those made for each."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any

from appeals.formats.drawn import FONT, uses
from appeals.formats.press.boxes import Place
from appeals.formats.press.fields import Shape, Slot
from appeals.formats.press.form import Description, First, Form, Numbered
from appeals.formats.press.lines import SetLine
from appeals.formats.press.objects import read_fonts, write_shared
from appeals.formats.press.typesetting import Mismatch, Twins, is_kind, join, refer, write
from appeals.formats.textlayer import SCALE

APART = 600  # bytes of drawing that do not differ: worth a stream of their own
AUTHOR, SUBJECT = "@@author@@", "@@subject@@"  # stand in the description of the form
RETURN = b"\r"


@dataclass(frozen=True, slots=True)
class Filling:
    """A place, and every text that can stand there."""

    place: Place
    lines: Mapping[str, SetLine]
    own: str  # the text that stands there in the page that is cast


class Casting:
    """The objects of a PDF, taken apart."""

    def __init__(self, pdf: Any, spots: list[dict[int, int]], marks: Mapping[int, int]) -> None:  # noqa: ANN401
        """Take WeasyPrint's objects, where the marks stand in the pages, and the mark of each box of text."""
        self.pdf, self.spots, self.marks = pdf, spots, marks
        self.shared: dict[int, Any] = {entry.number: entry for entry in pdf.objects[1:]}
        self.count = len(pdf.objects)
        self.drawn: list[tuple[int, Mapping[str, bytes]]] = []
        self.streams: list[Numbered] = []
        self.links: list[tuple[int, tuple[int, ...], Mapping[str, tuple[bytes, ...]]]] = []
        self.pages: dict[int, list[bytes | int]] = {}  # the drawing of each page, by the number of its first stream

    def cast(
        self,
        shape: Shape,
        slots: tuple[Slot, ...],
        fillings: Sequence[Filling],
        words: tuple[tuple[str | int, ...], ...],
        settled: list[Twins],
    ) -> Form:
        """Make the form; `settled` are the glyphs that stand for two characters."""
        fonts = read_fonts(self.pdf)
        for number, page in enumerate([entry for entry in self.pdf.objects if is_kind(entry, "/Page")]):
            self.cast_page(page, number, [filling for filling in fillings if filling.place.page == number])
        for filling in fillings:
            self.cast_links(filling)
        description = self.cast_description(words)
        made = {stream.number for stream in self.streams} | {description.info.number, description.metadata.number}
        made |= {number for _, numbers, _ in self.links for number in numbers}
        prefix, rows, trailer = write_shared(self.pdf, self.shared, made, self.count)
        return Form(
            shape=shape,
            slots=slots,
            prefix=prefix,
            digest=sha256(prefix).hexdigest(),
            name=self.name(prefix, repr((self.streams, description)).encode()),
            places=tuple(self.drawn),
            links=tuple(self.links),
            streams=tuple(self.streams),
            description=description,
            firsts=self.find_firsts(settled),
            rows=rows,
            trailer=trailer,
            fonts=fonts,
        )

    def name(self, *shared: bytes) -> bytes:
        """Reckon a name for all that letters of the form share, and all that may stand in them."""
        drawn = (b"".join(table.values()) for _, table in self.drawn)
        linked = (b"".join(map(b"".join, table.values())) for _, _, table in self.links)
        return sha256(b"".join(sha256(part).digest() for part in (*shared, *drawn, *linked))).digest()

    def cast_page(self, page: Any, number: int, fillings: list[Filling]) -> None:  # noqa: ANN401
        """Cut the drawing of a page into streams that differ and streams that do not."""
        own = refer(page["Contents"])
        runs = self.cut_page(self.shared.pop(own).stream, self.spots[number], fillings)
        self.pages[own] = runs
        numbers: list[int] = []
        for group in group_runs(runs):
            numbers.append(self.count if numbers else own)
            self.count += len(numbers) > 1
            if any(isinstance(part, int) for part in group):
                self.streams.append(Numbered(numbers[-1], tuple(group)))
            else:
                self.shared[numbers[-1]] = compress(b"".join(part for part in group if isinstance(part, bytes)))
        page["Contents"] = b"[" + b" ".join(b"%d 0 R" % one for one in numbers) + b"]"

    def cut_page(self, items: list[Any], spots: dict[int, int], fillings: list[Filling]) -> list[bytes | int]:
        """Cut a page's drawing at its places; a number stands for what one of them draws."""
        runs: list[bytes | int] = []
        end = 0
        if any(self.marks[id(box)] not in spots for filling in fillings for box in filling.place.boxes):
            raise Mismatch  # drawn in a group of its own, as what is seen through
        for begins, filling in sorted(
            (([spots[self.marks[id(box)]] for box in filling.place.boxes], filling) for filling in fillings),
            key=lambda each: each[0][0],
        ):
            if filling.place.boxes[0].style["visibility"] != "visible":
                self.drawn.append((filling.place.slot, dict.fromkeys(filling.lines, b"")))
                continue
            spans = [(items.index(b"BT", begin) + 1, items.index(b"ET", begin)) for begin in begins]
            between = [join(items[one[1] : other[0]]) for one, other in pairwise(spans)]
            heights = [b" %b Tm\n" % write(box.position_y + box.baseline) for box in filling.place.boxes]
            drawn = {text: draw(filling.place, line, heights, between) for text, line in filling.lines.items()}
            if drawn.get(filling.own) not in {None, join(items[spans[0][0] : spans[-1][1]])}:
                raise Mismatch
            runs += (join(items[end : spans[0][0]]), len(self.drawn))
            self.drawn.append((filling.place.slot, drawn))
            end = spans[-1][1]
        return [*runs, join(items[end:])]

    def find_firsts(self, settled: list[Twins]) -> tuple[First, ...]:
        """Find for each of these glyphs the slots in which it can be met before what is shared has it."""
        fonts = [{name for drawn in table.values() for name in FONT.findall(drawn)} for _, table in self.drawn]
        firsts = []
        for twins in settled:
            slots = []
            for run in (run for runs in self.pages.values() for run in runs):
                if isinstance(run, bytes) and uses(run, twins.font, twins.glyph):
                    break
                if isinstance(run, int) and twins.font in fonts[run]:
                    slots.append(run)
            if twins.needed or any(twins.other in text for run in slots for text in self.drawn[run][1]):
                numbers = tuple(self.drawn[run][0] for run in slots)
                firsts.append(First(numbers, twins.usual, twins.other, twins.needed))
        return tuple(firsts)

    def cast_links(self, filling: Filling) -> None:
        """Write the links of a place for each of its texts."""
        annotations = [link.link_annotation for link in filling.place.links if link is not None]
        if annotations:
            table = {text: write_links(filling.place, line) for text, line in filling.lines.items()}
            self.links.append((filling.place.slot, tuple(entry.number for entry in annotations), table))

    def cast_description(self, words: tuple[tuple[str | int, ...], ...]) -> Description:
        """Cut the two objects that tell of the file at what is not the same in all."""
        info, metadata = self.pdf.info, self.shared[refer(self.pdf.catalog["Metadata"])]
        about = join(metadata.stream).removesuffix(b"\n")
        return Description(
            words,
            Numbered(info.number, split(info.data, (f"({AUTHOR})", f"({SUBJECT})"), words)),
            Numbered(metadata.number, split(about, (AUTHOR, SUBJECT), words)),
        )


def group_runs(runs: list[bytes | int]) -> list[list[bytes | int]]:
    """Gather what differs with the little between that does not; what does not differ and is long stands alone."""
    groups: list[list[bytes | int]] = []
    alone = True
    for run in runs:
        apart = isinstance(run, bytes) and len(run) > APART
        if apart or alone:
            groups.append([])
        groups[-1].append(run)
        alone = apart
    return groups


def draw(place: Place, line: SetLine, heights: list[bytes], between: list[bytes]) -> bytes:
    """Draw a text in its place, piece after piece, with what WeasyPrint writes between them."""
    spot = place.boxes[0].position_x
    drawn: list[bytes] = []
    for height, piece, link in zip(heights, line.pieces, (b"", *between), strict=True):
        drawn += (link, b"1 0 0 -1 ", write(spot), height, piece.drawn, b"\n")
        spot += piece.width
    return b"".join(drawn)


def write_links(place: Place, line: SetLine) -> tuple[bytes, ...]:
    """Write the links of a line: how far they reach, and where they lead."""
    spot, targets, written = place.boxes[0].position_x, iter(line.targets), []
    for piece, link in zip(line.pieces, place.links, strict=True):
        if link is not None:
            known = link.link_annotation
            _, bottom, _, top = known["Rect"]
            target = type(known["Contents"])(next(targets))
            changed = type(known)(known)
            changed["Rect"] = type(known["Rect"])([spot * SCALE, bottom, (spot + piece.width) * SCALE, top])
            changed["Contents"], changed["A"] = target, type(known["A"])({**known["A"], "URI": target})
            written.append(changed.data)
        spot += piece.width
    return tuple(written)


def split(content: bytes, signs: tuple[str, ...], words: tuple[tuple[str | int, ...], ...]) -> tuple[bytes | int, ...]:
    """Cut bytes at the signs of what will be said there; raise Mismatch where one is not there once."""
    parts: list[bytes | int] = [content]
    for number, (sign, said) in enumerate(zip(signs, words, strict=True)):
        if content.count(sign.encode()) != bool(said):
            raise Mismatch
        if said:
            spot = next(spot for spot, part in enumerate(parts) if isinstance(part, bytes) and sign.encode() in part)
            before, _, after = bytes(parts[spot]).partition(sign.encode())
            parts[spot : spot + 1] = [before, number, after]
    return tuple(parts)


def compress(content: bytes) -> bytes:
    """Write a stream, compressed; never so that its data ends in a carriage return (ISO 19005-3, 6.1.7.1)."""
    packed = zlib.compress(content, 9)
    while packed.endswith(RETURN):
        content += b"\n"
        packed = zlib.compress(content, 9)
    return b"<</Filter /FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(packed), packed)
