"""What a fax costs by the user's tariff; unknown where the tariff does not say."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from appeals.model.tariff import FaxRate, Tariff


def find_rate(tariff: Tariff, country: str) -> FaxRate | None:
    """Find the first rate for a country (ISO 3166 alpha-2), or the first for all countries."""
    named = (rate for rate in tariff.fax if country in rate.to)
    return next(named, None) or next((rate for rate in tariff.fax if not rate.to), None)


def billed_seconds(rate: FaxRate, seconds: float) -> int:
    """Round a call up as it is billed: the minimum first, then in whole steps."""
    beyond = max(0, ceil(seconds) - rate.minimum)
    return rate.minimum + ceil(beyond / rate.step) * rate.step


def billed_pages(rate: FaxRate, pages: Sequence[float]) -> int:
    """Count pages as they are billed: one that takes longer than a page may counts as several."""
    if not rate.page_seconds:
        return len(pages)
    return sum(max(1, ceil(seconds / rate.page_seconds)) for seconds in pages)


def fax_cost(rate: FaxRate, pages: Sequence[float]) -> Decimal:
    """Reckon the cost of a call from the seconds of each page, in the tariff's currency, to a hundredth of a cent."""
    minutes = Decimal(billed_seconds(rate, sum(pages))) / 60
    cost = rate.per_call + rate.per_minute * minutes + rate.per_page * billed_pages(rate, pages)
    return cost.quantize(Decimal("0.0001"), ROUND_HALF_UP)
