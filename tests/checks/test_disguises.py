"""A withheld name typed by hand, however disguised, stops every command that would print it, and no command shows it.

All people are invented. What is looked for in outputs is looked for by the standard library alone.
"""

import json
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from running import run

CASE = """\
id: {id}
kind: appeal
reference: CHN 2026-01
state: CN
date: "2026-05-04"
to: [cn-premier]
subject: [{{en: {subject}}}]
facts: [{{en: {fact}}}]
requests: [{{id: free, words: {{en: to release the journalist}}}}]
people:
  - id: journalist
    name: {name}
    described: {{en: a journalist from Hue}}
    visibility: {visibility}
    invented: true
{more}"""
PLAIN = "They hold a journalist."
NAMES = ["Lê Thị Hoàinh", "Łukasz Wiśniewicz", "Søren Kjærgaardsen", "Rosalind Quimby-Vexler", "Наталья Озероводская"]
NAMES += ["زهراء المنصوري", "欧阳雨桐", "Ọláṣubọ̀mí Adéyẹmíwá"]


def last(name: str) -> str:
    """Return the last part of a name."""
    return name.rpartition(" ")[2] if " " in name else name[2:]


TYPED = {
    "as it is": lambda name: name,
    "capitals": str.upper,
    "one part": last,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "unseen signs": "\u200e".join,
    "entities": lambda name: "".join(f"&#{ord(c)};" for c in name),
    "escapes": lambda name: "".join(f"\\u{ord(c):04x}" for c in name),
    "put together by a template": lambda name: '{{ "' + '" ~ "'.join(name) + '" }}',
    "emphasis": lambda name: f"{name[:3]}*{name[3:]}*",
}
COMMANDS = [
    *(["check", "--format", form] for form in ("text", "json", "github")),
    ["list"],
    ["show", "one"],
    ["explain", "one"],
    ["trace", "one"],
    ["plan", "one"],
    ["write", "one", "--as", "text"],
    ["write", "one", "--as", "text,html,email", "--public", "--batch", "b", "--worklist"],
    ["form", "one"],
]

FEW = [["check", "--format", "json"], ["list"], ["trace", "one"], ["write", "one", "--as", "text"]]


@pytest.fixture
def folder(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder without cases, whose sender is taken for a real one."""
    shutil.rmtree(workspace / "seeds")
    (workspace / "seeds").mkdir()
    senders = workspace / "senders.yaml"
    senders.write_text(re.sub(r"(?m)^ *invented: .*\n", "", senders.read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.chdir(workspace)
    return workspace


def put(
    folder: Path, name: str, case: str = "one", subject: str = "A journalist", fact: str = PLAIN, **more: str
) -> None:
    """Write a case about somebody."""
    quoted = {key: f'"{text}"' if "\\u" in text else json.dumps(text, ensure_ascii=False) for key, text in
              {"subject": subject, "fact": fact, "name": name}.items()}  # fmt: skip
    given = {"visibility": "withheld", "more": ""} | more
    (folder / "seeds" / f"{case}.yaml").write_text(CASE.format(id=case, **quoted, **given), encoding="utf-8")


def letters(text: str) -> str:
    """Fold a text by the standard library."""
    opened = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in opened if c.isalnum())


def shown(name: str, *texts: str) -> bool:
    """Say whether a text has the last word of a name, by any of the ways to write it."""
    part = last(name)
    typed = [change(part) for change in TYPED.values() if change(part)]
    return any(letters(part) in letters(text) or any(one in text for one in typed) for text in texts)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("disguise", TYPED)
def test_no_command_prints_a_typed_name(folder: Path, name: str, disguise: str) -> None:
    """Checking, planning, explaining, listing and writing neither print nor repeat it; nothing is written."""
    put(folder, name, subject=f"Free {TYPED[disguise](name)}", fact=f"They hold {TYPED[disguise](name)} in Hue.")
    for words in COMMANDS if name in (NAMES[0], NAMES[3]) else FEW:
        result = run(*words)
        assert not shown(name, result.stdout, result.stderr), words
        if words[0] in {"check", "write", "form"}:
            assert result.exit_code == 1, words
    assert not list((folder / "outbox").rglob("*.txt")) if (folder / "outbox").exists() else True


def test_every_case_is_searched_for_every_withheld_person(folder: Path) -> None:
    """A name that one case keeps back is refused in every other case of the folder, in the public version too."""
    put(folder, NAMES[3])
    put(folder, "Corvus Testperson", case="two", fact="He is a friend of Rosalind Quimby-Vexler.")
    for words in (["check"], ["write", "two", "--as", "text"], ["write", "two", "--as", "text", "--public"]):
        result = run(*words)
        assert result.exit_code == 1, words
        assert "one" in result.output
        assert not shown(NAMES[3], result.output)
    assert run("write", "one", "--as", "text").exit_code == 0


def test_a_part_of_a_name_of_another_case_is_told_when_letters_are_written(folder: Path) -> None:
    """The letter is made, since the part may be anybody's, and whoever makes it reads of it."""
    put(folder, NAMES[3], case="one")
    put(folder, "Corvus Testperson", case="two", fact="He is a friend of Rosalind.")
    for more in ([], ["--batch", "b"]):
        result = run("write", "two", "--as", "text", *more)
        assert result.exit_code == 0, result.output
        assert "of the case “one”" in result.stderr
        assert not shown("x Rosalind", result.stderr)


def test_a_case_that_cannot_be_read_still_keeps_its_names(folder: Path) -> None:
    """A broken file does not open the door for the others."""
    put(folder, NAMES[3])
    file = folder / "seeds" / "one.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("facts: [", "facts: ["[:-1] + " {"), encoding="utf-8")
    put(folder, "Corvus Testperson", case="two", fact="He is a friend of Rosalind Quimby-Vexler.")
    result = run("write", "two", "--as", "text")
    assert result.exit_code == 1
    assert not shown(NAMES[3], result.output)


CONSENT = '    consent: {given: true, by: the person, on: "2026-01-02", for: public}\n'


def test_a_consent_that_counts_in_one_case_alone_is_an_error(folder: Path) -> None:
    """Who is public here and withheld there has perhaps taken the consent back: somebody has to say."""
    put(folder, NAMES[3])
    put(folder, "ROSALIND Quimby Vexler", case="two", visibility="public", more=CONSENT)
    result = run("check", "--format", "json")
    assert "NAME-WITHHELD" in {finding["code"] for finding in json.loads(result.stdout)}
    assert run("write", "two", "--as", "text").exit_code == 1


TO_RECIPIENT = CONSENT.replace("for: public", "for: to-recipient")


@pytest.mark.parametrize(
    ("there", "here", "is_error"),
    [("withheld", "to-recipient", True), ("to-recipient", "to-recipient", False), ("to-recipient", "public", True)],
)
def test_a_name_goes_no_further_in_one_case_than_in_another(
    folder: Path, there: str, here: str, *, is_error: bool
) -> None:
    """Who is withheld there is not named to a recipient here; who may be named to recipients may be so in both."""
    given = {"withheld": "", "to-recipient": TO_RECIPIENT, "public": CONSENT}
    put(folder, NAMES[3], case="one", visibility=there, more=given[there])
    put(folder, NAMES[3], case="two", visibility=here, more=given[here])
    found = json.loads(run("check", "two", "--format", "json").stdout)
    assert ("NAME-WITHHELD" in {finding["code"] for finding in found}) is is_error
    assert (run("write", "two", "--as", "text").exit_code == 1) is is_error


def test_who_may_be_named_is_not_hidden(folder: Path) -> None:
    """A journalist who agreed is shown by her name, and a head of government who shares a syllable by his."""
    put(
        folder,
        "Wen Thị Hoàinh",
        case="one",
        visibility="public",
        more=CONSENT,
        fact='They hold {{ person("journalist") }}.',
    )
    put(folder, "Wen Văn Khuất", case="two")
    assert "Wen Thị Hoàinh" in run("show", "one").stdout
    explained = run("explain", "one", "--date", "2006-05-04").stdout
    assert "Wen Jiabao" in explained
    assert "not shown" not in explained
    explained = run("explain", "two", "--date", "2006-05-04").stdout
    assert "Wen Jiabao" in explained
    assert "not shown" not in explained


def test_a_part_that_is_anothers_is_allowed_by_saying_so(folder: Path) -> None:
    """A judge of the same family name may be written of once the case says whose name it is."""
    fact = "Judge Vexler did not hear her."
    put(folder, NAMES[3], fact=fact)
    assert run("write", "one", "--as", "text").exit_code == 1
    put(folder, NAMES[3], fact=fact, more="    also_named: [{part: Vexler, why: the judge has this name too}]\n")
    written = run("write", "one", "--as", "text")
    assert written.exit_code == 0, written.output
    put(folder, NAMES[3], fact="Rosalind is ill.", more="    also_named: [{part: Vexler, why: the judge}]\n")
    assert run("write", "one", "--as", "text").exit_code == 1


def test_a_template_that_cannot_be_read_repeats_no_name(folder: Path) -> None:
    """What is wrong with a template is told without its words."""
    put(folder, NAMES[3])
    kind = folder / "templates" / "appeal"
    kind.mkdir(parents=True)
    for text in ("<p>{{ rosalind quimby }}</p>", "<p>Quimby-Vexler", "{% Quimby %}", "<Quimby>", "{{ Quimby.x() }}"):
        (kind / "en.html.j2").write_text(text, encoding="utf-8")
        result = run("write", "one", "--as", "text")
        assert result.exit_code == 1, text
        assert not shown(NAMES[3], result.output), text


@pytest.mark.parametrize(
    "words",
    [
        ["write", "Rosalind Quimby"],
        ["show", "quimby-vexler"],
        ["explain", "one", "--to", "Vexler"],
        ["write", "one", "--language", "Quimby"],
        ["fax", "show", "Rosalind-Quimby.tif"],
        ["write", "one", "--as", "text", "--out", "seeds/one.yaml/vexler"],
        ["write", "one", "--as", "text", "--out", "for-vexler"],
        ["write", "one", "--as", "text", "--batch", "quimby-2026"],
    ],
)
def test_what_goes_wrong_before_a_record_is_read_repeats_no_name(folder: Path, words: list[str]) -> None:
    """A wrong id, path or option on the command line ends in a sentence without the name."""
    put(folder, NAMES[3])
    result = run(*words)
    assert result.exit_code != 0
    assert not shown(NAMES[3], result.output)
    assert "quimby" not in result.output.casefold()
