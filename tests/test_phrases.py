"""Dates, numbers, lists and fixed words in each language, and tables that lack something."""

from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from appeals.letters.forms import pick_form, style
from appeals.model.recipient import Holder, Rank, Recipient
from appeals.phrases import Language, fill, is_country, named_in
from appeals.problems import TemplateError
from appeals.templating import Templates, shelf

DAY = date(2003, 4, 2)
CODES = ("en", "de")


def language(code: str) -> Language:
    """Read a shipped language."""
    return Language(code, Templates((shelf(),)).words(f"words/{code}.toml"))


def holder(gender: str | None) -> Holder:
    """Make a holder of a gender, or of none that is known."""
    return Holder.model_validate({"name": "Kim Example", "family": "Kim", "gender": gender, "source": {"title": "x"}})


def recipient(rank: str, state: str) -> Recipient:
    """Make an office of a rank, with words in both languages."""
    words = {"words": {"en": "Title", "de": "Titel"}}
    return Recipient.model_validate(
        {"id": "x", "office": {"class": rank, "state": state, "title": words, "body": words}}
    )


COUNTRY = "DE"  # where the letter is posted


@pytest.mark.parametrize(
    ("code", "dates", "numbers", "places"),
    [
        ("en", ("2 April 2003", "April 2003"), ("no", "three", "48", "3,200"), ("North Korea", "DPR KOREA")),
        (
            "de",
            ("2. April 2003", "April 2003"),
            ("keine", "drei", "48", "3.200"),
            ("Nordkorea", "DEMOKRATISCHE VOLKSREPUBLIK KOREA"),
        ),
    ],
)
def test_words_of_a_language(
    code: str, dates: tuple[str, str], numbers: tuple[str, ...], places: tuple[str, str]
) -> None:
    """Dates, numbers, lists and countries are written as the language writes them."""
    tongue = language(code)
    assert (tongue.date(DAY), tongue.month(DAY)) == tuple(text.replace(" ", "\xa0") for text in dates)
    assert tuple(tongue.number(n) for n in (0, 3, 48, 3200)) == numbers
    assert tongue.list(["a", "b", "c"]) == {"en": "a, b and c", "de": "a, b und c"}[code]
    assert tongue.list(["a"]) == "a"
    assert (tongue.country("KP"), tongue.destination("KP")) == places
    assert len(tongue.quotes) == 4


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("rank", get_args(Rank))
@pytest.mark.parametrize("gender", ["male", "female", None, "nobody"])
@pytest.mark.parametrize("state", ["CN", "DE"])
def test_every_rank_has_a_form_for_everyone(code: str, rank: str, gender: str | None, state: str) -> None:
    """Every class has a form for a man, a woman, a person of unknown gender and nobody, at home and abroad."""
    office = recipient(rank, state)
    person = None if gender == "nobody" else holder(gender)
    form = pick_form(office, person, COUNTRY, language(code))
    lines, salutation, close = style(office, person, form, language(code))
    assert form.rank == rank
    assert form.source
    assert lines
    assert salutation.endswith(",")
    assert close
    assert not any("{" in text or "()" in text or "  " in text for text in (*lines, salutation, close))
    assert ("Kim" in " ".join(lines)) == (person is not None)


def test_the_languages_have_the_same_words() -> None:
    """What one language can say, the other can."""
    tables = [language(code).table["words"] for code in CODES]
    assert tables[0].keys() == tables[1].keys()
    for key, text in tables[0].items():
        assert sorted(named_in(text)) == sorted(named_in(tables[1][key])), key


def test_a_german_office_is_addressed_at_home_without_excellency() -> None:
    """The sender's own state has rows of its own in German: no excellency for the own minister."""
    tongue, office, man = language("de"), recipient("minister", "DE"), holder("male")
    assert style(office, man, pick_form(office, man, COUNTRY, tongue), tongue)[1] == "Sehr geehrter Herr Kim,"
    abroad = recipient("minister", "CN")
    assert style(abroad, man, pick_form(abroad, man, COUNTRY, tongue), tongue)[1] == "Exzellenz,"


def test_lines_are_filled_with_what_they_name_and_nothing_else() -> None:
    """A line may ask for its own words only; braces cannot reach into them."""
    assert fill("{a} and {b}", {"a": 1, "b": "{a}"}) == "1 and {a}"
    assert named_in("{a} and {b.c}") == ("a", "b.c")
    for line in ("{b}", "{a.__class__}", "{0}", "{}", "{a!r}", "{a:>99}"):
        with pytest.raises(ValueError, match=r"it may ask for {a}$"):
            fill(line, {"a": 1})
    with pytest.raises(ValueError, match="it may ask for nothing"):
        fill("{b}", {})


def test_countries() -> None:
    """Codes of ISO 3166 are countries, territories too; others are not."""
    assert all(is_country(code) for code in ("CN", "NO", "HK", "TW", "PS", "GB"))
    assert not any(is_country(code) for code in ("QQ", "ZZ", "UK", "cn", ""))


FULL: dict[str, Any] = {
    "locale": "en_GB",
    "quotes": "“”‘’",
    "words": {"date": "Date", "hello": "Hello {name}"},
    "forms": [{"classes": ["judge"], "holder": "any", "lines": [], "salutation": "", "close": "", "source": "x"}],
}


@pytest.mark.parametrize(
    ("change", "use", "report"),
    [
        ({"locale": None}, lambda t: t.date(DAY), "the language “xx” has no “locale”"),
        ({"locale": "qq_QQ"}, lambda t: t.date(DAY), "there is no locale “qq_QQ”"),
        ({"locale": "not a locale"}, lambda t: t.number(99), "there is no locale “not a locale”"),
        ({"quotes": None}, lambda t: t.quotes, "the language “xx” has no “quotes”"),
        ({}, lambda t: t.word("telefax"), "the language “xx” has no words for “telefax”"),
        ({"words": None}, lambda t: t.word("date"), "the language “xx” has no words for “date”"),
        ({}, lambda t: t.word("hello", nmae="x"), "the words for “hello” cannot be filled: “Hello {name}”"),
        ({}, lambda t: t.country("QQ"), "the language “xx” has no name for the country “QQ”"),
        ({"forms": [{"classes": ["judge"]}]}, lambda t: t.forms, "a row of [[forms]] has no “holder”"),
    ],
)
def test_what_a_table_lacks_is_told(change: dict[str, Any], use: Any, report: str) -> None:
    """A table of words that lacks something is an error that names the table and what to add."""
    table = {key: value for key, value in (FULL | change).items() if value is not None}
    with pytest.raises(TemplateError) as error:
        use(Language("xx", table))
    assert str(error.value).startswith(f"templates/words/xx.toml: {report}")
    assert "\n    mend: " in str(error.value)


def test_a_table_may_name_countries_its_own_way() -> None:
    """Names in the table go before those of CLDR, and without small numbers all are digits."""
    tongue = Language("xx", FULL | {"countries": {"CN": "Middle Kingdom"}, "destinations": {"KR": "Corea"}})
    assert tongue.country("CN") == "Middle Kingdom"
    assert tongue.destination("CN") == "MIDDLE KINGDOM"
    assert tongue.destination("KR") == "COREA"
    assert tongue.number(3) == "3"
    assert [form.rank for form in tongue.forms] == ["judge"]


def test_a_rank_without_form_is_told_with_the_row_to_add(tmp_path: Path) -> None:
    """A class of office that a table does not address names the row that is missing."""
    del tmp_path
    with pytest.raises(TemplateError) as error:
        pick_form(recipient("consul", "CN"), holder("female"), COUNTRY, Language("xx", FULL))
    assert str(error.value) == (
        "templates/words/xx.toml: the language “xx” has no form of address for the class “consul” and any in office\n"
        '    mend: add a row [[forms]] with classes = ["consul"] and holder = "any"'
    )
