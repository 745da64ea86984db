"""Finds claims about the same thing that differ, and disputes about nothing."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations

from appeals.checks.codes import find
from appeals.checks.lists import Lists
from appeals.model.case import Case, Claim
from appeals.problems import Problem

SHARED = 0.5  # of the days, and of the words, that make two claims one thing
WORD = re.compile(r"[^\W\d_][\w'’-]+")
NUMBERED = re.compile(r"(?<!\w)(?:\d+[a-z]?|[A-Z]|[IVX]+)(?!\w)")  # what tells Camp 14, Block B and Ward II from others
YEAR = timedelta(days=366)


def find_claims(case: Case, day: date, lists: Mapping[str, Lists]) -> Iterator[Problem]:
    """Judge the claims of a case: whether figures differ undeclared, or are declared and agree, or are old."""
    places = {claim.id: index for index, claim in enumerate(case.claims)}
    for one, other in combinations(case.claims, 2):
        if differ(one, other) and are_alike(one, other, lists) and not _is_declared(case, one, other):
            said = f"the claims “{one.id}” and “{other.id}” are about the same thing, and their figures differ"
            mend = "declare it under “disputes” with the wording to use, or give them a different “about”"
            yield find("CLAIM-DISPUTE", ("claims", places[other.id]), said, mend)
    yield from _find_agreeing(case)
    yield from _find_old(case, day)


def differ(one: Claim, other: Claim) -> bool:
    """Say whether two claims give different numbers."""
    return bool(numbers(one) and numbers(other) and numbers(one) != numbers(other))


def numbers(claim: Claim) -> tuple[int, ...]:
    """Return the one or two numbers of a claim's figure; none where it has only words."""
    figure = claim.figure
    given = (figure.value, figure.low, figure.high) if figure else ()
    return tuple(number for number in given if number is not None)


def are_alike(one: Claim, other: Claim, lists: Mapping[str, Lists]) -> bool:
    """Say whether two claims are about the same thing.

    The case may say so with `about`. Otherwise the days must be nearly the same, the places must not differ, and
    half of the words of the shorter must be among those of the other.
    """
    if one.about or other.about:
        return one.about == other.about
    return _share_days(one, other) and not _are_apart(one, other, lists) and _share_words(one, other, lists)


def _days(claim: Claim) -> tuple[date, date] | None:
    """Return the first and last day of a claim; one that is not known to end, or to begin, has none."""
    return (claim.since.first, claim.until.last) if claim.since and claim.until else None


def _share_days(one: Claim, other: Claim) -> bool:
    first, second = _days(one), _days(other)
    if not first or not second:
        return (one.since, one.until) == (other.since, other.until)
    common = (min(first[1], second[1]) - max(first[0], second[0])).days + 1
    together = (max(first[1], second[1]) - min(first[0], second[0])).days + 1
    return common / together >= SHARED


def _words(text: str, lists: Lists | None) -> frozenset[str]:
    """Return the words that tell what a text is about; words that mean the same become one."""
    empty = frozenset(lists.entries("empty")) if lists else frozenset[str]()
    alike = {word: group[0] for group in (lists.table.get("alike", ()) if lists else ()) for word in group}
    return frozenset(alike.get(word, word) for word in WORD.findall(text.casefold()) if word not in empty)


def _share_words(one: Claim, other: Claim, lists: Mapping[str, Lists]) -> bool:
    for language in one.what.languages & other.what.languages:
        first, second = (_words(claim.what.get(language) or "", lists.get(language)) for claim in (one, other))
        if first and second and len(first & second) / min(len(first), len(second)) >= SHARED:
            return True
    return False


def _are_apart(one: Claim, other: Claim, lists: Mapping[str, Lists]) -> bool:
    """Say whether both claims name a place, and the places differ in every language that both have."""
    if not one.where or not other.where:
        return False
    return all(
        _places_differ(one.where.get(language) or "", other.where.get(language) or "", lists.get(language))
        for language in one.where.languages & other.where.languages
    )


def _places_differ(one: str, other: str, lists: Lists | None) -> bool:
    """Say whether two places have other numbers, as Camp 14 and Camp 15, or no name in common.

    What kind of place it is, a camp or a prison, tells no two of them apart, and makes no two of them one.
    """
    kinds = frozenset(lists.entries("places")) if lists else frozenset[str]()
    first, second = (_words(text, lists) for text in (one, other))
    if not first & second:
        return True
    numbered = [frozenset(NUMBERED.findall(text)) for text in (one, other)]
    named = [words - kinds for words in (first, second)]
    return (all(numbered) and numbered[0] != numbered[1]) or (all(named) and not named[0] & named[1])


def _is_declared(case: Case, one: Claim, other: Claim) -> bool:
    return any(one.id in dispute.claims and other.id in dispute.claims for dispute in case.disputes)


def _find_agreeing(case: Case) -> Iterator[Problem]:
    """Find disputes between claims whose figures are the same."""
    known = {claim.id: claim for claim in case.claims}
    for index, dispute in enumerate(case.disputes):
        claims = [known[name] for name in dispute.claims if name in known]
        if not any(differ(one, other) for one, other in combinations(claims, 2)) and all(map(numbers, claims)):
            said = f"the claims of this dispute agree: “{dispute.about}”"
            yield find(
                "CLAIM-AGREES", ("disputes", index), said, "take the dispute out, or correct the claim that differs"
            )


def _find_old(case: Case, day: date) -> Iterator[Problem]:
    """Find figures of something that goes on whose sources are old, and that do not say of when they are."""
    dates = {source.id: source.date.last for source in case.sources if source.date}
    for index, claim in enumerate(case.claims):
        newest = max((dates[telling.source] for telling in claim.sources if telling.source in dates), default=None)
        if claim.figure and not claim.until and not claim.as_of and newest and day - newest > YEAR:
            said = f"the newest source of “{claim.id}” is of {newest}, more than a year before the letter"
            mend = f'say of when the figure is: “as_of: "{newest:%Y-%m}"”; or give the claim a last day (“to: …”)'
            yield find("DATE-OLD", ("claims", index), said, mend)
