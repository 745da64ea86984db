"""Letters made once for all tests of the binding, as the format makes them."""

from functools import lru_cache

import pytest

from appeals.formats import render
from appeals.formats.binding import Bound, bind
from appeals.formats.stationery import A4, LETTER
from appeals.templating import Templates, shelf

STATIONERY = {"a4": A4, "letter": LETTER}


@lru_cache
def make(letter, paper):
    """Make the PDF of a letter, once a run of the tests."""
    return render("pdf", letter, Templates((shelf(),)), STATIONERY[paper]).content


@pytest.fixture
def batch(letters):
    """Three letters of one, two and three pages on two papers, then the first once more for somebody else."""
    return (
        Bound("Ministry of the Interior, Grünhafen", make(letters["one page"], "a4")),
        Bound("Minister of the Interior (Innenministerin)", make(letters["two pages"], "letter")),
        Bound("內政部長", make(letters["three pages"], "letter")),
        Bound("Ministry of Justice\n\\ Grunhafen", make(letters["one page"], "a4")),
    )


@pytest.fixture
def content(letters):
    """Give the PDF of a letter of two pages."""
    return make(letters["two pages"], "a4")


@pytest.fixture
def gather():
    """Bind letters and return the file."""

    def gather_all(letters):
        pieces = []
        bind(letters, pieces.append)
        return b"".join(pieces)

    return gather_all
