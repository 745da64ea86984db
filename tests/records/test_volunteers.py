"""senders.csv: one row a volunteer; every fault of every row in one report."""

import pytest

from appeals.model.sender import Sender
from appeals.records.rows import CheckedRows
from appeals.records.volunteers import read_volunteers

HEAD = "id,name,line1,line2,country,language,place,phone,email,signatory,personal\n"
ANN = "ann,Ann Example,1 Street,12345 Town,DE,en,Town,+49 30 23125 100,ann@example.org,,\n"


def read(text: str) -> CheckedRows[Sender]:
    """Read a table of senders."""
    return read_volunteers(text, "senders.csv")


def test_a_row_is_a_sender() -> None:
    """Every column has its field; who signs is the sender, unless another is named."""
    ben = 'ben,Ben Example,2 Street,,AT,de,Ort,,,Dr Ben Example,"My own words.\n\nAnd more."\n'
    found = read(HEAD + ANN + ben)
    assert found.problems == ()
    ann, two = found.records
    assert ann.model_dump(exclude_none=True) == {
        "id": "ann",
        "name": "Ann Example",
        "address": {"lines": ("1 Street", "12345 Town"), "country": "DE"},
        "language": "en",
        "place": "Town",
        "phone": "+493023125100",
        "email": "ann@example.org",
        "signatory": {"name": "Ann Example"},
        "invented": False,
        "fax_first": False,
    }
    assert (two.signatory.name, two.personal) == ("Dr Ben Example", "My own words.\n\nAnd more.")


@pytest.mark.parametrize(
    "cell", ["1 Street | 12345 Town", '"1 Street\n12345 Town"', "1 Street|12345 Town", "|1 Street|12345 Town|"]
)
def test_an_address_may_stand_in_one_cell(cell: str) -> None:
    """Its lines are cut at line breaks or upright strokes."""
    found = read(f"id,name,address,country,language,place\nann,Ann,{cell},DE,en,Town\n")
    assert found.problems == ()
    assert found.records[0].address.lines == ("1 Street", "12345 Town")


def test_lines_may_be_left_out() -> None:
    """An empty line of an address is none."""
    found = read("id,name,line1,line2,line3,country,language,place\nann,Ann,1 Street,,Town,DE,en,Town\n")
    assert found.records[0].address.lines == ("1 Street", "Town")


def test_every_fault_of_every_row_is_told() -> None:
    """Each with its line, its column, its sentence and its mend; rows without a fault are kept."""
    found = read(
        HEAD
        + "Ann,Ann,1 Street,,Germany,en,Town,030 23125,ann(at)example.org,,\n"
        + ANN
        + ",,,,DE,english,Town,,,,\n"
        + "cem,Cem,1 Street,,DE,en,\n"
    )
    assert [str(problem.place) + " " + problem.sentence for problem in found.problems] == [
        "senders.csv:5:1 this row has 7 cells, and the first row has 11",
        "senders.csv:2:1 “Ann” is not of the form this field takes",
        "senders.csv:2:19 “Germany” is not of the form this field takes",
        "senders.csv:2:35 “030 23125” is a number without its country",
        "senders.csv:2:45 “ann(at)example.org” is not of the form this field takes",
        "senders.csv:4:1 the cell “id” is empty",
        "senders.csv:4:2 the cell “name” is empty",
        "senders.csv:4:3 the cell “line1” is empty",
        "senders.csv:4:8 “english” is not of the form this field takes",
    ]
    assert all(problem.mend and problem.excerpt for problem in found.problems)
    assert [sender.id for sender in found.records] == ["ann"]


def test_the_lines_of_kept_rows_are_known() -> None:
    """What is found later of a kept row still leads to its own cell."""
    found = read(HEAD + "x\n" + ANN)
    assert str(found.source.place_of(("senders", 0, "address", "country"))) == "senders.csv:3:37"
    assert str(found.source.place_of(("senders", 0, "address", "lines", 1))) == "senders.csv:3:26"
    assert str(found.source.place_of(("senders", 0))) == "senders.csv:3:1"


WRONG = {
    "id,name,line1,country,language\nann,Ann,1 Street,DE,en\n": ("senders.csv:1:1", "there is no column “place”"),
    "id,name,country,language,place\nann,Ann,DE,en,Town\n": (
        "senders.csv:1:1",
        "there is no column “line1” or “address”",
    ),
    "id,name,line1,address,country,language,place\na,A,1 S,1 S,DE,en,T\n": (
        "senders.csv:1:15",
        "the columns “line1” and “address” say the same",
    ),
    "id,name,line1,country,language,place,tel\na,A,1 S,DE,en,T,1\n": ("senders.csv:1:38", "unknown column “tel”"),
    "id,name,line1,country,language,place,phon\na,A,1 S,DE,en,T,1\n": ("senders.csv:1:38", "unknown column “phon”"),
}


@pytest.mark.parametrize("text", WRONG)
def test_columns_are_checked(text: str) -> None:
    """A column that is missing, doubled in meaning or not known is told once, not for every row."""
    place, sentence = WRONG[text]
    (problem,) = read(text).problems
    assert (str(problem.place), problem.sentence) == (place, sentence)


def test_a_column_that_is_nearly_right_is_recognised() -> None:
    """The nearest name is offered, else all are listed."""
    near, far = (read(text).problems[0].mend for text in list(WRONG)[:2:-1])
    assert near == "did you mean “phone”?"
    assert far.startswith("the columns are: id, name, ")


def test_a_cell_that_is_too_much_is_told() -> None:
    """An address of six lines does not fit a letter."""
    (problem,) = read("id,name,address,country,language,place\na,A,1|2|3|4|5|6,DE,en,T\n").problems
    assert (str(problem.place), problem.sentence) == ("senders.csv:2:5", "this list has more than 5 entries")


@pytest.mark.parametrize("cell", ["Rauchstraße 1", "Rauchstraße 1|10787 Berlin"])
def test_a_town_in_a_column_of_its_own_is_no_line_lost(cell: str) -> None:
    """Lines of one cell and those of other columns make one address; a town that stands in both comes once."""
    text = f"id,name,country,language,place,address,line2\none,Max Muster,DE,de,Berlin,{cell},Berlin\n"
    (sender,) = read_volunteers(text, "senders.csv").records
    assert [line for line in sender.address.lines if "Berlin" in line] == [sender.address.lines[-1]]
