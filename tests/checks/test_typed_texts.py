"""What is found in the texts of a case, and what is left alone."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from appeals.checks import Lists, find_in_own_words, find_in_texts
from appeals.model.case import Case
from appeals.problems import Problem, TemplateError

Found = Callable[..., list[tuple[str, str]]]

RELATIVE = [
    ("en", "They were arrested last year.", "last year"),
    ("en", "A notice went out in June last year.", "last year"),
    ("en", "Recently they were moved.", "Recently"),
    ("en", "They were taken in June.", "in June"),
    ("en", "They were taken on 18 January.", "18 January"),
    ("en", "It was three weeks ago.", "three weeks ago"),
    ("de", "Im letzten Winter wurden sie verhaftet.", "letzten Winter"),
    ("de", "Sie wurden im Juni verhaftet.", "im Juni"),
    ("de", "Vor zwei Wochen kam die Nachricht.", "Vor zwei Wochen"),
    ("de", "Sie sind kürzlich verlegt worden.", "kürzlich"),
]
ABSOLUTE = [
    ("en", "They were taken in June 2002, and again in July."),
    ("en", "On 18 January 2003 they were taken. On 19 January they were moved."),
    ("en", 'On {{ date("2003-01-18") }} they were taken, and in February moved.'),
    ("en", "In March 2003 and in mid-April 2003 nothing changed; it may be so in recent weeks."),
    ("en", "In the year before your visit nothing changed."),
    ("de", "Seit Januar 2003 warten sie. Anfang Februar 2003 kam Nachricht."),
    ("de", "Am Morgen des 18. Januar 2003 wurden sie verhaftet."),
]


@pytest.mark.parametrize(("language", "text", "words"), RELATIVE)
def test_a_day_seen_from_today_is_found(found: Found, language: str, text: str, words: str) -> None:
    """“Last year”, “recently” and a month without its year move with the day of reading."""
    assert found(text, language) == [("DATE-RELATIVE", words)]


@pytest.mark.parametrize(("language", "text"), ABSOLUTE)
def test_a_day_that_stands_still_is_left_alone(found: Found, language: str, text: str) -> None:
    """A month with its year, or after a year was named in the same paragraph, is no finding."""
    assert found(text, language) == []


NUMBERS = [
    ("en", "Some 900 people were returned.", "900"),
    ("en", "As many as 3,200 were returned.", "3,200"),
    ("en", "Five people were arrested.", "Five"),
    ("en", "In Tumen three young women were held.", "three"),
    ("de", "Etwa 3.200 Menschen wurden zurückgebracht.", "3.200"),
    ("de", "Fünf Menschen wurden verhaftet.", "Fünf"),
]
NO_NUMBERS = [
    ("en", "On 18 January 2003, at 10 a.m., it happened."),
    ("en", "The law of 1951 and the years 2002-2005 are known; the resolution 58/149 too."),
    ("en", "Article 33 and articles 34 and No. 7 say so."),
    ("en", "Trucks cross every two or three days."),
    ("en", '{{ claim("a") }} people were held, 3 of them for long.'),
    ("en", "He said that “40 people” had come."),
    ("de", "Am 18. Januar 2003 um 10 Uhr geschah es."),
    ("de", "Artikel 33 Absatz 1 und § 5 sagen es."),
    ("de", "Die Erklärung vom 19. September 2006 sagt es."),
]


@pytest.mark.parametrize(("language", "text", "number"), NUMBERS)
def test_a_number_without_a_claim_is_found(found: Found, language: str, text: str, number: str) -> None:
    """A sentence of fact with a number needs a claim, and so a source, under it."""
    assert found(text, language) == [("CLAIM-NONE", number)]


@pytest.mark.parametrize(("language", "text"), NO_NUMBERS)
def test_numbers_that_count_nothing_are_left_alone(found: Found, language: str, text: str) -> None:
    """Days, years, hours, articles and what others said need no claim."""
    assert [code for code, _ in found(text, language) if code == "CLAIM-NONE"] == []


def test_a_claim_serves_its_own_sentence_only(found: Found) -> None:
    """A claim in one sentence does not cover a number in the next."""
    assert found('{{ claim("a") }} were held. Then 12 were freed.') == [("CLAIM-NONE", "12")]


def test_requests_have_numbers_of_their_own(found: Found) -> None:
    """A request may name a number: it states no fact."""
    assert found("to answer within 30 days", part="requests") == []


@pytest.mark.parametrize(
    "text",
    ["As a [profession] I write.", "As a [...] I write.", "XX people", "Dear ____", "TODO: say more", "48 people???"],
)
def test_a_placeholder_is_an_error(judge: Callable[..., list[Problem]], text: str) -> None:
    """What was to be filled in and was not stops the letter."""
    problems = [problem for problem in judge(text) if problem.code == "PLACEHOLDER"]
    assert [problem.level for problem in problems] == ["error"]
    assert problems[0].words in text


@pytest.mark.parametrize("text", ["He wrote that “they [the guards] left”.", "They was [sic] there.", "What? Why?"])
def test_brackets_of_a_quotation_are_left_alone(found: Found, text: str) -> None:
    """Brackets inside quotation marks, [sic], and one question mark are no placeholders."""
    assert found(text) == []


TONES = [
    ("en", "Your thugs took them.", "TONE-ABUSE"),
    ("en", "The communist leaders know.", "TONE-IDEOLOGY"),
    ("en", "Your so-called courts decided.", "TONE-SARCASM"),
    ("en", "STOP THIS NOW.", "TONE-CAPITALS"),
    ("en", "Set them free!", "TONE-EXCLAMATION"),
    ("de", "Ihre Henker haben sie geholt.", "TONE-ABUSE"),
    ("de", "Ihre sogenannten Gerichte entschieden.", "TONE-SARCASM"),
    ("de", "SOFORT AUFHÖREN.", "TONE-CAPITALS"),
]


@pytest.mark.parametrize(("language", "text", "code"), TONES)
def test_what_makes_an_official_stop_reading_is_found(found: Found, language: str, text: str, code: str) -> None:
    """Abuse, ideology, mockery, capitals and exclamation marks are warned of, in each language."""
    assert [found_code for found_code, _ in found(text, language)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "The UNHCR and the OHCHR have asked for access, as UN bodies do.",
        "The spokesman called them “thugs” and “illegal migrants!”",
        "It is a crime under the criminal law of North Korea.",
        "The Communist’s name is not known.",
    ],
)
def test_plain_words_are_not_warned_of(found: Found, text: str) -> None:
    """Acronyms, quotations and words of law are left alone; a word of the list is found wherever it stands."""
    assert [code for code, _ in found(text)] == (["TONE-IDEOLOGY"] if "Communist" in text else [])


def test_a_paragraph_that_stands_twice_is_found(case: Callable[..., Case], lists: Mapping[str, Lists]) -> None:
    """The second of two equal paragraphs is found; short equal lines are not."""
    twice = "The same words stand here, and stand here once more."
    facts = [{"en": twice}, {"en": "Thank you."}, {"en": twice.upper().lower()}, {"en": "Thank you."}]
    problems = list(find_in_texts(case(facts=facts), date(2003, 4, 2), lists))
    assert [(problem.code, problem.loc) for problem in problems] == [("TWICE", ("facts", 2, "en"))]


def test_what_is_never_to_be_said_is_an_error(judge: Callable[..., list[Problem]]) -> None:
    """A phrase of `never_say` is found in any case and across line breaks."""
    problems = judge("Her family in the\n  Northern Village waits.", never_say=["northern village"])
    assert [(problem.code, problem.level) for problem in problems] == [("NEVER-SAY", "error")]


def test_a_language_without_lists_is_said_once(found: Found) -> None:
    """Words in a language that has no lists are not judged, and that is a note."""
    assert [code for code, _ in found("Ils sont partis hier!", "fr")] == ["LISTS"]


def test_own_words_are_judged_for_tone_and_not_for_numbers(lists: Mapping[str, Lists]) -> None:
    """A sender's own paragraph may say how old she is; shouting is warned of."""
    codes = [p.code for p in find_in_own_words("I am 45 years old. Shame on you!", "en", date(2003, 4, 2), lists)]
    assert codes == ["TONE-ABUSE", "TONE-EXCLAMATION"]


def test_a_list_that_cannot_be_read_names_its_file() -> None:
    """A broken regular expression in a list is the user's to mend."""
    with pytest.raises(TemplateError, match="the list “abuse” cannot be read") as caught:
        Lists("en", {"abuse": ["("]}, {}).pattern("abuse")
    assert str(caught.value).startswith("templates/words/checks.en.toml: ")
