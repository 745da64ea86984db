"""What changes in the folder while people write is seen before the next answer: above all, withdrawn consent."""

from collections.abc import Callable
from pathlib import Path

import pytest
from visiting import CASE, TODAY, Visitor

from appeals.problems import Problem
from appeals.web import scribe as scribing
from appeals.web.form import Entry
from appeals.web.press import Press
from appeals.web.scribe import Ask, Scribe
from appeals.workspace import Workspace

NAME, STAND_IN = "Merlin Bittern", "a driver of a bus"  # nobody of this name exists
PEOPLE = f"""\
people:
  - id: one
    name: {NAME}
    described: {{en: {STAND_IN}, de: ein Busfahrer}}
    visibility: to-recipient
    consent: {{given: true, by: his lawyer, on: "2003-01-20", for: to-recipient}}
    invented: true

prompts:"""
OTHER = "unhcr-visit-2006"


def change(folder: Path, old: str, new: str, name: str = f"seeds/{CASE}.yaml") -> None:
    """Change a file of the folder as an editor does."""
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def flat(text: str) -> str:
    """Read over the ends of lines, and over the capital with which a sentence begins."""
    return " ".join(text.split()).lower()


@pytest.fixture
def named(workspace: Path) -> Path:
    """Make a folder in whose case a person is named to the recipient alone."""
    change(workspace, "prompts:", PEOPLE)
    change(
        workspace,
        "facts:\n",
        "facts:\n  - en: '{{ person(\"one\") }} is held.'\n    de: '{{ person(\"one\") }} sitzt.'\n",
    )
    return workspace


def test_a_name_for_the_recipient_is_in_the_letter_and_not_on_the_page(
    named: Path, open_door: Callable[..., Visitor]
) -> None:
    """Pictures, text and links show what stands for the name, and the page says so; the letter has the name."""
    visitor = open_door(folder=named)
    page, told = visitor.get(f"/letters/{CASE}").text, visitor.send("preview")
    assert NAME not in page + told.text
    assert STAND_IN in flat(page)
    assert "has the name itself" in page
    assert "has the name itself" in told.json["sheet"]
    assert NAME in visitor.send("text").text
    mailed = visitor.send("preview", to="cn-embassy-berlin").text
    assert NAME not in mailed
    assert "mailto:" not in mailed
    assert "has the name itself" not in visitor.get(f"/letters/{OTHER}").text


def test_withdrawn_consent_is_seen_before_the_next_answer(named: Path, open_door: Callable[..., Visitor]) -> None:
    """The very next letter has the words in place of the name; no restart is needed."""
    visitor = open_door(folder=named)
    assert NAME in visitor.send("text").text
    change(named, "visibility: to-recipient", "visibility: withheld")
    after = visitor.send("text").text
    assert NAME not in after
    assert STAND_IN in flat(after)
    assert "has the name itself" not in visitor.get(f"/letters/{CASE}").text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("given: true", "given: soon"),
        ("given: true", "given: true, given: false"),
        ("people:", "poeple:"),
        ("id: " + CASE, "id: [" + CASE),
        ("visibility: to-recipient", "visiblity: withheld"),
    ],
)
def test_a_case_with_a_fault_is_not_offered_until_it_is_right(
    old: str, new: str, named: Path, open_door: Callable[..., Visitor]
) -> None:
    """Half a word of a new consent does not leave the old one in force; the other cases go on."""
    visitor = open_door(folder=named)
    assert visitor.send("text").status_code == 200
    change(named, old, new)
    assert visitor.send("text").status_code == 404
    assert visitor.get(f"/letters/{CASE}").status_code == 404
    assert f"/letters/{CASE}" not in visitor.get("/").text
    assert visitor.send("text", case=OTHER).status_code == 200
    change(named, new, old)
    assert visitor.send("text").status_code == 200


def test_every_file_is_watched(workspace: Path, open_door: Callable[..., Visitor]) -> None:
    """A recipient, a template of one's own, a new case, one that is gone."""
    visitor = open_door(folder=workspace)
    assert "Wen Jiabao" in visitor.send("text").text
    change(workspace, "Wen Jiabao", "Wen Beispiel", "recipients.yaml")
    assert "Wen Beispiel" in visitor.send("text").text
    (workspace / "templates" / "words").mkdir(parents=True)
    from appeals.templating import shelf  # noqa: PLC0415 -- for this alone

    words = (shelf() / "words" / "en.toml").read_text("utf-8")
    assert "Your Excellency" in visitor.send("text").text
    (workspace / "templates" / "words" / "en.toml").write_text(
        words.replace("Your Excellency", "Your Exemplary"), "utf-8"
    )
    assert "Your Exemplary" in visitor.send("text").text
    (workspace / "seeds" / f"{OTHER}.yaml").unlink()
    assert visitor.get(f"/letters/{OTHER}").status_code == 404


@pytest.mark.parametrize("broken", ["recipients: [", "recipients: []\n", ""])
def test_without_sound_recipients_nothing_is_offered(
    broken: str, workspace: Path, open_door: Callable[..., Visitor]
) -> None:
    """What every letter depends on is not guessed: no case is offered, and the list of cases is still a page."""
    visitor = open_door(folder=workspace)
    (workspace / "recipients.yaml").write_text(broken, "utf-8")
    assert visitor.get(f"/letters/{CASE}").status_code == 404
    assert visitor.get("/").status_code == 200


def test_what_is_not_offered_is_told_to_whoever_runs_the_server(named: Path) -> None:
    """Once for each change, with its place and without the name."""
    heard: list[tuple[Problem, ...]] = []
    press = Press(Scribe(named), 0, heard.append)
    press.look()
    assert heard == []
    change(named, "visibility: to-recipient", "visiblity: withheld")
    press.look()
    press.look()
    (problems,) = heard
    assert {problem.place.file.endswith(f"{CASE}.yaml") for problem in problems if problem.place} == {True}
    assert NAME not in str(problems)
    change(named, "visiblity: withheld", "visibility: withheld")
    press.look()
    assert heard[-1] == ()


def test_a_process_that_reads_later_finds_no_case_that_is_gone(named: Path) -> None:
    """Between the question and the answer a file may change: then it is said that the case has changed."""
    scribe = Scribe(named)
    ask = Ask(CASE, Entry("Erika Beispiel", "Lindenweg 4\nBerlin", "DE", to="cn-premier", language="en"), TODAY)
    change(named, "people:", "poeple:")
    scribe.read(1)
    assert [problem.code for problem in scribe.answer(ask).problems] == ["GONE"]


def test_who_asks_while_it_is_read_waits_for_the_new(named: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as a change has not been read to its end the folder counts as changed, and no older record is given."""
    scribe = Scribe(named)
    change(named, "visibility: to-recipient", "visibility: withheld")
    seen: list[bool] = []
    read = scribing.read_sound

    def watch(workspace: Workspace) -> object:
        seen.append(scribe.has_changed())
        return read(workspace)

    monkeypatch.setattr(scribing, "read_sound", watch)
    scribe.read(1)
    assert seen == [True]
    assert not scribe.has_changed()
