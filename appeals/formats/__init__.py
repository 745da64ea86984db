"""From a letter to a document: one module a format, one table of them.

A format is a module with a function `render(letter, templates, paper) -> Document`. Its docstring is its
manual page. To add one, write the module and add its line to the table; nothing else knows the formats.
Modules are imported when they are first used, so that asking for help or for text never loads the PDF's tools.
"""

from importlib import import_module
from types import ModuleType

from appeals.model.document import Document, Paper
from appeals.model.letter import Letter
from appeals.problems import UsageError
from appeals.templating import Templates

FORMATS: dict[str, str] = {
    "pdf": "appeals.formats.pdf",
    "html": "appeals.formats.html",
    "text": "appeals.formats.text",
}


def render(name: str, letter: Letter, templates: Templates, paper: Paper = "a4") -> Document:
    """Make one document of a letter; raise FormatError where the letter does not fit its paper."""
    document: Document = find_format(name).render(letter, templates, paper)
    return document


def manual(name: str) -> str:
    """Return the manual page of a format."""
    return (find_format(name).__doc__ or "").strip()


def find_format(name: str) -> ModuleType:
    """Import the module of a format; raise UsageError where the table has none of that name."""
    if name not in FORMATS:
        raise UsageError.of(f"there is no format “{name}”", f"use one of: {', '.join(FORMATS)}")
    return import_module(FORMATS[name])
