"""Processes that write letters: what is asked twice is made once, what is overtaken is not made."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from visiting import CASE, HOUSE, TODAY

from appeals.web import press as pressing
from appeals.web.form import Entry
from appeals.web.press import Busy, Press, Superseded
from appeals.web.scribe import Ask, Scribe


def ask(words: str = "", form: str = "text") -> Ask:
    """Ask for a letter."""
    return Ask(CASE, Entry("Erika Beispiel", "Lindenweg 4\nBerlin", "DE", words, "cn-premier", "en"), TODAY, form)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """Start one process."""
    press = Press(Scribe(HOUSE), 1)
    press.warm(ask())
    yield press
    press.close()


def test_a_process_answers_as_the_scribe_does(press: Press) -> None:
    """Nothing is lost on the way from one process to another: letters, pictures, problems."""
    scribe = press.scribe
    for asked in (ask("My own words."), ask("I am a [name]."), ask("x" * 1000, ""), ask("My own words.", "")):
        assert press.answer(asked) == scribe.answer(asked)


def test_a_picture_is_made_once(press: Press) -> None:
    """The same letter gives the very same answer, and a file is made anew."""
    assert press.answer(ask("Twice.", "")) is press.answer(ask("Twice.", ""))
    assert press.answer(ask("Twice.")) is not press.answer(ask("Twice."))


def test_no_more_is_kept_than_is_looked_at(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest picture goes first."""
    monkeypatch.setattr(pressing, "KEPT", 2)
    first = press.answer(ask("One.", ""))
    for words in ("Two.", "Three."):
        press.answer(ask(words, ""))
    assert press.answer(ask("One.", "")) is not first


def test_the_latest_of_a_form_overtakes(press: Press) -> None:
    """While the process is at work, only the latest ask of a form waits; those of other forms are not touched."""
    with ThreadPoolExecutor(12) as people:
        others = [people.submit(press.answer, ask(f"Other {number}.", ""), f"other-{number}") for number in range(4)]
        mine = [people.submit(press.answer, ask(f"Mine {number}.", ""), "mine") for number in range(6)]
        faults = [future.exception() for future in mine]
    assert all(future.result().pages for future in others)
    assert {type(fault) for fault in faults} == {Superseded, type(None)}


def test_a_crowd_beyond_measure_is_sent_away(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """When too many wait, a further one is told so at once, and afterwards all is well again."""
    monkeypatch.setattr(pressing, "WAITING", 2)
    with ThreadPoolExecutor(8) as people:
        asked = [people.submit(press.answer, ask(f"Crowd {number}.", "")) for number in range(8)]
        faults = [future.exception() for future in asked]
    assert {type(fault) for fault in faults} == {Busy, type(None)}
    assert press.answer(ask("After.")).document


def test_a_process_that_dies_is_replaced(press: Press) -> None:
    """Whoever waits for it is told to come again; the next letter is written."""
    for process in (press._pool._processes or {}).values():  # noqa: SLF001 -- the only way to it
        process.kill()
    with suppress(Busy):
        press.answer(ask("Dying."))
    assert press.answer(ask("Living.")).document


def test_processes_make_so_many_letters_and_no_more(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a library never frees is freed with the process: others take its place, and no letter fails meanwhile."""
    monkeypatch.setattr(pressing, "LIFE", 3)
    pool = press._pool  # noqa: SLF001 -- the only way to the processes
    assert pool
    before = dict(pool._processes)  # noqa: SLF001
    for number in range(8):
        assert press.answer(ask(f"Number {number}.")).document
        if press._successor:  # noqa: SLF001
            press._successor.join()  # noqa: SLF001
    assert press._pool is not pool  # noqa: SLF001
    for process in before.values():
        process.join()  # it has ended, and its memory with it
    assert press.answer(ask("After.")).document


def test_new_records_are_read(workspace: Path) -> None:
    """A case that was written since is known to every process."""
    press = Press(Scribe(workspace), 1)
    try:
        press.warm(ask())
        file = workspace / "seeds" / f"{CASE}.yaml"
        file.write_text(file.read_text("utf-8").replace("CHN 2003-01", "CHN 2003-99"), "utf-8")
        assert b"CHN 2003-01" in press.answer(ask()).document.content
        press.renew()
        assert b"CHN 2003-99" in press.answer(ask()).document.content
    finally:
        press.close()
