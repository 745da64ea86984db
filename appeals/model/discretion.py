"""Keeps people's names out of what is said: a name is found however it is spelt, and something else stands for it."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

STANDS_FOR = "[name not shown]"
SHORTEST = 2  # letters of a name; a single letter would be found everywhere
TELLING_PART = 4  # letters of a first or family name that is looked for alone; Kim and Lee are too many people's
UNMISTAKABLE = 8  # letters of a name that is found inside of other words too
UNSEEN = "[\\u00ad\\u200b-\\u200d\\u2060\\ufeff]*"  # characters without a picture, which hide a name from a search
OTHERWISE = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}  # how German letters are also written


def hide_names(text: str, names: Iterable[str]) -> str:
    """Put `[name not shown]` where one of the names, or a part that may tell who it is, stands in a text."""
    for name in names:
        pattern = _pattern(name)
        text = pattern.sub(STANDS_FOR, text) if pattern else text
        for part in _telling_parts(name):
            text = re.sub(_alone(part), STANDS_FOR, text)
    return text


def has_name(text: str, name: str) -> bool:
    """Say whether a name stands in a text: in any case, with other separators, or with the family name last."""
    pattern = _pattern(name)
    return bool(pattern and pattern.search(unicodedata.normalize("NFC", text)))


def has_part(text: str, name: str) -> bool:
    """Say whether the first or the family name stands alone in a text, in capitals as in the name or in an id."""
    is_id = not re.search(r"\s|[A-Z]", text)
    return any(re.search(_alone(p.casefold() if is_id else p), text) for p in _telling_parts(name))


def _telling_parts(name: str) -> list[str]:
    """List the parts of a name that are long enough to be looked for alone; what begins small is no name."""
    return [p for p in name.split() if sum(map(str.isalnum, p)) >= TELLING_PART and not p[0].islower()]


def _alone(part: str) -> str:
    return rf"(?<![^\W_]){re.escape(part)}(?:s|es)?(?![^\W_])"


@lru_cache(maxsize=1024)
def _pattern(name: str) -> re.Pattern[str] | None:
    """Make the pattern of a name: `Kim Yong-ho` is also found in `KIM Yong Ho`, `Yong-ho Kim` and `kim-yong-hos`.

    A short name must be a word of its own, or many words would hold it; a long one, and one in a script that sets no
    spaces, is found wherever its letters stand.
    """
    words, letters = name.split(), sum(character.isalnum() for character in name)
    if letters < SHORTEST:
        return None
    orders = dict.fromkeys(tuple(order) for order in (words, [*words[1:], words[0]], [words[-1], *words[:-1]]))
    parts = ["[\\W_]*".join(_word(part) for word in order for part in _parts(word)) for order in orders]
    anywhere = (len(words) > 1 and letters >= UNMISTAKABLE) or name[-1] >= "\u1100"
    before, after = ("", "") if anywhere else (r"(?<![^\W_])", r"(?:s|es)?(?![^\W_])")
    return re.compile(rf"{before}(?:{'|'.join(parts)}){after}", re.IGNORECASE)


def _parts(word: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", word))


def _word(part: str) -> str:
    """Match letters with or without their accents."""
    composed = unicodedata.normalize("NFC", part)
    return "".join(_letter(character) for character in composed)


def _letter(character: str) -> str:
    bare, *marks = list(unicodedata.normalize("NFD", character))
    if not all(map(unicodedata.combining, marks)):  # a syllable of Hangul comes apart into letters, not into marks
        return re.escape(character) + UNSEEN
    one = rf"[{re.escape(_variants().get(bare.casefold(), bare))}][\u0300-\u036f]*"
    other = OTHERWISE.get(character.casefold())
    return (rf"(?:{one}|{other})" if other else one) + UNSEEN


@cache
def _variants() -> dict[str, str]:
    """List for each Latin letter those that are the same with an accent."""
    found: dict[str, str] = {chr(letter): chr(letter) for letter in range(ord("a"), ord("z") + 1)}
    for accented in map(chr, range(0xC0, 0x250)):
        bare = unicodedata.normalize("NFD", accented)[0].casefold()
        if bare in found:
            found[bare] += accented
    return found
