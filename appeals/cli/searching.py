"""Asks for what is to be found: recipients of the folder, and the law that binds a state."""

from collections.abc import Iterator, Sequence
from datetime import date
from shutil import get_terminal_size

import click

from appeals.cli.interview import Interview, Question, say, tell
from appeals.model.common import read_date
from appeals.pipeline.offering import FoundProvision, FoundRecipient, find_provisions, find_recipients
from appeals.problems import UsageError
from appeals.records import did_you_mean
from appeals.reference import find_state

LAW = Question(
    "law",
    "Law: words to search (return, torture, 33), or numbers to take; Enter: go on",
    "  Words, an article's number or a treaty: “non-refoulement”, “33”, “CAT 3”. What is found is told as it binds\n"
    "  the state on the letter's day; type its number to rely on it.",
    needed=False,
)
ROWS = 9  # of what was found
WIDTH = 100  # columns that are easily read


def ask_recipients(interview: Interview, question: Question) -> None:
    """Offer the recipients of the folder, those of the state first; take them by number, id or words."""
    shown: Sequence[FoundRecipient] = find_recipients(interview.records, "", interview.get("state"))[:ROWS]
    near = shown and interview.get("state") == shown[0].state
    offer = shown[0].id if question.needed and near else ""  # who answers for another state must be meant
    _list_recipients(shown)
    while typed := interview.hear(Question("", question.words, question.explain, offer, question.needed)):
        try:
            chosen = [_one_recipient(interview, part.strip(), shown) for part in typed.split(",")]
        except UsageError as error:
            tell(error.problems)
            continue
        several = [found for found in chosen if len(found) > 1]
        if several:
            shown = several[0][:ROWS]
            _list_recipients(shown)
        elif interview.accept(question.field, [found[0].id for found in chosen]):
            return
    interview.put(question.field, [])


def _one_recipient(interview: Interview, typed: str, shown: Sequence[FoundRecipient]) -> Sequence[FoundRecipient]:
    """Find whom a number, an id or words mean."""
    if typed.isdecimal() and 0 < int(typed) <= len(shown):
        return (shown[int(typed) - 1],)
    everyone = find_recipients(interview.records)
    found = [one for one in everyone if one.id == typed] or find_recipients(interview.records, typed)
    if not found or not typed:
        mend = did_you_mean(typed, [one.id for one in everyone], "`appeals new recipient` makes one; type ? for help")
        raise UsageError.of(f"there is no recipient “{typed}”", mend)
    return found


def _list_recipients(found: Sequence[FoundRecipient]) -> None:
    width = max((len(one.id) for one in found), default=0)
    for number, one in enumerate(found, 1):
        say(f"  {number}  {one.id:<{width}}  {one.title}, {one.body}")


def ask_law(interview: Interview) -> None:
    """Search the law until nothing more is typed; take provisions by their number in what was found."""
    interview.put("law", [])
    shown: Sequence[FoundProvision] = ()
    while typed := interview.hear(LAW):
        numbers = [part for part in typed.replace(",", " ").split() if part.isdecimal()]
        if shown and numbers == typed.replace(",", " ").split() and all(0 < int(n) <= len(shown) for n in numbers):
            for number in numbers:
                _take_provision(interview, shown[int(number) - 1])
        else:
            shown = find_provisions(
                interview.records, typed, interview.get("state"), _day_of(interview), interview.get("language") or "en"
            )[:ROWS]
            for line in _found_lines(interview, shown):
                say(line)


def _day_of(interview: Interview) -> date:
    return read_date(interview.get("date")) if interview.get("date") else interview.today


def _found_lines(interview: Interview, found: Sequence[FoundProvision]) -> Iterator[str]:
    state = find_state(interview.get("state")).name
    if not found:
        yield "  nothing was found; try another word, or the number of the article"
    for number, one in enumerate(found, 1):
        standing = f"binds {state}" if one.obliges else "may be cited" if one.citable else "cannot be cited"
        told = f"{one.gist}; {one.cautions[0]}" if one.cautions and not one.obliges else one.gist
        line = f"{one.key}: {standing}: {told if one.citable else one.sentence}"
        yield click.wrap_text(line, min(WIDTH, get_terminal_size().columns), f"  {number}  ", "     ")


def _take_provision(interview: Interview, found: FoundProvision) -> None:
    law = interview.get("law")
    if not found.citable:
        say(f"  {found.key} cannot be cited: {found.sentence}")
    elif found.key not in law and interview.accept(f"law.{len(law)}", found.key):
        say(f"  taken: {found.sentence}")
