"""Reads the words back out of finished files, so that a name can be looked for in them."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from urllib.parse import unquote


def read_words(name: str, content: bytes) -> str | None:
    """Read the words of a file by the ending of its name; None where it holds pictures of words, or is no such file.

    Where a line ends in the middle of a word, the word is found whole as well: the text follows once more, without the
    ends of its lines.
    """
    try:
        text = _read(name, content)
    except Exception:  # noqa: BLE001 -- a damaged file raises whatever its reader does, and is as one without words
        return None
    return None if text is None else "\n".join((text, re.sub(r"-?[\r\n]+", "", text)))


def _read(name: str, content: bytes) -> str | None:
    if name.endswith(".pdf"):
        return "\n".join(_read_pdf(content))
    if name.endswith(".mailto.txt"):
        return unquote(content.decode("utf-8", "replace"))
    if name.endswith((".txt", ".csv")):
        return content.decode("utf-8", "replace")
    if name.endswith(".html"):
        return _strip(content.decode("utf-8", "replace"))
    if name.endswith(".eml"):
        return "\n".join(_read_message(message_from_bytes(content, policy=policy.default)))
    return None


def _read_pdf(content: bytes) -> tuple[str, ...]:
    from appeals.formats.proof import read_pages  # noqa: PLC0415 -- the tools of pages, which few runs need here

    return read_pages(content)


def _strip(page: str) -> str:
    """Take out tags and what is not shown; entities become characters."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<style.*?</style>", "", page)))


def _read_message(message: EmailMessage) -> Iterator[str]:
    yield str(message["Subject"] or "")
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "application/pdf":
            yield from _read_pdf(part.get_content())
        elif kind == "text/html":
            yield _strip(part.get_content())
        elif kind == "text/plain":
            yield part.get_content()
