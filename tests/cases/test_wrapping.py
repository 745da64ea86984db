"""What is too wide for its line goes on below it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Enter = Callable[[str], Path]


@pytest.mark.parametrize("sender", ["u1", "u4"])
@pytest.mark.parametrize("window", ["din-b", "none"])
def test_an_ordinary_sender_fits(run: Run, folder: Enter, sender: str, window: str) -> None:
    """A flat in London, another in São Paulo."""
    folder("11")
    done = run("write", "tc", "--from", sender, "--window", window, "--as", "pdf", "--quiet")
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize("recipient", ["body", "name"])
@pytest.mark.parametrize("form", ["pdf", "envelope", "labels"])
def test_a_long_name_fits(run: Run, folder: Enter, recipient: str, form: str) -> None:
    """Of an organisation and of a person, in a window, on an envelope, on a label."""
    folder("35")
    done = run("write", "tc", "--to", recipient, "--as", form, "--quiet")
    assert done.exit_code == 0, done.stderr


def test_a_batch_with_long_names_is_as_one_letter_at_a_time(run: Run, folder: Enter) -> None:
    """Letters whose lines break are laid out by themselves, the others by the press; their bytes agree."""
    there = folder("35")
    file = there / "recipients" / "t.yaml"
    text = file.read_text(encoding="utf-8")
    head = (
        text.split("  - id: name\n")[0].split("recipients:\n")[1].replace("the United Nations High Commissioner", "it")
    )
    more = "".join(head.replace("id: body", f"id: b{n}").replace("Office of it", f"Office {n}") for n in range(5))
    file.write_text(text + more, encoding="utf-8")
    done = run("write", "tc", "--to", "body,name,b0,b1,b2,b3,b4", "--as", "pdf", "--batch", "b", "--quiet")
    assert done.exit_code == 0, done.stderr
    pressed = {path.name: path.read_bytes() for path in (there / "outbox" / "b").glob("2026*.pdf")}
    assert len(pressed) == 7
    assert run("write", "tc", "--to", "body,name", "--as", "pdf", "--quiet").exit_code == 0
    for path in (there / "outbox").glob("2026*.pdf"):
        assert path.read_bytes() == pressed[path.name]
