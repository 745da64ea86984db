"""A table of offices, as an organisation keeps it -> recipients; what each column means is said, never guessed."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial

from appeals.model.recipient import Recipient
from appeals.model.titles import split_name
from appeals.phrases import countries_named, is_country
from appeals.problems import Loc, Place, Problem, UsageError
from appeals.records.cells import Cell, Row, Sheet
from appeals.records.headings import FIELD_OF, fold, recognise
from appeals.records.relations import did_you_mean
from appeals.records.rows import Entry, Layout
from appeals.records.volunteers import address_lines
from appeals.reference.missions import find_place
from appeals.reference.states import is_state

LINES = tuple(f"line{number}" for number in range(1, 8))
HOLDER: dict[str, str] = {
    "name": "name", "family": "family", "original": "original", "gender": "gender", "honorific": "honorific",
    "from": "from",
}  # fmt: skip
SOURCE = {"source": "title", "source_by": "by", "source_date": "date", "source_url": "url", "source_note": "note"}
CHANNELS = {"fax": "number", "phone": "number", "email": "address", "web": "url"}
LISTS = ("languages", "tags")
FIELDS = (
    "id", "class", "state", "host", "covers", "title", "body", *HOLDER, *LINES, "address", "postcode", "country",
    *CHANNELS, *LISTS, "note", *SOURCE, "verified_on", "verified_how",
)  # fmt: skip
KNOWN = frozenset({*FIELDS, *FIELD_OF})  # headings
MALE = frozenset({"male", "man", "männlich", "mann", "masculin", "homme", "masculino", "hombre", "maschile"})
FEMALE = frozenset({
    "female", "woman", "weiblich", "frau", "féminin", "femme", "femenino", "mujer", "feminino", "femminile",
})  # fmt: skip
LETTERS = {"f": "female", "w": "female", "m": "male"}
GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
ENTRIES = re.compile(r"[\n;|]+")
SEVERAL = re.compile(r"[\s,;|]+")
CODE = re.compile(r"[A-Z]{2}")


def layout_of(language: str) -> Layout[Recipient]:
    """Lay rows out as recipients whose titles and bodies are in a language."""
    return Layout(
        model=Recipient,
        part="recipients",
        columns=FIELDS,
        required=(("id",), ("class",), ("title",), ("body",), ("source",), ("source_date", "verified_on")),
        lay=partial(_lay, language=language),
        single=(("line1", "address"),),
        filled=(("source",), ("source_date", "verified_on")),
        absent="say which it is with --map {column}=COLUMN, or give one for all rows with --set {column}=…",
    )


def rename(sheet: Sheet, mapped: Mapping[str, str], given: Mapping[str, str]) -> tuple[Sheet, tuple[str, ...]]:
    """Name the columns of a table as fields of a recipient; return it with the columns that are not used.

    `mapped` says which column a field is; a column that is called as a field, and is mapped to none, is that field.
    `given` has values for the rows that have none of their own. Raises UsageError for a field or a column that there
    is not.
    """
    _insist("field", (*mapped, *given), FIELDS)
    _insist("column", [header for header in mapped.values() if fold(header) not in sheet.columns], sheet.columns)
    fields = {field: fold(header) for field, header in mapped.items()}
    taken = {*fields, *fields.values()}
    fields |= {field: field for field in FIELDS if field in sheet.columns and field not in taken}
    fields |= {field: name for field, name in recognise(tuple(sheet.columns), FIELDS, taken) if field not in fields}
    constants = {field: Cell(value, Place(f"--set {field}")) for field, value in given.items()}
    letters = {cell.text.casefold() for row in sheet.rows if (cell := row.cells.get(fields.get("gender", "")))}
    sure = bool(letters & {"f", "w"}) and letters <= {"", *LETTERS}  # “m” beside “h” is a woman: mujer
    rows = tuple(_plain(_renamed(row, fields, constants), sure=sure) for row in sheet.rows)
    columns = {field: sheet.columns[header] for field, header in fields.items()}
    columns |= {field: Place(f"--set {field}") for field in given if field not in columns}
    unused = tuple(name for name in sheet.columns if name not in fields.values())
    return replace(sheet, columns=columns, rows=rows, first=sheet.first), unused


def number_rows(sheet: Sheet, prefix: str) -> Sheet:
    """Give each row an id of its number, where the table has none: embassies-1, embassies-2."""
    if "id" in sheet.columns:
        raise UsageError.of("the table has ids of its own", "leave out --ids, or give the column another name")
    rows = (
        replace(row, cells={**row.cells, "id": Cell(f"{prefix}-{number}", row.place)})
        for number, row in enumerate(sheet.rows, 1)
    )
    return replace(sheet, rows=tuple(rows), columns={"id": sheet.first, **sheet.columns})


def _insist(noun: str, words: Iterable[str], known: Collection[str]) -> None:
    """Refuse fields and columns that there are not, all of them at once."""
    absent = [word for word in words if word.casefold() not in known]
    otherwise = f"the {noun}s are: {', '.join(known)}"
    if absent:
        said = ((f"there is no {noun} “{word}”", did_you_mean(word.casefold(), known, otherwise)) for word in absent)
        raise UsageError(*(Problem(sentence, mend) for sentence, mend in said))


def _renamed(row: Row, fields: Mapping[str, str], given: Mapping[str, Cell]) -> Row:
    own = {field: row.cells[header] for field, header in fields.items()}
    filled = {field: cell for field, cell in given.items() if not (field in own and own[field].text)}
    return replace(row, cells={**own, **filled})


def _plain(row: Row, *, sure: bool) -> Row:
    """Write what people put into cells as records have it: Herr, 31.12.2025, words on two lines."""
    told: dict[str, str] = {}
    if gender := row.get("gender"):
        said = split_name(f"{gender} X")
        genders = {"male"} if gender.casefold() in MALE else {"female"} if gender.casefold() in FEMALE else said.genders
        if len(genders) == 1:
            told["gender"] = min(genders)
            told |= {"honorific": said.academic} if said.academic and not row.get("honorific") else {}
        elif sure:
            told["gender"] = LETTERS[gender.casefold()]
    for column in ("title", "body", "note", "source"):
        if "\n" in row.get(column):
            told[column] = " ".join(row.get(column).split())
    for column in ("from", "source_date", "verified_on"):
        if found := GERMAN_DAY.fullmatch(row.get(column)):
            told[column] = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    row = _with_doubts(row)
    place = {column: row.cells.get(column, row.cells.get("gender")) for column in told}
    cells = {column: replace(cell, text=told[column]) for column, cell in place.items() if cell}
    return replace(row, cells={**row.cells, **cells})


def _with_doubts(row: Row) -> Row:
    """Mark the cells that name several countries: Kongo."""
    cells = {column: cell for column in ("state", "host", "country") if (cell := row.cells.get(column))}
    doubts = {}
    for column, cell in cells.items():
        if not CODE.fullmatch(_code(cell.text)) and len(found := countries_named(cell.text)) > 1:
            mend = f"write its two letters: {' or '.join(sorted(found))}"
            doubts[column] = replace(cell, fault=(f"“{cell.text}” is the name of several countries", mend))
    return replace(row, cells={**row.cells, **doubts}) if doubts else row


def _lay(row: Row, language: str) -> Iterator[Entry]:
    """Lay a row out as a recipient; a part of it that is begun needs its other cells."""
    yield ("id",), row.get("id"), "id"
    yield from _office(row, language)
    row = without_titles(row)
    if any(row.get(column) for column in HOLDER):
        yield from _filled(row, ("holders", 0), HOLDER, "name")
        yield from _dated(row, ("holders", 0))
    yield from _address(row)
    reached = ((column, one) for column in CHANNELS for one in _entries(row, column))
    for number, (column, value) in enumerate(reached):
        yield ("channels", number, "channel"), column, column
        yield ("channels", number, CHANNELS[column]), value, column
        yield from _dated(row, ("channels", number))
    for column in LISTS:
        for number, word in enumerate(_words(row, column)):
            yield (column, number), word.casefold(), column
    if note := row.get("note"):
        yield ("note",), note, "note"


def without_titles(row: Row) -> Row:
    """Part the name of a row from the titles before it, where the row's other cells do not say otherwise."""
    found = split_name(row.get("name"))
    gender = next(iter(found.genders), "")
    at_odds = len(found.genders) > 1 or (gender and row.get("gender") not in {"", gender})
    if not found.titles or at_odds or (found.academic and row.get("honorific") not in {"", found.academic}):
        return row  # the record will refuse it
    place = row.cells["name"].place
    told = {
        "name": found.name,
        "gender": gender or row.get("gender"),
        "honorific": found.academic or row.get("honorific"),
    }
    return replace(row, cells={**row.cells, **{column: Cell(text, place) for column, text in told.items() if text}})


def names_read(sheet: Sheet) -> Iterator[Problem]:
    """Tell of the names that were parted from their titles."""
    for row in sheet.rows:
        if (read := without_titles(row)) is not row:
            told = ", ".join(
                f"{column}: {read.get(column)}" for column in ("name", "honorific", "gender") if read.get(column)
            )
            sentence, mend = f"“{row.get('name')}” is read as {told}", "compare it with the table"
            yield replace(sheet.problem(row.cells["name"].place, sentence, mend), level="note", code="NAME-READ")


def _office(row: Row, language: str) -> Iterator[Entry]:
    yield ("office", "class"), row.get("class").casefold().replace(" ", "-"), "class"
    for column in ("state", "host"):
        if value := row.get(column):
            yield ("office", column), _code(value), column
    for number, value in enumerate(_covered(row)):
        yield ("office", "covers", number), _code(value), "covers"
    for column in ("title", "body"):
        yield ("office", column, "words", language), row.get(column), column


def _address(row: Row) -> Iterator[Entry]:
    lines = list(address_lines(row, LINES))
    if not lines:
        return
    for number, (line, column) in enumerate(lines):
        yield ("addresses", 0, "lines", number), line, column
    yield ("addresses", 0, "country"), _code(row.get("country")), "country"
    if postcode := row.get("postcode"):
        yield ("addresses", 0, "postcode"), postcode, "postcode"
    yield from _dated(row, ("addresses", 0))


def _filled(row: Row, loc: Loc, fields: Mapping[str, str], needed: str) -> Iterator[Entry]:
    """Yield the cells that have something in them, and the one that must."""
    for column, step in fields.items():
        if (value := row.get(column)) or column == needed:
            yield (*loc, step), value, column


def _dated(row: Row, loc: Loc) -> Iterator[Entry]:
    """Yield where a part comes from, and when it was last checked."""
    yield from _filled(row, (*loc, "source"), SOURCE, "source")
    if row.get("verified_on") or row.get("verified_how"):
        yield (*loc, "verified", "on"), row.get("verified_on"), "verified_on"
        yield (*loc, "verified", "how"), row.get("verified_how"), "verified_how"


def _entries(row: Row, column: str) -> list[str]:
    """List what stands in a cell on lines of their own, or parted by semicolons."""
    return [entry.strip() for entry in ENTRIES.split(row.get(column)) if entry.strip()]


def _covered(row: Row) -> list[str]:
    """List states, whose names may have blanks in them where something else parts them."""
    found = [part.strip() for part in re.split(r"[,;|\n]+", row.get("covers")) if part.strip()]
    return [one for part in found for one in ([part] if CODE.fullmatch(_code(part)) else part.split())]


def _words(row: Row, column: str) -> list[str]:
    return [word for word in SEVERAL.split(row.get(column)) if word]


@lru_cache(maxsize=512)
def _code(text: str) -> str:
    """Turn the code or the name of a state into the two letters of records; leave what is neither as it stands."""
    if (CODE.fullmatch(text) and (is_country(text) or is_state(text))) or not text:
        return text
    try:
        return find_place(text).iso2
    except UsageError:
        found = countries_named(text)
        return min(found) if len(found) == 1 else text
