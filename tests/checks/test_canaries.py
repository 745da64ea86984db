"""Names that not everybody may read are in no output of any kind: every format, every kind, every message.

The people of the case are invented and bear the names of birds, so that nothing else in a file can be taken for them.
"""

import io
import shutil
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pytest
from running import run

from appeals.formats import ALL_FORMATS
from appeals.model.skeleton import letters_of
from appeals.templating import Templates, shelf

HOUSE = Path(__file__).parents[2]
WITHHELD, PSEUDONYMOUS, TO_RECIPIENT, PUBLIC = "Kestrel Nightjar", "Wryneck Dotterel", "Merlin Bittern", "Robin Siskin"
NEVER = (WITHHELD, PSEUDONYMOUS)
KINDS = sorted(name.split("/")[0] for name in Templates((shelf(),)).names("*/en.html.j2"))
PEOPLE = f"""\
people:
  - id: one
    name: {WITHHELD}
    described: {{en: a mother of two, de: eine Mutter von zwei Kindern}}
    visibility: withheld
    consent: {{given: true, by: the person, on: "2003-01-20", for: public}}
    invented: true
  - id: two
    name: {PSEUDONYMOUS}
    pseudonym: Mrs P.
    described: {{en: a teacher, de: eine Lehrerin}}
    visibility: public
    consent: {{given: true, by: the person, on: "2003-01-20", for: public}}
    invented: true
  - id: three
    name: {TO_RECIPIENT}
    described: {{en: a driver, de: ein Fahrer}}
    visibility: to-recipient
    consent: {{given: true, by: his lawyer, on: "2003-01-20", for: to-recipient}}
    invented: true
  - id: four
    name: {PUBLIC}
    described: {{en: a nurse, de: eine Krankenschwester}}
    visibility: public
    consent: {{given: true, by: the person, on: "2003-01-20", for: public}}
    invented: true
"""
CASE = "canaries-2003"
SAID = '{{ person("one") }}, {{ person("two") }}, {{ person("three") }}, {{ person("four") }}'
TEXT = f"""\
id: {CASE}
example: true
kind: appeal
reference: CHN 2003-09
state: CN
date: "2003-04-02"
deadline: "2003-05-31"
max_pages: 4
to: [cn-premier]
copies: [cn-embassy-berlin]
subject:
  - {{en: "Held in Yantai:", de: "Festgehalten in Yantai:"}}
  - en: '{SAID}'
    de: '{SAID}'
facts:
  - en: 'Among those held are {SAID}. The count is {{{{ claim("held") }}}}.'
    de: 'Unter den Festgehaltenen sind {SAID}. Gezählt wurden {{{{ claim("held") }}}}.'
position:
  - says: {{en: The Ministry has said nothing., de: Das Ministerium hat nichts gesagt.}}
    reply: {{en: We ask it to speak., de: Wir bitten es zu sprechen.}}
questions:
  - {{en: Where are they held?, de: Wo werden sie festgehalten?}}
requests:
  - id: free
    words:
      en: 'to set {SAID} free'
      de: '{SAID} freizulassen'
requests_to_third_states:
  - {{id: speak, words: {{en: 'to speak for {SAID}', de: 'für {SAID} einzutreten'}}}}
requests_to_agencies:
  - {{id: visit, words: {{en: 'to visit {SAID}', de: '{SAID} zu besuchen'}}}}
law: [{{provision: REFUGEE-1951 33(1)}}, {{provision: CAT 3(1)}}]
sources:
  - {{id: report, kind: report, title: A report, date: "2003", name: {{en: a report, de: ein Bericht}}}}
claims:
  - id: held
    what: {{en: People held in Yantai, de: Festgehaltene in Yantai}}
    from: "2003-01-18"
    to: "2003-01-18"
    figure: {{value: 48}}
    sources: [{{source: report, knowledge: own}}]
    confidence: high
{PEOPLE}"""


THIRD = """\
recipients:
  - id: be-embassy
    office:
      class: ambassador
      state: BE
      host: DE
      title: {words: {en: Ambassador of Belgium, de: Botschafter des Königreichs Belgien}}
      body: {words: {en: Embassy of Belgium, de: Botschaft des Königreichs Belgien}}
    addresses:
      - {lines: [Embassy of Belgium, Jägerstraße 52, 10117 BERLIN], country: DE, source: {title: A list, date: "2003"}}
    channels:
      - {channel: fax, number: "+49 30 206420", source: {title: A list, date: "2003"}}
"""
FITTING = {"agency": "unhcr-high-commissioner", "third-state": "be-embassy"}  # whom the kinds of letter are for


@pytest.fixture
def desk(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder whose only case has people of every visibility."""
    shutil.rmtree(workspace / "seeds")
    (workspace / "seeds").mkdir()
    (workspace / "seeds" / f"{CASE}.yaml").write_text(TEXT, encoding="utf-8")
    (workspace / "recipients").mkdir()
    (workspace / "recipients" / "third.yaml").write_text(THIRD, encoding="utf-8")
    monkeypatch.chdir(workspace)
    return workspace


def told(folder: Path) -> Iterator[str]:
    """Yield the names and all bytes of what was written, compressed streams unpacked, as text."""
    for path in sorted(folder.rglob("*")):
        yield path.name
        if path.is_file():
            yield from _read(path.read_bytes())


def _read(content: bytes) -> Iterator[str]:
    yield content.decode("latin-1")
    yield content.decode("utf-8", "ignore")
    yield content.decode("utf-16-be", "ignore")
    yield content.decode("utf-16-le", "ignore")
    if content.startswith(b"mailto:"):
        yield unquote(content.decode())
    if content.startswith(b"X-Unsent: "):
        message = message_from_bytes(content, policy=default)
        yield "\n".join(map(str, message.values()))
        yield from (part.get_content() for part in message.walk() if part.get_content_maintype() == "text")
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for part in pdf.objects:
                if isinstance(part, pikepdf.Stream) and "/Image" not in str(part.get("/Subtype")):
                    yield from _read_stream(part.read_bytes())
                elif isinstance(part, pikepdf.Dictionary | pikepdf.Array):
                    yield from _strings(part)


def _read_stream(content: bytes) -> Iterator[str]:
    yield content.decode("latin-1")
    yield content.decode("utf-16-be", "ignore")


def _strings(part: pikepdf.Object) -> Iterator[str]:
    values = part.values() if isinstance(part, pikepdf.Dictionary) else part
    yield from (str(value) for value in values if isinstance(value, pikepdf.String))


def pages(path: Path) -> str:
    """Read the words of a PDF as a reader sees them."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def names_in(texts: list[str], names: tuple[str, ...]) -> list[str]:
    """List the names that stand in texts, whole or by their rarer half, whatever stands between their letters."""
    folded = [letters_of(text) for text in texts]
    return [name for name in names if any(letters_of(name.split()[1]) in text for text in folded)]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_no_format_of_any_kind_tells_a_hidden_name(kind: str, language: str, desk: Path, *, public: bool) -> None:
    """Every format, with every annex, in both versions: letters, names of files, metadata and messages."""
    if not (shelf() / kind / f"{language}.html.j2").is_file():
        pytest.skip(f"{kind} is not written in {language}")
    words = ["write", CASE, "--kind", kind, "--language", language, "--annex", "law,sources"]
    words += ["--to", FITTING[kind]] if kind in FITTING else []
    words += ["--as", ",".join(ALL_FORMATS), *(["--public"] if public else [])]
    written = run(*words)
    assert written.exit_code == 0, written.stderr
    texts = [written.stdout, written.stderr, *told(desk / "outbox")]
    texts += [pages(path) for path in (desk / "outbox").rglob("*.pdf")]
    assert names_in(texts, (*NEVER, TO_RECIPIENT) if public else NEVER) == []


def test_the_two_versions_differ_as_the_record_says(desk: Path) -> None:
    """The letter to the recipient names the third and the fourth person; the public version the fourth alone."""
    for version, named in (((), (TO_RECIPIENT, PUBLIC)), (("--public",), (PUBLIC,))):
        assert run("write", CASE, "--to", "cn-premier", "--as", "text,pdf", *version).exit_code == 0
        texts = [path.read_text(encoding="utf-8") for path in (desk / "outbox").glob("*.txt")]
        texts += [pages(path) for path in (desk / "outbox").glob("*.pdf")]
        assert names_in(texts[:1], (TO_RECIPIENT, PUBLIC)) == list(named)
        assert names_in(texts[1:], (TO_RECIPIENT, PUBLIC)) == list(named)
        assert "a mother of two" in texts[0]
        assert "Mrs P." in texts[0]
        shutil.rmtree(desk / "outbox")


def test_no_command_tells_a_hidden_name(desk: Path) -> None:
    """Checking, listing, showing, explaining and tracing tell no name that is withheld."""
    assert desk.is_dir()
    commands = [["check"], ["check", "--format", "json"], ["check", "--format", "github"], ["list"], ["show", CASE]]
    commands += [["explain", CASE], ["trace", CASE], ["trace", CASE, "--public"], ["check", "--strict", CASE]]
    for words in commands:
        result = run(*words)
        assert words[0] == "check" or result.exit_code == 0, result.stderr
        assert names_in([result.stdout, result.stderr], NEVER) == [], words
    assert names_in([run("show", CASE).stdout, run("trace", CASE, "--public").stdout], (TO_RECIPIENT,)) == []


FAULTS = {
    "mistyped field": ("    visibility: withheld", "    visiblity: withheld"),
    "name in the place of a choice": ("    visibility: withheld", f"    visibility: {WITHHELD}"),
    "name as a field": ("    visibility: withheld", f"    visibility: withheld\n    {WITHHELD}: here"),
    "name twice": (f"    name: {WITHHELD}\n", f"    name: {WITHHELD}\n    name: {WITHHELD}\n"),
    "name as an alias": (f"    name: {WITHHELD}", f"    name: *{WITHHELD.replace(' ', '-')}"),
    "name with a colon": (f"    name: {WITHHELD}", f"    name: {WITHHELD}: a driver"),
    "name that is not closed": (f"    name: {WITHHELD}", f'    name: "{WITHHELD}'),
    "name as a list": (f"    name: {WITHHELD}", f"    name: [{WITHHELD}]"),
    "people with a wrong name": ("people:\n", "poeple:\n"),
    "people without a colon": ("people:\n", "people\n"),
    "person at the top": (f"    name: {WITHHELD}", f"name: {WITHHELD}"),
    "people as plain text": ("people:\n", f"people: {WITHHELD}\npersons:\n"),
    "person as plain text": ("people:\n", f"people:\n  - {WITHHELD}\n"),
    "people too far in": ("people:\n", "    people:\n"),
    "people in one line too far in": ("people:\n", f'    "people": [{{"id": "x", "name": "{WITHHELD}"}}]\npeople:\n'),
    "person below another field": ("law: [", f"law:\n  - {{id: x, name: {WITHHELD}, visibility: withheld}}\n  - ["),
    "person of two lines below another field": (
        "law: [",
        f"law:\n  - visibility: withheld\n    name: >-\n      {WITHHELD}\n  - [",
    ),
    "name grown together with a field": ("reference:", f"{WITHHELD}reference:"),
    "tab": (f"    name: {WITHHELD}", f"\tname: {WITHHELD}"),
    "name in the place of the id": (f"  - id: one\n    name: {WITHHELD}\n", f"  - id: {WITHHELD}\n"),
    "name as an id": ("  - id: one\n", "  - id: kestrel-nightjar\n"),
    "name as an id twice": (
        "  - id: one\n",
        "  - {id: kestrel-nightjar, described: {en: x}, visibility: withheld}\n  - id: kestrel-nightjar\n",
    ),
    "name in a date": ('date: "2003-04-02"', f"date: {WITHHELD}"),
    "name in a fact": ("Among those held are", f"Among those held {WITHHELD} and ____ are"),
    "name in the subject": ("Held in Yantai:", f"Held in Yantai with {WITHHELD}:"),
    "name in a source": ("title: A report", f"title: A report of {WITHHELD}"),
    "name in a claim that is not there": ('claim("held")', f'claim("{WITHHELD}")'),
    "name in a recipient": ("to: [cn-premier]", "to: [kestrel-nightjar]"),
    "name in the reference": ("reference: CHN 2003-09", f"reference: {WITHHELD} {'x' * 200}"),
    "hidden character": (f"    name: {WITHHELD}", f'    name: "{WITHHELD}\\x07"'),
    "no consent": ('    consent: {given: true, by: the person, on: "2003-01-20", for: public}\n', ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_brings_a_name_to_light(fault: str, desk: Path) -> None:
    """Whatever is wrong in a case, and wherever, the report does not repeat a name."""
    right, wrong = FAULTS[fault]
    assert right in TEXT
    (desk / "seeds" / f"{CASE}.yaml").write_text(TEXT.replace(right, wrong, 1), encoding="utf-8")
    for words in (["check"], ["write", CASE, "--as", "text"], ["show", CASE]):
        result = run(*words)
        assert names_in([result.stdout, result.stderr], (WITHHELD,)) == [], (words, result.output)
    assert run("check").exit_code == (0 if fault == "no consent" else 1)


def test_a_name_in_the_name_of_the_file_is_refused_unsaid(desk: Path) -> None:
    """A case that is called after a withheld person is not written, and its path is not told."""
    (desk / "seeds" / "kestrel-nightjar.yaml").write_text(TEXT.replace(CASE, "kestrel-nightjar"), encoding="utf-8")
    for words in (["check"], ["write", "kestrel-nightjar", "--as", "text"]):
        result = run(*words)
        assert result.exit_code == 1
        assert "NAME-TYPED" in result.output or "not everybody may read it" in result.output
        assert names_in([result.stdout, result.stderr], (WITHHELD,)) == []
    assert not (desk / "outbox").exists()


def test_a_name_in_the_own_words_of_a_sender_is_refused(desk: Path) -> None:
    """A sender's own paragraph may not tell what the case withholds."""
    result = run("write", CASE, "--as", "text", "--personal", f"I know {WITHHELD}.")
    assert result.exit_code == 1
    assert names_in([result.stdout, result.stderr], (WITHHELD,)) == []
    assert not (desk / "outbox").exists()
