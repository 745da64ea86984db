"""Puts what is about to be said before the checks, and gives every finding its place in the user's files."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from appeals.checks import (
    Heard,
    find_claims,
    find_in_own_words,
    find_in_texts,
    find_late,
    find_law_of_template,
    find_named_holders,
    find_people,
    find_reach,
    find_stopped,
    listen,
    tell_heard,
    words_of_fields,
    words_of_frame,
    words_of_wording,
)
from appeals.model.address import Appeal
from appeals.model.case import Case
from appeals.model.letter import Letter
from appeals.model.name_redaction import NameSearch
from appeals.pipeline.keeping import Kept
from appeals.pipeline.loading import Records
from appeals.problems import Place, Problem, RecordError
from appeals.records import placed

Made = tuple[Appeal, Letter]
Said = frozenset[tuple[str, str]]  # codes, and the words that they are about
FEW, MANY = 64, 1024


def judge_case(records: Records, case: Case, day: date) -> tuple[Problem, ...]:
    """Judge what a case says of itself, for letters of a day."""
    lists, source = records.lists, records.sources[case.id]
    found = (
        *find_claims(case, day, lists),
        *find_people(case, day, records.search),
        *find_in_texts(case, day, lists),
        *find_named_holders(case, records.recipients.values(), day, lists),
    )
    return tuple(placed(problem, source) for problem in found)


def warn_of_names(records: Records) -> tuple[str, ...]:
    """Tell of parts of names that other cases keep back: no reason to refuse a letter, but one to read it again."""
    found = (
        placed(problem, records.sources[case.id])
        for case in records.cases.values()
        for problem in find_people(case, case.date or date.max, records.search)
        if problem.code == "NAME-PART" and problem.level == "warning"
    )
    return tuple(dict.fromkeys(str(records.discreet(problem)) for problem in found))


class Judge:
    """Judges letters as they will be read: what they share once, what is a letter's own for every letter."""

    def __init__(self, records: Records, key_of: Callable[[Appeal], Hashable]) -> None:
        """Take for shared what letters of one key say; `key_of` names all that a wording is made of."""
        self._records, self._key_of = records, key_of
        self._cases = Kept[tuple[Problem, ...]](MANY)
        self._searches = Kept[NameSearch](MANY)
        self._own = Kept[tuple[tuple[Problem, ...], Said]](FEW)
        self._wordings, self._frames = Kept[tuple[Heard, tuple[Problem, ...]]](FEW), Kept[Heard](MANY)

    def of_case(self, case: Case, day: date) -> tuple[Problem, ...]:
        """Judge what a case says of itself, for letters of a day."""
        return self._cases.get((case.id, day), lambda: judge_case(self._records, case, day))

    def of_letter(self, appeal: Appeal, letter: Letter) -> Iterator[Problem]:
        """Judge a letter; what is said already of the case's own texts, for letters of its day, is not said again."""
        case, source, key = appeal.case, self._records.sources[letter.case], self._key_of(appeal)
        own, said = self._own_words(appeal)
        yield from own
        in_wording, of_template = self._wordings.get(key, lambda: self._wording(appeal, letter))
        in_frame = self._frames.get(
            (key, appeal.sender.id), lambda: self._listen(appeal, words_of_frame(letter), of_records=True)
        )
        in_fields = self._listen(appeal, words_of_fields(letter), of_records=True)
        for problem in tell_heard(case, letter.recipient, (in_fields, in_frame, in_wording)):
            if (problem.code, problem.words.casefold()) not in said:
                of_record = problem.code == "PLACEHOLDER" and problem.words not in in_wording.placeholders
                yield self._of_record(problem, appeal) if of_record else placed(problem, source)
        yield from of_template

    def _of_record(self, problem: Problem, appeal: Appeal) -> Problem:
        """Place what stands in a name or an address: in the record of a recipient, or else at the sender."""
        for to in (appeal.addressee, *appeal.copies):
            source, start = self._records.recipient_places.get(to.recipient.id, (None, ()))
            for loc in source.values if source else ():
                value = source.value_at(loc) if source and loc[: len(start)] == start else None
                if source and isinstance(value, str) and problem.words in value:
                    return placed(replace(problem, loc=loc), source)
        return replace(problem, place=Place(f"the record of the sender “{appeal.sender.id}”"))

    def _own_words(self, appeal: Appeal) -> tuple[tuple[Problem, ...], Said]:
        """Judge the sender's own paragraph; tell what was found in it and what was said before of the case."""

        def judge() -> tuple[tuple[Problem, ...], Said]:
            source = self._records.sources[appeal.case.id]
            known = self.of_case(appeal.case, appeal.date)
            own = tuple(find_in_own_words(appeal.personal, appeal.language, appeal.date, self._records.lists))
            said = frozenset((problem.code, problem.words.casefold()) for problem in (*known, *own))
            return tuple(source.discreet(replace(problem, place=Place(place))) for problem in own), said

        is_senders = appeal.personal and appeal.personal == appeal.sender.personal
        place = f"“personal” of the sender “{appeal.sender.id}”" if is_senders else "--personal"
        return self._own.get((appeal.case.id, appeal.personal, appeal.language, appeal.date, place), judge)

    def _wording(self, appeal: Appeal, letter: Letter) -> tuple[Heard, tuple[Problem, ...]]:
        heard = self._listen(appeal, words_of_wording(letter))
        return heard, tuple(_judge_template(self._records, appeal, letter))

    def _listen(self, appeal: Appeal, texts: Iterator[str], *, of_records: bool = False) -> Heard:
        """Search texts of a letter, or of its public version."""
        case, public = appeal.case, appeal.public
        search = self._searches.get((case.id, public), lambda: self._records.search_for_letters(case, public=public))
        return listen(case, texts, search, of_records=of_records)


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
    """Refuse letters, each judged by itself, in which an error was found; warnings are for `check`."""
    judge = Judge(records, id)
    found = (*judge.of_case(case, day), *(problem for one in made for problem in judge.of_letter(*one)))
    errors = [problem for problem in found if problem.level == "error"]
    if errors:
        raise RecordError(*dict.fromkeys(errors))
