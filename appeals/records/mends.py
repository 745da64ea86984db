"""The table: kind of fault -> sentence and mend. Faults are told apart by pydantic's error type, never by its text."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from appeals.model.mailboxes import MAILBOX

Context = Mapping[str, Any]
Said = tuple[str, str]

# Patterns of our own fields in words; a new pattern gets a line here (a test looks).
PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters, digits and hyphens, as in cn-premier",
    r"^[a-z0-9-]+$": "small letters, digits and hyphens",
    r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$": "capitals, digits and hyphens, as in REFUGEE-1951",
    r"^[0-9A-Za-z()*-][0-9A-Za-z() *-]*$": "an article, as in 33(1)",
    r"^\d{1,3}[dm]\+?$": "a number of days or months, as in 90d or 3m",
    r"^[A-Z]{2}$": "two capitals of ISO 3166, as in CN or NO",
    r"^[A-Z]{3}$": "three capitals of ISO 4217, as in EUR or USD",
    r"^[0-9*#,]{0,8}$": "what is dialled: digits, *, # and commas",
    r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$": "a language code, as in en or de",
    r"^[^\n\r\t]*$": "one line, without tabs",
    r"^https?://\S+$": "a web address that begins with https://",
    MAILBOX: "a mailbox, as in name@example.org",
}


def _quoted(value: object) -> str:
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"  # noqa: PLR2004 -- enough to recognise it


def _choices(expected: str) -> list[str]:
    """Split pydantic's `'a', 'b' or 'c'`."""
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",") if part.strip(" '")]


def _bare(name: object) -> str:
    """Take off the quotation marks that pydantic puts around a field's name."""
    return str(name).strip("'")


def _literal(value: object, ctx: Context) -> Said:
    choices = _choices(str(ctx["expected"]))
    close = get_close_matches(str(value), choices, 1)
    mend = f"did you mean “{close[0]}”?" if close else f"write one of: {', '.join(choices)}"
    return f"{_quoted(value)} is not among the choices", mend


def _pattern(value: object, ctx: Context) -> Said:
    form = PATTERNS.get(str(ctx["pattern"]), "another form")
    return f"{_quoted(value)} is not of the form this field takes", f"write {form}"


def _say(sentence: str, mend: str) -> Callable[[object, Context], Said]:
    """Make a sentence and mend in which {value} and the error's own figures may stand."""
    return lambda value, ctx: (sentence.format(value=_quoted(value), **ctx), mend.format(value=_quoted(value), **ctx))


MENDS: dict[str, Callable[[object, Context], Said]] = {
    "missing": lambda _v, ctx: (f"the field “{ctx['field']}” is missing", f"add “{ctx['field']}: …” here"),
    "string_type": _say(
        "text is expected here, and there is none", "write the text, or delete the field if it may be empty"
    ),
    "string_too_short": _say("this is empty", "write the text, or delete the field"),
    "string_too_long": _say("this is longer than {max_length} characters", "shorten it"),
    "string_pattern_mismatch": _pattern,
    "literal_error": _literal,
    "tuple_type": _say("a list is expected here", "write each entry on a line of its own, after “- ”"),
    "dict_type": _say("fields are expected here, as in “en: …”", "write “name: value” lines below it"),
    "model_type": _say("fields are expected here, and there is plain text", "write “name: value” lines below it"),
    "model_attributes_type": _say(
        "fields are expected here, and there is plain text", "write “name: value” lines below it"
    ),
    "too_short": _say("this list has {actual_length} entries and needs {min_length} at least", "add what is missing"),
    "too_long": _say("this list has more than {max_length} entries", "keep the {max_length} that matter"),
    "int_parsing": _say("{value} is not a whole number", "write digits only, without separators"),
    "int_parsing_size": _say("this number is too long", "write the number of people, in digits"),
    "int_type": _say("a whole number is expected here", "write digits only"),
    "bool_parsing": _say("{value} is neither true nor false", "write true or false"),
    "bool_type": _say("true or false is expected here", "write true or false"),
    "greater_than_equal": _say("{value} is less than {ge}", "write at least {ge}"),
    "less_than_equal": _say("{value} is more than {le}", "write at most {le}"),
    "union_tag_invalid": lambda _v, ctx: _literal(ctx["tag"], {"expected": ctx["expected_tags"]}),
    "union_tag_not_found": lambda _v, ctx: (
        f"the field “{_bare(ctx['discriminator'])}” is missing",
        "say which kind it is",
    ),
    "day_form": _say(
        "{value} is not a date", "write it year-month-day, as 2003-04-02; 2003-04 or 2003 where no more is known"
    ),
    "day_absent": _say("{value} is a date that does not exist", "correct the month or the day"),
    "date_inexact": _say("{value} is known only to the month or year", "write the day as well, as 2003-04-02"),
    "period_order": _say("the last day comes before the first", "exchange “from” and “to”, or correct one of them"),
    "price_form": _say("{value} is not a price", "write digits and a point, without the currency, as 0.029"),
    "number_country": _say(
        "{value} is a number without its country",
        "write it with + and the country’s code, as +49 30 2758 8221, or give the record’s address its country",
    ),
    "number_form": _say("{value} is not a telephone number", "write + and digits, as +49 30 2758 8221"),
    "number_length": _say("{value} has too few or too many digits for its country", "compare it with its source"),
    "number_letters": _say(
        "{value} is not a telephone number: it holds {found}",
        "write one number in digits, as +49 30 2758 8221, as its source has it",
    ),
    "number_several": _say(
        "{value} looks like more than one number",
        "write one of them whole, as +49 30 2758 8221, and the other in a place of its own",
    ),
    "number_spreadsheet": _say(
        "a spreadsheet has turned this number into {value}, and digits of it are lost",
        "format the column as text, and type the number again from its source",
    ),
    "number_extension": _say(
        "{value} has an extension, which no fax machine dials", "write the number that is dialled directly"
    ),
    "number_home": _say(
        "{value} is not a whole number as {country} dials it",
        "write it with its area code, as from another town, or with + and the country’s code",
    ),
    "name_title": _say(
        "“{titles}” stands before the name, and the form of address has a title of its own", "write {mend}"
    ),
    "unseen": _say(
        "{value} holds an invisible character, {character}", "delete it: type the words again where it stands"
    ),
    "mailbox_domain": _say(
        "the domain of {value} can be read in two ways",
        "write it as mail servers do, in the form that begins with xn--",
    ),
    "holder_name": _say("a holder needs a name", "write “name: …”, or “vacant: true” when nobody held the office"),
    "romanisation": _say(
        "“{one}” and “{other}” look like two spellings of one name",
        "spell both alike; keep the original script beside them",
    ),
    "figure_form": _say(
        "a figure is one value, a range, or words",
        "write “value: 48”, or “low: 30000” and a larger “high: 300000”, or “words: {{en: several thousand}}”",
    ),
}


def mend(kind: str, value: object, ctx: Context) -> Said:
    """Say in words what is wrong and how to mend it; an unknown kind says what it can."""
    if kind in MENDS:
        return MENDS[kind](value, ctx)
    return f"{_quoted(value)} does not fit here ({kind})", "compare with the file that `appeals new` writes"


def unknown_field(name: str, known: list[str]) -> Said:
    """Say that a field is not known, with the nearest that is."""
    close = get_close_matches(name, known, 1)
    return (
        f"unknown field {_quoted(name)}",
        f"did you mean “{close[0]}”?" if close else f"the fields here are: {', '.join(known)}",
    )
