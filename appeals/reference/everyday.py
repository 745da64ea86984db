"""The everyday words of a language: those that are nobody's name, as far as a list can tell."""

import gzip
from functools import cache
from importlib.resources import files

LISTED = frozenset({"de", "en"})


@cache
def everyday_words(language: str) -> frozenset[str]:
    """Read the words of a language; what may be written with a capital anywhere has one here. Empty without a list."""
    if language not in LISTED:  # whatever somebody calls a language, it leads to no other file
        return frozenset()
    packed = files("appeals.reference").joinpath(f"everyday.{language}.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split())
