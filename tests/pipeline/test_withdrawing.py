"""Consent withdrawn: what still holds the name is told and taken away, whatever has become of the case since."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from many import CASE, TODAY, contents, lay_out, ledger, order_of, run

from appeals import By, Workspace, open_room, write, write_batch
from appeals.formats.words import read_words
from appeals.model.name_redaction import has_name
from appeals.pipeline.filing import FILED
from appeals.problems import AppealsError, Problem

NAME = "Kanari Yong-ho"  # nobody of this name exists
AGREED = "visibility: to-recipient, consent: {given: true, by: his lawyer, on: 2003-01-01, for: public}"
DESCRIBED = 'described: {en: "a driver", de: "ein Fahrer"}, invented: true'
FACT = """facts:
  - {en: 'They took {{ person("driver") }} away.', de: 'Sie holten {{ person("driver") }} ab.'}
"""
CHANGES: dict[str, Callable[[str], str]] = {
    "withheld": lambda text: text.replace("visibility: to-recipient", "visibility: withheld"),
    "consent refused": lambda text: text.replace("given: true", "given: false"),
    "consent gone": lambda text: text.replace(AGREED, "visibility: to-recipient"),
    "pseudonym": lambda text: text.replace(f"name: {NAME}", f"name: {NAME}, pseudonym: Mr K."),
    "person gone": lambda text: text.replace(FACT, "facts:\n").partition("people:")[0],
    "another person": lambda text: text.replace(NAME, "Ravn Solveig"),
    "name gone": lambda text: text.replace(f"name: {NAME}, ", ""),
}
REFUSED = {"consent refused", "consent gone"}  # of which the run is refused until the case is put right
Letters = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out three embassies, and a case in which somebody agreed to be named."""
    folder = lay_out(tmp_path / "mine", 3)
    seed = folder / "seeds" / f"{CASE}.yaml"
    person = f"{{id: driver, name: {NAME}, {AGREED}, {DESCRIBED}}}"
    seed.write_text(seed.read_text("utf-8").replace("facts:\n", FACT, 1) + f"\npeople:\n  - {person}\n", "utf-8")
    other = lay_out(tmp_path / "other", 3) / "seeds" / f"{CASE}.yaml"
    (folder / "seeds" / "other.yaml").write_text(other.read_text("utf-8").replace(f"id: {CASE}", "id: other"), "utf-8")
    return folder


def change(folder: Path, name: str) -> None:
    """Change the case."""
    seed = folder / "seeds" / f"{CASE}.yaml"
    old = seed.read_text("utf-8")
    seed.write_text(CHANGES[name](old), "utf-8")
    assert seed.read_text("utf-8") != old


def few(folder: Path, *, keep: bool = False, **asked: Any) -> tuple[Problem, ...]:
    """Write letters straight into the outbox; return what is told of letters in it, also with a refusal."""
    try:
        return write(Workspace(folder), order_of(**asked), None, TODAY, keep=keep).withdrawn
    except AppealsError as error:
        return tuple(problem for problem in error.problems if problem.code == "WITHDRAWN")


def batch(folder: Path, *, keep: bool = False, name: str = "b", **asked: Any) -> tuple[Problem, ...]:
    """Write letters into a batch; return the same."""
    out = folder / "outbox"
    try:
        room = open_room(Workspace(folder), order_of(**asked), TODAY).room
        return write_batch(room, out / name, By(keep=keep), out=out).withdrawn
    except AppealsError as error:
        return tuple(problem for problem in error.problems if problem.code == "WITHDRAWN")


def naming(folder: Path) -> set[str]:
    """List the files in the outbox in which the name can be read."""
    files = (path for path in (folder / "outbox").rglob("*") if path.is_file())
    return {path.name for path in files if has_name(read_words(path.name, path.read_bytes()) or "", NAME)}


def all_files(folder: Path) -> set[str]:
    """List the letters in the outbox, and what is printed of them."""
    found = (path.name for path in (folder / "outbox").rglob("*") if path.is_file())
    return {name for name in found if CASE in name or name == "print.pdf"}


@pytest.mark.parametrize("letters", [few, batch])
@pytest.mark.parametrize("name", CHANGES)
def test_the_same_order_again_leaves_no_name(letters: Letters, name: str, folder: Path) -> None:
    """Whether it makes the letters anew or is refused, no file holds the name afterwards, and the refusal says so."""
    formats = ("pdf", "text", "fax") if name in {"withheld", "consent refused"} else ("text",)
    assert letters(folder, formats=formats) == ()
    before = naming(folder)
    assert len(before) == 3 * len(set(formats) - {"fax"}) + ("pdf" in formats and letters is batch)
    change(folder, name)
    told = letters(folder, formats=formats)
    assert naming(folder) == set()
    if name in REFUSED:
        assert all_files(folder) == set()
        assert all(file in str(told[0]) for file in sorted(before)[:2])
        assert not has_name(str(told), NAME)
    else:
        assert len(all_files(folder)) == 3 * len(formats) + ("pdf" in formats and letters is batch)
    assert letters(folder, formats=formats) == ()


@pytest.mark.parametrize("made", [few, batch])
@pytest.mark.parametrize("formats", [("text",), ("fax",), ("pdf", "mailto"), ("html", "email")])
@pytest.mark.parametrize("name", ["withheld", "person gone", "another person"])
def test_any_run_into_the_outbox_takes_them_away(
    made: Letters, formats: tuple[str, ...], name: str, folder: Path
) -> None:
    """Letters of another case are asked for: what may no longer be there is told, taken away, and told no more."""
    made(folder, formats=formats)
    before = all_files(folder)
    change(folder, name)
    told = few(folder, cases=("other",), formats=("text",))
    assert [problem.code for problem in told] == ["WITHDRAWN"]
    assert all(file in told[0].sentence for file in before)
    assert all_files(folder) == set()
    assert naming(folder) == set()
    assert batch(folder, cases=("other",), formats=("text",), name="c") == ()
    assert len(list((folder / "outbox").rglob("*other*.txt"))) == 3 + 3


@pytest.mark.parametrize("made", [few, batch])
def test_they_are_kept_where_that_is_asked_for(made: Letters, folder: Path) -> None:
    """With --keep they are told of each time, and nothing is taken away."""
    made(folder, formats=("pdf",))
    before = all_files(folder)
    change(folder, "withheld")
    for _ in range(2):
        (told,) = few(folder, cases=("other",), formats=("text",), keep=True)
        assert "--keep" in told.sentence
        assert all(file in told.sentence for file in before)
        assert all_files(folder) == before
    assert "taken out" in few(folder, cases=("other",), formats=("text",))[0].sentence
    assert all_files(folder) == set()


@pytest.mark.parametrize("made", [few, batch])
@pytest.mark.parametrize("formats", [("text",), ("pdf",), ("html",), ("email",)])
def test_files_of_which_nothing_tells_are_read(made: Letters, formats: tuple[str, ...], folder: Path) -> None:
    """Where the ledger is gone, the words of the files themselves tell."""
    path = folder / "recipients" / "many.yaml"
    path.write_text(path.read_text("utf-8").replace('channel: fax, number: "+49 30 2700001"',
                                                    "channel: email, address: a@example.org"), "utf-8")  # fmt: skip
    made(folder, formats=formats)
    assert naming(folder)
    for name in (FILED, "letters.jsonl", "batch.json"):
        for found in (folder / "outbox").rglob(name):
            found.unlink()
    change(folder, "withheld")
    for found in (folder / "outbox").glob("b/*"):
        found.rename(folder / "outbox" / found.name)
    told = few(folder, cases=("other",), formats=("text",))
    assert [problem.code for problem in told] == ["WITHDRAWN"]
    assert naming(folder) <= {"print.pdf"}


def test_a_name_that_was_typed_and_is_withheld_since(folder: Path) -> None:
    """The ledger does not know of somebody who was no person of the case; the changed case makes the run look."""
    seed = folder / "seeds" / "other.yaml"
    text = seed.read_text("utf-8")
    seed.write_text(text.replace("facts:\n", "facts:\n  - {en: They took Ravn Solveig., de: Nun denn.}\n", 1), "utf-8")
    for letters in (few, batch):
        assert letters(folder, cases=("other",), formats=("text",)) == ()
    person = f"{{id: r, name: Ravn Solveig, visibility: withheld, {DESCRIBED}}}"
    seed.write_text(f"{text}\npeople:\n  - {person}\n", "utf-8")
    (told,) = few(folder, formats=("text",))
    assert len(list((folder / "outbox").rglob("*other*.txt"))) == 0
    assert "mission-0" in told.sentence
    assert few(folder, formats=("text",)) == ()


def test_only_the_public_version_is_taken_away(folder: Path) -> None:
    """Who agreed no longer to be named in public may still be named to the recipient."""
    seed = folder / "seeds" / f"{CASE}.yaml"
    seed.write_text(seed.read_text("utf-8").replace("visibility: to-recipient", "visibility: public"), "utf-8")
    for public in (False, True):
        assert few(folder, formats=("text",), public=public) == ()
    assert len(naming(folder)) == 6
    seed.write_text(seed.read_text("utf-8").replace("visibility: public", "visibility: to-recipient"), "utf-8")
    few(folder, cases=("other",), formats=("text",))
    assert {name.rpartition(".en.")[2] for name in naming(folder)} == {"txt"}
    assert len(naming(folder)) == 3


def test_what_may_stay_stays(folder: Path) -> None:
    """Other words of the case, other accents of the name, a case that is gone, and the user's own files."""
    few(folder, formats=("text",))
    batch(folder, formats=("pdf",))
    own = folder / "outbox" / "notes.txt"
    own.write_text(f"Ask {NAME} about the date.", "utf-8")
    before = naming(folder)
    seed = folder / "seeds" / f"{CASE}.yaml"
    text = seed.read_text("utf-8")
    seed.write_text(text.replace("They took", "They carried"), "utf-8")
    assert few(folder, cases=("other",), formats=("text",)) == ()
    seed.write_text(text.replace(NAME, "Kánari Yong-Ho"), "utf-8")
    assert few(folder, cases=("other",), formats=("text",)) == ()
    seed.unlink()
    assert few(folder, cases=("other",), formats=("text",)) == ()
    assert naming(folder) == before
    seed.write_text(CHANGES["withheld"](text), "utf-8")
    few(folder, cases=("other",), formats=("text",))
    assert naming(folder) == {"notes.txt"}


def test_no_name_stands_in_what_is_kept_of_the_letters(folder: Path) -> None:
    """The ledgers tell of whom they name by id and digest only."""
    few(folder, formats=("text",))
    batch(folder, formats=("text",))
    assert ledger(folder / "outbox" / "b")[0]["named"][0]["person"] == "driver"
    for path in (
        folder / "outbox" / FILED,
        folder / "outbox" / "b" / "letters.jsonl",
        folder / "outbox" / "b" / "batch.json",
    ):
        assert not has_name(path.read_text("utf-8"), NAME)
        assert "driver" in path.read_text("utf-8")


def test_a_killed_run_is_looked_into_as_well(folder: Path) -> None:
    """Its letters stand in a journal, and are found in any later run into the outbox."""
    out = folder / "outbox" / "b"

    def stop(told: str, _done: int, _of: int) -> None:
        if told == "written":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(folder, out, tell=stop, formats=("fax",))
    left = set(contents(out))
    assert left
    change(folder, "person gone")
    (told,) = few(folder, cases=("other",), formats=("text",))
    assert all(name in told.sentence for name in left)
    assert not {name for name in contents(out) if CASE in name}


def test_a_folder_that_is_not_ours_is_not_touched(folder: Path) -> None:
    """Files of ours by name only, in a folder beside the batches, stay as they are, and nothing is put beside them."""
    theirs = folder / "outbox" / "theirs"
    theirs.mkdir(parents=True)
    for name in ("letters.jsonl", "batch.json", "print.pdf", ".lock", ".letters.jsonl"):
        (theirs / name).write_text(f"{NAME} and more\n", "utf-8")
    before = {path.name: path.read_bytes() for path in theirs.iterdir()}
    change(folder, "withheld")
    assert few(folder, formats=("text",)) == ()
    assert {path.name: path.read_bytes() for path in theirs.iterdir()} == before


def test_the_rest_of_a_batch_is_as_it_was(folder: Path) -> None:
    """Letters that name nobody stay in their ledger, and are kept when the batch is asked for again."""
    cases = {"cases": (CASE, "other"), "formats": ("pdf",)}
    assert batch(folder, **cases) == ()
    change(folder, "withheld")
    (told,) = few(folder, cases=("other",), formats=("text",))
    assert "print.pdf" in told.sentence
    assert {line["case"] for line in ledger(folder / "outbox" / "b")} == {"other"}
    assert few(folder, cases=("other",), formats=("text",)) == ()
    room = open_room(Workspace(folder), order_of(**cases), TODAY).room
    again = write_batch(room, folder / "outbox" / "b", By())
    assert (again.made, again.kept) == (3, 3)
    assert (folder / "outbox" / "b" / "print.pdf").is_file()
    assert naming(folder) == set()


@pytest.mark.parametrize("made", [few, batch])
@pytest.mark.parametrize("loaded", [(CASE, "other"), ("other",)])
def test_a_name_that_another_case_typed_is_taken_away_too(made: Letters, loaded: tuple[str, ...], folder: Path) -> None:
    """Who was public in one case could be written of in another; since then her consent is gone."""
    seed, other = (folder / "seeds" / f"{name}.yaml" for name in (CASE, "other"))
    seed.write_text(seed.read_text("utf-8").replace("visibility: to-recipient", "visibility: public"), "utf-8")
    fact = f"facts:\n  - {{en: 'They took {NAME} away.', de: 'Sie holten {NAME} ab.'}}\n"
    other.write_text(other.read_text("utf-8").replace("facts:\n", fact, 1), "utf-8")
    assert made(folder, cases=loaded, formats=("text", "fax")) == ()
    assert any("other" in name for name in naming(folder))
    seed.write_text(seed.read_text("utf-8").replace("visibility: public", "visibility: withheld"), "utf-8")
    told = few(folder, cases=(CASE,), formats=("text",))
    assert "WITHDRAWN" in {problem.code for problem in told}
    assert naming(folder) == set()
    assert not list((folder / "outbox").rglob("*other*.tif"))
