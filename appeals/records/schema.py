"""JSON Schemas of what people write, draft-07, for editors (the draft that yaml-language-server reads)."""

import json
from typing import Any

from pydantic import BaseModel

from appeals.model.case import Case
from appeals.model.lawfile import LawFile
from appeals.model.recipient import RecipientsFile
from appeals.model.sender import SendersFile
from appeals.model.tariff import Tariff

SCHEMAS: dict[str, type[BaseModel]] = {
    "case": Case,
    "law": LawFile,
    "recipients": RecipientsFile,
    "senders": SendersFile,
    "tariff": Tariff,
}


def schema(name: str) -> str:
    """Write the schema of one kind of file as JSON text."""
    made = SCHEMAS[name].model_json_schema(ref_template="#/definitions/{model}")
    draft7 = {"$schema": "http://json-schema.org/draft-07/schema#", **_draft7(made)}
    return json.dumps(draft7, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _draft7(part: Any) -> Any:  # noqa: ANN401 -- any JSON
    """Rename what draft-07 calls otherwise, and let an empty field mean “not known”."""
    if isinstance(part, list):
        return [_draft7(item) for item in part]
    if not isinstance(part, dict):
        return part
    renamed = {("definitions" if key == "$defs" else key): _draft7(value) for key, value in part.items()}
    renamed.pop("discriminator", None)  # of OpenAPI, unknown to JSON Schema
    return renamed
