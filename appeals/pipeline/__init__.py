"""The journey of one letter, and of a batch: the only corridor between the rooms.

load      YAML -> records, every fault of every file        loading.py
write     records -> appeals -> letters -> documents        making.py
check     everything that is wrong, in one report           checking.py, judging.py
list, show, explain                                         telling.py
trace     sentence -> claims, law and people under it       tracing.py
begin     a folder, or a file, to begin with                beginning.py
fax       a file -> what it holds, how long, what it costs  reckoning.py
"""

from appeals.pipeline.beginning import begin, begin_record
from appeals.pipeline.checking import Found, check_all, explain_code
from appeals.pipeline.faxing import FaxCall
from appeals.pipeline.loading import Records, load
from appeals.pipeline.making import (
    Written,
    appeals_of,
    compose_all,
    letters_of,
    render_all,
    write,
)
from appeals.pipeline.ordering import Lot, Order, Planned, Roster
from appeals.pipeline.reckoning import find_calls, show_fax
from appeals.pipeline.telling import explain, list_records, show
from appeals.pipeline.tracing import trace
from appeals.workspace import Workspace

__all__ = [
    "FaxCall",
    "Found",
    "Lot",
    "Order",
    "Planned",
    "Records",
    "Roster",
    "Workspace",
    "Written",
    "appeals_of",
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
    "render_all",
    "show",
    "show_fax",
    "trace",
    "write",
]
