"""Lays out folders and files to begin with."""

from pathlib import Path

from appeals.model.answers import What
from appeals.pipeline.authoring import FOLDERS, IDENTIFIER, LONGEST
from appeals.pipeline.examples import model_of
from appeals.problems import UsageError
from appeals.records.schema import SCHEMAS, schema
from appeals.workspace import Workspace, insist_on_portable, starter

SCHEMA_FOLDER = ".schemas"
PLACES = ("recipients", "senders", "seeds", "law", "templates", "outbox")  # a command may redirect into any of them


def begin(folder: Path) -> tuple[Path, ...]:
    """Lay out a folder with the records that come with appeals, and every folder that is read or written there."""
    source = Workspace(starter())
    records = (*source.recipient_files(), *source.sender_files(), *source.case_files())
    files = [(path.relative_to(source.folder).as_posix(), _moved(source.read(path))) for path in records]
    schemas = [(f"{SCHEMA_FOLDER}/{name}.json", schema(name)) for name in SCHEMAS]
    workspace = Workspace(folder)
    paths = workspace.create([*files, *schemas])
    workspace.make_folders(PLACES)
    return paths


def _moved(text: str) -> str:
    """Let a record's first line name the schema where a user's folder has it."""
    return text.replace("appeals/schemas/", f"{SCHEMA_FOLDER}/", 1)


def begin_record(workspace: Workspace, what: What, name: str) -> Path:
    """Write a commented file for a new record, with examples in place of answers."""
    insist_on_id(name)
    return workspace.create([(f"{FOLDERS[what]}/{name}.yaml", model_of(what).replace("NEW-ID", name))])[0]


def insist_on_id(name: str) -> None:
    """Refuse what cannot be an id; raise UsageError."""
    if not IDENTIFIER.fullmatch(name):
        raise UsageError.of(
            f"“{name}” cannot be an id", "use small letters, digits and hyphens, as in river-villages-2026"
        )
    if len(name) > LONGEST:
        raise UsageError.of(f"this id has more than {LONGEST} letters", "shorten it")
    insist_on_portable(name)
