"""What is looked at is what is printed."""

from dataclasses import replace

import pytest
from visiting import HOUSE, TODAY

from appeals import pipeline
from appeals.formats.pdf import render as render_pdf
from appeals.formats.preview import draw_pages, render_pages
from appeals.formats.stationery import A4, LETTER
from appeals.problems import FormatError

RECORDS = pipeline.load(pipeline.Workspace(HOUSE))


@pytest.mark.parametrize(
    ("case", "language"), list(zip(sorted(RECORDS.cases), ("en", "de", "en", "de", "en"), strict=True))
)
def test_the_picture_is_that_of_the_finished_file(case: str, language: str) -> None:
    """Every page of every kind of letter is drawn pel for pel as the PDF shows it."""
    order = pipeline.Order(language=language)
    _, letter = next(iter(pipeline.letters_of(RECORDS, RECORDS.cases[case], order, TODAY)))
    letter = replace(letter, max_pages=9)
    for stationery in (A4, LETTER) if case == "forced-returns-2003" else (A4,):
        pictures = tuple(picture.content for picture in render_pages(letter, RECORDS.templates, stationery))
        assert pictures == draw_pages(render_pdf(letter, RECORDS.templates, stationery).content)


def test_what_the_file_is_refused_for_the_picture_is_refused_for() -> None:
    """A letter that does not fit is not shown as if it did: the same sentences tell why."""
    case = RECORDS.cases["forced-returns-2003"]
    _, letter = next(iter(pipeline.letters_of(RECORDS, case, pipeline.Order(), TODAY)))
    misfits = (replace(letter, max_pages=1), replace(letter, address=("例",)), replace(letter, address=("x",) * 12))
    for misfit in misfits:
        with pytest.raises(FormatError) as of_file:
            render_pdf(misfit, RECORDS.templates, A4)
        with pytest.raises(FormatError) as of_picture:
            render_pages(misfit, RECORDS.templates, A4)
        assert of_picture.value.problems == of_file.value.problems
