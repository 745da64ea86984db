"""Which files a run makes, and how they are named."""

from datetime import date
from pathlib import Path

from appeals import pipeline

HOUSE = Path(__file__).parents[2]


def test_a_circular_has_no_envelope(tmp_path: Path) -> None:
    """An envelope and a label are printed for the copy to the embassy, and none for those who write letters."""
    order = pipeline.Order(cases=("yantai-arrests-2003",), formats=("text", "envelope", "labels"))
    written = pipeline.write(pipeline.Workspace(HOUSE), order, tmp_path, date(2026, 1, 1))
    envelopes = [path.name for path in written.paths if "envelope" in path.name]
    assert envelopes == [name for name in envelopes if "cn-embassy-berlin" in name] != []
    assert len([path for path in written.paths if path.suffix == ".txt"]) == 2


def test_the_public_version_has_a_name_of_its_own(tmp_path: Path) -> None:
    """The version that anyone may read does not take the place of the letter itself."""
    workspace, case = pipeline.Workspace(HOUSE), ("detained-defectors-2012",)
    for public in (False, True):
        order = pipeline.Order(cases=case, to=("cn-embassy-seoul",), formats=("text",), public=public)
        pipeline.write(workspace, order, tmp_path, date(2026, 1, 1))
    assert sorted(
        path.name.removeprefix("2012-02-22--detained-defectors-2012--") for path in tmp_path.glob("[!.]*")
    ) == [
        "cn-embassy-seoul.en.public.txt",
        "cn-embassy-seoul.en.txt",
    ]
