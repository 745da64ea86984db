"""Who may open the form cannot find out by it who is withheld, whatever is typed, and wherever.

The rule is tested as it is meant: two folders that differ in nothing but the name that they withhold give the same
answers, to the byte, to the right name of one of them. The people are invented.
"""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from visiting import CASE, PERSON, Visitor

from appeals.web.tries import AT_ONCE, EACH_SECOND, HOUSEHOLD, Tries

RIGHT, OTHER = "Rosalind Quimby-Vexler", "Dorabella Trestle-Mopp"
FIELDS = ("name", "address", "email", "phone", "place", "to", "language", "paper")
WAYS = ("", "preview", "text", "pdf", "email")
SCRIPTS = {  # the right name, one that is nearly right, and one that is quite another
    "Latin": (RIGHT, "Rosalynd Quimby-Vexler", "Wilhelmina Featherway"),
    "Vietnamese": ("Nguyễn Văn Đức", "Nguyễn Văn Đúc", "Trần Thị Mùnh"),
    "Polish": ("Łukasz Żółtowąs", "Lukasz Żółtowąs", "Grażyna Ćwiękoń"),
    "Turkish": ("İlkay Işıkçelen", "Ilkay Isikcelen", "Gülşüm Öztaşkıran"),
    "Greek": ("Θεοφανώ Ξυλάκη", "Θεοφανία Ξυλάκη", "Πηνελόπη Ψαρρά"),
    "Cyrillic": ("Ярослава Щукина", "Ярослав Щукин", "Людмила Жаркова"),
    "Arabic": ("نورة العصفور", "نورا العصفور", "سعاد الحداد"),
    "Hebrew": ("נועה צפרירי", "נעה צפרירי", "תמר גולדפינק"),
    "Han": ("王翠鸟", "王翠岛", "李金花"),
    "Hangul": ("김까마귀", "김까마기", "박두루미"),
    "Thai": ("นกกระจิบ ทองดี", "นกกระจอก ทองดี", "สมหญิง ใจเย็น"),
    "Devanagari": ("नूतन बुलबुल", "नूतन बुलबल", "सीता कोयल"),
}
DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "small": str.lower,
    "capitals": str.upper,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "full width": lambda name: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name),
    "spaced": " ".join,
    "hidden signs": "\u200b".join,
    "family name": lambda name: name.split()[-1],
    "turned round": lambda name: ", ".join(reversed(name.split())),
    "in a placeholder": "[{}]".format,
    "in a long word": lambda name: name.replace(" ", "") * 20,
    "in an address": lambda name: name.replace(" ", ".").lower() + "@example.org",
}


def withhold(folder: Path, *names: str, id_: str = "someone") -> Path:
    """Put people into a case whose names nobody may read."""
    file = folder / "seeds" / f"{CASE}.yaml"
    people = "".join(
        f'  - {{id: {id_}-{number}, name: "{name}", described: {{en: a teacher, de: eine Lehrerin}}, '
        "visibility: withheld}\n"
        for number, name in enumerate(names)
    )
    file.write_text(file.read_text("utf-8").replace("prompts:", f"people:\n{people}\nprompts:", 1), "utf-8")
    return folder


def typed(field: str, text: str) -> dict[str, str]:
    """Type a text into a field, as one would who tries a name."""
    return {field: f"I was taught by {text}." if field == "words" else text}


def told(answer: Any) -> tuple[object, ...]:
    """Take from an answer all that it tells, without the marks that are drawn anew for each page."""
    body = (
        answer.data
        if answer.mimetype == "application/pdf"
        else re.sub(
            r'(?<=name=."mark." value=.")[^"\\]*|(?<=name="(?:mark|form)" value=")[^"]*',
            "",
            answer.get_data(as_text=True),
        )
    )
    hidden = {"Set-Cookie", "Content-Length", "Date"}
    return answer.status_code, [pair for pair in answer.headers if pair[0] not in hidden], body


@pytest.fixture
def two(open_door: Callable[..., Visitor], workspace: Path, tmp_path: Path) -> tuple[Visitor, Visitor]:
    """Open two forms: one withholds the right name, the other withholds another."""
    copytree(workspace, tmp_path / "other")
    right, other = withhold(workspace, RIGHT), withhold(tmp_path / "other", OTHER)
    return open_door(folder=right), open_door(folder=other)


@pytest.mark.parametrize("disguise", DISGUISES)
def test_the_answer_does_not_depend_on_who_is_withheld(disguise: str, two: tuple[Visitor, ...]) -> None:
    """Pages, pictures, files, marks: the same from both, though one of them withholds the very name that is typed."""
    text = DISGUISES[disguise](RIGHT)
    for way in WAYS:
        one, other = (told(visitor.send(way, **typed("words", text))) for visitor in two)
        assert one == other, way


@pytest.mark.parametrize("disguise", ["as it is", "in a placeholder", "in a long word", "in an address"])
@pytest.mark.parametrize("field", FIELDS)
def test_no_field_tells_who_is_withheld(field: str, disguise: str, two: tuple[Visitor, ...]) -> None:
    """What is typed into the other fields is judged for what it is, and by the same measure everywhere."""
    text = DISGUISES[disguise](RIGHT)
    for way in ("preview", "text"):
        one, other = (told(visitor.send(way, **typed(field, text))) for visitor in two)
        assert one == other, way


def test_the_pages_do_not_depend_on_who_is_withheld(two: tuple[Visitor, ...]) -> None:
    """What is shown before anything is typed is the same too."""
    for path in ("/", f"/letters/{CASE}", f"/letters/{CASE}?lang=de", "/letters/someone-0", f"/letters/{RIGHT}"):
        one, other = (told(visitor.get(path)) for visitor in two)
        assert one == other, path


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder that withholds the right name of every script."""
    from visiting import HOUSE  # noqa: PLC0415 -- for this alone

    folder = tmp_path_factory.mktemp("crowd")
    copytree(HOUSE / "seeds", folder / "seeds")
    for name in ("recipients.yaml", "senders.yaml"):
        (folder / name).write_bytes((HOUSE / name).read_bytes())
    return withhold(folder, *(right for right, *_ in SCRIPTS.values()))


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_right_and_wrong_names_are_answered_alike(
    script: str, language: str, crowd: Path, open_door: Callable[..., Visitor]
) -> None:
    """The right name, a near one and another: one answer, apart from what was typed; no id, no letter, no picture."""
    visitor = open_door(folder=crowd, language=language)
    for way in ("preview", "", "pdf"):
        answers = set()
        for name in SCRIPTS[script]:
            answer = visitor.send(way, language=language, **typed("words", name))
            status, _, body = told(answer)
            answers.add((status, str(body).replace(name, "…")))
            assert "someone" not in str(body)
            assert "<img" not in str(body)
        assert len(answers) == 1
    for field in ("name", "address"):
        marked = [visitor.send("preview", **typed(field, name)) for name in SCRIPTS[script]]
        assert len({(answer.status_code, *answer.json["faults"]) for answer in marked}) == 1


def test_everyday_words_are_taken(crowd: Path, open_door: Callable[..., Visitor]) -> None:
    """A volunteer who names nobody can say what is to be said, of towns, peoples and faiths as well."""
    words = {
        "en": "I teach at a school in Hamburg. I’m a Quaker, and among my pupils are children who fled from Syria.",
        "de": "Ich unterrichte an einer Schule in Hamburg. Unter den Schülerinnen sind Flüchtlingskinder aus Syrien.",
    }
    for language, said in words.items():
        letter = open_door(folder=crowd, language=language).send("text", words=said, language=language)
        assert letter.status_code == 200
        assert said.partition(".")[0] in " ".join(letter.text.split())


def test_a_signer_of_the_same_name_is_no_exception(two: tuple[Visitor, ...]) -> None:
    """Somebody who bears the withheld name by chance signs as everybody does, and their own words name nobody."""
    signed = two[0].send("text", name=RIGHT)
    assert (signed.status_code, signed.text.count(RIGHT) > 0) == (200, True)
    assert two[0].send("text", name=RIGHT, words=f"My name is {RIGHT}.").status_code == 422


def test_no_paragraph_is_taken_where_a_name_is_made_of_everyday_words(
    open_door: Callable[..., Visitor], workspace: Path
) -> None:
    """“Young Hope” could be written without a word that is unknown: then nobody writes words of their own there."""
    visitor = open_door(folder=withhold(workspace, "Young Hope"))
    page = visitor.get(f"/letters/{CASE}").text
    assert '<textarea id="words"' not in page
    assert "cannot be added" in page
    for words in ("I know Young Hope.", "I teach at a school."):
        told_ = visitor.send("preview", words=words).json
        assert list(told_["faults"]) == ["words"]
    assert visitor.send("text").status_code == 200


def test_where_nobody_is_withheld_any_word_is_taken(visitor: Visitor) -> None:
    """The shipped cases withhold nobody: words of one's own may name whom they like."""
    assert visitor.send("text", words=f"I was taught by {RIGHT}.").status_code == 200


def test_what_is_never_to_be_said_is_refused_without_being_told(
    open_door: Callable[..., Visitor], workspace: Path
) -> None:
    """A phrase that would harm is refused at the field, and not repeated."""
    file = workspace / "seeds" / f"{CASE}.yaml"
    file.write_text(file.read_text("utf-8") + "\nnever_say: [secret church]\n", "utf-8")
    faults = open_door(folder=workspace).send("preview", words="They met in a Secret  church.").json["faults"]
    assert list(faults) == ["words"]
    assert "church" not in faults["words"]


def test_what_was_left_to_fill_in_is_told_at_its_field(visitor: Visitor) -> None:
    """A placeholder in name or address is no letter yet."""
    assert list(visitor.send("preview", name="[your name]").json["faults"]) == ["name"]
    assert list(visitor.send("preview", address="[street]\n[town]").json["faults"]) == ["address"]


def test_tries_have_a_measure() -> None:
    """A browser asks as fast as anybody types; a household as fast as its browsers; and time gives both back."""
    now = [0.0]
    tries = Tries(lambda: now[0])
    assert all(tries.allow("one", "a") for _ in range(AT_ONCE))
    assert not tries.allow("one", "a")
    assert tries.allow("two", "a")
    now[0] += 1
    assert [tries.allow("one", "a") for _ in range(int(EACH_SECOND) + 1)] == [*[True] * int(EACH_SECOND), False]
    asked = sum(tries.allow(f"browser-{number}", "b") for number in range(AT_ONCE * HOUSEHOLD + 50))
    assert asked == AT_ONCE * HOUSEHOLD


def test_who_tries_too_often_is_told_to_wait(
    open_door: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is a sentence, to the page's script as to a browser without one, whatever was typed."""
    monkeypatch.setattr("appeals.web.tries.AT_ONCE", 3)
    monkeypatch.setattr("appeals.web.tries.EACH_SECOND", 0)
    visitor = open_door()
    given = {"mark": visitor.mark()} | PERSON
    assert [visitor.post(f"/letters/{CASE}/text", given).status_code for _ in range(4)] == [200, 200, 200, 429]
    page, script = visitor.post(f"/letters/{CASE}", given), visitor.post(f"/letters/{CASE}/preview", given)
    assert (page.status_code, script.status_code) == (429, 429)
    assert "wait a minute" in page.text
    assert "wait a minute" in script.json["old"]


def test_a_case_that_names_somebody_by_itself_tells_nobody_whom(
    open_door: Callable[..., Visitor], workspace: Path
) -> None:
    """What is wrong with a case's own texts is for the campaign; visitors see no letter, no name and no id."""
    folder = withhold(workspace, RIGHT)
    file = folder / "seeds" / f"{CASE}.yaml"
    said = f"facts:\n  - {{en: 'They hold {RIGHT}.', de: 'Sie halten {RIGHT} fest.'}}\n"
    file.write_text(file.read_text("utf-8").replace("facts:\n", said, 1), "utf-8")
    visitor = open_door(folder=folder)
    for answer in (visitor.get(f"/letters/{CASE}"), visitor.send("preview"), visitor.send("pdf")):
        assert "Please tell the campaign" in answer.text
        assert not re.search("Quimby|someone", answer.text)
