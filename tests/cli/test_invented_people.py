"""Who is invented signs and receives letters of examples only."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from small_case import write_small_case

Run = Callable[..., Result]
EXAMPLE = "forced-returns-2003"
SENDER = """\
senders:
  - id: {name}
    name: Society {name}
    address: {{lines: [Hafen 3, 20457 Hamburg], country: DE}}
    language: en
    place: Hamburg
    signatory: {{name: Jule Petersen}}
"""
RECIPIENT = """\
recipients:
  - id: head
    invented: true
    office: {class: minister, state: CN, title: {words: {en: Minister}}, body: {words: {en: Ministry}}}
"""


@pytest.fixture
def own(desk: Path) -> Path:
    """Lay out a case of one's own to the Premier, beside the shipped records."""
    case = write_small_case("own").replace("[head]", "[cn-premier]")
    (desk / "seeds" / "own.yaml").write_text(case, encoding="utf-8")
    return desk


def add_sender(desk: Path, name: str) -> None:
    """Add a sender who exists."""
    (desk / "senders").mkdir(exist_ok=True)
    (desk / "senders" / f"{name}.yaml").write_text(SENDER.format(name=name), encoding="utf-8")


def heads(desk: Path) -> set[str]:
    """Read the first line of every letter that was written."""
    return {path.read_text(encoding="utf-8").splitlines()[0] for path in desk.glob("outbox/**/*.txt")}


def test_the_invented_sender_signs_examples_alone(own: Path, run: Run) -> None:
    """Where nobody else is there, a case of one's own is refused, everywhere alike, with what to do."""
    assert run("write", EXAMPLE, "--as", "text").exit_code == 0
    assert heads(own) == {"Example Society for Refugee Protection"}
    assert "senders.yaml:5:15: INVENTED" in run("check", "own").stdout
    for words in (
        ("write", "own"),
        ("plan", "own"),
        ("write", "own", "--keep-going"),
        ("write", "own", "--from", "all"),
    ):
        result = run(*words, "--as", "text")
        assert result.exit_code == 1
        assert "is invented" in result.output
    assert "`appeals new sender`" in run("write", "own").stderr
    assert "INVENTED" not in run("check", EXAMPLE).stdout


def test_examples_lets_one_try_things_out(own: Path, run: Run) -> None:
    """With --examples the letter is made as it will look, and the plan says so too."""
    assert run("plan", "own", "--examples", "--quiet").exit_code == 0
    assert run("write", "own", "--examples", "--as", "text").exit_code == 0
    assert heads(own) == {"Example Society for Refugee Protection"}


def test_a_sender_of_ones_own_takes_over(own: Path, run: Run) -> None:
    """Once there is one, it signs whatever names no other, and among all senders the invented one is left out."""
    add_sender(own, "zoe")
    assert run("check", "own").exit_code == 0
    for number, words in enumerate(((), ("--from", "all"), ("--from", "zoe"))):
        assert run("write", "own", EXAMPLE, *words, "--as", "text", "--out", f"outbox/{number}").exit_code == 0
    assert heads(own) == {"Society zoe"}
    refused = run("write", "own", "--from", "example-society")
    assert refused.exit_code == 1
    assert "is invented" in refused.stderr
    assert run("write", EXAMPLE, "--from", "example-society", "--as", "text").exit_code == 0


def test_of_several_of_ones_own_the_first_is_used(own: Path, run: Run) -> None:
    """As the records say: the first, in the order of the files, unless --from names another."""
    add_sender(own, "zoe")
    add_sender(own, "anna")
    assert run("write", "own", "--as", "text").exit_code == 0
    assert heads(own) == {"Society anna"}
    assert run("write", "own", "--from", "all", "--as", "text").exit_code == 0
    assert heads(own) == {"Society anna", "Society zoe"}


def test_an_invented_recipient_gets_no_letter_that_is_meant(own: Path, run: Run) -> None:
    """It is told at its record, for the case's own recipients and for those that an order names."""
    add_sender(own, "zoe")
    (own / "recipients").mkdir()
    (own / "recipients" / "more.yaml").write_text(RECIPIENT, encoding="utf-8")
    assert run("check", "own").exit_code == 0
    for words in (("write",), ("plan",), ("form",)):
        result = run(*words, "own", "--to", "head")
        assert result.exit_code == 1
        assert "“head” is invented" in result.output
    assert run("write", "own", "--to", "head", "--examples", "--as", "text").exit_code == 0
    (own / "seeds" / "own.yaml").write_text(write_small_case("own"), encoding="utf-8")
    assert "recipients/more.yaml:3:15: INVENTED" in run("check", "own").stdout
    (own / "seeds" / "own.yaml").write_text(write_small_case("own") + "example: true\n", encoding="utf-8")
    assert run("check", "own").exit_code == 0
