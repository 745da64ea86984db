"""A batch, made by several: milliseconds a letter of the press beside those of others, on the same letters."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from time import perf_counter, process_time

from classic import print_by_reportlab
from peers import Make, Task, prepare, print_alone, print_by_typst, print_with_shared_fonts
from workplace import Letters

from appeals.formats.binding import Bound, bind
from appeals.formats.fax import write_document
from appeals.formats.fax_press import FaxForm, fill_faxes, make_fax_form
from appeals.formats.press import Form, Shape, fill, make_form, prove, shape_of, texts_of
from appeals.formats.stationery import A4
from appeals.model.letter import Letter
from appeals.pipeline.batch.pressing import choose_other
from appeals.templating import Templates

ROUNDS = 3
PRESS = "the press: fields of finished forms filled in"
WRITING = "plain writing"
FAX = "a fax"
TASK = 100  # letters whose faxes `appeals write` makes together
# Letters of a round; more would take minutes.
SAMPLE = {"weasyprint": 16, "typst": 400, "reportlab": 100, "fax": 500, "fax drawn": 20}


class Unserved(Exception):  # noqa: N818 -- ends the measurement
    """The press does not serve a letter that it should."""


@dataclass(slots=True)
class Side:
    """One way to make letters: a call makes so many of them; what each round took, in milliseconds a letter.

    By the clock, and of all cores together: Typst uses several.
    """

    name: str
    count: int
    call: Callable[[], object]
    took: list[float] = field(default_factory=list)
    cores: list[float] = field(default_factory=list)

    @property
    def each(self) -> float:
        """Milliseconds a letter by the clock, the median of the rounds."""
        return median(self.took)

    def measure(self) -> None:
        """Make the letters of one round."""
        begun, used = perf_counter(), process_time()
        self.call()
        self.took.append(1000 * (perf_counter() - begun) / self.count)
        self.cores.append(1000 * (process_time() - used) / self.count)


class Press:
    """The press at work in one process."""

    def __init__(self, letters: list[Letter], templates: Templates, *, fax: bool = False) -> None:
        """Lay out the forms that the letters need; how long that takes is kept."""
        begun = perf_counter()
        groups: dict[Shape, list[Letter]] = {}
        for letter in letters:
            groups.setdefault(shape_of(letter), []).append(letter)
        self.groups = list(groups.values())
        self._forms: dict[Shape, Form] = {}
        for shape, group in groups.items():
            texts = {text for letter in group for text in texts_of(letter)}
            form = make_form(group[0], texts, templates, A4, fax=fax)
            if form is None:
                raise Unserved(f"the press has no form for {len(group)} of {len(letters)} letters")
            self._forms[shape] = form
        self.prepared = perf_counter() - begun

    @property
    def forms(self) -> int:
        """How many forms there are."""
        return len(self._forms)

    def make(self, letter: Letter) -> bytes:
        """Fill a form."""
        content = fill(self._forms[shape_of(letter)], letter)
        if content is None:
            raise Unserved(f"the press cannot fill {letter.name}")
        return content

    def make_fax_form(self, group: list[Letter]) -> FaxForm:
        """Draw what the faxes of some letters share."""
        form = self._forms[shape_of(group[0])]
        other = choose_other(form, group[0])
        made = make_fax_form(form, group[0], other, A4.fax, A4.window.paper) if other else None
        if made is None:
            raise Unserved(f"the press has no form for {len(group)} faxes")
        return made

    def draw_fax(self, letter: Letter) -> bytes:
        """Fill a form of the fax edition, draw all of it and code it."""
        return write_document(letter, self.make(letter), A4).content

    def make_and_prove(self, letter: Letter) -> bytes:
        """Fill a form and prove what came out, as `appeals write` does."""
        content = self.make(letter)
        if wrong := prove(self._forms[shape_of(letter)], content, letter):
            raise Unserved(str(wrong))
        return content


def compare(letters: Letters, count: int, scratch: Path) -> tuple[list[Side], Press]:
    """Let all sides make letters in turn, some rounds; each begins in another place of the order."""
    written = list(letters.make(count))
    press = Press(written, letters.templates)
    sides = list(list_sides(written, press, letters.templates, scratch))
    for number in range(ROUNDS):
        for side in sides[number:] + sides[:number]:
            side.measure()
            print(f"{side.took[-1]:9.3f} ms a letter: {side.name}", flush=True)
    return sides, press


def list_sides(letters: list[Letter], press: Press, templates: Templates, scratch: Path) -> Iterator[Side]:
    """Yield all sides, each warm."""
    many = len(letters)
    yield Side(PRESS, many, partial(each, press.make, letters))
    yield Side("the press, and each letter proved", many, partial(each, press.make_and_prove, letters))
    content = press.make(letters[0])
    yield Side(f"{WRITING} of {len(content):,} bytes a letter", many, partial(write_files, content, many, scratch))
    yield Side("the press, and all bound into one PDF to print", many, partial(bind_all, press, letters, scratch))
    tasks = prepare(islice(letters, max(SAMPLE.values())), templates)
    first = tasks[0].letter
    makes: dict[str, tuple[str, Make]] = {
        "WeasyPrint, one plain call a letter": ("weasyprint", print_alone),
        "WeasyPrint, fonts loaded once": ("weasyprint", print_with_shared_fonts()),
        "Typst, one compiler, tagged PDF": ("typst", print_by_typst(scratch / "typst", first, tagged=True)),
        "Typst, one compiler, without tags": ("typst", print_by_typst(scratch / "typst", first, tagged=False)),
        "ReportLab, platypus": ("reportlab", print_by_reportlab()),
    }
    for name, (peer, make) in makes.items():
        make(tasks[0])
        yield Side(name, min(SAMPLE[peer], many), partial(each, make, tasks[: SAMPLE[peer]]))
    yield from list_faxes(letters[: SAMPLE["fax"]], templates)


def list_faxes(letters: list[Letter], templates: Templates) -> Iterator[Side]:
    """Yield the fax: at the press, and drawn whole; nothing where the press has no form of its edition."""
    try:
        press = Press(letters, templates, fax=True)
        forms = [(press.make_fax_form(group), group) for group in press.groups]
    except Unserved as error:
        print(f"no row of the fax: {error}")
        return
    pages = len(forms[0][0].sheets)
    yield Side(f"{FAX} of {pages} pages at the press", len(letters), partial(fill_all, forms))
    few = letters[: SAMPLE["fax drawn"]]
    yield Side("the same, every page drawn and coded as a whole", len(few), partial(each, press.draw_fax, few))


def fill_all(forms: list[tuple[FaxForm, list[Letter]]]) -> None:
    """Make all faxes, some at a time."""
    for form, letters in forms:
        for first in range(0, len(letters), TASK):
            if None in fill_faxes(form, letters[first : first + TASK]):
                raise Unserved("the press cannot fill a fax")


def each(make: Callable[[Task], bytes] | Callable[[Letter], bytes], things: Iterable[Task] | Iterable[Letter]) -> None:
    """Make every letter and let it go."""
    for thing in things:
        make(thing)  # type: ignore[arg-type]


def write_files(content: bytes, count: int, scratch: Path) -> None:
    """Write so many files into a new folder."""
    folder = Path(mkdtemp(dir=scratch))
    for number in range(count):
        (folder / f"{number:06}.pdf").write_bytes(content)


def bind_all(press: Press, letters: list[Letter], scratch: Path) -> None:
    """Make all letters and bind them as they come."""
    with (scratch / "print.pdf").open("wb") as target:
        bind((Bound(", ".join(letter.address[:2]), press.make(letter)) for letter in letters), target.write)


def table(sides: list[Side]) -> Iterator[str]:
    """Lay the results out as a table of Markdown, the ratio to the press first."""
    ours = next(side for side in sides if side.name == PRESS).each
    yield "| times the press | ms a letter | of all cores | way | letters of a round |"
    yield "|---:|---:|---:|---|---:|"
    for side in sides:
        low, high = min(side.took), max(side.took)
        figures = f"{shorten(side.each)} ({shorten(low)}-{shorten(high)})"
        cores = shorten(median(side.cores))
        yield f"| {shorten(side.each / ours)} | {figures} | {cores} | {side.name} | {side.count:,} |"


def list_aims(sides: list[Side], whole: float) -> Iterator[str]:
    """Lay out what was aimed at as a table of Markdown; `whole` are milliseconds a letter and core of a whole run."""

    def best(name: str) -> float:
        return min(side.each for side in sides if side.name.startswith(name))

    press = best(PRESS)
    yield "| aim, a letter and core | the press alone | `appeals write` |"
    yield "|---|---:|---:|"
    yield f"| under 0.5 ms | {shorten(press)} ms | {shorten(whole)} ms |"
    for peer, times in (("WeasyPrint", 100), ("Typst", 10)):
        figures = " | ".join(shorten(best(peer) / ours) for ours in (press, whole))
        yield f"| {times} times {peer} or more | {figures} |"
    figures = " | ".join(shorten(ours / best(WRITING)) for ours in (press, whole))
    yield f"| within 10 times of {WRITING} | {figures} |"
    if faxes := [side.each for side in sides if side.name.startswith(FAX)]:
        yield f"| a fax of two pages under 4 ms | {shorten(min(faxes))} ms | |"


def shorten(figure: float) -> str:
    """Write a figure with as many digits as mean something."""
    return f"{figure:,.{0 if figure >= 100 else 1 if figure >= 10 else 2}f}"  # noqa: PLR2004
