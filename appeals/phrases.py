"""Dates, lists, numbers and fixed words in each language; the one home of babel.

A language is one table of words, `templates/words/<language>.toml`, and its templates.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from string import ascii_uppercase
from typing import Any

from babel import Locale, UnknownLocaleError, localedata
from babel.dates import format_date
from babel.languages import get_official_languages
from babel.lists import format_list
from babel.numbers import format_decimal

from appeals.model.address import Form
from appeals.model.common import Day
from appeals.model.titles import kinds_of
from appeals.problems import Place, TemplateError

NO_BREAK = "\N{NO-BREAK SPACE}"
BRACKETED = re.compile(r"\{([^{}]*)\}")


@lru_cache
def _locale(code: str) -> Locale:
    return Locale.parse(code, sep="_")


@lru_cache(maxsize=4096)
def _long_date(day: dt.date, locale: Locale) -> str:
    return format_date(day, "long", locale=locale).replace(" ", NO_BREAK)


def is_country(code: str) -> bool:
    """Say whether a code stands for a country or territory in ISO 3166, as CLDR lists them."""
    return code in _locale("en").territories and code != "ZZ"  # ZZ is CLDR's “unknown region”


# Groups of countries, and islands without a post of their own, which CLDR lists among the territories.
NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
# Languages in which people write the country below an address, besides those that are official in it.
POSTAL_LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl", "ru", "ar", "zh")
# Towns and islands that bear the name of their country: it may well be the last line of an address.
TOWNS = frozenset({"AD", "DJ", "GI", "GT", "HK", "KW", "LU", "MC", "MO", "MX", "PA", "SG", "SM", "VA"})
OTHER_NAMES = {
    "CN": ("P.R. China", "PR China", "People's Republic of China"),
    "GB": ("UK", "U.K.", "Great Britain", "England", "Scotland", "Wales"),
    "KR": ("Korea", "Republic of Korea", "R.O.K."),
    "NL": ("Holland",),
    "RU": ("Russian Federation",),
    "US": ("USA", "U.S.A.", "United States of America"),
}
LEFT_OUT = str.maketrans("", "", ".'’")
AT_END = re.compile(r"[,;–—/-]\s*(?P<name>[^,;–—/-]+?)[\s.]*$")


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """List the countries and territories to which letters are posted, ISO 3166 alpha-2."""
    codes = map("".join, product(ascii_uppercase, repeat=2))
    return tuple(code for code in codes if is_country(code) and code not in NO_COUNTRIES)


def names_country(line: str, code: str, *, last: bool = True) -> str:
    """Find the name of a country in a line of an address: the whole line, or what follows a comma in the last one.

    A town that bears its country's name is none.
    """
    if code in TOWNS:
        return ""
    if not any(map(str.isdigit, line)) and _folded(line) in _names_of(code):
        return line
    found = AT_END.search(line) if last else None
    return found["name"] if found and _folded(found["name"]) in _names_of(code) else ""


def _folded(text: str) -> str:
    """Write a name without capitals, accents, apostrophes and full stops."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign) != "Mn")
    return " ".join(plain.casefold().translate(LEFT_OUT).replace("&", "and").split()).removeprefix("the ")


@lru_cache(maxsize=512)
def _names_of(code: str) -> frozenset[str]:
    """List the names of a country, in the languages of posts and of the country itself."""
    languages = dict.fromkeys((*POSTAL_LANGUAGES, *get_official_languages(code)))
    names = [_locale(language).territories.get(code) for language in languages if localedata.exists(language)]
    return frozenset(_folded(str(name)) for name in (*names, *OTHER_NAMES.get(code, ())) if name)


# Names that people write in tables and CLDR does not have.
SAID = {
    "AE": ("UAE",), "CD": ("DR Congo", "DRC"), "CN": ("VR China", "Volksrepublik China"),
    "DE": ("Bundesrepublik Deutschland", "BRD"), "GB": ("Northern Ireland", "England", "Grossbritannien"),
    "US": ("EEUU", "EE UU", "EUA"), "CZ": ("Czech Republic", "Tschechische Republik"),
}  # fmt: skip


@lru_cache(maxsize=1)
def _countries_by_name() -> Mapping[str, frozenset[str]]:
    """Gather the names of all countries in all languages of CLDR: two seconds, and only where English does not do."""
    names: dict[str, set[str]] = {}
    known = set(countries())
    for code, said in (*OTHER_NAMES.items(), *SAID.items()):
        for name in said:
            if name != "Korea":  # it may be either
                names.setdefault(_folded(name), set()).add(code)
    for language in localedata.locale_identifiers():
        if "_" not in language:
            for code, name in Locale.parse(language).territories.items():
                if code in known:
                    names.setdefault(_folded(str(name)), set()).add(code)
    return {name: frozenset(codes) for name, codes in names.items()}


def countries_named(text: str) -> frozenset[str]:
    """List the countries that have this name in some language: one, unless the name is that of several."""
    return _countries_by_name().get(_folded(text), frozenset())


@lru_cache(maxsize=4096)
def named_in(line: str) -> tuple[str, ...]:
    """List the words that a line asks for: `name` and `title` in `{name}, {title}`."""
    return tuple(BRACKETED.findall(line))


def fill(line: str, words: Mapping[str, object]) -> str:
    """Put words where a line asks for them; raise ValueError for one that is not among them."""
    names = named_in(line)
    if not names:
        return line
    strange = [name for name in names if name not in words]
    if strange:
        allowed = ", ".join(f"{{{name}}}" for name in words) or "nothing"
        raise ValueError(f"“{line}” asks for {{{strange[0]}}}; it may ask for {allowed}")
    return BRACKETED.sub(lambda match: str(words[match[1]]), line)


@dataclass(frozen=True)
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
        code = self._entry("locale")
        try:
            return _locale(code)
        except (UnknownLocaleError, ValueError) as error:
            raise self._fault(f"there is no locale “{code}”", "name one of CLDR, as en_GB or de_DE") from error

    @property
    def quotes(self) -> str:
        """The four quotation marks: double open and close, single open and close."""
        return self._entry("quotes")

    def _entry(self, key: str) -> str:
        """Return an entry at the top of the table."""
        if key not in self.table:
            raise self._fault(f"the language “{self.code}” has no “{key}”", f'add {key} = "…" at the top')
        return str(self.table[key])

    def _fault(self, sentence: str, mend: str) -> TemplateError:
        return TemplateError.of(sentence, mend, Place(self.file))

    def word(self, key: str, **values: object) -> str:
        """Return fixed words; a missing one is an error that names it, never another language's."""
        words = self.table.get("words", {})
        if key not in words:
            raise self._fault(f"the language “{self.code}” has no words for “{key}”", f'add {key} = "…" under [words]')
        try:
            return fill(str(words[key]), values)
        except ValueError as error:
            raise self._fault(f"the words for “{key}” cannot be filled: {error}", "mend that line") from error

    def date(self, day: dt.date) -> str:
        """Write a date in words, its parts kept together: 2 April 2003."""
        return _long_date(day, self.locale)

    def month(self, day: dt.date) -> str:
        """Write a month in words: April 2003."""
        return format_date(day, "LLLL yyyy", locale=self.locale).replace(" ", NO_BREAK)

    def day(self, known: Day) -> str:
        """Write a day as far as it is known: 2 April 2003, April 2003 or 2003."""
        if known.is_exact:
            return self.date(known.first)
        return self.month(known.first) if known.first.month == known.last.month else str(known.first.year)

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
        name = own.get(code) or self.locale.territories.get(code)
        if not name:
            raise self._fault(
                f"the language “{self.code}” has no name for the country “{code}”",
                f'correct the code in the record, or add {code} = "…" under [countries]',
            )
        return str(name)

    def academic(self, honorific: str, *, highest: bool = False) -> str:
        """Write academic titles as the language does, or only the highest; another honorific as its record has it."""
        own, kinds = self.table.get("titles", {}), kinds_of(honorific)
        if not own or not kinds:
            return honorific
        return str(own[kinds[0]]) if highest or own.get("only_highest") else " ".join(str(own[kind]) for kind in kinds)

    def destination(self, code: str) -> str:
        """Name a country as the last line of an address: in capitals (UPU S42, DIN 5008)."""
        own = self.table.get("destinations", {})
        return str(own.get(code) or self.country(code)).upper()

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The table of forms of address."""
        try:
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
        except KeyError as error:
            raise self._fault(f"a row of [[forms]] has no “{error.args[0]}”", "add it to that row") from error
