"""The link that opens a new message; every mailbox is invented."""

from dataclasses import replace
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from appeals.formats import render
from appeals.formats.mailto import LONGEST, mailto
from appeals.formats.text import write_text
from appeals.model.mail import Mail
from appeals.problems import FormatError

MAIL = Mail(
    to=("minister@harbour.example", "o'neil+post@harbour.example"),
    cc=("post@embassy.example", "minister@harbour.example"),
    sender_address="post@society.example",
    sender_name="Society",
    brief="Please find attached the letter of 9 July 1998.",
)


def read(link):
    """Take a link apart as RFC 6068 says: mailboxes, then fields, each percent-encoded by itself."""
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.fragment) == ("mailto", "", "")
    pairs = [pair.split("=") for pair in parts.query.split("&")]
    return unquote(parts.path).split(","), [(name, unquote(value)) for name, value in pairs]


def test_a_short_letter_is_in_the_link(short_letter):
    """Mailboxes, subject and the whole text come back; a line ends with CR and LF."""
    letter = replace(short_letter, mail=MAIL, body=short_letter.body[:1], info=())
    to, fields = read(mailto(letter))
    assert to == list(MAIL.to)
    assert [name for name, _ in fields] == ["cc", "subject", "body"]
    values = dict(fields)
    assert values["cc"] == "post@embassy.example"
    assert values["subject"] == "The people on the ferries of Grünhafen"
    assert values["body"].replace("\r\n", "\n") + "\n" == write_text(letter)
    assert values["body"].count("\r\n") == values["body"].count("\n") > 10


def test_of_a_long_letter_the_link_says_that_it_is_attached(letter):
    """A link stays within what browsers and Windows take: the letter goes with it as a file."""
    link = mailto(replace(letter, mail=MAIL))
    assert len(link) <= LONGEST < len(write_text(letter))
    assert dict(read(link)[1])["body"] == (
        "Your Excellency,\r\n\r\nPlease find attached the letter of 9 July 1998.\r\n\r\n"
        "Yours respectfully,\r\n\r\nDr Maria Muster\r\nChair"
    )


@pytest.mark.parametrize(
    "text",
    ["50 % & more?bcc=spy@evil.example#x", "a\r\nBcc: spy@evil.example", "&bcc=spy@evil.example", 'x"><b>', "a+b ß 中"],
)
def test_a_subject_adds_no_field(letter, text):
    """Whatever the subject holds, the link has its own three fields, and only characters that need no care in HTML."""
    link = mailto(replace(letter, mail=MAIL, subject=(text,)))
    assert [name for name, _ in read(link)[1]] == ["cc", "subject", "body"]
    assert dict(read(link)[1])["subject"] == " ".join(text.split())
    assert [name for name, _ in parse_qsl(urlsplit(link).query)] == ["cc", "subject", "body"]
    assert set(link) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%:@,?&=")


def test_a_letter_without_mailboxes_opens_an_empty_message(letter):
    """Nothing stands where a mailbox would; a wrong one is refused."""
    to, fields = read(mailto(letter))
    assert (to, [name for name, _ in fields]) == ([""], ["subject", "body"])
    with pytest.raises(FormatError, match="is no mailbox"):
        mailto(replace(letter, mail=Mail(to=("a@b.example?bcc=spy@evil.example",))))


def test_the_file_holds_the_link(letter, templates):
    """It can be copied from the file as one line."""
    document = render("mailto", replace(letter, mail=MAIL), templates)
    assert document.name == f"{letter.name}.mailto.txt"
    assert document.content.decode("ascii") == mailto(replace(letter, mail=MAIL)) + "\n"
