"""A real browser for the tests: Debian's Chromium without a window, driven by Playwright, which downloads nothing."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from driving import INSTALL_LINE, QUIET, find_chromium
from offline_page import MADE, prepare

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Chromium once; where it is missing, skip with the line that installs it, but fail in CI."""
    chromium = find_chromium()
    if not chromium:
        sentence = f"Chromium is missing; type: {INSTALL_LINE}"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(sentence)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- a tool of these tests alone

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def context_options() -> dict[str, Any]:
    """Say how the browser of a test is set up; a test may be parametrised with another `context_options`."""
    return {}


@pytest.fixture
def context(browser: Any, context_options: dict[str, Any]) -> Iterator[Any]:
    """Open a fresh profile: no cookie, no storage, British English, a screen of 1280 by 900."""
    usual = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}}
    context = browser.new_context(**{**usual, **context_options})
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def requests(context: Any) -> list[str]:
    """Record the address of every request that any page of the profile makes, in their order."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.fixture
def complaints() -> list[str]:
    """Collect what the page's scripts throw, and what the console is told at the level of errors."""
    return []


@pytest.fixture
def page(context: Any, requests: list[str], complaints: list[str]) -> Any:  # noqa: ARG001 -- recording from the start
    """Open an empty page whose requests and complaints are recorded."""
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    return page


@pytest.fixture(scope="session")
def form_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the records of the offline form, and make its page for the Premier and the embassy."""
    from appeals.cli import main  # noqa: PLC0415 -- the tests of other pages need it not

    desk = tmp_path_factory.mktemp("form") / "desk"
    shutil.copytree(HOUSE / "seeds", desk / "seeds")
    shutil.copy(HOUSE / "recipients.yaml", desk)
    prepare(desk)
    words = ["form", "forced-returns-2003", "--to", "cn-premier,cn-embassy-berlin", "--date", MADE]
    done = CliRunner().invoke(main, ["-C", str(desk), *words, "--out", str(desk / "form.html")])
    assert done.exit_code == 0, done.output
    return desk
