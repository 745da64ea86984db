"""Brings text to a skeleton in which a word is the same however it is typed or disguised.

Compatibility forms are resolved; case, diacritics and invisible characters dropped; letters with strokes reduced to
their base; entities and escapes decoded. A second skeleton reads characters of other scripts as the Latin letters that
they look like (UTS #39). Each character of a skeleton knows where it comes from.
"""

import re
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from appeals.model.lookalikes import LOOKALIKES

# ---------------------------------------------------------------------------------------------- folding a character

BASE = re.compile(
    r"LATIN (?:CAPITAL |SMALL )?(?:LETTER|LIGATURE) (?:(?:SMALL CAPITAL|DOTLESS|LONG|OPEN|INSULAR) )?"
    r"([A-Z]{1,2})( WITH .*)?"
)
SPECIAL = {"ð": "d", "þ": "th", "ŋ": "n", "ə": "e", "ß": "ss", "ꭓ": "x", "ƿ": "w", "ĸ": "k", "ƨ": "s"}
# Letters that one language or keyboard writes in two ways.
SAME = {
    "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ھ": "ه", "ہ": "ه", "ە": "ه", "ٱ": "ا", "ـ": "",
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "ё": "е", "ґ": "г", "ς": "σ",
}  # fmt: skip
# Ethiopic syllables that sound alike, by the first of their rows of seven: ሐ and ኀ as ሀ, ሠ as ሰ, ዐ as አ, ፀ as ጸ.
ROWS = ((0x1210, 0x1200), (0x1280, 0x1200), (0x1220, 0x1230), (0x12D0, 0x12A0), (0x1340, 0x1338))
SAME |= {chr(one + n): chr(other + n) for one, other in ROWS for n in range(7)}
SAME |= dict.fromkeys("ሃሓኃ", "ሀ") | dict.fromkeys("ኣዓ", "አ")
CIRCLED = ((0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189), (0x1F1E6, 0x1F1FF))  # A to Z without NFKD
IGNORABLE = frozenset(map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0)))
APOSTROPHES = frozenset("'’‘`´ʼʻʹʿʾˈ՚＇′")
SPACE, HYPHEN, SIGN = " ", "-", "."
# Combining classes of marks that only modify a letter: overlays; points of Hebrew, Arabic and Syriac; tones of Thai and
# Lao; accents of all kinds. The vowel signs of Thai (103) and Lao (118), nuktas (7) and viramas (9) are not among them.
DIACRITICS = frozenset((1, *range(10, 37), 107, 122, *range(200, 241)))
SYLLABLES = range(0xAC00, 0xD7A4)  # of Hangul; NFKD would take them apart


def _fold(character: str) -> str:
    """Bring one character to letters and digits, to one of the three separators, or to nothing."""
    code = ord(character)
    if code in SYLLABLES:
        return character
    for first, last in CIRCLED:
        if first <= code <= last:
            return chr(ord("a") + code - first)
    if character in APOSTROPHES:
        return SIGN
    opened = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(map(_fold_simple, opened))


def _fold_simple(character: str) -> str:
    """Fold a character that has no decomposition and no case."""
    category = unicodedata.category(character)
    if category in {"Cf", "Me"} or character in IGNORABLE or (category == "Cc" and not character.isspace()):
        return ""
    if category in {"Mn", "Mc"}:
        return "" if _is_diacritic(character) else character
    if category[0] not in "LN" or character in APOSTROPHES:
        return SPACE if character.isspace() else HYPHEN if category == "Pd" else SIGN
    return SAME[character] if character in SAME else _base(character)


def _is_diacritic(mark: str) -> bool:
    """Say whether a mark only modifies its letter; vowel signs of Indic scripts and Thai are letters of their own."""
    kind = unicodedata.combining(mark)
    return kind in DIACRITICS or "VARIATION SELECTOR" in unicodedata.name(mark, "")


def _base(letter: str) -> str:
    """Reduce a Latin letter with a stroke, hook or other change to its base, by its Unicode name."""
    if letter.isascii() or letter in SPECIAL:
        return SPECIAL.get(letter, letter)
    found = BASE.fullmatch(unicodedata.name(letter, ""))
    return found[1].casefold() if found else letter


class _Table(dict[int, str]):
    """Folds each character once; `str.translate` asks it."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


class _PictureTable(dict[int, str]):
    """Folds a character of another script to the Latin letters that it looks like, where there are some."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKD", character)[:1]
        looks = PICTURES.get(character) or PICTURES.get(plain)
        folded = self[code] = looks if looks and not re.search("[a-z0-9]", FOLDED[code]) else FOLDED[code]
        return folded


class _UnseenTable(dict[int, str]):
    """Drops what folds to nothing, and leaves the rest."""

    def __missing__(self, code: int) -> str:
        kept = self[code] = chr(code) if FOLDED[code] else ""
        return kept


EITHER = "ǀ"  # what looks like i as much as like l
PICTURES = {character: latin for latin, characters in LOOKALIKES.items() for character in characters}
PICTURES |= dict.fromkeys((*LOOKALIKES["l"], "\N{CYRILLIC SMALL LETTER PALOCHKA}"), EITHER)
FOLDED, PICTURED, UNSEEN = _Table(), _PictureTable(), _UnseenTable()
LOOKALIKE = re.compile(f"[{re.escape(''.join(PICTURES))}]|(?<=[^\\W\\d_])[01|]|[01|](?=[^\\W\\d_])")
DIGIT_PICTURES = {"0": "o", "1": EITHER, "|": EITHER}

# --------------------------------------------------------------------------------------------------- folding a text

CODED = re.compile(
    r"&\#[xX]?[0-9a-fA-F]{1,64};?|&[A-Za-z][A-Za-z0-9]{1,31};?"  # entities of HTML
    r"|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}|\\\r?\n[ \t]*"  # escapes of YAML and JSON
    r"|(?:%[0-9a-fA-F]{2})+|(?:=[0-9A-F]{2})+"  # of web addresses and of mail
    r"|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"  # letters of Hangul that make up a syllable
)
MAY_BE_CODED = re.compile(r"[&\\%=\u1100-\u1112]")
DEEPEST = 3  # times that text may be encoded over again

Unit = tuple[str, int, int]  # a character, and the span of the text that it comes from


def _plain(coded: str) -> str | None:
    """Read an entity or escape; None where it is none."""
    if coded[0] == "&":
        plain = unescape(coded if coded[-1] == ";" else f"{coded};")
        return plain if plain != f"{coded.rstrip(';')};" else None
    if coded[0] in "%=":
        try:
            return bytes.fromhex(coded.replace(coded[0], "")).decode()
        except UnicodeDecodeError:
            return None
    if coded[0] == "\\":
        number = int(coded[2:] or "0", base=16) if coded[1] in "uUx" else 0
        return chr(number) if 0 < number <= sys.maxunicode else ""
    return unicodedata.normalize("NFC", coded)


def units_of(text: str) -> list[Unit]:
    """Cut a text into characters, entities and escapes decoded, however often they were encoded."""
    units = _without_unseen([(character, index, index + 1) for index, character in enumerate(text)])
    for _ in range(DEEPEST):
        joined = "".join(character for character, _, _ in units)
        made: list[Unit] = []
        spot = 0
        for found in CODED.finditer(joined):
            plain = _plain(found[0])
            if plain is not None and plain != found[0]:
                made += units[spot : found.start()]
                made += [(character, units[found.start()][1], units[found.end() - 1][2]) for character in plain]
                spot = found.end()
        if not spot:
            break
        units = _without_unseen(made + units[spot:])
    return units


def raw_units_of(text: str) -> list[Unit]:
    """Cut a text into its characters as they are typed."""
    return _without_unseen([(character, index, index + 1) for index, character in enumerate(text)])


def _without_unseen(units: list[Unit]) -> list[Unit]:
    """Drop what folds to nothing, so that it divides no entity and no syllable; the unit before takes its span."""
    kept: list[Unit] = []
    for unit in units:
        if FOLDED[ord(unit[0])]:
            kept.append(unit)
        elif kept:
            character, start, _ = kept[-1]
            kept[-1] = (character, start, max(kept[-1][2], unit[2]))
    return kept


def decoded(text: str) -> str:
    """Decode the entities and escapes of a text, without its places: the same characters as in its units."""
    text = text.translate(UNSEEN)
    for _ in range(DEEPEST if MAY_BE_CODED.search(text) else 0):
        plain = CODED.sub(lambda found: found[0] if (one := _plain(found[0])) is None else one, text)
        if plain == text:
            break
        text = plain.translate(UNSEEN)
    return text


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A folded text: its letters and separators, and for each the unit of the text that it comes from."""

    text: str
    origin: tuple[int, ...]
    units: tuple[Unit, ...]
    changed: frozenset[int] = frozenset()  # units that were read by their picture

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the skeleton to the text."""
        return self.units[self.origin[start]][1], self.units[self.origin[end - 1]][2]

    def written(self, start: int, end: int) -> str:
        """Return the characters of the text that a span of the skeleton comes from."""
        first, last = self.origin[start], self.origin[end - 1]
        return "".join(character for character, _, _ in self.units[first : last + 1])


def skeleton_of(units: list[Unit], table: Mapping[int, str], digits: frozenset[int] = frozenset()) -> Skeleton:
    """Fold units by a table; units of the numbers `digits` are read by their picture."""
    letters: list[str] = []
    origin: list[int] = []
    for number, (character, _, _) in enumerate(units):
        folded = DIGIT_PICTURES[character] if number in digits else table[ord(character)]
        if number and _is_border(units[number - 1][0], character) and not {number - 1, number} & digits:
            folded = SIGN + folded
        letters.append(folded)
        origin += [number] * len(folded)
    changed = frozenset(n for n, (c, _, _) in enumerate(units) if n in digits or table[ord(c)] != FOLDED[ord(c)])
    return Skeleton("".join(letters), tuple(origin), tuple(units), changed if table is PICTURED else frozenset())


def _is_border(one: str, other: str) -> bool:
    """Say whether a new word begins, as in `FreeThem` and `them2026`."""
    if one.islower() and other.isupper():
        return True
    return one.isalnum() and other.isalnum() and one.isdecimal() != other.isdecimal()


def read_by_picture(units: list[Unit]) -> Skeleton:
    """Read a text by the pictures of its characters."""
    joined = "".join(character for character, _, _ in units)
    digits = frozenset(found.start() for found in LOOKALIKE.finditer(joined) if found[0] in DIGIT_PICTURES)
    return skeleton_of(units, PICTURED, digits)


DROP = str.maketrans("", "", SPACE + HYPHEN + SIGN)


def letters_of(text: str) -> str:
    """Fold a text to its letters and digits alone."""
    return text.translate(FOLDED).translate(DROP)
