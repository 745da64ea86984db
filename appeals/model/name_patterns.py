"""The patterns by which a name is found: its words in any order, its parts, its other spellings and endings."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from appeals.model.skeleton import EITHER, FOLDED, letters_of

SHORTEST = 2  # letters; a single one would be found everywhere
SHORT_PART = 3  # letters of a part that is found only where it is capitalized or in an id
SHORT_NAME = 5  # letters of a whole name of which the same is true
INSIDE_WORDS = 8  # letters of a name of several words that is found inside longer words too
ANY_GAP = 9  # letters that are found wherever blanks divide them; fewer may be two other words, as in “new man”
SPACED_OUT = 3  # letters of a name that is found with a blank or sign between all of them


@dataclass(frozen=True, slots=True)
class HiddenName:
    """A name that must not be read, whose it is, and whether its parts are looked for as well."""

    name: str
    person: str = ""  # the id of the person
    case: str = ""  # the id of the case
    not_alone: tuple[str, ...] = ()  # parts that are somebody else's too, or common words
    alone: bool = True  # whether a part that stands alone counts
    to_recipient: bool = False  # whether those whom the letter goes to may read it
    public: bool = False  # whether anybody may; then it is not hidden, and may be one day

    def __repr__(self) -> str:
        """Tell whose name it is, and not the name: a repr may end in a log."""
        return f"HiddenName(person={self.person!r}, case={self.case!r})"


TITLES = frozenset((
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "frau", "herr", "mme", "m", "jr", "sr", "ii",
    "iii", "iv",
))  # fmt: skip
# Words between a first and a family name that are too common to be looked for alone.
PARTICLES = frozenset((
    "al", "el", "ad", "as", "ash", "de", "da", "do", "dos", "das", "del", "dela", "della", "der", "den", "des",
    "di", "du", "la", "le", "les", "lo", "van", "von", "vom", "zu", "bin", "ibn", "bint", "abu", "umm", "abd",
    "ben", "ter", "ten", "af", "av", "thi", "y", "e", "ou", "and", "und", "san", "st",
))  # fmt: skip
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
# What a language hangs on to a name, or puts in the place of its last letters; folded as the texts are.
ENDINGS = {
    "CYRILLIC": (
        "а у ом ем ём е о ой ою ей ею ы и і я ю ым ім ого ому его ему ая ую яя юю ий ій ый ь ых их ыми ими ами ах "
        "ам ові й ия ии ие ию ией ием ія ії ію ією ья ьи ье ью ьей ьём ьем ае аю аем ее ея ею еем ое оя оем уя уем"
    ),
    "GREEK": "ος ο ου ε ης η ας α ω ων ους",
    "LATIN": "s es",
    "GEORGIAN": "ი ის ს მა მ ით ად ო",
    "ETHIOPIC": "ን ም ንም",
}
ENDINGS = {
    script: f"(?:{'|'.join(sorted((e.translate(FOLDED) for e in endings.split()), key=len, reverse=True))})?"
    for script, endings in ENDINGS.items()
}
LAST = {
    "CYRILLIC": re.compile("[аеиоуыэюяьі]{1,2}$"),
    "GREEK": re.compile("(?:οσ|ησ|ασ|η|α|ο)$"),
    "GEORGIAN": re.compile("[იეა]$"),
}
PREFIXES = {"ARABIC": "(?:[وف]?(?:ال|لل|[بكل](?:ال)?)?)", "HEBREW": "[והבכלמש]{0,3}", "ETHIOPIC": "[የለበከ]?"}
# How letters are also written; a name is looked for in each way.
OTHERWISE = (
    ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa"), ("æ", "a"), ("đ", "dj"), ("ð", "dh"), ("ə", "a"),
    ("ß", "s"), ("þ", "p"), ("ŋ", "ng"),
)  # fmt: skip
DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("dj", "d"))
DIGRAPH_NAME = 5  # letters of a word in which `oe` may stand for `ö`
LONG_WORD, MORE = 5, "[^ .-]{0,5}"  # letters of a word that may grow in scripts other than Latin, and by how much
VIRAMAS = "".join(map(chr, (0x94D, 0x9CD, 0xA4D, 0xACD, 0xB4D, 0xBCD, 0xC4D, 0xCCD, 0xD4D, 0xDCA)))
JOINT = "[ .-]{0,4}"  # between the words of a name
JOINT_WITH_MORE = "(?:[ .-]{1,4}[^ .-]{1,20}){0,2}[ .-]{0,4}"  # with as many as two middle names there
EDGE, END = r"(?<![^ .-])", r"(?![^ .-])"


class Needle(NamedTuple):
    """What is looked for: quickly by its letters alone, then by its pattern."""

    letters: str
    pattern: str
    is_whole: bool
    capital: bool = False  # found only where it is capitalized or in an id
    is_foreign: bool = False  # of another script than Latin, and looked for by its picture


Looked = tuple[int, Needle]  # the number of a name, and what is looked for of it
Group = tuple[str, tuple[Looked, ...]]  # the letters that a text must have, and what is then looked for
ALIKE = str.maketrans({"l": "i", EITHER: "i"})  # letters that one picture may stand for
START = 3  # letters that needles are sorted by


def script_of(letters: str) -> str:
    """Name the script of a word, as Unicode does."""
    name = unicodedata.name(next((c for c in letters if c.isalpha()), "a"), "")
    return name.split(" ")[0]


def _spellings(word: str) -> tuple[str, ...]:
    """Fold a word in each of the ways it may be written."""
    composed = unicodedata.normalize("NFC", word).casefold()
    ways = [composed]
    for letter, other in OTHERWISE:
        ways += [way.replace(letter, other) for way in ways if letter in way]
    folded = [letters_of(way) for way in ways]
    if len(folded[0]) >= DIGRAPH_NAME:
        for pair, single in DIGRAPHS:
            folded += [way.replace(pair, single) for way in folded if pair in way]
    return tuple(dict.fromkeys(filter(None, folded)))


def words_in(name: str) -> tuple[str, ...]:
    """Cut a name into its words, titles and lone initials left out where others remain."""
    words = [word for word in re.split(r"[\s,;()\[\]\"“”„«»/&]+", name) if letters_of(word)]
    telling = [
        word for word in words if letters_of(word) not in TITLES and (len(letters_of(word)) > 1 or _is_unspaced(word))
    ]
    return tuple(telling or words)


def _is_unspaced(word: str) -> bool:
    return bool(UNSPACED.search(word))


def parts_of(name: str) -> Iterator[str]:
    """Yield the parts of a name that may tell who it is: first and family names, each half of a double one."""
    words = words_in(name)
    if len(words) == 1 and _is_unspaced(words[0]):
        word = unicodedata.normalize("NFC", words[0])
        if len(word) in (3, 4) and not re.search(r"[\u0e00-\u109f\u1780-\u17ff]", word):  # Han, Kana, Hangul
            yield from (word[1:], *((word[2:],) if len(word) == 4 else ()))  # noqa: PLR2004 -- after a family name of two
        return
    capitals = any(word[0].isupper() for word in words)
    for number, word in enumerate(words):
        halves = [half for half in re.split(r"[\u2010-\u2015\u2212\-_·・'’‘`´ʼ＇]+", word) if half]
        for part in dict.fromkeys((word, *halves)):
            letters = letters_of(part)
            inner = 0 < number < len(words) - 1 and letters in PARTICLES
            small = part[0].islower() and (letters in PARTICLES or (len(letters) <= SHORT_PART and capitals))
            if len(letters) >= SHORTEST and not small and not inner and letters not in TITLES:
                yield part


def _letter(letter: str) -> str:
    return {"i": f"[i{EITHER}]", "l": f"[l{EITHER}]"}.get(letter, re.escape(letter))


def in_a_row(letters: str, joint: str = r"(?:[.-]{1,3}|-+ )?") -> str:
    """Match letters with no more between them than a hyphen, a line's end or signs."""
    return joint.join(map(_letter, letters))


def _edges(letters: str, *, anywhere: bool) -> tuple[str, str]:
    script = script_of(letters)
    before = "" if anywhere else EDGE + PREFIXES.get(script, "")
    if not anywhere and len(letters) >= LONG_WORD and script != "LATIN":
        return before, MORE + END
    return before, ENDINGS.get(script, "") + ("" if anywhere else END)


def _inflected(letters: str) -> str:
    """Match a word as it is written, or with other endings where its language has them."""
    script, stem = script_of(letters), _stem(letters)
    if script not in LAST:
        return in_a_row(stem)
    return f"(?:{in_a_row(letters)}|{in_a_row(stem)}){ENDINGS[script]}"


def _stem(letters: str) -> str:
    """Take off what other endings take the place of: last vowels in some languages, a sign of no vowel in others."""
    last = LAST.get(script_of(letters))
    if not last:
        return letters.rstrip(VIRAMAS) or letters
    stem = last.sub("", letters)
    return stem if len(stem) >= SHORTEST else letters[:-1] if len(letters) > SHORTEST else letters


def _part_needles(hidden: HiddenName) -> Iterator[Needle]:
    exempt = {letters_of(part) for part in hidden.not_alone}
    for part in parts_of(hidden.name) if hidden.alone else ():
        if letters_of(part) in exempt:
            continue
        for spelling in _spellings(part):
            anywhere = _is_unspaced(spelling)
            before, after = _edges(spelling, anywhere=anywhere)
            capital = len(spelling) <= SHORT_PART and not anywhere
            pattern = f"{before}{_inflected(spelling)}{after}"
            yield Needle(_stem(spelling), pattern, is_whole=False, capital=capital)
            yield from () if capital else _spaced(spelling, is_whole=False)


def _spaced(letters: str, *, is_whole: bool) -> Iterator[Needle]:
    """Look for letters with something between all of them, and for long ones wherever they are divided."""
    if len(letters) > SPACED_OUT:
        spread = "[ .-]{0,9}[ .-]"
        yield Needle(letters, f"{EDGE}{in_a_row(letters, spread)}{END}", is_whole)
    if len(letters) >= ANY_GAP:
        yield Needle(letters, f"{EDGE}{in_a_row(letters, '[ .-]{0,9}')}{END}", is_whole)


def _whole_needles(hidden: HiddenName) -> Iterator[Needle]:
    words = words_in(hidden.name)
    if not words:
        return
    if len(words) == 1 and letters_of(words[0]) in set(map(letters_of, hidden.not_alone)):
        return
    orders = [words, (*words[1:], words[0]), (words[-1], *words[:-1])]
    if words[0] != words[-1]:
        orders += [(words[0], words[-1]), (words[-1], words[0])]
    if not hidden.alone:  # where no part counts, two words of the name do
        orders += [pair for pair in combinations(words, 2) if len(letters_of("".join(pair))) > SHORT_NAME]
    joint = JOINT if hidden.alone else JOINT_WITH_MORE
    for order in dict.fromkeys(orders):
        yield from _needles_of_order(order, joint)


def _needles_of_order(order: tuple[str, ...], joint: str) -> Iterator[Needle]:
    ways: list[tuple[str, ...]] = [()]
    for word in order:
        ways = [(*way, spelling) for way in ways for spelling in _spellings(word)][:16]
    for way in ways:
        letters = "".join(way)
        if len(letters) < SHORTEST:
            continue
        unspaced = _is_unspaced(letters)
        before, after = _edges(letters, anywhere=len(way) > 1 and len(letters) >= INSIDE_WORDS)
        if unspaced:
            yield Needle(letters, in_a_row(letters, "[ .-]{0,9}"), is_whole=True)
            continue
        pattern = joint.join(map(_inflected, way))
        capital = len(letters) <= SHORT_NAME
        yield Needle(_stem(way[0]), f"{before}{pattern}{after}", is_whole=True, capital=capital)
        yield from () if capital else _spaced(letters, is_whole=True)


@lru_cache(maxsize=4096)
def needles_of(hidden: HiddenName) -> tuple[Needle, ...]:
    """List all that is looked for of a name."""
    found = (*_whole_needles(hidden), *_part_needles(hidden))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8192)
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once."""
    return re.compile(pattern)
