"""Picks the form of address: office class x holder x language, unless the record has its own."""

from appeals.model.address import Choice, Form
from appeals.model.recipient import Holder, OwnForm, Recipient
from appeals.phrases import Language, fill, named_in
from appeals.problems import Place, RecordError, TemplateError

COURTESIES = frozenset({"Mr", "Ms"})  # what a line may ask for; an academic title takes their place


def pick_form(recipient: Recipient, holder: Holder | None, country: str, language: Language) -> Form:
    """Pick a recipient's row: the sender's own state and the holder's gender first, then the row for any holder.

    `country` is where the letter is posted.
    """
    office = recipient.office
    own_state = office.state == country
    wanted = ((holder.gender, "any") if holder.gender else ("any",)) if holder else ("nobody",)
    rows = [form for form in language.forms if form.rank == office.rank]
    for own in (True, False) if own_state else (False,):
        for served in wanted:
            for row in rows:
                if row.own_state == own and row.holder == served:
                    return row
    served = wanted[-1]
    raise TemplateError.of(
        f"the language “{language.code}” has no form of address for the class “{office.rank}” and {served} in office",
        f'add a row [[forms]] with classes = ["{office.rank}"] and holder = "{served}"',
        Place(language.file),
    )


def own_form(recipient: Recipient, language: Language) -> OwnForm | None:
    """Find the recipient's own form of address in a language."""
    return next((form for form in recipient.forms if form.language == language.code), None)


def style(
    recipient: Recipient, holder: Holder | None, form: Form, language: Language
) -> tuple[tuple[str, ...], str, str]:
    """Write the lines that name holder and office, the salutation and the close.

    A line of the envelope whose words are not known is left out: no empty brackets, no blank name. A title that its
    record breaks in two lines is broken on the envelope, and there alone.
    """
    own = own_form(recipient, language)
    words = _words(recipient, holder, language)
    try:
        lines = _filled((own and own.address) or (), words) or _filled(form.lines, words)
        salutation = _first(((own and own.salutation) or "", form.salutation), words)
        close = _first(((own and own.close) or "", form.close), words)
    except ValueError as error:
        raise _wrong_form(recipient, own, language, str(error)) from error
    return tuple(part for line in lines for part in line.splitlines() if part), salutation, close


def _filled(lines: tuple[str, ...], words: dict[str, str]) -> tuple[str, ...]:
    """Fill the lines whose words are all known."""
    filled = ((line, fill(line, _for_line(line, words))) for line in lines if line)
    return tuple(text for line, text in filled if all(words[name] for name in named_in(line)))


def _for_line(line: str, words: dict[str, str]) -> dict[str, str]:
    """Leave the academic title out of a name beside {Mr} or {Ms}, which stand for it already."""
    return words if COURTESIES.isdisjoint(named_in(line)) else words | {"name": words["untitled"]}


def _first(lines: tuple[str, ...], words: dict[str, str]) -> str:
    """Fill the first line whose words are all known."""
    found = _filled(lines, words)
    if not found:
        raise ValueError(f"nobody knows what “{lines[-1]}” asks for")
    return found[0]


def _wrong_form(
    recipient: Recipient, own: OwnForm | None, language: Language, reason: str
) -> RecordError | TemplateError:
    """Say whose form of address asks for a word that there is not: the record's, else the table's."""
    if own:
        sentence = f"the recipient “{recipient.id}” has a form of address that cannot be used: {reason}"
        return RecordError.of(sentence, "mend it under “forms” of that recipient")
    return TemplateError.of(f"a row of [[forms]] cannot be used: {reason}", "mend that row", Place(language.file))


def form_choice(recipient: Recipient, form: Form, language: Language, salutation: str) -> Choice:
    """Say which row or record gave the salutation."""
    own = own_form(recipient, language)
    if own:
        return Choice("form of address", salutation, f"the record's own: {own.reason}")
    row = f"{form.rank}, {form.holder}{', own state' if form.own_state else ''}, {language.code}"
    return Choice("form of address", salutation, f"table of forms of address, row {row}", form.source)


def title(recipient: Recipient, holder: Holder | None, language: Language) -> str:
    """Name the office in one line of running text."""
    return _title(recipient, holder, language).replace("\n", " ")


def _title(recipient: Recipient, holder: Holder | None, language: Language) -> str:
    """Name the office as its record breaks it, in its feminine form for a woman where the record has one."""
    name = recipient.office.title
    if holder and holder.gender == "female" and name.female and name.female.get(language.code):
        return str(name.female.get(language.code))
    return _named(recipient, "title", name.words.get(language.code), language)


def body(recipient: Recipient, language: Language) -> str:
    """Name the ministry, mission or organisation in a language."""
    return _named(recipient, "body", recipient.office.body.words.get(language.code), language)


def _named(recipient: Recipient, part: str, words: str | None, language: Language) -> str:
    """Insist on a name; an absent one is an error, never another language's."""
    if words is None:
        raise RecordError.of(
            f"the recipient “{recipient.id}” has no {part} in the language “{language.code}”",
            f"add it under office, {part}, words: “{language.code}: …”",
        )
    return words


def _words(recipient: Recipient, holder: Holder | None, language: Language) -> dict[str, str]:
    """Collect what the table's rows may name."""
    name = holder.name if holder and holder.name else ""
    family = holder.family if holder and holder.family else name
    honorific = holder.honorific if holder and holder.honorific else ""
    titles, highest = language.academic(honorific), language.academic(honorific, highest=True)
    romanised = recipient.office.title.romanised
    return {
        "name": f"{titles} {name}" if titles and name else name,
        "family": family,
        "titled": f"{highest} {family}" if highest and family else family,
        "untitled": name,
        "Mr": highest or "Mr",
        "Ms": highest or "Ms",
        "title": _title(recipient, holder, language),
        "body": body(recipient, language),
        "romanised": f"({romanised})" if romanised else "",
    }
