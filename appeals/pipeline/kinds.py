"""Kinds of letter: a folder of templates each, and in `kind.toml` whom its letters ask to act."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from appeals.model.case import Case
from appeals.model.common import Words
from appeals.model.recipient import Recipient
from appeals.problems import Loc, Place, Problem, RecordError, TemplateError
from appeals.records import did_you_mean
from appeals.templating import Templates

CONCERNED, THIRD, AGENCY, ANYONE = "state-concerned", "third-state", "agency", "anyone"
ADDRESSED = (CONCERNED, THIRD, AGENCY, ANYONE)
# Where a case writes what it asks of those whom its own kind does not address.
REQUESTS = {THIRD: "requests_to_third_states", AGENCY: "requests_to_agencies"}
WHO = {
    CONCERNED: "the state that the case is about",
    THIRD: "a third state",
    AGENCY: "an international body",
    ANYONE: "anyone",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter: a folder of templates, and what `kind.toml` says where it is not as usual."""

    name: str
    audience: str = "recipients"  # or "letter-writers", for a circular
    addressed: str = CONCERNED  # whom its words ask to act; a note that goes with a copy may go to anyone
    copies: str = "cover-note"  # the kind of note that goes with copies
    annexes: tuple[str, ...] = ()  # that every letter of the kind has
    requests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # language -> what is asked by default


def find_kind(templates: Templates, name: str) -> Kind:
    """Find a kind of letter by the name of its folder; raise RecordError for none, TemplateError for a wrong table."""
    kinds = _list_names(templates)
    if name not in kinds:
        mend = did_you_mean(name, kinds, f"the kinds are: {', '.join(kinds)}; or write templates/{name}/en.html.j2")
        raise RecordError(Problem(f"there is no kind of letter “{name}”", mend, loc=("kind",)))
    settings = f"{name}/kind.toml"
    table: dict[str, Any] = templates.words(settings) if templates.has(settings) else {}
    usual = Kind(name)
    if (addressed := table.get("addressed", usual.addressed)) not in ADDRESSED:
        raise TemplateError.of(
            f"a kind of letter cannot be addressed to “{addressed}”",
            f"write one of: {', '.join(ADDRESSED)}",
            Place(f"templates/{settings}"),
        )
    return Kind(
        name,
        audience=table.get("audience", usual.audience),
        addressed=addressed,
        copies=table.get("copies", usual.copies),
        annexes=tuple(table.get("annexes", usual.annexes)),
        requests={language: tuple(texts) for language, texts in table.get("requests", {}).items()},
    )


def _list_names(templates: Templates) -> list[str]:
    return sorted({file.split("/")[0] for file in templates.names("*/??.html.j2")})


def place_of_office(recipient: Recipient, case: Case) -> str:
    """Tell whose office a recipient is, as seen from the state that a case is about."""
    state = recipient.office.state
    return AGENCY if state is None else CONCERNED if state == case.state else THIRD


def find_wrong_kind(templates: Templates, kind: Kind, recipient: Recipient, case: Case) -> Iterator[Problem]:
    """Find a letter whose words ask somebody else than its recipient; say which kind of letter fits."""
    whose = place_of_office(recipient, case)
    if kind.addressed in (ANYONE, whose):
        return
    fitting = [name for name in _list_names(templates) if _fits(find_kind(templates, name), whose)]
    mend = (
        f"write to it with --kind {' or --kind '.join(fitting)}"
        if fitting
        else f"write a kind that addresses {WHO[whose]}"
    )
    if not templates.has(f"{kind.name}/kind.toml"):
        mend += f"; or say in templates/{kind.name}/kind.toml whom its letters address"
    sentence = (
        f"“{recipient.id}” is an office of {WHO[whose]}, and a letter of the kind “{kind.name}” asks "
        f"{WHO[kind.addressed]} to act"
    )
    loc: Loc = ("to", case.to.index(recipient.id)) if recipient.id in case.to else ()
    yield Problem(sentence, mend, loc=loc, code="WRONG-KIND")


def _fits(kind: Kind, whose: str) -> bool:
    return kind.addressed == whose and kind.audience == "recipients"


def requests_for(kind: Kind, own: Kind, case: Case) -> tuple[tuple[Loc, Words], ...]:
    """Choose what a letter asks: what the case asks of those whom the kind addresses, else what the kind has for them.

    What a case asks of one it asks of no other. `own` is the kind that the case itself names.
    """
    if kind.addressed in (ANYONE, own.addressed):
        return tuple(_located("requests", case))
    if (name := REQUESTS.get(kind.addressed)) and getattr(case, name):
        return tuple(_located(name, case))
    if kind.requests and own.addressed == CONCERNED:
        count = min(map(len, kind.requests.values()))
        texts = [tuple((language, said[number]) for language, said in kind.requests.items()) for number in range(count)]
        return tuple((("requests", number), Words(pairs)) for number, pairs in enumerate(texts))
    sentence = (
        f"the case asks {WHO[own.addressed]} to act, and does not say what {WHO[kind.addressed]} is asked in a letter "
        f"of the kind “{kind.name}”"
    )
    mend = f"write it under “{name}”" if name else f"write a case of its own with “kind: {kind.name}”"
    raise RecordError(Problem(sentence, mend, loc=("requests",), code="WRONG-KIND"))


def _located(name: str, case: Case) -> Iterator[tuple[Loc, Words]]:
    return (((name, number, "words"), request.words) for number, request in enumerate(getattr(case, name)))
