"""A form to fill in without a browser, over a folder of its own; letters are written in the test's own process."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("flask", reason="the form needs: pip install 'appeals[web]'")

from visiting import HOUSE, TODAY, Visitor

from appeals.web.app import create_app
from appeals.web.guard import make_guard
from appeals.web.press import Press
from appeals.web.scribe import Scribe


@pytest.fixture(scope="session")
def shipped() -> Press:
    """Read the shipped records once; no test changes them, and pictures of the same letter are made once."""
    return Press(Scribe(HOUSE), 0)


@pytest.fixture
def open_door(shipped: Press) -> Callable[..., Visitor]:
    """Open a door to the shipped records, or to a folder of the test's own."""

    def door(
        *, token: bool = False, language: str = "en-GB", folder: Path | None = None, campaign: bool = False
    ) -> Visitor:
        guard = make_guard("192.0.2.7" if token else "127.0.0.1", 8765)
        app = create_app(Press(Scribe(folder), 0) if folder else shipped, guard, lambda: TODAY, campaign=campaign)
        app.testing = True
        visitor = Visitor(app.test_client(), language, f"http://{'192.0.2.7' if token else 'localhost'}:8765")
        visitor.guard = guard  # type: ignore[attr-defined]
        return visitor

    return door


@pytest.fixture
def visitor(open_door: Callable[..., Visitor]) -> Visitor:
    """Stand before the form as a volunteer with an English browser."""
    return open_door()
