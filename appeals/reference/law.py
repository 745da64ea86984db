"""Turns the packaged tables into the catalogue of law."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TypeVar, cast

from appeals.model.catalogue import Catalogue, Gender, Gist, Title
from appeals.model.law import Absence, How, Instrument, Kind, Made, Provision, Reservation, Status, StatusRow
from appeals.reference.tables import Row, day_of, parts_of, read_table

T = TypeVar("T", StatusRow, Reservation)


@cache
def catalogue() -> Catalogue:
    """Read the packaged law; the first call reads the tables, later ones return the same value."""
    instruments = {row["code"]: _instrument(row) for row in read_table("instruments.csv")}
    provisions = [_provision(row) for row in read_table("provisions.csv")]
    return Catalogue(
        instruments=instruments,
        provisions={provision.key: provision for provision in provisions},
        rows=_grouped(map(status_row, read_table("treaty_status.csv")), lambda row: (row.instrument, row.state)),
        reservations=_grouped(map(_reservation, read_table("reservations.csv")), lambda row: (row.instrument, row.state)),
        titles=_titles("de"),
        gists={(row["key"], "de"): Gist(row["gist"], row["duty"]) for row in read_table("provisions_de.csv")},
    )


def _titles(language: str) -> Mapping[tuple[str, str], Title]:
    return {(row["code"], language): _title(row) for row in read_table(f"instruments_{language}.csv")}


def _grouped(rows: Iterable[T], key: Callable[[T], tuple[str, str]]) -> dict[tuple[str, str], tuple[T, ...]]:
    groups: dict[tuple[str, str], tuple[T, ...]] = {}
    for row in rows:
        groups[key(row)] = (*groups.get(key(row), ()), row)
    return groups


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
