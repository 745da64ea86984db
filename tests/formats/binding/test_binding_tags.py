"""The bound file as archives and screen readers meet it: its letters' own structure, and no claim it does not keep."""

import io

import pikepdf
import pytest
from pressed import HEART, lay_out_plainly
from reading import validate
from structure import find_structure_faults, list_scopes, read_aloud

from appeals.formats import render
from appeals.formats.binding import Bound, bind, describing
from appeals.formats.press import fill, make_form, texts_of
from appeals.formats.stationery import A4


@pytest.fixture
def several(letters, templates):
    """Give letters of every kind of block, in two languages, two of them from the press."""
    form = make_form(letters["two pages"], texts_of(letters["two pages"]), templates, A4)
    pressed = [Bound("pressed", fill(form, letters["two pages"])) for _ in range(2)]
    slow = [Bound(name, render("pdf", letters[name], templates).content) for name in ("german", "annexes", "one page")]
    return [slow[0], pressed[0], slow[1], pressed[1], slow[2]]


def change(content, alter):
    """Write a letter with something of its catalogue altered."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        alter(pdf)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    head, _, rest = target.getvalue().split(b"\n", 2)
    return head + b"\n" + HEART + rest


def claims(content):
    """Tell what a file says of its structure and of the standards it keeps."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        keys = {"/MarkInfo", "/Lang", "/OutputIntents", "/Metadata", "/StructTreeRoot"}
        return keys & set(pdf.Root.keys()), len(pdf.pages)


def test_it_is_pdf_a_and_pdf_ua(tmp_path, several, gather):
    """All letters together are PDF/A-3a and PDF/UA-1 at once."""
    assert validate(tmp_path / "print.pdf", gather(several)) == []


def test_each_letter_is_read_as_by_itself(several, gather):
    """Headings, lists, tables and words come in the order of the letter's own file, in the letter's language."""
    bound = gather(several)
    languages = []
    for number, letter in enumerate(several):

        def choose(top, number=number):
            languages.append(str(top.K[number].Lang))
            return top.K[number]

        assert join(read_aloud(bound, choose)) == join(read_aloud(letter.content))
    assert languages == ["de", "en", "en", "en", "en"]
    assert set(list_scopes(bound)) == {"/Column"}


def join(said):
    """Put together the words between two elements."""
    return " ".join(said).split()


def test_elements_without_a_meaning_are_left_out(several, gather):
    """The structure has fewer than half the elements, and no paragraph of it is empty."""
    with pikepdf.open(io.BytesIO(gather(several[1:2]))) as bound, pikepdf.open(io.BytesIO(several[1].content)) as own:
        few, many = ([str(e.S) for e in pdf.objects if is_element(e)] for pdf in (bound, own))
    assert len(few) < len(many) / 2
    assert few.count("/H1") == many.count("/H1")
    assert few.count("/LI") == many.count("/LI")


def is_element(entry):
    """Say whether an object is an element of the structure."""
    return isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/StructElem"


@pytest.mark.parametrize("entry", ["/StructTreeRoot", "/OutputIntents", "/Lang"])
def test_no_claim_where_a_letter_lacks_what_it_takes(entry, several, gather):
    """A letter without tags, colours or language is bound, and the file then claims nothing at all."""
    bare = change(several[0].content, lambda pdf: pdf.Root.__delitem__(entry))
    bound = gather([several[1], Bound("bare", bare), several[2]])
    assert claims(bound)[0] == set()
    assert claims(bound)[1] == claims(gather([several[1], several[0], several[2]]))[1]


def test_no_claim_where_letters_were_made_for_other_colours(several, gather):
    """Two profiles of colour are one too many."""

    def alter(pdf):
        pdf.Root.OutputIntents[0].OutputConditionIdentifier = "Another"

    bound = gather([several[1], Bound("other", change(several[0].content, alter))])
    assert claims(bound)[0] == set()


def test_no_claim_beyond_what_pdf_a_allows(several, gather, monkeypatch):
    """With more objects than PDF/A allows, the file is bound and claims nothing."""
    monkeypatch.setattr(describing, "MOST_OBJECTS", 100)
    assert claims(gather(several))[0] == set()
    monkeypatch.undo()
    assert claims(gather(several))[0] != set()


def test_a_structure_that_cannot_be_read_is_no_fault(several, gather):
    """A letter whose structure leads in a circle or off its pages is bound without tags."""

    def loop(pdf):
        pdf.Root.StructTreeRoot.K[0].K.append(pdf.Root.StructTreeRoot.K[0])

    def stray(pdf):
        pdf.Root.StructTreeRoot.K[0].K[0].Pg = pdf.Root.Outlines

    for alter in (loop, stray):
        assert claims(gather([Bound("odd", change(several[0].content, alter))]))[0] == set()


def test_many_letters_in_a_tree_of_ways(several, gather):
    """The way from a page's marks to its elements is found in a tree of several levels; the layout does not matter."""
    plain = [lay_out_plainly(letter.content) for letter in several]
    bound = gather([Bound("", plain[number % len(plain)]) for number in range(150)])
    assert find_structure_faults(bound) == []
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.Root.StructTreeRoot.K[0].K) == 150
        assert len(pdf.Root.StructTreeRoot.ParentTree.Kids) == 3


def test_what_is_only_drawn_needs_no_tags(several, gather):
    """A file that is bound to be drawn has no structure and is smaller."""
    pieces = []
    bind(several, pieces.append, tagged=False)
    assert claims(b"".join(pieces))[0] == set()
    assert len(b"".join(pieces)) < len(gather(several))
