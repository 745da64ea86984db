"""From records to the words of a letter: what arrives, what is refused, and where the fault is said to be."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from appeals.formats.text import write_text
from appeals.model.letter import Letter, Paragraph
from appeals.pipeline import Order, Workspace, compose_all, load
from appeals.problems import AppealsError, RecordError

BASE = Path(__file__).parents[1] / "wrong" / "base"
TODAY = date(2026, 1, 31)
CASE = """\
id: one
kind: {kind}
reference: TEST 1
state: CN
date: "2003-04-02"
to: [head]
subject: [{{en: {subject}}}]
facts: [{{en: {fact}}}]
requests: [{{id: act, words: {{en: to act}}}}]
"""
Write = Callable[..., Letter]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Make a small folder of records without a case."""
    shutil.copytree(BASE, tmp_path / "desk")
    (tmp_path / "desk" / "seeds").mkdir()
    return tmp_path / "desk"


@pytest.fixture
def letter(desk: Path) -> Write:
    """Write the one letter of a case with this fact, subject, kind of letter and own template."""

    def write(fact: str = "This happened.", template: str = "", **given: str) -> Letter:
        quoted = {key: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for key, text in given.items()}
        fact = '"' + fact.replace("\\", "\\\\").replace('"', '\\"') + '"'
        text = CASE.format(**{"subject": "Subject", "kind": "appeal", "fact": fact} | quoted)
        (desk / "seeds" / "one.yaml").write_text(text, encoding="utf-8")
        if template:
            (desk / "templates" / "appeal").mkdir(parents=True, exist_ok=True)
            (desk / "templates" / "appeal" / "en.html.j2").write_text(template, encoding="utf-8")
        ((_, made),) = compose_all(load(Workspace(desk)), Order(), TODAY)
        return made

    return write


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src='file:///etc/passwd'>",
    "file:///etc/passwd",
    "</p><p class=demand>more</p>",
    "<!-- hidden -->",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "]]> <![CDATA[ <?php ?>",
    "${7+7} #{7+7} {7+7} %s {0}",
]


@pytest.mark.parametrize("brackets", ["(" * 3000, "[" * 3000, 'claim("x" ' + "(" * 3000])
def test_brackets_too_deep_are_a_fault_of_the_text(brackets: str, letter: Write) -> None:
    """The place is the fact in the case's file, not the template that prints it."""
    with pytest.raises(RecordError) as caught:
        letter("{{ " + brackets)
    (problem,) = caught.value.problems
    assert problem.code == "TEXT"
    assert str(problem.place).endswith("one.yaml:8:14")


@pytest.mark.parametrize("text", ATTACKS)
def test_markup_in_a_record_is_printed_as_text(text: str, letter: Write) -> None:
    """What looks like markup is letters on paper, in facts as in the subject, and nothing is read because of it."""
    made = letter(text, subject=text)
    assert "".join(made.subject).split() == text.replace("'", "‘", 1).replace("'", "’").split()
    printed = " ".join(write_text(made).split())
    assert printed.count(" ".join(text.replace("'", "‘", 1).replace("'", "’").split())) >= 2


PLAIN = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Zl", "Zp"), exclude_characters="{\\*_\"'")
WORDS = st.text(PLAIN, min_size=1, max_size=60).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=30)
@given(WORDS)
@example("-- not a rule\u00a0.")
@example("1. not a list")
def test_any_text_arrives_whole(letter: Write, text: str) -> None:
    """Any text of a fact is in the letter and in its plain text, word for word, in one paragraph."""
    made = letter(text, template="{% set body %}{% for fact in facts %}<p>{{ fact }}</p>{% endfor %}{% endset %}")
    (paragraph,) = made.body
    assert isinstance(paragraph, Paragraph)
    assert "".join(run.text for run in paragraph.runs).split() == text.split()
    assert " ".join(text.split()) in " ".join(write_text(made).split())


def test_emphasis_in_a_subject_is_left_out(letter: Write) -> None:
    """A subject is plain text: emphasis in it leaves no sign."""
    assert letter(subject="*People* in **danger** & <need>").subject == ("People in danger & <need>",)


BODY = "{% set body %}<p>own</p>{% endset %}"


def test_an_own_template_goes_before_the_built_in_one(letter: Write) -> None:
    """A template in the user's folder writes the letter."""
    made = letter(template=BODY)
    assert ["".join(run.text for run in block.runs) for block in made.body if hasattr(block, "runs")] == ["own"]


@pytest.mark.parametrize(
    ("template", "report"),
    [
        ("<p>words</p>", "the template sets no “body”"),
        ("{% set body %}<a href='x'>y</a>{% endset %}", "a letter cannot hold <a>"),
        ("{% set body %}<img src='x'>{% endset %}", "a letter cannot hold <img>"),
        ("{% set body %}<style>p{}</style>{% endset %}", "a letter cannot hold <style>"),
        ("{% set body %}<p>x{% endset %}", "<p> is not closed"),
    ],
)
def test_a_template_that_makes_no_letter(template: str, report: str, letter: Write) -> None:
    """A template without a body, or with what a letter cannot hold, is named."""
    with pytest.raises(AppealsError, match=rf"^templates/appeal/en\.html\.j2: .*{report}"):
        letter(template=template)


@pytest.mark.parametrize("pages", ["two", "-1", "0", "9999999999", "1.5", "²", "{{ facts | length }} Quimby"])
def test_pages_that_are_no_number_are_told(pages: str, letter: Write) -> None:
    """A template that allows no number of pages is named, and what it says is not quoted."""
    with pytest.raises(AppealsError, match="“max_pages” is no number of pages") as caught:
        letter(template=f"{{% set max_pages %}}{pages}{{% endset %}}{{% set body %}}<p>x</p>{{% endset %}}")
    assert "en.html.j2" in str(caught.value)
    assert "Quimby" not in str(caught.value)


@pytest.mark.parametrize(
    ("call", "report"),
    [
        ("{{ nosuch }}", "'nosuch' is undefined"),
        ('{{ claim("none") }}', "the case has no claim “none”"),
        ('{{ law("CAT 3(1)") }}', "the case does not rely on “CAT 3"),
        ('{{ country("QQ") }}', "there is no country “QQ”"),
        ('{{ date("never") }}', "not a day, month or year"),
        ("{{ ''.__class__ }}", "access to attribute '__class__'"),
        ("{{ cycler.__init__.__globals__ }}", "access to attribute '__init__'"),
        ("{{ facts.__class__ }}", "access to attribute '__class__'"),
    ],
)
def test_a_template_that_asks_for_what_there_is_not(call: str, report: str, letter: Write) -> None:
    """The template's own line is named, whatever it asked for."""
    with pytest.raises(AppealsError) as error:
        letter(template=f"{{% set body %}}\n<p>x</p>\n<p>{call}</p>\n{{% endset %}}")
    assert str(error.value).startswith("templates/appeal/en.html.j2:3: the template cannot be filled: ")
    assert report in str(error.value)


def test_a_text_that_is_missing_in_the_language(letter: Write, desk: Path) -> None:
    """A text without words in the letter's language is told, never printed in another language."""
    letter(template=BODY.replace("own", "{{ facts | first }}"))
    (desk / "templates" / "appeal" / "en.html.j2").rename(desk / "templates" / "appeal" / "de.html.j2")
    with pytest.raises(AppealsError) as error:
        compose_all(load(Workspace(desk)), Order(language="de"), TODAY)
    assert [str(problem.place).removeprefix(str(desk)) for problem in error.value.problems] == [
        "/seeds/one.yaml:7:11",
        "/seeds/one.yaml:8:9",
        "/seeds/one.yaml:9:29",
    ]
    assert {problem.sentence for problem in error.value.problems} == {"there are no words in the language “de” here"}


def test_a_kind_without_template_in_the_language(letter: Write, desk: Path) -> None:
    """A kind of letter that has no template in the language is told with the file to write."""
    (desk / "templates" / "plea").mkdir(parents=True)
    (desk / "templates" / "plea" / "en.html.j2").write_text(BODY, encoding="utf-8")
    assert letter(kind="plea").kind == "plea"
    with pytest.raises(AppealsError) as error:
        compose_all(load(Workspace(desk)), Order(language="de"), TODAY)
    assert str(error.value) == (
        "templates/plea/de.html.j2: the kind “plea” has no template in the language “de”\n"
        "    mend: write templates/plea/de.html.j2, or choose another language with --language"
    )


@pytest.mark.parametrize(
    ("order", "report"),
    [
        (Order(senders=("socity",)), "there is no sender “socity”\n    mend: did you mean “society”?"),
        (Order(to=("haed",)), "there is no recipient “haed”\n    mend: did you mean “head”?"),
        (
            Order(language="fr"),
            "there is no language “fr”\n    mend: use one of: de, en; or write templates/words/fr.toml",
        ),
        (Order(language="law.en"), "there is no language “law.en”"),
        (Order(language="../en"), "there is no language “../en”"),
    ],
)
def test_an_order_that_names_what_there_is_not(order: Order, report: str, letter: Write, desk: Path) -> None:
    """Unknown senders, recipients and languages are told with what was meant; no name reaches beyond its folder."""
    letter()
    with pytest.raises(AppealsError) as error:
        compose_all(load(Workspace(desk)), order, TODAY)
    assert str(error.value).startswith(report)


def test_every_fault_of_every_letter_is_told_at_once(desk: Path) -> None:
    """Two cases with a faulty text each are both reported, each at its own text."""
    for name in ("one", "two"):
        text = CASE.format(kind="appeal", subject="Subject", fact="'{{ nosuch() }}'").replace("id: one", f"id: {name}")
        (desk / "seeds" / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RecordError) as error:
        compose_all(load(Workspace(desk)), Order(), TODAY)
    assert [str(problem.place).removeprefix(str(desk)) for problem in error.value.problems] == [
        "/seeds/one.yaml:8:14",
        "/seeds/two.yaml:8:14",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("China is a State party to the Convention.", "State party"),
        ("China is a sign{# #}atory of the Covenant.", "signatory"),
        ("The Covenant is known. China has ratified it.", "has ratified"),
        ("Under this treaty you are obliged to act.", "obliged"),
        ("China signed the Convention.", "signed"),
        ("{{ 'China is bou' ~ 'nd by the Protocol.' }}", "bound"),
    ],
)
def test_a_template_cannot_type_a_status(letter: Write, words: str, said: str) -> None:
    """What a treaty is to a state comes from the data alone; a template that says it makes no letter."""
    template = "{% set body %}\n<p>{{ facts[0] }}</p>\n<p>" + words + "</p>\n{% endset %}\n"
    with pytest.raises(RecordError) as raised:
        letter(template=template)
    (problem,) = raised.value.problems
    assert problem.code == "STATUS-WORD"
    assert f"“{said}”" in problem.sentence
    assert str(problem.place).startswith("templates/appeal/en.html.j2")


def test_a_template_may_repeat_what_the_case_says(letter: Write) -> None:
    """Words of the case's own texts are judged in its file, and a template may speak of talks and of those who sign."""
    template = (
        "{% set body %}\n<p>{{ facts[0] }} As parties to the talks we, who signed, are bound.</p>\n{% endset %}\n"
    )
    letter(template=template)
    letter(
        "It has ratified the Covenant.", template=template.replace("parties to", "guests at").replace("signed", "sing")
    )
