"""Finds the words: an appeal and its template become a letter.

A template sets `body`; it may also set `subject`, `notes`, `salutation`, `close`, `enclosures`, `copies` (a line each;
empty for none) and `max_pages` where its kind has words of its own. Everything else comes from the records.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar, overload

from markupsafe import Markup

from appeals.letters.body import read_body
from appeals.letters.forms import title
from appeals.letters.parts import (
    addressee_words,
    copies,
    copies_set,
    enclosure_info,
    info,
    letterhead,
    notes,
    postal_notes,
    signature,
)
from appeals.letters.speech import Speech
from appeals.model.address import Appeal
from appeals.model.common import Words
from appeals.model.letter import Block, Letter
from appeals.phrases import Language
from appeals.problems import Loc, Place, Problem, RecordError, TemplateError
from appeals.templating import InlineText, Templates

T = TypeVar("T")


def compose(appeal: Appeal, language: Language, templates: Templates) -> Letter:
    """Write the letter of an appeal; raise an AppealsError that names record or template."""
    name = f"{appeal.kind}/{language.code}.html.j2"
    if not templates.has(name):
        raise TemplateError.of(
            f"the kind “{appeal.kind}” has no template in the language “{language.code}”",
            f"write templates/{name}, or choose another language with --language",
            Place(f"templates/{name}"),
        )
    speech = Speech(appeal, language, InlineText(language.quotes))
    try:
        parts = templates.parts(name, **_context(appeal, language, speech))
    except RecordError as error:  # the first text that cannot be said; tell of the others as well
        raise RecordError(
            *dict.fromkeys((*error.problems, *_faults(Speech(appeal, language, speech.inline))))
        ) from error
    return _letter(appeal, language, speech, _body(parts, name), parts)


def _faults(speech: Speech) -> Iterator[Problem]:
    """Find every text of the case that cannot be said."""
    case = speech.appeal.case
    texts: list[tuple[Loc, Words]] = [(("subject", i), words) for i, words in enumerate(case.subject)]
    texts += [(("facts", i), words) for i, words in enumerate(case.facts)]
    texts += [(("position", i, "says"), point.says) for i, point in enumerate(case.position)]
    texts += [(("position", i, "reply"), point.reply) for i, point in enumerate(case.position) if point.reply]
    texts += [(("questions", i), words) for i, words in enumerate(case.questions)]
    texts += [(("requests", i, "words"), request.words) for i, request in enumerate(case.requests)]
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


def _letter(
    appeal: Appeal, language: Language, speech: Speech, body: tuple[Block, ...], parts: Mapping[str, str]
) -> Letter:
    """Put the parts together; what the template sets goes before what the records say."""
    to, case = appeal.addressee, appeal.case
    set_by = {key: _set_lines(text) for key, text in parts.items() if key != "body"}
    one = {key: lines[0] for key, lines in set_by.items() if lines}
    enclosed = (*set_by.get("enclosures", ()), *_plain(speech, case.enclosures, "enclosures"))
    return Letter(
        case=case.id,
        recipient=to.recipient.id,
        kind=appeal.kind,
        language=language.code,
        date=appeal.date,
        letterhead=letterhead(appeal, language),
        notes=set_by.get("notes", notes(appeal, language)),
        address=to.envelope,
        info=info(appeal, language),
        subject=set_by.get("subject") or _plain(speech, case.subject, "subject"),
        salutation=one.get("salutation", to.salutation),
        body=body,
        close=one.get("close", to.close),
        signature=signature(appeal, language),
        enclosures=enclosure_info(enclosed, language),
        copies=copies_set(set_by["copies"], language) if "copies" in set_by else copies(appeal.copies, language),
        running_head=f"{title(to.recipient, to.holder, language)} · {language.date(appeal.date)} · {case.reference}",
        page_words=(language.word("page_before"), language.word("page_between"), language.word("page_after")),
        max_pages=int(one.get("max_pages", case.max_pages)),
        public=appeal.public,
        postal_notes=postal_notes(appeal, language),
    )


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


def _context(appeal: Appeal, language: Language, speech: Speech) -> dict[str, object]:
    """Gather what a template may use; texts are said as the template comes to them, in the order of the letter."""
    case = appeal.case

    def texts(parts: tuple[Words, ...], *loc: str) -> Said[Markup]:
        return Said(len(parts), lambda index: speech.say(parts[index], (loc[0], index, *loc[1:])))

    def point(index: int) -> dict[str, Markup]:
        says, reply = case.position[index].says, case.position[index].reply
        return {
            "says": speech.say(says, ("position", index, "says")),
            "reply": speech.say(reply, ("position", index, "reply")) if reply else Markup(),
        }

    return {
        **speech.calls(),
        "facts": texts(case.facts, "facts"),
        "position": Said(len(case.position), point),
        "questions": texts(case.questions, "questions"),
        "prompts": texts(case.prompts, "prompts"),
        "requests": texts(tuple(request.words for request in case.requests), "requests", "words"),
        "law_keys": tuple(citation.key for citation in appeal.citations),
        "state": language.country(case.state),
        "principals": tuple(addressee_words(p, language) for p in appeal.principals),
        "copied": tuple(addressee_words(c, language) for c in appeal.copies),
        "day": language.date(appeal.date),
        "deadline": language.date(case.deadline) if case.deadline else "",
        "reference": case.reference,
        "sender": appeal.sender.name,
        "personal": appeal.personal,
    }
