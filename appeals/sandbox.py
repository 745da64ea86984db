"""The environment in which templates are filled: sandboxed, and bounded in what a template may make and do.

A template may come from anywhere, or be wrong. Whatever it says, it is filled in seconds and in some megabytes, or it
is refused with a sentence. What is counted are steps and characters, never seconds: same in, same out. An operation
that can make much out of little is measured before it is done, any other by what it made.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from jinja2 import TemplateRuntimeError, Undefined, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer

STEPS = 2_000_000  # of one filling
CALL, INCLUDE = 10, 100  # steps that a call and an included template count as
CHARACTERS = 100  # that count as one step
LONGEST = 4_000_000  # characters of a text
MOST = 1_000_000  # entries of a list
WIDEST = 1_000  # columns that a text is filled up to, and digits that a number is rounded to
BITS = 4096  # of a whole number
CONTAINERS = (list, tuple, dict, set, frozenset)

# What is left out: chance, and what takes time that grows with the square of a text.
LEFT_OUT = ("random", "urlize", "striptags", "pprint")
# What takes a width, a count or a precision: with a large one they make much out of nothing.
WIDENING = frozenset({"center", "ljust", "rjust", "zfill", "expandtabs", "indent", "batch", "slice", "tojson", "round"})
# What puts a text as often as another is long.
MULTIPLYING = frozenset({"replace", "join", "indent", "wordwrap"})
# What goes through entries without making a text of them.
GOING_THROUGH = frozenset({
    "attr", "batch", "count", "d", "default", "dictsort", "first", "groupby", "items", "join", "last", "length", "list",
    "map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "slice", "sort", "sum", "unique",
})  # fmt: skip
REFUSED_METHODS = frozenset({"to_bytes", "translate"})
WIDE = re.compile(r"\d{4,}|\*|\{[^{}]*\{")  # in a text that says how others are laid out


class TooMuch(TemplateRuntimeError):  # noqa: N818 -- it is met as a sentence
    """A template asks for more than a letter can need."""


class _Budget:
    """The steps that are left of a filling."""

    def __init__(self) -> None:
        self.left = STEPS


_budget: ContextVar[_Budget | None] = ContextVar("budget", default=None)


@contextmanager
def bounded() -> Iterator[None]:
    """Count the steps of what is filled meanwhile; a template within another spends of the same."""
    token = _budget.set(_budget.get() or _Budget())
    try:
        yield
    finally:
        _budget.reset(token)


def _spend(steps: int) -> None:
    budget = _budget.get()
    if budget:
        budget.left -= steps
        if budget.left < 0:
            raise TooMuch(f"it takes more than {STEPS:,} steps, which no letter needs")


def _insist(size: int) -> None:
    if size > LONGEST:
        raise TooMuch(f"it makes a text of more than {LONGEST:,} characters, which no letter needs")


def _size(value: str | bytes) -> int:
    """Count the characters of a text; a sealed one, as the press has it, is not asked to count itself."""
    return str.__len__(value) if isinstance(value, str) else bytes.__len__(value)


def _measured(value: Any) -> Any:  # noqa: ANN401 -- whatever a template has
    """Spend what a value takes to go through, and give it back."""
    if isinstance(value, str | bytes):
        size = _size(value)
        _insist(size)
        _spend(size // CHARACTERS)
    elif isinstance(value, Sized) and not isinstance(value, Undefined):
        if len(value) > MOST:
            raise TooMuch(f"it makes a list of more than {MOST:,} entries, which no letter needs")
        _spend(len(value))
    return value


def _printed(value: Any) -> Any:  # noqa: ANN401 -- whatever a template has
    """Spend what a value takes to be printed, with all that it holds; what prints itself without end is refused."""
    if isinstance(value, str | bytes):
        return _measured(value)
    if isinstance(value, TemplateModule):
        _insist(sum(map(len, value._body_stream)))  # noqa: SLF001 -- what it prints
    elif isinstance(value, (*CONTAINERS, Namespace)):
        _insist(_length(value))
    return value


def _length(value: object) -> int:
    """Count what a list and the lists in it print; each is counted as often as it stands there."""
    length, waiting = 0, [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Namespace):
            raise TooMuch("it prints a namespace, which is no text")
        if isinstance(here, CONTAINERS):
            _spend(1 + len(here))
            waiting += [*here, *here.values()] if isinstance(here, dict) else here
        length += _size(here) if isinstance(here, str | bytes) else 4
        _insist(length)
    return length


def _built(value: Any) -> Any:  # noqa: ANN401 -- a list that a template wrote down
    _length(value)
    return value


def _join(parts: Iterable[str]) -> str:
    """Put pieces together, as long as they make a text that can be."""
    kept, length = [], 0
    for part in parts:
        kept.append(part)
        length += len(part)
        _insist(length)
    _spend(length // CHARACTERS)
    return "".join(kept)


def _weigh(name: str, value: object, given: Iterable[object]) -> None:
    """Refuse an operation that would make too much of little, before it is done."""
    arguments = list(given)
    if name in WIDENING and any(isinstance(one, int) and abs(one) > WIDEST for one in arguments):
        raise TooMuch(f"“{name}” is given a number above {WIDEST:,}, which no letter needs")
    if name == "sum" and any(isinstance(one, Sized) for one in arguments[1:]):
        raise TooMuch("“sum” adds up numbers")
    if name in MULTIPLYING and isinstance(value, Sized) and not isinstance(value, Undefined):
        _insist((len(value) + 1) * (1 + sum(len(one) for one in arguments if isinstance(one, str))))
    if name in {"format", "format_map"}:
        _lay_out(str(value), arguments)


def _lay_out(layout: str, given: Iterable[object]) -> None:
    """Refuse a layout such as `%9999999s` that makes much of little."""
    if WIDE.search(layout):
        raise TooMuch("it lays a text out with a width that no letter needs")
    longest = max((_length(one) for one in given), default=0)
    _insist((1 + layout.count("%") + layout.count("{")) * longest)


def _bound(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a filter be measured before and after."""
    skipped = 1 if hasattr(function, "jinja_pass_arg") else 0  # the context, which is no value

    @wraps(function)
    def filtering(*given: Any, **named: Any) -> Any:  # noqa: ANN401 -- whatever a template has
        _spend(1)
        value, *rest = given[skipped:]
        _weigh(name, value, (*rest, *named.values()))
        if name not in GOING_THROUGH:
            _printed(value)
        elif isinstance(value, Sized):
            _measured(value)
        return _measured(function(*given, **named))

    return filtering


class _Measuring(NodeTransformer):
    """Puts a measure around what a template goes through, puts together or writes down."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 -- Jinja's name
        self.generic_visit(node)
        node.iter = _around(node.iter, "_measured")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.nodes = [_around(part, "_printed") for part in node.nodes]
        return _around(node, "_measured")

    def visit_Operand(self, node: nodes.Operand) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if node.op in {"in", "notin"}:
            node.expr = _around(node.expr, "_measured")
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _around(node, "_measured") if isinstance(node.arg, nodes.Slice) else node

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _around(node, "_built")

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _around(node, "_built")

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _around(node, "_built") if node.ctx == "load" else node


def _around(node: Any, name: str) -> nodes.Expr:  # noqa: ANN401 -- Jinja's list of parts has no types
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with measures for all that could take too long or become too large."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})
    concat = staticmethod(_join)

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- Jinja's own
        """Take the options of Jinja's environment."""
        super().__init__(**options, finalize=_printed)
        del self.globals["lipsum"]
        kept = {name: filter_ for name, filter_ in self.filters.items() if name not in LEFT_OUT}
        self.filters = {name: _bound(name, filter_) for name, filter_ in kept.items()}
        self.filters |= {"_measured": _measured, "_printed": _printed, "_built": _built}
        within: Callable[..., bool] = self.tests["in"]  # type: ignore[assignment]
        self.tests["in"] = lambda value, there: within(value, _measured(there))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Measuring().visit(super()._parse(source, name, filename))
        return tree.set_environment(self)  # type: ignore[return-value]

    def read(self, source: str) -> nodes.Template:
        """Read a template as it is written, to be looked at and not to be filled."""
        return super()._parse(source, None, None)

    def _load_template(self, *named: Any) -> Any:  # noqa: ANN401 -- Jinja's own
        _spend(INCLUDE)
        return super()._load_template(*named)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Reckon, unless it would make too much."""
        _spend(1)
        if isinstance(left, int) and isinstance(right, int):
            _insist_on_bits(operator, left, right)
        elif operator == "*":
            _repeat(left, right)
        elif operator == "%" and isinstance(left, str):
            _lay_out(left, _values(right))
        return _measured(super().call_binop(context, operator, left, right))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        """Keep from a template what makes much of little."""
        return attr not in REFUSED_METHODS and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ANN401
        """Let the method `format` lay out within bounds."""
        formatting = super().wrap_str_format(value)
        if formatting is None:
            return None

        @wraps(formatting)
        def within_bounds(*given: Any, **named: Any) -> str:  # noqa: ANN401
            _weigh("format", value.__self__, (*given, *named.values()))
            return formatting(*given, **named)

        return within_bounds

    def call(self, context: Context, called: Any, /, *given: Any, **named: Any) -> Any:  # noqa: ANN401
        """Call, unless it would make too much."""
        _spend(CALL)
        text = getattr(called, "__self__", None)
        if isinstance(text, str | bytes | int | float):
            _weigh(called.__name__, text, (*given, *named.values()))
        return _measured(super().call(context, called, *given, **named))


def _values(right: object) -> list[object]:
    if isinstance(right, Mapping):
        return list(right.values())
    return list(right) if isinstance(right, tuple) else [right]


def _insist_on_bits(operator: str, left: int, right: int) -> None:
    """Refuse a whole number that is too long to be written."""
    bits = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
    if bits > BITS:
        raise TooMuch("it reckons with a number that no letter needs")


def _repeat(left: object, right: object) -> None:
    for text, times in ((left, right), (right, left)):
        if isinstance(text, Sized) and isinstance(times, int):
            _insist(len(text) * max(times, 0))
