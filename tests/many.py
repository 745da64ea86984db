"""Folders of many invented recipients and senders, for batches; nobody of these names exists."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from appeals import Batch, By, Order, Workspace, open_room, write_batch
from appeals.pipeline.batch.planning import Tell, silent

HOUSE = Path(__file__).parents[1]
CASE = "forced-returns-2003"
TODAY = date(2003, 3, 20)
BOTH = ("pdf", "text")
FAMILIES = ("Ångström", "Čapek", "da Silva", "Eßer", "Fjord", "García", "Häkkinen", "Łukasz", "O’Brien", "Říha", "Žák")
SOURCE = "source: {title: Invented list, by: Nobody, date: 2003-01-01}"


def lay_out(folder: Path, recipients: int, senders: int = 1) -> Path:
    """Lay out a folder with the shipped case and so many invented embassies and volunteers."""
    (folder / "recipients").mkdir(parents=True)
    (folder / "seeds").mkdir()
    shutil.copy(HOUSE / "recipients.yaml", folder)
    shutil.copy(HOUSE / "seeds" / f"{CASE}.yaml", folder / "seeds")
    records = "".join(recipient(number) for number in range(recipients))
    (folder / "recipients" / "many.yaml").write_text(f"recipients:\n{records}", encoding="utf-8")
    volunteers = "".join(sender(number) for number in range(senders))
    (folder / "senders.yaml").write_text(f"senders:\n{volunteers}", encoding="utf-8")
    return folder


def recipient(number: int) -> str:
    """Write the record of one embassy."""
    family = FAMILIES[number % len(FAMILIES)]
    return f"""
  - id: mission-{number}
    tags: [many]
    office:
      class: ambassador
      state: CN
      host: DE
      title: {{words: {{en: "Ambassador number {number}", de: "Botschafter Nummer {number}"}}}}
      body: {{words: {{en: "Embassy number {number}", de: "Botschaft Nummer {number}"}}}}
    holders:
      - name: "Eva {family}"
        family: "{family}"
        gender: {("female", "male")[number % 2]}
        from: 2001-01-01
        {SOURCE}
    addresses:
      - lines: ["Embassy number {number}", "Invented Street {number}", "{10000 + number} Berlin"]
        country: DE
        from: 2001-01-01
        {SOURCE}
    channels:
      - {{channel: fax, number: "+49 30 {2700000 + number}", from: 2001-01-01, {SOURCE}}}
"""


def move(folder: Path, number: int, old: str = "Invented Street", new: str = "Moved Street") -> None:
    """Write something else in the record of one embassy."""
    _write(folder, number, recipient(number).replace(old, new))


def cut(folder: Path, number: int, part: str) -> None:
    """Take holders, addresses or channels out of the record of one embassy."""
    lines, kept, out = recipient(number).splitlines(keepends=True), [], False
    for line in lines:
        out = line.startswith(f"    {part}:") or (out and line.startswith("      "))
        kept += [] if out else [line]
    _write(folder, number, "".join(kept))


def _write(folder: Path, number: int, text: str) -> None:
    path = folder / "recipients" / "many.yaml"
    whole = path.read_text("utf-8")
    assert recipient(number) in whole
    assert text != recipient(number)
    path.write_text(whole.replace(recipient(number), text), "utf-8")


def sender(number: int) -> str:
    """Write the record of one volunteer."""
    family = FAMILIES[number % len(FAMILIES)]
    return f"""
  - id: volunteer-{number}
    name: Kim {family} {number}
    address: {{lines: ["Invented Lane {number}", "10115 Berlin"], country: DE}}
    language: de
    place: Berlin
    email: kim{number}@example.org
    signatory: {{name: Kim {family} {number}}}
    invented: true
"""


def volunteers(count: int) -> str:
    """Write a table of volunteers, one a line."""
    rows = (f"row-{number},Kim Row {number},Lane {number},10115 Berlin,DE,de,Berlin,true\n" for number in range(count))
    return "id,name,line1,line2,country,language,place,invented\n" + "".join(rows)


def order_of(**asked: Any) -> Order:
    """Ask for the letters of the case to everyone."""
    return Order(**{"cases": (CASE,), "tags": ("many",), "formats": BOTH} | asked)


def run(folder: Path, out: Path, by: By | None = None, tell: Tell = silent, **asked: Any) -> Batch:
    """Write the letters of the case to everyone into a batch."""
    opened = open_room(Workspace(folder), order_of(**asked), TODAY, keep_going=bool(by and by.keep_going))
    return write_batch(opened.room, out, by or By(), tell=tell)


def ledger(out: Path) -> list[dict[str, Any]]:
    """Read the lines of the ledger."""
    return [json.loads(line) for line in (out / "letters.jsonl").read_text(encoding="utf-8").splitlines()]


def contents(out: Path) -> dict[str, bytes]:
    """Read every file that a user sees; where there is no folder there is none."""
    return (
        {}
        if not out.exists()
        else {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")}
    )
