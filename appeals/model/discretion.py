"""Keeps people's names out of what is said: a name is found however it is spelt, and something else stands for it."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

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
    bare = unicodedata.normalize("NFD", character)[0]
    return rf"[{re.escape(_variants().get(bare.casefold(), bare))}][\u0300-\u036f]*"


@cache
def _variants() -> dict[str, str]:
    """List for each Latin letter those that are the same with an accent."""
    found: dict[str, str] = {chr(letter): chr(letter) for letter in range(ord("a"), ord("z") + 1)}
    for accented in map(chr, range(0xC0, 0x250)):
        bare = unicodedata.normalize("NFD", accented)[0].casefold()
        if bare in found:
            found[bare] += accented
    return found
