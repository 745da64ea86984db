"""What may be anybody's name is told from everyday words, without a list of anybody's name."""

import pytest

from appeals.checks.everyday import Everyday
from appeals.reference.everyday import everyday_words

ENGLISH, GERMAN = Everyday("en", ["They asked Premier Wen Jiabao."]), Everyday("de")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I was taught by Nora Nightjar.", ("Nora Nightjar",)),
        ("i was taught by nora nightjar", ("nora nightjar",)),
        ("She is called GRACE.", ("GRACE",)),
        ("I met Grace Young there.", ("Grace Young",)),
        ("Dr Young told me.", ("Dr Young",)),
        ("N o r a", ("N o r",)),
        ("Đặng Łukasz İlkay", ("Đặng Łukasz İlkay",)),
        ("N\u200eora and Ｎｏｒａ", ("N\u200eora", "Ｎｏｒａ")),
        ("n0ra, nora_nightjar", ("n0ra", "nora_nightjar")),
        ("王翠鸟", ("王翠鸟",)),
        ("It is ☎ she", ("☎",)),
        ("It’s the people’s right: don't send them back!", ()),
        ("I’m 52, a Quaker from Hamburg, and know of a Syrian family. On 21st May 2003 we met.", ()),
        ("We heard of Wen Jiabao.", ()),
        ("Hope was all they had. “Young people”, I say.", ()),
        ("", ()),
    ],
)
def test_in_english(text: str, found: tuple[str, ...]) -> None:
    """Unknown words, and capitals inside of a sentence, may be names; what the page itself names is none of them."""
    assert ENGLISH.find_others(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ich kenne Anna Steinbrenner.", ("Anna Steinbrenner",)),
        ("Frau Stein sagte es.", ("Stein",)),
        ("Als Großmutter und Ärztin bitte ich für die Flüchtlingskinder aus Syrien.", ()),
    ],
)
def test_in_german(text: str, found: tuple[str, ...]) -> None:
    """Every noun has a capital, and words are put together."""
    assert GERMAN.find_others(text) == found


def test_a_name_may_be_made_of_everyday_words() -> None:
    """Then no list can tell it from them, and that is told."""
    assert ENGLISH.makes("Young Hope")
    assert not ENGLISH.makes("Rosalind Hope")
    assert not GERMAN.makes("Nora Nightjar")


def test_other_languages_have_no_list() -> None:
    """What somebody calls a language leads to no file."""
    assert everyday_words("fr") == frozenset()
    assert everyday_words("../../etc/passwd") == frozenset()
    assert not Everyday("fr").is_known
