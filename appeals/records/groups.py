"""What may be selected together: groups that name nobody or two things at once, and missions to countries unknown."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from appeals.model.recipient import Group, Recipient
from appeals.phrases import is_country
from appeals.problems import Loc, Problem
from appeals.records.check import problem_at
from appeals.records.relations import did_you_mean, tell_first
from appeals.records.source import SourceText


@tell_first
def group_problems(
    groups: Sequence[Group],
    source: SourceText,
    known: Mapping[str, Group],
    ids: Collection[str] | None,
    tags: Collection[str],
) -> Iterator[Problem]:
    """Find what is wrong with the groups of one file; `known` holds those of all files, the first of each id.

    `ids` is None where recipients have faults of their own, so that none is called unknown for that reason.
    """
    for index, group in enumerate(groups):
        if known[group.id] is not group:
            yield problem_at(
                source,
                ("groups", index, "id"),
                f"there is another group “{group.id}”",
                "give one of the two another id",
            )
        for number, member in enumerate(group.members if ids is not None else ()):
            yield from _member_problems(member, source, ("groups", index, "members", number), ids or (), tags)


def _member_problems(
    member: str, source: SourceText, loc: Loc, ids: Collection[str], tags: Collection[str]
) -> Iterator[Problem]:
    if member in ids and member in tags:
        sentence = f"“{member}” is the id of a recipient, and a tag"
        yield problem_at(source, loc, sentence, "rename one of the two, so that it is plain who is meant")
    elif member not in ids and member not in tags:
        mend = did_you_mean(member, (*ids, *tags), "name an id or a tag that there is, or take it out")
        yield problem_at(source, loc, f"there is no recipient and no tag “{member}”", mend)


@tell_first
def coverage_problems(recipients: Sequence[Recipient], source: SourceText) -> Iterator[Problem]:
    """Find missions that cover a country there is not, or cover others without a host of their own."""
    for index, recipient in enumerate(recipients):
        office = recipient.office
        for number, code in enumerate(office.covers):
            if not is_country(code):
                loc: Loc = ("recipients", index, "office", "covers", number)
                yield problem_at(source, loc, f"there is no country “{code}”", "write its two letters of ISO 3166")
        if office.covers and not office.host:
            sentence = "this office covers states, and has no host"
            yield problem_at(source, ("recipients", index, "office", "covers"), sentence, "add “host: …” to the office")
