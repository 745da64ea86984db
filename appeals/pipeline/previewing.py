"""For those who write in a form: pictures of a letter's pages, and what a case may be told of before one is written.

What is told to whoever opens the form is the version of a case that anyone may read.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from appeals.letters.forms import title
from appeals.letters.speech import Speech
from appeals.letters.wording import matter_of
from appeals.model.case import Case
from appeals.model.common import Words
from appeals.model.letter import Letter
from appeals.pipeline.loading import Records
from appeals.pipeline.making import appeals_of, letters_of
from appeals.pipeline.ordering import Order
from appeals.problems import AppealsError
from appeals.templating import InlineText


def preview(records: Records, letter: Letter, order: Order) -> tuple[bytes, ...]:
    """Draw every page of a letter's PDF as PNG; raise FormatError, without names of people, where it does not fit."""
    from appeals.formats.preview import render_pages  # noqa: PLC0415 -- PDFium and Pillow, which `check` need not load
    from appeals.formats.stationery import choose_stationery  # noqa: PLC0415 -- with it

    try:
        stationery = choose_stationery(order.paper, order.window)
        return tuple(picture.content for picture in render_pages(letter, records.templates, stationery))
    except AppealsError as error:
        raise type(error)(*map(records.discreet, error.problems)) from error


def tell_title(records: Records, case: Case, order: Order, today: date) -> str:
    """Tell what a case is about in the subject of its public letter; its id where no letter can be composed."""
    try:
        _, letter = next(iter(letters_of(records, case, replace(order, public=True), today)))
    except (AppealsError, StopIteration):
        return case.id
    return " ".join(letter.subject)


def tell_prompts(records: Records, case: Case, order: Order, today: date) -> Iterator[str]:
    """Tell what a sender may write of their own; where a prompt is not in the language asked for, in one it has."""
    appeal = next(iter(appeals_of(records, case, replace(order, public=True), today)))
    matter = matter_of(appeal, records.templates)
    for index, prompt in enumerate(case.prompts):
        code = order.language if order.language in prompt.languages else prompt.pairs[0][0]
        language = records.language(code)
        speech = Speech(matter, language, InlineText(language.quotes))
        yield speech.say(Words(((code, prompt.get(code) or ""),)), ("prompts", index)).striptags()


def tell_addressees(records: Records, case: Case, order: Order, today: date) -> tuple[tuple[str, str], ...]:
    """Tell of each recipient of an order its id, and who holds which office on the letters' day."""
    named = []
    for appeal in appeals_of(records, case, order, today):
        to, language = appeal.addressee, records.language(appeal.language)
        office = title(to.recipient, to.holder, language)
        named.append((to.recipient.id, f"{to.holder.name}, {office}" if to.holder and to.holder.name else office))
    return tuple(named)
