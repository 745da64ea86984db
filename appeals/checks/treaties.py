"""Finds law and names of states that were typed by hand where the data says them better."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from appeals.checks.codes import find
from appeals.checks.lists import Lists, matches, unquoted
from appeals.checks.sentences import MARKS, Typed, cut, typed_texts, unsourced_texts
from appeals.model.case import Case
from appeals.model.letter import Letter
from appeals.problems import Problem

SPEAKS_OF_FACTS = ("subject", "facts", "position")  # to ask a state to ratify is no statement of what it has done


def find_treaties(case: Case, texts: Sequence[Typed], lists: Lists) -> Iterator[Problem]:
    """Judge what the texts of one language say of treaties and states."""
    for text in texts:
        own = unquoted(text.text)
        if text.part in SPEAKS_OF_FACTS:
            for sentence in cut(own):
                yield from _find_status(sentence, text, lists)
                yield from _find_procedure(sentence, text, lists)
        yield from _find_long_names(own, text, lists)
    yield from _find_lonely_convention(case, texts, lists)


def _find_status(sentence: str, text: Typed, lists: Lists) -> Iterator[Problem]:
    """Find a typed status in a sentence that speaks of a treaty."""
    if lists.pattern("treaty").search(sentence):
        for words in matches(lists.pattern("status"), sentence):
            said = f"“{words}” says by hand what a state is to a treaty"
            yield find("STATUS-WORD", text.loc, said, 'let the data say it: {{ bound("REFUGEE-1951 33(1)") }}', words)


def find_law_of_template(case: Case, letter: Letter, lists: Lists, *others: str) -> Iterator[Problem]:
    """Find law that a letter's template says by itself: what a state is to a treaty, or that a treaty binds it.

    Words that stand in the case's texts, or in `others`, are judged there.
    """
    own = " ".join((*others, *(text.text for text in typed_texts(case)))).casefold()
    for text in map(unquoted, unsourced_texts(letter)):
        for words in dict.fromkeys(_words_of_law(text, lists)):
            if words.casefold() not in own:
                said = f"the template says by hand what a treaty is to a state: “{words}”"
                mend = "let the data say it: {{ law(key) }}, {{ cite(key) }} or {{ bound(key) }}"
                yield replace(find("STATUS-WORD", (), said, mend, words), level="error")


def _words_of_law(text: str, lists: Lists) -> Iterator[str]:
    """Yield what a paragraph says of a state and a treaty; a duty only where its own sentence names the treaty."""
    treaty = lists.pattern("treaty")
    if MARKS["law"] in text or treaty.search(text):
        yield from matches(lists.pattern("status"), text)
        yield from matches(lists.pattern("joining"), text)
    for sentence in cut(text):
        if treaty.search(sentence):
            yield from matches(lists.pattern("duty"), sentence)


def _find_procedure(sentence: str, text: Typed, lists: Lists) -> Iterator[Problem]:
    """Find a duty of procedure that is rested on a treaty in general."""
    wanted = [lists.pattern(name).search(sentence) for name in ("treaty", "duty", "procedure")]
    if all(wanted) and MARKS["law"] not in sentence and not lists.pattern("article").search(sentence):
        said = "this rests a duty of procedure on a treaty and names no article"
        mend = "ask for the procedure under “requests”, or cite what speaks of it"
        yield find("PROCEDURE", text.loc, said, mend, wanted[2][0] if wanted[2] else "")


def _find_long_names(own: str, text: Typed, lists: Lists) -> Iterator[Problem]:
    """Find the long names of states, the longest first, so that one name inside another is not found again."""
    for pattern, code in sorted(lists.long_names, key=lambda pair: -len(pair[0].pattern)):
        for words in matches(pattern, own):
            own = own.replace(words, " ")
            said = f"“{words}” is typed by hand"
            yield find("COUNTRY-TYPED", text.loc, said, f'write {{{{ country("{code}") }}}}', words)


def _find_lonely_convention(case: Case, texts: Sequence[Typed], lists: Lists) -> Iterator[Problem]:
    """Find the Convention named without its Protocol, in a case whose law does not bring the Protocol along."""
    cited = {law.provision.split(" ")[0] for law in case.law}
    if cited & {"REFUGEE-1951", "REFUGEE-1967"} or any(lists.pattern("protocol").search(text.text) for text in texts):
        return
    for text in texts:
        for words in list(matches(lists.pattern("refugee_convention"), text.text))[:1]:
            said = f"“{words}” is named without its Protocol of 1967"
            mend = 'cite it: {{ cite("REFUGEE-1951 33(1)") }}, with “- provision: REFUGEE-1951 33(1)” under “law”'
            yield find("PROTOCOL-MISSING", text.loc, said, mend, words)
            return
