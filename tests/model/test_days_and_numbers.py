"""Days known to the day, month or year; numbers with their country; words in several languages."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from appeals.model.case import Case, Figure
from appeals.model.common import Day, Source, Words, read_date, read_day
from appeals.model.mailboxes import Mailbox
from appeals.model.numbers import at_home, read_fax_number, read_number, written
from appeals.model.recipient import Fax, Holder, Recipient
from appeals.problems import AppealsError, Place, Problem, RecordError


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2003-03-16", date(2003, 3, 16), date(2003, 3, 16)),
        ("2003-02", date(2003, 2, 1), date(2003, 2, 28)),
        ("2004-02", date(2004, 2, 1), date(2004, 2, 29)),
        ("2003", date(2003, 1, 1), date(2003, 12, 31)),
    ],
)
def test_days_are_read_as_written(text: str, first: date, last: date) -> None:
    """A day, a month or a year is read with its first and last day, and written as it was."""
    day = read_day(text)
    assert day == Day(first, last)
    assert str(day) == text
    assert day.is_exact == (first == last)
    assert read_day(day) is day


@given(st.dates())
def test_every_date_comes_back(day: date) -> None:
    """Every day of the calendar is read as itself."""
    assert read_date(day.isoformat()) == day
    assert read_date(day) is day


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2003-02-30", "day_absent"),
        ("2003-13", "day_absent"),
        ("0000", "day_absent"),
        ("2003-00", "day_absent"),
        ("03-04-02", "day_form"),
        ("2003-4-2", "day_form"),
        ("2003-04-02-01", "day_form"),
        ("", "day_form"),
        ("-", "day_form"),
        (20030402, "day_form"),
        (None, "day_form"),
    ],
)
def test_what_is_no_day_is_refused(text: object, kind: str) -> None:
    """Another form, and days that do not exist, are told apart."""
    with pytest.raises(PydanticCustomError) as error:
        read_day(text)
    assert error.value.type == kind


def test_a_date_is_known_to_the_day() -> None:
    """Where a date is needed a month is not enough."""
    with pytest.raises(PydanticCustomError) as error:
        read_date("2003-04")
    assert error.value.type == "date_inexact"


@pytest.mark.parametrize("text", ["+86 10 6529 2345", "0086 10 6529-2345", " +86 (10) 65292345 "])
def test_numbers_become_one_form(text: str) -> None:
    """However a number is written, it is kept in E.164 and written one way."""
    assert read_number(text) == "+861065292345"
    assert written(read_number(text)) == "+86 10 6529 2345"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("010 6529 2345", "number_country"),
        ("", "number_country"),
        ("+", "number_form"),
        ("+86 TEN", "number_letters"),
        ("+999 1", "number_form"),
        ("+86 10 65", "number_length"),
        ("+86 10 6529 2345 6529", "number_length"),
    ],
)
def test_wrong_numbers_are_told_apart(text: str, kind: str) -> None:
    """A missing country, another form and a wrong length are three faults."""
    with pytest.raises(PydanticCustomError) as error:
        read_number(text)
    assert error.value.type == kind


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("+49 30 2758 8221 Fax", "number_letters", "the letters “Fax”"),
        ("+86 10 6529 XXXX", "number_letters", "the letters “XXXX”"),
        ("+49 30 2758 O221", "number_letters", "the letter “O”"),
        ("+66 2 245 7030 หรือ 7031", "number_letters", "หรือ"),
        ("+49 30 2758 8221; +49 30 2758 8222", "number_letters", "“;”"),
        ("+49 30 2758 8221, 8222", "number_letters", "“,”"),
        ("+49 30 2758\u00ad8221", "number_letters", "U+00AD (SOFT HYPHEN)"),
        ("+49 30 2758 8221/22", "number_several", ""),
        ("+44 20 7946 0958 / 0959", "number_several", ""),
        ("+33 1 42 34 56 78/79/80", "number_several", ""),
        ("+49 30 2758 8221 – 23", "number_several", ""),
        ("8.61065E+11", "number_spreadsheet", ""),
        ("4,93028E+11", "number_spreadsheet", ""),
        ("493027588221.0", "number_spreadsheet", ""),
    ],
)
def test_a_number_that_would_become_another_is_refused(text: str, kind: str, found: str) -> None:
    """What is neither a digit nor a usual separator is named; nothing is joined, left out or turned into digits."""
    for value in (text, at_home(text, "DE")):
        with pytest.raises(PydanticCustomError) as error:
            read_number(value)
        assert error.value.type == kind
        assert found in str((error.value.context or {"found": ""})["found"])


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("030/2758-8221", "DE", "+493027588221"),
        ("(030) 27 58 82 21", "DE", "+493027588221"),
        ("06 4691 3114", "IT", "+390646913114"),  # Italy dials the nought from abroad too
        ("01 42 34 56 78", "FR", "+33142345678"),
        ("010-6529-9999", "CN", "+861065299999"),
        ("(202) 456-1111", "US", "+12024561111"),
        ("8 (495) 606-00-00", "RU", "+74956060000"),
        ("06 1 374 1100", "HU", "+3613741100"),
        ("6775 1234", "SG", "+6567751234"),
        ("+33 1 42 34 56 78", "DE", "+33142345678"),
        ("+39 (0)6 4691 3114", "DE", "+390646913114"),
        ("+44 (0)20 7946 0958", "DE", "+442079460958"),
        ("٠٣٠ ٢٧٥٨ ٨٢٢١", "DE", "+493027588221"),
    ],
)
def test_a_number_is_read_in_its_country(text: str, country: str, e164: str) -> None:
    """As the country dials it; a number that names its own country keeps it."""
    assert read_number(at_home(text, country)) == e164


@pytest.mark.parametrize(
    ("text", "country"),
    [("2758 8221", "DE"), ("49 30 2758 8221", "DE"), ("142345678", "FR"), ("110", "DE"), ("011 49 30 2758 8221", "US")],
)
def test_a_number_that_is_not_whole_is_refused(text: str, country: str) -> None:
    """Without its area code, its nought, or its plus it would be another number."""
    with pytest.raises(PydanticCustomError) as error:
        read_number(at_home(text, country))
    assert error.value.type == "number_home"


@pytest.mark.parametrize("text", ["+49 30 2758 8221 ext. 12", "+49 30 2758 8221 x12", "+49 30 2758 8221;ext=12"])
def test_an_extension_is_kept_or_refused(text: str) -> None:
    """A telephone keeps and shows it; a fax machine cannot dial it."""
    assert written(read_number(text)) == "+49 30 27588221 ext. 12"
    with pytest.raises(PydanticCustomError) as error:
        read_fax_number(text)
    assert error.value.type == "number_extension"


def recipient(**parts: Any) -> Recipient:
    """Make a recipient with the fax number 030 2758 8221."""
    fax = {"channel": "fax", "number": "030 2758 8221", "source": {"title": "x"}}
    words = {"words": {"en": "x"}}
    office = {"class": "ambassador", "state": "DE", "title": words, "body": words, **parts.pop("office", {})}
    return Recipient.model_validate({"id": "x", "office": office, "channels": [fax], **parts})


def test_a_record_gives_its_numbers_their_country() -> None:
    """The country of all addresses, or where a mission is; where two are named, or none, nothing is guessed."""
    berlin, bern = ({"lines": ["1 Street"], "country": code, "source": {"title": "x"}} for code in ("DE", "CH"))
    for made in (recipient(addresses=[berlin]), recipient(office={"host": "DE"}), recipient(office={"class": "judge"})):
        assert isinstance(made.channels[0], Fax)
        assert made.channels[0].number == "+493027588221"
    for parts in ({"addresses": [berlin, bern]}, {}):
        with pytest.raises(ValidationError) as error:
            recipient(**parts)
        assert error.value.errors()[0]["type"] == "number_country"


@pytest.mark.parametrize(
    ("mailbox", "kind"),
    [
        ("s.o'brien@example.org", ""),
        ("office@münchen.example", ""),
        ("buero@xn--mnchen-3ya.example", ""),
        ("büro@example.org", ""),
        ("daten\u00adschutz@example.org", "unseen"),
        ("office\u200b@example.org", "unseen"),
        ("\u200eoffice@example.org", "unseen"),
        ("office@straße.example", "mailbox_domain"),  # read in two ways by the standards
        ("office@example", "string_pattern_mismatch"),
        ("office@-example.org", "string_pattern_mismatch"),
        ("office@@example.org", "string_pattern_mismatch"),
        ("office@example.org, press@example.org", "string_pattern_mismatch"),
    ],
)
def test_mailboxes(mailbox: str, kind: str) -> None:
    """Apostrophes and domains of other letters are taken; what nobody sees, and what has no one form, is refused."""
    if not kind:
        assert TypeAdapter(Mailbox).validate_python(mailbox) == mailbox
        return
    with pytest.raises(ValidationError) as error:
        TypeAdapter(Mailbox).validate_python(mailbox)
    assert error.value.errors()[0]["type"] == kind


def test_words_are_kept_apart_by_language() -> None:
    """Words of one language never stand in for another's; records stay hashable."""
    words = TypeAdapter(Words).validate_python({"en": "Premier", "de": "Ministerpräsident"})
    assert words.get("en") == "Premier"
    assert words.get("fr") is None
    assert words.languages == {"en", "de"}
    assert hash(words)
    with pytest.raises(ValidationError):
        TypeAdapter(Words).validate_python({})


def test_a_period_holds_its_ends() -> None:
    """A month as an end counts whole; what has no end goes on."""
    source = {"title": "x"}
    one = Holder.model_validate({"name": "A", "from": "2003-03", "to": "2003-05", "source": source})
    days = [date(2003, 2, 28), date(2003, 3, 1), date(2003, 5, 31), date(2003, 6, 1)]
    assert [one.holds_on(day) for day in days] == [False, True, True, False]
    assert Holder.model_validate({"name": "A", "source": source}).holds_on(date(1, 1, 1))


@pytest.mark.parametrize(
    "figure",
    [{}, {"value": 1, "words": {"en": "one"}}, {"value": 1, "low": 1}, {"low": 1}, {"high": 1}, {"low": 2, "high": 2}],
)
def test_a_figure_is_one_thing(figure: dict[str, object]) -> None:
    """A figure is a value, a range or words: not two of them, not half, not upside down."""
    with pytest.raises(ValidationError) as error:
        Figure.model_validate(figure)
    assert error.value.errors()[0]["type"] == "figure_form"


def test_a_source_is_one_line() -> None:
    """What is known of a source is joined; what is not known leaves no gap."""
    assert str(Source.model_validate({"title": "T", "by": "B", "date": "2003-03"})) == "B, T, 2003-03"
    assert str(Source.model_validate({"title": "T"})) == "T"


def test_a_case_has_the_languages_that_all_its_texts_have() -> None:
    """One text without words in a language takes that language from the case."""
    both = {"en": "x", "de": "y"}
    case = {
        "id": "c", "kind": "k", "reference": "r", "state": "CN", "to": ["x"], "subject": [both], "facts": [both],
        "requests": [{"id": "r", "words": both}], "position": [{"says": both, "reply": both}],
    }  # fmt: skip
    assert Case.model_validate(case).languages == {"en", "de"}
    assert Case.model_validate(case | {"questions": [{"de": "?"}]}).languages == {"de"}
    assert Case.model_validate(case | {"position": [{"says": both, "reply": {"en": "x"}}]}).languages == {"en"}


def test_problems_are_told_in_the_order_of_their_places() -> None:
    """Those without a place come first; a place is written as editors read it."""
    places = [Place("b", 2, 1), None, Place("a", 10), Place("a", 9, 3), Place("a")]
    error = RecordError(*(Problem("s", "m", place) for place in places))
    assert [str(problem.place) for problem in error.problems] == ["None", "a", "a:9:3", "a:10", "b:2:1"]
    assert isinstance(error, AppealsError)
    assert str(Problem("s", "m", Place("a", 1, 2), "line")) == "a:1:2: s\n     1 | line\n    mend: m"
    assert str(Problem("s", "m", excerpt="line")) == "s\n    mend: m"
