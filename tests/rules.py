"""The rules of the house as functions of a module's name and source; each yields the breaches it finds."""

import ast
import sys
from collections.abc import Callable, Iterator, Mapping

Faults = Iterator[str]
Rule = Callable[[str, str], Faults]

# Rule 1. Every part of the package stands on a floor and imports from lower floors only.
# The package itself ("appeals") offers the corridor to other programs and to the doors, which are programs like them.
FLOORS = {
    "appeals.problems": 0,
    "appeals.links": 1,
    "appeals.model": 1,
    "appeals.sandbox": 1,
    "appeals.templating": 2,
    "appeals.phrases": 2,
    "appeals.reference": 2,
    "appeals.records": 3,
    "appeals.law": 3,
    "appeals.letters": 3,
    "appeals.checks": 3,
    "appeals.formats": 3,
    "appeals.dispatch": 3,
    "appeals.workspace": 3,
    "appeals.pipeline": 4,
    "appeals": 5,
    "appeals.web": 6,
    "appeals.cli": 7,  # opens the form too
    "appeals.__main__": 8,
}
DOORS = ("appeals.cli", "appeals.web", "appeals.__main__")

# Rule 2. Every library has one home.
HOMES = {
    "yaml": ("appeals.records",),
    "openpyxl": ("appeals.records.workbooks",),
    "pydantic": ("appeals.model", "appeals.records"),
    "pydantic_core": ("appeals.model", "appeals.records"),
    "phonenumbers": ("appeals.model.numbers",),
    "jinja2": ("appeals.templating", "appeals.sandbox"),
    "markupsafe": ("appeals.templating", "appeals.letters"),  # text that is safe: what the two hand to each other
    "markdown_it": ("appeals.templating",),
    "babel": ("appeals.phrases",),
    "weasyprint": ("appeals.formats",),
    "pypdfium2": ("appeals.formats",),
    "PIL": ("appeals.formats",),
    "fontTools": ("appeals.formats",),
    "cffi": ("appeals.formats.press",),
    "distributed": ("appeals.pipeline.batch.cluster",),
    "rich": ("appeals.cli",),
    "flask": ("appeals.web",),
    "werkzeug": ("appeals.web",),
    "waitress": ("appeals.web",),
    "smtplib": ("appeals.dispatch",),
    "click": ("appeals.cli",),
}
HEAVY = {"weasyprint"}  # half a second: never loaded by a door that is only asked for help or for a check

# Rule 3. No clock, no network and no files below the doors.
READERS = ("appeals.links", "appeals.templating", "appeals.reference", "appeals.workspace")
WRITERS = ("appeals.workspace",)
OPENERS = ("appeals.links", *WRITERS)  # which may ask the system itself
OUTSIDE = {"os", "shutil", "subprocess", "tempfile", "glob", "fileinput", "sqlite3", "fcntl", "mmap"}
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "socketserver", "xmlrpc", "asyncio", "webbrowser"}
CHANCE = {"time", "random", "secrets", "uuid", "locale", "getpass", "platform"}
CLOCK_CALLS = {"today", "now", "utcnow", "fromtimestamp"}
READ_CALLS = {"open", "read_text", "read_bytes", "iterdir", "rglob", "is_file", "is_dir", "exists", "expanduser", "cwd"}
WRITE_CALLS = {"write_text", "write_bytes", "mkdir", "unlink", "rmdir", "touch", "symlink_to", "hardlink_to", "chmod"}

# Rule 4. Problems are told apart by their codes and parameters; their sentences are for people.
SAYING = {"sentence", "mend"}  # fields of a problem that hold words
MATCHING = {"match", "search", "fullmatch", "findall", "finditer", "startswith", "endswith", "find", "index", "count"}
CUTTING = {"partition", "rpartition", "split", "rsplit", "removeprefix", "removesuffix"}
ERRORS = {"error", "problem", "fault"}  # what is caught, by the names it has in this house

LINES_OF_MODULE, LINES_OF_FUNCTION, POSITIONAL = 500, 40, 5
EMPTY_WORDS = {"util", "utils", "helper", "helpers", "manager", "handler", "misc"}


def part_of(module: str) -> str:
    """Name the part of the house that a module or a name in it belongs to."""
    part = ".".join(module.split(".")[:2])
    return part if part in FLOORS else "appeals"


def lives_in(module: str, *homes: str) -> bool:
    """Say whether a module is one of these homes or inside one."""
    return any(module == home or module.startswith(f"{home}.") for home in homes)


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and full dotted name of everything imported, at the top or inside a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def imports_at_once(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield what is imported as soon as the module itself is, leaving out what waits inside functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports(ast.Module([node], []))
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from imports_at_once(node)


def keeps_floors(module: str, text: str) -> Faults:
    """Find imports that do not lead downwards."""
    if (own := part_of(module)) == "appeals" != module:
        yield f"{module} stands on no floor: add it to FLOORS"
    for line, name in imports(ast.parse(text)):
        if name.startswith("."):
            yield f"{module}:{line} imports relatively ({name})"
        elif lives_in(name, "appeals") and name != "appeals.__version__":
            part = part_of(name)
            if part != own and FLOORS[part] >= FLOORS[own]:
                yield f"{module}:{line} imports {part}, which is not below it"


def keeps_homes(module: str, text: str) -> Faults:
    """Find libraries away from home, and libraries without one."""
    for line, name in imports(ast.parse(text)):
        library = name.split(".")[0]
        if library in HOMES and not lives_in(module, *HOMES[library]):
            yield f"{module}:{line} imports {library}, whose home is {' and '.join(HOMES[library])}"
        elif library not in HOMES and library not in sys.stdlib_module_names | {"appeals", ""}:
            yield f"{module}:{line} imports {library}, which has no home: add it to HOMES"


def loads_lightly(texts: Mapping[str, str], door: str = "appeals.cli") -> Faults:
    """Follow the imports that loading a door sets off, and find the heavy libraries among them."""
    waiting, seen = [name for name in texts if lives_in(name, door)], set[str]()
    while waiting:
        module = waiting.pop()
        if module in texts and module not in seen:
            seen.add(module)
            for line, name in imports_at_once(ast.parse(texts[module])):
                if name.split(".")[0] in HEAVY:
                    yield f"{module}:{line} imports {name.split('.')[0]} as soon as {door} is loaded"
                steps = name.split(".")
                waiting += [".".join(steps[:end]) for end in range(1, len(steps) + 1)]


def keeps_pure(module: str, text: str) -> Faults:
    """Find clocks, chance, network and files where the world must not be seen."""
    tree = ast.parse(text)
    if lives_in(module, "appeals.dispatch"):
        tree = without(tree, "send")
    banned = (
        set() if lives_in(module, *DOORS) else CHANCE | (set() if lives_in(module, *OPENERS) else OUTSIDE | NETWORK)
    )
    for line, name in imports(tree):
        if lives_in(name, *banned):
            yield f"{module}:{line} imports {name}: clock, chance, network and files are not for this floor"
    foreign = {*names_of_libraries(tree), "self", "cls"}
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        call = name_of(node.func, foreign)
        if call in CLOCK_CALLS and not lives_in(module, *DOORS):
            yield f"{module}:{node.lineno} asks the clock ({call}): the date is an argument"
        if (call in READ_CALLS and not lives_in(module, *READERS)) or (
            call in WRITE_CALLS and not lives_in(module, *WRITERS)
        ):
            yield f"{module}:{node.lineno} touches files ({call}): that is for the workspace"


def without(tree: ast.Module, name: str) -> ast.Module:
    """Leave out the functions of a name."""
    return ast.Module([node for node in tree.body if getattr(node, "name", "") != name], [])


def names_of_libraries(tree: ast.AST) -> Iterator[str]:
    """Yield the names bound by imports of libraries, so that `Image.open(stream)` is not taken for a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            source = getattr(node, "module", None) or ""
            for alias in node.names:
                if (source or alias.name).split(".")[0] in HOMES:
                    yield (alias.asname or alias.name).split(".")[0]


def name_of(function: ast.expr, foreign: set[str]) -> str:
    """Name what is called, `open` for `open(...)` and for `path.open(...)`; nothing when it is a library's."""
    if isinstance(function, ast.Attribute):
        return "" if isinstance(function.value, ast.Name) and function.value.id in foreign else function.attr
    return "open" if isinstance(function, ast.Name) and function.id == "open" else ""


def keeps_size(module: str, text: str) -> Faults:
    """Find modules and functions that have grown too long, and functions that take too much by position."""
    if (length := len(text.splitlines())) > LINES_OF_MODULE:
        yield f"{module} has {length} lines, {LINES_OF_MODULE} is the ceiling"
    for node in functions(ast.parse(text)):
        if (length := (node.end_lineno or 0) - node.lineno + 1) > LINES_OF_FUNCTION:
            yield f"{module}:{node.lineno} {node.name} has {length} lines, {LINES_OF_FUNCTION} is the ceiling"
        taken = [a for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in {"self", "cls"}]
        commanded = any(isinstance(d, ast.Call) for d in node.decorator_list)  # click passes by keyword
        if len(taken) > POSITIONAL and not commanded:
            yield f"{module}:{node.lineno} {node.name} takes {len(taken)} arguments by position"


def keeps_words(module: str, text: str) -> Faults:
    """Find names that say nothing."""
    named = (
        n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    )
    for name in (module.rsplit(".", 1)[-1], *(node.name for node in named)):
        if EMPTY_WORDS & set(name.lower().split("_")):
            yield f"{module}: the name {name} says nothing"


def keeps_codes(module: str, text: str) -> Faults:
    """Find problems that are recognised by their sentences in place of their codes."""
    for node in ast.walk(ast.parse(text)):
        cuts = (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MATCHING | CUTTING
        )
        if (cuts or isinstance(node, ast.Compare | ast.MatchValue)) and any(map(speaks, ast.walk(node))):
            yield f"{module}:{node.lineno} looks into the sentence of a problem: ask for its code and parameters"


def speaks(node: ast.AST) -> bool:
    """Say whether an expression is what a problem says: `problem.sentence`, or `str(error)`."""
    if isinstance(node, ast.Attribute):
        return node.attr in SAYING
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"str", "repr"}
        and any(isinstance(one, ast.Name) and one.id in ERRORS for one in node.args)
    )


RULES: tuple[Rule, ...] = (keeps_floors, keeps_homes, keeps_pure, keeps_size, keeps_words, keeps_codes)
