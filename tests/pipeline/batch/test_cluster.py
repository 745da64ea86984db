"""A batch on a Dask cluster: a real scheduler, and workers in processes of their own."""

from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest
from machines import Machines, begin, call, may_mount
from many import CASE, contents, lay_out

LETTERS = 32
ORDER = ("write", CASE, "--tag", "many", "--as", "pdf,text", "--jobs", "1")
IMPATIENT = "from appeals.pipeline.batch import cluster; cluster.ANSWER = 0.3"
OTHER = "import appeals; appeals.__version__ = '0.0.0'"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out some embassies; in the folder stand the letters that one process made."""
    folder = lay_out(tmp_path_factory.mktemp("records"), LETTERS)
    made = call(folder, *ORDER, "--batch", "alone")
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    """Lend machines that end with the test."""
    machines = Machines(tmp_path)
    yield machines
    machines.stop()


def wait_until_it_tells(process: Popen[str], beginning: str) -> None:
    """Read what a program tells until a line begins so."""
    assert process.stderr
    assert any(line.startswith(beginning) for line in process.stderr), f"nothing begins with {beginning}"


@pytest.mark.slow
def test_a_cluster_makes_the_same_bytes(folder: Path, machines: Machines) -> None:
    """Workers leave what one process leaves, also when one is killed midway, or does not see the outbox.

    Where there are none, or they are of another version, or the scheduler is lost, a sentence says so.
    """
    pytest.importorskip("distributed")
    by = ("--scheduler", machines.start_scheduler())
    none = call(folder, *ORDER, *by, "--batch", "none")
    assert (none.returncode, none.stderr.partition("\n")[0]) == (2, "the scheduler has no workers")

    first, second = machines.start_workers(2)
    other = call(folder, *ORDER, *by, "--batch", "none", first=OTHER)
    assert other.returncode == 2
    assert "this machine has appeals 0.0.0" in other.stderr
    assert not (folder / "outbox" / "none").exists()

    run = begin(folder, *ORDER, *by, "--batch", "shared")
    wait_until_it_tells(run, "written")
    first.kill()
    told, faults = run.communicate()
    assert run.returncode == 0, faults
    assert f"{LETTERS} letters asked for: {LETTERS} made, 0 kept as they were, 0 not made" in told
    alone = contents(folder / "outbox" / "alone")
    assert contents(folder / "outbox" / "shared") == alone
    assert {path.name for path in (folder / "outbox" / "shared").glob(".*")} == {".lock"}
    again = call(folder, *ORDER, *by, "--batch", "shared")
    assert f"0 made, {LETTERS} kept" in again.stdout, again.stderr

    if may_mount():
        (folder / "outbox" / "apart").mkdir()
        machines.start_workers(1, hidden=folder / "outbox" / "apart")
        second.kill()
        apart = call(folder, *ORDER, *by, "--batch", "apart")
        assert apart.returncode == 0, apart.stderr
        assert contents(folder / "outbox" / "apart") == alone

    cut = begin(folder, *ORDER, "--as", "envelope", *by, "--batch", "cut")
    wait_until_it_tells(cut, "laid out")
    machines.started[0].kill()
    told, faults = cut.communicate()
    assert (cut.returncode, told, faults.rpartition("the scheduler was lost\n")[2][:9]) == (1, "", "    mend:"), faults


def test_without_a_scheduler(tmp_path: Path) -> None:
    """Where none answers, a sentence says so, and nothing is written."""
    pytest.importorskip("distributed")
    folder = lay_out(tmp_path / "records", 1)
    made = call(folder, *ORDER, "--scheduler", "tcp://127.0.0.1:9", "--batch", "none", first=IMPATIENT)
    assert made.returncode == 2
    assert made.stderr.startswith("no scheduler answers at tcp://127.0.0.1:9\n    mend: "), made.stderr
    assert not (folder / "outbox" / "none").exists()
