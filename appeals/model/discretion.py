"""Keeps people's names out of what is said: a name is found however it is spelt, and something else stands for it."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

STANDS_FOR = "[name not shown]"
SHORTEST = 2  # letters of a name; a single letter would be found everywhere


def hide_names(text: str, names: Iterable[str]) -> str:
    """Put `[name not shown]` where one of the names stands in a text."""
    for name in names:
        pattern = _pattern(name)
        text = pattern.sub(STANDS_FOR, text) if pattern else text
    return text


def has_name(text: str, name: str) -> bool:
    """Say whether a name stands in a text: in any case, with other separators, or with the family name last."""
    pattern = _pattern(name)
    return bool(pattern and pattern.search(text))


@lru_cache(maxsize=1024)
def _pattern(name: str) -> re.Pattern[str] | None:
    """Make the pattern of a name: `Kim Yong-ho` is also found in `KIM Yong Ho`, `Yong-ho Kim` and `kim-yong-ho`."""
    words = name.split()
    if sum(character.isalnum() for character in name) < SHORTEST:
        return None
    orders = dict.fromkeys(tuple(order) for order in (words, [*words[1:], words[0]], [words[-1], *words[:-1]]))
    parts = ["[\\W_]*".join(_word(part) for word in order for part in _parts(word)) for order in orders]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])", re.IGNORECASE)


def _parts(word: str) -> list[str]:
    return re.findall(r"[^\W_]+", word)


def _word(part: str) -> str:
    """Match letters with or without their accents."""
    composed = unicodedata.normalize("NFC", part)
    return "".join(_letter(character) for character in composed)


def _letter(character: str) -> str:
    bare = unicodedata.normalize("NFD", character)
    if bare == character:
        return rf"{re.escape(character)}[\u0300-\u036f]*"
    return f"(?:{re.escape(character)}|{re.escape(bare)}|{re.escape(bare[0])})"
