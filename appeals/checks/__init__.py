"""Judges what is about to be said: claims, dates, people, tone, offices and treaties; each finding has a code."""

from appeals.checks.batch import FEW, find_identical
from appeals.checks.claims import find_claims
from appeals.checks.coded import Check
from appeals.checks.codes import CHECKS, describe_code, find
from appeals.checks.examples import Examples, find_examples
from appeals.checks.letters import Heard, listen, tell_heard
from appeals.checks.lists import Lists
from appeals.checks.offices import find_named_holders, find_reach
from appeals.checks.people import find_people, hidden_people, people_named
from appeals.checks.sentences import Sentence, sentences_of, words_of, words_of_fields, words_of_frame, words_of_wording
from appeals.checks.texts import find_in_own_fields, find_in_own_words, find_in_texts, find_never_said
from appeals.checks.times import find_late, find_stopped
from appeals.checks.treaties import find_law_of_template

__all__ = [
    "CHECKS",
    "FEW",
    "Check",
    "Examples",
    "Heard",
    "Lists",
    "Sentence",
    "describe_code",
    "find",
    "find_claims",
    "find_examples",
    "find_identical",
    "find_in_own_fields",
    "find_in_own_words",
    "find_in_texts",
    "find_late",
    "find_law_of_template",
    "find_named_holders",
    "find_never_said",
    "find_people",
    "find_reach",
    "find_stopped",
    "hidden_people",
    "listen",
    "people_named",
    "sentences_of",
    "tell_heard",
    "words_of",
    "words_of_fields",
    "words_of_frame",
    "words_of_wording",
]
