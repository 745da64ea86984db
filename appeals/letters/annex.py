"""The annex of sources: every claim of the case, what its sources say, and how much they know."""

from appeals.letters.claims import figure_words
from appeals.model.case import Case, CaseSource, Claim, Telling
from appeals.model.common import Words
from appeals.model.letter import Annex, Paragraph, Run, Runs, Table
from appeals.phrases import Language
from appeals.problems import RecordError

COLUMNS = ("claim", "when", "where", "figure", "source")


def annex_of_sources(case: Case, language: Language) -> Annex:
    """Lay out fact, time, place, figure and sources of every claim, in a table."""
    head = tuple(language.word(f"sources_{column}") for column in COLUMNS)
    rows = tuple(_row(case, claim, language) for claim in case.claims)
    note = Paragraph((Run(language.word("sources_note")),))
    return Annex(language.word("sources_title"), (Table(head, rows), note))


def _row(case: Case, claim: Claim, language: Language) -> tuple[Runs, ...]:
    place = _said(claim.where, claim, language) if claim.where else ""
    tellings = language.list([_telling(case, telling, language) for telling in claim.sources])
    figure = figure_words(claim.figure, language) if claim.figure else ""
    cells = (_said(claim.what, claim, language), _when(claim, language), place, figure, tellings)
    return tuple((Run(cell, mark=f"claim:{claim.id}"),) if cell else () for cell in cells)


def _said(words: Words, claim: Claim, language: Language) -> str:
    found = words.get(language.code)
    if found is None:
        raise RecordError.of(
            f"the claim “{claim.id}” has no words in the language “{language.code}”",
            f"add “{language.code}: …” to its “what” and “where”",
        )
    return found


def _when(claim: Claim, language: Language) -> str:
    """Write when it was, as exactly as the record knows it."""
    days = dict.fromkeys(language.day(day) for day in (claim.since, claim.until) if day)
    return " – ".join(days)


def _telling(case: Case, telling: Telling, language: Language) -> str:
    """Name a source: who, what, when, and whether of its own knowledge."""
    source: CaseSource = next(s for s in case.sources if s.id == telling.source)
    knowledge = language.word("sources_own" if telling.knowledge == "own" else "sources_hearsay")
    known = (source.by, source.title, language.day(source.date) if source.date else None)
    return f"{', '.join(part for part in known if part)} ({knowledge})"
