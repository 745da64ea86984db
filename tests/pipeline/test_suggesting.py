"""Suggestions from the packaged tables: what is told, and records that the tool itself accepts."""

from datetime import date
from pathlib import Path

import pytest

from appeals.pipeline.loading import Records, load
from appeals.pipeline.suggesting import Suggested, suggest_holders, suggest_missions
from appeals.problems import UsageError
from appeals.workspace import Workspace

HOUSE = Path(__file__).parents[2]
BASE = HOUSE / "tests" / "wrong" / "base"
DAY = date(2003, 4, 2)


def read(folder: Path, suggested: Suggested) -> Records:
    """Put a suggestion into a folder as it is printed, and load the folder."""
    (folder / "recipients").mkdir()
    (folder / "recipients" / "suggested.yaml").write_text(suggested.yaml, encoding="utf-8")
    (folder / "senders.yaml").write_bytes((BASE / "senders.yaml").read_bytes())
    return load(Workspace(folder))


def test_nothing_but_suggestions_reads_the_tables() -> None:
    """No letter can take a mission or a holder from them: only what suggests looks them up."""
    texts = {path: path.read_text(encoding="utf-8") for path in (HOUSE / "appeals").rglob("*.py")}
    readers = {path.stem for path, text in texts.items() if "find_missions(" in text or "find_tenures(" in text}
    assert readers == {"missions", "holders", "suggesting"}


def test_a_mission_is_told_with_source_and_date() -> None:
    """What the table has, where it has it from, and that it has no address."""
    told = suggest_missions("CHN", "DEU").lines
    assert told[0] == "cn-embassy-berlin: embassy of China in Berlin, Germany"
    assert "    post: no address in the table" in told
    assert "    phone: +49 30 275880" in told
    assert "    source: Wikidata Q1073835, as of 2022-11-16" in told
    assert told[-2:] == (
        "1 mission: 0 with an address, 1 with a telephone, 0 with e-mail",
        "4 consulates left out; --consulates lists them",
    )


def test_consulates_are_added_where_asked_for() -> None:
    """With them, five places in Germany."""
    told = suggest_missions("CN", "Germany", consulates=True).lines
    assert told[-1].startswith("5 missions: ")
    assert any(line.startswith("cn-consulate-general-hamburg: ") for line in told)


def test_only_consulates_is_said() -> None:
    """Where only consulates remain, nothing is not the answer."""
    with pytest.raises(UsageError, match=r"only \d+ consulate") as caught:
        suggest_missions("AFG", "IRN")
    assert "--consulates" in str(caught.value)


def test_a_mission_that_stands_elsewhere_and_covers_others_says_so() -> None:
    """An embassy to the Holy See stands in Rome; one in Vienna is there for its neighbours too."""
    assert any(
        "to Holy See in Rome, Italy" in line.replace("the ", "") for line in suggest_missions("DEU", "VAT").lines
    )
    assert any("; also for Slovenia" in line for line in suggest_missions("AFG", "AUT").lines)


def test_a_doubt_is_told_and_written() -> None:
    """What looked wrong in a row stands beside it."""
    suggested = suggest_missions("AUS", "AFG")
    assert "    doubt: the telephone number is one in Australia" in suggested.lines
    assert "# doubt: the telephone number is one in Australia" in suggested.yaml


@pytest.mark.parametrize(
    ("of", "within"), [("CHN", ""), ("", "DEU"), ("", "VAT"), ("", "UKR"), ("VAT", ""), ("TWN", ""), ("NOR", "")]
)
def test_missions_are_records_as_printed(of: str, within: str, tmp_path: Path) -> None:
    """Every mission, consulates and all, is a record that the tool accepts, with a source for each field."""
    suggested = suggest_missions(of, within, consulates=True)
    records = read(tmp_path, suggested)
    assert f"{len(records.recipients)} missions: " in suggested.lines[-1]
    for recipient in records.recipients.values():
        for part in (*recipient.addresses, *recipient.channels):
            assert part.source.url
            assert part.source.url.startswith("https://www.wikidata.org/wiki/Q")
            assert str(part.source.date) in ("2022-11-16", "2020-10-22")
            assert part.verified is None
        assert not recipient.holders
    assert "composed from the table" in suggested.yaml


def test_an_address_is_cut_at_its_commas_and_dated(tmp_path: Path) -> None:
    """It comes with the day of the older table; its own words stand above it."""
    suggested = suggest_missions("DEU", "NOR")
    (place,) = read(tmp_path, suggested).recipients["de-embassy-oslo"].addresses
    assert place.lines == ("Embassy of Germany", "Oscars gate 45", "0244 Oslo")
    assert (place.country, str(place.source.date)) == ("NO", "2020-10-22")
    assert "# cut at its commas from: Oscars gate 45, 0244 Oslo" in suggested.yaml


def test_what_has_no_address_is_listed_as_such(tmp_path: Path) -> None:
    """Nothing is put in its place."""
    suggested = suggest_missions("CHN", "DEU")
    assert "    # none in the table\n    addresses: []\n" in suggested.yaml
    assert read(tmp_path, suggested).recipients["cn-embassy-berlin"].addresses == ()


def test_who_held_an_office_on_a_day() -> None:
    """The head of government of China on the day of a letter of 2003."""
    assert suggest_holders("head of government", "CHN", DAY).lines == (
        "Premier of the State Council, China",
        "  2003-04-02: Wen Jiabao, from 2003-03-16 to 2013-03-15",
        "      source: Wikidata Q16628, as of 2022-07-11",
    )


def told(office: str, day: date | None, state: str = "CHN") -> str:
    """Tell who held an office."""
    return "\n".join(suggest_holders(office, state, day).lines)


def test_what_is_uncertain_is_said() -> None:
    """A day of change, a year only, an overlap, no end, nobody at all."""
    assert "Wen Jiabao may have held it on that day too: it was the time of the change" in told(
        "premier of", date(2003, 3, 16)
    )
    assert "whether already or still on 2002-04-02 is not known: the days are known only" in told(
        "public security", date(2002, 4, 2)
    )
    now = told("ambassador to France", date(2026, 4, 2))
    assert "Lu Shaye, from 2019-07 and not known to have ended by 2022-07-11" in now
    assert "overlaps with Zhai Jun: the table does not tell which of the two it was" in now
    assert "whether still on 2026-04-02 is not known: the table ends with 2022-07-11" in now
    nobody = told("foreign minister", DAY)
    assert "2003-04-02: the table names nobody" in nobody
    assert "after: Yang Jiechi, from 2007-04-27 to 2013-03-16" in nobody
    gone = told("Prime Minister", date(2004, 1, 1), "KEN")
    assert "after: " in gone
    assert "before: " not in gone
    everyone = told("public security", None)
    assert "the days are known only to the month or year" in everyone
    assert everyone.count("source: ") == 6


def test_holders_are_records_as_printed(tmp_path: Path) -> None:
    """All who held an office, in order, each with source and days; what the table does not have is left out."""
    records = read(tmp_path, suggest_holders("head of government", "CHN"))
    (recipient,) = records.recipients.values()
    assert [(h.name, str(h.since), str(h.until)) for h in recipient.holders] == [
        ("Zhu Rongji", "1998-03-17", "2003-03-16"),
        ("Wen Jiabao", "2003-03-16", "2013-03-15"),
        ("Li Keqiang", "2013-03-15", "None"),
    ]
    assert (recipient.id, recipient.office.rank) == ("cn-premier-of-the-state-council", "head-of-government")
    assert all(h.gender is None and h.family is None and h.source.url for h in recipient.holders)


def test_holders_who_overlap_are_left_switched_off(tmp_path: Path) -> None:
    """The reader chooses: both stand behind a remark, and the record holds neither."""
    suggested = suggest_holders("ambassador to France", "CHN", date(2026, 4, 2))
    (recipient,) = read(tmp_path, suggested).recipients.values()
    assert recipient.holders == ()
    assert recipient.office.host == "FR"
    assert "# - name: Zhai Jun" in suggested.yaml
    assert "# - name: Lu Shaye" in suggested.yaml


LACKING = {("PRK", "justice"), ("FRA", "security"), ("HUN", "security")}


@pytest.mark.parametrize("office", ["minister", "justice", "president", "ambassador", "security"])
@pytest.mark.parametrize("state", ["CHN", "UN", "HUN", "UKR", "USA", "PRK", "FRA"])
def test_whatever_is_suggested_is_accepted(office: str, state: str, tmp_path: Path) -> None:
    """Years, months, overlaps and odd titles: the record is printed so that it can be read."""
    try:
        suggested = suggest_holders(office, state)
    except UsageError:
        assert (state, office) in {("UN", "minister"), ("UN", "ambassador"), ("UN", "security"), *LACKING}
        return
    records = read(tmp_path, suggested)
    assert len(records.recipients) == sum(not line.startswith(" ") for line in suggested.lines)
