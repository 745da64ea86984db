"""Whom we write to: an office that stays, the people who held it, and how to reach it, each with its days."""

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from appeals.model.common import (
    Dated,
    ExactDate,
    Identifier,
    LanguageCode,
    Line,
    PlainLine,
    Record,
    StateCode,
    Words,
    check_order,
)
from appeals.model.mailboxes import Mailbox
from appeals.model.numbers import FaxNumber, Number, homes_given, only_one
from appeals.model.titles import Titled, split_name

Rank = Literal[
    "head-of-state", "head-of-government", "minister", "ambassador", "consul", "judge", "prosecutor",
    "governor", "head-of-agency", "body",
]  # fmt: skip
ALMOST_THE_SAME = 0.8  # of two words' letters in common: Guonwuyuan and Guowuyuan share 0.95
MISSIONS = frozenset({"ambassador", "consul"})  # offices that stand in another state than their own
Gender = Literal["male", "female"]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Name(Record):
    """A name by language, with the original script beside its romanisation."""

    words: Words = Field(description="The name in each language a letter may be written in.")
    female: Words | None = Field(
        None, description="The title of a woman, in languages that have one: Ministerpräsidentin."
    )
    original: Line | None = Field(None, description="In its own script: 国务院.")
    romanised: Line | None = Field(None, description="The original in Latin letters: Guowuyuan.")


class Office(Record):
    """The post that stays while its holders change."""

    rank: Rank = Field(alias="class", description="Which forms of address it takes.")
    state: StateCode | None = Field(
        None, description="The state it belongs to, ISO 3166 alpha-2; empty for an international body."
    )
    title: Name
    body: Name = Field(description="The ministry, mission, court or organisation.")
    host: StateCode | None = Field(None, description="For a mission: the state it is accredited to.")
    covers: tuple[StateCode, ...] = Field(
        (), description="For a mission: other states that it is accredited to from there."
    )

    @model_validator(mode="after")
    def _romanisation_agrees(self) -> Self:
        """Refuse a title that spells the body's romanised name otherwise than the body does."""
        body, title = self.body.romanised or "", self.title.romanised or ""
        for word in title.split():
            for right in body.split():
                if word != right and SequenceMatcher(None, word, right).ratio() > ALMOST_THE_SAME:
                    raise PydanticCustomError(
                        "romanisation", "two spellings of one name", {"one": word, "other": right}
                    )
        return self


class Holder(Dated):
    """A person in the office, from one day to another; `vacant: true` says that nobody was."""

    name: PlainLine | None = Field(None, description="As printed on the envelope, in the order its owner uses.")
    family: PlainLine | None = Field(None, description="The family name, for salutations.")
    original: Line | None = Field(None, description="In its own script.")
    gender: Gender | None = Field(None, description="Only where a form of address needs it; never guessed.")
    honorific: PlainLine | None = Field(
        None, description="An academic title, as Dr or Professor; address and salutation have it as the language does."
    )
    acting: bool = False
    vacant: bool = False

    _order = model_validator(mode="after")(check_order)

    @model_validator(mode="after")
    def _named_or_vacant(self) -> Self:
        if bool(self.name) == self.vacant:
            raise PydanticCustomError("holder_name", "a holder has a name, or the office is vacant")
        return self

    @field_validator("name", "family")
    @classmethod
    def _without_titles(cls, name: str | None) -> str | None:
        """Refuse a name with a title before it, which would be printed beside the one of the form of address."""
        if name and (found := split_name(name)).titles:
            context = {"titles": found.titles, "mend": _fields_for(found)}
            raise PydanticCustomError("name_title", "a title stands before a name", context)
        return name


def _fields_for(found: Titled) -> str:
    """Say where titles belong that stand before a name."""
    honorific = f", “honorific: {found.academic}”" if found.academic else ""
    gender = f", “gender: {min(found.genders)}”" if len(found.genders) == 1 else ""
    return f"“name: {found.name}”{honorific}{gender}"


class Address(Dated):
    """Where post reaches the office: the lines below the office's name, as the author wants them printed."""

    lines: tuple[PlainLine, ...] = Field(min_length=1, max_length=7, description="1 to 7 lines, without the country.")
    country: StateCode
    postcode: PlainLine | None = Field(
        None, description="Where no line has it: it is printed with the last line, as the country does."
    )

    _order = model_validator(mode="after")(check_order)


class _Channel(Dated):
    """What every way to reach an office has."""

    via: Words | None = Field(None, description="Whose machine it is, when not the office's own: Ministry of Justice.")

    _order = model_validator(mode="after")(check_order)


class Fax(_Channel):
    """A fax line."""

    channel: Literal["fax"]
    number: FaxNumber


class Phone(_Channel):
    """A telephone."""

    channel: Literal["phone"]
    number: Number


class Email(_Channel):
    """A mailbox."""

    channel: Literal["email"]
    address: Mailbox


class Web(_Channel):
    """A web form or page."""

    channel: Literal["web"]
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


Channel = Annotated[Fax | Phone | Email | Web, Field(discriminator="channel")]


class OwnForm(Record):
    """A form of address that this recipient takes instead of the table's."""

    language: LanguageCode
    address: tuple[Line, ...] | None = Field(None, description="The lines that name holder and office on the envelope.")
    salutation: Line | None = None
    close: Line | None = None
    reason: Line = Field(description="Why it differs; `explain` shows it.")


class Obsolete(Record):
    """Why a record is no longer used, and which takes its place."""

    reason: Line
    since: ExactDate
    replaced_by: Identifier


class Recipient(Record):
    """An office as we write to it."""

    id: Identifier
    office: Office
    holders: tuple[Holder, ...] = ()
    addresses: tuple[Address, ...] = ()
    channels: tuple[Channel, ...] = ()
    forms: tuple[OwnForm, ...] = ()
    languages: tuple[LanguageCode, ...] = Field((), description="Languages the office is known to read.")
    tags: tuple[Tag, ...] = ()
    obsolete: Obsolete | None = None
    invented: bool = Field(False, description="True for examples: there is no such office.")
    note: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _numbers_at_home(cls, data: Any) -> Any:  # noqa: ANN401 -- whatever was read
        """Let a number without its country be read in the country of the addresses, or else of the office."""
        return homes_given(data, home_of(data))


def home_of(data: object) -> str:
    """Find the one country in which a recipient, as it was read, has its numbers; nothing where that is not certain.

    It is that of all its addresses, else the state that a mission is accredited to, else the office's own state.
    """
    if not isinstance(data, Mapping):
        return ""
    addresses, office = data.get("addresses"), data.get("office")
    if isinstance(addresses, list | tuple) and addresses:
        return only_one(place.get("country") if isinstance(place, Mapping) else "" for place in addresses)
    if not isinstance(office, Mapping):
        return ""
    host, state = office.get("host"), office.get("state")
    abroad = office.get("class") in MISSIONS
    found = host or ("" if abroad else state)
    return found if isinstance(found, str) else ""


class Group(Record):
    """Recipients that are written to together."""

    id: Identifier
    members: tuple[Identifier, ...] = Field(min_length=1, description="Ids of recipients, and tags that they bear.")
    note: Line | None = None


class RecipientsFile(Record):
    """What `recipients.yaml` holds."""

    recipients: tuple[Recipient, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = Field((), description="Recipients that are written to together, under one name.")
