"""What a form or a wizard collects, before it is a record: flat, plain text, not yet judged.

Every value is text as it was typed: a wrong date is written into the file all the same, and found there by the checks
that a file written by hand meets. Empty text means: not known, or not wanted.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from appeals.problems import UsageError

What = Literal["case", "recipient", "sender"]


def _words(value: object) -> object:
    """Take what is not given as nothing."""
    return "" if value is None else value


Typed = Annotated[str, BeforeValidator(_words)]
# Words in the draft's own language, or in several: {en: …, de: …}.
Said = Annotated[str | dict[str, str], BeforeValidator(_words)]


class Collected(BaseModel):
    """What all answers share: frozen, and a key that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True, populate_by_name=True)


class ClaimAnswers(Collected):
    """One fact with its sources; of the figure, `value`, or `low` and `high`, or `words`, or none of them."""

    id: Typed = ""  # empty: made from `what`
    what: Said = ""
    since: Typed = Field("", alias="from")
    until: Typed = Field("", alias="to")
    where: Said = ""
    value: Typed = ""
    low: Typed = ""
    high: Typed = ""
    words: Said = ""
    qualifier: Typed = ""  # exactly, about, almost, at-least, more-than, up-to
    sources: tuple[Typed, ...] = ()  # ids of the draft's sources
    knowledge: Typed = "hearsay"  # own or hearsay, of all of them
    confidence: Typed = "medium"  # high, medium or low
    as_of: Typed = ""
    about: Typed = ""
    note: Typed = ""


class SourceAnswers(Collected):
    """Who says so."""

    id: Typed = ""  # empty: made from `name`, `by` or `title`
    kind: Typed = "report"  # appeal, report, press, statement, official, testimony or document
    title: Typed = ""
    by: Typed = ""
    date: Typed = ""
    url: Typed = ""
    name: Said = ""  # as in “according to …”; empty: as `by`, else `title`
    note: Typed = ""


class PersonAnswers(Collected):
    """A person of the case; the name is printed only where visibility and consent both allow it."""

    id: Typed = ""  # empty: person-1; never made from the name
    name: Typed = ""
    pseudonym: Typed = ""
    described: Said = ""
    visibility: Typed = "withheld"  # to-recipient, public or withheld
    consent: bool = False
    consent_by: Typed = ""
    consent_on: Typed = ""
    consent_for: Typed = ""  # to-recipient or public; empty: as `visibility`
    invented: bool = False


class PositionAnswers(Collected):
    """What the state says of it, and the reply."""

    says: Said = ""
    reply: Said = ""


class DisputeAnswers(Collected):
    """Claims that differ, and how to speak of it."""

    about: Typed = ""
    claims: tuple[Typed, ...] = ()  # ids
    wording: Typed = "attribute"  # attribute, range, lowest or leave-out
    reason: Typed = ""


class CaseAnswers(Collected):
    """The answers that make a case. Texts may hold `{{ claim("id") }}`, `{{ date("2026-01-15") }}` and *emphasis*."""

    id: Typed = ""
    language: Typed = "en"  # in which every text is written that is not given in several
    kind: Typed = "appeal"
    reference: Typed = ""
    state: Typed = ""  # alpha-2
    date: Typed = ""
    deadline: Typed = ""
    to: tuple[Typed, ...] = ()  # ids of recipients
    copies: tuple[Typed, ...] = ()
    subject: tuple[Said, ...] = ()  # one line or two
    facts: tuple[Said, ...] = ()  # one a paragraph
    position: tuple[PositionAnswers, ...] = ()
    questions: tuple[Said, ...] = ()
    requests: tuple[Said, ...] = ()  # each completes “We respectfully ask you …”
    prompts: tuple[Said, ...] = ()
    people: tuple[PersonAnswers, ...] = ()
    never_say: tuple[Typed, ...] = ()
    law: tuple[Typed, ...] = ()  # keys of provisions: CAT 3(1)
    sources: tuple[SourceAnswers, ...] = ()
    claims: tuple[ClaimAnswers, ...] = ()
    disputes: tuple[DisputeAnswers, ...] = ()
    note: Typed = ""


class ChannelAnswers(Collected):
    """A number, a mailbox or a page by which an office is reached."""

    channel: Typed = "fax"  # fax, phone, email or web
    at: Typed = ""  # +86 10 …, name@example.org or https://…
    via: Said = ""  # whose machine it is, when not the office's own


class RecipientAnswers(Collected):
    """The answers that make a recipient: one holder, one address, and the one source where all of it was read."""

    id: Typed = ""
    language: Typed = "en"
    rank: Typed = Field("minister", alias="class")
    state: Typed = ""  # alpha-2; empty for an international body
    host: Typed = ""  # for a mission: the state it is accredited to
    title: Said = ""
    title_original: Typed = ""
    title_romanised: Typed = ""
    body: Said = ""
    body_original: Typed = ""
    body_romanised: Typed = ""
    holder_name: Typed = ""
    holder_family: Typed = ""
    holder_gender: Typed = ""  # female or male; only where a source says so
    holder_honorific: Typed = ""
    holder_from: Typed = ""
    address_lines: tuple[Typed, ...] = ()  # 3 to 7, without the country
    address_country: Typed = ""  # empty: as `host`, else `state`
    channels: tuple[ChannelAnswers, ...] = ()
    source_title: Typed = ""
    source_by: Typed = ""
    source_date: Typed = ""
    source_url: Typed = ""
    verified_on: Typed = ""
    verified_how: Typed = ""
    languages: tuple[Typed, ...] = ()
    tags: tuple[Typed, ...] = ()
    note: Typed = ""


class SenderAnswers(Collected):
    """The answers that make a sender."""

    id: Typed = ""
    language: Typed = "en"  # of the sender's post
    name: Typed = ""
    short_name: Typed = ""
    tagline: Said = ""
    address_lines: tuple[Typed, ...] = ()  # without the country
    country: Typed = ""
    place: Typed = ""
    phone: Typed = ""
    fax: Typed = ""
    email: Typed = ""
    signatory: Typed = ""  # empty: as `name`
    signatory_office: Said = ""
    personal: Typed = ""  # a paragraph for every letter that is given no other
    invented: bool = False


Answers = CaseAnswers | RecipientAnswers | SenderAnswers
SHAPES: dict[What, type[CaseAnswers] | type[RecipientAnswers] | type[SenderAnswers]] = {
    "case": CaseAnswers,
    "recipient": RecipientAnswers,
    "sender": SenderAnswers,
}

# What a row has even where nobody wrote anything into it.
CHOSEN = frozenset(
    {"kind", "knowledge", "confidence", "qualifier", "visibility", "wording", "channel", "consent", "consent_for"}
)


def collect(what: What, answers: Mapping[str, object] | Answers) -> Answers:
    """Take what was typed: without blanks around it, without rows in which nothing was written.

    Raises UsageError where a key is not one of the answers, or a list stands where a text belongs.
    """
    if isinstance(answers, Collected):
        answers = answers.model_dump(by_alias=True)
    try:
        return SHAPES[what].model_validate(_trimmed(answers))
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise UsageError.of(
            f"“{where}” is no answer of a {what}, or not of the form it takes", "compare with the fields of the form"
        ) from error


def _trimmed(value: object) -> object:
    """Strip every text, and leave out rows that are blank."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return {key: _trimmed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [row for row in map(_trimmed, value) if not _is_blank(row)]
    return value


def _is_blank(row: object) -> bool:
    """Say whether nobody wrote anything into a row."""
    if isinstance(row, Mapping):
        return all(key in CHOSEN or _is_blank(inner) for key, inner in row.items())
    return row is None or row is False or row in ("", [])
