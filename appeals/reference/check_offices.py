"""Looks through the packaged missions and office holders for what cannot be right."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from appeals.model.numbers import read_number
from appeals.reference.holders import has_offices
from appeals.reference.missions import is_place
from appeals.reference.tables import Row, day_of, parts_of

ITEM = re.compile(r"Q[1-9]\d*")
MAILBOX = re.compile(r"[^@\s<>\"']+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
PAGE = re.compile(r"https?://\S+")
Found = Iterator[tuple[int, str]]  # number of a row, counted from 0, and what is wrong with it


def look_at_missions(rows: Sequence[Row]) -> Found:
    """Find missions of nobody, at home, or with a number, mailbox or page that is none."""
    for index, row in enumerate(rows):
        for code in (row["sending"], row["host"], row["stands_in"], *parts_of(row["covers"])):
            if not is_place(code):
                yield index, f"there is no state “{code}”"
        if row["sending"] in (row["host"], *parts_of(row["covers"])) or row["host"] in parts_of(row["covers"]):
            yield index, "a mission to its own state, or to one state twice"
        if row["phone"] and not _is_number(row["phone"]):
            yield index, f"“{row['phone']}” is not a number in E.164"
        for column, form in (("email", MAILBOX), ("website", PAGE)):
            if row[column] and not form.fullmatch(row[column]):
                yield index, f"{column} “{row[column]}” is not of its form"
        if bool(row["address"]) != bool(row["address_as_of"]):
            yield index, "an address without its day, or a day without an address"
        yield from ((index, sentence) for sentence in _unsound(row))


def look_at_holders(rows: Sequence[Row]) -> Found:
    """Find holders without a name, and days that come before their time or after the table was made."""
    for index, row in enumerate(rows):
        if not has_offices(row["state"]):
            yield index, f"there is no state “{row['state']}”"
        if not (row["name"] and row["office"]):
            yield index, "no name, or no office"
        since, until, as_of = (day_of(row[column]) for column in ("since", "until", "as_of"))
        if since is None:
            yield index, "no first day"
        elif until and until.last < since.first:
            yield index, f"it ends {until} before it begins {since}"
        if as_of and any(day and day.first > as_of.last for day in (since, until)):
            yield index, f"a day after {as_of}, on which the table was made"
        yield from ((index, sentence) for sentence in _unsound(row))


def _is_number(text: str) -> bool:
    try:
        return read_number(text) == text
    except ValueError:
        return False


def _unsound(row: Row) -> Iterator[str]:
    """Find what no row may have, or lack."""
    if any(UNSEEN.search(cell) or cell != " ".join(cell.split()) for cell in row.values()):
        yield "an invisible character, or a blank too many"
    if not ITEM.fullmatch(row["wikidata"]) or not row["as_of"]:
        yield "no source, or no day of it"


OFFICE_LOOKS: Mapping[str, Callable[[Sequence[Row]], Found]] = {
    "missions": look_at_missions,
    "office_holders": look_at_holders,
}
