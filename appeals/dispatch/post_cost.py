"""What it costs to post a letter, by the user's tariff; unknown where the tariff does not say."""

from appeals.model.tariff import PostRate, Tariff

PAGE, ENVELOPE = 5, 5  # grams: a sheet of 80 g/m² printed on one side, and the envelope about it


def weigh(pages: int) -> int:
    """Weigh a letter of so many pages, each on a sheet of its own, in grams."""
    return PAGE * pages + ENVELOPE


def find_postage(tariff: Tariff, country: str, pages: int) -> PostRate | None:
    """Find the lightest rate that carries a letter to a country (ISO 3166 alpha-2), or else to all countries."""
    carrying = sorted((rate for rate in tariff.post if rate.grams >= weigh(pages)), key=lambda rate: rate.grams)
    named = (rate for rate in carrying if country in rate.to)
    return next(named, None) or next((rate for rate in carrying if not rate.to), None)
