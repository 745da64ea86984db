"""Finds placeholders left in a text, and what guides to letter writing advise against: abuse, ideology, shouting."""

import re
from collections.abc import Iterator

from appeals.checks.codes import find
from appeals.checks.lists import Lists, matches, unquoted
from appeals.checks.sentences import Typed
from appeals.problems import Loc, Problem

BRACKETED = re.compile(r"\[(?!\s*sic\s*\])[^\[\]]{0,120}\]", re.IGNORECASE)
# XX is one, but not after the four digits of a Dutch postcode, nor as a Roman numeral: Via XX Settembre.
OTHERS = re.compile(
    r"(?<!\w)(?<!\d{4} )X{2,}(?!\w)(?! Settembre| century| secolo)|_{3,}|\?{2,}|\{[a-z_]*\}|(?i:lorem ipsum)"
    r"|(?<!\w)(?:TODO|TBD|TBC|FIXME)(?!\w)"
)
SIGNS = ("[", "XX", "___", "TODO", "TBD", "TBC", "FIXME", "??", "{")  # what holds none of them holds no placeholder
# two words in capitals, one of them longer than an acronym, or one that no acronym is as long as
CAPITALS = re.compile(r"(?<![\w-])(?:[A-ZÄÖÜ]{3,}\s+[A-ZÄÖÜ]{4,}|[A-ZÄÖÜ]{4,}\s+[A-ZÄÖÜ]{3,}|[A-ZÄÖÜ]{8,})(?![\w-])")
EXCLAMATION = re.compile(r"[\w’']+\s?!+")
TONES = {
    "abuse": ("TONE-ABUSE", "“{}” insults", "say what was done, by whom and when"),
    "ideology": ("TONE-IDEOLOGY", "“{}” belongs to a political quarrel", "rest the request on the law"),
    "sarcasm": ("TONE-SARCASM", "“{}” sounds like mockery", "say it plainly, or quote whose words they are"),
}


def find_placeholders(text: Typed) -> Iterator[Problem]:
    """Find what was to be filled in and was not."""
    for words in placeholders_in(text.text):
        yield placeholder(words, text.loc)


def placeholders_in(text: str) -> Iterator[str]:
    """Yield what a text has for somebody to fill in."""
    yield from (*matches(BRACKETED, unquoted(text)), *matches(OTHERS, text))


def placeholders_in_record(line: str) -> Iterator[str]:
    """Yield what a name or a line of an address has for somebody to fill in.

    There XX may be a numeral, and what stands in brackets the number of a room, unless nothing else is on the line.
    """
    found = dict.fromkeys(placeholders_in(line))
    alone = re.fullmatch(r"[\sX]*", line)
    for words in found:
        if not ((set(words) == {"X"} and not alone) or (words.startswith("[") and any(map(str.isdigit, words)))):
            yield words


def may_hold_placeholder(text: str) -> bool:
    """Say quickly of many texts, a line each, whether one may hold something to fill in; “no” is certain."""
    return any(sign in text for sign in SIGNS) or "lorem " in text.casefold()


def placeholder(words: str, loc: Loc) -> Problem:
    """Say that a placeholder was left."""
    return find("PLACEHOLDER", loc, f"the placeholder “{words}” was left in the text", "fill it in", words)


def find_tone(text: Typed, lists: Lists) -> Iterator[Problem]:
    """Find words that make an official stop reading; what stands between quotation marks is passed over."""
    own = unquoted(text.text)
    for name, (code, sentence, mend) in TONES.items():
        for words in matches(lists.pattern(name), own):
            yield find(code, text.loc, sentence.format(words), mend, words)
    for words in matches(CAPITALS, own):
        yield find("TONE-CAPITALS", text.loc, f"“{words}” shouts", "write it in small letters", words)
    for words in matches(EXCLAMATION, own):
        yield find("TONE-EXCLAMATION", text.loc, f"“{words}” shouts", "end with a full stop", words)
