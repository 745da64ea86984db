"""What is kept of a file with faults, and where it then stands."""

import pytest

from appeals.model.recipient import RecipientsFile
from appeals.problems import RecordError
from appeals.records import check, parse, salvage

OFFICE = "{class: body, state: CN, title: {words: {en: Council}}, body: {words: {en: Council}}}"
TEXT = f"""\
recipients:
  - id: first
    office: {OFFICE}
    channels:
      - {{channel: fax, number: 030 123456, source: {{title: A letter}}}}
      - {{channel: email, address: a@example.org, source: {{title: A letter}}}}
  - id: Second
    office: {OFFICE}
  - id: third
    office: {OFFICE}
"""


def test_the_smallest_faulty_entry_is_left_out() -> None:
    """A wrong number costs its channel, a wrong id its recipient; what follows keeps its place in the text."""
    source = parse(TEXT, "recipients.yaml")
    with pytest.raises(RecordError):
        check(source, RecipientsFile)
    kept = salvage(source, RecipientsFile)
    assert kept is not None
    file, moved = kept
    assert [recipient.id for recipient in file.recipients] == ["first", "third"]
    assert [channel.channel for channel in file.recipients[0].channels] == ["email"]
    assert moved.place_of(("recipients", 0, "channels", 0)).line == 6
    assert moved.place_of(("recipients", 1, "id")).line == 9
    assert source.place_of(("recipients", 1, "id")).line == 7


def test_two_spellings_cost_the_romanisation_alone() -> None:
    """An office whose romanised names differ is kept without the one of its title."""
    office = OFFICE.replace("title: {words: {en: Council}}", "title: {words: {en: Premier}, romanised: Guowuyuan}")
    office = office.replace("body: {words: {en: Council}}", "body: {words: {en: Council}, romanised: Guonwuyuan}")
    kept = salvage(parse(f"recipients:\n  - id: one\n    office: {office}\n", "r.yaml"), RecipientsFile)
    assert kept is not None
    assert kept[0].recipients[0].office.title.romanised is None
    assert kept[0].recipients[0].office.body.romanised == "Guonwuyuan"


@pytest.mark.parametrize("text", ["recipients: none", "recipients:\n  - id: X"])
def test_nothing_is_kept_where_nothing_is_right(text: str) -> None:
    """A file without one right record is of no use."""
    assert salvage(parse(text, "recipients.yaml"), RecipientsFile) is None


def test_a_file_with_very_many_faults_is_given_up() -> None:
    """After fifty faults the file is not looked at further."""
    wrong = "".join(f"  - {{id: N{number}, office: {OFFICE}}}\n" for number in range(60))
    text = f"recipients:\n{wrong}  - {{id: one, office: {OFFICE}}}\n"
    assert salvage(parse(text, "recipients.yaml"), RecipientsFile) is None
