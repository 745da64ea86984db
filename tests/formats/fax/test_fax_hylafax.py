"""HylaFAX takes the file as it is: its own checker, its own converter, and its own queue."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from fax_files import DEBIAN, blank, drawn, write

BIN = "/usr/lib/hylafax/bin"
LENGTHS = {"a4": ("a4", "296"), "letter": ("na-let", "279")}  # as sendfax passes them
ROWS = {"fine": "196", "standard": "98"}
CASES = [(paper, resolution, coding) for paper in LENGTHS for resolution in ROWS for coding in ("mh", "mmr")]


def spool_folder():
    """Lay out a spool of HylaFAX's own in a folder that its user can enter."""
    spool = Path(tempfile.mkdtemp(prefix="hylafax-"))
    spool.chmod(0o755)
    subprocess.run(["cp", "-a", "/var/spool/hylafax/.", "/etc/hylafax", spool], check=True)
    shutil.rmtree(spool / "etc")
    (spool / "hylafax").rename(spool / "etc")
    cache = spool / "etc" / "setup.cache"
    lines = [line for line in cache.read_text().splitlines() if not line.startswith(("SBIN=", "SPOOL="))]
    cache.chmod(0o644)
    cache.write_text("\n".join([*lines, f"SBIN='{BIN}'", f"SPOOL='{spool}'", ""]))
    return spool


@pytest.fixture(scope="module")
def spool(module_needs):
    """Give a spool, and remove it in the end."""
    module_needs("sendfax", DEBIAN)
    module_needs("tiffinfo", DEBIAN)
    module_needs(f"{BIN}/tiffcheck", DEBIAN)
    folder = spool_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def module_needs():
    """Find a program as `needs` does, once for all tests of this module."""

    def find(program, install_line):
        if shutil.which(program):
            return
        sentence = f"{program} is missing; type: {install_line}"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(sentence)

    return find


def run(*command, cwd=None):
    """Run a program and return what it printed; it may not fail."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def files(paper, resolution, coding):
    """Write files of one, two and twenty pages, and one with a page without a mark."""
    pages = drawn(paper, resolution)
    yield 1, write(pages[:1], coding, resolution)
    yield 2, write(pages[:2], coding, resolution)
    yield 20, write([page for _ in range(10) for page in pages[:2]], coding, resolution)
    yield 1, write([blank(paper, resolution)], coding, resolution)


@pytest.mark.parametrize(("paper", "resolution", "coding"), CASES)
def test_hylafax_leaves_the_file_as_it_is(spool, tmp_path, paper, resolution, coding):
    """`tiffcheck` says OK, `tiff2fax` changes no byte, and libtiff reads all pages without a warning."""
    for number, (count, content) in enumerate(files(paper, resolution, coding)):
        file, out = tmp_path / f"{number}.tif", tmp_path / f"{number}.out"
        file.write_bytes(content)
        page = ("-r", ROWS[resolution], "-l", LENGTHS[paper][1])
        level = "-1" if coding == "mh" else "-3"
        assert run(f"{BIN}/tiffcheck", level, *page, file).splitlines()[0] == "OK"
        run(spool / "bin" / "tiff2fax", "-o", out, "-w", "1728", *page, level, file, cwd=spool)
        assert out.read_bytes() == content
        told = run("tiffinfo", file)
        assert told.count("=== TIFF directory") == count
        assert "arning" not in told


def free_port():
    """Find a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(question, seconds=20):
    """Ask again until the answer is yes."""
    end = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < end, "HylaFAX did not answer in time"
        time.sleep(0.1)
    return answer


def is_open(port):
    """Say whether somebody listens."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def server(spool):
    """Run HylaFAX's scheduler and server on a port of this machine; its one modem sends nothing and fails."""
    if os.geteuid() != 0:
        pytest.skip("HylaFAX's server begins as root; run the tests as root to have it tried")
    hosts, queue, port = spool / "etc" / "hosts.hfaxd", spool / "FIFO", free_port()
    hosts.write_text("localhost\n127.0.0.1\n")
    os.mkfifo(queue)
    for path in (hosts, queue):
        shutil.chown(path, "uucp", "uucp")
        path.chmod(0o600)
    (spool / "etc" / "config").write_text("SendFaxCmd: /bin/false\n")
    (spool / "etc" / "config.ttyF0").write_text("")
    quiet = {"cwd": spool, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    servers = [
        subprocess.Popen(["/usr/sbin/faxq", "-q", str(spool), "-D"], **quiet),
        subprocess.Popen(["/usr/sbin/hfaxd", "-q", str(spool), "-l", "127.0.0.1", "-i", str(port), "-d"], **quiet),
    ]
    wait_for(lambda: is_open(port))
    yield f"127.0.0.1:{port}"
    for one in reversed(servers):
        one.terminate()
        one.wait(10)


def test_hylafax_queues_the_fax(server, spool, tmp_path):
    """`sendfax` hands the file to a real server; `faxstat` tells its number, and its pages once they are counted."""
    file = tmp_path / "letter.tif"
    file.write_bytes(write(drawn()[:2]))
    told = run("sendfax", "-h", server, "-n", "-m", "-s", "a4", "-d", "+861065206722", file)
    assert "request id is 1" in told
    assert "+86106520672" in run("faxstat", "-h", server, "-s")
    assert "external:+861065206722" in (spool / "sendq" / "q1").read_text()
    run(f"{BIN}/faxmodem", "-q", spool, "ttyF0")
    line = wait_for(lambda: next((x for x in run("faxstat", "-h", server, "-d").splitlines() if "0:2" in x), ""))
    assert line.split()[0] == "1"
    assert (spool / "docq" / "doc1.tif").read_bytes() == file.read_bytes()
