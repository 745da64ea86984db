"""Whom a letter names, so that it can be found again when somebody may no longer be named.

A record keeps a name only as a digest, and only beside a letter that prints it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from appeals.model.case import Case
from appeals.model.name_redaction import HiddenName, has_name
from appeals.model.skeleton import letters_of


@dataclass(frozen=True, slots=True)
class Named:
    """A person whom a letter names: of which case, and the name only as a digest."""

    case: str
    person: str
    name: str
    public: bool = False  # whether only what anyone may read may be printed of them


def find_named(case: Case, texts: Iterable[str], others: Iterable[HiddenName], *, public: bool) -> tuple[Named, ...]:
    """Find whom texts name: people of their case who may be named, and people of other cases whom anybody may name."""
    own = [(case.id, p.id, p.name, public) for p in case.people if p.name and p.may_be_named(public=public)]
    elsewhere = [(p.case, p.person, p.name, True) for p in others if p.case != case.id]
    words = " ".join(texts) if own or elsewhere else ""
    named = ((of, who, name, to_all) for of, who, name, to_all in (*own, *elsewhere) if has_name(words, name))
    return tuple(Named(of, who, digest_name(name), to_all) for of, who, name, to_all in named)


def digest_text(text: str) -> str:
    """Digest the text of a case."""
    return sha256(text.encode()).hexdigest()


def digest_name(name: str) -> str:
    """Digest a name, however its letters are cased, accented and parted."""
    return sha256(letters_of(name).encode()).hexdigest()
