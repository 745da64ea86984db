"""“By telefax in advance” stands above an address only where the letter is faxed in advance."""

import dataclasses
from datetime import date

import pytest

from appeals.pipeline import Order, Workspace, compose_all, load

ORDER = Order(cases=("forced-returns-2003",), to=("cn-premier",), day=date(2003, 4, 2))


@pytest.fixture
def notes(workspace):
    """Compose the letter to the Premier, who has two fax numbers; return what stands above its address."""
    records = load(Workspace(workspace), ORDER.cases)

    def compose(fax_first=False, **asked):
        name = next(iter(records.senders))
        sender = records.senders[name].model_copy(update={"fax_first": fax_first})
        changed = dataclasses.replace(records, senders={name: sender})
        ((_, letter),) = compose_all(changed, dataclasses.replace(ORDER, **asked), ORDER.day)
        return letter.notes

    return compose


@pytest.mark.parametrize("formats", [("pdf",), ("text", "html"), ("email",), ("envelope",)])
def test_a_letter_that_is_posted_alone_speaks_of_no_fax(notes, formats):
    """The recipient's fax number is no sign that anybody faxes the letter; it goes abroad, and so by air."""
    assert notes(formats=formats) == ("BY AIRMAIL",)
    assert notes(formats=formats, language="de") == ("LUFTPOST",)


@pytest.mark.parametrize("format_", ["fax", "fax-pack", "fax-preview"])
def test_a_letter_that_is_made_as_fax_too_says_so(notes, format_):
    """Where a fax is made in the same order, each edition of the letter tells of it."""
    assert notes(formats=("pdf", format_)) == ("BY AIRMAIL · BY TELEFAX IN ADVANCE",)
    assert notes(formats=("pdf", format_), language="de") == ("LUFTPOST · VORAB PER TELEFAX",)


def test_a_sender_who_faxes_every_letter_may_have_it_said(notes):
    """Whoever faxes by other means says so in their record."""
    assert notes(fax_first=True) == ("BY AIRMAIL · BY TELEFAX IN ADVANCE",)


def test_who_has_no_fax_number_is_told_of_no_fax(notes):
    """A fax that cannot be sent is not announced: no number and no address of the Premier is known for that year."""
    assert notes(fax_first=True, formats=("fax",), day=date(1999, 4, 2)) == ()
