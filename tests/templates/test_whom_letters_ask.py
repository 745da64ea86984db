"""Whom a letter asks to act: the state concerned, a third state, an agency; each in words that are for it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from composed import LANGUAGES, demands, records, texts_of

from appeals.model.case import Case
from appeals.model.letter import Letter
from appeals.model.recipient import Recipient
from appeals.pipeline import Desk, Order, Planned
from appeals.pipeline.kinds import find_kind
from appeals.problems import AppealsError, Problem
from appeals.records import parse
from appeals.templating import Templates, shelf

DAY = date(2026, 11, 20)
CASE = """\
id: river-defender
example: true
kind: {kind}
reference: HND 2026-4
state: {state}
to: [hn-president]
subject: [{{en: A defender of the river, de: Eine Verteidigerin des Flusses}}]
facts: [{{en: She was arrested at home., de: Sie wurde zu Hause verhaftet.}}]
requests: [{{id: release, words: {{en: to set her free, de: sie freizulassen}}}}]
law: [{{provision: ICCPR 9(1)}}]
{more}"""
OFFICES = {  # id -> class, state, host
    "hn-president": ("head-of-state", "HN", None),
    "hn-embassy": ("ambassador", "HN", "DE"),
    "be-embassy": ("ambassador", "BE", "DE"),
    "fj-minister": ("minister", "FJ", None),
    "court": ("head-of-agency", None, None),
}
THIRD = "requests_to_third_states: [{id: see, words: {en: to visit her, de: sie zu besuchen}}]"
AGENCY = "requests_to_agencies: [{id: see, words: {en: to hear her case, de: ihren Fall zu behandeln}}]"
both = pytest.mark.parametrize("language", LANGUAGES)


def office(name: str) -> Recipient:
    """Invent an office."""
    rank, state, host = OFFICES[name]
    words = {"words": {"en": f"Office of {name}", "de": f"Amt {name}"}}
    given = {"class": rank, "state": state, "host": host, "title": words, "body": words}
    return Recipient.model_validate({"id": name, "office": given})


def desk(kind: str = "", *, own: str = "appeal", state: str = "HN", more: str = "") -> Desk:
    """Stand at a desk with a case about Honduras and offices of three states."""
    source = parse(CASE.format(kind=own, state=state, more=more), "seeds/river-defender.yaml")
    case = Case.model_validate(source.data)
    known = replace(
        records(),
        cases={case.id: case},
        sources={case.id: source},
        recipients={name: office(name) for name in OFFICES},
    )
    return Desk(known, Order(kind=kind), DAY)


def letter(to: str, kind: str = "", language: str = "en", **more: str) -> Letter:
    """Write a letter."""
    return desk(kind, **more).make(Planned("river-defender", to, "example-society", language))[1]


def refused(to: str, kind: str = "", **more: str) -> tuple[Problem, ...]:
    """Try to write a letter; return why it is refused, or nothing."""
    try:
        letter(to, kind, **more)
    except AppealsError as error:
        return error.problems
    return ()


def asked(one: Letter) -> list[str]:
    """List what a letter asks."""
    (listed,) = demands(one)
    return ["".join(run.text for run in item).rstrip(";.") for item in listed.items]


FITS = {
    "hn-president": {"appeal", "communication", "embassy"},
    "hn-embassy": {"appeal", "communication", "embassy"},
    "be-embassy": {"third-state"},
    "fj-minister": {"third-state"},
    "court": {"agency"},
}


@pytest.mark.parametrize("to", OFFICES)
@pytest.mark.parametrize("kind", ["appeal", "communication", "embassy", "third-state", "agency"])
def test_a_kind_is_refused_to_whom_it_does_not_ask(to: str, kind: str) -> None:
    """Nobody is asked what only another can do; the mend names the kinds that fit, and no other."""
    found = refused(to, kind)
    if kind in FITS[to]:
        assert found == ()
    else:
        (problem,) = found
        assert problem.code == "WRONG-KIND"
        assert set(re.findall(r"--kind ([a-z-]+)", problem.mend)) == FITS[to]
        assert (problem.place is not None) == (to == "hn-president")  # the one that the case names


def test_a_mission_of_a_third_state_is_never_asked_to_release() -> None:
    """What the state concerned is asked stands in no letter to another, whichever kind is tried."""
    for kind in ("", *FITS["hn-president"], "third-state", "agency"):
        for to in ("be-embassy", "fj-minister", "court"):
            if not refused(to, kind):
                assert "set her free" not in str(letter(to, kind).body)


def test_the_same_office_is_another_in_a_case_about_its_own_state() -> None:
    """Whose office it is depends on the case: Fiji's minister is asked to act in a case about Fiji."""
    assert asked(letter("fj-minister", "appeal", state="FJ")) == ["to set her free"]
    assert refused("hn-president", "appeal", state="FJ")


@both
@pytest.mark.parametrize(("to", "kind", "more"), [("be-embassy", "third-state", THIRD), ("court", "agency", AGENCY)])
def test_a_case_says_what_others_are_asked(to: str, kind: str, more: str, language: str) -> None:
    """What the case asks of them stands in their letter, and nothing else; it stands in no letter to the state."""
    said = {
        ("third-state", "en"): "to visit her", ("third-state", "de"): "sie zu besuchen",
        ("agency", "en"): "to hear her case", ("agency", "de"): "ihren Fall zu behandeln",
    }[kind, language]  # fmt: skip
    assert asked(letter(to, kind, language, more=more)) == [said]
    assert said not in str(letter("hn-president", "", language, more=more).body)


@both
@pytest.mark.parametrize(("to", "kind"), [("be-embassy", "third-state"), ("court", "agency")])
def test_without_requests_of_its_own_a_kind_has_words(to: str, kind: str, language: str) -> None:
    """Where a case asks nothing of them, they are asked what lies in their power."""
    shipped = find_kind(Templates((shelf(),)), kind).requests[language]
    assert len(shipped) > 1
    assert asked(letter(to, kind, language)) == list(shipped)


@both
def test_a_third_state_is_told_whose_law_it_is(language: str) -> None:
    """The letter names the state concerned, asks the reader's government, and says of whom the law is said."""
    text = "\n".join(texts_of(letter("be-embassy", "third-state", language).body))
    for said in {
        "en": ("another state (Honduras)", "your Government", "the state concerned alone", "obliges Honduras"),
        "de": (
            "anderer Staat (Honduras)",
            "Ihre Regierung",
            "allein für den betroffenen Staat",
            "verpflichtet Honduras",
        ),
    }[language]:
        assert said in text
    assert not re.search("Belgi|Belgien", text)


@pytest.mark.parametrize(
    ("own", "kind", "to"), [("agency", "appeal", "hn-president"), ("agency", "third-state", "be-embassy")]
)
def test_what_one_is_asked_is_not_put_to_another(own: str, kind: str, to: str) -> None:
    """A case that is written to an agency speaks to it; without words for others it asks nobody else."""
    (problem,) = refused(to, kind, own=own)
    assert problem.code == "WRONG-KIND"
    assert problem.place


def test_a_case_may_be_written_to_a_third_state() -> None:
    """Where the case's own kind is for third states, its requests are theirs."""
    assert asked(letter("be-embassy", own="third-state")) == ["to set her free"]


def own_kinds(folder: Path, settings: str) -> Templates:
    """Lay out a kind of letter of one's own."""
    (folder / "plea").mkdir()
    (folder / "plea" / "en.html.j2").write_text("{% set body %}<p>Please.</p>{% endset %}", encoding="utf-8")
    if settings:
        (folder / "plea" / "kind.toml").write_text(settings, encoding="utf-8")
    return Templates((folder, shelf()))


@pytest.mark.parametrize(
    ("settings", "fits"),
    [
        ("", ["hn-president", "hn-embassy"]),
        ('addressed = "third-state"', ["be-embassy", "fj-minister"]),
        ('addressed = "anyone"', list(OFFICES)),
    ],
)
def test_a_kind_of_ones_own_says_whom_it_asks(settings: str, fits: list[str], tmp_path: Path) -> None:
    """No code knows the kinds: their tables say it, and without one a kind asks the state concerned."""
    templates = own_kinds(tmp_path, settings)

    def tried() -> Iterator[str]:
        for to in OFFICES:
            here = desk("plea", more=THIRD)
            here.records = replace(here.records, templates=templates)
            try:
                here.make(Planned("river-defender", to, "example-society", "en"))
            except AppealsError:
                continue
            yield to

    assert list(tried()) == fits


def test_a_table_that_addresses_nobody_is_refused(tmp_path: Path) -> None:
    """A slip of the pen is told with its file."""
    with pytest.raises(AppealsError) as raised:
        find_kind(own_kinds(tmp_path, 'addressed = "third-sate"'), "plea")
    assert str(raised.value.problems[0].place) == "templates/plea/kind.toml"
