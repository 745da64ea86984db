"""Finds the characters that the faces of the letter do not have, before a page is made.

Left to itself the machine would take them from whatever other font it has, or print an empty box. Some can be spelt
with characters that the faces have: ǫ as o with an ogonek, a hyphen that does not break as one between two joiners.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from appeals.formats.fit import name_record, record_of
from appeals.model.letter import Block, Info, Letter, Listing, Runs, Table
from appeals.problems import Problem
from appeals.templating import Templates

SHEET = "letterhead/fonts.css"
FACE = re.compile(r"@font-face\s*\{[^}]*font-family:\s*\"(?P<family>[^\"]+)\"[^}]*url\(\"(?P<file>[^\"]+)\"\)")
DRAWN_BY_NO_GLYPH = frozenset(" \n\t\u2060")
SPELT = {"\u2011": "\u2060\u2010\u2060", "\u2105": "c/o"}
AROUND = 24  # characters shown on each side of the one that is missing


def find_missing_glyphs(letter: Letter, templates: Templates, parts: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Yield a problem for each character of each record that no family of the letter has in all its faces.

    Of the whole letter, or of some `parts` where not all of it is printed.
    """
    covered = list_characters(templates)
    told = set()
    for part, text in list_texts(letter):
        if parts and part not in parts:
            continue
        for spot, character in enumerate(text):
            record = name_record(part, letter)
            if character in covered or (record, character) in told or spell(character, covered):
                continue
            told.add((record, character))
            name = unicodedata.name(character, "a character without a name")
            yield Problem(
                f"{record}: the letter’s font has no U+{ord(character):04X} ({name}), which stands in "
                f"“{text[max(0, spot - AROUND) : spot + AROUND].strip()}”",
                "write it in characters of the font, or name a font that has it in templates/letterhead/fonts.css",
                code="GLYPH",
                params=(("character", character), ("part", part), ("record", record_of(part))),
            )


def spell(character: str, covered: frozenset[str]) -> str:
    """Spell a character that the faces lack with others that they have; return nothing where that cannot be done."""
    spelt = SPELT.get(character) or unicodedata.normalize("NFD", character)
    return spelt if spelt != character and covered.issuperset(spelt) else ""


def spell_all(markup: str, templates: Templates) -> str:
    """Spell all characters of a page that the faces lack, as far as that can be done."""
    covered = list_characters(templates)
    lacking = {ord(character): spelt for character in {*markup} - covered if (spelt := spell(character, covered))}
    return markup.translate(lacking) if lacking else markup


def list_characters(templates: Templates) -> frozenset[str]:
    """List the characters that some family of the letter has in all its faces, and those that need no glyph."""
    return DRAWN_BY_NO_GLYPH.union(*(read_family(files) for files in list_faces(templates).values()))


def list_faces(templates: Templates) -> dict[str, tuple[Path, ...]]:
    """List the font files of each family that the letter may use."""
    families: dict[str, tuple[Path, ...]] = {}
    for face in FACE.finditer(templates.text(SHEET)):
        file = templates.path(f"letterhead/{face['file']}")
        families[face["family"]] = (*families.get(face["family"], ()), file)
    return families


@lru_cache(maxsize=16)
def read_family(files: tuple[Path, ...]) -> frozenset[str]:
    """Read which characters all faces of a family have."""
    maps = []
    for file in files:
        with TTFont(file, lazy=True) as font:
            maps.append(frozenset(map(chr, font.getBestCmap())))
    return frozenset.intersection(*maps)


def list_texts(letter: Letter) -> Iterator[tuple[str, str]]:
    """Yield every text of the letter with the part it stands in."""
    head = letter.letterhead
    for part, texts in (
        ("sender", (head.name, head.tagline, *head.lines, head.return_line)),
        ("address", (*letter.notes, *letter.address)),
        ("info", tuple(flatten(letter.info))),
        ("subject", (*letter.subject, letter.salutation)),
        ("text", tuple(text for block in letter.body for text in list_block(block))),
        ("text", (letter.close, *letter.signature, letter.running_head, *letter.page_words)),
        ("text", tuple(flatten(entry for entry in (letter.enclosures, letter.copies) if entry))),
        ("annex", tuple(t for a in letter.annexes for t in (a.title, *(x for b in a.blocks for x in list_block(b))))),
    ):
        yield from ((part, text) for text in texts)


def flatten(entries: Iterator[Info] | tuple[Info, ...]) -> Iterator[str]:
    """Yield the label and the lines of each entry."""
    for entry in entries:
        yield from (entry.label, *entry.lines)


def list_block(block: Block) -> Iterator[str]:
    """Yield the texts of a block."""
    cells: tuple[Runs, ...]
    if isinstance(block, Table):
        yield from block.head
        cells = tuple(cell for row in block.rows for cell in row)
    elif isinstance(block, Listing):
        cells = block.items
    else:
        cells = (block.runs,)
    yield from (run.text for runs in cells for run in runs)
