"""What a template's HTML may hold, and that every word of it arrives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from appeals.letters.body import read_body, trim
from appeals.model.letter import Heading, Listing, Paragraph, Run


def test_blocks_in_their_order() -> None:
    """Headings, paragraphs, lists and quotations become blocks; blanks at their ends are dropped."""
    html = """
    <h2> What <em>we</em> ask </h2>
    <p class="demand other">We ask</p>
    <ul class="demand"><li>one;</li> <li> <strong>two</strong> </li></ul>
    <ol><li>first</li></ol>
    <blockquote>said</blockquote>
    <p> </p><ul></ul>
    <!-- a note of the template's author -->
    """
    assert read_body(html) == (
        Heading((Run("What "), Run("we", "em"), Run(" ask"))),
        Paragraph((Run("We ask"),), "demand"),
        Listing(((Run("one;"),), (Run("two", "strong"),)), role="demand"),
        Listing(((Run("first"),),), numbered=True),
        Paragraph((Run("said"),), "quote"),
    )


def test_marks_name_the_record() -> None:
    """A span with a mark keeps its words apart, so that they can be traced; a span without is nothing."""
    html = '<p>about <span data-mark="claim:x">4<em>8</em></span> <span>people</span></p>'
    (paragraph,) = read_body(html)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs == (
        Run("about "), Run("4", "", "claim:x"), Run("8", "em", "claim:x"), Run(" people"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<p><a href='https://example.org'>x</a></p>", "a letter cannot hold <a>"),
        ("<img src='file:///etc/passwd'>", "a letter cannot hold <img>"),
        ("<style>p {}</style>", "a letter cannot hold <style>"),
        ("<script>x</script>", "a letter cannot hold <script>"),
        ("<p>a<br>b</p>", "a letter cannot hold <br>"),
        ("<p>a<br/>b</p>", "a letter cannot hold <br>"),
        ("<p style='color: red'>x</p>", "<p> cannot have the attribute “style”"),
        ("<p onclick>x</p>", "<p> cannot have the attribute “onclick”"),
        ("<p>x", "<p> is not closed"),
        ("<p><em>x</p>", "</p> closes nothing"),
        ("<p><Quimby>x</p>", "a letter cannot hold an element that is not HTML’s"),
        ("<p Rosalind Quimby>x</p>", "<p> cannot have such an attribute"),
        ("</Quimby>", "a tag closes nothing"),
        ("<p>" + "<em>" * 3000, "more than 24 elements stand in one another"),
        ("x</p>", "text stands outside a paragraph"),
        ("</p>", "</p> closes nothing"),
        ("<p>x<p>y</p></p>", "<p> stands inside another paragraph"),
        ("<p>x<ul><li>y</li></ul></p>", "<ul> stands inside another paragraph"),
        ("<ul><li>x<ul><li>y</li></ul></li></ul>", "<ul> stands inside another paragraph"),
        ("<li>x</li>", "<li> stands outside a list"),
        ("<ul><p>x</p></ul>", "<p> stands in a list"),
        ("<ul><em>x</em></ul>", "<em> stands in a list"),
        ("<ul>x<li>y</li></ul>", "text stands outside a paragraph"),
        ("<p>x</p> and more", "text stands outside a paragraph"),
    ],
)
def test_what_a_letter_cannot_hold_is_refused(html: str, reason: str) -> None:
    """No link, picture, style or script gets in, no word gets lost, and nothing is left open."""
    with pytest.raises(ValueError, match=f"^{reason}$"):
        read_body(html)


def test_blanks_are_joined() -> None:
    """Blanks at the ends, and doubled where runs meet, are dropped; runs that are set alike become one."""
    runs = [Run(" "), Run("a "), Run(" b"), Run(" ", "em"), Run("c ", "em"), Run(" ")]
    assert trim(runs) == (Run("a b"), Run(" ", "em"), Run("c", "em")) or trim(runs) == (Run("a b"), Run(" c", "em"))
    assert trim([Run("a"), Run(" ")]) == (Run("a"),)
    assert trim([]) == ()


@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["", "em", "strong"])), max_size=6))
def test_every_word_arrives(pieces: list[tuple[str, str]]) -> None:
    """Whatever the text, the words of a paragraph are those that were written, and no markup comes of them."""
    spans = (f"<{style}>{escape(text)}</{style}>" if style else str(escape(text)) for text, style in pieces)
    blocks = read_body(f"<p>{''.join(spans)}</p>")
    said = "".join(run.text for block in blocks if isinstance(block, Paragraph) for run in block.runs)
    written = "".join(text for text, _ in pieces)
    assert said.split() == written.split()
    assert len(blocks) <= 1
