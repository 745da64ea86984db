"""What all tests share: a folder to work in, expected texts, and tools that may be missing."""

import os
import shutil
from collections.abc import Callable, Generator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from appeals.model.case import Case
from appeals.problems import MissingTool

HOUSE = Path(__file__).parents[1]
GOLDEN = HOUSE / "tests" / "golden"
LEFTOVER = HOUSE / "build" / "golden"
USED = pytest.StashKey[set[str]]()

# Time is no property of the code: on a busy machine an example may take long. The examples are the same in each run, so
# that a test fails because of a change and not by chance; `pytest --hypothesis-profile search` looks for new ones.
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", settings.get_profile("same"), derandomize=False, max_examples=2000)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flags that renew and clean the expected texts."""
    parser.addoption("--update-golden", action="store_true", help="write the texts in tests/golden anew")
    parser.addoption("--newest", action="store_true", help="install the newest versions, not the locked ones")
    parser.addoption("--clean-golden", action="store_true", help="remove the texts that no test asked for")


def pytest_configure(config: pytest.Config) -> None:
    """Start with no expected text asked for."""
    config.stash[USED] = set()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow tests, so that no worker waits for one at the end."""
    items.sort(key=lambda item: "slow" not in item.keywords)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    """Skip a test that cannot go on without a tool, with the line that installs it; in CI it fails."""
    try:
        return (yield)
    except MissingTool as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over the names of the texts that a worker of pytest-xdist asked for."""
    used: set[str] = node.config.stash[USED]
    used.update(getattr(node, "workeroutput", {}).get("golden", ()))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Hand the names to the process in charge, which removes the rest where that was asked and all tests passed."""
    config = session.config
    used = config.stash[USED]
    if hasattr(config, "workeroutput"):
        config.workeroutput["golden"] = sorted(used)
    elif config.getoption("--clean-golden") and exitstatus == pytest.ExitCode.OK:
        reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
        if (
            reporter.stats.get("skipped")
            or config.option.keyword
            or config.option.markexpr
            or config.args_source.name != "TESTPATHS"
        ):
            raise pytest.UsageError("nothing is cleaned: --clean-golden needs a run of all tests, and none skipped")
        for path in GOLDEN.rglob("*"):
            if path.is_file() and path.relative_to(GOLDEN).as_posix() not in used:
                path.unlink()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the one kept under that name in tests/golden; a difference leaves both in build/golden."""

    def compare(name: str, actual: str) -> None:
        kept = GOLDEN / name
        request.config.stash[USED].add(name)
        if request.config.getoption("--update-golden"):
            write(kept, actual)
        expected = kept.read_bytes().decode() if kept.is_file() else ""
        if actual != expected:
            write(LEFTOVER / f"{name}.expected", expected)
            write(LEFTOVER / f"{name}.actual", actual)
            difference = unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm="")
            pytest.fail(
                f"{name} is not as kept; if the change is meant: make golden\n" + "\n".join(difference), pytrace=False
            )

    return compare


def write(path: Path, text: str) -> None:
    """Write a text with the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Make a folder as `appeals init` leaves it: the shipped recipients, senders and cases."""
    desk = tmp_path / "desk"
    shutil.copytree(HOUSE / "seeds", desk / "seeds")
    for name in ("recipients.yaml", "senders.yaml"):
        shutil.copy(HOUSE / name, desk / name)
    return desk


@pytest.fixture(scope="session")
def case() -> Callable[..., Case]:
    """Make a case with two sources, `report` and `press`; what is given goes before what is usual."""

    def make(**given: Any) -> Case:
        names = {"report": {"en": "a witness"}, "press": {"en": "a paper", "de": "eine Zeitung"}}
        usual = {
            "id": "c", "kind": "appeal", "reference": "TEST 1", "state": "CN", "to": ["x"],
            "subject": [{"en": "Subject"}], "facts": [{"en": "Fact"}],
            "requests": [{"id": "r", "words": {"en": "to ask"}}],
            "sources": [
                {"id": "report", "kind": "report", "title": "Report", "date": "2003", "name": names["report"]},
                {"id": "press", "kind": "press", "title": "Paper", "date": "2003-01", "name": names["press"]},
            ],
        }  # fmt: skip
        return Case.model_validate(usual | given)

    return make


@pytest.fixture
def needs() -> Callable[[str, str], str]:
    """Find a program; where it is missing, skip and tell the line that installs it, but fail in CI."""

    def find(program: str, install_line: str) -> str:
        if found := shutil.which(program):
            return found
        sentence = f"{program} is missing; type: {install_line}"
        return pytest.fail(sentence) if os.environ.get("CI") == "true" else pytest.skip(sentence)

    return find


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no colour, width or language of the terminal at hand reach the words that tests compare."""
    for name in ("FORCE_COLOR", "LANGUAGE", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LANG", "C.UTF-8")
