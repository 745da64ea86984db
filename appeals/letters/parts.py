"""The parts around a letter's body: letterhead, notes, date and numbers, signature, enclosures, copies."""

from appeals.letters.addressing import reach
from appeals.letters.forms import title
from appeals.model.address import Addressee
from appeals.model.letter import Info, Letterhead
from appeals.model.numbers import written
from appeals.model.recipient import Fax
from appeals.model.sender import Sender
from appeals.phrases import Language

RETURN_LENGTH = 110  # characters that two lines of the window's return line surely hold


def letterhead(sender: Sender, language: Language) -> Letterhead:
    """Write the sender's name, address and numbers, and the return line of the window."""
    own = sender.address
    country = language.country(own.country)
    lines = [", ".join((*own.lines, country))]
    lines += [f"{language.word('telephone')} {written(sender.phone)}"] if sender.phone else []
    lines += [f"{language.word('telefax')} {written(sender.fax)}"] if sender.fax else []
    lines += [sender.email] if sender.email else []
    tagline = sender.tagline.get(language.code) if sender.tagline else ""
    return Letterhead(sender.name, tagline or "", tuple(lines), return_line(sender, country))


def return_line(sender: Sender, country: str) -> str:
    """Write the sender in one line for the window: whole; or name, first and last line; or name and last line."""
    name, lines = sender.short_name or sender.name, sender.address.lines
    kept = (lines, tuple(dict.fromkeys((lines[0], lines[-1]))), lines[-1:])
    written = [" · ".join((name, *some, country)) for some in kept]
    return next((line for line in written if len(line) <= RETURN_LENGTH), written[-1])


def postal_notes(to: Addressee, language: Language) -> tuple[str, ...]:
    """Say what the post must know: that the letter goes by air."""
    return (language.word("by_airmail").upper(),) if to.country else ()


def notes(to: Addressee, language: Language, *, faxed: bool) -> tuple[str, ...]:
    """Say how the letter travels, above the address; `faxed` says that it is sent by fax before it is posted."""
    airmail = [language.word("by_airmail")] if to.country else []
    telefax = [language.word("by_telefax")] if faxed and any(isinstance(c, Fax) for c in to.channels) else []
    return (" · ".join(airmail + telefax).upper(),) if airmail or telefax else ()


def fax_info(to: Addressee, language: Language) -> tuple[Info, ...]:
    """List the addressee's fax lines with whose machines they are."""
    faxes = [channel for channel in to.channels if isinstance(channel, Fax)]
    return tuple(Info(language.word("telefax"), _fax_lines(fax, language)) for fax in faxes)


def _fax_lines(fax: Fax, language: Language) -> tuple[str, ...]:
    via = fax.via.get(language.code) if fax.via else None
    return (reach(fax), language.word("care_of", name=via)) if via else (reach(fax),)


def signature(sender: Sender, language: Language) -> tuple[str, ...]:
    """Write who signs, and in which office."""
    signatory = sender.signatory
    office = signatory.office.get(language.code) if signatory.office else None
    return (signatory.name, office) if office else (signatory.name,)


def addressee_words(to: Addressee, language: Language) -> dict[str, object]:
    """Tell a template of a recipient: holder, name as on the envelope, title, address, numbers, salutation."""
    numbers = []
    for channel in to.channels:
        via = channel.via.get(language.code) if channel.via else None
        label = {"fax": "telefax", "phone": "telephone", "email": "email"}.get(channel.channel)
        if label:
            care = f", {language.word('care_of', name=via)}" if via else ""
            numbers.append(f"{language.word(label)} {reach(channel)}{care}")
    return {
        "holder": (to.holder.name or "") if to.holder else "",
        "name": to.form[0] if to.holder else "",
        "title": title(to.recipient, to.holder, language),
        "envelope": to.envelope,
        "postal": (*to.postal, *((to.country,) if to.country else ())),
        "numbers": tuple(numbers),
        "salutation": to.salutation,
    }


def copies(copies: tuple[Addressee, ...], language: Language) -> Info | None:
    """List who else receives the letter, with address and telefax."""
    lines: list[str] = []
    for copy in copies:
        postal = (*copy.postal, *((copy.country,) if copy.country else ()))
        lines.append(", ".join(postal or (title(copy.recipient, copy.holder, language),)))
        lines += [f"{language.word('telefax')} {reach(c)}" for c in copy.channels if isinstance(c, Fax)]
    return Info(language.word("copy_to"), tuple(lines)) if lines else None


def copies_set(lines: tuple[str, ...], language: Language) -> Info | None:
    """List the copies that a template names itself, or none."""
    return Info(language.word("copy_to"), lines) if lines else None


def enclosure_info(enclosures: tuple[str, ...], language: Language) -> Info | None:
    """Count and list what is enclosed (UN Correspondence Manual ST/DCS/4/Rev.1, para 32)."""
    if not enclosures:
        return None
    label = language.word("enclosure") if len(enclosures) == 1 else language.word("enclosures", count=len(enclosures))
    return Info(label, enclosures)
