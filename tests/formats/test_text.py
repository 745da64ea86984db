"""The letter as plain text."""

from dataclasses import replace

from appeals.formats import render
from appeals.formats.text import write_text
from appeals.model.letter import Annex, Table

EXPECTED = """\
Example Society for Refugee Protection
Invented association, for tests only
Musterstraße 12, 10117 Berlin, Germany
Telephone +49 30 555 0100
Telefax +49 30 555 0199
post@example.org

Example Society · Musterstraße 12 · 10117 Berlin · Germany

BY AIRMAIL
BY TELEFAX IN ADVANCE
Her Excellency Ms Erika Beispiel
Minister of the Interior
(Innenministerin)
Ministry of the Interior
7 Hafenpromenade
20999 GRÜNHAFEN
EXAMPLELAND

Date: 9 July 1998
Our reference: XXL 1998-01
Telefax: +49 30 555 0142
  c/o Ministry of Harbours
Telefax: +49 30 555 0143
  c/o Ministry of Justice

The people on the ferries of Grünhafen:
Nineteen days at sea, and no one heard

Your Excellency,

Who must be heard

A person who asks for protection has a right to be asked why, and to be told
the answer in writing. We found three things wanting:

- a hearing by someone who may decide;
- an interpreter, 24 hours a day;

1. the lists of 9 May;
2. the lists of 17 May, with 142 names;

    Nobody has asked us anything; they only counted us, and counted us again.

  | We ask you to hear every one of the passengers before anything else is
  | done.
  |
  | 1. Publish what became of the two lists.
  | 2. Give the ferries leave to land.

Yours respectfully,

Dr Maria Muster
Chair

Enclosures (2):
  List of 9 May 1998
  List of 17 May 1998

Copy to:
  Embassy of Exampleland, Beispielufer 5, 10179 Berlin, Germany
  Telefax +49 30 555 0177
"""


def test_whole_letter(letter):
    """Every part of the letter is in the text, in the order of the page."""
    assert write_text(replace(letter, body=letter.body[3:10])) == EXPECTED


def test_annexes(full_letter):
    """An annex follows behind a rule; a row of a table is an entry, and an address of the web stays whole."""
    table = full_letter.annexes[0].blocks[0]
    short = Annex("Annex 1: Counts", (Table(table.head, table.rows[:2]),))
    text = write_text(replace(full_letter, annexes=(short, full_letter.annexes[1])))
    address = "https://example.org/" + "harbour-log/" * 9
    assert text.partition("-" * 78)[2] == (
        "\n\nAnnex 1: Counts\n\n"
        f"Day: 1 May 1998\nCount: 7 passengers counted\nSource:\n  {address}\n\n"
        f"Day: 2 May 1998\nCount: 14 passengers counted\nSource:\n  {address}\n\n" + "-" * 78 + "\n\n"
        "Annex 2: How we asked\n\nThe questions\n\n1. Where were you?\n2. Who asked you?\n\n"
        "All answers were written down on the same day.\n"
    )


def test_lines_are_short(long_letter, templates):
    """No line is longer than 78 characters, and the bytes are UTF-8."""
    document = render("text", long_letter, templates)
    assert max(map(len, document.content.decode().splitlines())) <= 78
    assert (document.name, document.media_type) == ("1998-07-09--grunhafen-1998--xx-minister.en.txt", "text/plain")


def test_empty_parts_leave_no_gap(short_letter):
    """A letter without notes, enclosures and copies has no empty places for them."""
    text = write_text(replace(short_letter, letterhead=replace(short_letter.letterhead, tagline="")))
    assert "\n\n\n" not in text
    assert text.endswith("Dr Maria Muster\nChair\n")
