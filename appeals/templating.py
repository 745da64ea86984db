"""Finds templates and fills them; the one Jinja environment, and the one reader of case text."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, meta, nodes
from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateSyntaxError as JinjaSyntaxError
from jinja2.loaders import split_template_path
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from appeals.links import insist_inside, read_inside
from appeals.problems import FileError, Place, Problem, TemplateError
from appeals.sandbox import Sandbox, bounded

Call = Callable[..., Markup]
ADDRESS_OR_SIGN = re.compile(r"https?://\S*?(?=[*\"'”’)\]]*(?:\s|$))|\\.|_")
MARKING = re.compile(r"[_*\"'\\]")

# What a template may raise of itself: its own fault, its reckoning with values, a call that refuses in plain words.
FAULTS = (
    JinjaError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError, SyntaxError,
    MemoryError,
)  # fmt: skip
# The template's fault wherever it is raised; others may be ours.
REFUSALS = (JinjaError, ValueError, RecursionError, SyntaxError, MemoryError)
# What a fault may quote: words as programs write them, and signs. A capital may begin a person's name.
QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|“([^”]*)”")
QUOTABLE = re.compile(r"[a-z0-9_ ./:-]*|[^\w\s]{1,3}|[A-Z]{2}|[A-Z][A-Z\d-]*[- ]\d[\w() *-]*")
READING = frozenset({"jinja2.parser", "jinja2.lexer", "jinja2.nodes", "jinja2.visitor", "jinja2.compiler"})
TOO_DEEP = "brackets or blocks in it stand too deep in one another"


def shelf() -> Path:
    """Find the built-in templates: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "templates", package.parent / "templates"):
        if folder.is_dir():
            return folder
    raise FileError.of(
        "the built-in templates are missing", "install appeals again: the folder “templates” is part of it"
    )


class Loader(BaseLoader):
    """Gives Jinja the templates that others bring in; as for all other reading, no link may lead out."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Read a template; raise TemplateNotFound where there is none, FileError where a link leads out."""
        del environment
        pieces = split_template_path(template)  # which refuses “..”
        for folder in self.folders:
            path = folder.joinpath(*pieces)
            if path.is_file():
                return read_inside(path, *self.folders).decode(), str(path), partial(_is_as_it_was, path, _age(path))
        raise TemplateNotFound(template)


def _age(path: Path) -> int:
    """Tell when a file was written; 0 where it is gone."""
    return path.stat().st_mtime_ns if path.is_file() else 0


def _is_as_it_was(path: Path, age: int) -> bool:
    return _age(path) == age


class Templates:
    """Templates from several folders, the first folder that has a file wins."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """Look into `folders` in their order; the built-in shelf belongs last."""
        self.folders = folders
        self._asked: dict[str, frozenset[str] | None] = {}

    @cached_property
    def environment(self) -> Sandbox:
        """The Jinja environment: sandboxed, everything escaped, a missing variable is an error."""
        environment = Sandbox(
            loader=Loader(self.folders),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters["css_text"] = lambda text: Markup(json.dumps(str(text), ensure_ascii=False))  # noqa: S704
        return environment

    def has(self, name: str) -> bool:
        """Say whether any folder holds the file."""
        return any((folder / name).is_file() for folder in self.folders)

    def path(self, name: str) -> Path:
        """Find a file of the templates, such as a style sheet."""
        for folder in self.folders:
            if (folder / name).is_file():
                insist_inside(folder / name, *self.folders)
                return folder / name
        raise TemplateError.of(
            f"there is no template “{name}”",
            f"put it into the folder “templates” as {name}",
            Place(f"templates/{name}"),
        )

    def text(self, name: str) -> str:
        """Read a file of the templates as text."""
        try:
            return read_inside(self.path(name), *self.folders).decode().replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise TemplateError.of(
                "this file is not UTF-8 text", "save it as UTF-8", Place(f"templates/{name}")
            ) from error

    def names(self, pattern: str) -> tuple[str, ...]:
        """List the files of all folders that match a glob pattern, sorted."""
        found = {p.relative_to(f).as_posix() for f in self.folders for p in f.glob(pattern) if p.is_file()}
        return tuple(sorted(found))

    def digest(self) -> str:
        """Digest every file of every folder, by name and content: SHA-256, in hexadecimal."""
        files = ((number, path) for number, folder in enumerate(self.folders) for path in sorted(folder.rglob("*")))
        told = sha256()
        for number, path in files:
            if path.is_file():
                content = read_inside(path, *self.folders)
                name = path.relative_to(self.folders[number]).as_posix()
                told.update(f"{number} {len(content)} {name}\n".encode() + content)
        return told.hexdigest()

    def words(self, name: str) -> dict[str, Any]:
        """Read a table of fixed words, such as `words/en.toml`."""
        try:
            return tomllib.loads(self.text(name))
        except tomllib.TOMLDecodeError as error:
            raise TemplateError.of(
                f"this table of words is not TOML: {error}", "mend that line", Place(f"templates/{name}")
            ) from error

    def page(self, name: str, **context: object) -> str:
        """Fill a whole template."""
        self.text(name)
        try:
            with bounded():
                return self.environment.get_template(name).render(**context)
        except FAULTS as error:
            raise self._located(error, name) from error

    def parts(self, name: str, **context: object) -> Mapping[str, str]:
        """Fill a template and return what its `{% set part %}…{% endset %}` blocks hold, by name."""
        self.text(name)
        try:
            with bounded():
                module = self.environment.get_template(name).make_module(dict(context))
        except FAULTS as error:
            raise self._located(error, name) from error
        return {key: value for key, value in vars(module).items() if isinstance(value, str) and not key.startswith("_")}

    def asks(self, name: str, variable: str) -> bool:
        """Say whether a template, or one that it brings in, may look a variable up.

        Jinja's own code generator tells which names the template's code looks up; where a template chooses another by
        a name that is known only when it is filled, or cannot be read, the answer is yes.
        """
        if name not in self._asked:
            self._asked[name] = self._look_ups(name)
        asked = self._asked[name]
        return asked is None or variable in asked

    def _look_ups(self, name: str) -> frozenset[str] | None:
        """List the names that a template and those that it brings in look up, or None where that cannot be known."""
        found: set[str] = set()
        names = [name]
        for one in names:
            try:
                tree = self.environment.parse(self.text(one))
                found |= meta.find_undeclared_variables(tree)
                brought = list(meta.find_referenced_templates(tree))
            except (JinjaError, TemplateError, FileNotFoundError, RecursionError):
                return None
            if None in brought:
                return None
            names += [other for other in brought if other and other not in names]
        return frozenset(found)

    def _located(self, error: Exception, name: str) -> TemplateError:
        """Turn the fault of a template into ours, with the template's file and line."""
        place, file = Place(f"templates/{name}"), Path()
        trace = error.__traceback__
        while trace:
            file = Path(trace.tb_frame.f_code.co_filename)
            compiled = trace.tb_frame.f_globals.get("__jinja_template__")  # absent where Jinja rewrote the frame itself
            line = compiled.get_corresponding_lineno(trace.tb_lineno) if compiled else trace.tb_lineno
            for folder in self.folders:
                if file.is_relative_to(folder):
                    place = Place(f"templates/{file.relative_to(folder).as_posix()}", line)
            trace = trace.tb_next
        if not isinstance(error, REFUSALS) and file.suffix == ".py" and file.is_relative_to(Path(__file__).parent):
            raise error  # a bug of our own code, not of the template that called it
        if isinstance(error, JinjaSyntaxError):
            place = Place(f"templates/{self._name_of(error, name)}", error.lineno)
        sentence = f"the template cannot be filled: {_reason(error)}"
        return TemplateError(
            Problem(sentence, "mend that line of the template, or give the value it asks for", place, code="TEMPLATE")
        )

    def _name_of(self, error: JinjaSyntaxError, asked: str) -> str:
        """Name the file that cannot be read; Jinja tells its whole path, the name, or nothing."""
        told = Path(error.filename or error.name or asked)
        inside = (told.relative_to(folder).as_posix() for folder in self.folders if told.is_relative_to(folder))
        return next(inside, asked)


def _reason(error: Exception) -> str:
    """Say in one line what a template did wrong; what it holds is quoted only where it cannot be a person's name."""
    if isinstance(error, TemplateNotFound):
        return f"there is no template {_quote(str(error.name))}"  # its message would tell folders of this machine
    if isinstance(error, RecursionError):
        return TOO_DEEP if _was_read(error) else "it includes itself"
    if isinstance(error, SyntaxError):
        return TOO_DEEP
    if isinstance(error, MemoryError):
        return "it needs more memory than there is"
    said = str(error.message if isinstance(error, JinjaError) else error) or type(error).__name__
    return QUOTED.sub(lambda found: found[0] if QUOTABLE.fullmatch(found[found.lastindex or 1]) else "a word", said)


def _was_read(error: Exception) -> bool:
    """Say whether a template was still being read when a fault came up."""
    trace, last = error.__traceback__, ""
    while trace:
        last, trace = trace.tb_frame.f_globals.get("__name__", ""), trace.tb_next
    return last in READING


def _quote(name: str) -> str:
    return f"“{name}”" if QUOTABLE.fullmatch(name) else "of that name"


class InlineText:
    """Reads case text: `*emphasis*`, `**strong**`, typographic quotes, and calls such as `{{ claim("id") }}`.

    A call stands for words that a record holds. Nothing else of Jinja is allowed in case text, so that
    text from a record can neither compute nor loop.
    """

    def __init__(self, quotes: str) -> None:
        """Take the four quotation marks of the language: double open, double close, single open, single close."""
        self.markdown = MarkdownIt("zero", {"typographer": True, "quotes": quotes})
        self.markdown.enable(["emphasis", "smartquotes", "escape"])
        self.environment = Sandbox(autoescape=False)

    def html(self, text: str, calls: Mapping[str, Call]) -> Markup:
        """Turn one paragraph into HTML; `calls` gives the words for each call; raise ValueError in plain words."""
        marked, words = [], []
        for segment in self._segments(text):
            if isinstance(segment, str):
                marked.append(segment)
            else:
                words.append(_answer(segment, calls))
                marked.append(f"\ue000{len(words) - 1}\ue001")
        html = self.markdown.renderInline(_plainly("".join(marked).strip()))
        for index, answer in enumerate(words):
            html = html.replace(f"\ue000{index}\ue001", str(escape(answer)))
        return Markup(html)  # noqa: S704 -- markdown-it escapes the text, escape() the answers

    def _segments(self, text: str) -> list["str | nodes.Call"]:
        """Cut the text into plain stretches and calls."""
        if "\ue000" in text or "\ue001" in text:
            raise ValueError("it holds a character from the private use area")
        if "{%" in text or "{#" in text:
            raise ValueError("only text and {{ … }} are allowed here, no {% … %} and no {# … #}")
        try:
            tree = self.environment.parse(text)
        except JinjaError as error:
            raise ValueError(
                'it cannot be read: {{ claim("id") }} is the form of a call, with both pairs closed'
            ) from error
        except RecursionError as error:
            raise ValueError("it cannot be read: its brackets stand too deep in one another") from error
        segments: list[str | nodes.Call] = []
        for node in tree.find_all(nodes.Output):
            segments.extend(part.data if isinstance(part, nodes.TemplateData) else _call(part) for part in node.nodes)
        return segments


def _plainly(text: str) -> str:
    """Let only asterisks between words mark: underscores, and all signs of an address of the web, are what they are."""
    return ADDRESS_OR_SIGN.sub(
        lambda found: found[0] if found[0].startswith("\\") else MARKING.sub(r"\\\g<0>", found[0]), text
    )


def _call(node: nodes.Expr) -> nodes.Call:
    """Accept `name("text", …)` with plain text as arguments and nothing else."""
    plain = (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and all(isinstance(argument, nodes.Const) and isinstance(argument.value, str) for argument in node.args)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    )
    if not plain:
        raise ValueError('only calls such as {{ claim("id") }} are allowed between {{ and }}')
    return node  # type: ignore[return-value]


def _answer(node: nodes.Call, calls: Mapping[str, Call]) -> Markup:
    """Ask for the words a call stands for."""
    name = node.node.name  # type: ignore[attr-defined]
    if name not in calls:
        known = ", ".join(sorted(known for known in calls if "_" not in known))
        raise ValueError(f"no call has that name; the calls are {known}")
    try:
        return calls[name](*(argument.value for argument in node.args))  # type: ignore[attr-defined]
    except TypeError as error:
        raise ValueError(f"“{name}” takes other arguments") from error
