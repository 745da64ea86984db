"""Letters to print; every person, body and event in them is invented."""

from dataclasses import replace
from datetime import date

import pytest
from wording import say

from appeals.model.letter import Annex, Heading, Info, Letter, Letterhead, Listing, Paragraph, Run, Table
from appeals.templating import Templates, shelf

HEAD = Letterhead(
    name="Example Society for Refugee Protection",
    tagline="Invented association, for tests only",
    lines=(
        "Musterstraße 12, 10117 Berlin, Germany",
        "Telephone +49 30 555 0100",
        "Telefax +49 30 555 0199",
        "post@example.org",
    ),
    return_line="Example Society · Musterstraße 12 · 10117 Berlin · Germany",
)
FACTS = (
    (
        "In the spring of the year 1998 the invented harbour town of Grünhafen was closed to all who came by sea. Some "
        "320 people had to wait aboard two ferries for nineteen days, among them families with small children."
    ),
    (
        "Our society has spoken with eleven of them. They describe how officers collected their papers, how nobody was "
        "asked for the reason of the flight, and how the ferries were towed out of the harbour in the night."
    ),
    (
        "None of the passengers was heard by an official who could decide on asylum, and none received a decision in "
        "writing. The lists of names which the captains handed over have not been answered to this day."
    ),
)
CLOSING_FACTS = (
    (
        "We have written to your office twice, on 4\u00a0May and on 2\u00a0June, and would be glad to learn how the "
        "lists were dealt with. A short answer would help the families to look for those who are still missing."
    ),
)


@pytest.fixture
def templates():
    """Give the built-in templates."""
    return Templates((shelf(),))


@pytest.fixture
def letter():
    """Write a letter of two pages with everything but annexes."""
    return Letter(
        case="grunhafen-1998",
        recipient="xx-minister",
        kind="appeal",
        language="en",
        date=date(1998, 7, 9),
        letterhead=HEAD,
        notes=("BY AIRMAIL", "BY TELEFAX IN ADVANCE"),
        postal_notes=("BY AIRMAIL",),
        address=(
            "Her Excellency Ms Erika Beispiel",
            "Minister of the Interior",
            "(Innenministerin)",
            "Ministry of the Interior",
            "7 Hafenpromenade",
            "20999 GRÜNHAFEN",
            "EXAMPLELAND",
        ),
        info=(
            Info("Date", ("9 July 1998",)),
            Info("Our reference", ("XXL 1998-01",)),
            Info("Telefax", ("+49 30 555 0142", "c/o Ministry of Harbours")),
            Info("Telefax", ("+49 30 555 0143", "c/o Ministry of Justice")),
        ),
        subject=("The people on the ferries of Grünhafen:", "Nineteen days at sea, and no one heard"),
        salutation="Your Excellency,",
        body=(
            *(Paragraph(say(text)) for text in FACTS),
            Heading(say("Who must be heard")),
            Paragraph(
                (
                    Run("A person who asks for protection has a right to be asked "),
                    Run("why", "em"),
                    Run(", and to be told the answer "),
                    Run("in writing", "strong"),
                    Run(". We found three things wanting:"),
                )
            ),
            Listing((say("a hearing by someone who may decide;"), say("an interpreter, 24 hours a day;"))),
            Listing((say("the lists of 9 May;"), say("the lists of 17 May, with 142 names;")), numbered=True),
            Paragraph(say("Nobody has asked us anything; they only counted us, and counted us again."), role="quote"),
            Paragraph(
                say("We ask you to hear every one of the passengers before anything else is done."), role="demand"
            ),
            Listing(
                (say("Publish what became of the two lists."), say("Give the ferries leave to land.")),
                numbered=True,
                role="demand",
            ),
            *(Paragraph(say(text)) for text in FACTS + CLOSING_FACTS),
        ),
        close="Yours respectfully,",
        signature=("Dr Maria Muster", "Chair"),
        enclosures=Info("Enclosures (2)", ("List of 9 May 1998", "List of 17 May 1998")),
        copies=Info(
            "Copy to", ("Embassy of Exampleland, Beispielufer 5, 10179 Berlin, Germany", "Telefax +49 30 555 0177")
        ),
        running_head="Minister of the Interior, Grünhafen · 9 July 1998 · XXL 1998-01",
        page_words=("Page ", " of ", ""),
        max_pages=2,
    )


@pytest.fixture
def annexes():
    """Two annexes, one with a table that has a long address of the web in it."""
    rows = tuple(
        (say(f"{day} May 1998"), say(f"{day * 7} passengers counted"), say("https://example.org/" + "harbour-log/" * 9))
        for day in range(1, 20)
    )
    return (
        Annex("Annex 1: What was counted, and where it stands", (Table(("Day", "Count", "Source"), rows),)),
        Annex(
            "Annex 2: How we asked",
            (
                Heading(say("The questions")),
                Listing((say("Where were you?"), say("Who asked you?")), numbered=True),
                Paragraph(say("All answers were written down on the same day.")),
            ),
        ),
    )


@pytest.fixture
def full_letter(letter, annexes):
    """Give the letter its annexes."""
    return replace(letter, annexes=annexes)


@pytest.fixture
def short_letter(letter):
    """Write a letter of one page to an address of three lines."""
    return replace(
        letter,
        notes=(),
        address=("Ministry of the Interior", "20999 GRÜNHAFEN", "EXAMPLELAND"),
        info=letter.info[:2],
        subject=("The people on the ferries of Grünhafen",),
        body=letter.body[:2],
        enclosures=None,
        copies=None,
        max_pages=1,
    )


@pytest.fixture
def long_letter(letter):
    """Write a letter of three pages."""
    return replace(letter, body=letter.body + letter.body[:9], max_pages=3)


@pytest.fixture
def german_letter(letter):
    """Write a letter in German, with words long enough to be hyphenated."""
    text = (
        "Die Flüchtlingsschutzorganisationen bitten um die Veröffentlichung der Passagierverzeichnisse und um eine "
        "Rechtsmittelbelehrung für sämtliche Schiffspassagiere, die im Überseehafengelände festgehalten wurden."
    )
    return replace(
        letter,
        language="de",
        subject=("Die Menschen auf den Fähren von Grünhafen",),
        salutation="Sehr geehrte Frau Ministerin,",
        body=tuple(Paragraph(say(text)) for _ in range(4)),
        close="Mit vorzüglicher Hochachtung",
        signature=("Dr. Maria Muster", "Vorsitzende"),
        page_words=("Seite ", " von ", ""),
    )


@pytest.fixture
def letters(letter, full_letter, short_letter, long_letter, german_letter):
    """All letters by name."""
    return {
        "two pages": letter,
        "annexes": full_letter,
        "one page": short_letter,
        "three pages": long_letter,
        "german": german_letter,
    }


@pytest.fixture
def own_templates(tmp_path):
    """Make templates of which one file is the reader's own, with something replaced in it."""

    def change(name, old, new):
        text = (shelf() / name).read_text(encoding="utf-8")
        assert old in text
        file = tmp_path / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return Templates((tmp_path / "templates", shelf()))

    return change
