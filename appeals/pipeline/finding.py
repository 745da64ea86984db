"""Finds senders and recipients by what is asked for: ids, tags, groups, states, kinds of office, missions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from appeals.model.letter import CIRCLE
from appeals.model.recipient import Recipient
from appeals.model.sender import Sender
from appeals.pipeline.loading import Records
from appeals.pipeline.ordering import Order
from appeals.problems import Problem, UsageError
from appeals.records import did_you_mean
from appeals.reference.missions import find_place

EVERYONE = "all"  # asks for every sender
FEW = 20  # names that a message lists
Index = Mapping[str, Sequence[str]]  # what may be asked for -> ids of recipients


def find_senders(records: Records, names: Sequence[str] = ()) -> tuple[Sender, ...]:
    """Find senders by their ids, or “all”; without a name, the first of the file. Raises UsageError for absent ones.

    Without names and among all, an invented sender counts only where there is no other.
    """
    if not names or EVERYONE in names:
        own = tuple(sender for sender in records.senders.values() if not sender.invented)
        found = own or tuple(records.senders.values())
        return found if names else found[:1]
    _insist("sender", names, records.senders)
    return tuple(records.senders[name] for name in dict.fromkeys(names))


def find_recipient(records: Records, name: str) -> Recipient:
    """Find a recipient by id; an obsolete record leads to the one that took its place. Raises UsageError for none."""
    _insist("recipient", (name,), records.recipients)
    recipient = records.recipients[name]
    return find_recipient(records, recipient.obsolete.replaced_by) if recipient.obsolete else recipient


def each_once(records: Records, names: Iterable[str]) -> tuple[str, ...]:
    """Follow obsolete records to those that took their place, and name each once, in the order of their first naming.

    The readers of a circular are no record, and stay as they are.
    """
    now = (name if name == CIRCLE else find_recipient(records, name).id for name in names)
    return tuple(dict.fromkeys(now))


def choose(records: Records, order: Order, home: str) -> tuple[str, ...] | None:
    """List whom an order names and then whom it selects, for senders in a country; None where it does neither.

    Raises UsageError where something that is asked for finds nobody.
    """
    _insist("recipient", order.to, records.recipients)
    asked = {name: words for name in WAYS if (words := _words(order, name, home))}
    if not asked:
        return each_once(records, order.to) if order.to else None
    found = [_find(records, name, words) for name, words in asked.items()]
    common = frozenset.intersection(*found)
    if not common:
        counted = "; ".join(
            f"{WAYS[name].noun} {' or '.join(words)}: {len(one)}"
            for (name, words), one in zip(asked.items(), found, strict=True)
        )
        raise UsageError.of(f"no recipient is all of this at once: {counted}", "leave one of these out")
    return each_once(records, (*order.to, *(name for name in records.recipients if name in common)))


def _words(order: Order, name: str, home: str) -> tuple[str, ...]:
    if name == "missions":
        return (home,) if order.missions else ()
    words: tuple[str, ...] = getattr(order, name)
    return words


def _find(records: Records, name: str, words: Sequence[str]) -> frozenset[str]:
    """Find the recipients of which one of the words is true; refuse words that are true of none."""
    way = WAYS[name]
    index = way.index(records)
    keys = [word if name != "states" or word in index else find_place(word).iso2 for word in words]
    otherwise = way.mend.format(word=" ".join(words), known=_listed(index))
    absent = [
        Problem(way.sentence.format(word=key), did_you_mean(key, index, otherwise)) for key in keys if key not in index
    ]
    if absent:
        raise UsageError(*absent)
    return frozenset(recipient for key in keys for recipient in index[key])


def _insist(noun: str, names: Iterable[str], known: Mapping[str, object]) -> None:
    """Refuse names that are not known, all of them at once."""
    absent = [name for name in dict.fromkeys(names) if name not in known]
    if absent:
        otherwise = f"the {noun}s are: {_listed(known)}"
        raise UsageError(
            *(Problem(f"there is no {noun} “{name}”", did_you_mean(name, known, otherwise)) for name in absent)
        )


def _listed(names: Iterable[str]) -> str:
    """List what there is, as far as a reader can take it in."""
    listed = list(names)
    more = f" and {len(listed) - FEW} more" if len(listed) > FEW else ""
    return (", ".join(listed[:FEW]) or "none") + more


@dataclass(frozen=True, slots=True)
class Way:
    """A way to select: its name, which recipients each word finds, and what is said of a word that finds none."""

    noun: str
    index: Callable[[Records], Index]
    sentence: str
    mend: str


def _grouped(pairs: Iterable[tuple[str | None, str]]) -> Index:
    index: dict[str, list[str]] = {}
    for key, name in pairs:
        if key:
            index.setdefault(key, []).append(name)
    return dict(sorted(index.items()))


def _by_tag(records: Records) -> Index:
    return _grouped((tag, r.id) for r in records.recipients.values() for tag in r.tags)


def _by_group(records: Records) -> Index:
    tagged = _by_tag(records)
    return {
        group.id: [name for member in group.members for name in tagged.get(member, (member,))]
        for group in records.groups.values()
    }


def _by_state(records: Records) -> Index:
    return _grouped((r.office.state, r.id) for r in records.recipients.values())


def _by_rank(records: Records) -> Index:
    return _grouped((r.office.rank, r.id) for r in records.recipients.values())


def _by_host(records: Records) -> Index:
    """Find the missions of each state: those accredited to it, from within or from a neighbour."""
    return _grouped((state, r.id) for r in records.recipients.values() for state in (r.office.host, *r.office.covers))


WAYS: dict[str, Way] = {
    "tags": Way("tag", _by_tag, "no recipient bears the tag “{word}”", "the tags are: {known}"),
    "groups": Way("group", _by_group, "there is no group “{word}”", "the groups are: {known}"),
    "states": Way("state", _by_state, "no recipient's office is of the state “{word}”", "the states are: {known}"),
    "ranks": Way("kind of office", _by_rank, "no recipient is of the kind “{word}”", "the kinds are: {known}"),
    "missions": Way(
        "mission accredited to",
        _by_host,
        "no mission accredited to “{word}” is among the recipients",
        "add some: `appeals recipients suggest --missions-in {word}` tells of them; there are missions to: {known}",
    ),
}
