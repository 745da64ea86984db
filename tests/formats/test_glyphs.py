"""Characters that the letter's font lacks."""

from dataclasses import replace

import pytest
from wording import say

from appeals.formats import render
from appeals.formats.glyphs import find_missing_glyphs
from appeals.model.letter import Paragraph
from appeals.problems import FormatError


def test_missing_character_is_named_with_its_text_and_record(letter, templates):
    """A character the font lacks is an error before anything is printed."""
    chinese = replace(letter, address=("国务院 State Council", *letter.address[1:]))
    with pytest.raises(FormatError) as caught:
        render("pdf", chinese, templates)
    assert str(caught.value.problems[1]) == (
        "recipient “xx-minister”: the letter’s font has no U+56FD (CJK UNIFIED IDEOGRAPH-56FD), "
        "which stands in “国务院 State Council”\n"
        "    mend: write it in characters of the font, or name a font that has it in templates/letterhead/fonts.css"
    )
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("character", ["\u2043", "☎", "😀", "\x07", "\ue000"])
def test_character_that_would_come_from_another_font(letter, templates, character):
    """A hyphen of lists, signs, emoji and control characters are found in the text of a case."""
    body = (Paragraph(say(f"one {character} two {character}")), *letter.body)
    problems = list(find_missing_glyphs(replace(letter, body=body), templates))
    assert len(problems) == 1
    assert problems[0].sentence.startswith(f"case “grunhafen-1998”: the letter’s font has no U+{ord(character):04X} (")


def test_every_part_is_looked_at(full_letter, templates):
    """No part of the letter is left out, down to the last cell of an annex."""
    odd = "☎"
    table = full_letter.annexes[0].blocks[0]
    rows = (*table.rows[:-1], (*table.rows[-1][:-1], say(odd)))
    annex = replace(full_letter.annexes[0], blocks=(replace(table, rows=rows),))
    changes = (
        {"letterhead": replace(full_letter.letterhead, return_line=odd)},
        {"letterhead": replace(full_letter.letterhead, lines=(odd,))},
        {"notes": (odd,)},
        {"info": (replace(full_letter.info[0], label=odd),)},
        {"subject": (odd,)},
        {"salutation": odd},
        {"close": odd},
        {"signature": (odd,)},
        {"running_head": odd},
        {"page_words": (odd, "", "")},
        {"enclosures": replace(full_letter.enclosures, lines=(odd,))},
        {"copies": replace(full_letter.copies, label=odd)},
        {"annexes": (replace(full_letter.annexes[0], title=odd),)},
        {"annexes": (annex,)},
    )
    for change in changes:
        assert list(find_missing_glyphs(replace(full_letter, **change), templates)), change


def test_spaces_that_print_nothing_are_fine(letter, templates):
    """No-break spaces, thin spaces and the word joiner are part of good setting."""
    body = (Paragraph(say("Article\u00a033\u202f(1), north\u2060-\u2060east")), *letter.body)
    assert render("pdf", replace(letter, body=body), templates).content.startswith(b"%PDF")
