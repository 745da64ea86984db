"""Prints a claim's figure as its record demands: qualified, ranged, with its source's name where there is dispute."""

from collections.abc import Sequence
from datetime import date, timedelta

from appeals.model.case import Case, Claim, Dispute, Figure
from appeals.phrases import Language

FRESH = timedelta(days=183)  # half a year: how long a figure is told without saying of when it is


def claim_words(case: Case, claim_id: str, language: Language, day: date | None = None) -> str:
    """Write the figure of a claim for a letter of a day; raise ValueError in plain words when it cannot be printed."""
    claim = find_claim(case, claim_id)
    words = _words(case, claim, language)
    if day is None or claim.as_of is None or day - claim.as_of.last <= FRESH:
        return words
    return language.word("figure_as_of", figure=words, when=language.day(claim.as_of))


def _words(case: Case, claim: Claim, language: Language) -> str:
    """Write the figure as the claim, or the dispute it is in, demands."""
    claim_id = claim.id
    if claim.figure is None:
        raise ValueError(f"the claim “{claim_id}” has no figure to print")
    dispute = next((d for d in case.disputes if claim_id in d.claims), None)
    if dispute is None:
        figure = figure_words(claim.figure, language)
        return _attributed(case, claim, figure, language) if claim.attribute else figure
    return _disputed(case, claim, dispute, language)


def find_claim(case: Case, claim_id: str) -> Claim:
    """Find a claim by its id."""
    found = next((claim for claim in case.claims if claim.id == claim_id), None)
    if found is None:
        raise ValueError(
            f"the case has no claim “{claim_id}”; it has: {', '.join(c.id for c in case.claims) or 'none'}"
        )
    return found


def figure_words(figure: Figure, language: Language) -> str:
    """Write a figure with its qualifier: at least 900, between 30,000 and 300,000, several thousand."""
    if figure.words is not None:
        words = figure.words.get(language.code)
        if words is None:
            raise ValueError(f"the figure has no words in the language “{language.code}”")
        return words
    if figure.value is None:
        return language.word(
            "figure_between", low=language.number(figure.low or 0), high=language.number(figure.high or 0)
        )
    return language.word(f"figure_{figure.qualifier}".replace("-", "_"), number=language.number(figure.value))


def _disputed(case: Case, claim: Claim, dispute: Dispute, language: Language) -> str:
    """Write a figure that other sources give otherwise, in the wording the case chose."""
    if dispute.wording == "attribute" and claim.figure:
        return _attributed(case, claim, figure_words(claim.figure, language), language)
    if dispute.wording == "leave-out":
        raise ValueError(f"the claim “{claim.id}” is in dispute and the case leaves it out")
    ends = _ends([c.figure for c in case.claims if c.id in dispute.claims and c.figure])
    if not ends:
        raise ValueError(f"the dispute about “{dispute.about}” has no numbers to make a {dispute.wording} of")
    low, high = ends[0], ends[-1]
    if dispute.wording == "range":
        return language.word("figure_between", low=figure_words(low, language), high=figure_words(high, language))
    if low.qualifier == "exactly":
        return language.word("figure_at_least", number=language.number(low.value or 0))
    return figure_words(low, language)


def _ends(figures: Sequence[Figure]) -> list[Figure]:
    """Order the numbers that sources give, each with its own qualifier: “almost 40” does not become 40."""
    whole = [figure for figure in figures if figure.value is not None]
    ends = [Figure(value=n) for figure in figures for n in (figure.low, figure.high) if n is not None]
    return sorted((*whole, *ends), key=lambda figure: figure.value or 0)


def _attributed(case: Case, claim: Claim, figure: str, language: Language) -> str:
    """Add who says so."""
    names = [_name(case, telling.source, language) for telling in claim.sources]
    return language.word("figure_according_to", figure=figure, source=language.list(names))


def _name(case: Case, source_id: str, language: Language) -> str:
    source = next((s for s in case.sources if s.id == source_id), None)
    if source is None:
        raise ValueError(f"the case has no source “{source_id}”")
    name = source.name.get(language.code)
    if name is None:
        raise ValueError(f"the source “{source_id}” has no name in the language “{language.code}”")
    return name
