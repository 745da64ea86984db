"""What a circular to letter writers is, and is not, made into."""

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
