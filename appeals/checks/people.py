"""Finds people who would be named without their consent, and names that were typed; no finding repeats a name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from appeals.checks.codes import find
from appeals.model.case import Case, Person
from appeals.model.name_redaction import INSIDE_WORDS, HiddenName, NameSearch, parts_of, safe_id, same_name
from appeals.model.texts import texts_in
from appeals.problems import Loc, Problem

TYPED = "print persons with {{ person(…) }}, and leave their names out of texts, ids, notes and the file's name"
PART = (
    "print the person with {{ person(…) }}, and leave the name out of ids and file names; if this is somebody else's "
    "name or a common word, add it to the person's “also_named” with the reason"
)
IN_LETTER = (
    "look for it in the case's texts, the template, the records of recipient and sender, and the personal paragraph; "
    "a part that is somebody else's name belongs under the person's “also_named”"
)
ELSEWHERE = "leave the name out here too, or record in both cases that the person agreed to be named"


ACROSS = 60  # characters before and after the end of a text in which a name may be divided
# Fields that hold codes and choices; a short name such as Li may be the code of a state.
CODES = frozenset(
    ("state", "kind", "visibility", "confidence", "qualifier", "wording", "knowledge", "for", "provision")
)


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """Whose name stands in a text, by the ids of case and person, and whether it is the whole name."""

    case: str
    person: str
    is_whole: bool


def hidden_people(case: Case, *, public: bool) -> tuple[HiddenName, ...]:
    """List the names that letters of a case, or their public version, may not print."""
    return tuple(person for person in people_named(case) if not (person.public if public else person.to_recipient))


def people_named(case: Case) -> tuple[HiddenName, ...]:
    """List the names of the people of a case."""
    return tuple(
        HiddenName(
            person.name,
            safe_id(person.id, person.name),
            case.id,
            tuple(one.part for one in person.also_named),
            to_recipient=person.may_be_named(public=False),
            public=person.may_be_named(public=True),
        )
        for person in case.people
        if person.name
    )


def find_people(case: Case, day: date, search: NameSearch) -> Iterator[Problem]:
    """Judge the people of a case: their consent, and whether names stand where they may not.

    `search` looks for every name of the folder that not everybody may read.
    """
    for index, person in enumerate(case.people):
        yield from _find_consent(person, day, ("people", index))
        yield from _find_also_named(person, ("people", index))
        yield from _find_withheld_elsewhere(case, person, search, ("people", index))
    for loc, text in texts_in(case):
        if not _belongs(loc):
            yield from _find_typed(text, loc, case.id, search)


def find_named(texts: Sequence[str], search: NameSearch, *, parts: bool) -> tuple[Named, ...]:
    """Find the people whose names stand in texts that may not have them."""
    together = "\n".join(texts)  # a name may be found over the end of a line: then each text is looked at
    if not search.finds(together, parts=parts):
        return ()
    apart = {named for text in texts for named in _named(text, search) if parts or named.is_whole}
    return tuple(sorted(apart | {named for pair in pairwise(texts) for named in _named_across(*pair, search)}))


def _named_across(one: str, other: str, search: NameSearch) -> Iterator[Named]:
    """Find whole names that begin at the end of one text and go on in the next, as over two lines of a subject."""
    start, end = max(0, len(one) - ACROSS), ACROSS
    tail, head = one[start:], other[:end]
    for match in search.find(f"{tail}\n{head}", parts=False):
        if match.start < len(tail) < match.end and match.end - match.start >= INSIDE_WORDS:
            hidden = search.hidden[match.number]
            yield Named(hidden.case, hidden.person, match.is_whole)


def _named(text: str, search: NameSearch) -> Iterator[Named]:
    for match in search.find(text):
        hidden = search.hidden[match.number]
        yield Named(hidden.case, hidden.person, match.is_whole)


def _belongs(loc: Loc) -> bool:
    """Say whether a place is one where names of people belong, or one that takes no words of anybody's own."""
    return loc[-1] in CODES or (loc[0] == "people" and (loc[-1] == "name" or "also_named" in loc))


def _find_typed(text: str, loc: Loc, case: str, search: NameSearch) -> Iterator[Problem]:
    """Find names in a text; of a person of another case a part alone is no more than a warning."""
    for named in dict.fromkeys(_named(text, search)):
        problem = typed_name(named, loc, case)
        yield problem if named.is_whole or named.case == case else replace(problem, level="warning")


def typed_name(named: Named, loc: Loc, case: str) -> Problem:
    """Say that a name stands where not everybody may read it, without saying the name."""
    whose = _whose(named, case)
    if named.is_whole:
        return find("NAME-TYPED", loc, f"the name of {whose} stands here, and not everybody may read it", TYPED)
    return find("NAME-PART", loc, f"a part of the name of {whose} stands here", PART)


def named_in_letter(named: Named, case: str, recipient: str) -> Problem:
    """Say that a letter as it would be read has a name, wherever it comes from."""
    part = "" if named.is_whole else "a part of "
    said = f"the letter to “{recipient}” has {part}the name of {_whose(named, case)}, and not everybody may read it"
    return find("NAME-TYPED" if named.is_whole else "NAME-PART", ("people",), said, IN_LETTER)


def _whose(named: Named, case: str) -> str:
    whose = f"the person “{named.person}”" if named.person else "a person"
    return whose if named.case == case else f"{whose} of the case “{named.case}”"


def _find_withheld_elsewhere(case: Case, person: Person, search: NameSearch, loc: Loc) -> Iterator[Problem]:
    """Find a person who is to be named here, and whom another case names to fewer people or to nobody."""
    if not person.name or not person.may_be_named(public=False):
        return
    is_public = person.may_be_named(public=True)
    for hidden in search.hidden:
        is_further = hidden.case != case.id and (is_public or not hidden.to_recipient)
        if is_further and same_name(hidden.name, person.name):
            said = f"the person “{person.id}” is to be named, and the case “{hidden.case}” keeps this name back"
            yield find("NAME-WITHHELD", loc, said, ELSEWHERE)


def _find_also_named(person: Person, loc: Loc) -> Iterator[Problem]:
    """Find parts under `also_named` that the person's name does not have."""
    parts = tuple(parts_of(person.name or ""))
    for index, one in enumerate(person.also_named):
        if not any(same_name(one.part, part) for part in parts):
            said = f"this is not a first or family name of the person “{person.id}”"
            yield find("ALSO-NAMED", (*loc, "also_named", index, "part"), said, "copy the part from “name”")


def _find_consent(person: Person, day: date, loc: Loc) -> Iterator[Problem]:
    """Find a visibility that goes further than the consent."""
    if not person.name or person.pseudonym or person.visibility == "withheld":
        return
    consent = person.consent
    mend = "record who agreed, when and for what, under “consent”; until then write “visibility: withheld”"
    if not consent:
        yield find("CONSENT", loc, f"the person “{person.id}” is to be named, and no consent is recorded", mend)
    elif not consent.given:
        yield find("CONSENT", loc, f"the person “{person.id}” is to be named, and did not agree", mend)
    elif consent.on > day:
        said = f"the person “{person.id}” agreed on {consent.on}, after the letter of {day}"
        yield find("CONSENT", (*loc, "consent", "on"), said, "date the letter later, or correct the day")
    elif person.visibility == "public" and consent.scope != "public":
        said = f"the person “{person.id}” is marked as public, and agreed to be named to the recipient only"
        yield find("CONSENT-SCOPE", (*loc, "visibility"), said, "write “visibility: to-recipient”, or ask for more")
