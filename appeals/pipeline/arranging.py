"""Lays answers out as the fields of a record."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from appeals.model.answers import (
    Answers,
    CaseAnswers,
    ChannelAnswers,
    ClaimAnswers,
    PersonAnswers,
    RecipientAnswers,
    SenderAnswers,
    SourceAnswers,
)
from appeals.model.skeleton import FOLDED

UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
LONGEST = 40  # letters of an id that is made of words: enough to know it by
AT = {"fax": "number", "phone": "number", "email": "address", "web": "url"}
Fields = dict[str, Any]
Words = str | Mapping[str, str]


def arrange(answers: Answers) -> Fields:
    """Lay answers out as one record; what is empty is left out."""
    if isinstance(answers, CaseAnswers):
        fields = _case(answers)
    elif isinstance(answers, RecipientAnswers):
        fields = _recipient(answers)
    else:
        fields = _sender(answers)
    filled: Fields = _filled(fields)
    return filled


def make_id(text: str, taken: Collection[str] = ()) -> str:
    """Make an id of words: small letters, digits and hyphens; a number is added to one that is taken."""
    plain = "".join(UMLAUTS.get(letter, letter) for letter in unicodedata.normalize("NFC", text).casefold())
    words = re.findall(r"[a-z0-9]+", plain.translate(FOLDED))
    name = ""
    for word in words:
        if name and len(name) + 1 + len(word) > LONGEST:
            break
        name = f"{name}-{word}" if name else word[:LONGEST]
    name = name or "new"
    numbered = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)


def _filled(value: Any) -> Any:  # noqa: ANN401 -- the fields of any record
    """Leave out what is empty; a false stays where it says something, and is None where it does not."""
    if isinstance(value, dict):
        inner = {key: _filled(part) for key, part in value.items()}
        return {key: part for key, part in inner.items() if not _is_empty(part)}
    if isinstance(value, list | tuple):
        return [part for part in map(_filled, value) if not _is_empty(part)]
    return value


def _is_empty(part: object) -> bool:
    return part is None or part in ("", [], {}, ())


def _said(words: Words, language: str) -> Fields:
    """Write words by their language."""
    return {language: words} if isinstance(words, str) and words else dict(words or {})


def _all_said(texts: Iterable[Words], language: str) -> list[Fields]:
    return [_said(text, language) for text in texts]


def _plain(words: Words) -> str:
    """Choose words to make an id of."""
    return words if isinstance(words, str) else next(iter(words.values()), "")


def _case(answers: CaseAnswers) -> Fields:
    language, fields = answers.language, answers.model_dump(by_alias=True)
    for part in ("subject", "facts", "questions", "prompts"):
        fields[part] = _all_said(fields[part], language)
    taken: list[str] = []
    requests = []
    for number, words in enumerate(answers.requests, 1):
        requests.append({"id": f"request-{number}", "words": _said(words, language)})
    sources, claims = [], []
    for source in answers.sources:
        taken.append(source.id or make_id(_plain(source.name) or source.by or source.title or "source", taken))
        sources.append(_source(source, taken[-1], language))
    taken = []
    for claim in answers.claims:
        taken.append(claim.id or make_id(_plain(claim.what) or "claim", taken))
        claims.append(_claim(claim, taken[-1], language))
    people = [_person(person, number, language) for number, person in enumerate(answers.people, 1)]
    position = [{"says": _said(p.says, language), "reply": _said(p.reply, language)} for p in answers.position]
    law = [{"provision": key} for key in answers.law]
    made = {"requests": requests, "sources": sources, "claims": claims, "people": people, "position": position}
    return {key: value for key, value in (fields | made | {"law": law}).items() if key != "language"}


def _source(source: SourceAnswers, name: str, language: str) -> Fields:
    said = source.name or source.by or source.title
    return source.model_dump() | {"id": name, "name": _said(said, language)}


def _claim(claim: ClaimAnswers, name: str, language: str) -> Fields:
    words = _said(claim.words, language)
    figure = {"words": words, "value": _count(claim.value), "low": _count(claim.low), "high": _count(claim.high)}
    given = any(not _is_empty(part) for part in figure.values())
    return {
        "id": name,
        "what": _said(claim.what, language),
        "from": claim.since,
        "to": claim.until,
        "where": _said(claim.where, language),
        "figure": figure | {"qualifier": claim.qualifier} if given else None,
        "sources": [{"source": source, "knowledge": claim.knowledge} for source in claim.sources],
        "confidence": claim.confidence,
        "about": claim.about,
        "as_of": claim.as_of,
        "note": claim.note,
    }


def _count(text: str) -> int | str:
    """Write a number as one, and what is none as it was typed."""
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,17}", text) else text


def _person(person: PersonAnswers, number: int, language: str) -> Fields:
    scope = person.consent_for or (person.visibility if person.visibility != "withheld" else "")
    told = person.consent or person.consent_by or person.consent_on
    consent = {"given": person.consent, "by": person.consent_by, "on": person.consent_on, "for": scope}
    return {
        "id": person.id or f"person-{number}",
        "name": person.name,
        "pseudonym": person.pseudonym,
        "described": _said(person.described, language),
        "visibility": person.visibility,
        "consent": consent if told else None,
        "invented": person.invented or None,
    }


def _recipient(answers: RecipientAnswers) -> Fields:
    language = answers.language
    source = {
        "source": {
            "title": answers.source_title,
            "by": answers.source_by,
            "date": answers.source_date,
            "url": answers.source_url,
        },
        "verified": {"on": answers.verified_on, "how": answers.verified_how},
    }
    office = {
        "class": answers.rank,
        "state": answers.state,
        "title": {
            "words": _said(answers.title, language),
            "original": answers.title_original,
            "romanised": answers.title_romanised,
        },
        "body": {
            "words": _said(answers.body, language),
            "original": answers.body_original,
            "romanised": answers.body_romanised,
        },
        "host": answers.host,
    }
    return {
        "id": answers.id,
        "office": office,
        "holders": [_holder(answers) | source] if answers.holder_name else [],
        "addresses": [_address(answers) | source] if answers.address_lines else [],
        "channels": [_channel(channel, language) | source for channel in answers.channels],
        "languages": list(answers.languages),
        "tags": list(answers.tags),
        "note": answers.note,
    }


def _holder(answers: RecipientAnswers) -> Fields:
    parts = ("name", "family", "honorific", "gender", "from")
    return {part: getattr(answers, f"holder_{part}") for part in parts}


def _address(answers: RecipientAnswers) -> Fields:
    country = answers.address_country or answers.host or answers.state
    return {"lines": list(answers.address_lines), "country": country}


def _channel(channel: ChannelAnswers, language: str) -> Fields:
    at = AT.get(channel.channel, "number")
    return {"channel": channel.channel, at: channel.at, "via": _said(channel.via, language)}


def _sender(answers: SenderAnswers) -> Fields:
    return {
        "id": answers.id,
        "name": answers.name,
        "short_name": answers.short_name,
        "tagline": _said(answers.tagline, answers.language),
        "address": {"lines": list(answers.address_lines), "country": answers.country},
        "language": answers.language,
        "place": answers.place,
        "phone": answers.phone,
        "fax": answers.fax,
        "email": answers.email,
        "signatory": {
            "name": answers.signatory or answers.name,
            "office": _said(answers.signatory_office, answers.language),
        },
        "personal": answers.personal,
        "invented": answers.invented or None,
    }
