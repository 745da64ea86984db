"""The shipped recipients: whole, sourced, and right on the days that are known."""

from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import phonenumbers
import pytest
import yaml

from appeals.model.common import Dated
from appeals.model.recipient import Address, Fax, Holder, Name, Phone, Recipient, RecipientsFile

FILE = Path(__file__).parent.parent / "recipients.yaml"
WIDEST_LINE = 38  # characters that fit a window of 75 mm at 10 pt


def _load() -> tuple[Recipient, ...]:
    return RecipientsFile.model_validate(yaml.load(FILE.read_text("utf-8"), yaml.BaseLoader)).recipients  # noqa: S506


RECIPIENTS = {recipient.id: recipient for recipient in _load()}


def _surely_in_office(recipient: Recipient, day: date) -> list[Holder]:
    """Find everyone who held the office on a day, whatever day a month or a year stands for."""
    return [
        holder
        for holder in recipient.holders
        if (holder.since is None or holder.since.last <= day) and (holder.until is None or day <= holder.until.first)
    ]


def _known_on(recipient: Recipient, day: date) -> list[tuple[str, ...]]:
    """Find the lines of every address known for a day."""
    return [address.lines for address in recipient.addresses if address.holds_on(day)]


def _dated() -> list[tuple[str, Dated]]:
    """List every holder, address and channel with the recipient it belongs to."""
    return [
        (recipient.id, record)
        for recipient in RECIPIENTS.values()
        for record in (*recipient.holders, *recipient.addresses, *recipient.channels)
    ]


def _addresses() -> list[tuple[str, Address]]:
    return [(recipient.id, address) for recipient in RECIPIENTS.values() for address in recipient.addresses]


def test_the_promised_recipients_are_there() -> None:
    """The five offices that the shipped cases write to are in the file."""
    assert set(RECIPIENTS) >= {
        "cn-premier",
        "cn-foreign-minister",
        "cn-embassy-berlin",
        "cn-embassy-seoul",
        "unhcr-high-commissioner",
    }


@pytest.mark.parametrize(
    ("recipient", "day", "name"),
    [
        ("cn-premier", "2003-03-01", "Zhu Rongji"),
        ("cn-premier", "2003-03-15", "Zhu Rongji"),
        ("cn-premier", "2003-03-17", "Wen Jiabao"),
        ("cn-premier", "2003-04-02", "Wen Jiabao"),
        ("cn-premier", "2013-03-14", "Wen Jiabao"),
        ("cn-premier", "2013-03-16", "Li Keqiang"),
        ("cn-premier", "2023-03-10", "Li Keqiang"),
        ("cn-premier", "2023-03-12", "Li Qiang"),
        ("cn-foreign-minister", "2003-03-16", "Tang Jiaxuan"),
        ("cn-foreign-minister", "2003-03-18", "Li Zhaoxing"),
        ("cn-foreign-minister", "2006-09-19", "Li Zhaoxing"),
        ("cn-foreign-minister", "2007-04-26", "Li Zhaoxing"),
        ("cn-foreign-minister", "2007-04-28", "Yang Jiechi"),
        ("cn-foreign-minister", "2013-03-15", "Yang Jiechi"),
        ("cn-foreign-minister", "2013-03-17", "Wang Yi"),
        ("cn-foreign-minister", "2022-12-29", "Wang Yi"),
        ("cn-foreign-minister", "2022-12-31", "Qin Gang"),
        ("cn-foreign-minister", "2023-07-24", "Qin Gang"),
        ("cn-foreign-minister", "2023-07-26", "Wang Yi"),
        ("cn-embassy-berlin", "2003-04-02", "Ma Canrong"),
        ("cn-embassy-berlin", "2009-07-01", "Ma Canrong"),
        ("cn-embassy-berlin", "2009-08-21", "Wu Hongbo"),
        ("cn-embassy-berlin", "2012-09-01", "Shi Mingde"),
        ("cn-embassy-berlin", "2019-02-28", "Shi Mingde"),
        ("cn-embassy-berlin", "2019-04-01", "Wu Ken"),
        ("cn-embassy-berlin", "2024-07-31", "Wu Ken"),
        ("cn-embassy-berlin", "2024-09-10", "Deng Hongbo"),
        ("cn-embassy-seoul", "2003-04-02", "Li Bin"),
        ("cn-embassy-seoul", "2008-10-19", "Ning Fukui"),
        ("cn-embassy-seoul", "2012-02-21", "Zhang Xinsen"),
        ("cn-embassy-seoul", "2014-02-13", "Qiu Guohong"),
        ("cn-embassy-seoul", "2020-01-31", "Xing Haiming"),
        ("cn-embassy-seoul", "2024-07-09", "Xing Haiming"),
        ("cn-embassy-seoul", "2024-12-28", "Dai Bing"),
        ("unhcr-high-commissioner", "2003-04-02", "Ruud Lubbers"),
        ("unhcr-high-commissioner", "2005-02-23", "Ruud Lubbers"),
        ("unhcr-high-commissioner", "2005-02-25", "Wendy Chamberlin"),
        ("unhcr-high-commissioner", "2005-06-14", "Wendy Chamberlin"),
        ("unhcr-high-commissioner", "2005-06-16", "António Guterres"),
        ("unhcr-high-commissioner", "2006-03-23", "António Guterres"),
        ("unhcr-high-commissioner", "2015-12-30", "António Guterres"),
        ("unhcr-high-commissioner", "2016-01-02", "Filippo Grandi"),
        ("unhcr-high-commissioner", "2025-12-30", "Filippo Grandi"),
        ("unhcr-high-commissioner", "2026-01-02", "Barham Salih"),
    ],
)
def test_a_day_has_its_holder(recipient: str, day: str, name: str) -> None:
    """Before and after each known change exactly one person is in office, and it is the right one."""
    assert [holder.name for holder in _surely_in_office(RECIPIENTS[recipient], date.fromisoformat(day))] == [name]


@pytest.mark.parametrize(
    ("recipient", "day"),
    [
        ("cn-embassy-berlin", "2009-08-01"),  # between two ambassadors
        ("cn-embassy-berlin", "2012-08-10"),  # the day of the change is known to the month only
        ("cn-embassy-seoul", "2014-02-01"),
        ("cn-embassy-seoul", "2020-01-15"),  # said to be vacant
        ("cn-embassy-seoul", "2024-10-01"),  # said to be vacant
    ],
)
def test_nobody_is_named_where_nobody_is_known(recipient: str, day: str) -> None:
    """A gap, a vacancy and a change whose day is not known leave the office without a name."""
    assert not [
        holder.name for holder in _surely_in_office(RECIPIENTS[recipient], date.fromisoformat(day)) if holder.name
    ]


@pytest.mark.parametrize("recipient", RECIPIENTS.values(), ids=RECIPIENTS)
def test_no_two_holders_share_more_than_a_day(recipient: Recipient) -> None:
    """Predecessor and successor share the day of the change at most."""
    for one, other in combinations(recipient.holders, 2):
        begins = max(holder.since.last for holder in (one, other) if holder.since)
        ends = min((holder.until.first for holder in (one, other) if holder.until), default=date.max)
        assert ends - begins < timedelta(days=1), f"{one.name or 'vacant'} and {other.name or 'vacant'}"


@pytest.mark.parametrize("recipient", RECIPIENTS.values(), ids=RECIPIENTS)
def test_holders_stand_in_order(recipient: Recipient) -> None:
    """Holders are written in the order in which they held the office."""
    days = [holder.since.first for holder in recipient.holders if holder.since]
    assert len(days) == len(recipient.holders)
    assert all(one < other for one, other in pairwise(days))


@pytest.mark.parametrize(("recipient", "record"), _dated())
def test_every_fact_has_a_source_that_can_be_followed(recipient: str, record: Dated) -> None:
    """A source says who published it, or when, or where it can be read."""
    source = record.source
    assert source.by or source.date or source.url, f"{recipient}: {source.title}"


@pytest.mark.parametrize(("recipient", "record"), _dated())
def test_a_holder_without_an_end_was_seen_in_office(recipient: str, record: Dated) -> None:
    """Who is still in office was seen there on a day that the record names."""
    if isinstance(record, Holder) and record.until is None:
        assert record.verified, f"{recipient}: {record.name}"
        assert record.since
        assert record.verified.on >= record.since.last


@pytest.mark.parametrize(("recipient", "record"), _dated())
def test_evidence_lies_within_the_days_it_supports(recipient: str, record: Dated) -> None:
    """What was seen on a day was not over before that day."""
    if record.verified:
        assert record.holds_on(record.verified.on), f"{recipient}: {record.verified}"


def test_numbers_are_valid_and_belong_to_the_right_country() -> None:
    """Each telephone and fax number is a valid one of the country in which the office stands."""
    for recipient in RECIPIENTS.values():
        where = recipient.office.host or recipient.office.state
        for channel in recipient.channels:
            if isinstance(channel, Fax | Phone):
                number = phonenumbers.parse(channel.number)
                assert phonenumbers.is_valid_number(number), f"{recipient.id}: {channel.number}"
                assert phonenumbers.region_code_for_number(number) == where, f"{recipient.id}: {channel.number}"


@pytest.mark.parametrize(("recipient", "address"), _addresses())
def test_an_address_fits_the_window(recipient: str, address: Address) -> None:
    """Three to seven lines of at most 38 characters, the post code among them, the country not."""
    assert 3 <= len(address.lines) <= 7
    assert all(len(line) <= WIDEST_LINE for line in address.lines), f"{recipient}: {address.lines}"
    assert address.postcode is None or any(address.postcode in line for line in address.lines)
    assert not {"CHINA", "GERMANY", "DEUTSCHLAND", "SWITZERLAND", "KOREA"} & set(address.lines[-1].split())


@pytest.mark.parametrize(
    ("recipient", "day", "line"),
    [
        ("cn-premier", "2003-04-02", "9 Xihuangchenggenbeijie"),
        ("cn-premier", "2006-10-03", "9 Xihuangchenggenbeijie"),
        ("cn-premier", "2008-03-03", "2 Fuyoujie, Xichengqu"),
        ("cn-premier", "2012-02-21", "2 Fuyoujie, Xichengqu"),
        ("cn-foreign-minister", "2006-10-03", "100701 BEIJING"),
        ("cn-foreign-minister", "2012-02-21", "2 Chaoyangmen Nandajie"),
        ("cn-embassy-berlin", "2003-04-02", "Märkisches Ufer 54"),
        ("cn-embassy-seoul", "2012-02-21", "54 Hyoja-dong, Jongno-gu"),
        ("cn-embassy-seoul", "2026-11-22", "27 Myeongdong 2-gil, Jung-gu"),
        ("unhcr-high-commissioner", "2006-03-23", "Case postale 2500"),
    ],
)
def test_a_day_has_its_address(recipient: str, day: str, line: str) -> None:
    """An old letter goes to the old address, and no other is known for that day."""
    (lines,) = _known_on(RECIPIENTS[recipient], date.fromisoformat(day))
    assert line in lines


def test_no_address_is_invented_between_two_known_ones() -> None:
    """For 2007 no address of the Premier was found, and none is given."""
    assert _known_on(RECIPIENTS["cn-premier"], date(2007, 3, 5)) == []


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        (date(2003, 4, 2), {"+861065292345", "+861065206722"}),
        (date(2012, 2, 21), {"+861065961109"}),
        (date(2026, 11, 22), set()),
    ],
)
def test_the_premiers_fax_lines_are_those_of_their_years(day: date, numbers: set[str]) -> None:
    """Fax lines of other ministries are given for the years in which they were printed, each with its ministry."""
    lines = [c for c in RECIPIENTS["cn-premier"].channels if isinstance(c, Fax) and c.holds_on(day)]
    assert {fax.number for fax in lines} == numbers
    assert all(fax.via and fax.via.get("en") and fax.via.get("de") for fax in lines)


def _names() -> list[Name]:
    return [name for recipient in RECIPIENTS.values() for name in (recipient.office.title, recipient.office.body)]


@pytest.mark.parametrize("name", _names())
def test_names_of_offices_are_in_both_languages(name: Name) -> None:
    """Titles and bodies can be written in English and in German."""
    assert name.words.languages >= {"en", "de"}


def test_romanised_names_are_spelt_one_way() -> None:
    """A title that is romanised begins with the romanised name of its body, and the 2003 misspellings are gone."""
    for recipient in RECIPIENTS.values():
        title, body = recipient.office.title, recipient.office.body
        if title.romanised and body.romanised:
            assert title.romanised.split()[0] == body.romanised
        printed = " ".join(line for address in recipient.addresses for line in address.lines)
        assert "Guonwuyuan" not in printed
        assert "Beijingshu" not in printed
        for word in printed.replace("(", " ").replace(")", " ").split():
            assert not (word.startswith("Guo") and body.romanised and word != body.romanised)


def test_chinese_names_keep_their_script() -> None:
    """Every holder of a Chinese office has the name in characters, and the family name comes first."""
    for recipient in RECIPIENTS.values():
        for holder in recipient.holders:
            if holder.vacant or recipient.office.state != "CN":
                continue
            assert holder.original, holder.name
            assert holder.name
            assert holder.family
            assert holder.name.startswith(f"{holder.family} ")
            assert len(holder.original) in (2, 3)


def test_the_file_is_pleasant_to_edit() -> None:
    """The first line names the schema; lines are short unless they hold an address of the web; nothing is tabbed."""
    lines = FILE.read_text("utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=appeals/schemas/recipients.json"
    assert not [line for line in lines if len(line) > 120 and "http" not in line]
    assert not [line for line in lines if "\t" in line or line != line.rstrip()]
