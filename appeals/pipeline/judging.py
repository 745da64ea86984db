"""Puts what is about to be said before the checks, and gives every finding its place in the user's files."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from appeals.checks import (
    find_claims,
    find_in_letter,
    find_in_own_words,
    find_in_texts,
    find_late,
    find_law_of_template,
    find_named_holders,
    find_people,
    find_reach,
    find_stopped,
)
from appeals.model.address import Appeal
from appeals.model.case import Case
from appeals.model.letter import Letter
from appeals.pipeline.loading import Records
from appeals.problems import Place, Problem, RecordError
from appeals.records import placed

Made = tuple[Appeal, Letter]


def judge_case(records: Records, case: Case, day: date) -> tuple[Problem, ...]:
    """Judge what a case says of itself, for letters of a day."""
    lists, source = records.lists, records.sources[case.id]
    found = (
        *find_claims(case, day, lists),
        *find_people(case, day),
        *find_in_texts(case, day, lists),
        *find_named_holders(case, records.recipients.values(), day, lists),
    )
    return tuple(placed(problem, source) for problem in found)


def judge_names(records: Records, case: Case) -> tuple[Problem, ...]:
    """Find parts of names that may tell who a person is: too uncertain to refuse a letter, too grave to keep silent."""
    found = find_people(case, case.date or date.max)
    return tuple(placed(p, records.sources[case.id]) for p in found if p.code == "NAME-PART")


def judge_letters(records: Records, made: Sequence[Made], known: Collection[Problem] = ()) -> Iterator[Problem]:
    """Judge letters as they will be read; what the case's own texts were `known` for is not said again."""
    for appeal, letter in made:
        source = records.sources[letter.case]
        own = tuple(find_in_own_words(appeal.personal, appeal.language, appeal.date, records.lists))
        said = {(problem.code, problem.words.casefold()) for problem in (*known, *own)}
        for problem in own:
            yield source.discreet(replace(problem, place=Place("--personal")))
        for problem in find_in_letter(appeal.case, letter, public=appeal.public):
            if (problem.code, problem.words.casefold()) not in said:
                yield placed(problem, source)
        yield from _judge_template(records, appeal, letter)


def _judge_template(records: Records, appeal: Appeal, letter: Letter) -> Iterator[Problem]:
    """Judge what a template says of treaties, at the line of its file where the words can be found."""
    if letter.language not in records.lists:
        return
    name = f"{appeal.kind}/{letter.language}.html.j2"
    text = records.templates.text(name)
    for problem in find_law_of_template(appeal.case, letter, records.lists[letter.language], appeal.personal):
        found = re.search(r"\s+".join(map(re.escape, problem.words.split())), text)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        yield replace(problem, place=Place(f"templates/{name}", line))


def judge_reach(records: Records, appeal: Appeal) -> Iterator[Problem]:
    """Judge the address and channels that a letter uses, in the file of its recipient."""
    recipient = appeal.addressee.recipient
    if recipient.id in records.recipient_places:
        source, loc = records.recipient_places[recipient.id]
        for problem in find_reach(recipient, appeal.date):
            yield placed(replace(problem, loc=(*loc, *problem.loc)), source)


def judge_time(records: Records, case: Case, day: date) -> tuple[Problem, ...]:
    """Say whether a case is stopped, or late for letters of a day."""
    found = (*find_stopped(case, records.case_names), *find_late(case, day))
    return tuple(placed(problem, records.sources[case.id]) for problem in found)


def insist_on_time(records: Records, case: Case, day: date, *, late: bool) -> None:
    """Refuse letters of a case that is stopped, or late unless that is allowed."""
    refused = [p for p in judge_time(records, case, day) if not (late and p.code == "LATE")]
    if refused:
        raise RecordError(*(replace(problem, level="error") for problem in refused))


def insist(records: Records, case: Case, day: date, made: Sequence[Made]) -> None:
    """Refuse letters in which an error was found; warnings are for `check`."""
    of_case = judge_case(records, case, day)
    errors = [p for p in (*of_case, *judge_letters(records, made, of_case)) if p.level == "error"]
    if errors:
        raise RecordError(*dict.fromkeys(errors))
