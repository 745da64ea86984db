"""The journey of one letter, and of a batch: the only corridor between the rooms.

load      YAML -> records, every fault of every file        loading.py
write     records -> appeals -> letters -> documents        desk.py, making.py, rendering.py
batch     the same for many letters, planned and resumed    batch/
check     everything that is wrong, in one report           checking.py, judging.py
list, show, explain                                         telling.py
trace     sentence -> claims, law and people under it       tracing.py
begin     a folder, or a file, to begin with                beginning.py, authoring.py
form      letters -> one page that volunteers fill in       forming/
import    tables of recipients, and suggestions for them    importing.py, suggesting.py
fax       a file -> what it holds, how long, what it costs  reckoning.py
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from appeals.pipeline.beginning import begin, begin_record
from appeals.pipeline.checking import Found, check_all, explain_code
from appeals.pipeline.desk import Desk
from appeals.pipeline.faxing import FaxCall
from appeals.pipeline.loading import Records, load
from appeals.pipeline.making import Written, appeals_of, are_many, compose_all, letters_of, write
from appeals.pipeline.ordering import By, Lot, Order, Planned, Roster
from appeals.pipeline.reckoning import find_calls, show_fax
from appeals.pipeline.rendering import render_all
from appeals.pipeline.telling import explain, list_records, show
from appeals.pipeline.tracing import trace
from appeals.workspace import Workspace

if TYPE_CHECKING:
    from appeals.pipeline.batch.opening import Opened, name_batch, open_room, plan, write_batch
    from appeals.pipeline.batch.planning import Plan
    from appeals.pipeline.batch.reporting import tell_batch, tell_notes, tell_plan
    from appeals.pipeline.batch.running import Batch

# The batch is loaded when it is asked for: its tools take half as long again as all the rest, and few runs are batches.
LATE = {
    **dict.fromkeys(("Opened", "name_batch", "open_room", "plan", "write_batch"), "opening"),
    "Plan": "planning",
    **dict.fromkeys(("tell_batch", "tell_notes", "tell_plan"), "reporting"),
    "Batch": "running",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the name stands for
    """Load what belongs to the batch."""
    if name in LATE:
        return getattr(import_module(f"appeals.pipeline.batch.{LATE[name]}"), name)
    raise AttributeError(f"module “appeals.pipeline” has no attribute “{name}”")


__all__ = [
    "Batch",
    "By",
    "Desk",
    "FaxCall",
    "Found",
    "Lot",
    "Opened",
    "Order",
    "Plan",
    "Planned",
    "Records",
    "Roster",
    "Workspace",
    "Written",
    "appeals_of",
    "are_many",
    "begin",
    "begin_record",
    "check_all",
    "compose_all",
    "explain",
    "explain_code",
    "find_calls",
    "letters_of",
    "list_records",
    "load",
    "name_batch",
    "open_room",
    "plan",
    "render_all",
    "show",
    "show_fax",
    "tell_batch",
    "tell_notes",
    "tell_plan",
    "trace",
    "write",
    "write_batch",
]
