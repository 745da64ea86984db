"""The annex of norms: every provision relied on, in one table."""

from appeals.law.citing import capitalise, cite
from appeals.law.tongue import Tongue
from appeals.model.law import Citation, LegalBasis
from appeals.model.letter import Annex, Paragraph, Run, Runs, Table

COLUMNS = ("provision", "gist", "standing", "reference")


def annex_of_norms(basis: LegalBasis, tongue: Tongue) -> Annex:
    """Lay out every ground: provision in full, gist, kind and standing with their dates, UNTS reference and source."""
    name = tongue.state(basis.state)
    head = tuple(tongue.word(f"annex_{column}", **name) for column in COLUMNS)
    rows = tuple(_row(cite(ground, tongue), tongue) for ground in basis.grounds)
    note = tongue.word("annex_note", date=tongue.language.date(basis.day))
    return Annex(tongue.word("annex_title"), (Table(head, rows), Paragraph((Run(note),))))


def _row(citation: Citation, tongue: Tongue) -> tuple[Runs, ...]:
    caveat = f"({citation.caveat})" if citation.caveat else ""
    standing = " ".join(filter(None, (citation.standing_name, caveat)))
    as_of = tongue.word("as_of", date=citation.as_of) if citation.as_of else ""
    source = ", ".join(filter(None, (citation.source, as_of)))
    cells = (
        capitalise(citation.long),
        capitalise(citation.gist),
        "; ".join(filter(None, (citation.kind_name, standing, citation.dates))),
        "; ".join(filter(None, (citation.reference, source))),
    )
    mark = f"law:{citation.key}"
    return tuple((Run(cell, mark=mark),) if cell else () for cell in cells)
