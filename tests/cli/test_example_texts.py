"""What `appeals new` writes is an example to replace: nothing of it goes out, whole or in part."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from appeals.checks import Examples
from appeals.pipeline.examples import known_examples, model_of
from appeals.records.examples import read_examples

Run = Callable[..., Result]
KINDS = ("case", "recipient", "sender")
FOLDERS = {"case": "seeds", "recipient": "recipients", "sender": "senders"}
TEXTS = [text for kind in KINDS for text in read_examples(model_of(kind)) if not re.fullmatch(r"CAT .*|\+[\d ]+", text)]
CASE = """\
id: own
kind: appeal
reference: HND 2026-4
state: CN
to: [cn-premier]
subject: [{en: People in danger}]
facts: [{en: This happened.}]
requests: [{id: act, words: {en: to act}}]
"""
SENDER = """\
senders:
  - id: ours
    name: Verein Flussrecht
    address: {lines: [Hafen 3, 20457 Hamburg], country: DE}
    language: en
    place: Hamburg
    signatory: {name: Jule Petersen}
"""


@pytest.fixture
def own(desk: Path) -> Path:
    """Lay out a case and a sender of one's own in which every word was written by somebody."""
    (desk / "seeds" / "own.yaml").write_text(CASE, encoding="utf-8")
    (desk / "senders").mkdir()
    (desk / "senders" / "ours.yaml").write_text(SENDER, encoding="utf-8")
    return desk


def change(file: Path, **values: object) -> None:
    """Give fields of a record other values."""
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    inner = record[file.parent.name][0] if file.parent.name in record else record
    inner.update(values)
    file.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), encoding="utf-8")


def found(result: Result) -> list[str]:
    """List the places of texts that nobody wrote."""
    assert result.exit_code in (0, 1), result.output
    return re.findall(r"^(\S+?):\d+:\d+: EXAMPLE-TEXT", result.stdout, re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_file_keeps_everything_back(kind: str, own: Path, run: Run) -> None:
    """Each text of it is told at its place, and no way leads to a letter."""
    name = "own" if kind == "case" else "new"
    (own / "seeds" / "own.yaml").rename(own / "own.txt") if kind == "case" else None
    assert run("new", kind, name, "--no-input").exit_code == 0
    file = f"{FOLDERS[kind]}/{name}.yaml"
    live = yaml.safe_load((own / file).read_text(encoding="utf-8"))
    assert found(run("check", "own")).count(file) == sum(text in TEXTS for text in leaves(live))
    for words in (("write", "own"), ("plan", "own"), ("form", "own"), ("write", "own", "--batch", "all", "--examples")):
        result = run(*words)
        assert result.exit_code == 1
        assert "is the example's text" in result.stderr
    assert not (own / "outbox").exists()


def leaves(value: object) -> list[str]:
    """List the texts of plain data."""
    if isinstance(value, dict | list):
        return [text for part in (value.values() if isinstance(value, dict) else value) for text in leaves(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_switched_on_and_left_is_found_too(kind: str, own: Path, run: Run) -> None:
    """The fields that stand behind # hold examples as well: each is found once its # is gone."""
    (own / "seeds" / "own.yaml").unlink() if kind == "case" else None
    model = model_of(kind).replace("NEW-ID", "own")  # type: ignore[arg-type]
    start = re.search(r"(?m)^\w+:", model)
    assert start
    body = re.sub(r"(?m)^(\s*)# ", r"\1", model[start.start() :]).replace("+86 10 0000 0000", "+86 10 6529 2345")
    (own / FOLDERS[kind]).mkdir(exist_ok=True)
    (own / FOLDERS[kind] / "own.yaml").write_text(body, encoding="utf-8")
    file = f"{FOLDERS[kind]}/own.yaml"
    wanted = sum(text in TEXTS for text in leaves(yaml.safe_load(body)))
    assert found(run("check")).count(file) == wanted > 0


@pytest.mark.parametrize("text", TEXTS)
def test_each_text_is_found_however_it_is_typed(text: str) -> None:
    """Letter case, line breaks and marks around it make no difference."""
    examples = Examples(TEXTS)
    for typed in (text, text.upper(), f"  *{text}*  ", text.replace(" ", "\n"), f"“{text}”"):
        assert examples.find_in(typed)
        assert examples.may_be_in(typed)


@pytest.mark.parametrize(
    "fact",
    [
        "On 3 May a teacher was taken. A figure comes from the claims below, as here: many.",
        "What happened, to whom, where and when. A teacher was taken.",
        'A teacher was taken. {{ claim("example-figure") }} people were detained on {{ date("2026-01-15") }}.',
        "WHAT HAPPENED\nto whom, where and when",
    ],
)
def test_a_clause_that_is_left_in_a_changed_text_is_found(fact: str, own: Path, run: Run) -> None:
    """Whoever changes half of the example is told of the other half, in each language that the case has."""
    for language in ("en", "de"):
        change(own / "seeds" / "own.yaml", facts=[{"en": "It happened.", "de": "Es geschah.", language: fact}])
        assert found(run("check", "own")) == ["seeds/own.yaml"]
        assert run("write", "own").exit_code == 1


OURS = (
    "Minister of Justice", "Ministry of Justice", "Where are they held?", "People detained", "a mother of two", "Chair",
    "The ministry has said that nobody was detained.", "why this matters to you", "read on the ministry's own page",
    "At least twenty people were detained on that day.", "The organisation", "1 Example Street", "What happened?",
    "A phrase in your report", "The title of her book", "How many were detained", "Who published it was not said.",
)  # fmt: skip


@pytest.mark.parametrize("text", OURS)
def test_what_somebody_may_have_written_is_left_alone(text: str) -> None:
    """Words that are likely in a real case are no example's."""
    assert known_examples().find_in(text) == ""


def test_what_was_filled_in_goes_out(own: Path, run: Run) -> None:
    """A case and a sender in which nothing is left of the example are written, in the sender's own name."""
    assert found(run("check", "own")) == []
    assert run("write", "own", "--as", "text").exit_code == 0
    (letter,) = (own / "outbox").glob("*.txt")
    assert "Verein Flussrecht" in letter.read_text(encoding="utf-8")
    change(own / "senders" / "ours.yaml", place="Your town")
    assert found(run("check", "own")) == ["senders/ours.yaml"]
