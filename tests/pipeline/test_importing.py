"""A table of offices becomes recipients: what its columns mean is said, every fault is told, and nothing is guessed."""

from datetime import date
from pathlib import Path

import pytest

from appeals.pipeline.checking import check_all
from appeals.pipeline.importing import Imported, Plan, import_recipients
from appeals.pipeline.loading import load
from appeals.problems import AppealsError, FileError, Problem, UsageError
from appeals.workspace import Workspace

BASE = Path(__file__).parents[1] / "wrong" / "base"
HEAD = "id,class,state,host,title,body,line1,line2,line3,country,fax,email,languages,tags,source,source_date\n"
PLACE = "Embassy,1 Street,10117 Berlin,DE"
ROW = f"e1,ambassador,CN,DE,Ambassador,Embassy,{PLACE},+49 30 2758 8221,a@b.example,zh de,x y,A list,2026-01\n"
GIVEN = {
    "class": "ambassador",
    "title": "Ambassador",
    "source": "Our list",
    "verified_on": "2026-01-31",
    "verified_how": "by telephone",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder that has recipients and senders already."""
    for name in ("recipients.yaml", "senders.yaml"):
        (tmp_path / name).write_bytes((BASE / name).read_bytes())
    return tmp_path


def bring(folder: Path, text: str, **plan: object) -> Imported:
    """Import a table."""
    (folder / "list.csv").write_bytes(text.encode())
    return import_recipients(Workspace(folder), folder / "list.csv", Plan(**plan))  # type: ignore[arg-type]


def refused(folder: Path, text: str, **plan: object) -> tuple[Problem, ...]:
    """Import a table that is refused, and see that nothing was written."""
    with pytest.raises(AppealsError) as caught:
        bring(folder, text, **plan)
    assert not (folder / "recipients").exists()
    return caught.value.problems


def test_a_table_with_our_names_needs_no_map(folder: Path) -> None:
    """Every field has its place; each part has its source and its day."""
    done = bring(folder, HEAD + ROW)
    assert (done.count, done.unused, done.problems) == (1, (), ())
    assert [path.name for path in done.paths] == ["list.yaml"]
    made = load(Workspace(folder)).recipients["e1"]
    assert (made.office.rank, made.office.state, made.office.host) == ("ambassador", "CN", "DE")
    assert made.office.title.words.pairs == (("en", "Ambassador"),)
    (place,) = made.addresses
    assert (place.lines, place.country) == (("Embassy", "1 Street", "10117 Berlin"), "DE")
    assert [(c.channel, getattr(c, "number", "") or getattr(c, "address", "")) for c in made.channels] == [
        ("fax", "+493027588221"),
        ("email", "a@b.example"),
    ]
    assert {str(part.source) for part in (place, *made.channels)} == {"A list, 2026-01"}
    assert (made.languages, made.tags, made.holders) == (("zh", "de"), ("x", "y"), ())


def test_columns_are_mapped_and_the_rest_is_listed(folder: Path) -> None:
    """One column may be two fields; a column that is mapped is not taken for the field of its own name as well."""
    text = "\ufeffName;Street;Town;Land;Remark;ID\r\nEmbassy of Utopia;1 Street;10117 Berlin;Germany;closed;\r\n"
    mapped = {"body": "Name", "line1": "name", "line2": "Street", "line3": "TOWN", "country": "Land"}
    done = bring(
        folder,
        text,
        mapped=mapped,
        given={**GIVEN, "id": "utopia", "class": "Head of State"},
        out="recipients/own.yaml",
    )
    assert done.unused == ("remark",)
    made = load(Workspace(folder)).recipients["utopia"]
    assert made.office.rank == "head-of-state"
    assert made.holders == ()
    assert made.addresses[0].country == "DE"
    assert made.addresses[0].lines == ("Embassy of Utopia", "1 Street", "10117 Berlin")
    assert made.addresses[0].verified
    assert made.addresses[0].verified.how == "by telephone"
    assert "# Imported from list.csv.\n" in (folder / "recipients" / "own.yaml").read_text(encoding="utf-8")


def test_a_holder_is_read_with_the_first_day(folder: Path) -> None:
    """A name, a family name, a gender and since when."""
    text = "id,body,name,family,gender,from\nm1,Ministry,Jane Example,Example,female,2026-01\n"
    bring(folder, text, given=GIVEN)
    (holder,) = load(Workspace(folder)).recipients["m1"].holders
    assert (holder.name, holder.family, holder.gender, str(holder.since)) == (
        "Jane Example",
        "Example",
        "female",
        "2026-01",
    )


def test_every_field_has_its_place(folder: Path) -> None:
    """What a mission covers, a post code, a note, a telephone and a page; an empty cell is nothing."""
    text = "id,body,host,covers,address,postcode,country,phone,fax,web,note\n"
    text += "a,A,DE,AT; LI,A | 1 Street | Town,10117,DE,+49 30 23125 100,,https://a.example,By hand\n"
    bring(folder, text, given=GIVEN)
    made = load(Workspace(folder)).recipients["a"]
    assert (made.office.host, made.office.covers, made.note) == ("DE", ("AT", "LI"), "By hand")
    assert (made.addresses[0].lines, made.addresses[0].postcode) == (("A", "1 Street", "Town"), "10117")
    assert [channel.channel for channel in made.channels] == ["phone", "web"]


def test_rows_may_be_numbered(folder: Path) -> None:
    """A table without ids is given some, where that is asked for."""
    bring(folder, "body\nA\nB\n", given=GIVEN, ids="list")
    assert {"list-1", "list-2"} <= load(Workspace(folder)).recipients.keys()
    with pytest.raises(UsageError, match="the table has ids of its own"):
        bring(folder, "id,body\n1,A\n", given=GIVEN, ids="list")


def test_what_is_given_fills_only_what_is_empty(folder: Path) -> None:
    """A row's own value goes before the one for all rows."""
    bring(folder, "id,body,source\na,A,Another list\nb,B,\n", given={**GIVEN, "phone": "+49 30 23125 100"})
    made = load(Workspace(folder)).recipients
    assert [made[name].channels[0].source.title for name in ("a", "b")] == ["Another list", "Our list"]


def test_every_fault_is_told_by_line_and_nothing_written(folder: Path) -> None:
    """Cells, countries, ids that are taken here or in another file, parts of a row: all at once."""
    text = (
        HEAD
        + ROW
        + "e1,ambassador,CN,DE,Ambassador,Embassy,,,,,,,,,A list,2026\n"
        + "head,ambassador,XX,DE,Ambassador,Embassy,,,,,,,,,A list,2026\n"
        + "e4,ambasador,Chnia,DE,,Embassy,A,B,C,,030 1,a,english,X!,,\n"
        + "e5,body\n"
    )
    told = [(p.place.line, p.place.column, p.sentence) for p in refused(folder, text) if p.place]
    assert told == [
        (3, 1, "the id “e1” is taken"),
        (4, 1, "another file has a record “head” too"),
        (4, 17, "there is no country “XX”"),
        (5, 4, "“ambasador” is not among the choices"),
        (5, 14, "“Chnia” is not of the form this field takes"),
        (5, 23, "the cell “title” is empty"),
        (5, 38, "the cell “country” is empty"),
        (5, 39, "“030 1” is a number without its country"),
        (5, 45, "“a” is not of the form this field takes"),
        (5, 47, "“english” is not of the form this field takes"),
        (5, 55, "“x!” is not of the form this field takes"),
        (5, 58, "the cell “source” is empty"),
        (5, 59, "the cell “source_date” is empty"),
        (6, 1, "the cell “body” is empty"),
        (6, 1, "the cell “source_date” is empty"),
        (6, 1, "the cell “source” is empty"),
        (6, 1, "the cell “title” is empty"),
    ]
    assert all(p.mend and p.excerpt for p in refused(folder, text))


def test_good_rows_are_written_where_that_is_asked_for(folder: Path) -> None:
    """The others are returned with their lines; the folder is sound afterwards."""
    text = (
        HEAD
        + ROW
        + ROW.replace("e1,", "e2,").replace("+49", "fax")
        + ROW.replace("e1,", "head,")
        + ROW.replace("e1,", "e4,")
    )
    done = bring(folder, text, keep_going=True)
    assert (done.count, [p.place.line for p in done.problems if p.place]) == (2, [3, 4])
    found = check_all(Workspace(folder), (), date(2026, 1, 31))
    assert [problem for problem in found.problems if problem.level == "error"] == []
    assert {"e1", "e4"} <= load(Workspace(folder)).recipients.keys()


def test_a_table_without_a_good_row_writes_nothing(folder: Path) -> None:
    """Even where the good rows are asked for."""
    assert refused(folder, HEAD + ROW.replace("+49", "fax"), keep_going=True)
    (problem,) = refused(folder, HEAD)
    assert "has no rows" in problem.sentence


ABSENT = {
    "source": "there is no column “source”",
    "verified_on": "there is no column “source_date” or “verified_on”",
    "class": "there is no column “class”",
}


@pytest.mark.parametrize("name", ABSENT)
def test_what_is_needed_and_not_there_is_told_once(folder: Path, name: str) -> None:
    """A source, a day and a kind of office are not guessed; how to give one for all rows is said."""
    given = {field: value for field, value in GIVEN.items() if not field.startswith(name.removesuffix("_on"))}
    problems = refused(folder, "id,body\na,A\nb,B\n", given=given)
    assert [problem.sentence for problem in problems] == [ABSENT[name]]
    assert "for all rows with --set" in problems[0].mend


def test_a_value_for_all_rows_that_is_wrong_is_told_once(folder: Path) -> None:
    """It is a fault of the command, not of a thousand rows."""
    problems = refused(folder, "id,body\na,A\nb,B\n", given={**GIVEN, "class": "ambasador", "fax": "030 1"})
    assert [str(problem.place) for problem in problems] == ["--set class", "--set fax"]
    assert problems[0].mend == "did you mean “ambassador”?"


@pytest.mark.parametrize(
    ("plan", "sentence", "mend"),
    [
        ({"mapped": {"lin1": "Street"}}, "there is no field “lin1”", "did you mean “line1”?"),
        ({"mapped": {"line1": "Stret"}}, "there is no column “Stret”", "did you mean “street”?"),
        ({"mapped": {"line1": "zzz"}}, "there is no column “zzz”", "the columns are: id, body, street"),
        ({"given": {"zzz": "red"}}, "there is no field “zzz”", "the fields are: id, class, "),
        ({"out": "elsewhere/x.yaml"}, "“elsewhere/x.yaml” is not where recipients are read", "recipients/NAME.yaml"),
        ({"out": "recipients/../x.yaml"}, "is not where recipients are read", "recipients/NAME.yaml"),
        ({"out": "recipients/x.txt"}, "is not where recipients are read", "recipients/NAME.yaml"),
    ],
)
def test_a_plan_that_does_not_fit_is_wrong_usage(
    folder: Path, plan: dict[str, object], sentence: str, mend: str
) -> None:
    """The nearest field or column, or a list of them."""
    with pytest.raises(UsageError) as caught:
        bring(folder, "id,body,Street\na,A,S\n", **plan)
    assert sentence in str(caught.value)
    assert mend in str(caught.value)


def test_an_address_of_two_lines_is_whole(folder: Path) -> None:
    """A street and a town: the form of address has the name of the office above them."""
    bring(folder, HEAD + ROW.replace("Embassy,1 Street,", ",1 Street,", 1))
    (place,) = load(Workspace(folder)).recipients["e1"].addresses
    assert place.lines == ("1 Street", "10117 Berlin")


def test_the_name_of_a_table_cannot_write_into_the_file(folder: Path) -> None:
    """Whatever the table is called, its name stays in a comment."""
    table = folder / "a\nrecipients: x.csv"
    table.write_text(HEAD + ROW, encoding="utf-8")
    (path,) = import_recipients(Workspace(folder), table, Plan()).paths
    assert path.name == "a-recipients-x.yaml"
    assert "# Imported from a_recipients_ x.csv.\n" in path.read_text(encoding="utf-8")
    assert "e1" in load(Workspace(folder)).recipients


def test_a_thousand_faults_are_told_in_a_moment(folder: Path) -> None:
    """Each of them with its line, in time that grows with their number and no faster."""
    wrong = ROW.replace("+49", "fax")
    problems = refused(folder, HEAD + "".join(wrong.replace("e1,", f"e{n},") for n in range(1000)))
    assert [problem.place.line for problem in problems if problem.place] == list(range(2, 1002))


def test_nothing_is_written_over(folder: Path) -> None:
    """A file that is there stays as it is."""
    bring(folder, HEAD + ROW)
    with pytest.raises(FileError, match="this file is there already"):
        bring(folder, HEAD + ROW.replace("e1,", "e2,"))
    assert "e2" not in load(Workspace(folder)).recipients


@pytest.mark.slow
def test_thousands_of_rows_are_several_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one file may hold is cut into files that are each read again."""
    monkeypatch.setattr("appeals.pipeline.importing.LARGEST", 200_000)
    done = bring(folder, HEAD + "".join(ROW.replace("e1,", f"e{n},") for n in range(1000)))
    assert [path.name for path in done.paths] == ["list.yaml", "list-2.yaml", "list-3.yaml", "list-4.yaml"]
    assert all(path.stat().st_size < 201_000 for path in done.paths)
    assert len(load(Workspace(folder)).recipients) == 1002
