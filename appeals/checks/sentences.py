"""Cuts texts and letters into sentences; a sentence of a letter knows the records that its words come from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from appeals.model.case import Case
from appeals.model.letter import Block, Heading, Letter, Listing, Paragraph, Runs, Table
from appeals.model.texts import texts_in
from appeals.problems import Loc

CALL = re.compile(r"\{\{\s*(\w*)\s*\(?.*?\}\}", re.DOTALL)
# A sentence ends with a mark and a blank before a capital or a quotation mark; not after a lone letter, nor
# after a number that may be an ordinal (19. September).
END = re.compile(r"(?<![\s.(]\w\.)(?<!(?<!\d)\d\.)(?<!(?<!\d)\d\d\.)(?<=[.!?…])[”’\")]*\s+(?=[A-ZÄÖÜÉ“„‘\"\ue000])")
REQUESTS = ("requests", "requests_to_third_states", "requests_to_agencies")
PRINTED = ("subject", "facts", "position", "questions", *REQUESTS, "enclosures")
MARKS = {"claim": "\ue000", "date": "\ue001", "law": "\ue002", "cite": "\ue002", "bound": "\ue002"}
OTHER = "\ue003"


@dataclass(frozen=True, slots=True)
class Typed:
    """A text of a case in one language, its calls replaced by one sign each: what somebody typed."""

    loc: Loc
    language: str
    text: str
    part: str  # the field at the top of the case


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a letter, with the marks of the runs in it: `claim:id`, `law:key`, `person:id`."""

    text: str
    marks: tuple[str, ...]


def typed_texts(case: Case) -> Iterator[Typed]:
    """Yield the texts of a case that letters print, as somebody typed them."""
    for part in PRINTED:
        for loc, text in texts_in(getattr(case, part), (part,)):
            if loc[-1] != "id":
                yield Typed(loc, str(loc[-1]), typed(text), "requests" if part in REQUESTS else part)


def typed(text: str) -> str:
    """Replace each call in a text by one sign, and every run of blanks by one blank."""
    return " ".join(CALL.sub(lambda call: MARKS.get(call[1], OTHER), text).split())


def cut(text: str) -> list[str]:
    """Cut a text into sentences."""
    return [sentence for sentence in END.split(text) if sentence.strip()]


def sentences_of(letter: Letter) -> Iterator[Sentence]:
    """Yield the sentences of a letter's body in their order."""
    for block in letter.body:
        for runs in _runs(block):
            yield from _cut_runs(runs)


def _runs(block: Block) -> tuple[Runs, ...]:
    if isinstance(block, Heading | Paragraph):
        return (block.runs,)
    return block.items if isinstance(block, Listing) else tuple(cell for row in block.rows for cell in row)


def _cut_runs(runs: Runs) -> Iterator[Sentence]:
    """Cut a paragraph, keeping for each sentence the marks of the runs it touches."""
    spans, length = [], 0
    for run in runs:
        spans.append((length, length + len(run.text), run.mark))
        length += len(run.text)
    text = "".join(run.text for run in runs)
    edges = [0, *(found.end() for found in END.finditer(text)), len(text)]
    for start, end in pairwise(edges):
        marks = dict.fromkeys(mark for first, last, mark in spans if mark and first < end and last > start)
        if text[start:end].strip():
            yield Sentence(text[start:end].strip(), tuple(marks))


def unsourced_texts(letter: Letter) -> Iterator[str]:
    """Yield the texts of a letter's body with one sign for what was printed from a record: what was typed somewhere."""
    for block in letter.body:
        for runs in _runs(block):
            yield " ".join("".join(_sign(run.mark) or run.text for run in runs).split())


def _sign(mark: str) -> str:
    return (MARKS.get(mark.partition(":")[0], OTHER)) if mark else ""


def words_of(letter: Letter) -> Iterator[str]:
    """Yield every text that a letter shows, wherever it stands."""
    yield from (*words_of_fields(letter), *words_of_frame(letter), *words_of_wording(letter))


def words_of_fields(letter: Letter) -> Iterator[str]:
    """Yield the texts that are the addressee's, and those that a template may set in their place."""
    yield from (letter.name, *letter.notes, *letter.address, letter.salutation, letter.close, letter.running_head)
    for entry in letter.info:
        yield from (entry.label, *entry.lines)


def words_of_frame(letter: Letter) -> Iterator[str]:
    """Yield the texts that letters of one case and one sender share, if they are worded alike."""
    head = letter.letterhead
    yield from (head.name, head.tagline, *head.lines, head.return_line, *letter.signature)
    if letter.copies:
        yield from (letter.copies.label, *letter.copies.lines)


def words_of_wording(letter: Letter) -> Iterator[str]:
    """Yield the texts that letters of one wording share."""
    yield from letter.subject
    if letter.enclosures:
        yield from (letter.enclosures.label, *letter.enclosures.lines)
    for block in (*letter.body, *(block for annex in letter.annexes for block in annex.blocks)):
        yield from block.head if isinstance(block, Table) else ()
        yield from ("".join(run.text for run in runs) for runs in _runs(block))
    yield from (annex.title for annex in letter.annexes)
