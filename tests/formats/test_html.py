"""The letter in a browser."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from wording import say

from appeals.formats import render
from appeals.formats.html import find_links, group_blocks
from appeals.formats.stationery import LETTER
from appeals.model.letter import Heading, Paragraph
from appeals.problems import TemplateError

VOID = {"meta", "br"}


class Outline(HTMLParser):
    """Collects the elements of a page, and fails where one is closed that was not opened."""

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.addresses = [], [], []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        """Note an element and where it leads."""
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in {"src", "href", "action", "style", "srcset"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Close the element opened last."""
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", ["two pages", "annexes", "one page", "german"])
def test_page_is_whole_and_asks_for_nothing(letters, templates, name):
    """The file is well formed, has a language and a title, and leads nowhere but to mailboxes and the web."""
    page = render("html", letters[name], templates).content.decode()
    outline = Outline(page)
    assert page.startswith('<!DOCTYPE html>\n<html lang="')
    assert re.search(r"<title>.+</title>", page)
    assert not {"script", "link", "img", "iframe", "object", "svg"} & set(outline.tags)
    assert all(address.startswith(("mailto:", "https://example.org/")) for address in outline.addresses)
    assert "url(" not in page
    assert "@import" not in page


def test_headings_skip_no_level(full_letter, templates):
    """The subject is the first heading; annexes stand beside the headings of the text, theirs below them."""
    tags = Outline(render("html", full_letter, templates).content.decode()).tags
    assert [tag for tag in tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h2", "h2", "h3"]


def test_table_has_headings(full_letter, templates):
    """Every column of a table has a heading cell."""
    page = render("html", full_letter, templates).content.decode()
    assert '<th scope="col">Day</th><th scope="col">Count</th><th scope="col">Source</th>' in page


def test_texts_are_escaped(letter, templates):
    """Signs that mean something in HTML are written so that they mean themselves."""
    page = render("html", replace(letter, salutation='A & B <b> "C"'), templates).content.decode()
    assert "A &amp; B &lt;b&gt; &#34;C&#34;" in page


def test_paper_chooses_its_style_sheet(letter, templates):
    """Printed from the browser the letter has the size that was asked for."""
    assert "size: 210mm 297mm" in render("html", letter, templates).content.decode()
    assert "size: 8.5in 11in" in render("html", letter, templates, LETTER).content.decode()


def test_missing_variable_names_file_and_line(letter, own_templates):
    """A name that the template invents is an error with its place."""
    wrong = own_templates("letterhead/letter.html.j2", "{{ letter.salutation }}", "{{ letter.greeting }}")
    with pytest.raises(TemplateError, match=r"templates/letterhead/letter\.html\.j2:\d+: .*greeting"):
        render("html", letter, wrong)


def test_demand_of_several_blocks_is_one():
    """Neighbours in the same role are one group; a heading ends it."""
    demand = Paragraph(say("a"), role="demand")
    groups = group_blocks((demand, demand, Heading(say("b")), demand))
    assert [(role, len(members)) for role, members in groups] == [("demand", 2), ("text", 1), ("demand", 1)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("no address", [("no address", "")]),
        (
            "see https://example.org/a/b.html, p. 4",
            [
                ("see ", ""),
                ("https://example.org/\u200ba/\u200bb.html", "https://example.org/a/b.html"),
                (", p. 4", ""),
            ],
        ),
        ("(http://example.org/)", [("(", ""), ("http://example.org/", "http://example.org/"), (")", "")]),
        ("www.example.org.", [("www.example.org", "https://www.example.org"), (".", "")]),
        ("a.b@example.org", [("a.b@example.org", "mailto:a.b@example.org")]),
        ("javascript:alert(1) file:///etc", [("javascript:alert(1) file:///etc", "")]),
    ],
)
def test_addresses_become_links(text, pieces):
    """Addresses of the web and mailboxes lead there, without the punctuation after them; nothing else is a link."""
    assert list(find_links(text)) == pieces


def test_name_and_kind(letter, templates):
    """The document is named after the letter."""
    document = render("html", letter, templates)
    assert (document.name, document.media_type) == ("1998-07-09--grunhafen-1998--xx-minister.en.html", "text/html")
