"""What all records share: their base, days that may be known only to the month or year, words in several languages."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class Record(BaseModel):
    """What people write: frozen, and a field that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\n\r\t]*$")]
# Characters that nobody sees: they come with text copied from the web, and keep an address or a name from being found.
UNSEEN = re.compile("[\u00ad\u180e\u200b\u2060\ufeff]")


def name_character(character: str) -> str:
    """Name a character that a screen does not show: U+00AD (SOFT HYPHEN)."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'a character without a name')})"


def refuse_unseen(text: str) -> str:
    """Refuse a text that holds a character which nobody sees."""
    if not text.isascii() and (found := UNSEEN.search(text)):
        raise PydanticCustomError("unseen", "an invisible character", {"character": name_character(found[0])})
    return text


def usual_signs(text: str) -> str:
    """Write signs that word processors make, and the font of a letter lacks, with usual ones."""
    return text if text.isascii() else text.translate(USUAL_SIGNS)


USUAL_SIGNS = str.maketrans({"\N{NON-BREAKING HYPHEN}": "-", "\N{CARE OF}": "c/o"})
PlainLine = Annotated[Line, AfterValidator(refuse_unseen), AfterValidator(usual_signs)]  # of names and addresses
StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]


@dataclass(frozen=True, slots=True)
class Day:
    """A day known to the day, the month or the year: the first and last day it can be."""

    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """Whether it is known to the day."""
        return self.first == self.last

    def __str__(self) -> str:
        """Write it as people write it in records: 2003-03-16, 2003-03 or 2003."""
        if self.is_exact:
            return self.first.isoformat()
        return self.first.isoformat()[: 7 if self.first.month == self.last.month else 4]


def read_day(value: object) -> Day:
    """Read `2003-03-16`, `2003-03` or `2003`."""
    if isinstance(value, Day):
        return value
    return _read_text(value if isinstance(value, str) else "")


@lru_cache(maxsize=4096)
def _read_text(text: str) -> Day:
    """Read the text of a day; a large file says the same few thousand days again and again."""
    parts = text.split("-")
    lengths = [len(part) for part in parts]
    if not all(part.isdecimal() for part in parts) or lengths != [4, 2, 2][: len(lengths)]:
        raise PydanticCustomError("day_form", "not a day, month or year")
    try:
        numbers = [int(part) for part in parts]
        first = date(*[*numbers, 1, 1][:3])
        if len(numbers) == 1:
            return Day(first, date(numbers[0], 12, 31))
        if len(numbers) == 2:  # noqa: PLR2004 -- year and month
            return Day(first, date(numbers[0], numbers[1], calendar.monthrange(*numbers)[1]))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise PydanticCustomError("day_absent", "a day that the calendar does not have") from error
    return Day(first, first)


def read_date(value: object) -> date:
    """Read `2003-04-02`, known to the day."""
    if isinstance(value, date):
        return value
    day = read_day(value)
    if not day.is_exact:
        raise PydanticCustomError("date_inexact", "known only to the month or year")
    return day.first


class _DaySchema:
    """Describes a day to editors, to which an unquoted year is a number."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {
            "type": ["string", "integer"],
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
            "minimum": 1000,
            "maximum": 9999,
        }


class _DateSchema:
    """Describes an exact date to editors."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


PartialDay = Annotated[Day, BeforeValidator(read_day), _DaySchema]
ExactDate = Annotated[date, BeforeValidator(read_date), _DateSchema]


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in one or more languages: `{en: Premier, de: Ministerpräsident}`."""

    pairs: tuple[tuple[str, str], ...]

    def get(self, language: str) -> str | None:
        """Return the words in a language, or nothing: never another language's."""
        return dict(self.pairs).get(language)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that have words here."""
        return frozenset(language for language, _ in self.pairs)

    @classmethod
    def __get_pydantic_core_schema__(cls, _type: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a mapping, keep it as pairs, so that the record stays hashable."""
        mapping = handler.generate_schema(Annotated[dict[LanguageCode, Text], Field(min_length=1)])
        return core_schema.no_info_after_validator_function(
            lambda words: cls(tuple((language, usual_signs(text)) for language, text in words.items())), mapping
        )


class Source(Record):
    """Where a fact comes from."""

    title: Line = Field(description="What it is: a letter, a report, a web page, a data set.")
    by: Line | None = Field(None, description="Who published it.")
    date: PartialDay | None = Field(None, description="When it was published or read: 2003-01-19, 2003-01 or 2003.")
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = Field(
        None, description="Where it can be read."
    )
    note: Line | None = Field(None, description="What the reader should know of it.")

    def __str__(self) -> str:
        """Write it in one line, for explanations."""
        return ", ".join(str(part) for part in (self.by, self.title, self.date) if part)


class Verified(Record):
    """When and how a fact about an office, an address or a number was last checked."""

    on: ExactDate
    how: Line


class Dated(Record):
    """Something that was so from one day to another; what is not known stays empty."""

    since: PartialDay | None = Field(None, alias="from", description="First day, month or year it was so.")
    until: PartialDay | None = Field(
        None, alias="to", description="Last day, month or year it was so; empty: not known to have ended."
    )
    source: Source
    verified: Verified | None = None
    note: Line | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it may have been so on a day; an end known only to the month or year counts whole."""
        return not (self.since and day < self.since.first) and not (self.until and day > self.until.last)


def check_order(record: Any) -> Any:  # noqa: ANN401 -- any Dated record
    """Refuse a period that ends before it begins."""
    if record.since and record.until and record.until.last < record.since.first:
        raise PydanticCustomError("period_order", "it ends before it begins")
    return record
