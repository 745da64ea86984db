"""What a plan says of each letter is what a run makes of it: the same letters, and the same reasons for the others."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from appeals.pipeline import By, Order, Workspace, open_room, plan, write, write_batch
from appeals.pipeline.batch.opening import Opened
from appeals.problems import AppealsError

TODAY = date(2026, 11, 20)
CASES = {
    "plain": "kind: appeal\nfacts: [{en: This happened., de: Das geschah.}]\n",
    "english": "kind: embassy\nfacts: [{en: This happened.}]\n",
    "agency": "kind: agency\nfacts: [{en: You know of it., de: Sie wissen davon.}]\n",
    "late": 'kind: appeal\ndeadline: "2026-10-01"\nfacts: [{en: This happened., de: Das geschah.}]\n',
    "long": f"kind: appeal\nmax_pages: 1\nfacts: [{{en: Short., de: {'Das ist lang. ' * 200}}}]\n",
    "placeholder": "kind: appeal\nfacts: [{en: '[name] was taken.', de: Das geschah.}]\n",
}
REST = """\
reference: TEST 1
state: CN
to: [minister]
copies: [bare]
subject: [{en: People in danger, de: Menschen in Gefahr}]
requests: [{id: act, words: {en: to act, de: zu handeln}}]
"""
OFFICES = {  # id -> fields of the office, and the rest of the record
    "minister": ("class: minister, state: CN", "languages: [de, en]"),
    "bare": ("class: body, state: CN", "addresses: []"),
    "wide": ("class: minister, state: CN", "", f"Street {'m' * 60}"),
    "third": ("class: minister, state: FJ", ""),
    "mission": ("class: ambassador, state: BE, host: DE", "languages: [fr]"),
    "agency": ("class: head-of-agency", ""),
    "invented": ("class: minister, state: CN", "invented: true"),
}
SENDERS = """\
senders:
  - {id: ours, name: Verein, address: {lines: [Hafen 3, 20457 Hamburg], country: DE}, language: en, place: Hamburg,
     signatory: {name: Jule Petersen}}
  - {id: wide, name: Verein, address: {lines: [Hafen 3, 20457 Hamburg], country: FR}, language: de, place: Hamburg,
     signatory: {name: Jo Petersen}, personal: "ATTENTION! TODO my own words"}
  - {id: example, invented: true, name: Example, address: {lines: [Hafen 3, 20457 Hamburg], country: DE}, language: en,
     place: Hamburg, signatory: {name: Jule Petersen}}
"""


def office(name: str, fields: str, more: str, street: str = "Street 1") -> str:
    """Write the record of an office, in German unless it is Fijian."""
    titles = "{words: {en: Office}}" if name == "third" else "{words: {en: Office, de: Amt}}"
    source = "source: {title: A list, date: '2026-10-01'}"
    addresses = (
        "" if "addresses" in more else f"addresses: [{{lines: [Hall, {street}, 1000 TOWN], country: FR, {source}}}]"
    )
    record = f"id: {name}, office: {{{fields}, title: {titles}, body: {titles}}}"
    return f"  - {{{', '.join(filter(None, (record, more, addresses)))}}}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out cases, offices and senders of which some cannot come together."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "seeds").mkdir()
    for name, text in CASES.items():
        (folder / "seeds" / f"{name}.yaml").write_text(f"id: {name}\n{text}{REST}", encoding="utf-8")
    records = "".join(office(name, *more) for name, more in OFFICES.items())
    (folder / "recipients.yaml").write_text(f"recipients:\n{records}", encoding="utf-8")
    (folder / "senders.yaml").write_text(SENDERS, encoding="utf-8")
    return folder


def orders(count: int) -> Iterator[Order]:
    """Make up orders, the same in each run."""
    chance = random.Random(count)  # noqa: S311 -- no secret

    def some(names: object, most: int) -> tuple[str, ...]:
        known = sorted(names)  # type: ignore[call-overload]
        return tuple(chance.sample(known, chance.randint(1, most)))

    for _ in range(count):
        yield Order(
            cases=some(CASES, 3),
            to=some(OFFICES, 5) if chance.random() < 0.6 else (),
            ranks=some(("minister", "ambassador", "body"), 1) if chance.random() < 0.2 else (),
            missions=chance.random() < 0.1,
            senders=chance.choice(((), ("all",), ("ours", "wide"), ("example",))),
            language=chance.choice(("", "en", "de", "own")),
            kind=chance.choice(("", "", "appeal", "embassy", "agency", "third-state", "urgent-action")),
            formats=chance.choice((("text",), ("pdf",), ("envelope",), ("labels",), ("text", "labels"), ("fax",))),
            public=chance.random() < 0.3,
            late=chance.random() < 0.5,
            examples=chance.random() < 0.3,
            personal=chance.choice(("", "", "My own words.")),
        )


def opened(folder: Path, order: Order, *, keep_going: bool = True) -> Opened | tuple[str, ...]:
    """Open a room, or tell why it cannot be."""
    try:
        return open_room(Workspace(folder), order, TODAY, keep_going=keep_going)
    except AppealsError as error:
        return tuple(problem.sentence for problem in error.problems)


@pytest.mark.parametrize("order", tuple(orders(24)), ids=range(24))
def test_plan_and_write_agree_letter_by_letter(order: Order, folder: Path, tmp_path: Path) -> None:
    """Each letter that is planned is made, and each that is refused is refused for the same reasons."""
    first, second = opened(folder, order), opened(folder, order)
    if isinstance(first, tuple) or isinstance(second, tuple):
        assert first == second
        return
    planned = plan(first.room, By(), perf_counter)
    batch = write_batch(second.room, tmp_path / "out", By(keep_going=True))
    made = {n: tuple(p.sentence for p in problems) for n, problems in batch.problems.items()}
    assert dict(planned.refused) == made
    assert planned.letters == batch.made + batch.void == batch.letters - len(made)
    lines = [json.loads(line) for line in (tmp_path / "out" / "letters.jsonl").read_text("utf-8").splitlines()]
    assert {n: tuple(line["problems"]) for n, line in enumerate(lines) if "problems" in line} == made


@pytest.mark.parametrize("order", tuple(orders(12)), ids=range(12))
def test_a_small_run_makes_what_is_planned_or_nothing(order: Order, folder: Path, tmp_path: Path) -> None:
    """Without --keep-going a run makes every letter where the plan refuses none, and else tells the same reasons."""
    order = replace(order, formats=("text",))
    room = opened(folder, order, keep_going=False)
    if isinstance(room, tuple):
        return
    planned = plan(room.room, By(), perf_counter)
    try:
        written = len(write(Workspace(folder), order, tmp_path / "out", TODAY).paths)
        told = set[str]()
    except AppealsError as error:
        written, told = 0, {problem.sentence for problem in error.problems}
    refused = {sentence for several in planned.refused.values() for sentence in several}
    assert written == (0 if refused else planned.letters)
    assert refused <= told if refused else not told  # a plan looks no further at a case that is refused as a whole
