"""One letter, two ways: what `appeals` takes beside what it stands on, both sides in turn."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from appeals.formats.fax import code_page
from appeals.formats.raster import Sheet, draw_pages
from appeals.formats.tiff import DOWN, Fax, write_tiff
from appeals.model.fax import Resolution

HOUSE = Path(__file__).parents[2]
APPEALS = Path(sys.executable).with_name("appeals")
CASE, RECIPIENT = "forced-returns-2003", "cn-premier"

# What anyone would write who has a page, its fonts and WeasyPrint.
BARE = "import sys, weasyprint as w; w.HTML(sys.argv[1]).write_pdf(sys.argv[2], stylesheets=sys.argv[3:])"
BARE_ARCHIVE = BARE.replace("stylesheets", "pdf_variant='pdf/a-3a', stylesheets")
FONTS = HOUSE / "templates" / "letterhead" / "fonts.css"

Call = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """Two ways to do the same thing, each a call that does it once."""

    task: str
    ours: Call
    yardstick: str
    theirs: Call


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each repeat, ours and theirs, in pairs that ran one after the other."""

    row: Row
    pairs: tuple[tuple[float, float], ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios of the pairs."""
        return median(ours / theirs for ours, theirs in self.pairs)


def run(*command: str | Path) -> None:
    """Run a program to its end; its failure ends the measurement."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=HOUSE)


def rows(scratch: Path) -> Iterator[Row]:
    """Yield what is measured, with all that must be made ready beforehand."""
    python = sys.executable
    write = (APPEALS, "-C", HOUSE, "write", CASE, "--to", RECIPIENT, "--out", scratch, "--as")
    run(*write, "html")
    (page,) = scratch.glob(f"*{CASE}*{RECIPIENT}*.html")
    bare = (page, scratch / "bare.pdf", FONTS)
    yield Row(
        "`appeals write --as pdf`, one letter",
        partial(run, *write, "pdf"),
        "bare WeasyPrint, same page and fonts, PDF/A-3a",
        partial(run, python, "-c", BARE_ARCHIVE, *bare),
    )
    yield Row(
        "the same",
        partial(run, *write, "pdf"),
        "bare WeasyPrint, same page and fonts, plain PDF",
        partial(run, python, "-c", BARE, *bare),
    )
    yield Row(
        "`appeals write --as text`, one letter",
        partial(run, *write, "text"),
        "bare WeasyPrint, plain PDF",
        partial(run, python, "-c", BARE, *bare),
    )
    yield Row(
        "`appeals --help`",
        partial(run, APPEALS, "--help"),
        "`import click`",
        partial(run, python, "-c", "import click"),
    )
    yield from fax_rows(write, scratch)


def fax_rows(write: tuple[str | Path, ...], scratch: Path) -> Iterator[Row]:
    """Yield what a fax costs beyond its PDF: ours within the process, as a batch has it, and Ghostscript's process."""
    if not shutil.which("gs"):
        print("Ghostscript is missing, and with it the rows of the fax: apt install ghostscript")
        return
    run(*write, "fax-pack")
    (pdf,) = scratch.glob("*.fax.pdf")
    content = pdf.read_bytes()
    pages = len(draw_pages(content, Sheet("a4", "fine")))
    for resolution, down in DOWN.items():
        device = ("-sDEVICE=tiffg3", "-dAdjustWidth=1", f"-r204x{down}", f"-sOutputFile={scratch / 'gs.tif'}")
        yield Row(
            f"PDF to fax, {pages} pages, {resolution}, in the process",
            partial(make_fax, content, resolution),
            "`gs -sDEVICE=tiffg3`, same PDF, a process",
            partial(run, "gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", *device, pdf),
        )


def make_fax(content: bytes, resolution: Resolution) -> bytes:
    """Draw, check, code and write the pages of a PDF."""
    drawn = draw_pages(content, Sheet("a4", resolution))
    return write_tiff(Fax("mh", resolution, tuple(code_page(page, "mh") for page in drawn)))


def measure(row: Row, repeats: int) -> Timing:
    """Let both sides run in turn, beginning now with one and now with the other; a first round does not count."""
    pairs = []
    for number in range(repeats + 1):
        order = (row.ours, row.theirs) if number % 2 else (row.theirs, row.ours)
        took = {id(call): seconds(call) for call in order}
        pairs.append((took[id(row.ours)], took[id(row.theirs)]))
    return Timing(row, tuple(pairs[1:]))


def seconds(call: Call) -> float:
    """Time one call."""
    start = perf_counter()
    call()
    return perf_counter() - start


def spread(figures: list[float]) -> str:
    """Write the median and the range of some durations in milliseconds."""
    low, middle, high = (1000 * value for value in (min(figures), median(figures), max(figures)))
    return f"{middle:.0f} ms ({low:.0f}-{high:.0f})"


def table(timings: list[Timing]) -> Iterator[str]:
    """Lay the results out as a table of Markdown."""
    yield "| ratio | what | took | beside | took |"
    yield "|---|---|---|---|---|"
    for timing in timings:
        ours, theirs = (list(side) for side in zip(*timing.pairs, strict=True))
        row = timing.row
        yield f"| {timing.ratio:.2f} | {row.task} | {spread(ours)} | {row.yardstick} | {spread(theirs)} |"
