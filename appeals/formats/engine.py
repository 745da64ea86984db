"""Loads WeasyPrint, late and with a sentence where it cannot be loaded."""

from contextlib import redirect_stdout
from io import StringIO
from typing import Any
from warnings import catch_warnings, filterwarnings

from appeals.problems import MissingTool


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
