"""Whom a letter names, so that it can be found again when somebody may no longer be named.

A record keeps a name only as a digest, and only beside a letter that prints it.
"""

from collections.abc import Iterable
from hashlib import sha256

from appeals.model.case import Case
from appeals.model.name_redaction import has_name
from appeals.model.skeleton import letters_of

Person = tuple[str, str, str]  # ids of the case and the person, and the digest of the name


def find_named(case: Case, texts: Iterable[str], *, public: bool) -> tuple[Person, ...]:
    """Find the people of a case whom texts name, of those who may be named."""
    words = " ".join(texts) if case.people else ""
    named = (p for p in case.people if p.name and p.may_be_named(public=public) and has_name(words, p.name))
    return tuple((case.id, person.id, digest_name(person.name or "")) for person in named)


def digest_text(text: str) -> str:
    """Digest the text of a case."""
    return sha256(text.encode()).hexdigest()


def digest_name(name: str) -> str:
    """Digest a name, however its letters are cased, accented and parted."""
    return sha256(letters_of(name).encode()).hexdigest()
