"""Records are written so that this tool and every other reader of YAML read back the same texts."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from appeals.model.case import Case
from appeals.model.common import Record
from appeals.model.recipient import RecipientsFile
from appeals.model.sender import SendersFile
from appeals.problems import RecordError
from appeals.records import check, parse
from appeals.records.locating import field_at
from appeals.records.quoting import inline
from appeals.records.source import HIDDEN
from appeals.records.writing import write_record

NEW = Path(__file__).parents[2] / "templates" / "new"
MODELS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(NEW.glob("*.yaml"))}
HOSTILE = (
    "a: b", "a #b", "# a", "- a", "* a", "*a*", "&a", "!a", "@a", "`a", "%a", "? a", "| a", "> a", "{a}", "[a]",
    "{{ claim }}", '{{ claim("x") }}', "{% if %}", "yes", "No", "NO", "on", "y", "n", "null", "~", "true", "12", "0123",
    "1e3", "0x1f", "12:30", "2026-01-31", "2026", "+49 30 1", "=", "<<", ".inf", "---", "...", "a\tb", "\ta", "a\nb",
    "a\n\nb\n", " a", "a ", "a\n  b", "  a\nb", "a\n \nb", "'", '"', "it's", 'say "a"', "it's \"a\"", "\\", "\\n",
    "c:\\x", "„Zitat“", "Straße", "司法部", "é", "e\u0301", "\u200b", "\u00a0a", "\u2028", "\u2029a", "\x85", "\ufeff",
    "\ufffe", "😀", "a,b", "key:", ": a", "a:", "#", ",", "wort " * 60, "x" * 300, "two  spaces " * 20,
    "ends with a colon: " * 20, "a  " * 100 + "b", "a\n  ", "a\n\n  \n", "# " * 80, "- " * 80,
)  # fmt: skip
TEXT = st.text(max_size=200).filter(lambda text: not HIDDEN.search(text)) | st.sampled_from(HOSTILE)
KEY = st.from_regex(r"[a-z_]{1,12}", fullmatch=True) | st.sampled_from(["no", "on", "de", "id", "facts", "people"])
VALUE = st.recursive(
    TEXT | st.integers(0, 10**12) | st.booleans(),
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(KEY, inner, min_size=1, max_size=4),
    max_leaves=12,
)
RECORD = st.dictionaries(KEY, VALUE, min_size=1, max_size=6)


def as_texts(value: Any) -> Any:
    """Write numbers and truths as the text that a file has of them."""
    if isinstance(value, dict):
        return {key: as_texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_texts(inner) for inner in value]
    return value if isinstance(value, str) else str(value).lower()


def read(what: str, text: str) -> Any:
    """Read what was written, as this tool does."""
    found = parse(text, "")
    return found.data if what == "case" else found.data[f"{what}s"][0]


@pytest.mark.parametrize("what", MODELS)
@settings(max_examples=50)
@given(record=RECORD)
def test_what_is_written_is_read_back(what: str, record: dict[str, Any]) -> None:
    """Whatever stands in a record, at whatever depth, is read back from its file, by this tool and by any other."""
    text = write_record(MODELS[what], record)
    assert read(what, text) == as_texts(record)
    loaded = yaml.safe_load(text.replace("\non: ", '\n"on": '))
    loaded = loaded if what == "case" else loaded[f"{what}s"][0]
    assert {str(key).replace("True", "on"): value for key, value in loaded.items()}.keys() == record.keys()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_text(text: str) -> None:
    """A text that looks like YAML, a number, a date or a truth is read back as the text it is by any reader."""
    record = {"id": "x", "facts": [{"en": text}], "note": text, "tags": [text], "claims": [{"what": {"en": text}}]}
    written = write_record(MODELS["case"], record)
    assert parse(written, "").data == record
    assert yaml.safe_load(written) == record


def test_a_plain_text_stays_plain() -> None:
    """Quotation marks stand only where they are needed, and those that need the least escapes."""
    assert inline("Wen Jiabao") == "Wen Jiabao"
    assert inline("Büro für Auswärtiges") == "Büro für Auswärtiges"
    assert [inline(text) for text in ("NO", "y", "2026", "1e3")] == ['"NO"', '"y"', '"2026"', '"1e3"']
    assert inline('{{ claim("x") }}') == "'{{ claim(\"x\") }}'"
    assert inline("a, b") == "a, b"
    assert inline("a, b", flow=True) == '"a, b"'
    assert inline("\u202e") == '"\\u202E"'
    assert inline("half \udc80") == '"half \N{REPLACEMENT CHARACTER}"'


@pytest.mark.parametrize("what", MODELS)
def test_nothing_given_leaves_the_model_as_a_comment(what: str) -> None:
    """Every part without an answer stays, behind “# ”; what is left is no record yet."""
    text = write_record(MODELS[what], {"id": "an-id"})
    for line in filter(str.strip, MODELS[what].splitlines()):
        bare = line.strip().removeprefix("- ").removeprefix("# ").strip()
        assert bare.replace("NEW-ID", "an-id") in text
    assert read(what, text) == {"id": "an-id"}


@pytest.mark.parametrize(("what", "model"), [("case", Case), ("recipient", RecipientsFile), ("sender", SendersFile)])
def test_what_stands_in_comments_is_right_too(what: str, model: type[Record]) -> None:
    """Without the “# ” before its parts, a model is a record that has no fault of its own; each part stands once."""
    text = re.sub(r"(?m)^( *)# (?=[a-z_]+:(?: |$)|  )", r"\1", MODELS[what].replace("NEW-ID", "x"))
    record = check(parse(text, ""), model)
    assert check(parse(MODELS[what].replace("NEW-ID", "x"), ""), model) != record


def test_comments_stand_behind_their_fields() -> None:
    """A field that is given keeps its comment; in a list, the first row has it; too long a line is spared."""
    record = {
        "id": "x",
        "deadline": "2026-03-31",
        "sources": [{"id": "a", "kind": "press"}, {"id": "b", "kind": "press"}],
        "people": [{"id": "p", "visibility": "withheld"}],
        "law": [{"provision": "CAT 3(1)"}],
    }
    lines = write_record(MODELS["case"], record).splitlines()
    assert 'deadline: "2026-03-31" # the last day to write' in lines
    kinds = [line for line in lines if line.startswith("    kind:")]
    assert kinds == [
        "    kind: press # appeal, report, press, statement, official, testimony or document",
        "    kind: press",
    ]
    assert "    visibility: withheld # to-recipient, public or withheld" in lines
    assert lines[0].startswith("# yaml-language-server: $schema=")
    assert lines[lines.index("  - provision: CAT 3(1)") - 1].startswith("law: # ")


def test_prose_is_broken_between_words() -> None:
    """A long text stands in a folded block of lines that fit a screen; blanks that stand together are kept."""
    text = "Since the spring of 2026 the wells of the villages have been dry.  " * 6
    written = write_record(MODELS["case"], {"facts": [{"en": text.strip()}]})
    assert "  - en: >-\n      Since the spring" in written
    assert max(len(line) for line in written.splitlines() if "wells" in line) <= 120
    assert parse(written, "").data["facts"] == [{"en": text.strip()}]
    padded = write_record(MODELS["case"], {"facts": [{"en": "word " * 60}]})
    assert not re.search(r"(?m) $", padded)


@pytest.mark.parametrize("name", ["bad: id", "../x", "", "x\ny: z"])
def test_an_id_that_is_none_reaches_no_comment(name: str) -> None:
    """The comments name commands with the id only where it is one."""
    text = write_record(MODELS["case"], {"id": name})
    assert parse(text, "").data == {"id": name}
    assert "`appeals check ID`" in text


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\u202e", "\u2066"])
def test_a_field_with_a_control_character_is_found(character: str) -> None:
    """A character that no record may hold is refused by the reader, and its place leads to the field."""
    text = write_record(MODELS["case"], {"id": "x", "facts": [{"en": "sound"}, {"en": f"a \\ {character} b"}]})
    with pytest.raises(RecordError) as error:
        parse(text, "f")
    (problem,) = error.value.problems
    assert character not in text
    assert problem.place
    assert field_at(text, problem.place) == ("facts", 1, "en")


def test_a_place_without_a_field_leads_nowhere() -> None:
    """A place in a comment, and one in a text that is no YAML, are of no field."""
    text = write_record(MODELS["case"], {"id": "x"})
    with pytest.raises(RecordError) as error:
        parse("a: [", "f")
    assert error.value.problems[0].place
    assert field_at("a: [", error.value.problems[0].place) == ()
    assert re.match("# ", text)
    assert field_at(text, parse("x: y", "f").place_of(("x",))) == ()
