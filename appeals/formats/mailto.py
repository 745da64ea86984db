"""A letter as a link that opens a new message: `mailto:` with recipients, subject and text (RFC 6068).

A link cannot attach a file, and browsers on Windows cut it off soon after 2,000 characters. So it holds the text of a
short letter; of a longer one the salutation, a sentence that says the letter is attached, close and signature: attach
the PDF yourself, or paste the text of `--as text` over it. The file holds the link alone, in ASCII, for a page or a
message.

For an office without a mailbox no link is made, and a note says so.
"""

from urllib.parse import quote

from appeals.formats.email import write_subject
from appeals.formats.mailbox import read_mailboxes
from appeals.formats.stationery import Stationery
from appeals.formats.text import write_text
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.model.mail import NOBODY
from appeals.templating import Templates

LONGEST = 2000  # characters; browsers on Windows fail at 2,046 to 2,083


def render(letter: Letter, templates: Templates, stationery: Stationery) -> Document:
    """Make a text that holds the link; it needs neither templates nor stationery."""
    del templates, stationery
    return Document(f"{letter.name}.mailto.txt", "text/plain", f"{mailto(letter)}\n".encode())


def mailto(letter: Letter) -> str:
    """Write the link; raise FormatError where a mailbox is none.

    Mailboxes and subject are never shortened: with very many of them the link may be longer than LONGEST.
    """
    whole = write_link(letter, write_text(letter))
    return whole if len(whole) <= LONGEST else write_link(letter, write_brief(letter))


def write_link(letter: Letter, text: str) -> str:
    """Write the link with this text in it; a line break is %0D%0A (RFC 6068, 5)."""
    mail = letter.mail or NOBODY
    to, cc = read_mailboxes(mail.to), read_mailboxes(mail.cc)
    fields = (
        ("cc", ",".join(other for other in cc if other not in to)),
        ("subject", write_subject(letter)),
        ("body", "\r\n".join(text.splitlines())),
    )
    return f"mailto:{quote(','.join(to), safe='@,')}?" + "&".join(
        f"{name}={quote(value, safe='@,')}" for name, value in fields if value
    )


def write_brief(letter: Letter) -> str:
    """Write the text of a message that the letter is attached to."""
    sentence = letter.mail.brief if letter.mail else ""
    parts = (letter.salutation, sentence, letter.close, "\n".join(letter.signature))
    return "\n\n".join(part for part in parts if part)
