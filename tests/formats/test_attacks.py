"""Nothing of the world gets into a letter, whatever a record or a template says."""

import io
import socket
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from wording import say

from appeals.formats import render
from appeals.formats.fetch import BASE, LARGEST, find_file, make_fetcher
from appeals.model.letter import Annex, Info, Paragraph, Table
from appeals.problems import AppealsError, FormatError

HOSTILE = (
    "<script>alert(1)</script>",
    "file:///etc/passwd",
    '<img src="file:///etc/passwd" alt="x">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/hostname">x</a>',
    "</style><style>@import url(file:///etc/passwd)",
    '" onload="x" style="background: url(http://127.0.0.1:9/)',
    "{{ letter.__class__ }} {% include '/etc/passwd' %}",
    "javascript:alert(1)",
    "&lt;b&gt; &#60;",
)


def spread(letter, text):
    """Put a text into every part of a letter that has room for it."""
    return replace(
        letter,
        subject=(text,),
        salutation=text,
        body=(Paragraph(say(text)), Paragraph(say(text), role="demand")),
        close=text,
        signature=(text,),
        running_head=text,
        enclosures=Info("Enclosure", (text,)),
        annexes=(Annex(text, (Table((text,), ((say(text),),)),)),),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_record_is_printed_as_it_is_written(letter, templates, text):
    """A hostile text of a record comes out as letters on paper, and does nothing."""
    hostile = spread(letter, text)
    content = render("pdf", hostile, templates).content
    document = pypdfium2.PdfDocument(content)
    words = document[0].get_textpage().get_text_range().replace("\r\n", " ")
    document.close()
    assert words.replace(" ", "").count(text.replace(" ", "")) >= 5
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/Names" not in pdf.Root
        assert not pdf.attachments
        assert not [entry for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary) and "/EF" in entry]
        assert not [
            entry for entry in pdf.objects if isinstance(entry, pikepdf.Stream) and entry.get("/Subtype") == "/Image"
        ]
        links = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", [])]
    assert all(link.startswith(("mailto:post@", "http://127.0.0.1:9/")) for link in links)
    assert "<script>" not in render("html", hostile, templates).content.decode()


REQUESTS = (
    '<img src="file:///etc/passwd" alt="x">',
    '<img src="/etc/passwd" alt="x">',
    '<img src="//example.org/x.png" alt="x">',
    '<img src="../../secret.png" alt="x">',
    '<img src="%2e%2e/%2e%2e/secret.png" alt="x">',
    '<img src="letterhead/%00.png" alt="x">',
    '<img src="data:image/png;base64,AAAA" alt="x">',
    '<img src="letterhead/missing.png" alt="x">',
    '<img src="letterhead/fonts/OFL.txt" alt="x">',
    '<img src="letterhead/letter.html.j2" alt="x">',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    '<style>@import url("ftp://example.org/x.css");</style>',
    '<style>@font-face { font-family: X; src: url("file:///etc/passwd") }</style>',
    '<p style="background: url(file:///etc/passwd)">x</p>',
    '<style>p::after { content: url("file:///etc/passwd") }</style>',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    (
        '<svg xmlns="http://www.w3.org/2000/svg" style="width: 4mm; height: 4mm"><title>x</title>'
        '<image href="file:///etc/passwd" width="9" height="9"/></svg>'
    ),
)


@pytest.mark.parametrize("request_", REQUESTS)
def test_template_asks_for_something_outside(letter, own_templates, request_):
    """A template that asks for anything but a file of the templates is refused, and told what it asked for."""
    hostile = own_templates("letterhead/letter.html.j2", "<main>", f"{request_}<main>")
    with pytest.raises(FormatError, match=r"the letterhead asks for \S+, and a letter reads nothing but the files"):
        render("pdf", letter, hostile)


def test_refusal_is_a_sentence_with_a_mend(letter, own_templates):
    """The reader learns what was asked for and what to do."""
    hostile = own_templates("letterhead/letter.html.j2", "<main>", '<img src="file:///etc/passwd" alt="x"><main>')
    with pytest.raises(FormatError) as caught:
        render("pdf", letter, hostile)
    assert str(caught.value) == (
        "the letterhead asks for file:///etc/passwd, and a letter reads nothing but the files of its templates\n"
        "    mend: take that out of the template or the style sheet, "
        "or put the file (css, ttf, otf, svg, png) into templates/"
    )


def test_network_is_not_asked(letter, own_templates):
    """A server that a template names hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        hostile = own_templates(
            "letterhead/letter.html.j2", "<main>", f'<img src="http://127.0.0.1:{port}/" alt="x"><main>'
        )
        with pytest.raises(FormatError):
            render("pdf", letter, hostile)
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    ("tie", "sentence"),
    [
        ('<link rel="attachment" href="letterhead/letter.css">', "attaches a file"),
        ('<a rel="attachment" href="letterhead/letter.css">x</a>', "attaches a file"),
        ('<a href="javascript:alert(1)">x</a>', "links to javascript:alert(1)"),
        ('<a href="file:///etc/passwd">x</a>', "links to file:///etc/passwd"),
        ('<a href="letter.css">x</a>', "links to https://letter.invalid/letter.css"),
    ],
)
def test_template_ties_something_to_the_letter(letter, own_templates, tie, sentence):
    """Attachments, and links that lead to no place a reader could go, are refused."""
    hostile = own_templates("letterhead/letter.html.j2", "<main>", f"{tie}<main>")
    with pytest.raises(FormatError) as caught:
        render("pdf", letter, hostile)
    assert sentence in str(caught.value)


def test_link_out_of_the_templates_is_not_followed(tmp_path, letter, own_templates):
    """A symbolic link in the templates that leads elsewhere is refused."""
    (tmp_path / "secret.png").write_bytes(b"secret")
    hostile = own_templates("letterhead/letter.html.j2", "<main>", '<img src="letterhead/logo.png" alt="x"><main>')
    (tmp_path / "templates" / "letterhead" / "logo.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(FormatError, match=r"asks for https://letter\.invalid/letterhead/logo\.png"):
        render("pdf", letter, hostile)


def test_large_file_is_not_read_to_its_end(tmp_path, own_templates):
    """A file of the templates above the limit is refused."""
    templates = own_templates("letterhead/letter.html.j2", "<main>", "<main>")
    (tmp_path / "templates" / "letterhead" / "large.png").write_bytes(b"x" * (LARGEST + 1))
    fetcher = make_fetcher(templates)
    with pytest.raises(BaseException, match="refused"):
        fetcher.fetch(f"{BASE}letterhead/large.png")
    assert fetcher.refused == [f"{BASE}letterhead/large.png"]


def test_own_picture_of_the_templates_is_printed(tmp_path, letter, own_templates):
    """A letterhead may have a picture: it comes from the templates."""
    own = own_templates(
        "letterhead/letter.html.j2",
        '<div class="name">',
        '<div class="name"><img src="letterhead/mark.svg" alt="Mark" style="width: 4mm">',
    )
    mark = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    (tmp_path / "templates" / "letterhead" / "mark.svg").write_text(mark)
    assert render("pdf", letter, own).content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "url", [f"{BASE}letterhead/letter.css?x", f"{BASE}letterhead\\letter.css", "https://letter.invalid.example/x.css"]
)
def test_odd_addresses(templates, url):
    """Only plain names below the base stand for files."""
    with pytest.raises((ValueError, AppealsError)):
        find_file(url, templates)


def test_complaints_are_errors(letter, own_templates):
    """A style sheet with a mistake is refused, with what WeasyPrint says of it."""
    wrong = own_templates("letterhead/a4.css", "main, .annex {", "main { colour: red }\n  main, .annex {")
    with pytest.raises(FormatError, match="the page cannot be printed as it is written: Ignored `colour"):
        render("pdf", letter, wrong)


def test_missing_font_file_is_an_error(letter, own_templates):
    """A face that names a file which is not there is refused."""
    wrong = own_templates(
        "letterhead/fonts.css", "fonts/SourceSerif4_600SemiBold.ttf", "fonts/SourceSerif4_900Black.ttf"
    )
    with pytest.raises(AppealsError, match=r"there is no template “letterhead/fonts/SourceSerif4_900Black\.ttf”"):
        render("pdf", letter, wrong)


def test_foreign_font_is_an_error(letter, own_templates):
    """A style sheet that sets the letter in a font which is not among its faces is refused."""
    face = '@font-face { font-family: "Other"; src: url("/letterhead/fonts/SourceSerif4_500Medium.ttf") }'
    foreign = own_templates("letterhead/letter.css", "html { font-family: ", f'{face}\nhtml {{ font-family: "Other", ')
    with pytest.raises(FormatError, match="the font Other is not the letter’s"):
        render("pdf", letter, foreign)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def double(element, link):
    """Write twenty elements, each of which stands for two of the one before."""
    first = f'<{element} id="a0" width="1" height="1"><rect width="1" height="1"/></{element}>'
    rest = "".join(
        f'<{element} id="a{n}" width="1" height="1">{link.format(n - 1) * 2}</{element}>' for n in range(1, 20)
    )
    return f"<defs>{first}{rest}</defs>" + link.format(19)


PICTURES = {
    "elements that stand for others": SVG.format(double("g", '<use href="#a{}"/>')),
    "the same in an older spelling": SVG.format(double("g", '<use xlink:href="#a{}"/>')),
    "patterns of patterns": SVG.format(double("pattern", '<rect width="9" height="9" fill="url(#a{})"/>')),
    "patterns by style": SVG.format(double("pattern", '<rect width="9" height="9" style="fill: url(\'#a{}\')"/>')),
    "masks of masks": SVG.format(double("mask", '<rect width="9" height="9" mask="url( #a{})"/>')),
    "a marker at every point": SVG.format(
        '<marker id="m">' + "<path/>" * 50 + '</marker><path marker-mid="url(#m)" d="' + "L1 1" * 2000 + '"/>'
    ),
    "an element that stands for itself": SVG.format('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "elements in elements": SVG.format("<g>" * 3000 + "</g>" * 3000),
    "entities of entities": '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG.format("<text>&b;</text>"),
    "a picture in a picture": SVG.format('<image href="letterhead/other.svg" width="9" height="9"/>'),
    "a gradient without end": SVG.format(
        '<linearGradient id="g" spreadMethod="repeat" x2="0.0000001"/><rect width="9" height="9" fill="url(#g)"/>'
    ),
    "no picture at all": "GIF89a",
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture_that_takes_too_much_is_refused(tmp_path, letter, own_templates, name):
    """A file of SVG that asks for a million shapes, or is none, is an error that names the file."""
    own = own_templates(
        "letterhead/letter.html.j2", "<main>", '<img src="letterhead/mark.svg" alt="Mark" style="width: 4mm"><main>'
    )
    (tmp_path / "templates" / "letterhead" / "mark.svg").write_text(PICTURES[name])
    with pytest.raises(FormatError, match=r"^the file templates/letterhead/mark\.svg (has|is|holds) ") as caught:
        render("pdf", letter, own)
    assert {problem.code for problem in caught.value.problems} == {"PICTURE"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02", "3,600,000,000 dots"),
        (b"GIF89a" + b"\xff" * 40, "is no PNG"),
        (b"\x89PNG", "is no PNG"),
    ],
)
def test_photograph_that_opens_into_gigabytes_is_refused(tmp_path, letter, own_templates, content, words):
    """A PNG of a few bytes may say that it has billions of dots; other kinds of files are not read under its name."""
    own = own_templates("letterhead/letter.html.j2", "<main>", '<img src="letterhead/mark.png" alt="Mark"><main>')
    (tmp_path / "templates" / "letterhead" / "mark.png").write_bytes(content)
    with pytest.raises(FormatError, match=words):
        render("pdf", letter, own)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 3000 + "x" + "</div>" * 3000,
        "<span>" * 3000 + "x" + "</span>" * 3000,
        "<table><tr><td>" * 900 + "x",
        SVG.format(double("g", '<use href="#a{}"/>')),
    ],
    ids=["blocks", "words", "tables", "drawing"],
)
def test_letterhead_whose_elements_go_too_deep_is_refused(letter, own_templates, markup):
    """Elements in elements are counted before they are laid out: a sentence, and no traceback."""
    own = own_templates("letterhead/letter.html.j2", "<main>", f"{markup}<main>")
    with pytest.raises(FormatError, match=r"the letterhead has (more than 60 elements in|elements that stand)"):
        render("pdf", letter, own)


def test_drawing_that_uses_its_shapes_again_is_printed(tmp_path, letter, own_templates):
    """A logo with a gradient, a clip and a shape that is used ten times is no bomb."""
    own = own_templates(
        "letterhead/letter.html.j2", "<main>", '<img src="letterhead/mark.svg" alt="Mark" style="width: 4mm"><main>'
    )
    shapes = '<clipPath id="c"><rect width="9" height="9"/></clipPath><g id="s"><path d="M0 0h1v1z"/></g>'
    gradient = '<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>'
    style = "<style>.a { fill: url(#g) }</style>"
    used = '<use href="#s" clip-path="url(#c)"/>' * 10 + '<rect class="a" width="3" height="3"/>'
    (tmp_path / "templates" / "letterhead" / "mark.svg").write_text(SVG.format(style + gradient + shapes + used))
    assert render("pdf", letter, own).content.startswith(b"%PDF")
