"""A folder to work in with many recipients and senders; every one of them is invented for the measurement."""

import json
import random
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from appeals.model.letter import Letter
from appeals.pipeline.desk import Desk
from appeals.pipeline.loading import load
from appeals.pipeline.ordering import Order, Planned
from appeals.workspace import Workspace

HOUSE = Path(__file__).parents[2]
CASE = "forced-returns-2003"  # two pages
DAY = date(2003, 4, 2)
SOURCE = {"title": "Invented for a measurement"}
FIRST = ("Agnieszka", "Björn", "Çelik", "Dáithí", "Émile", "Françoise", "Grażyna", "Håkon", "Ingrid", "Jürgen", "Zoë")
FAMILY = ("Ångström", "Beispiel", "Čapek", "Dvořák", "Example", "Fuß", "García", "Højgaard", "Kovács", "Nuñez", "Žižka")
STREETS = ("Musterstraße", "Rue de l’Exemple", "Example Avenue", "Calle del Ejemplo", "Ulica Przykładowa")
TOWNS = (("Beispielstadt", "DE"), ("EXEMPLEVILLE", "FR"), ("Exampleton", "GB"), ("Ejemplo", "ES"), ("Przykładów", "PL"))
FILE = 1000  # recipients
WIDEST = 20  # letters of a name that surely fits the window, with the words before it
TAGS = {"some": 1000, "many": 10_000}  # and how many bear them


def make_workplace(folder: Path, recipients: int, senders: int = 1) -> None:
    """Lay out the folder: the case, and so many recipients and senders."""
    chance = random.Random(recipients)  # noqa: S311 -- the same people in each run
    (folder / "seeds").mkdir(parents=True)
    shutil.copy(HOUSE / "seeds" / f"{CASE}.yaml", folder / "seeds")
    shutil.copy(HOUSE / "recipients.yaml", folder)
    (folder / "recipients").mkdir()
    for first in range(0, recipients, FILE):
        several = (recipient(number, chance) for number in range(first, min(first + FILE, recipients)))
        write_lines(folder / "recipients" / f"from-{first + 1:06}.yaml", "recipients", several)
    write_lines(folder / "senders.yaml", "senders", map(sender, range(senders)))


def write_lines(file: Path, name: str, records: Iterator[dict[str, object]]) -> None:
    """Write records one a line; JSON is YAML."""
    with file.open("w", encoding="utf-8") as target:
        target.write(f"{name}:\n")
        target.writelines(f"- {json.dumps(record, ensure_ascii=False)}\n" for record in records)


def recipient(number: int, chance: random.Random) -> dict[str, object]:
    """Invent a recipient: names, streets and numbers vary in length and letters, as real ones do."""
    first, family, other = chance.choice(FIRST), chance.choice(FAMILY), chance.choice(FAMILY)
    if len(first + family + other) < WIDEST:
        family = f"{family}-{other}"
    town, country = chance.choice(TOWNS)
    holder = {"name": f"{first} {family}", "family": family, "gender": chance.choice(("female", "male"))}
    lines = [f"Office {number + 1}", f"{chance.choice(STREETS)} {chance.randrange(1, 300)}"]
    return {
        "id": f"bench-{number + 1:06}",
        "office": {
            "class": "minister",
            "state": "CN",
            "title": {"words": {"en": "Commissioner for Examples"}},
            "body": {"words": {"en": "Example Commission"}},
        },
        "holders": [{**holder, "from": "2000", "to": "2010", "source": SOURCE}],
        "addresses": [
            {"lines": [*lines, f"{chance.randrange(10_000, 99_999)} {town}"], "country": country, "source": SOURCE}
        ],
        "channels": [{"channel": "fax", "number": f"+49 30 23125 {chance.randrange(100, 1000)}", "source": SOURCE}],
        "tags": [tag for tag, count in TAGS.items() if number < count],
    }


def sender(number: int) -> dict[str, object]:
    """Invent a sender."""
    return {
        "id": f"bench-sender-{number + 1:03}",
        "invented": True,
        "name": f"{FIRST[number % len(FIRST)]} Beispiel {number + 1}",
        "address": {"lines": [f"Musterstraße {number + 1}", "10117 Berlin"], "country": "DE"},
        "language": "en",
        "place": "Berlin",
        "signatory": {"name": f"{FIRST[number % len(FIRST)]} Beispiel {number + 1}"},
    }


class Letters:
    """The letters of a folder, written when asked for."""

    def __init__(self, folder: Path) -> None:
        """Read the records."""
        self._records = load(Workspace(folder), [CASE])
        self._desk = Desk(self._records, Order(cases=(CASE,)), DAY)
        self.templates = self._records.templates

    def make(self, count: int) -> Iterator[Letter]:
        """Write the letters to the first recipients."""
        for number in range(count):
            planned = Planned(CASE, f"bench-{number + 1:06}", "bench-sender-001", "en")
            yield self._desk.make(planned)[1]
