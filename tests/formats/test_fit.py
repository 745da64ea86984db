"""What does not fit is refused, in a sentence that names the record and says what to do."""

from dataclasses import replace

import pytest
from wording import say

from appeals.formats import render
from appeals.formats.fit import find_misfits, shorten
from appeals.formats.html import fill_page
from appeals.formats.page import print_pdf
from appeals.formats.stationery import A4, LETTER
from appeals.model.letter import Info, Paragraph
from appeals.problems import FormatError


def complain(letter, templates, stationery=A4):
    """Return what is said when the letter is printed."""
    with pytest.raises(FormatError) as caught:
        render("pdf", letter, templates, stationery)
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "code", "params"),
    [
        ({"address": ("Interministerialkommissionsverwaltungsgebäudehof",)}, "FIT", {"record": "recipient"}),
        ({"subject": ("one " * 90,)}, "FIT", {"record": "case", "part": "subject"}),
        ({"max_pages": 1}, "PAGES", {"count": 2, "limit": 1}),
        ({"running_head": "例"}, "GLYPH", {"character": "例", "record": "case"}),
        ({"notes": ("🖂",)}, "GLYPH", {"character": "🖂", "record": "recipient"}),
    ],
)
def test_programs_know_a_misfit_by_its_code(letter, templates, change, code, params):
    """What a form tells its reader is in the code and the parameters; the sentence is for people."""
    with pytest.raises(FormatError) as caught:
        render("pdf", replace(letter, **change), templates, A4)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.values.items() >= params.items()


def test_the_letterhead_s_misfits_are_the_sender_s(letter, templates):
    """A name, a line or a return line that does not fit is told of the sender's record."""
    for change in ({"lines": ("Musterstraße 12",) * 8}, {"return_line": "Example Society · " * 16}, {"name": "W" * 90}):
        with pytest.raises(FormatError) as caught:
            render("pdf", replace(letter, letterhead=replace(letter.letterhead, **change)), templates, A4)
        assert {(p.code, p.values["record"]) for p in caught.value.problems} == {("FIT", "sender")}


def lines_of(letter, templates, part, stationery=A4):
    """Lay a letter out and return the lines of a part of it."""
    found = []

    def keep(lines):
        found.extend(line for line in lines if line.part == part)
        return find_misfits(letter, lines, stationery)

    print_pdf(fill_page(letter, templates, stationery), templates, keep)
    return found


def test_a_long_address_line_is_broken_at_a_space(letter, templates):
    """Where the field has rows left, nothing need be shortened; no line stands wider than the window shows."""
    long = "The Ambassador of the Socialist Republic of Viet Nam"
    lines = lines_of(replace(letter, address=(long, *letter.address[1:])), templates, "address")
    assert [line.text for line in lines[:2]] == ["The Ambassador of the Socialist Republic of", "Viet Nam"]
    assert len(lines) == len(letter.address) + 1
    assert max(line.frame[2] for line in lines) <= A4.window.left + A4.window.widest


def test_a_long_address_line_without_a_row_left_is_refused(letter, templates):
    """It is counted as the rows that it takes, and what may be done is said."""
    long = "Interministerial Commission for Harbours and Ferries"
    told = complain(replace(letter, address=(long, "Section Two", *letter.address)), templates)
    assert "10 lines of address and 1 of notes are 11, and the address field holds 9" in told
    assert "--as envelope" in told


def test_a_word_wider_than_the_window_is_refused(letter, templates):
    """It is not broken where there is no space: a name that is cut is another name."""
    wide = replace(letter, address=("Interministerialkommissionsverwaltungsgebäudehof", *letter.address[1:]))
    assert "and there is room for 75.0 mm" in complain(wide, templates)


def test_a_long_sender_goes_on_below(letter, templates):
    """In the letterhead and above the address, inside the margin and in order."""
    lines = ("Flat 3, Rose Court, 25 Example Road, Stoke Newington, London N16 5AB, United Kingdom", "post@example.org")
    long = "Jane Doe · Flat 3, Rose Court · 25 Example Road · Stoke Newington · London N16 5AB · United Kingdom"
    sent = replace(letter, letterhead=replace(letter.letterhead, lines=lines, return_line=long))
    for stationery in (A4, LETTER):
        beside = lines_of(sent, templates, "sender", stationery)
        assert " ".join(line.text for line in beside) == " ".join(lines)
        assert max(line.frame[2] for line in beside) <= stationery.paper.edge
    above = lines_of(sent, templates, "return")
    assert len(above) == 2
    assert " ".join(line.text for line in above) == long
    assert above[-1].frame[3] <= A4.window.field


def test_a_mailbox_without_a_place_to_break_stays_inside_the_margin(letter, templates):
    """The sender's block never runs over the right edge."""
    head = replace(letter.letterhead, lines=("a" * 40 + "." + "b" * 40 + "@example.org",))
    beside = lines_of(replace(letter, letterhead=head), templates, "sender")
    assert len(beside) > 1
    assert max(line.frame[2] for line in beside) <= A4.paper.edge


def test_a_long_address_of_the_web_is_broken_anywhere(letter, templates):
    """Without a hyphen: with one it would be another address."""
    address = "https://example.org/" + "VeryLongDocumentNameWithoutABlank" * 8
    body = (Paragraph(say(f"It is told at {address} in full.")), *letter.body[1:])
    text = "".join(line.text for line in lines_of(replace(letter, body=body), templates, "text"))
    assert address in text.replace("\u200b", "")


def test_address_of_nine_lines_with_notes(letter, templates):
    """Nine lines of address leave no room for a note."""
    nine = replace(letter, address=("Department Seven", "Section Two", *letter.address))
    told = complain(nine, templates)
    assert "9 lines of address and 1 of notes are 10, and the address field holds 9" in told
    assert "--as labels" in told


def test_nine_lines_without_notes_fit(letter, templates):
    """Without notes the field holds nine lines."""
    nine = replace(letter, notes=(), address=("Department Seven", "Section Two", *letter.address))
    assert render("pdf", nine, templates).content.startswith(b"%PDF")


def test_many_notes_take_rows(letter, templates):
    """Notes that do not stand in one line break between notes, and are counted."""
    many = replace(letter, notes=("BY AIRMAIL", "REGISTERED", "PERSONAL", "CONFIDENTIAL", "BY TELEFAX IN ADVANCE") * 2)
    assert "7 lines of address and 4 of notes are 11" in complain(many, templates)


@pytest.mark.parametrize(("stationery", "excess"), [(A4, "8.9"), (LETTER, "11.1")])
def test_info_runs_into_the_subject(letter, templates, stationery, excess):
    """A third telefax with its c/o does not stand beside the address."""
    third = replace(letter, info=(*letter.info, Info("Telefax", ("+49 30 555 0144", "c/o Ministry of Ferries"))))
    assert complain(third, templates, stationery).splitlines()[:2] == [
        (
            "recipient “xx-minister”: the lines beside the address (date, reference, telefax) "
            f"take {excess} mm more than there is above the subject"
        ),
        "    mend: print fewer telefax numbers of “xx-minister”, or shorten what stands beside them",
    ]


def test_letterhead_too_high(letter, templates):
    """A letterhead of too many lines names its sender."""
    tall = replace(letter, letterhead=replace(letter.letterhead, lines=("Musterstraße 12",) * 8))
    assert complain(tall, templates).splitlines()[:2] == [
        "sender “Example Society for Refugee Protection”: the letterhead is 8.6 mm too high",
        "    mend: give the sender fewer lines, or a shorter name, or choose another window",
    ]


def test_a_return_line_of_three_lines_is_refused(letter, templates):
    """Two have room above the address; a short name is what helps."""
    wide = replace(letter, letterhead=replace(letter.letterhead, return_line="Example Society · " * 16))
    assert "short_name" in complain(wide, templates)


def test_subject_of_three_lines(letter, templates):
    """A subject that breaks into a third line is refused."""
    long = replace(letter, subject=(letter.subject[0], " ".join(letter.subject)))
    assert complain(long, templates) == (
        "case “grunhafen-1998”: the subject takes 3 lines, and there is room for 2\n"
        "    mend: shorten the subject of “grunhafen-1998”"
    )


def test_too_many_pages(long_letter, templates):
    """A third page where the case allows two is refused."""
    assert complain(replace(long_letter, max_pages=2), templates) == (
        "case “grunhafen-1998”: the letter to “xx-minister” takes 3 pages, and the case allows 2\n"
        "    mend: shorten the text of “grunhafen-1998”, or allow it more pages"
    )


def test_annexes_do_not_count_as_pages(full_letter, templates):
    """A letter of two pages may carry annexes of two more."""
    assert full_letter.max_pages == 2
    assert render("pdf", full_letter, templates).content.startswith(b"%PDF")


def test_running_head_too_wide(letter, templates):
    """A running head stands in one line."""
    wide = replace(letter, running_head="Minister of the Interior " * 8)
    assert "the line “Minister of the Interior Minister of the Interio…” on page 2 is" in complain(wide, templates)


def test_overlap_and_clipping_in_a_style_sheet(letter, own_templates):
    """A style sheet of the reader's own that prints over the text, or cuts it off, is found out."""
    over = own_templates("letterhead/letter.css", ".salutation { margin-top: 22.5pt }", "")
    over = own_templates(
        "letterhead/a4.css", "main, .annex {", "main > p.salutation { margin-top: -13pt }\n  main, .annex {"
    )
    assert complain(letter, over) == (
        "case “grunhafen-1998”: the line “Your Excellency,” on page 1 is printed over "
        "“Nineteen days at sea, and no one heard”\n"
        "    mend: shorten one of them, or mend the style sheet of the letter"
    )
    cut = own_templates(
        "letterhead/a4.css", "main, .annex {", ".closing { height: 3mm; overflow: hidden }\n  main, .annex {"
    )
    assert "the line “Dr Maria Muster” on page 2 is cut off" in complain(letter, cut)


def test_everything_is_said_at_once(letter, templates):
    """Several faults are told together."""
    bad = replace(letter, max_pages=1, address=("X" * 60, *letter.address[1:]))
    assert complain(bad, templates).count("mend:") == 2


def test_long_texts_are_shortened_in_messages():
    """A message shows the beginning of a text."""
    assert shorten("short") == "short"
    assert shorten("a b c d", 4) == "a b…"
