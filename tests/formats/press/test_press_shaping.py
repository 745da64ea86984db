"""HarfBuzz alone sets a line of Latin script byte for byte as WeasyPrint's own engine does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeals.formats.html import find_links
from appeals.formats.press.boxes import find_places
from appeals.formats.press.fields import list_texts, slots_of
from appeals.formats.press.making import Job
from appeals.formats.press.setting import Press, Setter
from appeals.formats.press.shaping import is_plain
from appeals.formats.press.typesetting import Painter
from appeals.formats.stationery import A4

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \u00a0.,:;!?'\"()/&-–—‘’“”„·…+@#%*"
LATIN += "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßÀÉÖØŁłŃńŌōŒœŠšŞşŻżŽžĐđĞğİıŘřŤťŮůẀẁỲỳẾế"
WORDS = ["fi", "ffl", "fj", "Ty", "AVATAR", "To.", "L’", "“W", "1/2", "f’", "Th", "ct", "st", "11,7"]


@pytest.fixture
def places(letter, templates):
    """Lay a letter out, and give its painter with the places of its fields."""
    document = Job(templates, A4, fax=False).lay(letter)
    plain = {"name:0", "tagline:0", "salutation:0", "head:0"}
    slots = slots_of(letter)
    pieces = tuple(
        ((text, ""),) if slot in plain else tuple(find_links(text))
        for slot, text in zip(slots, list_texts(letter), strict=True)
    )
    found, fixed = find_places(document, slots, pieces)
    assert not fixed
    painter = Painter(document)
    painter.mark()
    painter.forget(found)
    return painter, found


def test_both_ways_set_a_line_alike(places):
    """In every style of the fields, for texts of Latin letters, figures and punctuation."""
    painter, found = places
    boxes = {painter.style(place.boxes[0]): place.boxes[0] for place in found}
    presses = {style: Press(painter.find_face(box)) for style, box in boxes.items()}
    setter = Setter(painter)
    assert len(boxes) >= 6
    piece = st.one_of(st.text(LATIN, min_size=1, max_size=30), st.sampled_from(WORDS))

    @settings(max_examples=120)
    @given(
        st.lists(piece, min_size=1, max_size=3).map("".join).map(str.strip).filter(lambda text: is_plain(text, "en"))
    )
    def compare(text):
        for style, box in boxes.items():
            assert presses[style].set(text) == setter.set_slow(box, text)

    compare()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Straße 7", True),
        ("2003-04-02", False),
        ("Жуков A", False),
        ("a\u0301", False),
        ("© A", False),
        ("A\u200bB", False),
        ("", False),
    ],
)
def test_only_one_run_of_latin_is_plain(text, plain):
    """Figures alone, other alphabets, combining characters and signs are set by WeasyPrint's engine."""
    assert is_plain(text, "en") is plain
    assert not is_plain(text, "ru")


def test_lines_in_other_styles_are_left_to_weasyprint(places):
    """Where letters are spaced, nothing is hurried."""
    painter, found = places
    box = found[0].boxes[0]
    spaced = box.style.copy()
    spaced["letter_spacing"] = 1.0
    box.style = spaced
    assert painter.find_face(box) is None
