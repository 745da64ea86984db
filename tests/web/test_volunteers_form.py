"""What a form may say, and the sender that comes of it."""

from collections.abc import Callable

import pytest
from visiting import Visitor

from appeals.web.form import LIMITS, YOU, Entry, find_faults, make_sender, read_entry, town_of

CHOICES = {"country": frozenset({"DE", "GB"}), "to": frozenset({"cn-premier"})}
WHOLE = {"name": "Erika Beispiel", "address": "Lindenweg 4\n10117 Berlin", "country": "DE", "to": "cn-premier"}


def faults(*, whole: bool = True, **typed: str) -> dict[str, str]:
    """Tell the fault of each field."""
    found = find_faults(read_entry(WHOLE | typed), CHOICES, whole=whole)
    return {fault.field: fault.key for fault in found}


def test_two_fields_suffice() -> None:
    """A name and an address make a letter: all else is chosen already, or may stay empty."""
    assert faults() == {}
    assert make_sender(read_entry(WHOLE)).model_dump(exclude_none=True) == {
        "id": YOU,
        "name": "Erika Beispiel",
        "address": {"lines": ("Lindenweg 4", "10117 Berlin"), "country": "DE"},
        "language": "de",
        "place": "Berlin",
        "signatory": {"name": "Erika Beispiel"},
        "invented": False,
        "fax_first": False,
    }


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        ("name", "", "fault_name_missing"),
        ("address", " \n ", "fault_address_missing"),
        ("name", "x" * (LIMITS["name"] + 1), "fault_too_long"),
        ("words", "x" * (LIMITS["words"] + 1), "fault_too_long"),
        ("address", "\n".join("abcdef"), "fault_address_lines"),
        ("address", "x" * 81 + "\nBerlin", "fault_address_line"),
        ("name", "Erika\nBeispiel", "fault_hidden"),
        ("name", "Erika\u202eBeispiel", "fault_hidden"),
        ("words", "Dear\x00Sir", "fault_hidden"),
        ("words", "a\tb", "fault_hidden"),
        ("country", "ZZ", "fault_choice"),
        ("country", "../../etc/passwd", "fault_choice"),
        ("to", "cn-embassy-berlin", "fault_choice"),
        ("email", "erika", "fault_email"),
        ("email", "a@b.org\nBcc: c@d.org", "fault_hidden"),
        ("phone", "2758 8221", "fault_phone"),
        ("phone", "030 2758 8221/22", "fault_phone"),
        ("phone", "+49", "fault_phone"),
    ],
)
def test_what_is_wrong_is_told_of_its_field(field: str, text: str, key: str) -> None:
    """Each field tells what is wrong with it, and no other field does."""
    assert faults(**{field: text}) == {field: key}


def test_nobody_is_scolded_while_typing() -> None:
    """What is still empty is no fault as long as no letter is demanded; what is wrong is one at once."""
    assert faults(whole=False, name="", address="") == {}
    assert faults(whole=False, name="", email="erika@") == {"email": "fault_email"}


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("Lindenweg 4\n10117 Berlin", "Berlin"),
        ("Lindenweg 4, 10117 Berlin", "Berlin"),
        ("4 Mill Lane\nBristol BS1 9XX", "Bristol"),
        ("4 Mill Lane\nBristol\nBS1 9XX", "Bristol"),
        ("4 Mill Lane\nSpringfield, IL 62704", "Springfield"),
        ("12345", "12345"),
    ],
)
def test_the_town_is_taken_from_the_address(address: str, town: str) -> None:
    """Nobody is asked for the town again: it is the last line of the address, without its post code."""
    assert town_of(Entry(address=address).address_lines) == town


def test_every_country_with_a_post_can_be_chosen(open_door: Callable[..., Visitor]) -> None:
    """Whatever a sender's record takes, the form takes."""
    page = open_door().get("/letters/forced-returns-2003").text
    for code in ("TW", "HK", "XK", "PR", "GI", "JE", "FR"):
        assert f'<option value="{code}"' in page
