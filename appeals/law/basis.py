"""Provisions x state x day -> legal basis: what may be cited, in which standing, and what may not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from appeals.law.findings import INSTEAD, SOFT, find, refuse
from appeals.law.provisions import find_provision
from appeals.law.treaty import CONVENTION, PROTOCOL, Decision, Question, decide_treaty
from appeals.model.catalogue import Catalogue
from appeals.model.law import Cited, Ground, Instrument, LegalBasis, Provision, Refusal, State
from appeals.problems import Problem
from appeals.reference.states import state_of

BOUND_KINDS = ("treaty", "bilateral")
ALTERNATIVES = 3


def lay_basis(
    catalogue: Catalogue,
    cited: Sequence[Cited],
    state: State,
    day: date,
    *,
    addressed: bool = True,
) -> LegalBasis:
    """Decide every cited provision for a state on a day.

    `addressed` says whether the letter goes to that state itself: a letter to someone else (UNHCR, another
    government) names the law as the duty of the state concerned, whose standing counts in both cases.
    """
    grounds: list[Ground] = []
    refusals: list[Refusal] = []
    findings: list[Problem] = []
    for index, one in enumerate(cited):
        loc = ("law", index, "provision")
        provision = find_provision(catalogue, one.provision)
        if isinstance(provision, Problem):
            findings.append(replace(provision, loc=loc))
            refusals.append(Refusal(one.provision, provision.code, provision.sentence))
            continue
        whose = _whose(catalogue.instruments[provision.instrument], one, state)
        decided, found = _decide(Question(catalogue, provision, whose, day, one.confirm), state)
        others = " or ".join(find_alternatives(catalogue, provision, whose, day)) if _is_soft(found) else ""
        findings += [replace(one, loc=loc, mend=one.mend.replace(INSTEAD, others or INSTEAD)) for one in found]
        if isinstance(decided, Refusal):
            decided = replace(decided, instead=decided.instead or find_alternatives(catalogue, provision, whose, day))
            refusals.append(decided)
            findings.append(refuse(decided, loc))
        else:
            grounds.append(replace(decided, quote=one.quote))
    brought, more = _bring_protocol(catalogue, grounds, state, day)
    findings += (*more, *_weigh_all(grounds, state))
    return LegalBasis(state, day, addressed, _beside(grounds, brought), tuple(refusals), tuple(findings))


def _beside(grounds: Sequence[Ground], brought: Sequence[Ground]) -> tuple[Ground, ...]:
    """Put what a provision brings with it behind the last ground of the same instrument as that provision."""
    placed = list(grounds)
    for ground in brought:
        instrument = ground.brought_by.split(" ")[0]
        last = max(i for i, one in enumerate(placed) if one.provision.instrument == instrument)
        placed.insert(last + 1, ground)
    return tuple(placed)


def _whose(instrument: Instrument, one: Cited, concerned: State) -> State:
    """Choose the state whose conduct the provision governs: a domestic law has its own."""
    if instrument.kind == "domestic" and instrument.of:
        return state_of(instrument.of)
    return state_of(one.state) if one.state else concerned


def _decide(question: Question, concerned: State) -> Decision:
    """Decide one provision by its kind of law."""
    provision, instrument = question.provision, question.instrument
    if provision.doubt and not question.confirm:
        return Refusal(provision.key, "LAW-UNVERIFIED", f"its text was not verified: {provision.doubt}"), ()
    if instrument.kind in BOUND_KINDS:
        return decide_treaty(question)
    if (
        instrument.adopted
        and question.day < instrument.adopted.last
        and not (question.confirm and question.day >= instrument.adopted.first)
    ):
        return Refusal(
            provision.key,
            "LAW-NOT-MADE",
            f"it is not known to have existed on that day, only from {instrument.adopted}",
        ), ()
    if instrument.superseded and question.day >= instrument.superseded.first and not question.confirm:
        return Refusal(
            provision.key, "LAW-SUPERSEDED", f"a later version took its place in {instrument.superseded}"
        ), ()
    ground = Ground(
        provision,
        instrument,
        question.state,
        question.day,
        confirmed=question.confirm,
        obliges=instrument.kind == "custom",
    )
    foreign = instrument.kind == "domestic" and question.state != concerned
    found = (find("LAW-FOREIGN", state=question.state.name, title=f"the {instrument.title}"),) if foreign else ()
    return ground, found


def find_alternatives(catalogue: Catalogue, provision: Provision, state: State, day: date) -> tuple[str, ...]:
    """Name provisions on the same matter that do oblige the state on that day, the nearest in matter first."""
    wanted = set(provision.topics)
    near = [
        one
        for one in catalogue.provisions.values()
        if wanted & set(one.topics) and one.instrument != provision.instrument
    ]
    near.sort(key=lambda one: -len(wanted & set(one.topics)))
    found = (one.key for one in near if _obliges(Question(catalogue, one, state, day)))
    return tuple(key for key, _ in zip(found, range(ALTERNATIVES), strict=False))


def _obliges(question: Question) -> bool:
    """Say whether a provision could be cited as an obligation."""
    decided, _ = _decide(question, question.state)
    return isinstance(decided, Ground) and decided.obliges


def _bring_protocol(
    catalogue: Catalogue, grounds: Sequence[Ground], state: State, day: date
) -> tuple[tuple[Ground, ...], tuple[Problem, ...]]:
    """Add the Protocol to a Convention that is cited directly: only with it are events after 1950 reached."""
    own = [
        ground
        for ground in grounds
        if ground.instrument.code == CONVENTION and not ground.via and ground.state == state
    ]
    if not own or any(ground.instrument.code == PROTOCOL for ground in grounds):
        return (), ()
    key = f"{PROTOCOL} I(2)"
    question = Question(catalogue, catalogue.provisions[key], state, day)
    bond = question.standing_under(PROTOCOL)
    if bond.standing != "party":
        return (), ()
    if bond.unprintable:
        return (), (find("LAW-PAIR", state=state.name),)
    decided, found = decide_treaty(question)
    codes = {code for ground in own for code in ground.caveats}
    fresh = tuple(problem for problem in found if problem.code not in codes)
    return ((replace(decided, brought_by=own[0].key),), fresh) if isinstance(decided, Ground) else ((), ())


def _weigh_all(grounds: Iterable[Ground], state: State) -> tuple[Problem, ...]:
    """Warn where nothing that is cited binds the state."""
    grounds = tuple(grounds)
    if not grounds or any(_binds(ground) for ground in grounds):
        return ()
    return (find("LAW-SOFT-ONLY", state=state.name),)


def _is_soft(found: Iterable[Problem]) -> bool:
    """Say whether a finding asks for something that is in force."""
    return any(problem.code in SOFT for problem in found)


def _binds(ground: Ground) -> bool:
    """Say whether the ground is hard law for the state."""
    in_force = ground.standing is not None and ground.standing.standing == "party"
    return ground.instrument.kind == "custom" or (ground.instrument.kind in BOUND_KINDS and in_force)
