"""Telephone and fax numbers: E.164 inside, written for people outside.

A wrong digit sends a letter about a person in danger to a stranger. So nothing is guessed: what is not a digit or a
usual separator is refused, and so is whatever would leave digits out or join those of two numbers.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import takewhile
from typing import Annotated

import phonenumbers
from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from appeals.model.common import name_character

KEPT = 8192  # numbers whose forms are remembered: a batch asks for the same ones again and again
NOT_DIALLED = re.compile(r"[^0-9+*#,]+")  # brackets and hyphens, which help the eye
SEPARATORS = frozenset(" ()./-\u00a0\u2007\u2009\u202f\u2010\u2011\u2013\u2014\u2212\uff08\uff09\uff0d\u3000")
EXTENSION = re.compile(r"(?:;ext=|[\s,;]*(?:extension|extn|ext|x)[.:]?\s*)(\d{1,7})$", re.IGNORECASE)
EXTENSION_MARK = ";ext="  # as RFC 3966 writes it
SPREADSHEET = re.compile(r"[+-]?\d+[.,]?\d*E[+-]?\d+", re.IGNORECASE)  # 4.93028E+11
DECIMAL = re.compile(r"\+?\d{6,}[.,]\d{1,2}")  # 493027588221.0, a number that a program took for a quantity
TAIL = re.compile(r"(?:\s[-\u2010-\u2014]\s?|[\u2013\u2014])\d{1,3}$")  # “8221 – 23”
COUNTRY = re.compile(r"^(?:\+|00)\d{1,3}(?=[ (/.-])")
AREA, LOCAL = 5, 3  # digits before a slash that are a country's area code at most, and after it at least
TRUNK = "0"  # most countries dial it before an area code at home, and leave it out after +49


class HomeNumber(str):
    """A number as somebody wrote it, with the country (ISO 3166 alpha-2) that it is read in where it names none."""

    __slots__ = ("country",)
    country: str


def at_home(text: str, country: str) -> HomeNumber:
    """Say in which country a number is read where it names none."""
    number = HomeNumber(text)
    number.country = country
    return number


def is_international(text: str) -> bool:
    """Say whether a number names its country."""
    return text.strip().startswith(("+", "00", "\uff0b"))


def homes_given(data: object, country: str) -> object:
    """Give the numbers among the channels of a record, as it was read, their country; `data` itself is not changed."""
    if not country or not isinstance(data, dict) or not isinstance(data.get("channels"), list | tuple):
        return data
    channels = [_given(channel, country) for channel in data["channels"]]
    return {**data, "channels": channels}


def _given(channel: object, country: str) -> object:
    text = channel.get("number") if isinstance(channel, Mapping) else None
    if not isinstance(channel, Mapping) or not isinstance(text, str) or is_international(text):
        return channel
    return {**channel, "number": at_home(text, country)}


def read_number(value: object) -> str:
    """Read `+49 30 2758 8221` or `0049 30 …` into E.164; a number whose country is not known is refused.

    A `HomeNumber` may be written as at home: `030 2758 8221`. Raises PydanticCustomError with what is wrong.
    """
    text = str(value).strip()
    if SPREADSHEET.fullmatch(text) or DECIMAL.fullmatch(text):
        raise PydanticCustomError("number_spreadsheet", "digits were lost in a spreadsheet")
    extension = EXTENSION.search(text)
    plain = _plain(text[: extension.start()] if extension else text)
    _refuse_several(plain)
    number = _parse(plain, getattr(value, "country", ""))
    if not phonenumbers.is_possible_number(number):
        raise PydanticCustomError("number_length", "too short or too long for its country")
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{e164}{EXTENSION_MARK}{extension[1]}" if extension else e164


def _plain(text: str) -> str:
    """Write digits of any script as those of ASCII; refuse all that is neither a digit nor a usual separator."""
    plain, wrong = "", ""
    for place, character in enumerate(text):
        if unicodedata.category(character) == "Nd":
            plain += str(unicodedata.decimal(character))
        elif character in SEPARATORS or (character in "+\uff0b" and place == 0):
            plain += unicodedata.normalize("NFKC", character)
        else:
            wrong += character
    if wrong:
        raise PydanticCustomError("number_letters", "holds what is no digit", {"found": _named(wrong, text)})
    return plain


def _named(wrong: str, text: str) -> str:
    """Name what stands in a number and does not belong there: the first word of it, or the first sign."""
    first = wrong[0]
    if first.isalpha():
        word = "".join(takewhile(_is_of_word, text[text.index(first) :]))
        return f"the letter{'s' if len(word) > 1 else ''} “{word}”"
    return f"“{first}”" if first.isprintable() else name_character(first)


def _is_of_word(character: str) -> bool:
    """Say whether a character is a letter, or a mark above or below one."""
    return unicodedata.category(character)[0] in "LM"


def _refuse_several(plain: str) -> None:
    """Refuse what looks like two numbers, or like one whose end is written in two ways: 8221/22, 8221 – 23."""
    before, slash, after = plain.rpartition("/")
    area = _digits(COUNTRY.sub("", before)).removeprefix(TRUNK)
    if (slash and (len(area) > AREA or len(_digits(after)) < LOCAL)) or TAIL.search(plain):
        raise PydanticCustomError("number_several", "more than one number")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _parse(plain: str, country: str) -> phonenumbers.PhoneNumber:
    """Parse a number of digits and separators, and insist that all its digits are in what comes out."""
    international = "+" + plain[2:] if plain.startswith("00") else plain
    if not international.startswith("+") and country not in phonenumbers.SUPPORTED_REGIONS:
        raise PydanticCustomError("number_country", "a number without its country")
    try:
        number = phonenumbers.parse(international, None if international.startswith("+") else country)
    except phonenumbers.NumberParseException as error:
        raise PydanticCustomError("number_form", "not a telephone number") from error
    digits = _digits(international)
    own, code = phonenumbers.national_significant_number(number), str(number.country_code)
    if international.startswith("+"):
        whole = digits in {code + own, f"{code}{_trunk(code)}{own}"}
    else:
        same = number.country_code == phonenumbers.country_code_for_region(country)
        whole = same and _is_at_home(digits, own, number)
    if not whole:
        kind = "number_form" if international.startswith("+") else "number_home"
        raise PydanticCustomError(kind, "not a telephone number of its country", {"country": country})
    return number


def _is_at_home(digits: str, own: str, number: phonenumbers.PhoneNumber) -> bool:
    """Say whether a number is written whole, as its country dials it: with its trunk prefix where that is a nought."""
    trunk = _trunk(str(number.country_code))
    wanted = {trunk + own} if trunk == TRUNK else {own, trunk + own}
    return digits in wanted and phonenumbers.is_valid_number(number)


@lru_cache(maxsize=512)
def _trunk(code: str) -> str:
    """Find what a country dials before its own numbers at home: 0 in Germany, nothing in Denmark."""
    region = phonenumbers.region_code_for_country_code(int(code))
    return phonenumbers.ndd_prefix_for_region(region, strip_non_digits=True) or ""


@lru_cache(maxsize=KEPT)
def written(number: str) -> str:
    """Write an E.164 number for any reader: `+86 10 6529 2345`, `+49 30 27588221 ext. 12`."""
    return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@lru_cache(maxsize=KEPT)
def dial(number: str, country: str, outside_line: str = "") -> str:
    """Write what is dialled for an E.164 number from a country (ISO 3166 alpha-2): `00 86 10 6529 2345` from DE.

    Within the country the number is written as at home: `030 27588221`. What brings a house's own exchange to a line
    outside goes before it. The answer is empty where callers of the country choose a prefix by their carrier.
    """
    dialled = phonenumbers.format_out_of_country_calling_number(phonenumbers.parse(number), country)
    dialled = " ".join(NOT_DIALLED.sub(" ", dialled).split())
    if dialled.startswith("+"):
        return ""
    return f"{outside_line} {dialled}".strip()


@lru_cache(maxsize=KEPT)
def country_of(number: str) -> str:
    """Tell the country of an E.164 number, ISO 3166 alpha-2; empty where it is no country's (+800 …) or not known."""
    region = phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    return region if region.isalpha() else ""


def only_one(codes: Iterable[str | None]) -> str:
    """Return the one country that is named, or nothing where there are none or several."""
    named = {code for code in codes if code}
    return named.pop() if len(named) == 1 else ""


def read_fax_number(value: object) -> str:
    """Read a number as `read_number` does; refuse one with an extension, which no fax machine dials."""
    number = read_number(value)
    if EXTENSION_MARK in number:
        raise PydanticCustomError("number_extension", "an extension, which no fax machine dials")
    return number


NUMBER_PATTERN = r"^[+0-9(][0-9 ()/.–-]+( ?(ext\.?|x) ?[0-9]+)?$"


class _NumberSchema:
    """Describes a number to editors."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": NUMBER_PATTERN}


Number = Annotated[str, BeforeValidator(read_number), _NumberSchema]
FaxNumber = Annotated[str, BeforeValidator(read_fax_number), _NumberSchema]
