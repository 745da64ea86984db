"""Tells words that may be the name of a person from those that every dictionary has, without knowing any name.

Whoever may type into a form that others have opened must not learn by its answers which names are withheld. So nothing
that is typed there is ever compared with a withheld name. In place of that, a paragraph of one's own may hold everyday
words only: all that might be anybody's name is refused alike, the right name as the wrong one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from appeals.reference.everyday import everyday_words

ENDING = re.compile(r"(?:['’](?:s|m|d|t|re|ve|ll)?)$", re.IGNORECASE)
WORD = re.compile(r"\w[\w\u0300-\u036f]*(?:['’]\w+)*")
NUMBER = re.compile(r"[0-9]+(?:st|nd|rd|th|s)?", re.ASCII)
PLAIN = frozenset(" \n.,;:!?()[]{}\"'/%&*+=-…“”„‘’‚«»‹›–—§€£$°#@_")  # signs between words
ENDS = re.compile(r"(?:^|[.!?:…\n])[\s\"'“”„‘’‚«»‹›(\[–—-]*$")  # before the first word of a sentence
TITLES = frozenset({"mr", "ms", "miss", "dr", "prof", "professor", "lady", "frau", "herr", "herrn", "fräulein"})
GERMAN = "de"  # in which every noun has a capital
JOINTS = ("", "s", "n", "es", "en", "er")  # between the parts of a German compound
PART = 4  # letters of a part of a compound


class Everyday:
    """The words that a paragraph in a language may hold: those of the language, and some more."""

    def __init__(self, language: str, more: Iterable[str] = ()) -> None:
        """Take the language's own words, and those of texts that everybody reads beside the paragraph."""
        self.language, self._own = language, everyday_words(language)
        self._more = frozenset(word.lower() for text in more for word in words_of(text))

    @property
    def is_known(self) -> bool:
        """Whether there are words of this language at all."""
        return bool(self._own)

    def find_others(self, text: str) -> tuple[str, ...]:
        """Find what may be a name, each once, as it is written; words that stand side by side are one."""
        text = unicodedata.normalize("NFC", text)
        found: list[str] = []
        end = -1
        for start, stop in self._others(text):
            if end >= 0 and text[end:start] in {" ", "-", ""}:
                found[-1] += text[end:stop]
            else:
                found.append(text[start:stop])
            end = stop
        return tuple(dict.fromkeys(found))

    def makes(self, name: str) -> bool:
        """Say whether a name consists of everyday words alone, so that a paragraph might hold it."""
        return all(self._is_word(part) for part in words_of(name.lower()))

    def _others(self, text: str) -> Iterator[tuple[int, int]]:
        last, titled = 0, False
        for word in WORD.finditer(text):
            yield from ((spot, spot + 1) for spot in range(last, word.start()) if text[spot] not in PLAIN)
            if not self._may_stand(word[0], text[: word.start()], titled=titled):
                yield word.span()
            last, titled = word.end(), word[0].lower() in TITLES
        yield from ((spot, spot + 1) for spot in range(last, len(text)) if text[spot] not in PLAIN)

    def _may_stand(self, word: str, before: str, *, titled: bool) -> bool:
        """Say whether a word is no name: in English one with a capital inside of a sentence may be one."""
        folded, word = word.lower(), ENDING.sub("", word)
        if NUMBER.fullmatch(word) or word in self._own:
            return not titled or not word[0].isupper()
        if not self._is_word(folded) or (titled and word[0].isupper()):
            return False
        small = not word[0].isupper() or self.language == GERMAN or folded in self._more
        return small or bool(ENDS.search(before[-8:]) or not before.strip())

    def _is_word(self, folded: str) -> bool:
        bare = ENDING.sub("", folded)
        capital = bare[:1].upper() + bare[1:]
        if {folded.replace("’", "'"), bare, capital} & self._own or folded in self._more or bare in self._more:
            return True
        return self.language == GERMAN and self._is_compound(bare)

    def _is_compound(self, word: str) -> bool:
        """Say whether a German word is put together of two others."""
        for cut in range(PART, len(word) - PART + 1):
            if word[cut:] in self._own:
                ends = (word[: cut - len(joint)] for joint in JOINTS if word[:cut].endswith(joint))
                if any(len(end) >= PART and end in self._own for end in ends):
                    return True
        return False


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text."""
    yield from WORD.findall(unicodedata.normalize("NFC", text))
