"""From the list of cases to a letter in the hand."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from visiting import CASE, HOUSE, PERSON, TODAY, Visitor

from appeals import pipeline
from appeals.web.form import make_sender, read_entry

WORDS = "I teach at a school in Berlin. Among my pupils are children who fled."


def texts(page: str) -> str:
    """Take the tags out of a page."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_the_cases_are_listed(visitor: Visitor) -> None:
    """Each case has a link to its form; one that is past its day says so."""
    page = visitor.get("/").text
    for file in (HOUSE / "seeds").glob("*.yaml"):
        assert f'href="/letters/{file.stem}"' in page
    assert "The last day to write was 31 May 2003." in texts(page)
    assert visitor.get(f"/letters/{CASE}").status_code == 200


def test_the_form_needs_no_more_than_it_asks(visitor: Visitor) -> None:
    """What the page's own fields hold, with a name and an address typed, makes the letter."""
    held = visitor.fields()
    assert held["to"] == "cn-premier"
    assert held["country"] == "GB"  # the browser's own
    assert visitor.post(f"/letters/{CASE}/text", held | {"name": "A", "address": "B"}).status_code == 200


def test_the_form_shows_the_letter_at_once(visitor: Visitor) -> None:
    """A letter stands beside the empty form, with words in place of name and address."""
    page = visitor.get(f"/letters/{CASE}").text
    assert page.count('src="data:image/png;base64,') == 2
    assert "Your name and address are still to come." in texts(page)
    assert "Why the people who flee from North Korea concern you." in texts(page)


def test_without_script_the_letter_is_shown_by_a_button(visitor: Visitor) -> None:
    """The button answers with the same page and the letter as it now reads."""
    page = visitor.send(words=WORDS)
    assert page.status_code == 200
    assert "Erika Beispiel" in texts(page.text)
    assert "Among my pupils are children who fled." in texts(page.text)


def test_the_live_picture_tells_what_belongs_to_it(visitor: Visitor) -> None:
    """The script gets pictures, the text, the number to dial from the sender's country, the law, and no fault."""
    told = visitor.send("preview", words=WORDS).get_json()
    assert told["faults"] == {}
    assert told["sheet"].count('src="data:image/png;base64,') == 2
    beside = texts(told["beside"])
    assert "00 86 10 6529 2345" in beside
    assert "shall be returned" in beside or "33" in beside
    assert "Source: " in beside


@pytest.mark.parametrize("form", ["pdf", "text", "fax"])
@pytest.mark.parametrize("country", ["DE", "US"])
def test_a_download_is_what_the_command_line_writes(visitor: Visitor, workspace: Path, form: str, country: str) -> None:
    """The file is the same, byte for byte, as `appeals write` makes it from an equal sender in senders.yaml."""
    given = PERSON | {"country": country, "email": "erika@example.org", "phone": "+49 30 23125 100"}
    got = visitor.send(form, words=WORDS, **given)
    sender = make_sender(read_entry(given)).model_dump(exclude_none=True, exclude={"invented"}, mode="json")
    (workspace / "senders.yaml").write_text(yaml.safe_dump({"senders": [sender]}, allow_unicode=True), "utf-8")
    order = pipeline.Order(cases=(CASE,), to=("cn-premier",), formats=(form,), personal=WORDS)
    (written,) = pipeline.write(pipeline.Workspace(workspace), order, workspace / "out", TODAY).paths
    assert got.status_code == 200
    assert got.data == written.read_bytes()
    assert got.headers["Content-Disposition"] == f"attachment; filename={written.name}"


def test_an_email_is_offered_where_there_is_a_mailbox(visitor: Visitor) -> None:
    """A draft with the PDF is made for an office with a mailbox; of another the form says so, and shows the letter."""
    draft = visitor.send("email", to="cn-embassy-berlin")
    assert draft.status_code == 200
    assert b"Subject: " in draft.data
    without = visitor.send("email", to="cn-premier")
    assert without.status_code == 422
    assert "No e-mail address of this office is known" in texts(without.text)
    assert without.text.count('<img class="page"') == 2
    assert "what is marked" not in texts(without.text)


@pytest.mark.parametrize(("language", "said"), [("en", "leave the name out of your own words"), ("de", "den Namen")])
def test_a_withheld_name_is_refused_where_it_was_typed(
    workspace: Path, open_door: Callable[..., Visitor], language: str, said: str
) -> None:
    """Who names a person that the letter keeps unnamed is told so at the field; no picture and no file is made."""
    file = workspace / "seeds" / f"{CASE}.yaml"
    person = (
        "people: [{id: someone, name: Nora Nightjar, described: {en: a teacher}, visibility: withheld}]\n\nprompts:"
    )
    file.write_text(file.read_text("utf-8").replace("prompts:", person, 1), "utf-8")
    visitor = open_door(folder=workspace, language=language)
    assert "Nightjar" not in visitor.get(f"/letters/{CASE}").text
    told = visitor.send("preview", words="I was taught by Nora Nightjar.").json
    assert list(told["faults"]) == ["words"]
    assert said in told["faults"]["words"]
    assert "Nightjar" not in told["sheet"] + told["beside"]
    refused = visitor.send("pdf", words="I was taught by Nora Nightjar.")
    assert (refused.status_code, refused.mimetype) == (422, "text/html")


def test_a_circular_becomes_a_letter(visitor: Visitor) -> None:
    """Where the case's own letter calls others to write, the form writes to whom they are called to write."""
    text = visitor.send("text", case="yantai-arrests-2003", to="cn-premier").text
    assert "Your Excellency," in text
    assert "Dear friends" not in text


def test_whom_to_write_to_can_be_chosen(visitor: Visitor) -> None:
    """The one who receives a copy can be written to as well; the address leads to the choice."""
    page = visitor.get(f"/letters/{CASE}?to=cn-embassy-berlin").text
    assert re.search(r'value="cn-embassy-berlin" checked', page)
    assert "Copy of a letter to the Premier" in visitor.send("text", to="cn-embassy-berlin").text


def test_what_is_wrong_is_marked_at_its_field(visitor: Visitor) -> None:
    """A letter without a name is not made: the field is marked, says why, and the rest of what was typed is kept."""
    page = visitor.send("pdf", name="", words=WORDS)
    assert page.status_code == 422
    assert page.text.count("Please give your name") == 2  # at the field, and in the list above the form
    assert re.search(r'id="name"[^>]*aria-describedby="name-fault"[^>]*aria-invalid="true"', page.text)
    assert re.search(r'<a href="#name">', page.text)
    assert "Lindenweg 4\n10117 Berlin</textarea>" in page.text
    assert f"{WORDS}</textarea>" in page.text


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": "Erika 例"}, "name", "The letter’s font has no “例”."),
        ({"words": "I have heard 例 of it."}, "words", "The letter’s font has no “例”."),
        ({"words": "I know what it is to flee. " * 44}, "words", "the letter takes 3 pages, and it may have 2"),
        ({"words": "I am a [profession]."}, "words", "“[profession]” is still to be filled in."),
    ],
)
def test_what_the_sheet_cannot_hold_is_told_at_its_field(
    visitor: Visitor, typed: dict[str, str], field: str, sentence: str
) -> None:
    """What our own sentences say of sheet and words reaches the field in the reader's language."""
    told = visitor.send("preview", **typed).get_json()
    assert sentence in told["faults"].get(field, "")
    assert "The letter appears here as soon as" in texts(told["sheet"])
    assert visitor.send("pdf", **typed).status_code == 422


def test_advice_does_not_stand_in_the_way(visitor: Visitor) -> None:
    """Words that make an official stop reading are told of, and the letter is made all the same."""
    told = visitor.send("preview", words="Shame on you!").get_json()
    assert "shouts" in told["advice"]
    assert told["faults"] == {}
    assert told["sheet"].count("<img") == 2


def test_german_browsers_are_spoken_to_in_german(open_door: Callable[..., Visitor]) -> None:
    """The pages follow the browser's language; a link changes it, and the address keeps the choice."""
    german = open_door(language="de-DE,de;q=0.9,en;q=0.8")
    page = german.get(f"/letters/{CASE}").text
    assert '<html lang="de">' in page
    assert "Ihre Anschrift" in page
    assert "Asylsuchende aus Nordkorea in China" in page
    assert "Bitte geben Sie Ihren Namen an" in german.send("pdf", name="").text
    english = german.get("/?lang=en").text
    assert '<html lang="en">' in english
    assert f'href="/letters/{CASE}?lang=en"' in english


def test_the_language_changes_and_nothing_typed_is_lost(visitor: Visitor) -> None:
    """The switch on the form sends what was typed along, and scolds nobody."""
    page = visitor.send(speak="de", words="Halb gesch", name="").text
    assert '<html lang="de">' in page
    assert "Halb gesch</textarea>" in page
    assert "Bitte geben Sie" not in page


def test_a_stopped_case_is_not_written_about(
    visitor: Visitor, workspace: Path, open_door: Callable[..., Visitor]
) -> None:
    """It says why, leads to the newer case, and gives no letter."""
    file = workspace / "seeds" / f"{CASE}.yaml"
    stopped = 'stopped: {on: "2004-01-01", reason: They are free, newer: unhcr-visit-2006}\n'
    file.write_text(file.read_text("utf-8") + stopped, "utf-8")
    later = open_door(folder=workspace)
    assert "They are free" in texts(later.get("/").text)
    page = later.get(f"/letters/{CASE}").text
    assert "<form" not in page
    assert 'href="/letters/unhcr-visit-2006"' in page
    refused = later.post(f"/letters/{CASE}/pdf", visitor.fields() | PERSON)
    assert refused.mimetype == "text/html"
