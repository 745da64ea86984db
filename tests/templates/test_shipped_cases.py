"""The shipped cases: said in both languages throughout, two pages at most, and silent on what came later."""

import re
from datetime import date

import pytest
import yaml
from composed import CASES, HOUSE, LANGUAGES, compose_case, records, texts_of, without_annexes

from appeals.formats import render
from appeals.formats.stationery import choose_stationery
from appeals.model.case import Case
from appeals.model.common import Words
from appeals.model.document import PAPERS, Paper
from appeals.model.letter import Letter
from appeals.model.texts import texts_in

ENGLISH = re.compile(r"\b(?:the|and|with|people|were|which|from)\b")
GERMAN = re.compile(r"\b(?:der|die|das|und|mit|nicht|werden|eine)\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
every_case = pytest.mark.parametrize("case", CASES)
both = pytest.mark.parametrize("language", LANGUAGES)


def words_in(value: object) -> list[Words]:
    """Find every text of a record that is said in languages."""
    if isinstance(value, Words):
        return [value]
    if isinstance(value, tuple):
        return [words for item in value for words in words_in(item)]
    fields = getattr(type(value), "model_fields", {})
    return [words for name in fields for words in words_in(getattr(value, name))]


@every_case
def test_every_text_is_said_in_both_languages(case: str) -> None:
    """No text of a shipped case lacks English or German, down to claims, sources and figures in words."""
    found = words_in(records().cases[case])
    assert found
    assert {words.languages for words in found} == {frozenset(LANGUAGES)}


@every_case
def test_each_language_keeps_to_itself(case: str) -> None:
    """No English stands in the German of a case, nor German in the English; a source's words in quotes may."""
    for loc, text in texts_in(records().cases[case]):
        other = {"en": GERMAN, "de": ENGLISH}.get(str(loc[-1]))
        assert not (other and other.search(re.sub(r"[“„].*?[”“]|\{\{.*?\}\}", "", text))), loc


@every_case
def test_a_case_prompts_its_senders(case: str) -> None:
    """Each case says what senders may add of their own, so that letters differ."""
    assert len(records().cases[case].prompts) > 1


@every_case
@both
def test_a_letter_reads_as_of_its_date(case: str, language: str) -> None:
    """No letter names a year after its own; its deadline may follow."""
    for letter in compose_case(case, language):
        said = " ".join((*letter.subject, *texts_of(letter.body)))
        assert all(int(year) <= letter.date.year for year in YEAR.findall(said)), letter.name


@pytest.mark.slow
@every_case
@both
@pytest.mark.parametrize("paper", PAPERS)
def test_a_letter_keeps_to_its_pages(case: str, language: str, paper: Paper) -> None:
    """Two pages hold each letter without its annexes, one each note; an overfull letter is refused when it is made."""
    letters: tuple[Letter, ...] = compose_case(case, language)
    for letter in letters:
        assert letter.max_pages == (1 if letter.kind.endswith("-note") else 2)
        assert render("pdf", without_annexes(letter), records().templates, choose_stationery(paper)).content.startswith(
            b"%PDF"
        )


def test_the_case_to_begin_with_shows_an_invented_person() -> None:
    """The file that `appeals new case` writes has a person in a comment, marked as invented, that the model accepts."""
    text = (HOUSE / "templates" / "new" / "case.yaml").read_text("utf-8")
    block = re.search(r"^# people:.*?(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    assert block
    shown = yaml.load(re.sub(r"^# ", "", block[0], flags=re.MULTILINE), yaml.BaseLoader)  # noqa: S506
    case = yaml.load(text, yaml.BaseLoader)  # noqa: S506
    (person,) = Case.model_validate({**case, "id": "new-id", **shown}).people
    assert person.invented
    assert person.consent
    assert person.consent.on < date(2027, 1, 1)
