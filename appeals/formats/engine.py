"""Loads WeasyPrint, late and with a sentence where it cannot be loaded, or is not what appeals was written for.

It is asked for more than it offers to the public: where each line stands, what stands in the objects of a PDF. Another
version may have that elsewhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from typing import Any
from warnings import catch_warnings, filterwarnings

from appeals.problems import FormatError, MissingTool

# What comes of asking for something that is not there, or is something else.
SURPRISES = (AttributeError, TypeError, LookupError, ValueError, AssertionError, ImportError)


def load_weasyprint() -> Any:  # noqa: ANN401 -- WeasyPrint has no types
    """Import WeasyPrint; raise MissingTool where the libraries it stands on are not installed."""
    try:
        with (
            catch_warnings(),
            redirect_stdout(StringIO()),
        ):  # WeasyPrint prints advice of its own where Pango is missing
            # Without that library fonts are cut down by fontTools: ten times slower, and the page is the same.
            filterwarnings("ignore", "HarfBuzz-Subset will be required", DeprecationWarning)
            import weasyprint  # noqa: PLC0415 -- half a second, and Pango may be missing
    except OSError as error:
        raise MissingTool.of(
            "the PDF cannot be made, because the library Pango is not installed",
            "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, or write --as html,text",
        ) from error
    return weasyprint


@contextmanager
def known_inside() -> Iterator[None]:
    """Raise FormatError with the version of WeasyPrint where it is not made as appeals expects."""
    try:
        yield
    except SURPRISES as error:
        raise FormatError.of(
            f"the page cannot be laid out: {tell_surprise(error)}",
            'pip install "weasyprint>=70,<71"; where that is installed, tell the makers of appeals',
        ) from error


def tell_surprise(error: Exception) -> str:
    """Say what was not found inside WeasyPrint, and in which version; nothing that may be a word of a letter."""
    try:
        installed = version("weasyprint")
    except PackageNotFoundError:
        installed = "of an unknown version"
    told = f": {error}" if isinstance(error, AttributeError | ImportError) else ""
    return f"WeasyPrint {installed} is made otherwise than appeals expects ({type(error).__name__}{told})"
