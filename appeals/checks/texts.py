"""Judges the texts that somebody typed into a case: dates, numbers, treaties, names of states, placeholders, tone."""

from collections.abc import Iterator, Mapping
from datetime import date

from appeals.checks.codes import find
from appeals.checks.dates import find_relative
from appeals.checks.figures import find_bare_numbers
from appeals.checks.lists import Lists
from appeals.checks.sentences import Typed, typed, typed_texts
from appeals.checks.tone import find_placeholders, find_tone
from appeals.checks.treaties import find_treaties
from appeals.model.case import Case
from appeals.problems import Problem

LONG_ENOUGH = 40  # characters of a paragraph that is the same as another by more than chance


def find_in_texts(case: Case, day: date, lists: Mapping[str, Lists]) -> Iterator[Problem]:
    """Judge every text of a case that letters print; `lists` holds those of each language there is."""
    texts = tuple(typed_texts(case))
    for text in texts:
        yield from find_placeholders(text)
        if text.language in lists:
            yield from find_relative(text, day, lists[text.language])
            yield from find_bare_numbers(text, lists[text.language])
            yield from find_tone(text, lists[text.language])
    for language in dict.fromkeys(text.language for text in texts):
        if language in lists:
            yield from find_treaties(case, [t for t in texts if t.language == language], lists[language])
        else:
            yield _unjudged(language, next(text for text in texts if text.language == language))
    yield from _find_twice(texts)
    yield from _find_never_say(case, texts)


def find_in_own_words(personal: str, language: str, day: date, lists: Mapping[str, Lists]) -> Iterator[Problem]:
    """Judge the sender's own paragraph: its placeholders, dates and tone; numbers in it are the sender's."""
    text = Typed(("personal",), language, typed(personal), "personal")
    yield from find_placeholders(text)
    if language in lists:
        yield from find_relative(text, day, lists[language])
        yield from find_tone(text, lists[language])


def find_in_own_fields(fields: Mapping[str, str], language: str) -> Iterator[Problem]:
    """Find placeholders that a sender has left in name or address; the field is told as the place."""
    for name, text in fields.items():
        yield from find_placeholders(Typed((name,), language, typed(text), name))


def find_never_said(case: Case, personal: str) -> Iterator[Problem]:
    """Find in the sender's own paragraph what the case says is never to be said; what it is, is not repeated."""
    folded = " ".join(personal.casefold().split())
    if any(" ".join(phrase.casefold().split()) in folded for phrase in case.never_say):
        yield find("NEVER-SAY", ("personal",), "this is never to be said in this case", "say it otherwise")


def _unjudged(language: str, text: Typed) -> Problem:
    mend = f"write templates/words/checks.{language}.toml; checks.en.toml shows how"
    return find("LISTS", text.loc, f"dates, numbers and tone of the words in “{language}” are not judged", mend)


def _find_twice(texts: tuple[Typed, ...]) -> Iterator[Problem]:
    """Find paragraphs that stand in the case twice."""
    first: dict[str, Typed] = {}
    for text in texts:
        key = text.text.casefold()
        if len(key) < LONG_ENOUGH:
            continue
        if key in first:
            where = "/".join(str(step) for step in first[key].loc)
            yield find(
                "TWICE", text.loc, f"this paragraph stands in the case already ({where})", "delete one of the two"
            )
        first.setdefault(key, text)


def _find_never_say(case: Case, texts: tuple[Typed, ...]) -> Iterator[Problem]:
    """Find what the case says is never to be said."""
    for phrase in case.never_say:
        wanted = " ".join(phrase.casefold().split())
        for text in texts:
            if wanted in text.text.casefold():
                yield find(
                    "NEVER-SAY", text.loc, f"“{phrase}” is never to be said in this case", "say it otherwise", phrase
                )
