"""What a template may make and do is bounded: whatever it asks for, it is refused with a sentence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from appeals.templating import Templates

TEXT = "{% set x = 'a' * 1000000 %}"  # as long as a text may be, or nearly
GROW = "{% set n = namespace(x=X) %}{% for i in range(80) %}Y{% endfor %}"


def grow(start: str, step: str) -> str:
    """Write a template that doubles something eighty times."""
    return GROW.replace("X", start).replace("Y", step)


BOMBS = {
    "a product": "{{ 'a' * 10**10 }}",
    "a product the other way": "{{ 10**10 * 'a' }}",
    "a list of ten thousand million": "{% set x = [0] * 10**10 %}",
    "a power": "{{ 10 ** (10**10) }}",
    "a power of a power": "{% set x = 9**999 %}{% set y = x**999 %}",
    "centred": "{{ 'a' | center(10**10) }}",
    "centred by the method": "{{ 'a'.center(10**10) }}",
    "a constant that is centred": "{{ 'a' | center(10000000000) }}",
    "moved right": "{{ 'a'.rjust(10**10) }}",
    "with noughts": "{{ '1'.zfill(10**10) }}",
    "with tabs": "{{ '\\t'.expandtabs(10**10) }}",
    "indented": "{{ 'a\nb' | indent(10**10) }}",
    "a width in a format": "{{ '%1000000000s' | format('a') }}",
    "a width in a percentage": "{{ '%1000000000d' % 1 }}",
    "a width given": "{{ '%*d' | format(10**9, 1) }}",
    "a precision": "{{ '%.1000000000f' | format(1.0) }}",
    "a width in the method": "{{ '{:>1000000000}'.format('a') }}",
    "a width from elsewhere": "{{ '{:>{}}'.format('a', 10**9) }}",
    "a width in a map": "{{ '{a:>1000000000}'.format_map({'a': 1}) }}",
    "one text put in often": TEXT + "{{ ('%(a)s' * 1000) % {'a': x} }}",
    "one text put in often by the method": TEXT + "{{ ('{0}' * 1000).format(x) }}",
    "rounded": "{{ 5 | round(-10**10, 'floor') }}",
    "bytes of a number": "{{ (1).to_bytes(10**10, 'big') }}",
    "replaced": TEXT + "{{ x | replace('a', x) }}",
    "replaced by the method": TEXT + "{{ x.replace('a', x) }}",
    "joined": TEXT + "{{ range(100000) | join(x) }}",
    "joined by the method": TEXT + "{{ x.join('abcdefghijklmnop') }}",
    "translated": TEXT + "{{ 'aaaa'.translate({97: x}) }}",
    "wrapped": TEXT + "{{ x | wordwrap(1, true, x) }}",
    "a range without end": "{% for i in range(10**10) %}{% endfor %}",
    "ranges in ranges": "{% for a in range(99999) %}{% for b in range(99999) %}a{% endfor %}{% endfor %}",
    "ranges that print nothing": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "a loop that calls itself": "{% for a in range(9) recursive %}{{ loop(range(9)) }}{% endfor %}",
    "maps in loops": "{% for a in range(99999) %}{% set x = range(99999) | map('string') | list %}{% endfor %}",
    "sums in loops": "{% for a in range(99999) %}{% set x = range(99999) | sum %}{% endfor %}",
    "a search in loops": "{% for a in range(99999) %}{{ 'b' if -1 in range(99999) | list }}{% endfor %}",
    "a search by a test": "{% for a in range(99999) %}{{ 'b' if -1 is in(range(99999) | list) }}{% endfor %}",
    "capitals in loops": TEXT + "{% for a in range(99999) %}{% set y = x | upper %}{% endfor %}",
    "parts in loops": TEXT + "{% for a in range(99999) %}{% set y = x[1:] %}{% endfor %}",
    "a text in loops": TEXT + "{% for a in range(99999) %}{{ x }}{% endfor %}",
    "a text in a block": TEXT + "{% set y %}{% for a in range(99999) %}{{ x }}{% endfor %}{% endset %}",
    "a sum of lists": "{{ ([[1] * 1000] * 1000) | sum(start=[]) }}",
    "doubled by adding": grow("'ab'", "{% set n.x = n.x + n.x %}"),
    "doubled by putting together": grow("'ab'", "{% set n.x = n.x ~ n.x %}"),
    "doubled by printing": grow("'ab'", "{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}"),
    "doubled in a list": grow("'ab'", "{% set n.x = [n.x, n.x] %}"),
    "doubled in a tuple": grow("'ab'", "{% set n.x = (n.x, n.x) %}"),
    "doubled in fields": grow("'ab'", "{% set n.x = {'a': n.x, 'b': n.x} %}"),
    "doubled in a list that is multiplied": grow("[1]", "{% set n.x = n.x * 2 %}"),
    "squared": grow("9", "{% set n.x = n.x * n.x %}"),
    "a list of one long text": TEXT + "{{ [x] * 1000 }}",
    "a list of one long text as text": TEXT + "{{ ([x] * 1000) | string | length }}",
    "a list of one long text put together": TEXT + "{{ ([x] * 1000) ~ 'a' }}",
    "fields that hold themselves": "{% set n = namespace() %}{% set n.x = n %}{{ n }}",
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    "{{ m(99) }}",
    "a macro without end": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "itself twice": "{% set d = (d | default(0)) + 1 %}"
    "{% if d < 99 %}{% include 'itself twice.j2' %}{% include 'itself twice.j2' %}{% endif %}",
    "words made up": "{{ lipsum(10**9) }}",
    "brackets": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "lists in lists": "{{ " + "[" * 3000 + "]" * 3000 + " }}",
    "blocks": "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    "loops in loops": "{% for a in [1] %}" * 40 + "{% endfor %}" * 40,
    "a chain of signs": "{{ " + "-" * 30000 + "1 }}",
    "a chain of filters": "{{ 1" + " | abs" * 30000 + " }}",
    "a chain of sums": "{{ 1" + " + 1" * 30000 + " }}",
}
FILL = """
import json, resource, sys
from pathlib import Path
from appeals.problems import TemplateError
from appeals.templating import Templates
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
folder = Path(sys.argv[1])
fill = getattr(Templates((folder,)), sys.argv[2])
for path in sorted(folder.glob("*.j2")):
    try:
        fill(path.name)
        said = "nothing"
    except TemplateError as error:
        said = str(error)
    print(json.dumps([path.stem, said]), flush=True)
"""
REASONS = (
    "no letter needs", "too deep", "includes itself", "is undefined", "Range too big", "no text", "unsafe", "adds up",
)  # fmt: skip


@pytest.fixture(scope="module", params=["page", "parts"])
def reports(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Fill every template in a process that has 2 GB of room, and return what is said of each."""
    folder = tmp_path_factory.mktemp(request.param)
    for name, text in BOMBS.items():
        (folder / f"{name}.j2").write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", FILL, folder, request.param]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-400:] + done.stderr[-2000:]
    return dict(map(json.loads, done.stdout.splitlines()))


@pytest.mark.parametrize("name", BOMBS)
def test_too_much_is_refused(name: str, reports: dict[str, str]) -> None:
    """A template that asks for too much is an error with its file and a reason; no memory runs out for it."""
    said = reports[name]
    assert said.startswith(f"templates/{name}.j2")
    assert any(reason in said for reason in REASONS), said
    assert len(said) < 400


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ ['a', 'b'] | join(', ') }} {{ 'a' * 3 }}{{ 2 ** 10 }} {{ 7 % 4 }}", "a, b aaa1024 3"),
        ("{% for a, b in {'x': 1}.items() %}{{ loop.last }}{{ a ~ b }}{% else %}none{% endfor %}", "Truex1"),
        ("{% for a in [] %}{% else %}none{% endfor %}{{ nosuch | default('x') }}", "nonex"),
        ("{% for a in range(3) | map('string') %}{{ loop.index }}{{ a }}{% endfor %}", "102132"),
        ("{{ 'ab'[1:] }}{{ ['x'] }}{{ (1, 2) }}{{ {'a': 1} | length }}", "b[&#39;x&#39;](1, 2)1"),
        ("{{ 'a' | center(9) }}{{ '%5.2f' | format(1.5) }}{{ '{:>3}'.format(1) }}", "    a     1.50  1"),
        ("{{ 2.345 | round(1) }}{{ [1, 2] | sum }}{{ 1 in [1] }}{{ 1 is in([2]) }}", "2.33TrueFalse"),
        ("{{ 'Some 1,000,000 people' | replace(',', '.') }}", "Some 1.000.000 people"),
        ("{% set x %}<b>{% endset %}{{ x }}{{ '<' ~ x }}{{ 1000000 | string }}", "<b>&lt;<b>1000000"),
    ],
)
def test_what_letters_need_is_printed_as_ever(text: str, printed: str, tmp_path: Path) -> None:
    """Measures change nothing of what is printed."""
    (tmp_path / "a.j2").write_text(text, encoding="utf-8")
    assert Templates((tmp_path,)).page("a.j2") == printed


def test_a_long_run_is_printed(tmp_path: Path) -> None:
    """Ten thousand labels of seven lines are within the bounds."""
    (tmp_path / "a.j2").write_text(
        "{% for a in many %}{% for b in a %}{{ b | upper }}{% endfor %}{% endfor %}", "utf-8"
    )
    assert len(Templates((tmp_path,)).page("a.j2", many=[["Ministry of Justice"] * 7] * 10_000)) == 1_330_000
