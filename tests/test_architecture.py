"""The house keeps its rules, and each rule is seen to catch a breach."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Collection, Iterator
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rules import (
    DOORS,
    FLOORS,
    HOMES,
    RULES,
    Rule,
    functions,
    imports,
    keeps_codes,
    keeps_floors,
    keeps_homes,
    keeps_pure,
    keeps_size,
    keeps_words,
    lives_in,
    loads_lightly,
)

from appeals.formats import FORMATS

HOUSE = Path(__file__).parents[1]


def modules() -> dict[str, str]:
    """Read every module of the package, by its dotted name."""
    found = {}
    for path in sorted((HOUSE / "appeals").rglob("*.py")):
        parts = path.relative_to(HOUSE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return found


def test_modules_are_found() -> None:
    """The rules below look at something: the ground, the corridor and a door are among the modules."""
    assert {"appeals", "appeals.problems", "appeals.model", "appeals.pipeline"} <= modules().keys()
    assert any(lives_in(module, *DOORS) for module in modules())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule: Rule) -> None:
    """No module of the package breaks the rule."""
    faults = [fault for module, text in modules().items() for fault in rule(module, text)]
    assert not faults, "\n".join(faults)


LONG = "\n".join(["def grow():", *["    pass"] * 40])
BREACHES = [
    (keeps_floors, "appeals.law.binding", "from appeals.letters import address", "appeals.letters"),
    (keeps_floors, "appeals.templating", "import appeals.phrases", "appeals.phrases"),
    (keeps_floors, "appeals.model.case", "from appeals import records", "appeals.records"),
    (
        keeps_floors,
        "appeals.formats.pdf",
        "def draw():\n    from appeals import pipeline",
        ":2 imports appeals.pipeline",
    ),
    (keeps_floors, "appeals.web.app", "from appeals.cli import main", "appeals.cli"),
    (keeps_floors, "appeals.letters.words", "import appeals", "appeals, which"),
    (keeps_floors, "appeals.records.source", "from . import check", "relatively"),
    (keeps_floors, "appeals.attic", "", "stands on no floor"),
    (keeps_homes, "appeals.pipeline", "import yaml", "yaml"),
    (keeps_homes, "appeals.letters.words", "from jinja2.sandbox import SandboxedEnvironment", "jinja2"),
    (keeps_homes, "appeals.model.recipient", "def dial():\n    import phonenumbers", ":2 imports phonenumbers"),
    (keeps_homes, "appeals.workspace", "from smtplib import SMTP", "smtplib"),
    (keeps_homes, "appeals.cli", "import requests", "has no home"),
    (keeps_pure, "appeals.letters.addressing", "from datetime import date\nday = date.today()", ":2 asks the clock"),
    (keeps_pure, "appeals.workspace", "import datetime\ndatetime.datetime.now()", "asks the clock"),
    (keeps_pure, "appeals.pipeline", "import time", "imports time"),
    (keeps_pure, "appeals.model.case", "from random import choice", "imports random"),
    (keeps_pure, "appeals.formats.pdf", "from urllib.request import urlopen", "urllib.request"),
    (keeps_pure, "appeals.records.check", "text = open('recipients.yaml')", "touches files (open)"),
    (keeps_pure, "appeals.records.check", "import os\nos.remove('x')", "imports os"),
    (keeps_pure, "appeals.law.binding", "def read(path):\n    return path.read_text()", "touches files (read_text)"),
    (keeps_pure, "appeals.templating", "def keep(path):\n    path.write_text('')", "touches files (write_text)"),
    (keeps_pure, "appeals.cli", "def keep(path):\n    path.write_bytes(b'')", "touches files (write_bytes)"),
    (keeps_pure, "appeals.dispatch.post", "def prepare(path):\n    path.open()", "touches files (open)"),
    (keeps_size, "appeals.law.binding", "\n" * 501, "501 lines"),
    (keeps_size, "appeals.law.binding", LONG, "grow has 41 lines"),
    (keeps_size, "appeals.law.binding", "def bind(a, b, c, d, e, f): ...", "takes 6 arguments"),
    (keeps_words, "appeals.utils", "", "utils"),
    (keeps_codes, "appeals.web.faults", "if FONT.search(problem.sentence): ...", ":1 looks into the sentence"),
    (keeps_codes, "appeals.web.faults", "found = 'pages' in problem.mend.casefold()", ":1 looks into the sentence"),
    (keeps_codes, "appeals.pipeline", "late = str(error).startswith('the deadline')", ":1 looks into the sentence"),
    (keeps_codes, "appeals.pipeline", "[p for p in found if p.sentence != 'x']", ":1 looks into the sentence"),
    (keeps_words, "appeals.cli", "class LetterManager: ...\ndef page_helper(): ...", "page_helper"),
]


@pytest.mark.parametrize(("rule", "module", "text", "finding"), BREACHES)
def test_a_breach_is_caught(rule: Rule, module: str, text: str, finding: str) -> None:
    """A module that breaks a rule is found, and the finding names the module and the breach."""
    faults = list(rule(module, text))
    assert any(finding in fault and module in fault for fault in faults), faults


LAWFUL = [
    ("appeals.records.check", "from appeals.records.source import parse\nfrom appeals.model import Case\nimport yaml"),
    ("appeals.formats.pdf", "from appeals import __version__\ndef draw():\n    import weasyprint"),
    ("appeals.formats.fax", "from PIL import Image\nfrom io import BytesIO\npage = Image.open(BytesIO())"),
    ("appeals.workspace", "import os, tempfile\ndef keep(path):\n    path.write_bytes(b'')"),
    ("appeals.dispatch.email", "def send(path):\n    import smtplib\n    return path.read_bytes()"),
    ("appeals.cli", "import click\nfrom datetime import date\nfrom appeals import pipeline\ndate.today()"),
    ("appeals.pipeline", "from pathlib import Path\nfrom urllib.parse import quote\nfrom appeals import law, letters"),
]


@pytest.mark.parametrize(("module", "text"), LAWFUL)
def test_what_is_lawful_passes(module: str, text: str) -> None:
    """The rules do not complain of what the floor plan allows."""
    assert [fault for rule in RULES for fault in rule(module, text)] == []


def test_the_command_line_loads_lightly() -> None:
    """Asking the command line for help or for a check never loads WeasyPrint, and a detour to it is found."""
    assert list(loads_lightly(modules())) == []
    detour = {
        "appeals.cli": "def main():\n    from appeals import web\nclass Door:\n    import appeals.formats.pdf",
        "appeals.formats.pdf": "from appeals.formats import fetch",
        "appeals.formats.fetch": "import sys\nfrom weasyprint.urls import URLFetcher",
    }
    assert [fault.split(" ")[0] for fault in loads_lightly(detour)] == ["appeals.formats.fetch:2"]
    assert list(loads_lightly(detour | {"appeals.formats.pdf": "def draw():\n    import appeals.formats.fetch"})) == []


@pytest.mark.parametrize("words", ["--help", "write --help", "check", "list", "schema case"])
def test_help_and_check_never_load_weasyprint(words: str) -> None:
    """Run for real, they leave WeasyPrint where it is."""
    asked = "import atexit, sys; atexit.register(lambda: print('weasyprint' in sys.modules)); "
    asked += f"from appeals.cli import main; main({words.split()!r})"
    done = subprocess.run([sys.executable, "-c", asked], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["False"], done.stderr


def test_the_table_of_formats_is_complete() -> None:
    """Every module that renders a letter is in the table of formats, and nothing else is."""
    rendering = {
        module
        for module, text in modules().items()
        if module.startswith("appeals.formats.") and any(node.name == "render" for node in functions(ast.parse(text)))
    }
    assert rendering
    assert set(FORMATS.values()) == rendering


PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
OFFERED = packages_distributions()
# Which requirements the code of a folder may use. A part of the package that needs an extra says so when it is missing.
USES = {
    "appeals": ("web", "cluster"),
    "tests": ("web", "cluster", "test"),
    "tools": ("web", "cluster", "test", "bench"),
}


def test_every_dependency_has_a_home() -> None:
    """Each library that the package depends on is named in the table of homes."""
    wanted = {canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]}
    offered = {library: {canonicalize_name(name) for name in names} for library, names in OFFERED.items()}
    assert wanted
    assert [name for name in wanted if not any(name in offered.get(library, ()) for library in HOMES)] == []


LOADERS = {"import_module", "importorskip"}


def undeclared(text: str, folder: str, own: Collection[str]) -> list[str]:
    """Find the libraries that a text imports, though nothing that this folder may use declares them."""
    lines = (*PROJECT["project"]["dependencies"], *(line for extra in USES[folder] for line in EXTRAS[extra]))
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    found = {name.split(".")[0] for name in libraries(ast.parse(text))} - sys.stdlib_module_names - {"", *own}
    return sorted(n for n in found if not declared & {canonicalize_name(d) for d in OFFERED.get(n, (n,))})


def libraries(tree: ast.AST) -> Iterator[str]:
    """Yield what is imported by a statement, by `import_module("...")` or by `pytest.importorskip("...")`."""
    yield from (name for _, name in imports(tree))
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Name(name) | ast.Attribute(attr=name), [ast.Constant(library), *_]) if name in LOADERS:
                yield str(library)


@pytest.mark.parametrize("folder", USES)
def test_every_library_that_is_imported_is_declared(folder: str) -> None:
    """What a module imports stands in pyproject.toml, and is not only there because another library brought it."""
    paths = sorted((HOUSE / folder).rglob("*.py"))
    ours = [path for part in ("tests", "tools") for path in (HOUSE / part).rglob("*.py")]
    own = {"appeals", *(path.stem for path in ours), *(path.parent.name for path in ours)}
    found = [f"{path}: {name}" for path in paths for name in undeclared(path.read_text("utf-8"), folder, own)]
    assert paths
    assert found == []


@pytest.mark.parametrize(
    ("text", "library"),
    [
        ("import lxml.etree", "lxml"),
        ("def f():\n    from numpy import array", "numpy"),
        ("importlib.import_module('dask')", "dask"),
        ("import pytest", "pytest"),
        ("import nosuch", "nosuch"),
    ],
)
def test_a_library_that_is_not_declared_is_found(text: str, library: str) -> None:
    """What only a test, or only another library, asks for is not the package's to import."""
    assert undeclared(text, "appeals", {"appeals"}) == [library]


def test_every_requirement_says_why_it_is_there() -> None:
    """A comment stands above each requirement of pyproject.toml."""
    lines = [line.strip() for line in (HOUSE / "pyproject.toml").read_text(encoding="utf-8").splitlines()]
    start, end = lines.index("dependencies = ["), lines.index("[tool.hatch.version]")
    wanted = {line for group in (PROJECT["project"]["dependencies"], *EXTRAS.values()) for line in group}
    bare = [two for one, two in pairwise(lines[start:end]) if two.strip('",') in wanted and one[:1] not in {"#", '"'}]
    assert [line for line in bare if not line.startswith('"appeals[')] == []


def pins(name: str) -> dict[str, list[tuple[str, int]]]:
    """Read a lock: for each library its versions, each with how many files may stand for it."""
    found: dict[str, list[tuple[str, int]]] = {}
    text = (HOUSE / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    for entry in text.replace("\\\n", " ").splitlines():
        if not entry.startswith("#"):
            requirement = Requirement(entry.split(" --hash")[0])
            (pin,) = requirement.specifier
            assert pin.operator == "=="
            found.setdefault(canonicalize_name(requirement.name), []).append(
                (pin.version, entry.count("--hash=sha256:"))
            )
    return found


@pytest.mark.parametrize(("name", "extras"), [("letters", ()), ("test", USES["tests"]), ("bench", USES["tools"])])
def test_the_lock_fits_the_ranges(name: str, extras: tuple[str, ...]) -> None:
    """Each requirement has its version and hashes in the lock, the version is in its range, and no address is in it."""
    wanted = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
    wanted += [line for extra in extras for line in EXTRAS[extra] if not line.startswith("appeals[")]
    locked = pins(name)
    for requirement in map(Requirement, wanted):
        versions = [version for version, _ in locked.get(canonicalize_name(requirement.name), ())]
        fits = versions and all(requirement.specifier.contains(version) for version in versions)
        assert fits, f"{requirement} is not locked: make lock"
    assert all(files for versions in locked.values() for _, files in versions)
    assert not re.search(r"://|--(?:extra-)?index|--find-links", (HOUSE / "requirements" / f"{name}.txt").read_text())


def test_the_locks_agree() -> None:
    """What letters are written with is what was tested."""
    tested = pins("test")
    assert {name: version for name, version in pins("letters").items() if tested[name] != version} == {}


def test_the_tests_mirror_the_package() -> None:
    """Every folder of tests belongs to a part of the package and holds tests."""
    tests = HOUSE / "tests"
    parts = {part.removeprefix("appeals.") for part in FLOORS if part.count(".") == 1} - {"__main__"}
    parts |= {"templates", "browsing", "cases"}  # no part of the package; several parts, in a browser and by reports
    material = {"golden", "wrong", "faults", "__pycache__"}
    folders = {folder.name for folder in tests.iterdir() if folder.is_dir()} - material
    assert folders <= parts
    assert [name for name in folders if not list((tests / name).rglob("test_*.py"))] == []


def test_few_letters_load_nothing_of_the_batch() -> None:
    """Reading, checking and explaining do not wait for the tools of pages, faxes and many processes."""
    heavy = "{'weasyprint', 'fontTools', 'PIL', 'pypdfium2', 'multiprocessing', 'distributed'}"
    asked = f"import sys, appeals.pipeline; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
