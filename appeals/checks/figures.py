"""Finds sentences of fact that have a number and no claim under it."""

import re
from collections.abc import Iterator

from appeals.checks.codes import find
from appeals.checks.lists import Lists, unquoted
from appeals.checks.sentences import MARKS, Typed, cut
from appeals.problems import Problem

FACTUAL = ("subject", "facts", "position")
NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?(?![\w/-])")
YEAR = range(1500, 2101)
RANGE_OF_YEARS = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d\s*[–-]\s*(?:(?:1[5-9]|20)\d\d|\d\d)(?!\d)")


def find_bare_numbers(text: Typed, lists: Lists) -> Iterator[Problem]:
    """Find numbers in texts of fact; a sentence with a claim in it is passed over, and so is what others said."""
    if text.part not in FACTUAL:
        return
    for sentence in cut(text.text):
        if MARKS["claim"] in sentence:
            continue
        for number in _numbers(unquoted(RANGE_OF_YEARS.sub(" ", sentence)), lists):
            said = f"“{number}” stands here without a claim, and so without a source"
            mend = 'write it as a claim with its source, and print it with {{ claim("id") }}'
            yield find("CLAIM-NONE", text.loc, said, mend, number)


def _numbers(sentence: str, lists: Lists) -> Iterator[str]:
    """Yield what counts something: no days, years, articles or rooms."""
    for found in NUMBER.finditer(sentence):
        before, after = sentence[: found.start()].rstrip(" .\u00a0("), sentence[found.end() :].lstrip()
        if not (_is_year(found[0]) or _is_named(before, lists) or _is_day(before, after, lists)):
            yield found[0]
    small, counted = "|".join(lists.entries("small")), "|".join(lists.entries("counted"))
    if small and counted:
        in_words = rf"(?<!\w)(?:{small})(?= (?:[\w-]+ ){{0,2}}(?:{counted})(?!\w))"
        yield from (found[0] for found in re.finditer(in_words, sentence, re.IGNORECASE))


def _is_year(number: str) -> bool:
    return len(number) == len("2003") and number.isdecimal() and int(number) in YEAR


def _is_named(before: str, lists: Lists) -> bool:
    """Say whether the number names something: article 33, No. 8, § 5."""
    words = lists.entries("not_counts")
    return bool(words and re.search(rf"(?:^|[\s(])(?:{'|'.join(words)})$", before, re.IGNORECASE))


def _is_day(before: str, after: str, lists: Lists) -> bool:
    """Say whether the number is a day of a month, an hour, or an ordinal."""
    months = "|".join(lists.entries("months"))
    hours = "|".join(lists.entries("no_counts"))
    follows = rf"(?:st|nd|rd|th|\.)?\s*(?:{months})(?!\w)" + (rf"|(?:{hours})(?!\w)" if hours else "")
    return bool(re.match(follows, after, re.IGNORECASE) or re.search(rf"(?:{months})$", before, re.IGNORECASE))
