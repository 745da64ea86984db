"""The cover sheet names both sides as far as the records know them, and nothing of the case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from appeals import pipeline
from appeals.letters.cover import cover_sheet
from appeals.model.address import Appeal
from appeals.model.letter import Cover
from appeals.phrases import Language

HOUSE = Path(__file__).parents[2]
CASE = "forced-returns-2003"


@pytest.fixture(scope="module")
def make() -> Callable[..., Cover]:
    """Make the cover of the shipped letter to the Premier, with other parts of its appeal."""
    records = pipeline.load(pipeline.Workspace(HOUSE), [CASE])
    order = pipeline.Order(cases=(CASE,), to=("cn-premier",))
    ((appeal, _),) = pipeline.compose_all(records, order, date(2003, 4, 2))
    language: Language = records.language("en")

    def build(outside_line: str = "", change: Callable[[Appeal], Appeal] = lambda appeal: appeal) -> Cover:
        return cover_sheet(change(appeal), language, outside_line)

    return build


def entry(cover: Cover, label: str) -> tuple[str, ...]:
    """Find the lines of the first entry of a label."""
    return next(entry.lines for entry in cover.entries if entry.label == label)


def test_numbers_are_told_with_what_is_dialled(make: Callable[..., Cover]) -> None:
    """Each number stands with whose machine it is and what the sender dials, the house's prefix before it."""
    assert entry(make("0"), "Telefax") == (
        "+86 10 6529 2345",
        "c/o Ministry of Communications",
        "dialled from Germany: 0 00 86 10 6529 2345",
    )


def test_a_prefix_that_is_not_known_is_left_out(make: Callable[..., Cover]) -> None:
    """Where callers choose a carrier, the number stands alone: nothing is invented."""

    def abroad(appeal: Appeal) -> Appeal:
        place = appeal.sender.address.model_copy(update={"country": "BR"})
        return replace(appeal, sender=appeal.sender.model_copy(update={"address": place}))

    assert entry(make(change=abroad), "Telefax") == ("+86 10 6529 2345", "c/o Ministry of Communications")


def test_the_recipient_s_own_machine_needs_no_forwarding(make: Callable[..., Cover]) -> None:
    """Nobody is asked to pass on what stands in the recipient's own tray."""

    def own(appeal: Appeal) -> Appeal:
        lines = tuple(line.model_copy(update={"via": None}) for line in appeal.addressee.channels)
        return replace(appeal, addressee=replace(appeal.addressee, channels=lines))

    assert make().forward
    assert make(change=own).forward == ()


@pytest.mark.parametrize(
    ("known", "reach"),
    [
        ({}, "+49 30 23125100"),
        ({"phone": None}, "+49 30 23125199"),
        ({"phone": None, "fax": None, "email": "post@example.org"}, "post@example.org"),
        ({"phone": None, "fax": None}, "Example Society for Refugee Protection"),
    ],
)
def test_whoever_got_it_in_error_is_told_whom_to_tell(
    make: Callable[..., Cover], known: dict[str, str | None], reach: str
) -> None:
    """The quickest way to the sender that the records know is named."""

    def with_less(appeal: Appeal) -> Appeal:
        return replace(appeal, sender=appeal.sender.model_copy(update=known))

    assert f"please tell us ({reach})" in make(change=with_less).notice
