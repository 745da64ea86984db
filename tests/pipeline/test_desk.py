"""The desk shares between letters what does not change between them, and nothing else."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from appeals.checks import words_of
from appeals.letters.wording import compose_wording, matter_of
from appeals.model.letter import CIRCLE, Letter
from appeals.pipeline import Desk, Order, Planned, Records, Workspace, load
from appeals.pipeline.keeping import Kept
from appeals.pipeline.making import insist_on_names
from appeals.problems import AppealsError, RecordError, UsageError
from appeals.templating import Templates

HOUSE = Path(__file__).parents[2]
TODAY = date(2012, 3, 1)
SENDERS = """
senders:
  - id: from-peking
    invented: true
    name: Example Society in Peking
    address: {lines: [1 Example Street, 100600 BEIJING], country: CN}
    language: de
    place: Peking
    signatory: {name: Erika Beispiel, office: {en: Treasurer, de: Schatzmeisterin}}
    personal: My grandmother fled once.
  - id: second-society
    invented: true
    name: Second Example Society
    address: {lines: [2 Example Street, 10117 Berlin], country: DE}
    language: de
    place: Berlin
    email: second@example.org
    signatory: {name: Max Muster}
"""
OTHERS = """
recipients:
  - id: kr-ministry
    office:
      class: body
      state: KR
      title: {words: {en: Ministry of Examples, de: Beispielministerium}}
      body: {words: {en: Government of Examples, de: Beispielregierung}}
    addresses:
      - {lines: [77 Example Road, Jongno-gu, 03172 SEOUL], country: KR, source: {title: A list}}
    channels:
      - {channel: email, address: examples@example.org, source: {title: A list}}
"""
ORDERS: dict[str, Order] = {
    "plain": Order(),
    "personal": Order(personal="I have lived there for a year."),
    "public, with all annexes": Order(public=True, annexes=("law", "sources")),
    "circular": Order(kind="urgent-action"),
    "communication with a cover sheet": Order(kind="communication", cover=True),
    "of another day": Order(day=date(2006, 6, 1), kind="embassy"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the shipped records with more recipients and senders, one of them in the state that is addressed."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("recipients.yaml", "senders.yaml"):
        shutil.copy(HOUSE / name, folder)
    shutil.copytree(HOUSE / "seeds", folder / "seeds")
    for name, text in (("senders", SENDERS), ("recipients", OTHERS)):
        (folder / name).mkdir()
        (folder / name / "more.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def records(folder: Path) -> Records:
    """Load them."""
    return load(Workspace(folder))


def plans(records: Records, order: Order) -> list[Planned]:
    """Plan every letter that can be made of the records, in no order."""
    recipients = (*records.recipients, *((CIRCLE,) if order.kind == "urgent-action" else ()))
    planned = [
        Planned(case.id, recipient, sender, language)
        for case in records.cases.values()
        for recipient in recipients
        for sender in records.senders
        for language in case.languages
    ]
    return random.Random(7).sample(planned, len(planned))  # noqa: S311 -- an order that is not ours, the same each time


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
def test_what_is_shared_makes_no_difference(order: Order, records: Records) -> None:
    """Each letter of one desk is the letter of a desk of its own: words, findings, digests, faults."""
    order = replace(order, senders=("all",))
    desk = Desk(records, order, TODAY)
    planned = plans(records, order)
    for one in planned:
        told(desk, one)
    for one in planned[:40]:
        assert told(desk, one) == told(Desk(records, order, TODAY), one)


def told(desk: Desk, planned: Planned) -> object:
    """Tell all that a desk makes of a plan."""
    try:
        made = desk.make(planned)
    except AppealsError as error:
        return type(error), error.problems
    return made, desk.judge(*made), desk.judge_case(made[0].case), desk.digests(planned)


def test_letters_of_one_wording_share_its_very_words(records: Records) -> None:
    """Two recipients of one state and a third of another, from two senders: the words are the same objects."""
    desk = Desk(records, Order(senders=("example-society", "second-society")), TODAY, lenient=True)
    case = "forced-returns-2003"
    premier, minister, other, abroad = (
        desk.make(Planned(case, recipient, sender, "en"))[1]
        for recipient, sender in (
            ("cn-premier", "example-society"),
            ("cn-foreign-minister", "example-society"),
            ("cn-premier", "second-society"),
            ("kr-ministry", "example-society"),
        )
    )
    for letter in (minister, other):
        for part in ("body", "subject", "annexes", "enclosures"):
            assert getattr(letter, part) is getattr(premier, part), part
    assert minister.letterhead is premier.letterhead
    assert abroad.body is not premier.body
    assert other.letterhead.name == "Second Example Society"
    assert other.signature == ("Max Muster",)
    assert len({letter.address for letter in (premier, minister, abroad)}) == 3


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", ["appeal", "agency", "embassy", "communication"])
def test_a_template_that_names_the_sender_names_its_own(kind: str, language: str, records: Records) -> None:
    """Where a template prints the sender's name, each sender's letters have it; where not, they are worded alike."""
    desk = Desk(records, Order(kind=kind, senders=("example-society", "second-society")), TODAY, lenient=True)
    letters = {
        sender.name: desk.make(Planned("forced-returns-2003", "cn-premier", sender.id, language))[1]
        for sender in (records.senders["example-society"], records.senders["second-society"])
    }
    texts = {name: str(letter.body) for name, letter in letters.items()}
    if kind in ("embassy", "communication"):
        for name, text in texts.items():
            assert [other for other in texts if other in text] == [name]
    else:
        one, two = letters.values()
        assert one.body is two.body


def test_the_own_state_and_another_are_told_apart(records: Records) -> None:
    """The law is decided for the state concerned, and it is known whether the letter goes to that state."""
    desk = Desk(records, Order(), TODAY, lenient=True)
    own, third = (
        desk.make(Planned("forced-returns-2003", name, "example-society", "en"))[0]
        for name in ("cn-premier", "kr-ministry")
    )
    assert (own.basis.addressed, third.basis.addressed) == (True, False)
    assert own.basis.state == third.basis.state


def test_a_copy_bears_the_note_and_no_paragraph_of_the_senders(records: Records) -> None:
    """Whoever receives a copy gets the note that goes with it, never the letter's own words, whichever comes first."""
    desk = Desk(records, Order(personal="I have lived there for a year.", annexes=("law",)), TODAY)
    order = ("cn-embassy-berlin", "cn-premier", "cn-embassy-berlin")
    note, letter, again = (
        desk.make(Planned("forced-returns-2003", name, "example-society", "en"))[1] for name in order
    )
    assert (note.kind, letter.kind) == ("cover-note", "appeal")
    assert "I have lived there" in str(letter.body)
    assert "I have lived there" not in str(note.body)
    assert (len(letter.annexes), note.annexes) == (1, ())
    assert letter.copies
    assert note.copies is None
    assert again == note


def test_a_senders_own_paragraph_stands_in_that_senders_letters(records: Records) -> None:
    """A paragraph of the record goes into the letters of its sender, unless the order has another."""
    plans = [Planned("forced-returns-2003", "cn-premier", name, "en") for name in ("from-peking", "second-society")]
    for personal, counts in (("", (1, 0)), ("Another word.", (0, 0))):
        desk = Desk(records, Order(personal=personal, senders=("all",)), TODAY)
        bodies = [str(desk.make(planned)[1].body) for planned in plans]
        assert tuple(body.count("My grandmother") for body in bodies) == counts
        assert all((personal or "We write") in body for body in bodies)


def test_the_destination_is_written_for_the_senders_post(records: Records) -> None:
    """From Berlin in English or German, from Peking in German and without the own country."""
    desk = Desk(records, Order(senders=("all",)), TODAY, lenient=True)
    addresses = {
        (sender, to): desk.make(Planned("forced-returns-2003", to, sender, "en"))[1].address[-1]
        for sender in ("example-society", "second-society", "from-peking")
        for to in ("kr-ministry", "cn-premier")
    }
    assert addresses["example-society", "kr-ministry"] == "SOUTH KOREA"
    assert addresses["from-peking", "kr-ministry"] == desk.language("de").destination("KR") != "SOUTH KOREA"
    assert addresses["second-society", "kr-ministry"] == addresses["from-peking", "kr-ministry"]
    assert addresses["example-society", "cn-premier"] == addresses["second-society", "cn-premier"] == "CHINA"
    assert addresses["from-peking", "cn-premier"] == "100032 BEIJING"


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in what we make."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("role", "style", "mark"):
                yield from texts_in(getattr(value, field.name))


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
def test_every_word_of_a_letter_is_looked_at(order: Order, records: Records) -> None:
    """What is searched in three parts is the whole letter, wherever its words come from."""
    unseen = {"case", "recipient", "kind", "language", "page_words", "postal_notes", "cover", "mail", "sender"}
    desk = Desk(records, replace(order, senders=("all",)), TODAY, lenient=True)
    for planned in [one for one in plans(records, order) if one.case != "unhcr-visit-2006"][:60]:
        _, letter = desk.make(planned)
        seen = " ".join(words_of(letter))
        for field in fields(letter):
            for text in texts_in(getattr(letter, field.name)) if field.name not in unseen else ():
                assert text in seen, (field.name, text)
        assert letter.name in seen


def test_no_matter_holds_the_addressee(records: Records) -> None:
    """What a template is filled with is the same for two recipients of one state, and so are the words."""
    desk = Desk(records, Order(), TODAY)
    for kind in ("appeal", "urgent-action", "communication", "embassy", "agency"):
        desk = Desk(records, Order(kind=kind), TODAY)
        appeals = [
            desk.appeal(Planned("yantai-arrests-2003", name, "example-society", "en"))
            for name in ("cn-premier", "cn-foreign-minister")
        ]
        one, two = (matter_of(appeal, records.templates) for appeal in appeals)
        assert appeals[0].addressee != appeals[1].addressee
        assert one == two
        language = desk.language("en")
        assert compose_wording(one, language, records.templates) == compose_wording(two, language, records.templates)


ASKING = {
    "{{ sender }}": True,
    "{% if personal %}{{ sender | upper }}{% endif %}": True,
    "{% set sender = sender %}": True,
    "{% macro sign() %}{{ sender }}{% endmacro %}{{ sign() }}": True,
    "{% include 'part.j2' %}": True,
    "{% import 'part.j2' as part with context %}": True,
    "{% extends 'base.j2' %}{% block words %}{{ sender }}{% endblock %}": True,
    "{% extends 'base.j2' %}": True,
    "{% include name %}": True,
    "{% include 'nowhere.j2' ignore missing %}": True,
    "{% broken": True,
    "{{ personal }}": False,
    "{% for sender in facts %}{{ sender }}{% endfor %}": False,
    "{% include 'silent.j2' %}": False,
    "sender": False,
}


@pytest.mark.parametrize("text", ASKING)
def test_what_a_template_may_ask_for_is_known(text: str, tmp_path: Path) -> None:
    """A name counts as asked for wherever the template, or one that it brings in, looks it up."""
    (tmp_path / "part.j2").write_text("{{ sender }}")
    (tmp_path / "silent.j2").write_text("{{ personal }}")
    (tmp_path / "base.j2").write_text("{% block words %}{% endblock %}{% include 'part.j2' %}")
    (tmp_path / "letter.j2").write_text(text)
    templates = Templates((tmp_path,))
    assert templates.asks("letter.j2", "sender") is ASKING[text]


def own_desk(folder: Path, order: Order, **files: str) -> Desk:
    """Stand at a desk whose folder has more files: their names with `__` for a slash."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Desk(load(Workspace(folder)), order, TODAY, lenient=True)


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Callable[..., Desk]:
    """Stand at a desk in a folder of its own."""
    shutil.copytree(folder, tmp_path / "own")

    def stand(order: Order | None = None, **files: str) -> Desk:
        return own_desk(tmp_path / "own", order or Order(senders=("all",)), **files)

    return stand


PEOPLE = """
people:
  - {id: kestrel, name: Kestrel Nightjar, described: {en: a teacher}, visibility: withheld, invented: true}
never_say: [the harbour road]
"""


def codes(desk: Desk, recipient: str, sender: str = "example-society") -> list[str]:
    """Judge a letter and list the codes of what is found."""
    made = desk.make(Planned("forced-returns-2003", recipient, sender, "en"))
    return sorted({problem.code for problem in desk.judge(*made)})


def test_what_is_wrong_in_one_letter_is_told_of_that_letter_alone(own: Callable[..., Desk]) -> None:
    """A name, a placeholder and what is never to be said are found in each recipient's and each sender's own words."""
    case = (HOUSE / "seeds" / "forced-returns-2003.yaml").read_text(encoding="utf-8") + PEOPLE
    faulty = {
        "named": OTHERS.replace("kr-ministry", "named").replace("77 Example Road", "c/o Kestrel Nightjar"),
        "blank": OTHERS.replace("kr-ministry", "blank").replace("77 Example Road", '"[street]"'),
        "unsaid": OTHERS.replace("kr-ministry", "unsaid").replace("77 Example Road", "The  Harbour Road 7"),
    }
    sender = SENDERS.replace("from-peking", "wordy").replace("second-society", "harbour")
    sender = sender.replace("2 Example Street", "The Harbour Road 2").replace("My grandmother", "TODO my grandmother")
    desk = own(
        **{f"recipients__{name}.yaml": text for name, text in faulty.items()},
        **{"seeds__forced-returns-2003.yaml": case, "senders__faulty.yaml": sender},
    )
    assert codes(desk, "kr-ministry") == []
    assert codes(desk, "named") == ["NAME-TYPED"]
    assert codes(desk, "blank") == ["PLACEHOLDER"]
    assert codes(desk, "unsaid") == ["NEVER-SAY"]
    assert codes(desk, "kr-ministry", "wordy") == ["PLACEHOLDER"]
    assert codes(desk, "kr-ministry", "harbour") == ["NEVER-SAY"]
    assert codes(desk, "unsaid", "wordy") == ["NEVER-SAY", "PLACEHOLDER"]
    assert codes(desk, "kr-ministry") == []
    said = desk.judge(*desk.make(Planned("forced-returns-2003", "unsaid", "harbour", "en")))
    assert [problem.sentence for problem in said] == ["the letter to “unsaid” says what is never to be said"]


def test_what_stands_in_the_letter_alone_is_not_missed_after_its_copy(own: Callable[..., Desk]) -> None:
    """The sender's paragraph and the list of copies are in the letter, not in the notes, whichever is judged first."""
    case = (HOUSE / "seeds" / "forced-returns-2003.yaml").read_text(encoding="utf-8")
    blank = OTHERS.replace("kr-ministry", "blank").replace("77 Example Road", '"[street]"')
    desk = own(
        Order(personal="They were taken last year."),
        **{
            "recipients__blank.yaml": blank,
            "seeds__forced-returns-2003.yaml": case.replace("copies: [", "copies: [blank, "),
        },
    )
    assert codes(desk, "cn-embassy-berlin") == []
    assert codes(desk, "cn-premier") == ["DATE-RELATIVE", "PLACEHOLDER"]
    assert codes(desk, "cn-embassy-berlin") == []


def test_a_note_may_be_of_the_letters_own_kind(own: Callable[..., Desk]) -> None:
    """Where copies are of the same kind as the letter, they still lack its annexes and its paragraph."""
    desk = own(Order(annexes=("law",)), **{"templates__appeal__kind.toml": 'copies = "appeal"\n'})
    note, letter = (
        desk.make(Planned("forced-returns-2003", name, "example-society", "en"))[1]
        for name in ("cn-embassy-berlin", "cn-premier")
    )
    assert (note.kind, letter.kind) == ("appeal", "appeal")
    assert (len(note.annexes), len(letter.annexes)) == (0, 1)


def test_a_fault_is_told_to_every_letter_that_it_concerns(own: Callable[..., Desk]) -> None:
    """A template that cannot be filled stops each letter of its kind and no other, with the same fault each time."""
    broken = "{% set body %}<p>{{ nothing_of_this_name }}</p>{% endset %}"
    desk = own(**{"templates__appeal__en.html.j2": broken})
    faults = []
    for name in ("cn-premier", "kr-ministry", "cn-premier"):
        with pytest.raises(AppealsError) as error:
            desk.make(Planned("forced-returns-2003", name, "example-society", "en"))
        faults.append(error.value.problems)
    assert faults[0] == faults[1] == faults[2]
    assert desk.make(Planned("forced-returns-2003", "cn-embassy-berlin", "example-society", "en"))
    assert desk.make(Planned("forced-returns-2003", "cn-premier", "example-society", "de"))


def test_names_of_files_tell_the_senders_apart(records: Records) -> None:
    """Where a run has several senders, each file is named for its own; where it has one, files are named as before."""
    planned = Planned("forced-returns-2003", "cn-premier", "second-society", "en")
    several = Desk(records, Order(senders=("all",)), TODAY).make(planned)[1]
    single = Desk(records, Order(senders=("second-society",)), TODAY).make(planned)[1]
    assert several.name == "2003-04-02--forced-returns-2003--cn-premier--from-second-society.en"
    assert single.name == "2003-04-02--forced-returns-2003--cn-premier.en"
    insist_on_names((several, single))
    with pytest.raises(UsageError, match="two letters of this run would be named “2003-04-02--forced"):
        insist_on_names((single, several, single))
    with pytest.raises(UsageError, match="there is no sender “nobody”"):
        Desk(records, Order(senders=("nobody",)), TODAY)


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """List what differs between two letters' digests."""
    assert before.keys() == after.keys()
    assert all(len(value) == 64 for value in after.values())
    return [name for name in before if before[name] != after[name]]


def test_digests_tell_what_changed(own: Callable[..., Desk]) -> None:
    """Each thing that a letter is made of has its own digest, and what only selects letters has none."""
    planned = Planned("forced-returns-2003", "kr-ministry", "second-society", "en")
    first = own().digests(planned)
    assert own().digests(planned) == first
    wider = own(Order(senders=("all",), to=("kr-ministry",), states=("KR",), worklist=True, late=True))
    assert changed(first, wider.digests(planned)) == []
    assert changed(first, own(Order(senders=("all",), personal="A word.")).digests(planned)) == ["order"]
    moved = own(**{"recipients__more.yaml": OTHERS.replace("77", "78")})
    assert changed(first, moved.digests(planned)) == ["recipient"]
    premier = Planned("forced-returns-2003", "cn-premier", "second-society", "en")
    assert changed(own().digests(premier), first) == ["recipient", "law"]
    case = (HOUSE / "seeds" / "forced-returns-2003.yaml").read_text(encoding="utf-8")
    assert changed(
        moved.digests(planned), own(**{"seeds__forced-returns-2003.yaml": case + "#\n"}).digests(planned)
    ) == ["case"]
    before = own().digests(planned)
    signed = own(**{"senders__more.yaml": SENDERS.replace("Max", "Moritz")})
    assert changed(before, signed.digests(planned)) == ["sender"]
    styled = own(**{"templates__letterhead__a4.css": "/* own */"})
    assert changed(signed.digests(planned), styled.digests(planned)) == ["templates"]


def test_a_letter_that_names_others_depends_on_their_records(own: Callable[..., Desk]) -> None:
    """Recipients and copies of a case stand in each other's letters: a change of one changes the case's digest."""
    recipients = (HOUSE / "recipients.yaml").read_text(encoding="utf-8")
    planned = Planned("forced-returns-2003", "kr-ministry", "example-society", "en")
    first = own().digests(planned)
    second = own(**{"recipients.yaml": recipients.replace("Premier of the State Council", "Premier", 1)})
    assert changed(first, second.digests(planned)) == ["case"]


def test_no_more_is_kept_than_was_asked_for_last() -> None:
    """What has not been asked for longest is made again; a fault is kept like everything else."""
    made: list[str] = []

    def make(name: str) -> Callable[[], str]:
        def count() -> str:
            made.append(name)
            if name == "fault":
                raise RecordError.of("it is wrong", "mend it")
            return name.upper()

        return count

    kept = Kept[str](2)
    assert [kept.get(name, make(name)) for name in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]
    for _ in range(3):
        with pytest.raises(RecordError, match="it is wrong"):
            kept.get("fault", make("fault"))
    assert made.count("fault") == 1


def test_a_letter_without_a_frame_is_the_same(records: Records) -> None:
    """What the desk puts together from what it keeps is what is composed in one go."""
    from appeals.letters.composing import compose  # noqa: PLC0415 -- only here, beside what it is compared with

    desk = Desk(records, Order(), TODAY, lenient=True)
    for name in ("cn-premier", "kr-ministry", "cn-embassy-berlin"):
        appeal, letter = desk.make(Planned("forced-returns-2003", name, "example-society", "en"))
        assert compose(appeal, desk.language("en"), records.templates) == letter
        assert isinstance(letter, Letter)
