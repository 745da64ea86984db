"""The cost of a stamp is the tariff's, and unknown where the tariff is silent."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from appeals.dispatch.post_cost import find_postage, weigh
from appeals.model.tariff import PostRate, Tariff

LIGHT = PostRate(name="inland", to=("DE",), grams=20, price="0.95")
HEAVY = PostRate(name="inland, thick", to=("DE", "AT"), grams=50, price="1.10")
ABROAD = PostRate(name="abroad", grams=20, price="1.25")
TARIFF = Tariff(post=(HEAVY, ABROAD, LIGHT))


def test_a_letter_weighs_as_much_as_its_sheets_and_its_envelope():
    """A page more is a sheet more; three sheets of office paper go for twenty grams, four do not."""
    assert weigh(2) - weigh(1) == weigh(3) - weigh(2) > 0
    assert weigh(3) <= 20 < weigh(4)


@pytest.mark.parametrize(
    ("country", "pages", "rate"),
    [("DE", 1, LIGHT), ("DE", 3, LIGHT), ("DE", 4, HEAVY), ("AT", 1, HEAVY), ("CN", 3, ABROAD), ("CN", 4, None)],
)
def test_the_lightest_rate_that_carries_a_letter(country, pages, rate):
    """A rate that names the country goes before one for all; a letter too heavy for every rate has no known price."""
    assert find_postage(TARIFF, country, pages) == rate


def test_a_tariff_that_says_nothing_of_the_post():
    """Without a rate no price is known."""
    assert find_postage(Tariff(), "DE", 1) is None
    assert find_postage(Tariff(post=(LIGHT,)), "CN", 1) is None


@pytest.mark.parametrize("price", ["0.95 EUR", "0,95", "-1", "", "1e3", "٣"])
def test_what_is_no_price_is_refused(price):
    """A price is a plain number with a point; a comma, a sign or a currency is refused."""
    with pytest.raises(ValidationError, match="not a price"):
        PostRate(price=price)
    assert PostRate(price=0.95).price == Decimal("0.95")


def test_a_rate_of_the_post_needs_a_price():
    """A rate without a price says nothing, and one that carries nothing carries no letter."""
    with pytest.raises(ValidationError):
        PostRate(grams=20)
    with pytest.raises(ValidationError):
        PostRate(price="1", grams=0)
