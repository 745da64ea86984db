"""Finds people's names in text, however they are spelled or disguised, and puts other words in their place.

Text and name are brought to the same skeleton (`appeals.model.skeleton`), the search runs there, and every match is
mapped back to its place in the text.

A whole name is found in any order of its words and inside other words. A part (a first or family name on its own) is
found as a word of its own. Short parts such as “An” or “Do” are common words; they count only where they are
capitalized or stand in an id.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from appeals.model.name_patterns import (
    ALIKE,
    EDGE,
    END,
    INSIDE_WORDS,
    SHORT_PART,
    START,
    Group,
    HiddenName,
    Looked,
    Needle,
    compiled,
    in_a_row,
    needles_of,
    parts_of,
    words_in,
)
from appeals.model.skeleton import (
    DIGIT_PICTURES,
    DROP,
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

__all__ = [
    "INSIDE_WORDS",
    "STANDS_FOR",
    "HiddenName",
    "Match",
    "NameSearch",
    "has_name",
    "hide_in_error",
    "hide_in_problem",
    "hide_names",
    "parts_of",
    "safe_id",
    "same_name",
    "search_for",
]

STANDS_FOR = "[name not shown]"
FEW = 100  # needles that are sooner looked for one by one
OVERRIDE = "\u202e"  # what follows is shown from right to left


class Match(NamedTuple):
    """Where a name was found in a text, which one (by its number), and whether it is the whole name."""

    start: int
    end: int
    number: int
    is_whole: bool


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
        """What is looked for, by the letters that a text must have for any of it to be found."""
        every = [(number, needle) for number, hidden in enumerate(self.hidden) for needle in needles_of(hidden)]
        every.sort(key=_letters_of_needle)
        return tuple((letters, tuple(group)) for letters, group in groupby(every, key=_letters_of_needle))

    @cached_property
    def _known(self) -> Mapping[str, tuple[str, ...]]:
        """The patterns of others' whole names by each of their words."""
        known: dict[str, list[str]] = {}
        for name in self._others:
            words = words_in(name)
            for part in dict.fromkeys((words, *pairwise(words))) if len(words) > 1 else ():
                pattern = "[ .-]{1,4}".join(in_a_row(letters_of(word)) for word in part)
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
        for read, cut in ((plain, units_of), (text, raw_units_of))[: 1 if plain == text else 2]:
            if self._may_find(read):
                units = cut(text)
                found |= set(self._matches(text, skeleton_of(units, FOLDED), parts=parts))
                if self._needs_picture(read):
                    found |= set(self._matches(text, read_by_picture(units), parts=parts, by_picture=True))
        return found

    def hide(self, text: str, *, parts: bool = True) -> str:
        """Put `[name not shown]` where a name stands, or a part of one where `parts` count."""
        for match in reversed(_joined(self.find(text, parts=parts), text)):
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

    def _among(self, letters: str, *, by_picture: bool = False) -> list[Looked]:
        """List what has its letters among those of a text."""
        starts = self._picture_starts if by_picture else self._starts
        letters = letters.translate(ALIKE) if by_picture else letters
        if sum(map(len, starts.values())) < FEW:
            return [one for groups in starts.values() for wanted, group in groups if wanted in letters for one in group]
        known = {letters[spot : spot + length] for length in range(START + 1) for spot in range(len(letters))}
        near = (one for start in starts.keys() & known for one in starts[start])
        return [one for wanted, group in near if wanted in letters for one in group]

    @cached_property
    def _starts(self) -> Mapping[str, list[Group]]:
        return _by_start(self._all)

    @cached_property
    def _picture_starts(self) -> Mapping[str, list[Group]]:
        """What is looked for as it looks: a Cyrillic name is also found where some of its letters are Latin."""
        return _by_start(
            (
                letters.translate(ALIKE) if letters.isascii() else "",
                tuple((number, _as_pictured(needle)) for number, needle in group),
            )
            for letters, group in self._all
        )

    def _matches(self, text: str, skeleton: Skeleton, *, parts: bool, by_picture: bool = False) -> Iterator[Match]:
        is_id = not re.search(r"\s", text.strip())
        for number, needle in self._among(skeleton.text.translate(DROP), by_picture=by_picture):
            if not (parts or needle.is_whole):
                continue
            for found in compiled(needle.pattern).finditer(skeleton.text):
                if by_picture and not _is_disguised(skeleton, found, needle):
                    continue
                if needle.capital and not is_id and not _is_capitalized(skeleton.written(*found.span())):
                    continue
                may_be_anothers = not needle.is_whole or self._is_one_word(number)
                if not (may_be_anothers and self._is_anothers(skeleton.text, found)):
                    yield Match(*skeleton.span(*found.span()), number, needle.is_whole)

    def _is_one_word(self, number: int) -> bool:
        return len(words_in(self.hidden[number].name)) == 1

    def _is_anothers(self, text: str, found: re.Match[str]) -> bool:
        """Say whether a part stands within the whole name of somebody else."""
        patterns = self._known.get(found[0].translate(DROP), ())
        return any(
            other.start() <= found.start() and found.end() <= other.end()
            for pattern in patterns
            for other in compiled(pattern).finditer(text)
        )


def _is_disguised(skeleton: Skeleton, found: re.Match[str], needle: Needle) -> bool:
    """Say whether a match owes something to the pictures of characters; else the plain skeleton has it already.

    A name of another script has to have some letters of its own: a Latin word that looks like it is not the name.
    """
    if needle.is_foreign:
        written = skeleton.written(*found.span())
        letters = [character for character in written if character.isalpha()]
        return any(c.isascii() for c in letters) and not all(c.isascii() for c in letters)
    return any(number in skeleton.changed for number in skeleton.origin[found.start() : found.end()])


def _any_found(looked: Iterable[Looked], folded: str) -> bool:
    """Say quickly whether anything may be found; what is long may stand in words that have grown together."""
    return any(
        (not needle.is_foreign and len(needle.letters) > SHORT_PART) or compiled(needle.pattern).search(folded)
        for _, needle in looked
    )


def _letters_of_needle(looked: Looked) -> str:
    return looked[1].letters


def _as_pictured(needle: Needle) -> Needle:
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
