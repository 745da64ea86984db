"""Which letters an order makes: redirected recipients, copies, calls in texts, and annexes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from appeals.formats.text import write_text
from appeals.model.letter import Letter
from appeals.pipeline import Order, Workspace, compose_all, load, show
from appeals.problems import AppealsError

BASE = Path(__file__).parents[1] / "wrong" / "base"
OLD = """
  - id: old-head
    obsolete: {reason: Renamed, since: "2001-01-01", replaced_by: head}
    office: {class: body, title: {words: {en: Old office}}, body: {words: {en: Old office}}}
"""
CASE = """\
id: one
kind: appeal
reference: TEST 1
state: CN
date: "2003-04-02"
to: [old-head]
copies: [mission]
subject: [{en: Subject}]
facts:
  - en: >-
      FACT
requests: [{id: act, words: {en: to act}}]
law: [{provision: CAT 3(1)}]
people:
  - {id: mother, name: Kim Bluethroat, described: {en: a mother of two}, visibility: withheld, invented: true}
sources: [{id: report, kind: report, title: A report, name: {en: a witness}}]
claims:
  - id: detained
    what: {en: People detained}
    figure: {value: 48}
    sources: [{source: report, knowledge: own}]
    confidence: medium
"""
Write = Callable[..., tuple[Letter, ...]]


@pytest.fixture
def letters(tmp_path: Path) -> Write:
    """Write the letters of the case with this fact, as an order asks."""
    (tmp_path / "seeds").mkdir()
    recipients = (BASE / "recipients.yaml").read_text(encoding="utf-8")
    (tmp_path / "recipients.yaml").write_text(recipients.rstrip() + OLD, encoding="utf-8")
    (tmp_path / "senders.yaml").write_bytes((BASE / "senders.yaml").read_bytes())

    def write(fact: str = "This happened.", **order: object) -> tuple[Letter, ...]:
        (tmp_path / "seeds" / "one.yaml").write_text(CASE.replace("FACT", fact), encoding="utf-8")
        made = compose_all(load(Workspace(tmp_path)), Order(**order), date(2026, 1, 31))  # type: ignore[arg-type]
        return tuple(letter for _, letter in made)

    return write


def test_an_obsolete_record_leads_to_its_successor(letters: Write) -> None:
    """A case that still names the old record writes to the one that took its place, and the copy goes with a note."""
    assert [(letter.recipient, letter.kind) for letter in letters()] == [("head", "appeal"), ("mission", "cover-note")]
    assert [letter.recipient for letter in letters(to=("old-head",))] == ["head"]


def test_names_of_files_are_made_of_day_case_recipient_and_language(letters: Write) -> None:
    """The file of a letter is named so that files sort by day."""
    assert [letter.name for letter in letters()] == ["2003-04-02--one--head.en", "2003-04-02--one--mission.en"]
    assert letters(day=date(2004, 5, 6))[0].name == "2004-05-06--one--head.en"


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ('{{ claim("detained") }} people', "48 people"),
        ('On {{ date("2003-01-18") }}, in {{ date("2003-02") }}', "On 18\xa0January\xa02003, in February\xa02003"),
        ('{{ country("KP") }}', "North Korea"),
        ('{{ person("mother") }} was taken', "A mother of two was taken"),
        ('They took {{ person("mother") }}.', "They took a mother of two."),
        ('Night fell. {{ person("mother") }} was gone.', "Night fell. A mother of two was gone."),
        ('“Where?” *{{ person("mother") }}* asked.', "A mother of two"),
        ('{{ bound("CAT 3(1)") }}', "ratified"),
        ('{{ cite("CAT  3(1)") }}; {{ cite("CAT 3(1)") }}', "Torture"),
        ('{{ law("CAT 3(1)") }}', "China"),
    ],
)
def test_a_text_may_call_for_words(fact: str, words: str, letters: Write) -> None:
    """Figures, days, countries, people and law are printed as their records say."""
    letter, *_ = letters(fact)
    assert any(words in "".join(run.text for run in block.runs) for block in letter.body if hasattr(block, "runs"))
    assert "Kim Bluethroat" not in write_text(letter)


def test_a_sender_whose_language_has_no_words_is_told_of_at_its_place(letters: Write, tmp_path: Path) -> None:
    """The fault of one sender is known before a letter is composed, with its line, so that the others can write."""
    path = tmp_path / "senders.yaml"
    path.write_text(path.read_text("utf-8").replace("language: en", "language: fr", 1), "utf-8")
    with pytest.raises(AppealsError, match=r"senders\.yaml:\d+:\d+: the sender “\w+” has the language “fr”"):
        letters()


def test_a_treaty_is_named_in_full_once(letters: Write) -> None:
    """The second mention of an instrument is the short one."""
    fact = '{{ cite("CAT 3(1)") }} | {{ cite("CAT 3(1)") }}'
    texts = ("".join(run.text for run in block.runs) for block in letters(fact)[0].body if hasattr(block, "runs"))
    first, second = next(text for text in texts if "|" in text).split(" | ")
    assert "New York" in first
    assert "New York" not in second


def test_an_annex_that_there_is_not(letters: Write) -> None:
    """An unknown annex is told with those that there are."""
    with pytest.raises(AppealsError) as error:
        letters(annexes=("lore",))
    assert str(error.value).startswith("there is no annex “lore”\n    mend: ")


@pytest.mark.parametrize("name", ["law", "sources"])
def test_an_annex_follows_the_letter_and_not_its_copy(name: str, letters: Write) -> None:
    """An annex that is asked for goes with the letter itself."""
    letter, copy = letters(annexes=(name,))
    assert len(letter.annexes) == 1
    assert copy.annexes == ()


def test_what_is_shown_says_what_is_unknown(letters: Write, tmp_path: Path) -> None:
    """Every field is shown; an empty one is called unknown, and words of several lines stay on one."""
    assert letters()
    shown = list(show(Workspace(tmp_path), "mission"))
    assert shown[0] == "id: mission"
    assert "holders: unknown" in shown
    assert not any("\n" in line for line in shown)
