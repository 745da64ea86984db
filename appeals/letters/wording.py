"""Finds the words that do not depend on whom a letter goes to: a case and its template become a wording.

A template sets `body`; it may also set `subject`, `notes`, `salutation`, `close`, `enclosures`, `copies` (a line each;
empty for none) and `max_pages` where its kind has words of its own. Everything else comes from the records.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar, overload

from markupsafe import Markup

from appeals.letters.body import read_body
from appeals.letters.parts import addressee_words, copies_set, enclosure_info
from appeals.letters.speech import Speech
from appeals.model.address import Appeal
from appeals.model.common import Words
from appeals.model.letter import Annex, Block
from appeals.model.wording import Matter, Wording
from appeals.phrases import Language
from appeals.problems import Loc, Place, Problem, RecordError, TemplateError
from appeals.templating import InlineText, Templates

T = TypeVar("T")


def matter_of(appeal: Appeal, templates: Templates) -> Matter:
    """Gather what the wording of an appeal is made of, as far as its template asks for it."""
    name = template_of(appeal.kind, appeal.language)
    return Matter(
        case=appeal.case,
        requests=appeal.requests,
        kind=appeal.kind,
        date=appeal.date,
        citations=appeal.citations,
        personal=appeal.personal,
        public=appeal.public,
        sender=appeal.sender.name if templates.asks(name, "sender") else None,
        principals=appeal.principals if templates.asks(name, "principals") else None,
        copies=appeal.copies if templates.asks(name, "copied") else None,
    )


def template_of(kind: str, language: str) -> str:
    """Name the template of a kind of letter in a language."""
    return f"{kind}/{language}.html.j2"


def compose_wording(
    matter: Matter, language: Language, templates: Templates, annexes: tuple[Annex, ...] = ()
) -> Wording:
    """Fill the template of a kind of letter; raise an AppealsError that names record or template."""
    name = template_of(matter.kind, language.code)
    if not templates.has(name):
        raise TemplateError.of(
            f"the kind “{matter.kind}” has no template in the language “{language.code}”",
            f"write templates/{name}, or choose another language with --language",
            Place(f"templates/{name}"),
        )
    speech = Speech(matter, language, InlineText(language.quotes))
    try:
        parts = templates.parts(name, **_context(matter, language, speech))
    except RecordError as error:  # the first text that cannot be said; tell of the others as well
        others = _faults(Speech(matter, language, speech.inline))
        raise RecordError(*dict.fromkeys((*error.problems, *others))) from error
    return _wording(speech, _body(parts, name), parts, annexes)


def _faults(speech: Speech) -> Iterator[Problem]:
    """Find every text of the case that cannot be said."""
    case = speech.matter.case
    texts: list[tuple[Loc, Words]] = [(("subject", i), words) for i, words in enumerate(case.subject)]
    texts += [(("facts", i), words) for i, words in enumerate(case.facts)]
    texts += [(("position", i, "says"), point.says) for i, point in enumerate(case.position)]
    texts += [(("position", i, "reply"), point.reply) for i, point in enumerate(case.position) if point.reply]
    texts += [(("questions", i), words) for i, words in enumerate(case.questions)]
    texts += speech.matter.requests
    for loc, words in texts:
        try:
            speech.say(words, loc)
        except RecordError as error:
            yield from error.problems


def _body(parts: Mapping[str, str], name: str) -> tuple[Block, ...]:
    """Read the body that a template made."""
    place = Place(f"templates/{name}")
    if "body" not in parts:
        raise TemplateError.of("the template sets no “body”", "wrap its words in {% set body %}…{% endset %}", place)
    try:
        return read_body(parts["body"])
    except ValueError as error:
        raise TemplateError.of(
            f"the template makes what a letter cannot hold: {error}", "see templates/README.md for what it can", place
        ) from error


def _wording(speech: Speech, body: tuple[Block, ...], parts: Mapping[str, str], annexes: tuple[Annex, ...]) -> Wording:
    """Put the parts together; what the template sets goes before what the case says."""
    case, language = speech.matter.case, speech.language
    set_by = {key: _set_lines(text) for key, text in parts.items() if key != "body"}
    one = {key: lines[0] for key, lines in set_by.items() if lines}
    enclosed = (*set_by.get("enclosures", ()), *_plain(speech, case.enclosures, "enclosures"))
    return Wording(
        kind=speech.matter.kind,
        subject=set_by.get("subject") or _plain(speech, case.subject, "subject"),
        body=body,
        notes=set_by.get("notes"),
        salutation=one.get("salutation", ""),
        close=one.get("close", ""),
        enclosures=enclosure_info(enclosed, language),
        sets_copies="copies" in set_by,
        copies=copies_set(set_by.get("copies", ()), language),
        max_pages=_max_pages(one.get("max_pages", ""), speech) or case.max_pages,
        annexes=annexes,
    )


def _max_pages(text: str, speech: Speech) -> int:
    """Read how many pages a template allows; 0 where it does not say."""
    if text and not re.fullmatch(r"[1-9][0-9]{0,2}", text):
        place = Place(f"templates/{template_of(speech.matter.kind, speech.language.code)}")
        raise TemplateError.of("“max_pages” is no number of pages", "set it as {% set max_pages = '2' %}", place)
    return int(text or 0)


def _set_lines(text: str) -> tuple[str, ...]:
    """Read the lines that a template set for a part other than the body."""
    plain = Markup(text).unescape()  # noqa: S704 -- it becomes text, not HTML
    return tuple(" ".join(line.split(" ")).strip() for line in plain.splitlines() if line.strip())


def _plain(speech: Speech, words: tuple[Words, ...], name: str) -> tuple[str, ...]:
    """Say texts of the case where only plain text can stand."""
    return tuple(speech.say(one, (name, index)).striptags() for index, one in enumerate(words))


class Said(Sequence[T]):
    """Texts that are said when a template comes to them, so that what is named in full comes first in the letter."""

    def __init__(self, count: int, say: Callable[[int], T]) -> None:
        """Hold `count` texts; `say` says one by its number."""
        self._count, self._say = count, say

    def __len__(self) -> int:
        """Count the texts without saying them."""
        return self._count

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        """Say one text, or several."""
        numbers = range(self._count)[index]
        return self._say(numbers) if isinstance(numbers, int) else tuple(self._say(number) for number in numbers)


def _context(matter: Matter, language: Language, speech: Speech) -> dict[str, object]:
    """Gather what a template may use; texts are said as the template comes to them, in the order of the letter."""
    case = matter.case

    def texts(parts: tuple[Words, ...], *loc: str) -> Said[Markup]:
        return Said(len(parts), lambda index: speech.say(parts[index], (loc[0], index, *loc[1:])))

    def point(index: int) -> dict[str, Markup]:
        says, reply = case.position[index].says, case.position[index].reply
        return {
            "says": speech.say(says, ("position", index, "says")),
            "reply": speech.say(reply, ("position", index, "reply")) if reply else Markup(),
        }

    def request(index: int) -> Markup:
        loc, words = matter.requests[index]
        return speech.say(words, loc)

    return {
        **speech.calls(),
        "facts": texts(case.facts, "facts"),
        "position": Said(len(case.position), point),
        "questions": texts(case.questions, "questions"),
        "prompts": texts(case.prompts, "prompts"),
        "requests": Said(len(matter.requests), request),
        "law_keys": tuple(citation.key for citation in matter.citations),
        "state": language.country(case.state),
        "day": language.date(matter.date),
        "deadline": language.date(case.deadline) if case.deadline else "",
        "reference": case.reference,
        "personal": matter.personal,
        **_asked_for(matter, language),
    }


def _asked_for(matter: Matter, language: Language) -> dict[str, object]:
    """Gather what only some templates ask for."""
    people = {"principals": matter.principals, "copied": matter.copies}
    told: dict[str, object] = {
        name: tuple(addressee_words(to, language) for to in those)
        for name, those in people.items()
        if those is not None
    }
    return told if matter.sender is None else told | {"sender": matter.sender}
