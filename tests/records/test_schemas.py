"""The schemas that editors use accept what the tool accepts."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from appeals.model.numbers import NUMBER_PATTERN
from appeals.records import mends, parse
from appeals.records.schema import SCHEMAS, schema

HOUSE = Path(__file__).parents[2]
FILES = {
    "recipients": [HOUSE / "recipients.yaml"],
    "senders": [HOUSE / "senders.yaml"],
    "case": sorted((HOUSE / "seeds").glob("*.yaml")),
}


class _AsEditors(yaml.SafeLoader):
    """Reads as YAML 1.2 does, where `on` and `no` are words."""

    yaml_implicit_resolvers = {  # noqa: RUF012 -- as the parent has it
        first: [pair for pair in pairs if first in "tTfF" or not pair[0].endswith(":bool")]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schemas_are_well_formed_and_fresh(name: str) -> None:
    """Each schema is draft-07 and the packaged copy is the one that the models make now."""
    made = json.loads(schema(name))
    assert made["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(made)
    assert "$defs" not in schema(name)
    assert (HOUSE / "appeals" / "schemas" / f"{name}.json").read_text(encoding="utf-8") == schema(name)


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, paths in FILES.items() for path in paths])
def test_shipped_records_name_their_schema(name: str, path: Path) -> None:
    """Every shipped file names its schema in the first line that it has, and the schema is there."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    target = (path.parent / first.split("$schema=")[1]).resolve()
    assert target == HOUSE / "appeals" / "schemas" / f"{name}.json"
    assert isinstance(parse(path.read_text(encoding="utf-8"), path.name).data, dict)


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, paths in FILES.items() for path in paths])
def test_editors_find_no_fault_in_shipped_records(name: str, path: Path) -> None:
    """An editor reads scalars as YAML types them; its schema accepts every shipped file all the same."""
    read = yaml.load(path.read_text(encoding="utf-8"), _AsEditors)  # noqa: S506 -- a SafeLoader
    as_editors_do = json.loads(json.dumps(read, default=str))
    validator = jsonschema.Draft7Validator(json.loads(schema(name)))
    assert [error.message for error in validator.iter_errors(as_editors_do)] == []


def test_every_pattern_of_the_models_has_words() -> None:
    """A field whose form is wrong is told the form in words, whichever pattern it has."""
    patterns = {
        pattern
        for name in SCHEMAS
        for pattern in _patterns(json.loads(schema(name)))
        if pattern not in {r"^\d{4}(-\d{2}(-\d{2})?)?$", r"^\d{4}-\d{2}-\d{2}$", NUMBER_PATTERN}
    }
    assert patterns
    assert patterns - set(mends.PATTERNS) == set()


def _patterns(part: object) -> list[str]:
    """Find every pattern in a schema."""
    if isinstance(part, list):
        return [found for item in part for found in _patterns(item)]
    if not isinstance(part, dict):
        return []
    own = [part["pattern"]] if isinstance(part.get("pattern"), str) else []
    return own + [found for value in part.values() for found in _patterns(value)]
