"""Chooses to whom each case goes, from whom and in which language: the roster of a run."""

from collections.abc import Sequence
from datetime import date

from appeals.model.case import Case
from appeals.model.letter import CIRCLE
from appeals.model.sender import Sender
from appeals.pipeline.finding import choose, each_once, find_senders
from appeals.pipeline.loading import Records
from appeals.pipeline.ordering import Lot, Order, Roster
from appeals.problems import Problem, RecordError, UsageError
from appeals.records import placed

USUAL = "en"  # the language of a case that has it, unless another is asked for
OWN = "own"  # asks for a language that each office reads
Lines = tuple[tuple[str, str], ...]  # id of a recipient, and the language to write in


def roster_of(records: Records, order: Order, today: date) -> Roster:  # noqa: ARG001 -- as every step; no choice hangs on the day yet
    """List every letter of an order: by case, then sender, then recipient, each recipient once.

    `records` holds the cases that are asked for, in that order. Recipients that are named or selected take the place
    of a case's own; without any, a case goes to its recipients (or the readers of a circular) and then its copies.
    Raises UsageError for what is asked for and is not there, and RecordError for a case whose kind is not there.
    """
    senders = find_senders(records, order.senders)
    if order.language not in ("", OWN):
        records.language(order.language)
    chosen = _choose_for(records, order, senders)
    lots: list[Lot] = []
    for case in records.cases.values():
        own = _own_recipients(records, case, order)
        lines: dict[str, Lines] = {}  # senders of one country share theirs
        for sender in senders:
            home = _home(sender, order)
            if home not in lines:
                named = chosen[home]
                lines[home] = _in_languages(records, case, own if named is None else named, order)
            lots.append(Lot(case.id, sender.id, lines[home]))
    return Roster(lots)


def usual_language(case: Case) -> str:
    """Choose the language that a case is written in where none is asked for: English where it has it."""
    languages = sorted(case.languages, key=lambda code: (code != USUAL, code))
    return languages[0] if languages else USUAL


def _home(sender: Sender, order: Order) -> str:
    """Tell by what the recipients of one sender may differ from those of another."""
    return sender.address.country if order.missions else ""


def _choose_for(records: Records, order: Order, senders: Sequence[Sender]) -> dict[str, tuple[str, ...] | None]:
    """Choose the recipients for the senders of each country; tell of every country for which there are none."""
    chosen: dict[str, tuple[str, ...] | None] = {}
    problems: list[Problem] = []
    for home in dict.fromkeys(_home(sender, order) for sender in senders):
        try:
            chosen[home] = choose(records, order, home)
        except UsageError as error:
            problems.extend(error.problems)
    if problems:
        raise UsageError(*dict.fromkeys(problems))
    return chosen


def _own_recipients(records: Records, case: Case, order: Order) -> tuple[str, ...]:
    """List to whom a case goes by itself: its recipients, or the readers of a circular, and then its copies."""
    try:
        kind = records.kind(order.kind or case.kind)
    except RecordError as error:
        raise RecordError(*(placed(problem, records.sources[case.id]) for problem in error.problems)) from error
    names = case.to if kind.audience == "recipients" else (CIRCLE,)
    return each_once(records, (*names, *case.copies))


def _in_languages(records: Records, case: Case, names: Sequence[str], order: Order) -> Lines:
    """Say in which language each letter is: of those that the office reads the first that the case is written in."""
    usual = order.language if order.language not in ("", OWN) else usual_language(case)
    if order.language != OWN:
        return tuple((name, usual) for name in names)
    written = case.languages
    read = {name: r.languages for name in names if (r := records.recipients.get(name))}
    return tuple((name, next((code for code in read.get(name, ()) if code in written), usual)) for name in names)
