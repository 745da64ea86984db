"""The packaged tables hold together, and the check that says so finds what does not."""

from collections.abc import Callable

import pytest

from appeals.reference import catalogue
from appeals.reference.check import Tables, check_tables, read_tables
from appeals.reference.tables import Row

TABLES = read_tables()


def test_the_packaged_tables_have_no_fault() -> None:
    """Keys, dates, rules and totals of everything we ship are right."""
    checked = check_tables(TABLES)
    assert checked.problems == ()
    assert dict(checked.counts)["treaty_status"] > 3800


def spoil(table: str, change: Callable[[tuple[Row, ...]], tuple[Row, ...]]) -> Tables:
    """Spoil one table."""
    return {**TABLES, table: change(TABLES[table])}


def first(**cells: str) -> Callable[[tuple[Row, ...]], tuple[Row, ...]]:
    """Change cells of the first row."""
    return lambda rows: ({**rows[0], **cells}, *rows[1:])


def china(**cells: str) -> Callable[[tuple[Row, ...]], tuple[Row, ...]]:
    """Change cells of China's row under the Convention against Torture."""
    return lambda rows: tuple(
        {**row, **cells} if (row["instrument"], row["state"]) == ("CAT", "CHN") else row for row in rows
    )


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("treaty_status", china(bound_since="1988-13-04"), "is not a date"),
        ("reservations", first(as_of="lately"), "is not a date"),
        ("treaty_status", china(bound_since="1988-10-05"), "but the rule gives 1988-11-04"),
        ("treaty_status", china(in_force_since=""), "but the rule gives 1988-11-03"),
        ("treaty_status", china(how="succession"), "but the rule gives None"),
        ("treaty_status", china(signed="1989-01-01"), "after its deposit"),
        ("treaty_status", china(signed="1983-01-01"), "before the treaty was made"),
        ("treaty_status", china(ended="1987-01-01"), "before it began"),
        ("treaty_status", china(status="ended"), "without a date"),
        ("treaty_status", china(source=""), "no source"),
        ("treaty_status", china(state="XXX"), "there is no state “XXX”"),
        ("treaty_status", china(instrument="CATS"), "there is no instrument “CATS”"),
        ("treaty_status", lambda rows: (*rows, rows[0]), "is there twice"),
        ("treaty_status", lambda rows: rows[1:], "expected"),
        ("treaty_status", lambda rows: tuple(r for r in rows if r["state"] != "CHN"), "has no standing under"),
        ("provisions", first(gist=""), "no gist"),
        ("provisions", first(checked="", doubt=""), "neither seen in a source"),
        ("instruments", first(source=""), "has no source"),
        ("instruments_de", first(code="CATS"), "there is no instrument “CATS”"),
        ("provisions_de", first(key="CAT 333"), "there is no provision “CAT 333”"),
    ],
)
def test_a_fault_is_found(table: str, change: Callable[[tuple[Row, ...]], tuple[Row, ...]], fault: str) -> None:
    """Each kind of fault is found, with the table and line it stands in."""
    problems = check_tables(spoil(table, change)).problems
    assert any(fault in problem.sentence for problem in problems), [problem.sentence for problem in problems]
    assert all(
        problem.place and problem.place.file.endswith(".csv") and problem.place.line >= 2 for problem in problems
    )


def test_the_catalogue_is_read_once() -> None:
    """Asking again gives the same value."""
    assert catalogue() is catalogue()


def test_every_instrument_can_be_named() -> None:
    """Titles stand without an article, every kind is told, and provisions lead to their instruments."""
    law = catalogue()
    for instrument in law.instruments.values():
        assert not instrument.title.lower().startswith("the ")
        assert instrument.short_title
    assert {provision.instrument for provision in law.provisions.values()} <= law.instruments.keys()
    assert {instrument.kind for instrument in law.instruments.values()} == {
        "treaty",
        "custom",
        "guidance",
        "declaration",
        "bilateral",
        "domestic",
    }


def test_what_was_not_verified_is_in_doubt() -> None:
    """Provisions that nobody saw in a text are kept from print."""
    law = catalogue()
    doubtful = {key for key, provision in law.provisions.items() if provision.doubt}
    assert {"PRK-CRIMINAL-LAW-1999 117", "ACHPR 5", "UNHCR-HANDBOOK para 94", "CARTAGENA-1984 III(5)"} <= doubtful
    assert not {"REFUGEE-1951 33(1)", "CAT 3(1)", "UNHCR-CHN-1995 III(5)"} & doubtful


def test_duties_complete_a_sentence() -> None:
    """“Obliges China …” goes on with “to” or “not to”."""
    for key, provision in catalogue().provisions.items():
        assert not provision.duty or provision.duty.startswith(("to ", "not to ")), key
        assert not provision.gist.endswith("."), key
