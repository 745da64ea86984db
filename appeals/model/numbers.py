"""Telephone and fax numbers: E.164 inside, written for people outside."""

from typing import Annotated

import phonenumbers
from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError


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


def written(number: str) -> str:
    """Write an E.164 number for any reader: `+86 10 6529 2345`."""
    return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


class _NumberSchema:
    """Describes a number to editors."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": r"^(\+|00)[0-9 ()/.-]+$"}


Number = Annotated[str, BeforeValidator(read_number), _NumberSchema]
