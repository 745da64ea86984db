"""Letters for people in danger, made from records: the right person, the right address, the law as it binds.

For programs; the command line uses nothing else:

    from datetime import date
    from pathlib import Path
    from appeals import By, Order, Workspace, check_all, open_room, plan, write, write_batch

    folder = Workspace(Path("."))
    found = check_all(folder, (), date.today())                            # what is wrong, with its place
    written = write(folder, Order(cases=("my-case",)), None, date.today())  # a few letters: all of them, or none
    room = open_room(folder, Order(cases=("my-case",), missions=True), date.today()).room
    batch = write_batch(room, Path("outbox/my-case"), By(jobs=2))          # many: with a ledger, to be resumed

Whatever the user can mend is raised as an AppealsError, whose problems have a place, a sentence and a mend. Everything
that can be imported from here is listed in `appeals.pipeline`; it is loaded when it is asked for.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the name stands for
    """Load what is asked for from the corridor."""
    pipeline = import_module("appeals.pipeline")  # late, so that `import appeals` costs nothing
    if name in pipeline.__all__:
        return getattr(pipeline, name)
    raise AttributeError(f"module “appeals” has no attribute “{name}”")
