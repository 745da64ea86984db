"""Who writes: an organisation or a person, their address, and who signs."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, model_validator

from appeals.model.common import Identifier, LanguageCode, Line, PlainLine, Record, StateCode, Text, Words
from appeals.model.mailboxes import Mailbox
from appeals.model.numbers import FaxNumber, Number, at_home, is_international


class SenderAddress(Record):
    """The sender's own address: lines as printed, without the country."""

    lines: tuple[PlainLine, ...] = Field(min_length=1, max_length=5)
    country: StateCode


class Signatory(Record):
    """Who signs."""

    name: PlainLine
    office: Words | None = None


class Sender(Record):
    """One who writes letters."""

    id: Identifier
    name: PlainLine = Field(description="As printed at the head of the letter.")
    short_name: PlainLine | None = Field(None, description="For the return line in the window.")
    tagline: Words | None = Field(None, description="A line under the name.")
    address: SenderAddress
    language: LanguageCode = Field(
        description="The language of the sender's post: the destination country is written in it."
    )
    place: Line = Field(description="The town that letters are dated from.")
    phone: Number | None = None
    fax: FaxNumber | None = None
    email: Mailbox | None = None
    signatory: Signatory
    fax_first: bool = Field(
        False, description="True where every letter is faxed before it is posted: letters then say so."
    )
    personal: Text | None = Field(
        None, description="A paragraph in the sender's own words, for every letter that is given no other."
    )
    invented: bool = Field(False, description="True for examples: nobody of this name exists.")

    @model_validator(mode="before")
    @classmethod
    def _numbers_at_home(cls, data: Any) -> Any:  # noqa: ANN401 -- whatever was read
        """Let a number without its country be read in the country of the sender's address."""
        address = data.get("address") if isinstance(data, Mapping) else None
        country = address.get("country") if isinstance(address, Mapping) else None
        if not isinstance(country, str):
            return data
        own = {key: data[key] for key in ("phone", "fax") if isinstance(data.get(key), str)}
        return {**data, **{key: at_home(text, country) for key, text in own.items() if not is_international(text)}}


class SendersFile(Record):
    """What `senders.yaml` holds; the first who is not invented is used unless another is asked for."""

    senders: tuple[Sender, ...] = Field(min_length=1)
