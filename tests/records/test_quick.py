"""A file is read quickly where it has no fault, and to the same data as with care; large files stay in proportion."""

import gc
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from appeals.model.recipient import RecipientsFile
from appeals.model.sender import SendersFile
from appeals.problems import RecordError
from appeals.records import check, parse, recipient_problems
from appeals.records.quick import DEPTH, Doubt, read_quickly
from appeals.records.shown import TELLING, may_tell
from appeals.records.source import read_carefully

HOUSE = Path(__file__).parents[2]
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "a",
                "b: ",
                "? ",
                "- ",
                "{",
                "}",
                "[",
                "]",
                ", ",
                ": ",
                "\n",
                "\n  ",
                "\n    ",
                "&x ",
                "*x",
                "<<: ",
                "#c",
            ),
            *(
                "'",
                '"',
                "|",
                ">",
                "~",
                "null",
                "''",
                '"\\x07"',
                "\x07",
                "---\n",
                "...\n",
                "!t ",
                "\t",
                "é",
                "%YAML 1.1\n",
            ),
        ]
    ),
    max_size=14,
).map("".join)
TREES = st.recursive(
    st.none() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(PIECES | TREES.map(lambda tree: yaml.safe_dump({"a": tree}, allow_unicode=True)))
@example("a: " + "[" * (DEPTH - 1) + "]" * (DEPTH - 1))
@example("a: " + "[" * DEPTH + "]" * DEPTH)
@example("a: 1\n---\nb: 2")
@example('a: "\\x07"')
@example("~: 1")
@example("a: {b: 1, b: 2}")
def test_both_ways_of_reading_read_the_same(text: str) -> None:
    """What the quick way reads, the careful way reads too; what it leaves alone is a fault, or is read with care."""
    try:
        quick = read_quickly(text)
    except (Doubt, yaml.YAMLError):
        with pytest.raises(RecordError):
            read_carefully(text, "f.yaml")
        return
    careful, read = read_carefully(text, "f.yaml"), parse(text, "f.yaml")
    assert quick == careful.data == read.data
    assert dict(read.values) == dict(careful.values)
    assert dict(read.keys) == dict(careful.keys)
    assert read.names == careful.names


@pytest.mark.parametrize("file", ["recipients.yaml", "senders.yaml", "seeds/yantai-arrests-2003.yaml"])
def test_places_are_found_when_they_are_asked_for(file: str) -> None:
    """A shipped file is read quickly, and every value and key of it still has its place."""
    text = (HOUSE / file).read_text(encoding="utf-8")
    assert read_quickly(text)
    read, careful = parse(text, file), read_carefully(text, file)
    assert len(read.values) == len(careful.values) > len(read.keys)
    assert all(read.place_of(loc) == place for loc, place in careful.values.items())


@given(
    st.text(alphabet="peosıİſrvibltyPERSI{ ,\n", max_size=12) | st.sampled_from(["VİSIBILITY: x", "visıbility", "perſ"])
)
def test_a_text_that_may_tell_of_a_person_is_never_passed_over(text: str) -> None:
    """The quick look finds all that the careful one does, in whatever letters it is written."""
    if TELLING.search(text):
        assert may_tell(text)


OFFICE = """\
  - id: office-{0}
    office: {{class: body, title: {{words: {{en: Office {0}}}}}, body: {{words: {{en: Body {0}}}}}}}
"""


def test_ten_thousand_recipients_are_related_in_proportion() -> None:
    """A repeated id among thousands is told with the line of the first, and is not looked for in squares of time."""
    count = 5000
    text = "recipients:\n" + "".join(OFFICE.format(number) for number in (*range(count), 7))
    source = parse(text, "recipients.yaml")
    file = check(source, RecipientsFile)
    known = {recipient.id: recipient for recipient in file.recipients}
    found = [problem for problem in recipient_problems(file.recipients, source, known) if "taken" in problem.sentence]
    assert [(problem.place and problem.place.line, problem.mend) for problem in found] == [
        (2 * count + 2, "give it another; the first is in line 16")
    ]


def test_checking_a_file_leaves_the_collector_as_it_was() -> None:
    """Python's search for cycles is put off while records are made, and taken up again, also after a fault."""
    source = parse("senders: []", "senders.yaml")
    for begin in (gc.enable, gc.disable):
        begin()
        before = gc.isenabled()
        with pytest.raises(RecordError):
            check(source, SendersFile)
        assert gc.isenabled() is before
    gc.enable()
