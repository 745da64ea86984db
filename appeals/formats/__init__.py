"""From letters to documents: one module a format, and tables of them.

A format is a module with a function `render(letter, templates, stationery) -> Document`. Its docstring is its
manual page. To add one, write the module and add its line to the table; nothing else knows the formats. A format
that makes several documents of a letter has `render_pages(letter, templates, stationery)`, one that makes one document
of all letters of a run `render_run(letters, templates, stationery)`; each has its line in a table of its own. Modules
are imported when they are first used, so that asking for help or for text never loads the PDF's tools.
"""

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from appeals.formats.stationery import A4, Stationery
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.problems import UsageError
from appeals.templating import Templates

FORMATS: dict[str, str] = {  # one document for each letter
    "pdf": "appeals.formats.pdf",
    "html": "appeals.formats.html",
    "text": "appeals.formats.text",
    "envelope": "appeals.formats.envelope",
    "fax": "appeals.formats.fax",
    "email": "appeals.formats.email",
    "mailto": "appeals.formats.mailto",
}
PAGE_FORMATS: dict[str, str] = {  # several documents for each letter
    "fax-pack": "appeals.formats.fax_pack",
    "fax-preview": "appeals.formats.fax_preview",
}
RUN_FORMATS: dict[str, str] = {  # one document for all letters
    "labels": "appeals.formats.labels",
}
POSTAL_FORMATS = frozenset({"envelope", "labels"})  # nothing to print for who has no postal address
MAIL_FORMATS = frozenset({"email", "mailto"})  # nothing to send to an office without a mailbox
ALL_FORMATS: dict[str, str] = {**FORMATS, **PAGE_FORMATS, **RUN_FORMATS}


def render(name: str, letter: Letter, templates: Templates, stationery: Stationery = A4) -> Document:
    """Make one document of a letter; raise FormatError where the letter does not fit its paper."""
    document: Document = find_format(name).render(letter, templates, stationery)
    return document


def render_pages(name: str, letter: Letter, templates: Templates, stationery: Stationery = A4) -> tuple[Document, ...]:
    """Make the several documents of a letter; raise FormatError where it does not fit its paper."""
    documents: tuple[Document, ...] = find_format(name).render_pages(letter, templates, stationery)
    return documents


def render_run(name: str, letters: Sequence[Letter], templates: Templates, stationery: Stationery = A4) -> Document:
    """Make one document of all letters of a run; raise FormatError where one of them does not fit."""
    document: Document = find_format(name).render_run(letters, templates, stationery)
    return document


def manual(name: str) -> str:
    """Return the manual page of a format."""
    return (find_format(name).__doc__ or "").strip()


def find_format(name: str) -> ModuleType:
    """Import the module of a format; raise UsageError where no table has one of that name."""
    if name not in ALL_FORMATS:
        raise UsageError.of(f"there is no format “{name}”", f"use one of: {', '.join(ALL_FORMATS)}")
    return import_module(ALL_FORMATS[name])
