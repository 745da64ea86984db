"""The draft of an e-mail, read back by Python's parser; every mailbox is invented."""

import re
from dataclasses import replace
from email import message_from_bytes, message_from_string
from email.header import decode_header, make_header
from email.policy import compat32, default
from email.utils import parseaddr
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wording import say

from appeals.formats import render
from appeals.formats.email import fill_message, write_head
from appeals.formats.glyphs import list_texts
from appeals.formats.mailbox import read_line, read_mailbox, write_field, write_sender
from appeals.formats.text import write_text
from appeals.model.letter import Paragraph
from appeals.model.mail import Mail
from appeals.problems import FormatError

MAIL = Mail(
    to=("minister@harbour.example", "office@harbour.example"),
    cc=("post@embassy.example", "office@harbour.example"),
    sender_address="post@society.example",
    sender_name='Gesellschaft für "Flüchtlinge", Köln',
)
HOSTILE = (
    "Ferries\r\nBcc: spy@evil.example",
    "Ferries\nBcc: spy@evil.example\n\n<h1>Body</h1>",
    "Ferries\rTo: spy@evil.example",
    "Ferries\u2028Bcc: spy@evil.example\u2029\u0085\x0b\x0c\x1cCc: spy@evil.example",
    "=?utf-8?q?Ferries=0D=0ABcc=3A_spy=40evil.example?=",
    '"Ferries" <spy@evil.example>, "',
    "Fähren\r\nBcc: spy@evil.example " + "und Häfen, " * 40,
    "\x00Ferries\x7f",
)


@pytest.fixture
def posted(letter):
    """Give the letter mailboxes."""
    return replace(letter, mail=MAIL)


def read(content):
    """Read a message as mail programs do."""
    return message_from_bytes(content, policy=default)


def read_part(message, kind):
    """Read the letter in one form, with the line breaks of the other formats."""
    return message.get_body((kind,)).get_content().replace("\r\n", "\n")


def read_head(letter):
    """Read the head of a letter's message."""
    return message_from_string(write_head(letter), policy=default)


def test_a_draft_holds_text_html_and_the_very_pdf(posted, templates):
    """The text is that of `--as text`, the attachment is that of `--as pdf`, and between them stands the HTML."""
    document = render("email", posted, templates)
    message = read(document.content)
    assert (document.name, document.media_type) == (f"{posted.name}.eml", "message/rfc822")
    assert message.get_content_type() == "multipart/mixed"
    alternative, pdf = message.iter_parts()
    assert [part["Content-Type"] for part in alternative.iter_parts()] == [
        'text/plain; charset="utf-8"',
        'text/html; charset="utf-8"',
    ]
    assert read_part(message, "plain") == write_text(posted)
    assert read_part(message, "html") == fill_message(posted, templates)
    printed = render("pdf", posted, templates)
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", printed.name)
    assert pdf.get_content() == printed.content
    assert all(not part.defects for part in message.walk())


def test_a_draft_is_made_for_sending(posted, templates):
    """It is marked as unsent, in ASCII with short lines, without a time or a place of its making, always the same."""
    content = render("email", posted, templates).content
    assert content == render("email", posted, templates).content
    assert read(content).keys() == [
        "X-Unsent", "From", "To", "Cc", "Subject", "Content-Language", "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert content.startswith(b"X-Unsent: 1\r\n")
    assert content.isascii()
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert content.count(b"MIME-Version") == 1


def test_whom_a_draft_goes_to_and_from(posted):
    """To and Cc list each mailbox once; the sender's name comes back with its quotes, comma and umlauts."""
    head = read_head(posted)
    assert [address.addr_spec for address in head["To"].addresses] == list(MAIL.to)
    assert [address.addr_spec for address in head["Cc"].addresses] == ["post@embassy.example"]
    assert [(sender.display_name, sender.addr_spec) for sender in head["From"].addresses] == [
        (MAIL.sender_name, "post@society.example")
    ]
    assert head["Subject"] == "The people on the ferries of Grünhafen: Nineteen days at sea, and no one heard"
    assert head["Content-Language"] == "en"


@pytest.mark.parametrize("mail", [None, Mail(), Mail(sender_name="Society")])
def test_what_is_not_known_is_left_to_the_mail_program(letter, mail):
    """Without mailboxes there is no From, To or Cc, rather than an empty one."""
    assert read_head(replace(letter, mail=mail)).keys() == ["X-Unsent", "Subject", "Content-Language"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_gets_into_the_head_from_a_record(posted, text):
    """Breaks and encoded words in subject, name and language add no field and no recipient, and no word is lost."""
    mail = replace(MAIL, sender_name=text)
    letter = replace(posted, subject=(text, text), mail=mail, language=text)
    written = write_head(letter)
    fields = [line for line in written.split("\r\n") if line and not line.startswith(" ")]
    assert [field.split(":")[0] for field in fields] == [
        "X-Unsent", "From", "To", "Cc", "Subject", "Content-Language",
    ]  # fmt: skip
    assert not any(break_ in line for line in written.split("\r\n") for break_ in "\r\n\x00\x0b\x0c\x1c\x7f")
    head = read_head(letter)
    assert [address.addr_spec for address in head["From"].addresses] == ["post@society.example"]
    assert [address.addr_spec for address in head["To"].addresses] == list(MAIL.to)
    letters = "".join(filter(str.isalnum, text))
    assert "".join(filter(str.isalnum, str(head["Subject"]))) == letters * 2


@given(st.text(max_size=120))
def test_a_line_comes_back_as_it_was(text):
    """Whatever stands in subject and name is read back as the one line that it is."""
    written = (write_field("Subject", text) + write_sender(text, "a@b.example")).encode("ascii")
    head = message_from_bytes(written, policy=compat32)
    assert head.keys() == ["Subject", "From"]
    assert str(make_header(decode_header(head["Subject"].replace("\r\n", "")))) == read_line(text)
    name, mailbox = parseaddr(head["From"].replace("\r\n", ""))
    assert (str(make_header(decode_header(name))), mailbox) == (read_line(text), "a@b.example")


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "a@b.example,c@d.example", "a b@c.example",
        "<a@b.example>", "a@b", "a@", "@b.example", "a", "", "a..b@c.example", ".a@b.example", "a@-b.example",
        "a@b..example", "büro@b.example", "a@straße.example", "a@\u2028b.example", '"a"@b.example', "a@[127.0.0.1]",
        "a@b.example?bcc=c@d.example", "a@b.example\x00", "a" * 250 + "@b.example", "a@" + "b" * 64 + ".example",
    ],
)  # fmt: skip
def test_a_mailbox_that_servers_refuse_is_refused(posted, address):
    """A mailbox that not every server takes, or that hides a second one, stops the draft with a mend."""
    for mail in (Mail(to=(address,)), Mail(cc=(address,)), Mail(sender_address=address or "@")):
        with pytest.raises(FormatError, match="is no mailbox that every mail server takes"):
            write_head(replace(posted, mail=mail))


def test_every_wrong_mailbox_is_named_at_once(posted):
    """The report names all of them, so that they are mended in one go."""
    with pytest.raises(FormatError) as caught:
        write_head(replace(posted, mail=Mail(to=("x", "a@b.example", "büro@b.example"))))
    assert [problem.sentence.split("”")[0] for problem in caught.value.problems] == ["“büro@b.example", "“x"]


def test_a_domain_in_other_letters_is_written_as_dns_has_it():
    """An umlaut becomes xn--; where old and new standards differ the mailbox is refused, see above."""
    assert read_mailbox("a@müller.example") == "a@xn--mller-kva.example"
    assert read_mailbox("a@Müller.example") == "a@xn--mller-kva.example"
    assert read_mailbox("a@xn--mller-kva.example") == "a@xn--mller-kva.example"
    assert read_mailbox("O'Neil+post@Harbour.example") == "O'Neil+post@Harbour.example"


def test_a_file_name_is_one_line(posted, templates):
    """The name of the attachment cannot end the line it stands in."""
    strange = replace(posted, case='x"\r\nBcc: spy@evil.example\r\n\r\n"Fähre')
    message = read(render("email", strange, templates).content)
    assert "Bcc" not in message
    (pdf,) = message.iter_attachments()
    assert pdf.keys() == ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition"]
    assert pdf.get_filename() == f"{read_line(strange.name)}.pdf"


def test_no_line_of_a_letter_ends_a_part(posted, templates):
    """A letter that quotes the very boundary of its message comes through, and the boundary is another one."""
    boundary = read(render("email", posted, templates).content).get_boundary()
    quoting = replace(posted, body=(Paragraph(say(f"--{boundary}")), Paragraph(say(f"--{boundary}--"))))
    message = read(render("email", quoting, templates).content)
    assert message.get_boundary() != boundary
    assert read_part(message, "plain") == write_text(quoting)
    assert len(list(message.walk())) == 5


class Reader(HTMLParser):
    """Collects the elements, attributes and words of HTML."""

    def __init__(self, html):
        """Read the whole text."""
        super().__init__()
        self.tags, self.attributes, self.words = set(), [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Keep an element and its attributes."""
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        """Keep the words."""
        self.words += data.split()


def test_the_html_says_the_whole_letter(full_letter, templates):
    """Every text of the letter is in the HTML but the line for the window of an envelope."""
    said = " ".join(Reader(fill_message(full_letter, templates)).words)
    texts = [text for _, text in list_texts(full_letter) if text not in ("", full_letter.letterhead.return_line)]
    whole = [text for text in texts if text not in (full_letter.running_head, *full_letter.page_words)]
    assert len(whole) > 50
    assert [text for text in whole if " ".join(text.split()) not in said] == []


def test_the_html_asks_for_nothing(full_letter, templates):
    """No script, picture, font or style sheet, and nothing that tells the sender who has read it."""
    reader = Reader(fill_message(full_letter, templates))
    assert reader.tags.isdisjoint({"script", "img", "link", "style", "iframe", "object", "form", "base"})
    assert {name for name, _ in reader.attributes} <= {"lang", "charset", "style", "href", "scope"}
    assert not any("url(" in value or "@import" in value for name, value in reader.attributes if name == "style")
    assert all(value.startswith(("https://", "mailto:")) for name, value in reader.attributes if name == "href")


def test_html_in_a_record_stays_text(letter, templates):
    """Markup and template syntax in any field are words, not elements."""
    attack = '<script src="//evil.example/x"></script><img onerror=x>{{ 7 * 7 }}&amp;"\''
    strange = replace(
        letter,
        subject=(attack,), address=(attack,), notes=(attack,), salutation=attack, close=attack, signature=(attack,),
        letterhead=replace(letter.letterhead, name=attack, tagline=attack, lines=(attack,)), language='de"><b>',
        info=(replace(letter.info[0], label=attack, lines=(attack,)),), body=(Paragraph(say(attack)),),
        copies=replace(letter.copies, label=attack, lines=(attack,)),
    )  # fmt: skip
    html = fill_message(strange, templates)
    assert Reader(html).tags.isdisjoint({"script", "img", "b"})
    plain = unescape(re.sub(r"<[^>]*>", "", html))
    assert plain.count(attack) == 15


def test_german(german_letter, templates):
    """Umlauts arrive in subject and text."""
    german = replace(german_letter, mail=MAIL, subject=("Die Menschen auf den Fähren von Grünhafen:", "ß, „Öl“ & Äste"))
    message = read(render("email", german, templates).content)
    assert message["Subject"] == "Die Menschen auf den Fähren von Grünhafen: ß, „Öl“ & Äste"
    assert "Flüchtlingsschutzorganisationen" in read_part(message, "plain")
    assert "Mit vorzüglicher Hochachtung" in read_part(message, "html")
