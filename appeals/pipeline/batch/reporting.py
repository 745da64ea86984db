"""Tells of a batch in words: what is planned, and what was done."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from appeals.pipeline.batch.planning import Cost, Plan
from appeals.pipeline.batch.running import Batch

SHOWN = 10  # of each list; the rest is counted
TOPICS = {"case": "about", "language": "in", "kind": "as", "sender": "from"}
WAYS = {"post": "have an address", "fax": "have a fax number", "email": "have a mailbox"}
UNKNOWN = {
    "holder": "nobody is known to hold the office",
    "address": "no address is known",
    "channel": "no number or mailbox is known",
}


def tell_plan(plan: Plan) -> Iterator[str]:
    """Tell how many letters there would be, to whom, what is missing, how long it takes, what it costs."""
    recipients = sum(topic == "recipient" for topic, _ in plan.count)
    senders = sum(topic == "sender" for topic, _ in plan.count)
    yield f"{_count(plan.letters, 'letter')} to {_count(recipients, 'recipient')} from {_count(senders, 'sender')}"
    for topic, word in TOPICS.items():
        values = [(value, count) for (of, value), count in plan.count.items() if of == topic]
        yield from _shorten(f"  {word} {value}: {count}" for value, count in values)
    for way, words in WAYS.items():
        yield f"  {plan.count['way', way]} {words}"
    for topic, words in UNKNOWN.items():
        missing = [recipient for recipient, what in plan.missing if what == topic]
        if missing:
            yield f"{words} of {_count(len(missing), 'recipient')}:"
            yield from _shorten(f"  {recipient}: {plan.missing[recipient, topic]}" for recipient in missing)
    if plan.refused:
        yield f"{_count(len(plan.refused), 'letter')} cannot be made:"
        yield from _shorten(dict.fromkeys(f"  {sentence}" for several in plan.refused.values() for sentence in several))
    if plan.letters:
        yield f"{_count(plan.pages, 'page')} in {_count(plan.layouts, 'layout')}; made in about {_time(plan.seconds)}"
        yield _tell_cost("fax", plan.fax, plan.currency, f", {_time(plan.fax.seconds)} on the line")
        yield _tell_cost("post", plan.post, plan.currency, "")


def tell_batch(batch: Batch) -> Iterator[str]:
    """Tell what a run did."""
    yield (
        f"{_count(batch.letters, 'letter')} asked for: {batch.made} made, {batch.kept} kept as they were, "
        f"{len(batch.problems)} not made"
    )
    yield f"{_count(batch.count['files'], 'file')} with {_count(batch.count['pages'], 'page')} in {batch.folder}"
    if batch.changed:
        yield f"not as the last run left them, and made again: {', '.join(batch.changed)}"
    if batch.void:
        yield f"{_count(batch.void, 'letter')} cannot go the ways that were asked for"
    if batch.left:
        yield f"beside them: {_count(batch.left, 'letter')} of an earlier run, which this one does not ask for"
    if batch.strays:
        yield f"not of these letters, and not to be sent with them: {_count(batch.strays, 'other file')} in the folder"


def tell_notes(batch: Batch) -> Iterator[str]:
    """Tell what was not known; what is to be said of many recipients alike is said once."""
    alike: dict[str, list[str]] = {}
    for note in batch.notes:
        recipient, _, words = note.partition(": ")
        alike.setdefault(words, []).append(recipient)
    yield from _shorten(f"{_name(recipients)}: {words}" for words, recipients in alike.items())


def _name(recipients: Sequence[str]) -> str:
    """Name a recipient, and count the others."""
    return recipients[0] + (f" and {len(recipients) - 1:,} more" if len(recipients) > 1 else "")


def _tell_cost(way: str, cost: Cost, currency: str, more: str) -> str:
    if not cost.letters:
        return f"to {way} them: none can go this way"
    known = cost.letters - cost.unknown
    price = f"about {cost.price:.2f} {currency} for {_count(known, 'letter')}" if known else "the price is not known"
    unknown = f"; no price for {cost.unknown} of them" if known and cost.unknown else ""
    hint = "" if known else " (tariff.yaml says nothing of them)"
    return f"to {way} {_count(cost.letters, 'letter')}: {price}{unknown}{hint}{more}"


def _shorten(lines: Iterable[str]) -> Iterator[str]:
    """Show the first lines and count the others."""
    every = list(lines)
    yield from every[:SHOWN]
    if len(every) > SHOWN:
        yield f"  … and {len(every) - SHOWN} more"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _time(seconds: float) -> str:
    """Write a duration: seconds below two minutes, then minutes, then hours."""
    if seconds < 120:  # noqa: PLR2004 -- two minutes
        return _count(max(1, round(seconds)), "second")
    return str(timedelta(seconds=round(seconds)))
