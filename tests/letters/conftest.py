"""Records that the tests of letters write to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from appeals.model.recipient import Recipient
from appeals.model.sender import Sender
from appeals.phrases import Language
from appeals.pipeline import Records, Workspace, load
from appeals.templating import Templates, shelf

HOUSE = Path(__file__).parents[2]
SOURCE = {"title": "A newspaper"}


@pytest.fixture(scope="session")
def shipped() -> Records:
    """Load the records that come with appeals."""
    return load(Workspace(HOUSE))


@pytest.fixture(scope="session")
def english() -> Language:
    """Read the English words."""
    return Language("en", Templates((shelf(),)).words("words/en.toml"))


@pytest.fixture(scope="session")
def german() -> Language:
    """Read the German words."""
    return Language("de", Templates((shelf(),)).words("words/de.toml"))


@pytest.fixture(scope="session")
def sender() -> Sender:
    """Make a sender in Germany."""
    return Sender.model_validate(
        {
            "id": "s", "name": "Society", "address": {"lines": ["1 Street", "10117 Berlin"], "country": "DE"},
            "language": "en", "place": "Berlin", "signatory": {"name": "Maria Muster"},
        }
    )  # fmt: skip


@pytest.fixture(scope="session")
def office() -> Callable[..., Recipient]:
    """Make a recipient; what is given goes before what is usual. `holders`, `addresses` get a source each."""

    def make(**given: Any) -> Recipient:
        usual = {
            "id": "x",
            "office": {
                "class": given.pop("rank", "minister"),
                "state": given.pop("state", "CN"),
                "title": given.pop("title", {"words": {"en": "Minister", "de": "Minister"}}),
                "body": {"words": {"en": "Ministry", "de": "Ministerium"}},
            },
        }
        for part in ("holders", "addresses", "channels"):
            given[part] = [{"source": SOURCE, **record} for record in given.get(part, ())]
        return Recipient.model_validate(usual | given)

    return make
