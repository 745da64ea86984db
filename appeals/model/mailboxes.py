"""Mailboxes: as people write them in records, and as mail servers take them."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from appeals.model.common import name_character, refuse_unseen

# RFC 5322, 3.2.3 (an atom takes an apostrophe), letters of every script (RFC 6531), and domains of every script, which
# DNS knows in ASCII (IDNA). Whether a mail server takes it is asked when the message is made.
ATOM = r"[^@\s<>()\[\]\\,;:\"]+"
LETTER = r"[^@\s<>()\[\]\\,;:\"'./?#%&=+_!*-]"
LABEL = rf"{LETTER}+(-+{LETTER}+)*"
MAILBOX = rf"^{ATOM}@({LABEL}\.)+{LABEL}$"


def to_ascii(domain: str) -> str:
    """Write a domain of other letters in the ASCII of DNS, or leave it as it is where the standards disagree.

    IDNA 2003, which Python has, and IDNA 2008, which registries use, read a few letters differently (`ß`); with
    those a message could go to somebody else. So only what reads back as the same letters is taken.
    """
    try:
        code = domain.encode("idna").decode("ascii")
        same = code.encode("ascii").decode("idna").lower() == unicodedata.normalize("NFC", domain).lower()
    except UnicodeError:
        return domain
    return code if same else domain


def read_mailbox(mailbox: str) -> str:
    """Refuse a mailbox with a character that nobody sees, or with a domain that has no one form in DNS."""
    refuse_unseen(mailbox)
    for character in mailbox:
        if unicodedata.category(character) in {"Cf", "Cc"}:
            raise PydanticCustomError("unseen", "an invisible character", {"character": name_character(character)})
    if not to_ascii(mailbox.rpartition("@")[2]).isascii():
        raise PydanticCustomError("mailbox_domain", "a domain that has no one form in DNS")
    return mailbox


Mailbox = Annotated[str, StringConstraints(pattern=MAILBOX), AfterValidator(read_mailbox)]
