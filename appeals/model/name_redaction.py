"""Finds people's names in text, however they are spelled or disguised, and puts other words in their place.

Text and name are brought to the same skeleton (`appeals.model.skeleton`), the search runs there, and every match is
mapped back to its place in the text.

A whole name is found in any order of its words and inside other words. A part (a first or family name on its own) is
found as a word of its own. Short parts such as “An” or “Do” are common words; they count only where they are
capitalized or stand in an id.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from appeals.model.skeleton import (
    DIGIT_PICTURES,
    DROP,
    EITHER,
    FOLDED,
    LOOKALIKE,
    PICTURED,
    Skeleton,
    decoded,
    letters_of,
    raw_units_of,
    read_by_picture,
    skeleton_of,
    units_of,
)
from appeals.problems import AppealsError, Problem

STANDS_FOR = "[name not shown]"
OVERRIDE = "\u202e"  # what follows is shown from right to left
SHORTEST = 2  # letters; a single one would be found everywhere
SHORT_PART = 3  # letters of a part that is found only where it is capitalized or in an id
SHORT_NAME = 5  # letters of a whole name of which the same is true
INSIDE_WORDS = 8  # letters of a name of several words that is found inside longer words too
ANY_GAP = 9  # letters that are found wherever blanks divide them; fewer may be two other words, as in “new man”
SPACED_OUT = 3  # letters of a name that is found with a blank or sign between all of them

# ------------------------------------------------------------------------------------------------ names to look for


@dataclass(frozen=True, slots=True)
class HiddenName:
    """A name that must not be read, whose it is, and whether its parts are looked for as well."""

    name: str
    person: str = ""  # the id of the person
    case: str = ""  # the id of the case
    not_alone: tuple[str, ...] = ()  # parts that are somebody else's too, or common words
    alone: bool = True  # whether a part that stands alone counts

    def __repr__(self) -> str:
        """Tell whose name it is, and not the name: a repr may end in a log."""
        return f"HiddenName(person={self.person!r}, case={self.case!r})"


class Match(NamedTuple):
    """Where a name was found in a text, which one (by its number), and whether it is the whole name."""

    start: int
    end: int
    number: int
    is_whole: bool


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
    ("ß", "s"), ("þ", "p"), ("ŋ", "ng"), ("ё", "ё"),
)  # fmt: skip
DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("dj", "d"))
DIGRAPH_NAME = 5  # letters of a word in which `oe` may stand for `ö`
LONG_WORD, MORE = 5, "[^ .-]{0,5}"  # letters of a word that may grow in scripts other than Latin, and by how much
VIRAMAS = "".join(map(chr, (0x94D, 0x9CD, 0xA4D, 0xACD, 0xB4D, 0xBCD, 0xC4D, 0xCCD, 0xD4D, 0xDCA)))
JOINT = "[ .-]{0,4}"  # between the words of a name
JOINT_WITH_MORE = "(?:[ .-]{1,4}[^ .-]{1,20}){0,2}[ .-]{0,4}"  # with as many as two middle names there
EDGE, END = r"(?<![^ .-])", r"(?![^ .-])"


class _Needle(NamedTuple):
    """What is looked for: quickly by its letters alone, then by its pattern."""

    letters: str
    pattern: str
    number: int
    is_whole: bool
    capital: bool  # found only where it is capitalized or in an id
    is_foreign: bool = False  # of another script than Latin, and looked for by its picture


Group = tuple[str, tuple[_Needle, ...]]  # the letters that a text must have, and what is then looked for
ALIKE = str.maketrans({"l": "i", EITHER: "i"})  # letters that one picture may stand for
START = 3  # letters that needles are sorted by


def _script(letters: str) -> str:
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


def _words(name: str) -> tuple[str, ...]:
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
    words = _words(name)
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


def _in_a_row(letters: str, joint: str = r"(?:[.-]{1,3}|-+ )?") -> str:
    return joint.join(map(_letter, letters))


def _edges(letters: str, *, anywhere: bool) -> tuple[str, str]:
    script = _script(letters)
    before = "" if anywhere else EDGE + PREFIXES.get(script, "")
    if not anywhere and len(letters) >= LONG_WORD and script != "LATIN":
        return before, MORE + END
    return before, ENDINGS.get(script, "") + ("" if anywhere else END)


def _inflected(letters: str) -> str:
    """Match a word as it is written, or with other endings where its language has them."""
    script, stem = _script(letters), _stem(letters)
    if script not in LAST:
        return _in_a_row(stem)
    return f"(?:{_in_a_row(letters)}|{_in_a_row(stem)}){ENDINGS[script]}"


def _stem(letters: str) -> str:
    """Take off what other endings take the place of: last vowels in some languages, a sign of no vowel in others."""
    last = LAST.get(_script(letters))
    if not last:
        return letters.rstrip(VIRAMAS) or letters
    stem = last.sub("", letters)
    return stem if len(stem) >= SHORTEST else letters[:-1] if len(letters) > SHORTEST else letters


def _part_needles(number: int, hidden: HiddenName) -> Iterator[_Needle]:
    exempt = {letters_of(part) for part in hidden.not_alone}
    for part in parts_of(hidden.name) if hidden.alone else ():
        if letters_of(part) in exempt:
            continue
        for spelling in _spellings(part):
            anywhere = _is_unspaced(spelling)
            before, after = _edges(spelling, anywhere=anywhere)
            capital = len(spelling) <= SHORT_PART and not anywhere
            yield _Needle(
                _stem(spelling), f"{before}{_inflected(spelling)}{after}", number, is_whole=False, capital=capital
            )
            if not capital:
                yield from _spaced(spelling, number, is_whole=False)


def _spaced(letters: str, number: int, *, is_whole: bool) -> Iterator[_Needle]:
    """Look for letters with something between all of them, and for long ones wherever they are divided."""
    if len(letters) > SPACED_OUT:
        spread = "[ .-]{0,9}[ .-]"
        yield _Needle(letters, f"{EDGE}{_in_a_row(letters, spread)}{END}", number, is_whole, capital=False)
    if len(letters) >= ANY_GAP:
        yield _Needle(letters, f"{EDGE}{_in_a_row(letters, '[ .-]{0,9}')}{END}", number, is_whole, capital=False)


def _whole_needles(number: int, hidden: HiddenName) -> Iterator[_Needle]:
    words = _words(hidden.name)
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
        yield from _needles_of_order(number, order, joint)


def _needles_of_order(number: int, order: tuple[str, ...], joint: str) -> Iterator[_Needle]:
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
            yield _Needle(letters, _in_a_row(letters, "[ .-]{0,9}"), number, is_whole=True, capital=False)
            continue
        pattern = joint.join(map(_inflected, way))
        capital = len(letters) <= SHORT_NAME
        yield _Needle(_stem(way[0]), f"{before}{pattern}{after}", number, is_whole=True, capital=capital)
        yield from () if capital else _spaced(letters, number, is_whole=True)


@lru_cache(maxsize=4096)
def _needles(hidden: HiddenName) -> tuple[_Needle, ...]:
    found = (*_whole_needles(0, hidden), *_part_needles(0, hidden))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8192)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


# -------------------------------------------------------------------------------------------------------- searching


class NameSearch:
    """Looks for hidden names in texts; names known to be somebody else's protect the parts that stand in them."""

    def __init__(self, hidden: Iterable[HiddenName], others: Iterable[str] = ()) -> None:
        """Take the names to look for; `others` are whole names of people who may be named, as holders of offices."""
        self.hidden = tuple(dict.fromkeys(hidden))
        self._others = tuple(dict.fromkeys(others))

    def __bool__(self) -> bool:
        """Say whether there is a name to look for."""
        return bool(self.hidden)

    @cached_property
    def _all(self) -> tuple[Group, ...]:
        """The needles by the letters that a text must have for any of them to be found."""
        every = (needle._replace(number=n) for n, hidden in enumerate(self.hidden) for needle in _needles(hidden))
        by_letters = sorted(every, key=lambda needle: needle.letters)
        return tuple(
            (letters, tuple(group)) for letters, group in groupby(by_letters, key=lambda needle: needle.letters)
        )

    @cached_property
    def _known(self) -> Mapping[str, tuple[str, ...]]:
        """The patterns of others' whole names by each of their words."""
        known: dict[str, list[str]] = {}
        for name in self._others:
            words = _words(name)
            for part in dict.fromkeys((words, *pairwise(words))) if len(words) > 1 else ():
                pattern = "[ .-]{1,4}".join(_in_a_row(letters_of(word)) for word in part)
                for word in part:
                    known.setdefault(letters_of(word), []).append(f"{EDGE}{pattern}{END}")
        return {word: tuple(patterns) for word, patterns in known.items()}

    def finds(self, text: str, *, parts: bool = True) -> bool:
        """Say whether a name, or a part of one, stands in a text."""
        return bool(self.find(text, parts=parts))

    def find(self, text: str, *, parts: bool = True) -> tuple[Match, ...]:
        """Find names in a text, in the order of their places; whole names go before the parts that stand in them."""
        if not self.hidden:
            return ()
        found = self._find_in(text, parts=parts)
        if OVERRIDE in text:  # what is typed backwards is read forwards
            length = len(text)
            backwards = self._find_in(text[::-1], parts=parts)
            found |= {m._replace(start=length - m.end, end=length - m.start) for m in backwards}
        return _without_inner(found)

    def _find_in(self, text: str, *, parts: bool) -> set[Match]:
        """Find names in a text as it is typed, and as it is read where it is encoded."""
        plain = decoded(text)
        found: set[Match] = set()
        for units in (units_of(text), raw_units_of(text)) if self._may_find(plain) or self._may_find(text) else ():
            found |= set(self._matches(text, skeleton_of(units, FOLDED), parts=parts))
            if self._needs_picture("".join(character for character, _, _ in units)):
                found |= set(self._matches(text, read_by_picture(units), parts=parts, by_picture=True))
            if plain == text:
                break
        return found

    def hide(self, text: str, *, allowed: Iterable[str] = (), parts: bool = True) -> str:
        """Put `[name not shown]` where a name or a part of one stands; words of `allowed` names are no parts here."""
        found = self.find(text, parts=parts)
        if found and (words := {letters_of(word) for name in allowed for word in _words(name)}):
            found = tuple(m for m in found if m.is_whole or letters_of(text[m.start : m.end]) not in words)
        for match in reversed(_joined(found, text)):
            text = text[: match.start] + STANDS_FOR + text[match.end :]
        return text

    def _may_find(self, text: str) -> bool:
        """Say quickly whether a name may stand in a text; “no” is certain."""
        folded = text.translate(FOLDED)
        if _any_found(self._among(folded.translate(DROP)), folded):
            return True
        if not self._needs_picture(text):
            return False
        pictured = LOOKALIKE.sub(lambda found: DIGIT_PICTURES.get(found[0], found[0]), text).translate(PICTURED)
        return _any_found(self._among(pictured.translate(DROP), by_picture=True), pictured)

    def _needs_picture(self, text: str) -> bool:
        """Say whether letters of two scripts may be mixed in a name."""
        return bool(LOOKALIKE.search(text)) or (not text.isascii() and self._has_foreign)

    @cached_property
    def _has_foreign(self) -> bool:
        return any(not letters.isascii() for letters, _ in self._all)

    def _among(self, letters: str, *, by_picture: bool = False) -> list[_Needle]:
        """List the needles whose letters are among those of a text."""
        starts = self._picture_starts if by_picture else self._starts
        letters = letters.translate(ALIKE) if by_picture else letters
        known = {letters[spot : spot + length] for length in range(START + 1) for spot in range(len(letters))}
        near = (one for start in starts.keys() & known for one in starts[start])
        return [needle for wanted, needles in near if wanted in letters for needle in needles]

    @cached_property
    def _starts(self) -> Mapping[str, list[Group]]:
        return _by_start(self._all)

    @cached_property
    def _picture_starts(self) -> Mapping[str, list[Group]]:
        return _by_start((letters.translate(ALIKE), needles) for letters, needles in self._pictures)

    @cached_property
    def _pictures(self) -> tuple[Group, ...]:
        """The needles as they look: a Cyrillic name is also found where some of its letters are Latin."""
        return tuple((letters if letters.isascii() else "", tuple(map(_as_pictured, g))) for letters, g in self._all)

    def _matches(self, text: str, skeleton: Skeleton, *, parts: bool, by_picture: bool = False) -> Iterator[Match]:
        is_id = not re.search(r"\s", text.strip())
        for needle in self._among(skeleton.text.translate(DROP), by_picture=by_picture):
            if not (parts or needle.is_whole):
                continue
            for found in _compiled(needle.pattern).finditer(skeleton.text):
                if by_picture and not _is_disguised(skeleton, found, needle):
                    continue
                if needle.capital and not is_id and not _is_capitalized(skeleton.written(*found.span())):
                    continue
                may_be_anothers = not needle.is_whole or self._is_one_word(needle.number)
                if not (may_be_anothers and self._is_anothers(skeleton.text, found)):
                    yield Match(*skeleton.span(*found.span()), needle.number, needle.is_whole)

    def _is_one_word(self, number: int) -> bool:
        return len(_words(self.hidden[number].name)) == 1

    def _is_anothers(self, text: str, found: re.Match[str]) -> bool:
        """Say whether a part stands within the whole name of somebody else."""
        patterns = self._known.get(found[0].translate(DROP), ())
        return any(
            other.start() <= found.start() and found.end() <= other.end()
            for pattern in patterns
            for other in _compiled(pattern).finditer(text)
        )


def _is_disguised(skeleton: Skeleton, found: re.Match[str], needle: _Needle) -> bool:
    """Say whether a match owes something to the pictures of characters; else the plain skeleton has it already.

    A name of another script has to have some letters of its own: a Latin word that looks like it is not the name.
    """
    if needle.is_foreign:
        written = skeleton.written(*found.span())
        letters = [character for character in written if character.isalpha()]
        return any(c.isascii() for c in letters) and not all(c.isascii() for c in letters)
    return any(number in skeleton.changed for number in skeleton.origin[found.start() : found.end()])


def _any_found(needles: Iterable[_Needle], folded: str) -> bool:
    """Say quickly whether a needle may be found; long ones may stand in words that have grown together."""
    return any(
        (not needle.is_foreign and len(needle.letters) > SHORT_PART) or _compiled(needle.pattern).search(folded)
        for needle in needles
    )


def _as_pictured(needle: _Needle) -> _Needle:
    """Look for a name by the pictures of its letters."""
    if needle.letters.isascii():
        return needle
    pattern = "".join(c if c.isascii() else _pictures_of(c) for c in needle.pattern)
    return needle._replace(letters="", pattern=pattern, is_foreign=True)


@lru_cache(maxsize=4096)
def _pictures_of(letter: str) -> str:
    """Match a letter of another script, or the Latin letters that it looks like when small or capital."""
    pictures = {letter, PICTURED[ord(letter)], *(PICTURED[ord(capital)] for capital in letter.upper())}
    return f"(?:{'|'.join(map(re.escape, sorted(pictures)))})"


def _by_start(groups: Iterable[Group]) -> Mapping[str, list[Group]]:
    """Sort needles by their first letters, so that a text is not searched for each of thousands."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        found.setdefault(group[0][:START], []).append(group)
    return found


def _is_capitalized(written: str) -> bool:
    first = next((character for character in written if character.isalpha()), "")
    return bool(first) and (first != first.lower() or first.upper() == first.lower())


def _without_inner(found: Iterable[Match]) -> tuple[Match, ...]:
    """Drop matches that stand within others of the same person, and parts that stand within anything."""
    kept: list[Match] = []
    ends: dict[int, int] = {}  # of each person's matches so far, and under -1 of all
    for match in sorted(found, key=lambda m: (m.start, -m.end, not m.is_whole)):
        end = max(ends.get(match.number, 0), 0 if match.is_whole else ends.get(-1, 0))
        if end < match.end:
            kept.append(match)
        for number in (match.number, -1):
            ends[number] = max(ends.get(number, 0), match.end)
    return tuple(kept)


def _joined(found: Iterable[Match], text: str) -> list[Match]:
    """Join matches that overlap, and those of one person with no more than a middle name between them."""
    joined: list[Match] = []
    for match in sorted(found):
        last = joined[-1] if joined else None
        if last and (
            match.start <= last.end or (last.number == match.number and _is_middle(text[last.end : match.start]))
        ):
            joined[-1] = last._replace(end=max(last.end, match.end), is_whole=last.is_whole or match.is_whole)
        else:
            joined.append(match)
    return joined


def _is_middle(between: str) -> bool:
    words = between.split()
    return len(words) <= 2 and all((word[0].isupper() and word[-1] not in ".!?;:") or len(word) <= 2 for word in words)  # noqa: PLR2004 -- middle names


def safe_id(person: str, name: str) -> str:
    """Return the id of a person, or nothing where it tells the name or a part of it."""
    return "" if NameSearch([HiddenName(name)]).finds(person) else person


def same_name(one: str, other: str) -> bool:
    """Say whether two names are the same but for accents, case and separators."""
    return letters_of(one) == letters_of(other)


@lru_cache(maxsize=256)
def search_for(hidden: tuple[HiddenName, ...], others: tuple[str, ...] = ()) -> NameSearch:
    """Make a search, or take the one that was made for the same names before."""
    return NameSearch(hidden, others)


def hide_names(text: str, names: Iterable[str]) -> str:
    """Put `[name not shown]` where one of the names, or a part that may tell who it is, stands in a text."""
    return search_for(tuple(map(HiddenName, names))).hide(text)


def has_name(text: str, name: str) -> bool:
    """Say whether a whole name stands in a text."""
    return search_for((HiddenName(name),)).finds(text, parts=False)


def hide_in_error(error: AppealsError, search: NameSearch) -> AppealsError:
    """Take names out of everything that an error shows."""
    return type(error)(*(hide_in_problem(problem, search) for problem in error.problems)) if search else error


def hide_in_problem(problem: Problem, search: NameSearch) -> Problem:
    """Take names out of everything that a problem shows."""
    if not search:
        return problem
    place = problem.place and replace(problem.place, file=search.hide(problem.place.file))
    sentence, mend, excerpt = map(search.hide, (problem.sentence, problem.mend, problem.excerpt))
    return replace(problem, place=place, sentence=sentence, mend=mend, excerpt=excerpt)
