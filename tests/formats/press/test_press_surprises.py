"""Another WeasyPrint than the one the press was written for: each internal that it uses is broken in turn.

The library looks broken only to the code that is tried, so that letters can still be laid out by itself.
"""

import inspect
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import weasyprint
from many import lay_out, run

from appeals import By
from appeals.formats import render
from appeals.formats.engine import load_weasyprint
from appeals.formats.page import share_fonts
from appeals.formats.press import Surprise, fill, make_form, texts_of
from appeals.formats.press.typesetting import writer
from appeals.formats.stationery import A4
from appeals.problems import FormatError

PRESS = ("appeals.formats.press", "appeals.formats.textlayer")
FORMATS = ("appeals.formats",)
LOADERS = (
    "appeals.formats.press.typesetting.load_weasyprint",
    "appeals.formats.textlayer.load_weasyprint",
    "appeals.formats.page.load_weasyprint",
    "appeals.formats.fetch.load_weasyprint",
)
OF_PRESS = (
    "text.line_break",
    "text.line_break.Layout",
    "text.line_break.line_size",
    "text.line_break.pango",
    "text.line_break.pango.pango_layout_get_baseline",
    "text.line_break.pango.pango_font_get_hb_font",
    "text.line_break.FROM_UNITS",
    "text.line_break.ffi",
    "text.line_break._font_style_cache_key",
    "text.fonts.font_features",
    "draw.text",
    "draw.text.draw_text",
    "pdf.stream",
    "pdf.stream.Stream",
    "pdf.pydyf",
    "pdf.pydyf.Dictionary",
    "pdf.pydyf._to_bytes",
    "urls.get_link",
    "html.parse_url",
)
OF_PAGE = ("HTML", "urls", "urls.FatalURLFetchingError", "urls.URLFetcher", "urls.URLFetcherResponse")
MEMBERS = (  # class, its member, and where it is used
    ("document.Document", "pages", PRESS),
    ("document.Document", "fonts", PRESS),
    ("document.Document", "metadata", PRESS),
    ("document.Document", "color_profiles", PRESS),
    ("document.Document", "output_intent", PRESS),
    ("document.Document", "write_pdf", PRESS),
    ("document.Page", "_page_box", PRESS),
    ("document.Page", "width", PRESS),
    ("document.Page", "height", PRESS),
    ("document.Page", "paint", PRESS),
    ("formatting_structure.boxes.Box", "style", PRESS),
    ("formatting_structure.boxes.Box", "element_tag", PRESS),
    ("formatting_structure.boxes.Box", "width", PRESS),
    ("formatting_structure.boxes.Box", "height", PRESS),
    ("formatting_structure.boxes.Box", "position_x", PRESS),
    ("formatting_structure.boxes.Box", "position_y", PRESS),
    ("formatting_structure.boxes.Box", "margin_top", PRESS),
    ("formatting_structure.boxes.Box", "content_box_x", PRESS),
    ("formatting_structure.boxes.Box", "link_annotation", PRESS),
    ("formatting_structure.boxes.ParentBox", "children", PRESS),
    ("formatting_structure.boxes.LineBox", "text_overflow", PRESS),
    ("formatting_structure.boxes.LineBox", "block_ellipsis", PRESS),
    ("formatting_structure.boxes.TextBox", "text", PRESS),
    ("formatting_structure.boxes.TextBox", "baseline", PRESS),
    ("formatting_structure.boxes.TextBox", "justification_spacing", PRESS),
    ("pdf.fonts.Font", "to_unicode", PRESS),
    ("pdf.fonts.Font", "widths", PRESS),
    ("pdf.fonts.Font", "hash", PRESS),
    ("pdf.fonts.Font", "upem", PRESS),
    ("pdf.fonts.Font", "bitmap", PRESS),
    ("pdf.fonts.Font", "family", PRESS),
    ("pdf.stream.Stream", "_tags", PRESS),
    ("pdf.stream.Stream", "stream", PRESS),
    ("pdf.stream.Stream", "add_font", PRESS),
    ("pdf.stream.Stream", "ink_rect", PRESS),
    ("pdf.stream.Stream", "logical_rect", PRESS),
    ("text.line_break.Layout", "get_first_line", PRESS),
    ("text.line_break.Layout", "set_text", PRESS),
    ("text.line_break.Layout", "deactivate", PRESS),
    ("text.line_break.Layout", "layout", PRESS),
    ("text.line_break.Layout", "style", PRESS),
    ("pdf.pydyf.PDF", "objects", PRESS),
    ("pdf.pydyf.PDF", "catalog", PRESS),
    ("pdf.pydyf.PDF", "info", PRESS),
    ("pdf.pydyf.PDF", "add_object", PRESS),
    ("pdf.pydyf.Object", "number", PRESS),
    ("pdf.pydyf.Object", "reference", PRESS),
    ("pdf.pydyf.Stream", "compress", PRESS),
    ("pdf.pydyf.Stream", "extra", PRESS),
)
SHARED = (
    ("document.Page", "_page_box", FORMATS),
    ("document.Page", "links", FORMATS),
    ("document.Document", "metadata", FORMATS),
    ("document.Document", "fonts", FORMATS),
    ("document.Document", "write_pdf", FORMATS),
    ("formatting_structure.boxes.Box", "style", FORMATS),
    ("formatting_structure.boxes.Box", "position_y", FORMATS),
    ("formatting_structure.boxes.Box", "element", FORMATS),
    ("formatting_structure.boxes.TextBox", "text", FORMATS),
    ("pdf.pydyf.PDF", "objects", FORMATS),
    ("pdf.pydyf.PDF", "catalog", FORMATS),
)


class StandIn:
    """A library that has all but one thing; it is asked for things by the way that leads to them."""

    def __init__(self, real, missing, way=""):
        """Take the library, and what it is to be without."""
        self._real, self._missing, self._way = real, missing, way

    def __getattr__(self, name):
        """Give what is there; on the way to what is missing, another stand-in."""
        way = f"{self._way}.{name}".lstrip(".")
        if way == self._missing:
            raise AttributeError(name)
        found = getattr(self._real, name)
        return StandIn(found, self._missing, way) if self._missing.startswith(f"{way}.") else found


class Gone:
    """A member of a class that some code does not find, and all other code does."""

    def __init__(self, name, before, folders):
        """Take its name, what the class had under it, and the packages to which it is lost."""
        self.name, self.before, self.folders = name, before, folders

    def __get__(self, owner, kind):
        """Give it to others."""
        if inspect.currentframe().f_back.f_globals["__name__"].startswith(self.folders):
            raise AttributeError(self.name)
        if owner is not None and self.name in vars(owner):
            return vars(owner)[self.name]
        if self.before is None:
            raise AttributeError(self.name)
        return self.before.__get__(owner, kind) if hasattr(self.before, "__get__") else self.before[0]

    def __set__(self, owner, value):
        """Keep it."""
        vars(owner)[self.name] = value


@contextmanager
def without(monkeypatch, broken):
    """Break one thing: of the modules by its way, of a class by its name."""
    with monkeypatch.context() as patch:
        if isinstance(broken, str):
            stand_in = StandIn(load_weasyprint(), broken)
            for loader in LOADERS:
                patch.setattr(loader, lambda: stand_in)
        else:
            way, name, folders = broken
            kind = weasyprint
            for step in way.split("."):
                kind = getattr(kind, step)
            holder = next((base for base in kind.__mro__ if name in vars(base)), kind)
            before = vars(holder).get(name)
            kept = before if before is None or hasattr(before, "__get__") else (before,)
            patch.setattr(holder, name, Gone(name, kept, folders), raising=False)
        writer.cache_clear()
        yield
    writer.cache_clear()


@pytest.mark.parametrize("broken", [*OF_PRESS, *MEMBERS], ids=str)
def test_the_press_gives_up_and_the_slow_road_goes_on(broken, short_letter, templates, monkeypatch):
    """Whatever is missing to the press, it says so or makes no form; never a letter that is not right."""
    other = replace(short_letter, salutation="Dear Minister,")
    with without(monkeypatch, broken):
        form, said = None, "WeasyPrint 7"
        try:
            form = make_form(short_letter, {*texts_of(short_letter), *texts_of(other)}, templates, A4)
        except Surprise as told:
            said = str(told)
        assert form is None or fill(form, other) is None
        assert "WeasyPrint 7" in said


def test_unbroken_it_makes_a_form(short_letter, templates):
    """What is tried above would be pressed by the WeasyPrint that is expected."""
    assert fill(make_form(short_letter, texts_of(short_letter), templates, A4), short_letter)


@pytest.mark.parametrize("broken", [*OF_PAGE, *SHARED], ids=str)
def test_a_single_letter_is_refused_in_a_sentence(broken, short_letter, templates, monkeypatch):
    """Where the slow road needs it too, the letter is refused with the version that is installed."""
    share_fonts.cache_clear()
    with without(monkeypatch, broken), pytest.raises(FormatError) as told:
        render("pdf", short_letter, templates)
    share_fonts.cache_clear()
    assert "WeasyPrint 7" in str(told.value)
    assert "pip install" in str(told.value)


@pytest.mark.slow
@pytest.mark.parametrize(
    "broken", ["text.line_break.line_size", ("pdf.fonts.Font", "to_unicode", PRESS)], ids=["function", "member"]
)
def test_a_batch_says_it_once_and_makes_every_letter(broken, tmp_path: Path, monkeypatch):
    """PDF and fax of five letters come out as from the press, and one note tells why it took longer."""
    folder = lay_out(tmp_path / "records", 5)
    pressed = run(folder, tmp_path / "pressed", By(), formats=("pdf", "fax"))
    with without(monkeypatch, broken):
        slow = run(folder, tmp_path / "slow", By(), formats=("pdf", "fax"))
    assert (pressed.count["pressed"], slow.count["pressed"], slow.made) == (5, 0, 5)
    assert [note for note in pressed.notes if "WeasyPrint" in note] == []
    (note,) = [note for note in slow.notes if "WeasyPrint" in note]
    assert "one by one" in note
    names = sorted(path.name for path in (tmp_path / "pressed").glob("*--*"))
    assert len(names) == 10
    for name in names:
        one, other = (tmp_path / way / name for way in ("pressed", "slow"))
        assert read(one) == read(other)


def test_faxes_that_cannot_be_drawn_when_it_comes_to_it(tmp_path: Path, monkeypatch):
    """Where PDFium changes after the forms are made, the faxes go the slow road, and one note tells it."""
    folder = lay_out(tmp_path / "records", 5)
    run(folder, tmp_path / "pressed", By(), formats=("fax",))
    seen = []

    def change(step, *_):
        seen.append(step)
        if step == "forms" and seen.count("forms") == 1:
            lost = Gone("new_native", vars(pypdfium2.PdfBitmap)["new_native"], ("appeals.formats.fax_bands",))
            monkeypatch.setattr(pypdfium2.PdfBitmap, "new_native", lost)

    slow = run(folder, tmp_path / "slow", By(), tell=change, formats=("fax",))
    assert "forms" in seen
    assert (slow.made, slow.count["pressed"]) == (5, 0)
    assert len([note for note in slow.notes if "one by one" in note]) == 1
    files = sorted(path.name for path in (tmp_path / "pressed").glob("*.tif"))
    assert [(tmp_path / "slow" / name).read_bytes() for name in files] == [
        (tmp_path / "pressed" / name).read_bytes() for name in files
    ]


def read(file):
    """Read the text of a PDF, or the bytes of a fax."""
    if file.suffix != ".pdf":
        return file.read_bytes()
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]
