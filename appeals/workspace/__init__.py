"""The user's folder: the only package that opens or writes the user's files."""

from appeals.workspace.files import is_file
from appeals.workspace.folder import CASES, LAW, Workspace, starter
from appeals.workspace.names import insist_on_portable
from appeals.workspace.outbox import JOURNAL, LEDGER, Outbox, find_outboxes
from appeals.workspace.stamps import Stamp, stamp_files, stamp_records

__all__ = [
    "CASES",
    "JOURNAL",
    "LAW",
    "LEDGER",
    "Outbox",
    "Stamp",
    "Workspace",
    "find_outboxes",
    "insist_on_portable",
    "is_file",
    "stamp_files",
    "stamp_records",
    "starter",
]
