"""Reads the templates of a page, to see whether they print words and let them stand.

Seals guard a field only until it is printed or joined to others: what comes of that is a plain text, which a template
could compare, cut or change. So whatever makes such a text may stand only where it is printed at once.
"""

from collections.abc import Iterator
from typing import Any

from appeals.templating import FAULTS, Templates

FOLDERS = ("letterhead/", "cover-sheet/")
ENDINGS = (".j2", ".css", ".html")  # of files with words; others are fonts and pictures
COUNTING = frozenset({"length", "count"})
ESCAPING = frozenset({"e", "escape", "css_text"})
HARMLESS = frozenset({"join", *COUNTING, *ESCAPING})
INCLUDING = {"Include", "Extends", "Import", "FromImport"}
CHANGING = {"FilterBlock", "AssignBlock", "CallBlock"}
GIVEN = "find_links"  # what a template may call to cut a text, and get sealed pieces


def is_plain(templates: Templates) -> bool:
    """Say whether the templates of the page do nothing with what they have printed but let it stand."""
    names = (name for folder in FOLDERS for name in templates.names(f"{folder}**/*"))
    return all(_is_plain(templates, name) for name in names if name.endswith(ENDINGS))


def _is_plain(templates: Templates, name: str) -> bool:
    try:
        tree = templates.environment.read(templates.text(name))
    except FAULTS:
        return False
    return not keeps_words(tree) and not any(works_on_words(node) or brings_in(node) for node in walk(tree))


def walk(node: Any) -> Iterator[Any]:  # noqa: ANN401 -- a node of Jinja's, whose home is templating.py
    """Yield a part of a template, and all its parts."""
    yield node
    for child in node.iter_child_nodes():
        yield from walk(child)


def name_kind(node: Any) -> str:  # noqa: ANN401
    """Name what kind of part it is."""
    return type(node).__name__


def brings_in(node: Any) -> bool:  # noqa: ANN401
    """Say whether a part of a template takes in another that is not read here."""
    if name_kind(node) not in INCLUDING:
        return False
    words = [str(part.value) for part in walk(node) if name_kind(part) == "Const"] or [""]
    return not (words[0].startswith(FOLDERS) and words[-1].endswith(ENDINGS))


def works_on_words(node: Any) -> bool:  # noqa: ANN401
    """Say whether a part of a template could change words after they were printed."""
    kind = name_kind(node)
    if kind == "Filter":
        return node.name not in HARMLESS
    if kind == "Call":
        return name_kind(node.node) == "Getattr" and node.node.attr != "items"
    if kind in {"Macro", "Name", "FromImport"}:
        return _takes_over(node, kind)
    return kind in CHANGING


def _takes_over(node: Any, kind: str) -> bool:  # noqa: ANN401
    """Say whether a part of a template gives the name of what it may call to something else."""
    if kind == "FromImport":
        return any(GIVEN in ((name,) if isinstance(name, str) else name) for name in node.names)
    return bool(node.name == GIVEN and (kind == "Macro" or node.ctx != "load"))


def keeps_words(node: Any, *, at_once: bool = False) -> bool:  # noqa: ANN401
    """Say whether a text that was made of others could be looked at; `at_once` where it is printed and gone."""
    kind = name_kind(node)
    if kind in INCLUDING:
        return False  # the name of a file
    makes = _makes_text(node, kind)
    if makes and not at_once:
        return True
    passes = at_once and (kind == "Concat" or (kind == "Filter" and node.name in ESCAPING))
    chosen = (node.expr1, node.expr2) if kind == "CondExpr" and at_once else ()
    return any(
        keeps_words(child, at_once=kind == "Output" or passes or child in chosen) for child in node.iter_child_nodes()
    )


def _makes_text(node: Any, kind: str) -> bool:  # noqa: ANN401
    """Say whether a part of a template makes a plain text of what may be sealed ones."""
    if kind == "Call":
        named = name_kind(node.node)
        return not (named == "Getattr" or (named == "Name" and node.node.name == GIVEN))
    return kind == "Concat" or (kind == "Filter" and node.name not in COUNTING)
