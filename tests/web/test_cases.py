"""Writing a new case in the browser, and keeping withheld names out of every page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from visiting import Fields, Visitor

NAME = "Kim Beispiel-Withheld"  # nobody of this name exists
WHOLE = {
    "language": "en",
    "state": "CN",
    "kind": "appeal",
    "subject.0": "People held in Example Town",
    "to.0": "cn-premier",
    "facts.0": 'They are held: {{ claim("people-held") }}.',
    "requests.0": "to release them",
    "law": "CAT 3(1)",
    "sources.3.title": "A report",
    "sources.3.kind": "report",
    "claims.1.what": "People held",
    "claims.1.value": "12",
    "claims.1.sources": "3",
}
PERSON = {"people.0.name": NAME, "people.0.described": "a mother of two", "people.0.visibility": "withheld"}


@pytest.fixture
def author(open_door: Callable[..., Visitor], workspace: Path) -> Visitor:
    """Stand before the form as a campaigner, in a folder of one's own."""
    return open_door(folder=workspace, campaign=True)


def press(author: Visitor, button: str, **typed: str) -> tuple[int, str]:
    """Fill in a whole case, change what is named, and press a button."""
    given = WHOLE | {name.replace("__", "."): text for name, text in typed.items()}
    answer = author.post("/new", {"mark": author.mark(), "do": button, **given})
    return answer.status_code, answer.text


def seeds(folder: Path) -> set[str]:
    """List the files in the folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_case_is_written_like_one_by_hand(author: Visitor, workspace: Path) -> None:
    """What was typed is in the file; an id and a reference are offered, and the letter can be written at once."""
    before = seeds(workspace)
    status, page = press(author, "create")
    assert status == 201
    assert "seeds/people-held-in-example-town.yaml" in page
    assert seeds(workspace) - before == {"seeds/people-held-in-example-town.yaml"}
    case = yaml.safe_load((workspace / "seeds" / "people-held-in-example-town.yaml").read_text("utf-8"))
    assert case["reference"] == "CHN 2026-01"
    assert case["sources"][0]["id"] == case["claims"][0]["sources"][0]["source"]
    assert "held: twelve" in author.send("text", case="people-held-in-example-town").text


def test_nothing_is_written_by_a_check(author: Visitor, workspace: Path) -> None:
    """A check says that all is well and leaves the folder as it is."""
    before = seeds(workspace)
    status, page = press(author, "judge")
    assert (status, "Nothing is wrong with it" in page) == (200, True)
    assert seeds(workspace) == before


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("requests.0", "", "fill this in"),
        ("deadline", "soon", "day"),
        ("to.0", "nobody", "there is no recipient"),
        ("claims.1.value", "12x", "is not a whole number"),
        ("facts.0", "Held: {{ claim('other') }}.", "other"),
        ("facts.0", "Held: {{ 7*7 }}.", "only calls such as"),
        ("law", "CAT 99", "CAT has no provision"),
        ("id", "../../evil", "evil"),
        ("id", "forced-returns-2003", "there is a case"),
    ],
)
def test_the_very_field_is_marked(author: Visitor, workspace: Path, field: str, text: str, said: str) -> None:
    """Each fault stands at its own field and at no other; no file is written."""
    before = seeds(workspace)
    status, page = press(author, "create", **{field.replace(".", "__"): text})
    assert status == 422
    assert seeds(workspace) == before
    name = re.sub(r"\.\d\.", ".0.", field)  # rows are counted anew without blank ones
    marked = set(re.findall(r'id="([^"]*)-fault"', page))
    assert marked == {name}
    (label,) = re.findall(rf'<li><a href="#{re.escape(name)}">([^<]*)</a>: ', page)
    assert f">{label}</" in page.replace(f">{label}</a>", "")
    told = re.search(rf'id="{re.escape(name)}-fault"[^>]*>([^<]*)<', page)
    assert told
    assert said in told[1]


def test_what_was_typed_is_kept(author: Visitor) -> None:
    """A page that comes back holds every word, and a blank row for more of each."""
    _, page = press(author, "judge", state="")
    held = Fields(page).values
    assert held["facts.0"] == WHOLE["facts.0"]
    assert held["claims.0.what"] == "People held"
    assert held["claims.1.what"] == held["facts.1"] == ""
    assert re.search(r'name="claims.0.sources" value="0" checked', page)


def test_the_law_is_searched_for_the_state(author: Visitor) -> None:
    """What is found says what the letter would say; without a state it asks for one first."""
    _, page = press(author, "law", search="refoulement")
    assert 'value="REFUGEE-1951 33(1)"' in page
    assert "to which China acceded" in page.replace("\xa0", " ")
    assert "Choose the state above first" in press(author, "law", search="refoulement", state="")[1]


def test_cases_are_written_only_where_that_is_allowed(open_door: Callable[..., Visitor], workspace: Path) -> None:
    """For volunteers the folder is read-only: there is no such page."""
    volunteer = open_door(folder=workspace)
    before = seeds(workspace)
    assert volunteer.get("/new").status_code == 404
    assert press(volunteer, "create")[0] == 404
    assert '"/new' not in volunteer.get("/").text
    assert seeds(workspace) == before


def test_another_site_writes_no_case(author: Visitor, workspace: Path) -> None:
    """Without our mark, or from elsewhere, no file is written."""
    before = seeds(workspace)
    unmarked = author.post("/new", {"do": "create", **WHOLE})
    foreign = author.post("/new", {"mark": author.mark(), "do": "create", **WHOLE}, {"Origin": "https://evil.example"})
    assert (unmarked.status_code, foreign.status_code) == (403, 403)
    assert seeds(workspace) == before


@pytest.mark.parametrize(
    "nasty", ["<script>alert(1)</script>", '"><img src=x onerror=a>', "{% raw %}", "{{ 7*7 }}", "a: [b"]
)
def test_no_field_of_a_case_is_more_than_text(author: Visitor, nasty: str) -> None:
    """Markup, templates and YAML in any field come back as they were typed."""
    fields = [name for name in (*WHOLE, *PERSON, "note", "prompts.0", "copies.0", "search") if name != "law"]
    given = {"mark": author.mark(), "do": "judge", **dict.fromkeys(fields, nasty)}
    page = author.post("/new", given).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert Fields(page).values["facts.0"] == nasty


def test_a_name_stands_only_where_it_was_typed(author: Visitor) -> None:
    """A message about a person does not repeat the name, wherever else it was typed."""
    status, page = press(author, "judge", **{k.replace(".", "__"): v for k, v in PERSON.items()}, note=f"on {NAME}")
    assert status == 422
    assert page.count(NAME) == 2  # the two fields
    assert "the name of the person" in page


def test_a_withheld_name_is_in_no_page(open_door: Callable[..., Visitor], workspace: Path) -> None:
    """Lists, forms, prompts, letters, reasons and refusals: none of their sources holds the name."""
    author = open_door(folder=workspace, campaign=True)
    typed = PERSON | {"facts.0": 'They hold {{ person("person-1") }}: {{ claim("people-held") }}.'}
    assert press(author, "create", **{name.replace(".", "__"): text for name, text in typed.items()})[0] == 201
    case = "people-held-in-example-town"
    assert NAME in (workspace / "seeds" / f"{case}.yaml").read_text("utf-8")
    answers = [
        *(author.get(path) for path in ("/", f"/letters/{case}", "/new", f"/letters/{case}/x")),
        *(author.send(way, case=case) for way in ("", "preview", "text", "pdf")),
        author.send("pdf", case=case, name=""),
        author.send("preview", case=case, words="I know a certain [name]."),
        author.post("/new", {"mark": author.mark(), "do": "judge", "id": case, "to.0": "nobody"}),
    ]
    for answer in answers:
        assert not re.search("Withheld|Kim Beispiel", answer.data.decode("latin-1"))
    assert "a mother of two" in answers[6].text


def test_a_withheld_name_in_own_words_makes_no_letter(open_door: Callable[..., Visitor], workspace: Path) -> None:
    """Who knows the name cannot put it into the letter, and is not told it by the message."""
    author = open_door(folder=workspace, campaign=True)
    typed = PERSON | {"facts.0": "They hold {{ person('person-1') }}."}
    assert press(author, "create", **{name.replace(".", "__"): text for name, text in typed.items()})[0] == 201
    refused = author.send("pdf", case="people-held-in-example-town", words=f"I know {NAME}.")
    assert refused.status_code == 422
    assert refused.text.count(NAME) == 1  # what was typed itself


def test_a_person_is_shown_with_their_call(author: Visitor) -> None:
    """Beside a person stands what a text writes in the name's place; a text that writes it is fine."""
    call = '{{ person("person-1") }}'
    status, page = press(author, "judge", **{name.replace(".", "__"): text for name, text in PERSON.items()})
    assert (status, f"<code>{call}</code>" in page) == (200, True)
    more = PERSON | {"facts.0": f'They are held: {{{{ claim("people-held") }}}}, with {call}.'}
    status, _ = press(author, "judge", **{name.replace(".", "__"): text for name, text in more.items()})
    assert status == 200
