"""The cost of a fax is the tariff's, and unknown where the tariff is silent."""

from decimal import Decimal

import pytest

from appeals.dispatch.fax_cost import billed_pages, billed_seconds, fax_cost, find_rate
from appeals.model.tariff import FaxRate, Tariff

BY_TIME = FaxRate(per_minute="0.10", minimum=60, step=6)
BY_PAGE = FaxRate(per_page="0.07", page_seconds=60)


@pytest.mark.parametrize(("seconds", "billed"), [(0, 60), (59.9, 60), (60, 60), (60.1, 66), (66, 66), (66.2, 72)])
def test_time_is_billed_in_steps_beyond_a_minimum(seconds, billed):
    """The minimum is billed at least, and beyond it every step begun."""
    assert billed_seconds(BY_TIME, seconds) == billed


def test_a_slow_page_is_billed_as_several():
    """A page that takes longer than the tariff's page counts as often as its time is begun; without one, once."""
    assert billed_pages(BY_PAGE, [12, 60, 61, 125]) == 1 + 1 + 2 + 3
    assert billed_pages(FaxRate(per_page="0.07"), [12, 61, 125]) == 3


def test_costs_add_up():
    """Call, time and pages are added."""
    rate = FaxRate(per_call="0.05", per_minute="0.10", minimum=60, step=6, per_page="0.01")
    assert fax_cost(rate, [40, 30]) == Decimal("0.05") + Decimal("0.12") + Decimal("0.02")
    assert fax_cost(BY_TIME, [61]) == Decimal("0.11")


def test_the_rate_of_a_country_goes_before_the_rate_for_all():
    """A rate that names the country is taken, else the one that names none, else the cost is not known."""
    home = FaxRate(name="inland", to=("DE",), per_minute="0.02")
    abroad = FaxRate(name="abroad", per_minute="0.20")
    tariff = Tariff(fax=(abroad, home))
    assert find_rate(tariff, "DE") == home
    assert find_rate(tariff, "CN") == abroad
    assert find_rate(Tariff(fax=(home,)), "CN") is None
    assert find_rate(Tariff(), "DE") is None
