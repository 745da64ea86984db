"""Lays out folders and files to begin with."""

import re
from pathlib import Path

from appeals.problems import UsageError
from appeals.records.schema import SCHEMAS, schema
from appeals.templating import Templates, shelf
from appeals.workspace import CASES, Workspace, starter

SCHEMA_FOLDER = ".schemas"
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NEW = {"case": f"{CASES}/{{}}.yaml", "recipient": "recipients/{}.yaml", "sender": "senders/{}.yaml"}


def begin(folder: Path) -> tuple[Path, ...]:
    """Lay out a folder with the records that come with appeals."""
    source = Workspace(starter())
    records = (*source.recipient_files(), *source.sender_files(), *source.case_files())
    files = [(path.relative_to(source.folder).as_posix(), _moved(source.read(path))) for path in records]
    schemas = [(f"{SCHEMA_FOLDER}/{name}.json", schema(name)) for name in SCHEMAS]
    return Workspace(folder).create([*files, *schemas])


def _moved(text: str) -> str:
    """Let a record's first line name the schema where a user's folder has it."""
    return text.replace("appeals/schemas/", f"{SCHEMA_FOLDER}/", 1)


def begin_record(workspace: Workspace, what: str, name: str) -> Path:
    """Write a commented file for a new record."""
    if not IDENTIFIER.fullmatch(name):
        raise UsageError.of(
            f"“{name}” cannot be an id", "use small letters, digits and hyphens, as in river-villages-2026"
        )
    text = Templates((shelf(),)).text(f"new/{what}.yaml").replace("NEW-ID", name)
    return workspace.create([(NEW[what].format(name), text)])[0]
