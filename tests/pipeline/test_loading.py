"""Every record of a folder: tables beside YAML, every fault at once, and thousands of records in a moment."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from appeals.pipeline.loading import load, read_all
from appeals.problems import RecordError
from appeals.workspace import Workspace

BASE = Path(__file__).parents[1] / "wrong" / "base"
HEAD = "id,name,address,country,language,place\n"
Desk = Callable[..., Workspace]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Lay out a folder with these files beside the recipients and senders of the tests."""

    def lay(**files: str) -> Workspace:
        for name in ("recipients.yaml", "senders.yaml"):
            (tmp_path / name).write_bytes((BASE / name).read_bytes())
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        return Workspace(tmp_path)

    return lay


def test_tables_stand_beside_yaml(desk: Desk) -> None:
    """senders.csv and senders/*.csv are read after senders.yaml, whose first sender stays the usual one."""
    usual = next(iter(load(desk()).senders))
    records = load(
        desk(
            senders_csv=f"\ufeff{HEAD.replace(',', ';')}ann;Ann;1 Street | Town;DE;en;Town\r\n",
            senders__more_csv=f'{HEAD}ben,Ben,"1 Street\r\nTown",AT,de,Ort\r\n',
        )
    )
    assert next(iter(records.senders)) == usual
    assert [records.senders[name].address.lines for name in ("ann", "ben")] == [("1 Street", "Town")] * 2


def test_a_table_alone_will_do(desk: Desk) -> None:
    """A folder with senders.csv needs no senders.yaml."""
    workspace = desk(senders_csv=f"{HEAD}ann,Ann,1 Street,DE,en,Town\n")
    (workspace.folder / "senders.yaml").unlink()
    assert list(load(workspace).senders) == ["ann"]


def test_a_table_of_nobody_is_told(desk: Desk) -> None:
    """Columns without a row are no sender; beside others they do no harm."""
    assert load(desk(senders_csv=HEAD)).senders
    workspace = desk(senders_csv=HEAD)
    (workspace.folder / "senders.yaml").unlink()
    with pytest.raises(RecordError, match="nobody is in this table"):
        load(workspace)


def test_faults_of_all_files_are_told_at_once(desk: Desk) -> None:
    """Ids and countries are looked at across tables and YAML, each fault with its line."""
    workspace = desk(
        senders_csv=f"{HEAD}ann,Ann,1 Street,DE,en,Town\nben,,1 Street,DE,en,Town\nann,Ann,1 Street,XX,en,Town\n",
        senders__more_yaml="senders:\n  - {id: ann}\n",
    )
    with pytest.raises(RecordError) as caught:
        load(workspace)
    told = [(Path(p.place.file).name, p.place.line, p.sentence) for p in caught.value.problems if p.place]
    assert ("senders.csv", 3, "the cell “name” is empty") in told
    assert ("senders.csv", 4, "there is no country “XX”") in told
    assert ("senders.csv", 4, "the id “ann” is taken") in told
    assert ("more.yaml", 2, "the field “name” is missing") in told
    assert all(p.excerpt for p in caught.value.problems if p.place and p.place.file.endswith(".csv"))


def test_one_id_in_two_tables_is_refused(desk: Desk) -> None:
    """A volunteer who is in two tables is told of."""
    row = f"{HEAD}ann,Ann,1 Street,DE,en,Town\n"
    _, problems = read_all(desk(senders_csv=row, senders__more_csv=row))
    assert [problem.sentence for problem in problems] == ["another file has a record “ann” too"]
    assert problems[0].place
    assert problems[0].place.column == 1


def test_a_table_that_is_no_text_is_told(desk: Desk) -> None:
    """What a spreadsheet saves in its own coding has to be saved anew."""
    workspace = desk()
    (workspace.folder / "senders.csv").write_bytes((HEAD + "ann,Änn,1 Street,DE,en,Town\n").encode("latin-1"))
    with pytest.raises(RecordError, match="not UTF-8 text") as caught:
        load(workspace)
    assert caught.value.problems[0].mend == "save it as UTF-8"


RECIPIENT = """\
  - id: r{n}
    office: {{class: ambassador, state: CN, host: DE, title: *, body: *}}
    tags: [t{tag}]
    addresses: [{{lines: [A, "{n} Street", Town], country: DE, source: {{title: A list}}}}]
""".replace("*", "{{words: {{en: Embassy}}}}")


@pytest.mark.slow
def test_time_grows_with_the_records_and_no_faster(desk: Desk) -> None:
    """Four times as many recipients and senders take about four times as long, not sixteen times."""

    def seconds(many: int) -> float:
        senders = "".join(f"s{n},Sender {n},{n} Street | Town,DE,en,Town\n" for n in range(many // 2))
        recipients = "recipients:\n" + "".join(RECIPIENT.format(n=n, tag=n % 50) for n in range(many))
        workspace = desk(senders_csv=HEAD + senders, recipients__more_yaml=recipients)
        started = time.process_time()
        records = load(workspace)
        assert (len(records.recipients), len(records.senders)) == (many + 2, many // 2 + 1)
        return time.process_time() - started

    seconds(50)
    assert seconds(2000) < 8 * seconds(500)
