"""The journey of one letter, and of a batch: the only corridor between the rooms.

load      YAML -> records, every fault of every file        loading.py
write     records -> appeals -> letters -> documents        making.py
check, list, show, explain                                  telling.py
begin     a folder, or a file, to begin with                beginning.py
"""

from appeals.pipeline.beginning import begin, begin_record
from appeals.pipeline.loading import Records, load
from appeals.pipeline.making import Order, Written, appeals_of, compose_all, letters_of, render_all, write
from appeals.pipeline.telling import Found, check_all, explain, list_records, show
from appeals.workspace import Workspace

__all__ = [
    "Found",
    "Order",
    "Records",
    "Workspace",
    "Written",
    "appeals_of",
    "begin",
    "begin_record",
    "check_all",
    "compose_all",
    "explain",
    "letters_of",
    "list_records",
    "load",
    "render_all",
    "show",
    "write",
]
