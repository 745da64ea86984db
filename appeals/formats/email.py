"""A letter as an e-mail that has not been sent: a draft with the PDF attached, to look at and to send yourself.

Thunderbird and Outlook for Windows open the file in a window to write in (`X-Unsent: 1`); other programs may show it
as a message received, which you send on from there. To, Cc and Subject come from the records: the mailboxes of the
recipient and of those who receive copies, as they held on the letter's date. Where the sender has no mailbox, the
program takes yours.

The letter stands in it three times, in the same words: as plain text in lines of 78 characters, as quiet HTML that
asks for nothing from outside (`templates/email/message.html.j2`), and as the PDF that `--as pdf` writes, byte for byte.

A draft has no Date and no Message-ID: they tell when and by which program a message was made ready to leave (RFC 5322,
3.6.1 and 3.6.4), and your program adds both when you send it. So the same letter gives the same bytes.

For an office without a mailbox no draft is made, and a note says so; for a circular one is, and you add the readers.
"""

import hashlib
from email.message import EmailMessage
from email.policy import SMTP

from appeals.formats import pdf
from appeals.formats.html import find_links, group_blocks
from appeals.formats.mailbox import read_line, read_mailboxes, write_field, write_recipients, write_sender
from appeals.formats.stationery import Stationery
from appeals.formats.text import write_text
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.model.mail import NOBODY
from appeals.templating import Templates

PAGE = "email/message.html.j2"
QUOTED = "quoted-printable"


def render(letter: Letter, templates: Templates, stationery: Stationery) -> Document:
    """Make the draft, or raise FormatError where a mailbox or the PDF cannot be had."""
    head = write_head(letter)
    message = EmailMessage(SMTP)
    message.set_content(write_text(letter), cte=QUOTED)
    message.add_alternative(fill_message(letter, templates), subtype="html", cte=QUOTED)
    sheet = pdf.render(letter, templates, stationery)
    message.add_attachment(sheet.content, "application", "pdf", filename=read_line(sheet.name))
    return Document(f"{letter.name}.eml", "message/rfc822", head.encode("ascii") + seal(message))


def write_head(letter: Letter) -> str:
    """Write for whom, from whom and about what the message is."""
    mail = letter.mail or NOBODY
    to, cc = read_mailboxes(mail.to), read_mailboxes(mail.cc)
    return "".join(
        (
            write_field("X-Unsent", "1"),
            write_sender(mail.sender_name, mail.sender_address) if mail.sender_address else "",
            write_recipients("To", to),
            write_recipients("Cc", (mailbox for mailbox in cc if mailbox not in to)),
            write_field("Subject", write_subject(letter)),
            write_field("Content-Language", letter.language),
        )
    )


def write_subject(letter: Letter) -> str:
    """Write the subject in one line."""
    return read_line(" ".join(letter.subject))


def fill_message(letter: Letter, templates: Templates) -> str:
    """Write the letter's words as HTML that mail programs understand: styles at each element, nothing from outside."""
    return templates.page(
        PAGE,
        letter=letter,
        find_links=find_links,
        body=group_blocks(letter.body),
        annexes=[{"title": annex.title, "blocks": group_blocks(annex.blocks)} for annex in letter.annexes],
    )


def seal(message: EmailMessage) -> bytes:
    """Write the message with boundaries that follow from what it holds.

    No line of quoted-printable or base64 can begin with `--=_` (RFC 2045, 6.7), so a boundary is never met inside.
    """
    inner = tuple(part for part in message.walk() if part is not message)
    for part in inner:
        del part["MIME-Version"]  # said once, at the top
    whole = hashlib.sha256(b"".join(part.as_bytes() for part in inner if not part.is_multipart())).hexdigest()
    for depth, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{depth}_{whole[:32]}")
    return message.as_bytes()
