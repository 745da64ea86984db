"""Where each country prints the postcode, and how its postcodes look."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from appeals.reference.tables import read_table

PREFIX = re.compile(r"^[A-Z]{1,3}[ -](?=\d)")  # D-10117, CH-3005: the sign of a car, which posts no longer want
BOX = re.compile(
    r"\b(?:box|b\.?p\.?|casilla|postfach|apartado|c\.?p\.?|private bag)\b", re.IGNORECASE
)  # it has a number too
NO_LETTER = r"(?<![0-9A-Za-z]){}(?![0-9A-Za-z])"


class Custom(NamedTuple):
    """Where a country prints its postcodes: before the town, after it, or below on a line of its own."""

    place: str
    pattern: str


UNKNOWN = Custom("after", "")


@cache
def _customs() -> dict[str, Custom]:
    return {row["iso2"]: Custom(row["place"], row["pattern"]) for row in read_table("postcodes.csv")}


def with_postcode(lines: Sequence[str], country: str, postcode: str) -> tuple[str, ...]:
    """Print a postcode in an address whose last line is the town, where the country prints it.

    The lines are returned as they are where they hold it already, or another one.
    """
    if not postcode or holds(lines, postcode) or other_postcode(lines, country, postcode):
        return tuple(lines)
    custom = _customs().get(country, UNKNOWN)
    *above, town = lines
    if custom.place == "below":
        return (*lines, postcode)
    return (*above, f"{postcode} {town}" if custom.place == "before" else f"{town} {postcode}")


def holds(lines: Sequence[str], postcode: str) -> bool:
    """Say whether a postcode stands in lines, however it is spaced."""
    signs = [re.escape(sign) for sign in PREFIX.sub("", postcode) if sign not in " -"]
    pattern = re.compile(NO_LETTER.format("[ -]?".join(signs)), re.IGNORECASE)
    return any(pattern.search(line) for line in lines)


def other_postcode(lines: Sequence[str], country: str, postcode: str) -> str:
    """Find what stands in the last line as a postcode of the country and is not this one."""
    pattern = _customs().get(country, UNKNOWN).pattern
    if not (lines and pattern and postcode) or holds(lines, postcode) or BOX.search(lines[-1]):
        return ""
    found = re.search(NO_LETTER.format(f"(?:{pattern})"), lines[-1], re.IGNORECASE)
    return found[0] if found else ""
