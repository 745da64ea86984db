"""senders.csv: one row a volunteer, who writes in their own name from their own address."""

from collections.abc import Iterator

from appeals.model.sender import Sender
from appeals.problems import Loc
from appeals.records.cells import Row
from appeals.records.rows import CheckedRows, Entry, Layout, check_rows, unknown_columns
from appeals.records.sheets import read_sheet

LINES = tuple(f"line{number}" for number in range(1, 6))
# column -> where its value belongs in the record
FIELDS: dict[str, Loc] = {
    "id": ("id",),
    "name": ("name",),
    "short_name": ("short_name",),
    "country": ("address", "country"),
    "language": ("language",),
    "place": ("place",),
    "phone": ("phone",),
    "fax": ("fax",),
    "email": ("email",),
    "personal": ("personal",),
    "invented": ("invented",),
}
NEEDED = ("id", "name", "country", "language", "place")


def read_volunteers(text: str, file: str) -> CheckedRows[Sender]:
    """Read a table of senders; return those without a fault, and every fault of every row."""
    sheet = read_sheet(text, file)
    checked = check_rows(sheet, VOLUNTEERS)
    return CheckedRows(checked.records, checked.source, (*unknown_columns(sheet, VOLUNTEERS), *checked.problems))


def address_lines(row: Row, columns: tuple[str, ...] = LINES) -> Iterator[tuple[str, str]]:
    """Yield the lines of an address, each with its column: those of one cell with breaks or |, then line1 and so on.

    A line that the cell has already, as a town that stands in a column of its own too, comes once.
    """
    whole = [line.strip() for line in row.get("address").replace("|", "\n").split("\n") if line.strip()]
    yield from ((line, "address") for line in whole)
    more = ((row.get(column), column) for column in columns)
    yield from ((line, column) for line, column in more if line and not any(line in known for known in whole))


def _lay(row: Row) -> Iterator[Entry]:
    """Lay a row out as a sender, who signs with their own name unless another is given."""
    for column, loc in FIELDS.items():
        if (value := row.get(column)) or column in NEEDED:
            yield loc, value, column
    where = "address" if "address" in row.cells else "line1"
    for number, (line, column) in enumerate(list(address_lines(row)) or [("", where)]):
        yield ("address", "lines", number), line, column
    column = "signatory" if row.get("signatory") else "name"
    yield ("signatory", "name"), row.get(column), column


VOLUNTEERS: Layout[Sender] = Layout(
    model=Sender,
    part="senders",
    columns=(*FIELDS, "signatory", "address", *LINES),
    required=(*((name,) for name in NEEDED), ("line1", "address")),
    lay=_lay,
    single=(("line1", "address"),),
)
