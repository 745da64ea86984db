"""The pieces of a page to fill in: days that move, days that stay, and elements for what is typed."""

import re
from base64 import b64decode
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from appeals.formats.faces import pack
from appeals.formats.form_page import MARKS, mark_day, mark_end, open_fields
from appeals.formats.glyphs import list_faces
from appeals.templating import Templates, shelf

GAP = re.compile(r"\{(\w+)\}")
DAY, LATER = "2\u00a0April", "3\u00a0April"
MARK = MARKS["day"]


@pytest.mark.parametrize(
    ("sheet", "later", "marked"),
    [
        (f"On {DAY} we", f"On {LATER} we", f"On {MARK} we"),
        (f"On {DAY}, of {DAY}", f"On {LATER}, of {DAY}", f"On {MARK}, of {DAY}"),
        (f"It was on 1{DAY}.", f"It was on 1{DAY}.", f"It was on 1{DAY}."),
        (f"{DAY}", f"{LATER}", MARK),
        ("no day", "no day", "no day"),
        (f"On {DAY} Zhu", f"On {LATER} Wen", None),
        (f"On {DAY} we", f"On {LATER} we too", None),
        (f"On {DAY} we", "On no day we", None),
        ("Zhu", "Wen", None),
    ],
)
def test_the_day_of_a_letter_is_told_from_days_it_speaks_of(sheet, later, marked):
    """What moves with the day is marked; a fact of the same day stays; sheets that differ in more are not alike."""
    assert mark_day(sheet, DAY, later, LATER) == marked


def test_a_country_is_marked_only_where_a_line_ends_with_it():
    """The sender's country stands last; a line without it stays as it is."""
    assert mark_end("Street 1, Germany", "Germany") == f"Street 1, {MARKS['country']}"
    assert mark_end("maria@example.org", "Germany") == "maria@example.org"


def test_the_faces_are_whole_and_unchanged():
    """Every table of every face is, unpacked, the one of its file; the face's makers are named."""
    files = [path for family in list_faces(Templates((shelf(),))).values() for path in family]
    assert len(files) >= 3
    for file in files:
        packed, notice = pack(file)
        assert "Reserved Font Name" in notice
        with TTFont(file) as face, TTFont(BytesIO(b64decode(packed))) as unpacked:
            assert unpacked.flavor == "woff"
            assert unpacked.reader.keys() == face.reader.keys()
            assert [tag for tag in sorted(face.reader.keys()) if face.reader[tag] != unpacked.reader[tag]] == []


def test_fields_are_empty_elements():
    """No mark is left; a mailbox and a paragraph of one's own stay away until there is something to say."""
    sheet = f"<main><p>{MARKS['street']}, {MARKS['town']}<br>{MARKS['email']}</p><p>{MARKS['personal']}</p></main>"
    assert open_fields(sheet) == (
        '<letter-text><p><span class="blank" data-typed="street"></span><span class="comma">, </span>'
        '<span class="blank" data-typed="town"></span>'
        '<span class="optional" hidden><br><span class="blank" data-typed="email"></span></span></p>'
        '<p data-typed="personal" hidden></p></letter-text>'
    )


def test_every_language_of_the_page_says_the_same():
    """The tables of words have the same keys, each with the same gaps to fill, and the page uses every key."""
    templates = Templates((shelf(),))
    tables = {name: templates.words(name) for name in templates.names("form/??.toml")}
    assert len(tables) >= 2
    english = tables["form/en.toml"]
    for table in tables.values():
        assert {key: set(GAP.findall(words)) for key, words in table.items()} == {
            key: set(GAP.findall(words)) for key, words in english.items()
        }
    source = templates.text("form/page.html.j2") + templates.text("form/form.js")
    used = {key for key in english if re.search(rf'["(.]{key}\b', source)}
    assert set(english) - used == {f"missing_{name}" for name in ("name", "street", "town", "country")}
