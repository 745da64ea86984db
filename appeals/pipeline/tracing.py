"""Tells of each sentence of a letter what stands under it: claims with their sources, law, people."""

from collections.abc import Iterator
from datetime import date

from appeals.checks import Sentence, sentences_of
from appeals.model.address import Appeal
from appeals.model.case import Case
from appeals.model.letter import Letter
from appeals.pipeline.loading import load
from appeals.pipeline.making import letters_of
from appeals.pipeline.ordering import Order
from appeals.workspace import Workspace


def trace(workspace: Workspace, order: Order, today: date) -> Iterator[str]:
    """Tell of each letter of a case, sentence by sentence, what it rests on."""
    records = load(workspace, order.cases)
    for case in records.cases.values():
        search = records.search_for_letters(case, public=order.public)
        yield from (search.hide(line) for made in letters_of(records, case, order, today) for line in _told(*made))


def _told(appeal: Appeal, letter: Letter) -> Iterator[str]:
    yield f"{letter.case} to {letter.recipient}, dated {letter.date}, in “{letter.language}”, as {letter.kind}"
    for sentence in sentences_of(letter):
        yield f"  {sentence.text}"
        yield from (f"      {line}" for line in _under(sentence, appeal))


def _under(sentence: Sentence, appeal: Appeal) -> Iterator[str]:
    """Tell what stands under a sentence, or that nothing does."""
    if not sentence.marks:
        yield "no record under it"
    for mark in sentence.marks:
        what, _, name = mark.partition(":")
        if what == "claim":
            yield from _claim(appeal.case, name)
        elif what == "law":
            found = next(citation for citation in appeal.citations if citation.key == name)
            yield f"law {name}: {found.source}, as of {found.as_of}"
        else:
            person = next(person for person in appeal.case.people if person.id == name)
            named = person.may_be_named(public=appeal.public) and person.name
            yield f"person {name}: {'named, with consent' if named else 'not named'}"


def _claim(case: Case, name: str) -> Iterator[str]:
    """Tell of a claim: confidence, dispute, and each source with what it knows."""
    claim = next(claim for claim in case.claims if claim.id == name)
    yield f"claim {name}: {claim.confidence} confidence"
    for dispute in case.disputes:
        if name in dispute.claims:
            others = ", ".join(other for other in dispute.claims if other != name)
            yield f"    in dispute with {others}; wording: {dispute.wording}"
    known = {source.id: source for source in case.sources}
    for telling in claim.sources:
        knowledge = "own knowledge" if telling.knowledge == "own" else "hearsay"
        yield f"    source {telling.source}: {known[telling.source]} ({knowledge})"
