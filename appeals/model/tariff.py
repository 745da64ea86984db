"""What a fax and a letter cost the user: `tariff.yaml` in the user's folder. No price is shipped."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from appeals.model.common import Line, Record, StateCode

PRICE = re.compile(r"\d{1,5}(\.\d{1,4})?", re.ASCII)


def read_price(value: object) -> Decimal:
    """Read a price such as `0.029`; a comma, a sign or a currency is refused."""
    if not PRICE.fullmatch(str(value)):
        raise PydanticCustomError("price_form", "not a price")
    return Decimal(str(value))


class _PriceSchema:
    """Describes a price to editors."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "number", "minimum": 0}


Price = Annotated[Decimal, BeforeValidator(read_price), _PriceSchema]


class FaxRate(Record):
    """What one call costs: by time, by pages, or both."""

    name: Line | None = Field(None, description="What the provider calls it.")
    to: tuple[StateCode, ...] = Field((), description="The countries it is for, ISO 3166 alpha-2; empty: all others.")
    per_minute: Price = Field(Decimal(0), description="Price of a minute.")
    minimum: int = Field(0, ge=0, le=3600, description="Seconds that are billed at least.")
    step: int = Field(1, ge=1, le=3600, description="Seconds that are billed at a time beyond the minimum.")
    per_page: Price = Field(Decimal(0), description="Price of a page.")
    page_seconds: int = Field(
        0, ge=0, le=3600, description="Seconds after which a page counts as another one; 0: a page is a page."
    )
    per_call: Price = Field(Decimal(0), description="Price of a call, however long.")


class PostRate(Record):
    """What it costs to post one letter."""

    name: Line | None = Field(None, description="What the post calls it.")
    to: tuple[StateCode, ...] = Field((), description="The countries it is for, ISO 3166 alpha-2; empty: all others.")
    grams: int = Field(20, ge=1, le=2000, description="How heavy the letter may be.")
    price: Price = Field(description="Price of the stamp.")


class Tariff(Record):
    """What `tariff.yaml` holds."""

    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(
        "EUR", description="The currency of all prices, ISO 4217."
    )
    outside_line: Annotated[str, StringConstraints(pattern=r"^[0-9*#,]{0,8}$")] = Field(
        "", description="What is dialled first to leave the house's own exchange; a comma is a pause."
    )
    fax: tuple[FaxRate, ...] = ()
    post: tuple[PostRate, ...] = ()
