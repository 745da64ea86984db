"""Finds days as seen from today: “last year”, “recently”, “in June” without a year."""

import re
from collections.abc import Iterator
from datetime import date

from appeals.checks.codes import find
from appeals.checks.lists import Lists, matches
from appeals.checks.sentences import MARKS, Typed
from appeals.problems import Problem

YEAR = re.compile(rf"\b(1[5-9]|20)\d\d\b|[{MARKS['date']}{MARKS['claim']}]")


def find_relative(text: Typed, day: date, lists: Lists) -> Iterator[Problem]:
    """Find words in a text whose meaning moves with the day on which it is read."""
    for words in (*matches(lists.pattern("relative"), text.text), *_months_alone(text.text, lists)):
        sentence = f"“{words}” moves with the day on which it is read; the letter is dated {day}"
        yield find("DATE-RELATIVE", text.loc, sentence, f'name the day, as in {{{{ date("{day:%Y-%m}") }}}}', words)


def _months_alone(text: str, lists: Lists) -> Iterator[str]:
    """Find months without a year, unless the text has named a year before them."""
    months = "|".join(re.escape(month) for month in lists.entries("months"))
    before = "|".join(re.escape(word) for word in lists.entries("before_month"))
    if not months or not before:
        return
    spoken = rf"(?<!\w)(?i:{before})[ \u00a0-](?:{months})(?!\w)"
    dated = (
        rf"(?<!\w)\d{{1,2}}(?:st|nd|rd|th|\.)?[ \u00a0](?:{months})(?!\w)|(?<!\w)(?:{months})[ \u00a0]\d{{1,2}}(?!\d)"
    )
    for found in re.finditer(f"{spoken}|{dated}", text):
        follows = text[found.end() : found.end() + 20]
        if lists.pattern("relative").match(follows.lstrip(" ,")):
            continue  # “in June last year” is one finding
        if not YEAR.search(text[: found.start()]) and not re.match(r"(\s*\d{1,2})?,?\s*(of\s+)?\d{4}", follows):
            yield found[0]
