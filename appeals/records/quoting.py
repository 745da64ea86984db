"""Writes one text as YAML, so that this tool, editors and other readers all read back the same text."""

import re

import yaml

from appeals.records.source import HIDDEN

LONG = 90  # letters of a line of prose that is better broken
# What no file should hold as it is: control characters, line ends that no eye sees, halves of characters.
UNSAFE = re.compile(rf"{HIDDEN.pattern}|[\t\n\x85\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
IN_FLOW = re.compile(r"[\[\]{},?:]")  # the last two only before a bracket; some readers, everywhere
AMBIGUOUS = frozenset({"y", "n"})  # yes and no to some readers; PyYAML knows the others
BREAK = re.compile(r"(?<=\S) (?=\S)")


def inline(text: str, *, flow: bool = False) -> str:
    """Write a text in one line: plain where no reader can mistake it, else in quotation marks.

    `flow` says that it stands inside of brackets or braces.
    """
    if _is_plain(text) and not (flow and IN_FLOW.search(text)):
        return text
    if '"' in text and not re.search(r"['\\]", text) and not UNSAFE.search(text):
        return f"'{text}'"
    marked = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{UNSAFE.sub(_escaped, marked)}"'


def block(text: str, width: int) -> tuple[str, list[str]] | None:
    """Write prose as a block: its sign, and its lines of `width` columns without their indent; None for other text."""
    lines = text.split("\n")
    if any(UNSAFE.search(line) for line in lines) or text[:1].isspace() or not lines[0] or not lines[-1]:
        return None
    if len(lines) > 1:
        return ("|-", lines) if all(line.strip() or not line for line in lines) else None
    return (">-", _broken(text, width)) if len(text) > min(width, LONG) and text == text.strip() else None


def _broken(text: str, width: int) -> list[str]:
    """Break a line between words; blanks that stand together stay together."""
    lines: list[str] = []
    for word in BREAK.split(text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _is_plain(text: str) -> bool:
    """Say whether a text needs no quotation marks: it begins with a letter and is nothing but text to YAML 1.1."""
    if not text[:1].isalpha() or UNSAFE.search(text) or text.casefold() in AMBIGUOUS:
        return False
    written: str = yaml.safe_dump(text, allow_unicode=True, width=len(text) * 8 + 80)
    return written == f"{text}\n...\n"


def _escaped(found: re.Match[str]) -> str:
    """Write a character by its number; half of one can be written in no file, and becomes the sign for that."""
    number = ord(found[0])
    if found[0] in "\t\n":
        return "\\t" if found[0] == "\t" else "\\n"
    if "\ud800" <= found[0] <= "\udfff":
        return "\N{REPLACEMENT CHARACTER}"
    return f"\\x{number:02X}" if number <= 0xFF else f"\\u{number:04X}"  # noqa: PLR2004 -- two digits
