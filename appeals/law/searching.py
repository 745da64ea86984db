"""Searches the catalogue of law by words, as people say them."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from appeals.model.catalogue import Catalogue
from appeals.model.law import Provision

WORD = re.compile(r"[^\W_]+")
# Words that name no matter: of, the; an article is found by its number alone.
EMPTY = frozenset({"a", "an", "art", "article", "artikel", "der", "die", "das", "of", "the", "to", "und", "and", "on"})
BEGINS = 3  # letters from which a word is also found by its beginning
# What a hit is worth: the number of the article, the code of the instrument, the matter, any other word.
NUMBER, CODE, TOPIC, TEXT = 8, 6, 4, 1


def search_provisions(catalogue: Catalogue, words: str, language: str) -> tuple[Provision, ...]:
    """Find provisions by number, instrument, matter or words of their gist, the nearest first; all without words.

    Every word must be found, in English or in `language`; one that stands nowhere is taken for the one most like it.
    """
    indexes = {key: dict(_indexed(catalogue, one, language)) for key, one in catalogue.provisions.items()}
    wanted = [word for word in map(str.casefold, WORD.findall(words)) if word not in EMPTY]
    known = {word for index in indexes.values() for word in index}
    meant = [_meant(word, known) for word in wanted]
    scores = {key: _score(index, meant) for key, index in indexes.items()}
    found = sorted((key for key in scores if scores[key] or not wanted), key=lambda key: -scores[key])
    return tuple(catalogue.provisions[key] for key in found)


def _indexed(catalogue: Catalogue, one: Provision, language: str) -> Iterator[tuple[str, int]]:
    """List the words by which a provision is found, with their worth; what is worth more comes later and stays."""
    instrument = catalogue.instruments[one.instrument]
    texts = [one.gist, instrument.title, instrument.short_title]
    if gist := catalogue.gists.get((one.key, language)):
        texts += [gist.gist, gist.duty]
    if title := catalogue.titles.get((one.instrument, language)):
        texts += [title.title, title.short]
    for worth, group in ((TEXT, texts), (TOPIC, one.topics), (CODE, [one.instrument]), (NUMBER, [one.clause])):
        yield from ((word.casefold(), worth) for text in group for word in WORD.findall(text))


def _meant(word: str, known: set[str]) -> str:
    """Take a word that stands nowhere for the one most like it."""
    if word.isdecimal() or any(other == word or _begins(other, word) for other in known):
        return word
    return next(iter(get_close_matches(word, known, 1, 0.75)), word)


def _begins(other: str, word: str) -> bool:
    return len(word) >= BEGINS and other.startswith(word)


def _score(index: dict[str, int], wanted: Sequence[str]) -> int:
    """Weigh a provision; nothing where one of the words is not found."""
    worths = [
        max((worth for other, worth in index.items() if other == word or _begins(other, word)), default=0)
        for word in wanted
    ]
    return sum(worths) if all(worths) else 0
