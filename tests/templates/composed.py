"""Composes the shipped cases, once for all tests of the templates."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from appeals.model.letter import Block, Heading, Letter, Listing, Paragraph
from appeals.pipeline.loading import Records, load
from appeals.pipeline.making import Order, letters_of
from appeals.workspace import Workspace

HOUSE = Path(__file__).parents[2]
TEMPLATES = HOUSE / "templates"
LANGUAGES = ("de", "en")
KINDS = tuple(sorted(path.parent.name for path in TEMPLATES.glob("*/en.html.j2")))
NOTES = ("circular-note", "cover-note")  # go with copies
WITHOUT_A_CASE = ("third-state",)  # kinds that no shipped case is written in
CASES = tuple(sorted(path.stem for path in (HOUSE / "seeds").glob("*.yaml")))
MODELS = {
    "appeal": "forced-returns-2003",
    "urgent-action": "yantai-arrests-2003",
    "communication": "illegal-migrants-2006",
    "embassy": "detained-defectors-2012",
    "agency": "unhcr-visit-2006",
}
TODAY = date(2026, 1, 1)


@cache
def records() -> Records:
    """Read the shipped records."""
    return load(Workspace(HOUSE))


@cache
def compose_case(case: str, language: str, kind: str = "", personal: str = "") -> tuple[Letter, ...]:
    """Compose every letter of a case, in its own kind unless another is named."""
    order = Order(language=language, kind=kind, personal=personal)
    return tuple(letter for _, letter in letters_of(records(), records().cases[case], order, TODAY))


def first_letter(kind: str, language: str, **order: str) -> Letter:
    """Compose the letter of the case that a kind is modelled on."""
    return compose_case(MODELS[kind], language, **order)[0]


def texts_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield each paragraph, heading and item of a body as plain text."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield "".join(run.text for run in block.runs)
        elif isinstance(block, Listing):
            yield from ("".join(run.text for run in item) for item in block.items)


def demands(letter: Letter) -> tuple[Listing, ...]:
    """Find the lists of what is asked."""
    return tuple(block for block in letter.body if isinstance(block, Listing) and block.role == "demand")


def without_annexes(letter: Letter) -> Letter:
    """Leave the annexes of a letter out."""
    return replace(letter, annexes=())
