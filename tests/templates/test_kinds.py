"""Every kind of letter: whole in both languages, composed for every shipped case, of the structure that it promises."""

import re
from itertools import pairwise

import pytest
from composed import (
    CASES,
    KINDS,
    LANGUAGES,
    MODELS,
    NOTES,
    TEMPLATES,
    WITHOUT_A_CASE,
    compose_case,
    demands,
    first_letter,
    records,
    texts_of,
)

from appeals.model.letter import Heading, Listing

PERSONAL = "My grandmother crossed a border on foot in the winter of 1945."
STATUS = re.compile(
    r"signator|\bpart(?:y|ies)\b|ratif|acced|unterzeichn|vertragspartei|vertragsstaat|beigetreten|verpflichtet",
    re.IGNORECASE,
)
CALLED = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
both = pytest.mark.parametrize("language", LANGUAGES)
every_kind = pytest.mark.parametrize("kind", KINDS)
every_model = pytest.mark.parametrize("kind", MODELS)


def test_the_promised_kinds_are_there() -> None:
    """Six kinds of letter and the notes that go with copies have a folder each."""
    assert set(KINDS) == {*MODELS, *WITHOUT_A_CASE, *NOTES}


@every_kind
@both
def test_every_kind_has_both_languages(kind: str, language: str) -> None:
    """A kind has a template in English and in German."""
    assert (TEMPLATES / kind / f"{language}.html.j2").is_file()


@every_kind
@both
def test_the_first_comment_says_what_it_is_for(kind: str, language: str) -> None:
    """A template opens with what it is for and what it needs of the case."""
    comment = re.match(r"\{#(.*?)#\}", (TEMPLATES / kind / f"{language}.html.j2").read_text("utf-8"), re.DOTALL)
    assert comment
    assert "Needs of the case:" in comment[1]


@every_kind
@both
def test_no_template_types_the_standing_of_a_treaty(kind: str, language: str) -> None:
    """Whether a state has signed, ratified or is bound is never typed: it comes from law(), cite() and bound()."""
    typed = CALLED.sub("", (TEMPLATES / kind / f"{language}.html.j2").read_text("utf-8"))
    assert not STATUS.search(typed)


@every_kind
@both
@pytest.mark.parametrize("case", CASES)
def test_every_kind_composes_with_every_case(kind: str, language: str, case: str) -> None:
    """Any kind can be chosen for any case whose own kind asks the same readers, to all its recipients and copies."""
    own = records().kind(records().cases[case].kind).addressed
    if records().kind(kind).addressed not in (own, "anyone"):
        pytest.skip("the case asks others")
    letters = compose_case(case, language, kind)
    assert letters[0].kind == kind
    assert all(letter.subject and letter.salutation and letter.close and letter.body for letter in letters)


@both
@every_model
def test_every_kind_is_shipped_for_its_case(kind: str, language: str) -> None:
    """The case that a kind is modelled on is written in that kind, with notes for its copies."""
    letters = compose_case(MODELS[kind], language)
    note = "circular-note" if kind == "urgent-action" else "cover-note"
    assert [letter.kind for letter in letters] == [kind, note]


@both
@every_model
def test_the_demand_is_what_the_case_asks(kind: str, language: str) -> None:
    """The letter asks what the case lists, all of it and nothing else, set apart as one list."""
    case = records().cases[MODELS[kind]]
    (asked,) = demands(first_letter(kind, language))
    said = ["".join(run.text for run in item).rstrip(";.") for item in asked.items]
    assert said == [request.words.get(language) for request in case.requests]


@both
@pytest.mark.parametrize("kind", ["appeal", "embassy", "agency"])
def test_the_law_stands_in_the_letter(kind: str, language: str) -> None:
    """Each provision of the case has its own sentence, and the first says how the state is bound."""
    letter = first_letter(kind, language)
    marks = [run.mark for block in letter.body if hasattr(block, "runs") for run in block.runs]
    laws = [mark.removeprefix("law:") for mark in marks if mark.startswith("law:")]
    assert {cited.provision for cited in records().cases[letter.case].law} <= set(laws)
    assert len(laws) == len(set(laws))


@both
@pytest.mark.parametrize("kind", ["communication", "urgent-action"])
def test_the_law_stands_in_an_annex(kind: str, language: str) -> None:
    """A communication and a circular carry the law as an annex."""
    (annex,) = first_letter(kind, language).annexes
    assert annex.title == {"en": "The law relied on", "de": "Das herangezogene Recht"}[language]


@every_kind
@both
def test_a_personal_paragraph_has_a_place(kind: str, language: str) -> None:
    """What a sender adds in their own words stands once in the letter, as a paragraph of its own."""
    assert "{{ personal }}" in (TEMPLATES / kind / f"{language}.html.j2").read_text("utf-8")
    if kind in WITHOUT_A_CASE:
        return
    personal = "" if kind in NOTES else PERSONAL
    case = MODELS.get(kind, CASES[0])
    texts = list(texts_of(compose_case(case, language, kind, personal)[0].body))
    assert texts.count(PERSONAL) == (1 if personal else 0)


@every_model
@both
def test_the_opening_follows_the_salutation(kind: str, language: str) -> None:
    """After the comma of the salutation German goes on in lower case, English with a capital."""
    opening = next(texts_of(first_letter(kind, language).body))
    assert opening[0].islower() == (language == "de")


@both
def test_a_circular_says_to_whom_and_by_when(language: str) -> None:
    """A circular names each recipient with salutation, address and numbers, the deadline, and the reference."""
    letter = first_letter("urgent-action", language)
    text = "\n".join(texts_of(letter.body)).replace("\N{NO-BREAK SPACE}", " ")
    for said in ("Zhu Rongji", "9 Xihuangchenggenbeijie", "+86 10 6529 2345", "+86 10 6520 6722", "Tang Jiaxuan"):
        assert said in text
    for said in ("Ma Canrong", "Märkisches Ufer 54", "botschaft.china@debitel.net", "CHN 2003-02"):
        assert said in text
    assert {"en": "by 5 March 2003", "de": "bis zum 5. März 2003"}[language] in text
    assert text.count({"en": "“Your Excellency,”", "de": "„Exzellenz,“"}[language]) == len(("two", "offices", "copy"))


@both
def test_a_circular_goes_to_those_who_write(language: str) -> None:
    """A circular has its own salutation and close, and no line of copies: they stand among the addresses."""
    letter = first_letter("urgent-action", language)
    assert letter.recipient == "letter-writers"
    assert letter.salutation == {"en": "Dear friends,", "de": "Liebe Freundinnen und Freunde,"}[language]
    assert letter.close == {"en": "With thanks for every letter,", "de": "Mit Dank für jeden Brief"}[language]
    assert letter.copies is None


@both
def test_a_circular_hands_on_the_prompts(language: str) -> None:
    """What letter writers may say of their own is in the circular."""
    text = "\n".join(texts_of(first_letter("urgent-action", language).body))
    assert all(str(prompt.get(language)) in text for prompt in records().cases[MODELS["urgent-action"]].prompts)


@both
def test_a_communication_answers_and_asks(language: str) -> None:
    """A communication gives the state's position with a reply to each point, and numbers its questions."""
    case = records().cases[MODELS["communication"]]
    letter = first_letter("communication", language)
    texts = list(texts_of(letter.body))
    for point in case.position:
        assert point.reply
        assert f"{point.says.get(language)} {point.reply.get(language)}" in texts
    (numbered,) = [block for block in letter.body if isinstance(block, Listing) and block.numbered]
    assert len(numbered.items) == len(case.questions)


@both
def test_a_communication_judges_nothing_beforehand(language: str) -> None:
    """A communication leaves open whether the allegations are true, may be published, and closes with high regard."""
    letter = first_letter("communication", language)
    text = "\n".join(texts_of(letter.body))
    open_to = {
        "en": ("Without prejudging their accuracy", "may publish"),
        "de": ("Ohne über die Richtigkeit", "veröffentlichen"),
    }
    assert all(said in text for said in open_to[language])
    assert {"en": "highest consideration", "de": "ausgezeichneten Hochachtung"}[language] in letter.close


@both
def test_a_letter_to_an_embassy_is_brought(language: str) -> None:
    """The note above the address says that the letter is handed over or sent, and the letter asks to pass it on."""
    letter = first_letter("embassy", language)
    assert letter.notes == ({"en": "BY HAND OR BY POST", "de": "DURCH BOTEN ODER PER POST"}[language],)
    assert {"en": "your Government", "de": "Ihrer Regierung"}[language] in next(texts_of(letter.body))


@both
def test_an_agency_is_told_whose_duty_it_is(language: str) -> None:
    """A letter to an agency says that the law binds the state, and asks it to act within its mandate."""
    text = "\n".join(texts_of(first_letter("agency", language).body))
    for said in {
        "en": ("law for the state concerned", "within your mandate"),
        "de": ("Recht für den betroffenen Staat", "Ihres Mandats"),
    }[language]:
        assert said in text


@both
@pytest.mark.parametrize("case", CASES)
def test_a_note_names_what_it_goes_with(language: str, case: str) -> None:
    """The note that goes with a copy encloses it by date and asks for one page."""
    letter, *notes = compose_case(case, language)
    for note in notes:
        assert note.max_pages == 1
        assert note.enclosures
        day = records().language(language).date(letter.date)
        assert all(day in line for line in note.enclosures.lines)


@every_model
@both
def test_headings_are_never_alone(kind: str, language: str) -> None:
    """Under every heading stands something."""
    body = first_letter(kind, language).body
    assert not any(isinstance(one, Heading) and isinstance(two, Heading) for one, two in pairwise(body))
    assert not isinstance(body[-1], Heading)
