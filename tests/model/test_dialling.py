"""A number is dialled as callers of the sender's country dial it."""

import pytest

from appeals.model.numbers import country_of, dial

BEIJING, BERLIN, WASHINGTON = "+861065292345", "+493027588221", "+12024952266"


@pytest.mark.parametrize(
    ("number", "country", "dialled"),
    [
        (BERLIN, "DE", "030 27588221"),
        (BERLIN, "FR", "00 49 30 27588221"),
        (BERLIN, "US", "011 49 30 27588221"),
        (BEIJING, "DE", "00 86 10 6529 2345"),
        (BEIJING, "AU", "0011 86 10 6529 2345"),
        (BEIJING, "JP", "010 86 10 6529 2345"),
        (BEIJING, "CN", "010 6529 2345"),
        (WASHINGTON, "US", "1 202 495 2266"),
        (WASHINGTON, "CA", "1 202 495 2266"),
        (BEIJING, "BR", ""),
    ],
)
def test_numbers_are_dialled_from_a_country(number, country, dialled):
    """Abroad with the country's prefix, at home as at home, and not at all where callers choose a carrier."""
    assert dial(number, country) == dialled


def test_an_outside_line_comes_first():
    """What leads out of a house's exchange is dialled before, but not before what is not known."""
    assert dial(BERLIN, "DE", "0") == "0 030 27588221"
    assert dial(BEIJING, "DE", "0,") == "0, 00 86 10 6529 2345"
    assert dial(BEIJING, "BR", "0") == ""


def test_the_country_of_a_number_is_told():
    """A number tells the country it stands in, or nothing."""
    assert [country_of(number) for number in (BEIJING, BERLIN, WASHINGTON, "+80012345678")] == ["CN", "DE", "US", ""]
