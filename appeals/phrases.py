"""Dates, lists, numbers and fixed words in each language; the one home of babel.

A language is one table of words, `templates/words/<language>.toml`, and its templates.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from appeals.model.address import Form
from appeals.problems import Place, TemplateError

NO_BREAK = "\N{NO-BREAK SPACE}"


@lru_cache
def _locale(code: str) -> Locale:
    return Locale.parse(code, sep="_")


@dataclass(frozen=True, slots=True)
class Language:
    """One language of letters: its babel locale and its table of fixed words."""

    code: str
    table: Mapping[str, Any]

    @property
    def file(self) -> str:
        """The file that holds the words."""
        return f"templates/words/{self.code}.toml"

    @property
    def locale(self) -> Locale:
        """The locale whose dates and numbers the language uses."""
        return _locale(str(self.table["locale"]))

    @property
    def quotes(self) -> str:
        """The four quotation marks: double open and close, single open and close."""
        return str(self.table["quotes"])

    def word(self, key: str, **values: object) -> str:
        """Return fixed words; a missing one is an error that names it, never another language's."""
        words = self.table.get("words", {})
        if key not in words:
            raise TemplateError.of(
                f"the language “{self.code}” has no words for “{key}”", f'add {key} = "…"', Place(self.file)
            )
        return str(words[key]).format(**values)

    def date(self, day: dt.date) -> str:
        """Write a date in words, its parts kept together: 2 April 2003."""
        return format_date(day, "long", locale=self.locale).replace(" ", NO_BREAK)

    def month(self, day: dt.date) -> str:
        """Write a month in words: April 2003."""
        return format_date(day, "LLLL yyyy", locale=self.locale).replace(" ", NO_BREAK)

    def number(self, value: int) -> str:
        """Write a number: in words up to twelve, then with the separators of the language: three, 48, 3,200."""
        small = self.table.get("small_numbers", [])
        if value < len(small):
            return str(small[value])
        return str(format_decimal(value, locale=self.locale))

    def list(self, items: Iterable[str]) -> str:
        """Join words as the language does: a, b and c."""
        return format_list(list(items), style="standard", locale=self.locale)

    def country(self, code: str) -> str:
        """Name a country, ISO 3166 alpha-2, as the language does in running text."""
        own = self.table.get("countries", {})
        return str(own.get(code) or self.locale.territories[code])

    def destination(self, code: str) -> str:
        """Name a country as the last line of an address: in capitals (UPU S42, DIN 5008)."""
        own = self.table.get("destinations", {})
        return str(own.get(code) or self.country(code)).upper()

    @property
    def forms(self) -> tuple[Form, ...]:
        """The table of forms of address."""
        return tuple(
            Form(
                rank=rank,
                holder=row["holder"],
                own_state=row.get("own_state", False),
                lines=tuple(row["lines"]),
                salutation=row["salutation"],
                close=row["close"],
                source=row["source"],
            )
            for row in self.table.get("forms", [])
            for rank in row["classes"]
        )
