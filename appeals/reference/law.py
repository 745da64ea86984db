"""Turns the packaged tables into the catalogue of law."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TypeVar, cast

from appeals.model.catalogue import Catalogue, Gender, Gist, Title
from appeals.model.law import Absence, How, Instrument, Kind, Made, Provision, Reservation, Status, StatusRow
from appeals.reference.tables import Row, day_of, parts_of, read_table

T = TypeVar("T")
Key = tuple[str, str]  # the code of an instrument and a state, alpha-3


@cache
def catalogue() -> Catalogue:
    """Read the packaged law; the first call reads the tables, later ones return the same value."""
    instruments = {row["code"]: _instrument(row) for row in read_table("instruments.csv")}
    provisions = [_provision(row) for row in read_table("provisions.csv")]
    return Catalogue(
        instruments=instruments,
        provisions={provision.key: provision for provision in provisions},
        rows=Grouped(read_table("treaty_status.csv"), status_row),
        reservations=Grouped(read_table("reservations.csv"), _reservation),
        titles=_titles("de"),
        gists={(row["key"], "de"): Gist(row["gist"], row["duty"]) for row in read_table("provisions_de.csv")},
    )


def _titles(language: str) -> Mapping[tuple[str, str], Title]:
    return {(row["code"], language): _title(row) for row in read_table(f"instruments_{language}.csv")}


class Grouped(Mapping[Key, tuple[T, ...]]):
    """Rows by instrument and state, made into nouns when they are looked up: a letter needs a handful of thousands."""

    def __init__(self, rows: Iterable[Row], make: Callable[[Row], T]) -> None:
        """Group the rows of a table; `make` turns one row into its noun."""
        self._make = make
        self._rows: dict[Key, list[Row]] = {}
        self._made: dict[Key, tuple[T, ...]] = {}
        for row in rows:
            self._rows.setdefault((row["instrument"], row["state"]), []).append(row)

    def __getitem__(self, key: Key) -> tuple[T, ...]:
        """Make the rows of one instrument and state."""
        if key not in self._made:
            self._made[key] = tuple(self._make(row) for row in self._rows[key])
        return self._made[key]

    def __iter__(self) -> Iterator[Key]:
        """Go through instruments and states that have rows."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Count the instruments and states that have rows."""
        return len(self._rows)


def _instrument(row: Row) -> Instrument:
    in_force = day_of(row["in_force"])
    return Instrument(
        code=row["code"],
        kind=cast("Kind", row["kind"]),
        title=row["title"],
        short_title=row["short_title"],
        made=cast("Made", row["made"]),
        place=row["place"],
        adopted=day_of(row["adopted"]),
        in_force=in_force.first if in_force else None,
        unts=row["unts"],
        registration=row["registration"],
        delay=row["delay"],
        delay_rule=row["delay_rule"],
        absence=cast("Absence", row["absence"]),
        absence_as_of=day_of(row["absence_as_of"]),
        no_reservation=parts_of(row["no_reservation"]),
        superseded=day_of(row["superseded"]),
        of=row["of"],
        url=row["url"],
        source=row["source"],
        note=row["note"],
    )


def status_row(row: Row) -> StatusRow:
    """Make a status row of its cells."""
    in_force = day_of(row["in_force_since"])
    return StatusRow(
        instrument=row["instrument"],
        state=row["state"],
        status=cast("Status", row["status"]),
        signed=day_of(row["signed"]),
        bound_since=day_of(row["bound_since"]),
        how=cast("How", row["how"]),
        in_force_since=in_force.first if in_force else None,
        ended=day_of(row["ended"]),
        doubt=row["doubt"],
        note=row["note"],
        source=row["source"],
        as_of=day_of(row["as_of"]),
    )


def _reservation(row: Row) -> Reservation:
    return Reservation(
        instrument=row["instrument"],
        state=row["state"],
        kinds=parts_of(row["kinds"]),
        checked=row["checked"] == "yes",
        articles=parts_of(row["articles"]),
        remark=row["remark"],
        source=row["source"],
        as_of=day_of(row["as_of"]),
    )


def _provision(row: Row) -> Provision:
    return Provision(
        instrument=row["instrument"],
        article=row["article"],
        paragraph=row["paragraph"],
        gist=row["gist"],
        duty=row["duty"],
        topics=parts_of(row["topics"]),
        checked=row["checked"],
        doubt=row["doubt"],
        note=row["note"],
    )


def _title(row: Row) -> Title:
    return Title(
        title=row["title"],
        genitive=row["genitive"],
        short=row["short"],
        short_genitive=row["short_genitive"],
        gender=cast("Gender", row["gender"]),
        short_gender=cast("Gender", row["short_gender"]),
        source=row["source"],
    )
