"""What the tool knows, told: what there is, and why a letter is as it is. Names of people are never told."""

from collections.abc import Iterator, Mapping
from datetime import date

from appeals.model.address import Appeal
from appeals.model.common import Record, Words
from appeals.pipeline.loading import load, read_all
from appeals.pipeline.making import appeals_of
from appeals.pipeline.ordering import Order
from appeals.problems import RecordError, UsageError
from appeals.records import did_you_mean
from appeals.workspace import Workspace


def list_records(workspace: Workspace) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """List cases, recipients and senders with a few words on each.

    A record that somebody has only begun is listed too. Where a case cannot be read, it raises: who is withheld in it
    is not known.
    """
    records, problems = read_all(workspace)
    if len(records.cases) < len(workspace.case_files()) or not records.recipients:
        raise RecordError(*(problem for problem in problems if problem.level == "error"))
    return {
        "cases": tuple(
            (
                records.search.hide(case.id),
                records.search.hide(f"{case.date or 'no date'}  {_any(case.subject[0].pairs)}"),
            )
            for case in records.cases.values()
        ),
        "recipients": tuple(
            (r.id, f"{_any(r.office.title.words.pairs)}{' (obsolete)' if r.obsolete else ''}")
            for r in records.recipients.values()
        ),
        "senders": tuple((s.id, f"{s.name}{' (invented)' if s.invented else ''}") for s in records.senders.values()),
    }


def _any(pairs: tuple[tuple[str, str], ...]) -> str:
    """Choose words to show in a list: English where there is some."""
    return " ".join(dict(pairs).get("en", pairs[0][1]).split())


def show(workspace: Workspace, name: str) -> Iterator[str]:
    """Show every field of a record; what is not known is said to be unknown."""
    records = load(workspace)
    known: dict[str, Record] = {**records.senders, **records.recipients, **records.cases}
    if name not in known:
        raise UsageError.of(
            f"there is no record “{name}”", did_you_mean(name, known, "`appeals list` shows what there is")
        )
    yield from map(records.search.hide, _lines(known[name], 0))


def _lines(value: object, depth: int) -> Iterator[str]:
    """Write a record as indented lines."""
    indent = "  " * depth
    if isinstance(value, Record):
        for field, info in type(value).model_fields.items():
            yield from _field(info.alias or field, getattr(value, field), depth)
    elif isinstance(value, tuple):
        for item in value:
            inner = list(_lines(item, depth + 1))
            yield f"{indent}- {inner[0].strip()}"
            yield from inner[1:]
    elif isinstance(value, Words):
        yield from (f"{indent}{language}: {words}" for language, words in value.pairs)
    else:
        yield f"{indent}{value}"


def _field(name: str, value: object, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if value is None or value == ():
        yield f"{indent}{name}: unknown"
    elif isinstance(value, Record | tuple):
        yield f"{indent}{name}:"
        yield from _lines(value, depth + 1)
    elif isinstance(value, Words):
        yield from (f"{indent}{name} ({language}): {' '.join(words.split())}" for language, words in value.pairs)
    else:
        yield f"{indent}{name}: {value}"


def explain(workspace: Workspace, order: Order, today: date) -> Iterator[str]:
    """Tell for each letter which holder, address, number, form and law it uses, and why."""
    records = load(workspace, order.cases)
    for case in records.cases.values():
        for appeal in appeals_of(records, case, order, today):
            search = records.search_for_letters(case, public=True)
            yield from (search.hide(line, parts=False) for line in _explained(appeal))


def _explained(appeal: Appeal) -> Iterator[str]:
    to = appeal.addressee
    yield f"{appeal.case.id} to {to.recipient.id}, dated {appeal.date}, in “{appeal.language}”, as {appeal.kind}"
    for choice in to.choices:
        yield f"  {choice.topic}: {choice.chosen}"
        yield f"      because: {choice.because}"
        if choice.source:
            yield f"      source: {choice.source}"
    for citation in appeal.citations:
        yield f"  law: {citation.key}"
        yield f"      says: {citation.sentence}"
        yield from (f"      row: {row}" for row in citation.trace)
        yield f"      source: {citation.source}, as of {citation.as_of}"
    for refusal in appeal.basis.refusals:
        yield f"  law: {refusal.key}: not cited"
        yield f"      because: {refusal.reason}"
        if refusal.instead:
            yield f"      instead: {', '.join(refusal.instead)}"
