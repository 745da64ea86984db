"""To whom each case goes, from whom and in which language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from appeals.model.letter import CIRCLE
from appeals.pipeline.loading import Records, load
from appeals.pipeline.ordering import Order
from appeals.pipeline.selecting import roster_of
from appeals.problems import AppealsError, RecordError, UsageError
from appeals.workspace import Workspace

HOUSE = Path(__file__).parents[2]
TODAY = date(2026, 1, 31)
RECIPIENTS = """\
recipients:
  - id: cn-head
    office: {class: head-of-government, state: CN, title: {words: {en: Premier}}, body: {words: {en: Council}}}
    tags: [asia, top]
    languages: [zh, de, en]
  - id: kr-minister
    office: {class: minister, state: KR, title: {words: {en: Minister}}, body: {words: {en: Ministry}}}
    tags: [asia]
    languages: [ko]
  - id: cn-mission-de
    office: {class: ambassador, state: CN, host: DE, title: *, body: *}
  - id: kr-mission-de
    office: {class: ambassador, state: KR, host: DE, covers: [AT, LI], title: *, body: *}
    languages: [de]
  - id: kr-mission-old
    obsolete: {reason: Closed, since: "2001-01-01", replaced_by: kr-mission-de}
    office: {class: consul, state: KR, host: CH, title: {words: {en: Consul}}, body: {words: {en: Consulate}}}
    tags: [asia]
groups:
  - {id: table, members: [top, kr-mission-old, kr-mission-de], note: Those who meet}
""".replace("*", "{words: {en: Mission}}")
SENDER = """\
  - id: {id}
    name: {id} (invented)
    address: {{lines: [1 Street], country: {country}}}
    language: en
    place: Town
    signatory: {{name: {id}}}
    invented: true
"""
CASE = """\
id: {id}
kind: {kind}
reference: TEST {id}
state: CN
to: [cn-head]
copies: [kr-mission-old]
subject: [{{en: Subject, de: Betreff}}]
facts: [{{en: This happened., de: Das geschah.}}]
requests: [{{id: act, words: {{en: to act, de: zu handeln}}}}]
"""
Folder = Callable[..., Records]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Load a folder of two cases, five recipients and four senders in three countries."""
    (tmp_path / "seeds").mkdir()
    senders = [("ann", "DE"), ("bob", "AT"), ("cem", "DE"), ("dan", "CH")]
    text = "".join(SENDER.format(id=name, country=country) for name, country in senders)
    (tmp_path / "senders.yaml").write_text(f"senders:\n{text}", encoding="utf-8")

    def make(recipients: str = RECIPIENTS, kind: str = "appeal") -> Records:
        (tmp_path / "recipients.yaml").write_text(recipients, encoding="utf-8")
        for name in ("one", "two"):
            (tmp_path / "seeds" / f"{name}.yaml").write_text(CASE.format(id=name, kind=kind), encoding="utf-8")
        return load(Workspace(tmp_path), ["two", "one"])

    return make


def chosen(records: Records, **order: object) -> list[str]:
    """List the recipients of the first case's letters from the first sender."""
    roster = roster_of(records, Order(**order), TODAY)  # type: ignore[arg-type]
    return [name for name, _ in roster.lots[0].recipients]


def test_letters_stand_by_case_then_sender_then_recipient(folder: Folder) -> None:
    """Cases as asked for, senders as asked for, each with the case's recipients and its copies."""
    roster = roster_of(folder(), Order(cases=("two", "one"), senders=("bob", "ann", "bob")), TODAY)
    assert [(planned.case, planned.sender, planned.recipient) for planned in roster] == [
        (case, sender, recipient)
        for case in ("two", "one")
        for sender in ("bob", "ann")
        for recipient in ("cn-head", "kr-mission-de")
    ]
    assert {planned.language for planned in roster} == {"en"}


SHIPPED = {
    "detained-defectors-2012": ["cn-embassy-seoul", "cn-foreign-minister"],
    "forced-returns-2003": ["cn-premier", "cn-embassy-berlin"],
    "illegal-migrants-2006": ["cn-foreign-minister", "cn-embassy-berlin"],
    "unhcr-visit-2006": ["unhcr-high-commissioner", "cn-embassy-berlin"],
    "yantai-arrests-2003": [CIRCLE, "cn-embassy-berlin"],
}


@pytest.mark.parametrize(("kind", "language"), [("", ""), ("", "de"), ("urgent-action", "")])
def test_without_a_choice_a_case_goes_to_its_own(kind: str, language: str) -> None:
    """Of every shipped case: its recipients and then its copies, or its readers where the kind is a circular."""
    roster = roster_of(load(Workspace(HOUSE)), Order(language=language, kind=kind), TODAY)
    expected = [
        (case, CIRCLE if kind and number == 0 else name, "example-society", language or "en")
        for case, names in SHIPPED.items()
        for number, name in enumerate(names)
    ]
    assert [(p.case, p.recipient, p.sender, p.language) for p in roster] == expected


def test_a_circular_goes_to_its_readers_and_copies(folder: Folder) -> None:
    """A kind for those who write letters has their circle for a recipient, unless others are named."""
    records = folder(kind="urgent-action")
    assert chosen(records) == [CIRCLE, "kr-mission-de"]
    assert chosen(records, to=("cn-head",)) == ["cn-head"]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ({"to": ("kr-mission-old", "cn-head", "kr-mission-de")}, ["kr-mission-de", "cn-head"]),
        ({"tags": ("asia",)}, ["cn-head", "kr-minister", "kr-mission-de"]),
        ({"tags": ("asia", "top")}, ["cn-head", "kr-minister", "kr-mission-de"]),
        ({"groups": ("table",)}, ["cn-head", "kr-mission-de"]),
        ({"states": ("KR",)}, ["kr-minister", "kr-mission-de"]),
        ({"states": ("KOR",)}, ["kr-minister", "kr-mission-de"]),
        ({"states": ("south korea", "CN")}, ["cn-head", "kr-minister", "cn-mission-de", "kr-mission-de"]),
        ({"ranks": ("ambassador", "minister")}, ["kr-minister", "cn-mission-de", "kr-mission-de"]),
        ({"tags": ("asia",), "states": ("CN",)}, ["cn-head"]),
        ({"tags": ("asia",), "states": ("CN",), "to": ("kr-minister",)}, ["kr-minister", "cn-head"]),
        ({"missions": True}, ["cn-mission-de", "kr-mission-de"]),
        ({"missions": True, "states": ("KR",)}, ["kr-mission-de"]),
    ],
)
def test_what_is_selected_takes_the_place_of_the_case_s_own(
    folder: Folder, order: dict[str, object], found: list[str]
) -> None:
    """Words of one option are alternatives, options narrow each other, named ones are added; each once."""
    assert chosen(folder(), **order) == found


def test_missions_are_those_accredited_to_each_sender_s_country(folder: Folder) -> None:
    """A sender in Austria writes to the mission in Berlin that covers it; an obsolete one leads to its successor."""
    roster = roster_of(folder(), Order(missions=True, senders=("all",)), TODAY)
    by_sender = {lot.sender: [name for name, _ in lot.recipients] for lot in roster.lots}
    assert by_sender == {
        "ann": ["cn-mission-de", "kr-mission-de"],
        "bob": ["kr-mission-de"],
        "cem": ["cn-mission-de", "kr-mission-de"],
        "dan": ["kr-mission-de"],
    }


@pytest.mark.parametrize(
    ("order", "sentence", "mend"),
    [
        ({"tags": ("asai",)}, "no recipient bears the tag “asai”", "did you mean “asia”?"),
        ({"tags": ("zzz",)}, "no recipient bears the tag “zzz”", "the tags are: asia, top"),
        ({"groups": ("tabel",)}, "there is no group “tabel”", "did you mean “table”?"),
        ({"states": ("FR",)}, "no recipient's office is of the state “FR”", "the states are: CN, KR"),
        ({"states": ("Chnia",)}, "there is no state “Chnia”", "did you mean “China”?"),
        ({"ranks": ("judge",)}, "no recipient is of the kind “judge”", "the kinds are: ambassador, consul, "),
        ({"to": ("cn-haed", "zzz")}, "there is no recipient “cn-haed”", "did you mean “cn-head”?"),
        ({"to": ("cn-haed", "zzz")}, "there is no recipient “zzz”", "the recipients are: cn-head, kr-minister, "),
        ({"senders": ("anne",)}, "there is no sender “anne”", "did you mean “ann”?"),
        (
            {"tags": ("top",), "states": ("KR",)},
            "no recipient is all of this at once: tag top: 1; state KR: 3",
            "leave",
        ),
        ({"language": "xx"}, "there is no language “xx”", "use one of: "),
    ],
)
def test_a_choice_that_finds_nothing_says_what_there_is(
    folder: Folder, order: dict[str, object], sentence: str, mend: str
) -> None:
    """What is asked for and is not there is wrong usage, with the nearest word or a list."""
    with pytest.raises(UsageError) as caught:
        roster_of(folder(), Order(**order), TODAY)  # type: ignore[arg-type]
    assert sentence in str(caught.value)
    assert mend in str(caught.value)


def test_countries_without_a_mission_are_all_named(folder: Folder) -> None:
    """Senders in a country that no mission is accredited to are told so, every country at once."""
    records = folder(RECIPIENTS.replace("covers: [AT, LI], ", "").replace("host: CH", "host: CN"))
    with pytest.raises(UsageError) as caught:
        roster_of(records, Order(missions=True, senders=("all",)), TODAY)
    told = str(caught.value)
    assert "no mission accredited to “AT” is among the recipients" in told
    assert "no mission accredited to “CH”" in told
    assert "`appeals recipients suggest --missions-in AT`" in told
    assert "“DE”" not in told


def test_a_long_list_is_cut(folder: Folder) -> None:
    """A message names a handful of a thousand recipients."""
    many = "".join(
        f"  - {{id: r{n}, office: {{class: body, title: {{words: {{en: T}}}}, body: {{words: {{en: B}}}}}}}}\n"
        for n in range(40)
    )
    records = folder(RECIPIENTS.replace("groups:\n", many + "groups:\n"))
    with pytest.raises(UsageError, match=r"r14 and 25 more") as caught:
        roster_of(records, Order(to=("zzz",)), TODAY)
    assert len(str(caught.value)) < 400


def test_each_office_may_be_written_to_in_its_own_language(folder: Folder) -> None:
    """Its first language that the case is written in; where there is none, the case's usual one."""
    roster = roster_of(folder(), Order(language="own", ranks=("head-of-government", "minister", "ambassador")), TODAY)
    assert dict(roster.lots[0].recipients) == {
        "cn-head": "de",
        "kr-minister": "en",
        "cn-mission-de": "en",
        "kr-mission-de": "de",
    }
    assert {planned.language for planned in roster_of(folder(), Order(language="de"), TODAY)} == {"de"}
    circular = roster_of(folder(kind="urgent-action"), Order(language="own"), TODAY)
    assert dict(circular.lots[0].recipients)[CIRCLE] == "en"


def test_a_kind_that_is_not_there_points_into_the_case(folder: Folder) -> None:
    """The kind of letter is a fault of the case's file."""
    with pytest.raises(RecordError) as caught:
        roster_of(folder(kind="apeal"), Order(), TODAY)
    (problem, *_) = caught.value.problems
    assert problem.place
    assert problem.place.file.endswith("two.yaml")
    assert problem.place.line == 2
    assert "did you mean “appeal”?" in problem.mend


def test_senders_of_one_country_share_their_list(folder: Folder) -> None:
    """A thousand volunteers of a country take no more room than one."""
    records = folder()
    senders = {f"v{n}": records.senders["ann"].model_copy(update={"id": f"v{n}"}) for n in range(1000)}
    roster = roster_of(replace(records, senders=senders), Order(missions=True, senders=("all",)), TODAY)
    assert len(roster) == 2 * 1000 * 2
    assert len({id(lot.recipients) for lot in roster.lots}) == 2


WRONG_GROUPS = {
    "- {id: a, members: [zzz]}": ("there is no recipient and no tag “zzz”", "name an id or a tag"),
    "- {id: a, members: [cn-haed]}": ("there is no recipient and no tag “cn-haed”", "did you mean “cn-head”?"),
    "- {id: a, members: []}": ("this list has 0 entries and needs 1", "add what is missing"),
    "- {id: a, members: [top]}\n  - {id: a, members: [asia]}": ("there is another group “a”", "another id"),
    "- {id: a, members: [top], who: x}": ("unknown field “who”", "the fields here are: id, members, note"),
}


@pytest.mark.parametrize("groups", WRONG_GROUPS)
def test_a_group_that_means_nobody_is_refused(folder: Folder, groups: str) -> None:
    """A wrong group is reported with its place, like every record."""
    sentence, mend = WRONG_GROUPS[groups]
    text = RECIPIENTS[: RECIPIENTS.index("groups:")] + f"groups:\n  {groups}\n"
    with pytest.raises(AppealsError) as caught:
        folder(text)
    (problem,) = caught.value.problems
    assert sentence in problem.sentence
    assert mend in problem.mend
    assert problem.place
    assert problem.place.line >= text[: text.index("groups:")].count("\n") + 2


def test_a_member_that_is_an_id_and_a_tag_is_refused(folder: Folder) -> None:
    """Nobody can tell who is meant."""
    with pytest.raises(RecordError, match="“cn-head” is the id of a recipient, and a tag"):
        folder(RECIPIENTS.replace("tags: [asia, top]", "tags: [cn-head]").replace("[top, ", "[cn-head, "))


def test_a_group_of_a_file_with_faults_is_not_blamed(folder: Folder) -> None:
    """Where a recipient cannot be read, no group is told that it does not exist."""
    with pytest.raises(RecordError) as caught:
        folder(RECIPIENTS.replace("class: minister", "class: ministre").replace("[top, ", "[kr-minister, "))
    assert [problem.sentence for problem in caught.value.problems] == ["“ministre” is not among the choices"]


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ("[AT, LI]", "[AT, XX]", "there is no country “XX”"),
        ("host: DE, covers", "covers", "this office covers states, and has no host"),
    ],
)
def test_what_a_mission_covers_is_checked(folder: Folder, right: str, wrong: str, sentence: str) -> None:
    """Only countries can be covered, and only by a mission."""
    with pytest.raises(RecordError, match=sentence):
        folder(RECIPIENTS.replace(right, wrong))
