"""Finds the words: an appeal and its template become a letter."""

from collections.abc import Iterator

from markupsafe import Markup

from appeals.letters.body import read_body
from appeals.letters.forms import title
from appeals.letters.parts import copies, enclosure_info, info, letterhead, notes, signature
from appeals.letters.speech import Speech
from appeals.model.address import Addressee, Appeal
from appeals.model.common import Words
from appeals.model.letter import Block, Letter
from appeals.phrases import Language
from appeals.problems import Place, RecordError, TemplateError
from appeals.templating import InlineText, Templates

COVER = "cover-note"


def compose(appeal: Appeal, language: Language, templates: Templates) -> Letter:
    """Write the letter of an appeal; raise an AppealsError that names record or template."""
    speech = Speech(appeal, language)
    template = f"{appeal.kind}/{language.code}.html.j2"
    if not templates.has(template):
        raise TemplateError.of(
            f"the kind “{appeal.kind}” has no template in the language “{language.code}”",
            f"write templates/{template}, or choose another language with --language",
            Place(f"templates/{template}"),
        )
    html = templates.parts(template, **_context(appeal, language, speech))
    if "body" not in html:
        raise TemplateError.of(
            "the template sets no “body”",
            "wrap its words in {% set body %}…{% endset %}",
            Place(f"templates/{template}"),
        )
    try:
        body = read_body(html["body"])
    except ValueError as error:
        raise TemplateError.of(
            f"the template makes what a letter cannot hold: {error}",
            "see templates/README.md for what it can",
            Place(f"templates/{template}"),
        ) from error
    return _letter(
        appeal, language, body=body, subject=_subject(appeal, language), enclosures=_enclosures(appeal, language)
    )


def _letter(
    appeal: Appeal,
    language: Language,
    *,
    body: tuple[Block, ...],
    subject: tuple[str, ...],
    enclosures: tuple[str, ...],
) -> Letter:
    to, case = appeal.addressee, appeal.case
    office = title(to.recipient, to.holder, language)
    return Letter(
        case=case.id,
        recipient=to.recipient.id,
        kind=appeal.kind,
        language=language.code,
        date=appeal.date,
        letterhead=letterhead(appeal, language),
        notes=notes(appeal, language),
        address=to.envelope,
        info=info(appeal, language),
        subject=subject,
        salutation=to.salutation,
        body=body,
        close=to.close,
        signature=signature(appeal, language),
        enclosures=enclosure_info(enclosures, language),
        copies=copies(appeal.copies, language),
        running_head=f"{office} · {language.date(appeal.date)} · {case.reference}",
        page_words=(language.word("page_before"), language.word("page_between"), language.word("page_after")),
        max_pages=case.max_pages if appeal.kind != COVER else 1,
    )


def _context(appeal: Appeal, language: Language, speech: Speech) -> dict[str, object]:
    """Gather what a template may use."""
    case = appeal.case
    inline = InlineText(language.quotes)

    def texts(parts: tuple[Words, ...], name: str) -> Iterator[Markup]:
        for index, words in enumerate(parts):
            yield _text(inline, speech, in_language(words, case.id, f"{name} {index + 1}", language))

    return {
        **speech.calls(),
        "facts": texts(case.facts, "fact"),
        "position": texts(case.position, "position"),
        "requests": texts(tuple(request.words for request in case.requests), "request"),
        "law_keys": tuple(citation.key for citation in appeal.citations),
        "state": language.country(case.state),
        "principals": tuple(_principal(p, language) for p in appeal.principals),
        "day": language.date(appeal.date),
    }


def _text(inline: InlineText, speech: Speech, text: str) -> Markup:
    try:
        return inline.html(text, speech.calls())
    except ValueError as error:
        case = speech.appeal.case
        raise RecordError.of(
            f"the case “{case.id}” has a text that cannot be printed: {error}", f"mend the text “{text[:60]}…”"
        ) from error


def in_language(words: Words, case_id: str, what: str, language: Language) -> str:
    """Return words in the letter's language; absent ones are an error, never another language's."""
    found = words.get(language.code)
    if found is None:
        raise RecordError.of(
            f"the case “{case_id}” has no {what} in the language “{language.code}”",
            f"add “{language.code}: …” there, or choose another language with --language",
        )
    return found


def _principal(addressee: Addressee, language: Language) -> dict[str, str]:
    """Name a recipient of the letter itself, for the note that goes with its copy."""
    return {"name": addressee.form[0], "title": title(addressee.recipient, addressee.holder, language)}


def _subject(appeal: Appeal, language: Language) -> tuple[str, ...]:
    case = appeal.case
    if appeal.kind == COVER:
        titles = language.list([_principal(p, language)["title"] for p in appeal.principals])
        return (language.word("cover_subject", title=titles),)
    inline = InlineText(language.quotes)
    return tuple(Markup(inline.html(in_language(w, case.id, "subject", language), {})).unescape() for w in case.subject)  # noqa: S704 -- our own HTML


def _enclosures(appeal: Appeal, language: Language) -> tuple[str, ...]:
    case = appeal.case
    own = tuple(in_language(words, case.id, "enclosure", language) for words in case.enclosures)
    if appeal.kind != COVER:
        return own
    day = language.date(appeal.date)
    letters = (
        language.word("copy_of_letter", date=day, title=_principal(p, language)["title"]) for p in appeal.principals
    )
    return (*letters, *own)
