"""What may stand in the head of a message: one line of words, and mailboxes that every mail server takes."""

import re
import unicodedata
from collections.abc import Iterable
from email.header import Header
from email.utils import quote

from appeals.model.mailboxes import to_ascii
from appeals.problems import FormatError, Problem

ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"  # RFC 5322, 3.2.3
LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"  # RFC 1035, 2.3.1, and digits first (RFC 1123, 2.1)
MAILBOX = re.compile(rf"{ATOM}(\.{ATOM})*@{LABEL}(\.{LABEL})+")
CRLF = "\r\n"
LONGEST = 254  # RFC 5321, 4.5.3.1.3: a path has 256 octets, two of them its brackets
BREAKS = {"Cc", "Cs", "Zl", "Zp"}  # controls, halves of characters, separators of lines and paragraphs
ENCODED = "=?"  # how an encoded word begins (RFC 2047)


def read_line(text: str) -> str:
    """Make one line of a text: no control or break ends it early, no encoded word is smuggled in."""
    plain = "".join(" " if unicodedata.category(character) in BREAKS else character for character in text)
    return " ".join(plain.replace(ENCODED, "= ?").split())


def write_field(name: str, text: str) -> str:
    """Write a field of words, folded; words outside ASCII as encoded words (RFC 2047).

    By Header, not by the newer policies: those of Python 3.11 lose spaces where they fold between encoded words.
    """
    line = read_line(text)
    return f"{name}: {Header(line, find_charset(line), header_name=name).encode(linesep=CRLF)}{CRLF}"


def write_sender(text: str, address: str) -> str:
    """Write the field From: the name, quoted or encoded, before the mailbox in brackets."""
    name, mailbox = read_line(text), f"<{read_mailbox(address)}>"
    if name and find_charset(name) == "us-ascii":
        name = f'"{quote(name)}"'
    elif name:
        name = Header(name, "utf-8", header_name="From").encode(linesep=CRLF)
    return f"From: {name}{CRLF} {mailbox}{CRLF}" if name else f"From: {mailbox}{CRLF}"


def write_recipients(name: str, mailboxes: Iterable[str]) -> str:
    """Write a field of mailboxes, one a line; nothing for none."""
    found = f",{CRLF} ".join(mailboxes)
    return f"{name}: {found}{CRLF}" if found else ""


def find_charset(line: str) -> str:
    """Tell which charset a line needs in the head of a message."""
    return "us-ascii" if line.isascii() else "utf-8"


def read_mailboxes(addresses: Iterable[str]) -> tuple[str, ...]:
    """Write mailboxes in ASCII, each once; raise FormatError with every one that mail servers refuse."""
    found: list[str] = []
    problems: list[Problem] = []
    for address in dict.fromkeys(addresses):
        try:
            found.append(read_mailbox(address))
        except FormatError as error:
            problems.extend(error.problems)
    if problems:
        raise FormatError(*problems)
    return tuple(dict.fromkeys(found))


def read_mailbox(address: str) -> str:
    """Write a mailbox in ASCII, its domain as DNS has it; raise FormatError where that cannot be done safely."""
    name, _, domain = address.rpartition("@")
    mailbox = f"{name}@{to_ascii(domain)}"
    if len(mailbox) > LONGEST or not MAILBOX.fullmatch(mailbox):
        raise FormatError(
            Problem(
                f"“{read_line(address)}” is no mailbox that every mail server takes",
                "write it as name@domain in ASCII; a domain in other letters in the form that begins with xn--",
            )
        )
    return mailbox
