"""Templates: found in order, sandboxed, escaped, and wrong ones reported with their own file and line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from appeals.problems import FileError, TemplateError
from appeals.templating import InlineText, Templates, shelf

QUOTES = "“”‘’"


def put(folder: Path, name: str, text: str) -> Templates:
    """Write a template and look into its folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Templates((folder,))


def fault(templates: Templates, name: str, **context: object) -> str:
    """Fill a template that cannot be filled and return the report; both ways of filling say the same."""
    with pytest.raises(TemplateError) as page:
        templates.page(name, **context)
    with pytest.raises(TemplateError) as parts:
        templates.parts(name, **context)
    assert str(page.value) == str(parts.value)
    return str(page.value)


def test_the_built_in_templates_are_found() -> None:
    """The shelf beside the package holds the letterhead and the words."""
    templates = Templates((shelf(),))
    assert templates.has("letterhead/letter.html.j2")
    assert templates.has("words/en.toml")
    assert not templates.has("words/nosuch.toml")


def test_missing_built_in_templates_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An installation without templates says that they belong to it."""
    monkeypatch.setattr("appeals.templating.__file__", str(tmp_path / "appeals" / "templating.py"))
    with pytest.raises(FileError, match="the built-in templates are missing"):
        shelf()


def test_the_first_folder_wins(tmp_path: Path) -> None:
    """A file of the user's own goes before the built-in one of the same name, and names are listed once."""
    put(tmp_path / "own", "greeting.j2", "own")
    put(tmp_path / "built-in", "greeting.j2", "built-in")
    put(tmp_path / "built-in", "other.j2", "other")
    templates = Templates((tmp_path / "own", tmp_path / "built-in"))
    assert templates.page("greeting.j2") == "own"
    assert templates.text("greeting.j2") == "own"
    assert templates.page("other.j2") == "other"
    assert templates.names("*.j2") == ("greeting.j2", "other.j2")


def test_an_own_template_may_include_a_built_in_one(tmp_path: Path) -> None:
    """What an own template includes is looked for in every folder."""
    put(tmp_path / "own", "letter.j2", "{% include 'part.j2' %}")
    put(tmp_path / "built-in", "part.j2", "{{ word }}")
    assert Templates((tmp_path / "own", tmp_path / "built-in")).page("letter.j2", word="yes") == "yes"


def test_everything_is_escaped(tmp_path: Path) -> None:
    """Values are text, never markup."""
    templates = put(tmp_path, "a.j2", "{% set body %}<p>{{ x }}</p>{% endset %}{{ body }}")
    assert templates.page("a.j2", x="<script>&") == "<p>&lt;script&gt;&amp;</p>"
    assert templates.parts("a.j2", x="<b>")["body"] == "<p>&lt;b&gt;</p>"


def test_text_in_a_style_sheet_is_quoted(tmp_path: Path) -> None:
    """The filter for style sheets makes one quoted string."""
    templates = put(tmp_path, "a.css", "content: {{ x | css_text }}")
    assert templates.page("a.css", x='a"}b') == 'content: "a\\"}b"'


def test_parts_are_texts_that_a_template_sets(tmp_path: Path) -> None:
    """Only texts are parts: numbers and private names are not."""
    templates = put(
        tmp_path, "a.j2", "{% set body %}x{% endset %}{% set _own = 'y' %}{% set n = 3 %}{% set end = 'z' %}"
    )
    assert dict(templates.parts("a.j2")) == {"body": "x", "end": "z"}


def test_a_missing_template_is_told_with_its_name() -> None:
    """A template that is in no folder is named with where to put it."""
    with pytest.raises(TemplateError) as error:
        Templates(()).path("appeal/xx.html.j2")
    assert str(error.value) == (
        "templates/appeal/xx.html.j2: there is no template “appeal/xx.html.j2”\n"
        "    mend: put it into the folder “templates” as appeal/xx.html.j2"
    )


CASES = {
    "a missing variable": ("one\ntwo\n{{ nosuch }}", 3, "'nosuch' is undefined"),
    "a missing field": ("{{ x.nosuch }}", 1, "'str object' has no attribute 'nosuch'"),
    "an unclosed block": ("one\n{% if x %}", 2, "Unexpected end of template."),
    "an unknown tag": ("\n{% nosuch %}", 2, "Encountered unknown tag 'nosuch'."),
    "an unknown filter": ("\n\n{{ x | nosuch }}", 3, "No filter named 'nosuch'."),
    "a missing include": ("\n{% include 'b.j2' %}", 2, "there is no template “b.j2”"),
    "a division by zero": ("\n{{ 1 / 0 }}", 2, "division by zero"),
    "adding text and number": ("{{ 'a' + 1 }}", 1, "can only concatenate str"),
    "including itself": ("{% include 'a.j2' %}", 1, "it includes itself"),
    "a range without end": ("{% for i in range(999999999) %}{% endfor %}", 1, "Range too big"),
    "the interpreter": ("{{ ''.__class__.__mro__ }}", 1, "access to attribute '__class__'"),
    "the globals": ("{{ cycler.__init__.__globals__ }}", 1, "access to attribute '__init__'"),
    "changing a value": ("{{ list.append(1) }}", 1, "access to attribute 'append'"),
    "a call that refuses": ("\n{{ refuse() }}", 2, "in plain words"),
    "a call with too much": ("\n{{ refuse(1) }}", 2, ""),
}


def refuse() -> Markup:
    """Refuse as the calls of a letter do."""
    raise ValueError("in plain words")


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_template_is_told_with_file_and_line(name: str, tmp_path: Path) -> None:
    """Whatever a template does wrong is an error with its own file and line, and never a traceback."""
    text, line, reason = CASES[name]
    report = fault(put(tmp_path, "a.j2", text), "a.j2", x="text", list=[], refuse=refuse)
    assert report.startswith(f"templates/a.j2:{line}: the template cannot be filled: {reason}")
    assert report.endswith("\n    mend: mend that line of the template, or give the value it asks for")


@pytest.mark.parametrize(
    "how", ["{% include 'folder/b.j2' %}", "{% import 'folder/b.j2' as b with context %}{{ b.body }}"]
)
def test_a_fault_in_an_included_template_is_told_with_its_own_file(how: str, tmp_path: Path) -> None:
    """The place is the line of the file that is wrong, not of the one that asked for it."""
    put(tmp_path, "folder/b.j2", "one\ntwo\n{% set body %}{{ nosuch }}{% endset %}")
    report = fault(put(tmp_path, "a.j2", f"\n{how}"), "a.j2")
    assert report.startswith("templates/folder/b.j2:3: the template cannot be filled: 'nosuch' is undefined")


def test_a_syntax_fault_in_an_included_template_is_told_with_its_own_file(tmp_path: Path) -> None:
    """A file that cannot even be read as a template is named, not the one that includes it."""
    put(tmp_path, "b.j2", "one\n{{ 1 +")
    assert fault(put(tmp_path, "a.j2", "{% include 'b.j2' %}"), "a.j2").startswith("templates/b.j2:2: ")


def test_a_bug_of_ours_is_not_called_the_templates_fault(tmp_path: Path) -> None:
    """What goes wrong inside our own code shows its traceback, though a template asked for it."""
    templates = put(tmp_path, "a.j2", "{{ words('nosuch.toml', 3) }}")
    inner = Templates((tmp_path,))
    with pytest.raises(TypeError):
        templates.page("a.j2", words=lambda *_: inner.path(None))  # type: ignore[arg-type]


def test_a_template_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    """A template or table in another encoding is an error that names it."""
    (tmp_path / "a.j2").write_bytes(b"Gr\xfc\xdfe")
    report = fault(Templates((tmp_path,)), "a.j2")
    assert report == "templates/a.j2: this file is not UTF-8 text\n    mend: save it as UTF-8"


def test_a_table_that_is_not_toml_is_told(tmp_path: Path) -> None:
    """A table of words with a fault says where it is."""
    templates = put(tmp_path, "words/xx.toml", "a = \n")
    with pytest.raises(TemplateError, match=r"^templates/words/xx\.toml: this table of words is not TOML: .*line 1"):
        templates.words("words/xx.toml")


NAMED = (
    "{% Quimby %}",
    "{{ Rosalind Quimby }}",
    "{{ 'x' | Quimby }}",
    "{{ 'x' is Quimby }}",
    "{{ x.Quimby }}",
    "{{ x.Rosalind() }}",
    "{{ Quimby }}",
    "{{ Rosalind.Quimby }}",
    "{{ fields['Rosalind Quimby'].x }}",
    "{{ 'Quimby' | round }}",
    "{{ 'Rosalind' + 1 }}",
    "{% include 'Rosalind Quimby.j2' %}",
    "{% block Quimby %}{% endblock %}{% block Quimby %}{% endblock %}",
    "{% for Quimby %}{% endfor %}",
    "{% set Quimby = %}",
    "{% import 'a.j2' Quimby %}",
    "{% macro a(Rosalind=1, Quimby) %}{% endmacro %}",
    "{{ 'Quimby }}",
    "{{ Quimby § }}",
    "{{ refuse('Rosalind') }}",
    "{{ refuse(Quimby=1) }}",
    "{{ name_in_quotes() }}",
    "{% if %}{% endQuimby %}",
    "{% raw %}Quimby",
    "{# Rosalind Quimby",
    "Rosalind Quimby {{",
    "{{ Quimby-Vexler }}",
    "{{ QUIMBY }}",
    "{{ ['Rosalind'] | join(1, 2, 3, 4) }}",
)


def name_in_quotes() -> Markup:
    """Refuse with the words of somebody."""
    raise ValueError("there is no claim “Rosalind Quimby”, nor 'Quimby' nor \"Rosalind\"")


@pytest.mark.parametrize("text", NAMED)
def test_a_fault_quotes_nothing_that_may_be_a_name(text: str, tmp_path: Path) -> None:
    """A message says what is wrong and where; what somebody typed into the template stays there."""
    context = {"x": "text", "fields": {}, "refuse": refuse, "name_in_quotes": name_in_quotes}
    report = fault(put(tmp_path, "a.j2", f"\n{text}"), "a.j2", **context).casefold()
    assert report.startswith(("templates/a.j2:2: ", "templates/a.j2:1: "))
    assert "quimby" not in report
    assert "rosalind" not in report


@pytest.mark.parametrize(
    "text",
    [
        "{{ Quimby",
        "{{ claim(Quimby) }}",
        "{{ Quimby('x') }}",
        "{{ 'Rosalind' 'Quimby' }}",
        "{{ Rosalind § }}",
        "{{ x | Quimby }}",
    ],
)
def test_a_fault_in_a_text_quotes_nothing_that_may_be_a_name(text: str) -> None:
    """The same holds for the texts of a case."""
    with pytest.raises(ValueError, match=r"cannot be read|only calls|no call") as caught:
        inline(text, claim=Markup.escape)
    assert "quimby" not in str(caught.value).casefold()
    assert "rosalind" not in str(caught.value).casefold()


@pytest.mark.parametrize("text", ["(" * 3000, "[" * 3000, "a(" * 3000, "-" * 9000, "{{" * 3000, "1" + "|a" * 9000])
def test_brackets_too_deep_in_a_text_are_told(text: str) -> None:
    """A text of a case with brackets in brackets is refused as such, and not called a fault of the template."""
    with pytest.raises(ValueError, match=r"only calls such as|it cannot be read"):
        inline("{{ " + text, a=lambda x: Markup("{}").format(x))


def inline(text: str, **calls: object) -> str:
    """Turn case text into HTML."""
    return InlineText(QUOTES).html(text, calls)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("*a* and **b**", "<em>a</em> and <strong>b</strong>"),
        (r"\*not emphasis\*", "*not emphasis*"),
        ('he said "no"', "he said “no”"),
        ("Kim's", "Kim’s"),
        ("article 2(c), 1(C) and (r)", "article 2(c), 1(C) and (r)"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[a](file:///etc/passwd)", "[a](file:///etc/passwd)"),
        ("![a](https://example.org/a.png)", "![a](https://example.org/a.png)"),
        ("<https://example.org>", "&lt;https://example.org&gt;"),
        ("&amp; &lt;", "&amp;amp; &amp;lt;"),
        ("`code` # no heading", "`code` # no heading"),
        ("  two   words  ", "two   words"),
    ],
)
def test_case_text_has_emphasis_and_nothing_else(text: str, html: str) -> None:
    """Emphasis and quotation marks are read; everything else stays the text it is."""
    assert inline(text) == html


def test_calls_give_words(tmp_path: Path) -> None:
    """A call stands for words, also inside emphasis and quotation marks; plain answers are escaped."""
    del tmp_path
    calls = {"a": lambda text: Markup("<span>{}</span>").format(text), "b": lambda: "<b>"}
    assert inline('*{{ a("x<y") }}* "{{ b() }}"', **calls) == "<em><span>x&lt;y</span></em> “&lt;b&gt;”"
    assert inline("{{a('1')}}{{a('2')}}", **calls) == "<span>1</span><span>2</span>"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ a }}", "only calls such as"),
        ("{{ a('x') | upper }}", "only calls such as"),
        ("{{ a('x').b }}", "only calls such as"),
        ("{{ a('x', key='y') }}", "only calls such as"),
        ("{{ a(*['x']) }}", "only calls such as"),
        ("{{ a(**{}) }}", "only calls such as"),
        ("{{ a(b('x')) }}", "only calls such as"),
        ("{{ x.a('x') }}", "only calls such as"),
        ("{{ a(1) }}", "only calls such as"),
        ("{{ a(none) }}", "only calls such as"),
        ("{{ 'a' ~ 'b' }}", "only calls such as"),
        ("{{ b('x') }}", "no call has that name; the calls are a"),
        ("{{ a('x', 'y') }}", "“a” takes other arguments"),
        ("{% if a %}{% endif %}", "only text and {{ … }} are allowed here"),
        ("{# hidden #}", "only text and {{ … }} are allowed here"),
        ("{{ a('x'", "it cannot be read: "),
        ("{{", "it cannot be read: "),
        ("\ue000", "private use area"),
    ],
)
def test_case_text_can_neither_compute_nor_loop(text: str, reason: str) -> None:
    """Anything but a call with plain texts is refused in plain words."""
    with pytest.raises(ValueError, match=reason.replace("(", r"\(").replace("{", r"\{")):
        inline(text, a=lambda x: Markup("{}").format(x))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Co"), exclude_characters="{\\*_\"'"), max_size=80))
def test_any_text_comes_through_whole(text: str) -> None:
    """Whatever stands in a text is there afterwards, escaped and nothing more."""
    assert Markup(inline(text)).unescape() == text.strip()  # noqa: S704 -- undone at once
    assert "<" not in inline(text)
