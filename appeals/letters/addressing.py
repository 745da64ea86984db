"""Addresses a recipient as of one day: holder, envelope, salutation, channels, each choice with its reason."""

from dataclasses import dataclass
from datetime import date

from appeals.letters.forms import form_choice, pick_form, style
from appeals.letters.holders import because_of, holder_on, valid_on
from appeals.model.address import Addressee, Choice
from appeals.model.common import Dated
from appeals.model.letter import CIRCLE
from appeals.model.numbers import written
from appeals.model.recipient import Address, Channel, Email, Fax, Phone, Recipient
from appeals.phrases import Language
from appeals.reference.postcodes import with_postcode


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a letter is posted: the country, and the language of its post.

    The destination is written in that language (UPU S42; DIN 5008). Of a sender, nothing else decides how a recipient
    is addressed.
    """

    country: str
    home: Language


def address(recipient: Recipient, origin: Origin, day: date, language: Language) -> Addressee:
    """Resolve a recipient for a letter of one day in one language, posted at its origin."""
    holder, because = holder_on(recipient.holders, day)
    form = pick_form(recipient, holder, origin.country, language)
    lines, salutation, close = style(recipient, holder, form, language)
    found = valid_on(recipient.addresses, day)
    place = found[0] if found else None
    channels = valid_on(recipient.channels, day)
    country = _country(place, origin)
    choices = (
        because,
        form_choice(recipient, form, language, salutation),
        _address_choice(place, day),
        _country_choice(place, origin, country),
        *(_channel_choice(channel, language) for channel in channels),
    )
    return Addressee(
        recipient=recipient,
        holder=holder,
        form=lines,
        postal=printed(place) if place else (),
        country=country,
        salutation=salutation,
        close=close,
        channels=channels,
        choices=choices
        if channels
        else (*choices, Choice("channel", "none", f"no number or mailbox is known for {day}")),
    )


def circle(language: Language) -> Addressee:
    """Address those who write letters for the sender: the readers of a circular."""
    who = language.word("letter_writers")
    name = {"words": {language.code: who}}
    return Addressee(
        recipient=Recipient.model_validate({"id": CIRCLE, "office": {"class": "body", "title": name, "body": name}}),
        holder=None,
        form=(who,),
        postal=(),
        country="",
        salutation="",
        close="",
        channels=(),
        choices=(Choice("recipient", "letter writers", "this kind of letter is a circular to those who write"),),
    )


def _country(place: Address | None, origin: Origin) -> str:
    """Name the destination in capitals, or nothing for mail that stays in the sender's country."""
    if place is None or place.country == origin.country:
        return ""
    return origin.home.destination(place.country)


def _address_choice(place: Address | None, day: date) -> Choice:
    if place is None:
        return Choice("address", "none", f"no address is known for {day}; the letter names the office only")
    return Choice("address", ", ".join(printed(place)), because_of(place), str(place.source))


def printed(place: Address) -> tuple[str, ...]:
    """Write the lines of an address, with the postcode where the country prints it."""
    return with_postcode(place.lines, place.country, place.postcode or "")


def _country_choice(place: Address | None, origin: Origin, country: str) -> Choice:
    if place is None:
        return Choice("country", "none", "no address, no country")
    if not country:
        return Choice("country", "none", f"the mail stays in {origin.country}")
    return Choice("country", country, f"the mail leaves {origin.country}; written in the sender's language")


def _channel_choice(channel: Channel, language: Language) -> Choice:
    via = channel.via.get(language.code) if channel.via else None
    shown = reach(channel) + (f" c/o {via}" if via else "")
    return Choice(channel.channel, shown, because_of(channel) + _verified(channel), str(channel.source))


def _verified(record: Dated) -> str:
    return (
        f"; verified on {record.verified.on} ({record.verified.how})" if record.verified else "; never verified since"
    )


def reach(channel: Channel) -> str:
    """Write what one dials, mails or opens."""
    if isinstance(channel, Fax | Phone):
        return written(channel.number)
    return channel.address if isinstance(channel, Email) else channel.url
