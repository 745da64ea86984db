"""Stands before the real WeasyPrint on the path and fails as it does on a machine without Pango."""

raise OSError("cannot load library 'libpango-1.0-0': libpango-1.0-0: cannot open shared object file")
