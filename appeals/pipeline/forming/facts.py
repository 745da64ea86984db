"""What the script of a page to fill in works with: plain words and lists, the same for every visitor."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from appeals.formats.mailbox import read_mailboxes
from appeals.letters.forms import title
from appeals.letters.speech import Speech
from appeals.model.address import Addressee, Appeal
from appeals.model.case import Case
from appeals.model.letter import Letter
from appeals.model.numbers import dial, written
from appeals.model.recipient import Email, Fax
from appeals.phrases import Language, countries
from appeals.pipeline.loading import Records
from appeals.problems import AppealsError
from appeals.templating import InlineText

Facts = dict[str, Any]  # becomes JSON


@dataclass(frozen=True, slots=True)
class Leaf:
    """One letter of the page: to one recipient in one language, from senders in certain countries."""

    appeal: Appeal
    letter: Letter
    sheet: str
    countries: tuple[str, ...]  # ISO 3166 alpha-2; none stands for all others
    room: int  # characters of the sender's own paragraph; 0 where the letter has none


def gather_facts(records: Records, case: Case, leaves: Sequence[Leaf]) -> Facts:
    """Gather the words of the page, the countries, and what goes with each letter."""
    own = tables(records)
    written_in = dict.fromkeys(leaf.letter.language for leaf in leaves)
    languages = {code: records.language(code) for code in dict.fromkeys((*own, *written_in))}
    faxes = {fax for leaf in leaves for fax, _ in _faxes(leaf.appeal.addressee, languages[leaf.letter.language])}
    return {
        "words": own,
        "languages": {code: _language(language) for code, language in languages.items()},
        "deadline": case.deadline.isoformat() if case.deadline else "",
        "letters": [_letter(leaf, languages[leaf.letter.language], number) for number, leaf in enumerate(leaves)],
        "recipients": _recipients(leaves, languages),
        "prompts": {code: _prompts(leaves, languages[code]) for code in written_in},
        "countries": {code: {key: each.country(code) for key, each in languages.items()} for code in countries()},
        "faxes": {fax: _dialled(fax) for fax in sorted(faxes)},
    }


def tables(records: Records) -> dict[str, dict[str, str]]:
    """Read the page's own words in every language that has them."""
    files = records.templates.names("form/??.toml")
    return {file.removeprefix("form/").removesuffix(".toml"): records.templates.words(file) for file in files}


def _language(language: Language) -> Facts:
    return {"name": language.table.get("name", language.code), "locale": str(language.locale).replace("_", "-")}


def _letter(leaf: Leaf, language: Language, number: int) -> Facts:
    """Tell how one letter is chosen, what stands in its margins, and where it goes."""
    letter, to = leaf.letter, leaf.appeal.addressee
    return {
        "id": f"letter-{number}",
        "recipient": letter.recipient,
        "language": letter.language,
        "countries": leaf.countries,
        "room": leaf.room,
        "head": letter.running_head.replace(language.date(letter.date), "{day}"),
        "pages": letter.page_words,
        "to": _mailboxes((to,)),
        "cc": _mailboxes(leaf.appeal.copies),
        "faxes": [{"number": fax, "via": via} for fax, via in _faxes(to, language)],
    }


def _mailboxes(addressees: Sequence[Addressee]) -> tuple[str, ...]:
    return read_mailboxes(c.address for to in addressees for c in to.channels if isinstance(c, Email))


def _faxes(to: Addressee, language: Language) -> Iterator[tuple[str, str]]:
    """List the fax lines of a recipient with whose machines they are."""
    for channel in to.channels:
        if isinstance(channel, Fax):
            via = channel.via.get(language.code) if channel.via else None
            yield written(channel.number), language.word("care_of", name=via) if via else ""


def _dialled(number: str) -> dict[str, str]:
    """Tell what is dialled for a number, and in which countries."""
    dialled: dict[str, list[str]] = {}
    for country in countries():
        dialled.setdefault(dial(number, country), []).append(country)
    return {digits: " ".join(codes) for digits, codes in dialled.items() if digits}


def _recipients(leaves: Sequence[Leaf], languages: dict[str, Language]) -> Facts:
    """Name each recipient in every language that its record has."""
    found: Facts = {}
    for leaf in leaves:
        to = leaf.appeal.addressee
        names = found.setdefault(to.recipient.id, {})
        for code, language in languages.items():
            try:
                office = title(to.recipient, to.holder, language)
            except AppealsError:  # the record has no title in that language, and no letter is written in it
                continue
            names[code] = f"{to.holder.name}, {office}" if to.holder and to.holder.name else office
    return found


def _prompts(leaves: Sequence[Leaf], language: Language) -> list[str]:
    """Say what a sender may write of their own."""
    appeal = leaves[0].appeal
    speech = Speech(appeal, language, InlineText(language.quotes))
    said = (
        speech.say(words, ("prompts", index)).striptags()
        for index, words in enumerate(appeal.case.prompts)
        if language.code in words.languages
    )
    return [words[:1].upper() + words[1:] for words in said]


def words_of_page(records: Records, code: str, days: Mapping[str, date | None]) -> tuple[str, dict[str, str]]:
    """Choose the language in which the page is written before its script runs, and fill its words."""
    own = tables(records)
    code = code if code in own else next(iter(own))
    language = records.language(code)
    named = {name: language.date(day) for name, day in days.items() if day}
    return code, {key: fill_days(text, named) for key, text in own[code].items()}


def fill_days(text: str, days: dict[str, str]) -> str:
    """Put days where a text names them."""
    for name, words in days.items():
        text = text.replace(f"{{{name}}}", words)
    return text
