"""Tables as people have them are read at the first try; what cannot be read is told by its very cell."""

import io
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from embassies import STATES, as_csv, as_workbook

from appeals.cli import main
from appeals.pipeline.importing import Imported, Plan, import_recipients
from appeals.pipeline.loading import load
from appeals.problems import AppealsError, RecordError, UsageError
from appeals.workspace import Workspace

BASE = Path(__file__).parents[1] / "wrong" / "base"
GIVEN = {
    "class": "ambassador",
    "title": "Botschafter",
    "host": "DE",
    "country": "DE",
    "source": "List",
    "source_date": "2026",
}
FORMS = {
    "Windows-1252": (as_csv(), "list.csv"),
    "UTF-8": (as_csv("utf-8-sig", ","), "list.csv"),
    "UTF-16": (as_csv("utf-16", "\t"), "list.csv"),
    "UTF-16 without its mark": (as_csv("utf-16-le", "\t"), "list.txt"),
    "Excel": (as_workbook(), "list.xlsx"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder that has recipients and senders already."""
    for name in ("recipients.yaml", "senders.yaml"):
        (tmp_path / name).write_bytes((BASE / name).read_bytes())
    return tmp_path


def bring(folder: Path, content: bytes, name: str = "list.csv", **plan: object) -> Imported:
    """Import a table."""
    (folder / name).write_bytes(content)
    asked = {"given": GIVEN, "ids": "bot", "language": "de", **plan}
    return import_recipients(Workspace(folder), folder / name, Plan(**asked))  # type: ignore[arg-type]


def wrong(folder: Path, content: bytes, name: str = "list.csv", **plan: object) -> str:
    """Import a table that is refused; return what is said."""
    with pytest.raises(AppealsError) as caught:
        bring(folder, content, name, **plan)
    assert not (folder / "recipients").exists()
    return str(caught.value)


def workbook(*rows: tuple[object, ...], form: str = "") -> bytes:
    """Make a workbook; `form` is the number format of its cell A2."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    if form:
        sheet["A2"].number_format = form
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_sixty_embassies_are_read_at_the_first_try(folder: Path, form: str) -> None:
    """Semicolons, lines in cells, numbers as at home, countries by name, empty rows: each comes out as it was meant."""
    done = bring(folder, *FORMS[form])
    assert (done.count, done.problems, done.unused) == (len(STATES), (), ("bemerkung",))
    assert sum(note.code == "NUMBER-READ" for note in done.notes) == 2 * len(STATES)
    made = load(Workspace(folder)).recipients
    codes = [made[f"bot-{number}"].office.state for number in range(1, 61)]
    assert codes[:9] == ["DE", "GB", "GB", "US", "FR", "ES", "CN", "KR", "EG"]
    assert len(set(codes)) == len(STATES) - 1
    (place,) = made["bot-1"].addresses
    assert place.lines == ("Botschaft 1", "Beispielstraße 1", "10117 Berlin")
    assert [getattr(c, "number", "") for c in made["bot-1"].channels][:2] == ["+493027589001", "+493027588001"]
    assert made["bot-1"].office.body.words.get("de") == "Botschaft Nr. 1"
    people = [made[f"bot-{number}"].holders[0] for number in (1, 2, 3, 4)]
    assert [(one.name, one.gender, one.honorific) for one in people] == [
        ("José Beispiel", "male", "Dr."),
        ("Émile Exemple", "male", None),
        ("Zoë Probe", "female", "Dr."),
        ("Anna Müßig", "female", None),
    ]


@pytest.mark.parametrize("form", ["Windows-1252", "Excel"])
def test_one_screen_shows_what_was_understood(folder: Path, form: str) -> None:
    """Each column with its field and an example, in 80 columns and 40 lines; --dry-run writes nothing."""
    content, name = FORMS[form]
    (folder / name).write_bytes(content)
    asked = [word for field, value in GIVEN.items() for word in ("--set", f"{field}={value}")]
    words = ["-C", str(folder), "recipients", "import", str(folder / name), *asked, "--ids", "bot", "--dry-run"]
    told = CliRunner().invoke(main, words)
    assert (told.exit_code, told.stdout) == (0, "")
    for part in (
        "Entsendestaat",
        "+49 30 27589001",
        "not used: “bemerkung”",
        "60 recipients would be written",
        form.split(maxsplit=1)[0],
    ):
        assert part in told.stderr
    assert len(told.stderr.splitlines()) <= 40
    assert not (folder / "recipients").exists()


def test_what_was_understood_is_shown_before_a_fault(folder: Path) -> None:
    """Who has to correct a cell sees how its column was read."""
    (folder / "list.csv").write_text("body,fax\nA,12 XX\n")
    told = CliRunner().invoke(main, ["-C", str(folder), "recipients", "import", str(folder / "list.csv"), "--ids", "b"])
    assert told.exit_code == 1
    assert told.stderr.index("cells separated by commas") < told.stderr.index("list.csv:2:3")


def test_headings_are_compared_as_they_look(folder: Path) -> None:
    """Composed or not, with signs that nobody sees, with colons and line breaks."""
    heading = unicodedata.normalize("NFD", "Télé\u200bphone:")
    done = bring(folder, f'\ufeffBODY\u00ad;{heading};"e-mail\n address"\nA;030 2758 8221;a@b.example\n'.encode())
    assert (done.unused, done.count) == ((), 1)
    assert [one.channel for one in load(Workspace(folder)).recipients["bot-1"].channels] == ["phone", "email"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Deutschland", "DE"), ("UK", "GB"), ("U.S.A.", "US"), ("Grossbritannien", "GB"), ("日本", "JP"), ("Suomi", "FI"),
     ("საქართველო", "GE"), ("Taiwan", "TW"), ("de", "DE"), ("العراق", "IQ"), ("Jersey", "JE")],
)  # fmt: skip
def test_countries_are_read_in_every_language(folder: Path, text: str, codes: str) -> None:
    """Codes, names and usual abbreviations."""
    bring(folder, f"body;state\nA;{text}\n".encode())
    assert load(Workspace(folder)).recipients["bot-1"].office.state == codes


@pytest.mark.parametrize("text", ["Kongo", "Utopia", "ZZ", "UX"])
def test_a_name_of_two_countries_or_none_is_refused(folder: Path, text: str) -> None:
    """The cell is named."""
    assert "list.csv:2:3: " in wrong(folder, f"body;state\nA;{text}\n".encode())


def test_the_countries_of_a_doubtful_name_are_told(folder: Path) -> None:
    """Once, at the cell, with the codes to choose from."""
    said = wrong(folder, b"body;state\nA;Kongo\n")
    assert "CD or CG" in said
    assert said.count("list.csv:2:3: ") == 1


@pytest.mark.parametrize(("letters", "genders"), [("mf", "male female"), ("mw", "male female")])
def test_letters_are_genders_where_the_column_is_sure(folder: Path, letters: str, genders: str) -> None:
    """Beside f or w, m is a man."""
    rows = "".join(f"A;Sam Example;{letter}\n" for letter in letters)
    bring(folder, f"body;name;gender\n{rows}".encode())
    made = load(Workspace(folder)).recipients
    assert [made[f"bot-{n}"].holders[0].gender for n in (1, 2)] == genders.split()


def test_a_letter_that_may_be_either_is_refused(folder: Path) -> None:
    """Beside h (hombre), m is a woman (mujer); alone it may be anything."""
    assert "list.csv:3:" in wrong(folder, b"body;name;gender\nA;S;h\nA;S;m\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Посольство;Факс\nА;1\n".encode("cp1251"), "windows-1250"),
        ("body;name\nA;Łódź Główna\n".encode("cp1250"), "list.csv:2"),
        ("body;name\nA;Straße\n".encode("mac_roman"), "list.csv:2"),
        (b"body;name\nA;\x81\n", "list.csv:2"),
        (b"body;name\nA;B;C\n", "list.csv:2:5"),
        (b"body;fax;email;web\nA;030 2758\n8221;a@b.example;\n", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".xlsx"),
        (b"PK\x03\x04 and no more", "damaged"),
    ],
)
def test_what_would_be_read_wrongly_is_refused(folder: Path, content: bytes, said: str) -> None:
    """Other code pages, cells beyond the columns, rows broken in two, old and damaged workbooks."""
    assert said in wrong(folder, content)


def test_the_encoding_may_be_told(folder: Path) -> None:
    """What cannot be found out is said with --encoding."""
    content = "body;state\nPosąg;Łotwa\n".encode("cp1250")
    bring(folder, content, encoding="windows-1250")
    assert load(Workspace(folder)).recipients["bot-1"].office.state == "LV"
    with pytest.raises(UsageError, match="there is no encoding"):
        bring(folder, content, encoding="klingon")


def test_numbers_of_a_workbook_are_read_as_they_are_shown(folder: Path) -> None:
    """1067 in the format 00000 is 01067; a date is a day."""
    bring(
        folder, workbook(("PLZ", "body", "line1", "line2"), (1067, "A", "1 Street", "Dresden"), form="00000"), "l.xlsx"
    )
    assert load(Workspace(folder)).recipients["bot-1"].addresses[0].postcode == "01067"


@pytest.mark.parametrize(
    ("value", "form"),
    [(4930, '"+"0'), (493027588221000123, ""), ("#N/A", ""), ("=1+1", ""), ("12 XX", "")],
)
def test_a_cell_of_a_workbook_is_named_by_its_letter(folder: Path, value: object, form: str) -> None:
    """What a cell hides, has lost or never had is not guessed."""
    assert "l.xlsx:A2: " in wrong(folder, workbook(("Fax", "body"), (value, "A"), form=form), "l.xlsx")


def test_one_of_several_sheets_is_asked_for(folder: Path) -> None:
    """Where two have a table, which is meant is not guessed."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for name in ("One", "Two"):
        sheet = book.create_sheet(name)
        sheet.append(("body", "fax"))
        sheet.append((name, ""))
    book.save(stream)
    assert "--sheet" in wrong(folder, stream.getvalue(), "l.xlsx")
    bring(folder, stream.getvalue(), "l.xlsx", sheet="Two")
    assert load(Workspace(folder)).recipients["bot-1"].office.body.words.get("de") == "Two"


def test_what_the_worklist_guards_is_read_back(folder: Path) -> None:
    """The apostrophe before a number is no part of it."""
    bring(folder, b"body,fax\nA,'+49 30 2758 8221\n")
    assert getattr(load(Workspace(folder)).recipients["bot-1"].channels[0], "number", "") == "+493027588221"


def test_a_table_of_garbage_is_a_record_error(folder: Path) -> None:
    """Bytes that are no text end in a sentence."""
    with pytest.raises(RecordError):
        bring(folder, bytes(range(1, 256)))
