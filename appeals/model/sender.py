"""Who writes: an organisation or a person, their address, and who signs."""

from typing import Annotated

from pydantic import Field, StringConstraints

from appeals.model.common import Identifier, LanguageCode, Line, Record, StateCode, Text, Words
from appeals.model.numbers import Number


class SenderAddress(Record):
    """The sender's own address: lines as printed, without the country."""

    lines: tuple[Line, ...] = Field(min_length=1, max_length=5)
    country: StateCode


class Signatory(Record):
    """Who signs."""

    name: Line
    office: Words | None = None


class Sender(Record):
    """One who writes letters."""

    id: Identifier
    name: Line = Field(description="As printed at the head of the letter.")
    short_name: Line | None = Field(None, description="For the return line in the window.")
    tagline: Words | None = Field(None, description="A line under the name.")
    address: SenderAddress
    language: LanguageCode = Field(
        description="The language of the sender's post: the destination country is written in it."
    )
    place: Line = Field(description="The town that letters are dated from.")
    phone: Number | None = None
    fax: Number | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s<>\"']+@[^@\s<>\"']+$")] | None = None
    signatory: Signatory
    personal: Text | None = Field(
        None, description="A paragraph in the sender's own words, for every letter that is given no other."
    )
    invented: bool = Field(False, description="True for examples: nobody of this name exists.")


class SendersFile(Record):
    """What `senders.yaml` holds; the first sender is used unless another is asked for."""

    senders: tuple[Sender, ...] = Field(min_length=1)
