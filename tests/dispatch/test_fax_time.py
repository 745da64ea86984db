"""Seconds are reckoned from bytes, rate and error correction."""

import pytest

from appeals.dispatch.fax_time import LINES, Line, call_seconds, page_seconds, row_bytes


def test_a_call_is_the_sum_of_its_pages():
    """The first page opens the call, each further one turns the line around, and the sum is the call."""
    line = Line(14400, corrected=False, coding="mh")
    assert page_seconds([1800, 1800], line) == (15.92 + 1, 2.62 + 1)
    assert call_seconds([1800, 1800], line) == pytest.approx(20.54)


def test_error_correction_adds_its_frames():
    """With error correction every byte costs more, in each coding its own."""
    for coding, factor in (("mmr", 1.071), ("mr", 1.064), ("mh", 1.054)):
        line = Line(9600, corrected=True, coding=coding)
        assert call_seconds([12000], line) == pytest.approx(15.3 + 10 * factor)


def test_a_blank_call_still_takes_its_time():
    """A page of next to nothing takes as long as opening and closing the call."""
    assert {line.rate: round(call_seconds([0], line)) for line in LINES if line.corrected} == {
        14400: 16,
        9600: 15,
        4800: 16,
    }


def test_lines_are_listed_from_quick_to_slow():
    """For a letter as it is, each line in the list takes longer than the one before of the same kind."""
    sizes = {"mh": [52000, 47000], "mmr": [27000, 24000]}
    for corrected in (True, False):
        times = [call_seconds(sizes[line.coding], line) for line in LINES if line.corrected is corrected]
        assert times == sorted(times)


def test_slow_receivers_fill_up_short_rows():
    """Without error correction a row takes at least the receiver's time; with it none is filled up."""
    slow = Line(14400, corrected=False, coding="mh")
    assert row_bytes([100, 400], slow, 20) == (288 + 400) / 8
    assert row_bytes([100, 400], Line(14400, corrected=True, coding="mh"), 20) == round(500 / 8)
