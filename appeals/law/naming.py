"""Names a provision in full and after its first mention, in the form of the field."""

import re

from appeals.law.tongue import Tongue
from appeals.model.law import Ground, Instrument, Provision


def name_long(ground: Ground, tongue: Tongue) -> str:
    """Name the provision in full: article 33, paragraph 1, of the Convention …, done at Geneva on 28 July 1951."""
    if ground.instrument.kind == "custom":
        return _name_custom(ground, tongue)
    named = _join(ground.provision, _title_long(ground.instrument, tongue), tongue)
    if ground.via and ground.via_instrument:
        via = _join(ground.via, _title_long(ground.via_instrument, tongue), tongue)
        return tongue.word("through", provision=named, via=via)
    return named


def name_short(ground: Ground, tongue: Tongue) -> str:
    """Name the provision after its first mention: article 33, paragraph 1, of the 1951 Refugee Convention."""
    if ground.instrument.kind == "custom":
        return _name_custom(ground, tongue)
    named = _join(ground.provision, tongue.title(ground.instrument).short_genitive, tongue)
    if ground.via and ground.via_instrument:
        via = _join(ground.via, tongue.title(ground.via_instrument).short_genitive, tongue)
        return tongue.word("through", provision=named, via=via)
    return named


def _name_custom(ground: Ground, tongue: Tongue) -> str:
    """Name a rule of custom, which has neither articles nor a date."""
    title = tongue.title(ground.instrument)
    return tongue.word("custom", **tongue.pronouns(title), title=title.title)


def _title_long(instrument: Instrument, tongue: Tongue) -> str:
    """Give the full title with where and when the text was made."""
    title = tongue.title(instrument).genitive
    if not (instrument.made and instrument.adopted and instrument.adopted.is_exact):
        return title
    key = instrument.made if instrument.place else f"{instrument.made}_on"
    made = tongue.word(key, place=instrument.place, date=tongue.day(instrument.adopted))
    return tongue.word("title_long", title=title, made=made)


def _join(provision: Provision, title: str, tongue: Tongue) -> str:
    """Join article and title; the comma of English stands only where a paragraph is named."""
    clause = _clause(provision, tongue)
    return tongue.word("of" if "," in clause else "of_plain", clause=clause, title=title)


def _clause(provision: Provision, tongue: Tongue) -> str:
    """Write article and paragraph in words."""
    if match := re.fullmatch(r"para(?:graph)? (\w+)", provision.article):
        return tongue.word("paragraph_of_guidance", paragraph=match[1])
    head, bracket, tail = provision.paragraph.partition("(")
    letter = bracket + tail
    if not provision.paragraph:
        return tongue.word("article", article=provision.article)
    if not head.isdecimal():
        return tongue.word("article_letter", article=provision.article, letter=f"{head} {letter}".strip())
    key = "article_paragraph_letter" if letter else "article_paragraph"
    return tongue.word(key, article=provision.article, paragraph=head, letter=letter)
