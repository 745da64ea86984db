"""From letters to documents, on the paper that an order asks for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from appeals.formats import (
    FORMATS,
    MAIL_FORMATS,
    PAGE_FORMATS,
    POSTAL_FORMATS,
    RUN_FORMATS,
    find_format,
    render,
    render_pages,
    render_run,
)
from appeals.formats.stationery import Stationery, choose_stationery
from appeals.model.document import Document
from appeals.model.fax import FaxSetup
from appeals.model.letter import Letter
from appeals.model.sender import Sender
from appeals.pipeline.faxing import FAX_FORMATS, fax_paper
from appeals.pipeline.finding import find_senders
from appeals.pipeline.loading import Records
from appeals.pipeline.mailing import can_be_mailed
from appeals.pipeline.ordering import Order
from appeals.problems import AppealsError, Problem
from appeals.templating import Templates

Rendering = Callable[[], tuple[Document, ...]]


def render_all(records: Records, letters: Sequence[Letter], order: Order) -> tuple[Document, ...]:
    """Make every document that an order asks for; raise with every fault of every letter."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for make in _renderings(records, letters, order):
        try:
            documents.extend(make())
        except AppealsError as error:
            problems.extend(map(records.discreet, error.problems))
            kind = type(error)
    if problems:
        raise kind(*dict.fromkeys(problems))
    return tuple(documents)


def _renderings(records: Records, letters: Sequence[Letter], order: Order) -> Iterator[Rendering]:
    """Yield what is to be made: the documents of each letter, then those of all of them."""
    for name in order.formats:
        find_format(name)
    for letter in letters:
        yield from renderings_of(records, letter, order)
    stationery = stationery_of(order)
    posted = [letter for letter in letters if not letter.is_circular]
    for name in order.formats if posted else ():
        if name in RUN_FORMATS:
            yield partial(_whole, name, posted, records.templates, stationery)


def renderings_of(records: Records, letter: Letter, order: Order) -> Iterator[Rendering]:
    """Yield what is to be made of one letter alone, one call a document or set of pages."""
    stationery = stationery_of(order, paper_of(records, letter, order))
    for name in order.formats:
        if (name in POSTAL_FORMATS and letter.is_circular) or (name in MAIL_FORMATS and not can_be_mailed(letter)):
            continue
        if name in FORMATS:
            yield partial(_alone, name, letter, records.templates, stationery)
        elif name in PAGE_FORMATS:
            yield partial(render_pages, name, letter, records.templates, stationery)


def paper_of(records: Records, letter: Letter, order: Order) -> str:
    """Tell on which paper a letter is laid out: where it is faxed, on what lies in the machines; empty is the usual."""
    if FAX_FORMATS & set(order.formats) and not (order.paper or order.window or order.labels):
        return fax_paper(records, letter, sender_of(records, letter, order))
    return order.paper


def sender_of(records: Records, letter: Letter, order: Order) -> Sender:
    """Tell who sends a letter of an order: it says so itself where there are several."""
    return records.senders[letter.sender] if letter.sender else find_senders(records, order.senders)[0]


def _alone(name: str, letter: Letter, templates: Templates, stationery: Stationery) -> tuple[Document, ...]:
    return (render(name, letter, templates, stationery),)


def _whole(name: str, letters: Sequence[Letter], templates: Templates, stationery: Stationery) -> tuple[Document, ...]:
    return (render_run(name, letters, templates, stationery),)


def stationery_of(order: Order, paper: str = "") -> Stationery:
    """Choose what an order is printed on, on its own paper or another."""
    fax = FaxSetup(order.fax_coding, order.fax_resolution, order.cover)
    return replace(choose_stationery(paper or order.paper, order.window, order.envelope, order.labels), fax=fax)
