"""Telephone and fax numbers: E.164 inside, written for people outside."""

import re
from functools import lru_cache
from typing import Annotated

import phonenumbers
from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

KEPT = 8192  # numbers whose forms are remembered: a batch asks for the same ones again and again
NOT_DIALLED = re.compile(r"[^0-9+*#,]+")  # brackets and hyphens, which help the eye


def read_number(value: object) -> str:
    """Read `+49 30 2758 8221` or `0049 30 …` into E.164; a number without its country is refused."""
    international = str(value).strip()
    if international.startswith("00"):
        international = "+" + international[2:]
    if not international.startswith("+"):
        raise PydanticCustomError("number_country", "a number without its country")
    try:
        number = phonenumbers.parse(international)
    except phonenumbers.NumberParseException as error:
        raise PydanticCustomError("number_form", "not a telephone number") from error
    if not phonenumbers.is_possible_number(number):
        raise PydanticCustomError("number_length", "too short or too long for its country")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=KEPT)
def written(number: str) -> str:
    """Write an E.164 number for any reader: `+86 10 6529 2345`."""
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


class _NumberSchema:
    """Describes a number to editors."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": r"^(\+|00)[0-9 ()/.-]+$"}


Number = Annotated[str, BeforeValidator(read_number), _NumberSchema]
