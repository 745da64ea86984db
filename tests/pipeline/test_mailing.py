"""To whom a letter goes by e-mail, from the records: who has a mailbox on its day, and who has none."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from appeals.model.letter import CIRCLE, Letter
from appeals.pipeline import Order, Records, Workspace, compose_all, load, render_all, write

HOUSE = Path(__file__).parents[2]
CASE = "forced-returns-2003"
TODAY = date(2026, 11, 22)
IN_2003, IN_2008 = "botschaft.china@debitel.net", "chinaemb_de@mfa.gov.cn"


@pytest.fixture(scope="module")
def records() -> Records:
    """Load a shipped case."""
    return load(Workspace(HOUSE), (CASE,))


def letters(records: Records, **asked: object) -> dict[str, Letter]:
    """Compose the letters of the case, each under its recipient."""
    return {letter.recipient: letter for _, letter in compose_all(records, replace(Order(late=True), **asked), TODAY)}


@pytest.mark.parametrize(("day", "mailbox"), [(date(2003, 4, 2), IN_2003), (date(2008, 5, 5), IN_2008)])
def test_a_mailbox_is_that_of_the_letters_day(records: Records, day: date, mailbox: str) -> None:
    """A letter of 2003 goes to the mailbox of 2003, its copies too; the note with a copy goes to nobody else."""
    found = letters(records, day=day)
    premier, embassy = found["cn-premier"].mail, found["cn-embassy-berlin"].mail
    assert premier
    assert embassy
    assert (premier.to, premier.cc) == ((), (mailbox,))
    assert (embassy.to, embassy.cc) == ((mailbox,), ())


def test_the_sender_is_the_records(records: Records) -> None:
    """The draft comes from the sender's own mailbox and name; the sentence for a short message names day and number."""
    sender = next(iter(records.senders.values())).model_copy(update={"email": "post@society.example"})
    mail = letters(replace(records, senders={sender.id: sender}))["cn-premier"].mail
    assert mail
    assert (mail.sender_name, mail.sender_address) == (sender.name, "post@society.example")
    assert mail.brief.replace("\N{NO-BREAK SPACE}", " ") == (
        "Please find attached the letter of 2 April 2003, reference CHN 2003-01."
    )
    german = letters(records, language="de")["cn-premier"].mail
    assert german
    assert "Schreiben vom 2." in german.brief


def test_a_letter_without_a_mailbox_is_not_made(records: Records) -> None:
    """Who has no mailbox gets no draft; every other format is made."""
    order = Order(formats=("mailto", "text"))
    made = render_all(records, list(letters(records).values()), order)
    endings = {(document.name.split("--")[2].split(".")[0], document.name.split(".en.")[1]) for document in made}
    assert endings == {("cn-premier", "txt"), ("cn-embassy-berlin", "txt"), ("cn-embassy-berlin", "mailto.txt")}


def test_what_is_missing_is_said(workspace: Path) -> None:
    """The notes name the letter that is not made, and the enclosure that a draft has not; without a draft, neither."""
    asked = Order(cases=(CASE,), formats=("mailto",))
    notes = [note.replace("\N{NO-BREAK SPACE}", " ") for note in write(Workspace(workspace), asked, None, TODAY).notes]
    assert "cn-premier: email none: no mailbox is known for 2003-04-02" in notes
    assert (
        "cn-embassy-berlin: email without enclosures: attach yourself: "
        "Our letter of 2 April 2003 to the Premier of the State Council" in notes
    )
    silent = write(Workspace(workspace), replace(asked, formats=("text",)), None, TODAY).notes
    assert not any("email" in note for note in silent)


def test_a_circular_is_for_readers_added_by_hand(records: Records) -> None:
    """A circular is made as a draft to nobody: those who receive copies of it are not its readers."""
    order = Order(kind="urgent-action", formats=("mailto",))
    circular = letters(records, kind="urgent-action")[CIRCLE]
    assert circular.mail
    assert (circular.mail.to, circular.mail.cc) == ((), ())
    (document,) = render_all(records, [circular], order)
    assert document.content.startswith(b"mailto:?subject=")
