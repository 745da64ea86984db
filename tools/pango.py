"""Exit with 0 when WeasyPrint can draw: Pango is there, and HarfBuzz to embed fonts alike on every machine."""

import contextlib
import io
import warnings

warnings.simplefilter("ignore")  # WeasyPrint warns where HarfBuzz's subsetter is missing; we answer by the exit code

try:
    with contextlib.redirect_stdout(io.StringIO()):  # it prints a page of advice where Pango is missing
        from weasyprint.text.ffi import harfbuzz_subset
except OSError:
    raise SystemExit(1) from None

raise SystemExit(harfbuzz_subset is None)
