"""How offices are reached, and who is called by an office's title."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from appeals.checks import Lists, find_named_holders, find_reach
from appeals.model.case import Case
from appeals.model.recipient import Recipient

DAY = date(2003, 2, 3)
SOURCE = {"title": "A newspaper", "date": "2003-01"}


def premier(**given: Any) -> Recipient:
    """Make an office that changed hands in March 2003."""
    usual = {
        "id": "premier",
        "office": {
            "class": "head-of-government", "state": "CN",
            "title": {"words": {"en": "Premier"}}, "body": {"words": {"en": "Council"}},
        },
        "holders": [
            {"name": "Zhu Rongji", "family": "Zhu", "from": "1998-03-17", "to": "2003-03-16", "source": SOURCE},
            {"name": "Wen Jiabao", "family": "Wen", "from": "2003-03-16", "source": SOURCE},
        ],
    }  # fmt: skip
    return Recipient.model_validate(usual | given)


@pytest.mark.parametrize(
    ("text", "day", "codes"),
    [
        ("We write to Premier Wen Jiabao.", DAY, ["HOLDER-NAMED"]),
        ("Prime Minister Mr Wen", DAY, ["HOLDER-NAMED"]),
        ("Premier Zhu knows.", DAY, []),
        ("Premier Zhu knows.", date(2003, 4, 2), ["HOLDER-NAMED"]),
        ("The former Premier Zhu knows, as then Premier Zhu did.", date(2003, 4, 2), []),
        ("Mr Wen, a baker, and Wen Jiabao himself", DAY, []),
    ],
)
def test_a_title_belongs_to_the_holder_of_the_day(
    case: Callable[..., Case], lists: Mapping[str, Lists], text: str, day: date, codes: list[str]
) -> None:
    """Who is called by a title must have held the office on the letter's date, or be called former."""
    found = find_named_holders(case(facts=[{"en": text}]), [premier()], day, lists)
    assert [problem.code for problem in found] == codes


def channel(**given: Any) -> Recipient:
    """Make an office with one mailbox."""
    return premier(channels=[{"channel": "email", "source": SOURCE, **given}])


@pytest.mark.parametrize(
    ("address", "codes"),
    [("botschaft@debitel.net", ["EMAIL-FREE"]), ("a@GMAIL.com", ["EMAIL-FREE"]), ("chinaemb_de@mfa.gov.cn", [])],
)
def test_a_free_mailbox_is_warned_of(address: str, codes: list[str]) -> None:
    """A mailbox of an office at a provider that serves anybody may be anybody's."""
    assert [problem.code for problem in find_reach(channel(address=address), DAY)] == codes


@pytest.mark.parametrize(
    ("given", "day", "codes"),
    [
        ({}, date(2005, 1, 1), []),
        ({}, date(2005, 3, 1), ["STALE"]),
        ({"verified": {"on": "2004-06-01", "how": "called"}}, date(2005, 3, 1), []),
        ({"to": "2006"}, date(2005, 3, 1), []),
        ({"to": "2004"}, date(2005, 3, 1), []),
        ({"source": {"title": "undated"}}, date(2005, 3, 1), []),
    ],
)
def test_a_mailbox_that_was_not_seen_for_two_years_is_stale(given: dict[str, Any], day: date, codes: list[str]) -> None:
    """A number or mailbox counts for two years after it was seen; a period with an end is known as it is."""
    assert [problem.code for problem in find_reach(channel(address="a@mfa.gov.cn", **given), day)] == codes


def test_an_address_lasts_longer_than_a_number() -> None:
    """A postal address counts for three years."""
    address = {"lines": ["Council", "9 Street", "100032 BEIJING"], "country": "CN", "source": SOURCE}
    office = premier(addresses=[address])
    assert list(find_reach(office, date(2006, 1, 1))) == []
    assert [(p.code, p.loc) for p in find_reach(office, date(2006, 3, 1))] == [("STALE", ("addresses", 0))]
