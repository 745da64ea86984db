"""New records are made from answers, judged as a file written by hand is, and written whole or not at all."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeals.model.answers import CaseAnswers, What, collect
from appeals.model.case import Case
from appeals.model.recipient import RecipientsFile
from appeals.model.sender import SendersFile
from appeals.pipeline.authoring import FOLDERS, create_draft, draft, field_of, judge_draft
from appeals.pipeline.checking import check_all
from appeals.pipeline.halfway import judge_answer
from appeals.pipeline.loading import load
from appeals.problems import FileError, Problem, RecordError, UsageError
from appeals.records import check, parse
from appeals.records.source import HIDDEN
from appeals.workspace import Workspace

TODAY = date(2026, 11, 22)
CASE: dict[str, Any] = {
    "id": "river-villages",
    "reference": "CHN 2026-01",
    "state": "CN",
    "to": ["cn-premier"],
    "subject": ["Villages by the river: no water"],
    "facts": ["The people of the villages have had no water since the spring of 2026."],
    "requests": ["to let them have water again"],
    "law": ["CAT 3(1)"],
}
FULL: dict[str, Any] = CASE | {
    "deadline": "2026-12-31",
    "copies": ["cn-embassy-berlin"],
    "facts": [
        'Since March 2026 {{ claim("families") }} families have had no water; {{ person("person-1") }} is one of them.'
    ],
    "position": [{"says": "The ministry has said that the wells are full.", "reply": "They are dry."}],
    "questions": ["When will the wells be mended?"],
    "prompts": ["what links you with the river"],
    "people": [
        {
            "name": "Nora Nightjar",
            "described": "a mother of two",
            "visibility": "to-recipient",
            "consent": True,
            "consent_by": "herself",
            "consent_on": "2026-05-01",
            "invented": True,
        }
    ],
    "never_say": ["the hidden well"],
    "sources": [{"kind": "report", "title": "No water", "by": "Village Watch", "date": "2026-05"}],
    "claims": [{"id": "families", "what": "families without water", "value": 48, "sources": ["village-watch"]}],
}
RECIPIENT: dict[str, Any] = {
    "id": "xx-minister",
    "class": "minister",
    "state": "CN",
    "title": "Minister of Water",
    "body": "Ministry of Water",
    "holder_name": "Jane Example",
    "holder_family": "Example",
    "holder_from": "2026-01",
    "address_lines": ["Ministry of Water", "1 Example Street", "100000 EXAMPLE CITY"],
    "channels": [{"channel": "fax", "at": "+86 10 6529 2345", "via": "Ministry of Justice"}],
    "source_title": "The ministry's page",
    "source_date": "2026-02-01",
}
SENDER: dict[str, Any] = {
    "id": "me",
    "name": "Max Muster",
    "address_lines": ["Musterstraße 12", "10117 Berlin"],
    "country": "DE",
    "place": "Berlin",
    "phone": "+49 30 23125 100",
    "tagline": "An invented person",
    "invented": True,
}
SOUND: dict[What, dict[str, Any]] = {"case": FULL, "recipient": RECIPIENT, "sender": SENDER}


@pytest.fixture
def desk(workspace: Path) -> Workspace:
    """Stand in a folder with the shipped records."""
    return Workspace(workspace)


@pytest.mark.parametrize("what", SOUND)
def test_sound_answers_make_a_file_that_passes_check(what: What, desk: Workspace) -> None:
    """A draft of sound answers has no error, is written into its folder, and `check` of it finds none either."""
    text = draft(what, SOUND[what])
    assert text.startswith("# yaml-language-server: $schema=../.schemas/")
    assert [p for p in judge_draft(desk, what, text, TODAY) if p.level == "error"] == []
    path = create_draft(desk, what, text, TODAY)
    assert path == desk.folder / FOLDERS[what] / f"{SOUND[what]['id']}.yaml"
    assert path.read_text(encoding="utf-8") == text
    for other in (desk.folder / "seeds").glob("*.yaml"):
        if other != path:
            other.unlink()
    found = check_all(desk, (), TODAY)
    senders = "INVENTED"  # nobody has made a sender of their own
    assert {p.code for p in found.problems if p.level == "error"} <= ({senders} if what == "case" else set())


def test_every_answer_reaches_its_field() -> None:
    """What was answered stands in the record: words by their language, figures, consent, sources, channels."""
    case = check(parse(draft("case", FULL), ""), Case)
    assert case.claims[0].figure
    assert (case.claims[0].figure.value, case.claims[0].sources[0].source) == (48, "village-watch")
    assert case.claims[0].sources[0].knowledge == "hearsay"
    assert (case.people[0].consent and case.people[0].consent.scope) == "to-recipient"
    assert case.sources[0].name.get("en") == "Village Watch"
    assert [cited.provision for cited in case.law] == ["CAT 3(1)"]
    assert case.requests[0].id == "request-1"
    (recipient,) = check(parse(draft("recipient", RECIPIENT), ""), RecipientsFile).recipients
    assert recipient.addresses[0].country == "CN"
    assert recipient.holders[0].source == recipient.channels[0].source
    (sender,) = check(parse(draft("sender", SENDER), ""), SendersFile).senders
    assert (sender.signatory.name, sender.phone) == ("Max Muster", "+493023125100")


def test_words_may_be_given_in_several_languages() -> None:
    """Plain text is of the draft's language; a mapping gives words in each."""
    answers = CASE | {"language": "de", "facts": ["Wasser fehlt.", {"en": "No water.", "de": "Kein Wasser."}]}
    case = check(parse(draft("case", answers), ""), Case)
    assert case.facts[0].pairs == (("de", "Wasser fehlt."),)
    assert case.facts[1].languages == {"en", "de"}


TEXT = st.text(max_size=120).filter(lambda text: not HIDDEN.search(text))


@settings(max_examples=60)
@given(texts=st.tuples(*[TEXT] * 6), facts=st.lists(TEXT, max_size=4))
def test_a_draft_is_read_back_whatever_was_typed(texts: tuple[str, ...], facts: list[str]) -> None:
    """Any text in any answer stands in the file as it was typed, without the blanks around it; blank rows do not."""
    subject, law, by, who, day, language = texts
    answers = {
        "id": subject, "language": language, "state": law, "date": day, "facts": facts, "law": [law, ""],
        "sources": [{"by": by, "title": who}], "people": [{"described": who, "name": by}], "never_say": [day],
    }  # fmt: skip
    data: Any = parse(draft("case", answers), "").data
    code = language.strip()
    kept = [text.strip() for text in facts if text.strip()]
    assert data.get("id", "") == subject.strip()
    assert [words[code] for words in data.get("facts", [])] == kept
    assert [cited["provision"] for cited in data.get("law", [])] == ([law.strip()] if law.strip() else [])
    assert data.get("never_say", []) == ([day.strip()] if day.strip() else [])
    assert (data.get("date", ""), data.get("state", "")) == (day.strip(), law.strip())
    if by.strip():
        assert data["sources"][0]["by"] == data["people"][0]["name"] == by.strip()
    if who.strip():
        assert data["people"][0]["described"] == {code: who.strip()}


PUBLIC = {"described": "a mother of two", "name": "Nora Nightjar", "visibility": "public"}
WRONG: list[tuple[What, dict[str, Any], str, str]] = [
    ("case", {"reference": ""}, "reference", "the field “reference” is missing"),
    ("case", {"state": "China"}, "state", "“China” is not of the form this field takes"),
    ("case", {"state": "XX"}, "state", "there is no state “XX”"),
    ("case", {"to": ["cn-premir"]}, "to.0", "there is no recipient “cn-premir”"),
    ("case", {"to": ["cn-premier"], "copies": ["cn-premier"]}, "copies.0", "is named twice"),
    ("case", {"facts": ["Sound.", "{{ claim }}"]}, "facts.1", "only calls such as"),
    ("case", {"facts": ["{% if x %}"]}, "facts.0", "no {% … %}"),
    ("case", {"facts": ['{{ claim("none") }}']}, "facts.0", "the case has no claim “none”"),
    ("case", {"requests": ["to help [name]"]}, "requests.0", "placeholder"),
    ("case", {"subject": ["a", "b", "c"]}, "subject", "more than 2 entries"),
    ("case", {"law": ["CAT 3(1)", "CAT 333"]}, "law.1", "no provision “333”"),
    ("case", {"law": ["ECHR 3"]}, "law.0", "ECHR 3 cannot be cited"),
    ("case", {"kind": "apeal"}, "kind", "there is no kind of letter “apeal”"),
    ("case", {"deadline": "31.12.2026"}, "deadline", "“31.12.2026” is not a date"),
    ("case", {"claims": [{"what": "a", "value": "many"}]}, "claims.0.value", "“many” is not a whole number"),
    ("case", {"claims": [{"what": "a", "low": 9, "high": 3, "sources": ["s"]}]}, "claims.0.value", "a figure is one"),
    ("case", {"claims": [{"what": "a", "sources": ["who"]}]}, "claims.0.sources.0", "the case has no source “who”"),
    ("case", {"claims": [{"what": "a", "knowledge": "x", "sources": ["s"]}]}, "claims.0.knowledge", "not among the"),
    ("case", {"sources": [{"title": "a", "url": "ftp://x"}]}, "sources.0.url", "not of the form"),
    ("case", {"people": [PUBLIC]}, "people.0.consent", "no consent"),
    ("case", {"people": [{"described": "x", "consent": True, "consent_for": "all", "consent_by": "y",
                          "consent_on": "2026-01-01"}]}, "people.0.consent_for", "not among the choices"),
    ("case", {"id": "forced-returns-2003"}, "id", "there is a case “forced-returns-2003” already"),
    ("case", {"id": "../climbs"}, "id", "“../climbs” is not of the form this field takes"),
    ("recipient", {"state": "XX"}, "state", "there is no country “XX”"),
    ("recipient", {"id": "cn-premier"}, "id", "another file has a record “cn-premier” too"),
    ("recipient", {"holder_from": "spring"}, "holder_from", "“spring” is not a date"),
    ("recipient", {"channels": [{"channel": "fax", "at": "12"}]}, "channels.0.at", "is not a whole number"),
    ("recipient", {"channels": [{"channel": "telex", "at": "12"}]}, "channels.0.channel", "not among the choices"),
    ("recipient", {"source_title": ""}, "source_title", "the field “title” is missing"),
    ("recipient", {"title": ""}, "title", "the field “title” is missing"),
    ("recipient", {"verified_on": "2026"}, "verified_on", "known only to the month or year"),
    ("sender", {"country": "UK"}, "country", "there is no country “UK”"),
    ("sender", {"phone": "030 12"}, "phone", "is not a whole number"),
    ("sender", {"address_lines": []}, "address_lines", "the field “lines” is missing"),
    ("sender", {"place": "a\tb"}, "place", "not of the form"),
    ("sender", {"id": "example-society"}, "id", "another file has a record “example-society” too"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "wrong", "field", "sentence"), WRONG)
def test_a_fault_is_told_at_the_very_answer(
    what: What, wrong: dict[str, Any], field: str, sentence: str, desk: Workspace
) -> None:
    """Each fault leads back to the answer that has it, and nothing is written while one is left."""
    base = CASE if what == "case" else SOUND[what]
    text = draft(what, base | wrong)
    errors = [p for p in judge_draft(desk, what, text, TODAY) if p.level == "error"]
    assert [p.sentence for p in errors if field_of(what, p) == field and sentence in p.sentence], errors
    before = sorted(desk.folder.rglob("*"))
    with pytest.raises(RecordError) as stopped:
        create_draft(desk, what, text, TODAY)
    assert {p.sentence for p in stopped.value.problems} == {p.sentence for p in errors}
    assert sorted(desk.folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("what", "wrong"),
    [(what, wrong) for what, wrong, field, _ in WRONG if field != "id"] + [("case", {}), ("sender", {})],
)
def test_a_draft_is_judged_as_its_file_would_be(what: What, wrong: dict[str, Any], desk: Workspace) -> None:
    """What is said of a draft is what `check` says of the same text once it is a file in the folder."""
    base = CASE if what == "case" else SOUND[what]
    text = draft(what, base | wrong)
    judged = judge_draft(desk, what, text, TODAY)
    path = desk.folder / FOLDERS[what] / f"{base['id']}.yaml"
    path.parent.mkdir(exist_ok=True)
    for other in (desk.folder / "seeds").glob("*.yaml"):
        other.unlink()
    path.write_text(text, encoding="utf-8")
    found = [p for p in check_all(desk, (), TODAY).problems if p.place and p.place.file == str(path)]
    assert {str(p) for p in found} == {str(p) for p in judged}


def test_a_file_that_is_there_is_never_written_over(desk: Workspace) -> None:
    """A case of the same id, by another door meanwhile, stops the writing and stays as it is."""
    text = draft("case", CASE)
    path = create_draft(desk, "case", text, TODAY)
    path.write_text("kept", encoding="utf-8")
    with pytest.raises((RecordError, FileError)):
        create_draft(desk, "case", text, TODAY)
    assert path.read_text(encoding="utf-8") == "kept"


def test_faults_of_other_files_do_not_stand_in_the_way(desk: Workspace) -> None:
    """A wrong recipient elsewhere, or a folder without senders, is no fault of the draft."""
    (desk.folder / "senders.yaml").unlink()
    (desk.folder / "recipients").mkdir()
    (desk.folder / "recipients" / "wrong.yaml").write_text("recipients: [{id: X}]\n", encoding="utf-8")
    assert judge_draft(desk, "sender", draft("sender", SENDER), TODAY) == ()
    assert [p for p in judge_draft(desk, "case", draft("case", CASE), TODAY) if p.level == "error"] == []


def test_a_withheld_name_is_in_no_message(desk: Workspace) -> None:
    """A name that stands in a text is found, and no message repeats it."""
    people = [{"name": "Nora Nightjar", "described": "a mother of two", "visibility": "withheld"}]
    text = draft("case", CASE | {"people": people, "facts": ["Nora Nightjar has no water."]})
    problems = judge_draft(desk, "case", text, TODAY)
    assert [p for p in problems if p.code == "NAME-TYPED" and field_of("case", p) == "facts.0"]
    assert "Nightjar" not in "".join(map(str, problems))


def test_one_answer_is_judged_before_the_others_are_given(desk: Workspace) -> None:
    """An answer is judged alone; that the others are missing is not said."""
    assert judge_answer(desk, "case", {}, "facts", TODAY) == ()
    (problem,) = judge_answer(desk, "case", {"state": "XX"}, "state", TODAY)
    assert problem.sentence == "there is no state “XX”"
    (problem,) = judge_answer(desk, "case", {"to": ["nobody"]}, "to", TODAY)
    assert problem.sentence == "there is no recipient “nobody”"
    assert judge_answer(desk, "case", {"facts": ["Sound.", "{{ x }}"]}, "facts.0", TODAY) == ()
    assert judge_answer(desk, "case", {"facts": ["Sound.", "{{ x }}"]}, "facts.1", TODAY)
    assert judge_answer(desk, "sender", {"phone": "030"}, "phone", TODAY)


def test_how_a_new_recipient_is_reached_is_judged(desk: Workspace) -> None:
    """A mailbox that anybody can have, and an address last seen years ago, are warned of at their answers."""
    channels = [{"channel": "email", "at": "ministry@gmail.com"}]
    text = draft("recipient", RECIPIENT | {"channels": channels, "source_date": "2001-01-01"})
    warned = {(problem.code, field_of("recipient", problem)) for problem in judge_draft(desk, "recipient", text, TODAY)}
    assert ("EMAIL-FREE", "channels.0.at") in warned
    assert ("STALE", "address_lines") in warned


def test_a_problem_of_no_answer_leads_to_none() -> None:
    """A problem that knows no field of the draft is about no answer."""
    assert field_of("case", Problem("a", "b")) == ""
    assert field_of("recipient", Problem("a", "b", loc=("recipients",))) == ""


def test_blank_rows_and_blanks_are_left_out() -> None:
    """Rows in which nothing was written, as forms send them, are no rows; those behind them move up."""
    answers = collect("case", {"facts": ["", " a ", "  "], "people": [{"visibility": "public"}, {"described": "b"}]})
    assert isinstance(answers, CaseAnswers)
    assert answers.facts == ("a",)
    assert [person.described for person in answers.people] == ["b"]
    assert collect("case", answers) == answers


@pytest.mark.parametrize(
    "answers", [{"fact": ["a"]}, {"facts": "a"}, {"claims": ["a"]}, {"id": ["a"]}, {"people": [{"nme": "a"}]}]
)
def test_what_is_no_answer_is_refused(answers: dict[str, Any]) -> None:
    """A key that there is not, or a list in place of a text, is a wrong form and no fault of a record."""
    with pytest.raises(UsageError, match="is no answer of a case, or not of the form it takes"):
        draft("case", answers)


def test_ids_are_made_of_words_and_differ(desk: Workspace) -> None:
    """Sources and claims without an id get one of their own words; the same words twice get two."""
    answers = CASE | {
        "sources": [{"by": "Ärzte für Wasser", "title": "a"}, {"by": "Ärzte für Wasser", "title": "b"}],
        "claims": [{"what": {"de": "Größe"}, "sources": ["aerzte-fuer-wasser"]}, {"what": "水", "sources": ["x"]}],
    }
    case = parse(draft("case", answers), "").data
    assert isinstance(case, dict)
    assert [source["id"] for source in case["sources"]] == ["aerzte-fuer-wasser", "aerzte-fuer-wasser-2"]  # type: ignore[index,union-attr,call-overload]
    assert [claim["id"] for claim in case["claims"]] == ["groesse", "new"]  # type: ignore[index,union-attr,call-overload]
    assert "river-villages" not in load(desk).cases
