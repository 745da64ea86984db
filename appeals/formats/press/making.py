"""Makes forms: lays out one letter, sets every text of the batch, and proves that the form serves."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from appeals.formats.engine import tell_surprise
from appeals.formats.fetch import make_fetcher
from appeals.formats.fit import check_overlap, find_misfits
from appeals.formats.glyphs import find_missing_glyphs, list_characters, list_faces
from appeals.formats.html import fill_page
from appeals.formats.measure import measure
from appeals.formats.page import PRESS, Inspect, complaining, find_ties, lay_out
from appeals.formats.press.boxes import Place, find_places
from appeals.formats.press.casting import AUTHOR, SUBJECT, Casting, Filling
from appeals.formats.press.checking import is_same
from appeals.formats.press.fields import Slot, list_texts, shape_of, slots_of, trace_links, with_texts
from appeals.formats.press.form import Form
from appeals.formats.press.limits import find_limits
from appeals.formats.press.lines import cut, set_line, sort_texts
from appeals.formats.press.marking import Marking, read_marking
from appeals.formats.press.sealing import seal_page
from appeals.formats.press.setting import Setter
from appeals.formats.press.shaping import is_all_plain
from appeals.formats.press.typesetting import (
    Mismatch,
    Painter,
    are_widths_sure,
    find_target,
    parse,
    take_objects,
)
from appeals.formats.stationery import Stationery
from appeals.formats.textlayer import has_marks, settle_glyphs
from appeals.model.letter import Letter
from appeals.problems import AppealsError
from appeals.templating import Templates

FAR = 2**31  # further than any text is long


def make_form(
    letter: Letter,
    texts: Collection[tuple[Slot, str]],
    templates: Templates,
    stationery: Stationery,
    *,
    fax: bool = False,
) -> Form | None:
    """Lay out one letter and set the texts of all letters of its shape; None where the press cannot serve them.

    A text that cannot be set is left out: `fill` gives nothing for a letter that has it. Raise Surprise where
    WeasyPrint or Pango is not made as the press expects.
    """
    job = Job(templates, stationery, fax)
    with PRESS:
        try:
            marking = mark(letter, job)
            casting, form = cast(job.lay(letter), letter, texts, (job, marking))
            other = choose_other(form, letter)
            proof = job.lay(with_texts(letter, other))
            return form if is_same(form, casting, take_objects(proof)[0], other) else None
        except (AppealsError, Mismatch):
            return None
        except Exception as error:  # whatever it is, the slow road serves, and the run tells of it
            raise Surprise(tell_surprise(error)) from error


class Surprise(Exception):  # noqa: N818 -- no error: each letter is laid out by itself
    """Inside, WeasyPrint or Pango is not what the press expects."""


@dataclass(frozen=True, slots=True)
class Job:
    """What letters are printed with, and whether it is for a fax machine."""

    templates: Templates
    stationery: Stationery
    fax: bool

    def inspect(self, letter: Letter) -> Inspect:
        """Give the rules by which the slow road refuses a letter."""
        check = check_overlap if self.fax else find_misfits
        return lambda lines: check(letter, lines, self.stationery)

    def lay(self, letter: Letter) -> Any:  # noqa: ANN401
        """Lay a letter out; raise Mismatch where the slow road would find a fault."""
        fetcher = make_fetcher(self.templates)
        with complaining() as complaints:
            markup = fill_page(letter, self.templates, self.stationery, fax=self.fax)
            document = lay_out(markup, self.templates, fetcher)
        faults = (*complaints, *fetcher.refused, *find_ties(document))
        if faults or any(True for _ in self.inspect(letter)(measure(document.pages))):
            raise Mismatch
        return document


def choose_plain(letter: Letter, texts: Iterable[tuple[Slot, str]]) -> Letter:
    """Give a letter the shortest texts of the batch that need no marks of their own, so that its form serves the rest.

    What needs them, or is broken in two, is left in a form as it is.
    """
    names, own = slots_of(letter), list_texts(letter)
    patterns = {name: trace_links(text) for name, text in zip(names, own, strict=True)}
    chosen: dict[Slot, str] = {}
    for name, text in chain(texts, zip(names, own, strict=True)):
        best = chosen.get(name)
        if best is not None and rank(text) >= rank(best):
            continue
        if name in patterns and trace_links(text) == patterns[name] and text.strip() and not has_marks(text):
            chosen[name] = text
    return with_texts(letter, [chosen.get(name, text) for name, text in zip(names, own, strict=True)])


def rank(text: str) -> tuple[bool, int, str]:
    """Rank texts by how surely they are set as they are written, on one line."""
    return not is_all_plain(text), len(text), text


def mark(letter: Letter, job: Job) -> Marking:
    """Prove that the page prints the fields as they are; raise Mismatch where it does not."""
    sealed = seal_page(letter, job.templates, job.stationery, fax=job.fax)
    if sealed is None or any(True for _ in find_missing_glyphs(letter, job.templates)):
        raise Mismatch
    page, sealing = sealed
    marking = read_marking(parse(page), slots_of(letter), sealing)
    if marking is None:
        raise Mismatch
    return marking


def cast(
    document: Any,  # noqa: ANN401
    letter: Letter,
    texts: Collection[tuple[Slot, str]],
    work: tuple[Job, Marking],
) -> tuple[Casting, Form]:
    """Set the texts into the places of a document, and make its form; raise Mismatch where that cannot be done."""
    job, marking = work
    slots, own = slots_of(letter), list_texts(letter)
    pieces = tuple(cut(text, linked=slot in marking.linked) for slot, text in enumerate(own))
    found = find_places(document, slots, pieces)
    if found is None:
        raise Mismatch
    places, fixed = found
    fixed |= {slot for slot, text in enumerate(own) if has_marks(text)}  # no other text may have its spoken words
    places = tuple(place for place in places if place.slot not in fixed)
    wanted = sort_texts((*zip(slots, own, strict=True), *texts), slots, own, list_characters(job.templates))
    wanted = tuple([own[slot]] if slot in fixed else known for slot, known in enumerate(wanted))
    painter = Painter(document)
    marks, read = painter.mark(), painter.recall()
    painter.forget(places)
    settle_glyphs(document)
    settled = painter.settle_twins(places, read)
    with complaining() as complaints:
        fillings = set_all(places, wanted, Setter(painter), marking)
    inspect = job.inspect(letter)
    limits = find_limits(measure(document.pages), inspect, places, [widths(filling) for filling in fillings])
    fillings = [narrow(*each, own) for each in zip(fillings, limits, strict=True)]
    sign(document, marking)
    pdf, spots = take_objects(document)
    foreign = {font.family for font in document.fonts.values()} - set(list_faces(job.templates))
    if complaints or foreign or not are_widths_sure(document):
        raise Mismatch
    casting = Casting(pdf, spots, marks)
    placed = {place.slot for place in places}
    casting.drawn += [(slot, dict.fromkeys(known, b"")) for slot, known in enumerate(wanted) if slot not in placed]
    words = (marking.author or (), marking.description or ())
    return casting, casting.cast(shape_of(letter), slots, fillings, words, settled)


def sign(document: Any, marking: Marking) -> None:  # noqa: ANN401
    """Put signs where author and description will be told."""
    if marking.author:
        document.metadata.authors = [AUTHOR]
    if marking.description:
        document.metadata.description = SUBJECT


def choose_other(form: Form, letter: Letter) -> list[str]:
    """Choose for each slot the longest text of the batch but the letter's own; raise Mismatch where none is left."""
    texts = list_texts(letter)
    options = [list_common([table for number, table in form.places if number == slot]) for slot in range(len(texts))]
    if not all(options):
        raise Mismatch
    chosen = [
        max((text for text in known if text != own), key=len, default=own)
        for own, known in zip(texts, options, strict=True)
    ]
    for first in form.firsts:
        for slot in first.slots:
            usual = [text for text in options[slot] if -1 < text.find(first.usual) < text.find(first.other) % FAR]
            if usual:
                chosen[slot] = usual[-1]
                break
            chosen[slot] = next((text for text in options[slot] if first.other not in text), chosen[slot])
    return chosen


def list_common(tables: list[Mapping[str, bytes]]) -> list[str]:
    """List the texts that can stand in all places of a slot."""
    return [text for text in (tables[0] if tables else ()) if all(text in table for table in tables)]


def set_all(
    places: tuple[Place, ...], wanted: tuple[list[str], ...], setter: Setter, marking: Marking
) -> list[Filling]:
    """Set every text in every place of its slot."""
    fillings = []
    for place in places:
        lines = {}
        for text in wanted[place.slot]:
            line = set_line(place, cut(text, linked=place.slot in marking.linked), setter.set, find_target)
            if line is not None:
                lines[text] = line
        fillings.append(Filling(place, lines, ""))
    return fillings


def widths(filling: Filling) -> list[float]:
    """List the widths of all lines that can stand in a place."""
    return [line.width for line in filling.lines.values()]


def narrow(filling: Filling, limit: float, own: list[str]) -> Filling:
    """Leave out the lines that are wider than a limit, and note which is the form's own."""
    lines = {text: line for text, line in filling.lines.items() if line.width <= limit}
    return Filling(filling.place, lines, own[filling.place.slot])
