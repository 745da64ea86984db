"""Connections that want to keep the server for themselves: over loopback, few of them, and never by the clock."""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread
from time import time

import pytest

from appeals.web import listening
from appeals.web.listening import Server, make_server, owner_of

ASK = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
SLOW = b"GET / HTTP/1.1\r\nHost: local"
BODY = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nname="


def app(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
    """Tell who asks, as the form would be told."""
    told = environ["REMOTE_ADDR"].encode()
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(told)))])
    return [told]


@contextmanager
def open_server(proxy: str = "") -> Iterator[Server]:
    """Serve in a thread of the test's own, which the last line of the test ends."""
    taken = socket.create_server(("127.0.0.1", 0))
    server = make_server(app, taken, proxy, threads=2)
    ended = Event()

    def run() -> None:
        while not ended.is_set():
            server.asyncore.loop(timeout=0.05, map=server._map, count=1)  # noqa: SLF001 -- as `run` does

    thread = Thread(target=run)
    thread.start()
    try:
        yield server
    finally:
        ended.set()
        thread.join()
        server.task_dispatcher.shutdown()
        server.asyncore.close_all(server._map)  # noqa: SLF001 -- the same


def connect(server: Server, stack: ExitStack, sent: bytes = b"", source: str = "127.0.0.1") -> socket.socket:
    """Connect from an address of this machine, and send the beginning of something."""
    address = ("127.0.0.1", int(server.effective_port))
    made = stack.enter_context(socket.create_connection(address, 10, source_address=(source, 0)))
    made.sendall(sent)
    return made


def read(connection: socket.socket) -> bytes:
    """Read until the server ends, or, of an answer whose connection stays open, as far as it goes."""
    got = b""
    try:
        while part := connection.recv(65536):
            got += part
            head, _, body = got.partition(b"\r\n\r\n")
            length = re.search(rb"Content-Length: (\d+)", head)
            if length and b"Connection: close" not in head and len(body) == int(length[1]):
                return got
    except ConnectionError:
        pass
    return got


def wait_for(done: Callable[[], bool]) -> None:
    """Wait until the server's own thread has come so far; a test that waits in vain fails."""
    end = time() + 20
    while not done():
        assert time() < end


@pytest.mark.parametrize("sent", [b"", SLOW, BODY, b"\r\n" * 3], ids=["nothing", "headers", "body", "blank lines"])
def test_who_trickles_is_sent_away(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that does not come to its end in its time ends the connection, though the last byte came just now."""
    monkeypatch.setattr(listening, "EVERY", 3600)  # the test looks after the connections itself
    with ExitStack() as stack, open_server() as server:
        slow = connect(server, stack, sent)
        wait_for(lambda: bool(server.active_channels))
        channel = next(iter(server.active_channels.values()))
        wait_for(lambda: channel.request is not None or sent in {b"", b"\r\n" * 3})
        now = channel.since
        channel.last_activity = now + 1000  # a byte came just now
        server.maintenance(now + channel.patience() - 1)
        assert not channel.will_close
        server.maintenance(now + channel.patience() + 1)
        assert read(slow) == b""


def test_who_asks_again_and_again_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every whole request gives a connection new time, and while it is answered time does not count."""
    monkeypatch.setattr(listening, "EVERY", 3600)
    with ExitStack() as stack, open_server() as server:
        kept = connect(server, stack, ASK)
        assert read(kept).endswith(b"127.0.0.1")
        channel = next(iter(server.active_channels.values()))
        channel.since -= 1000  # it was opened long ago
        kept.sendall(ASK)
        assert read(kept).endswith(b"127.0.0.1")
        server.maintenance(time())
        assert not channel.will_close
        channel.requests = [object()]  # one that is being answered
        server.maintenance(time() + 1000)
        assert not channel.will_close
        channel.requests = []


def test_one_address_cannot_shut_the_others_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections beyond the measure of an address are ended at once; another address is answered."""
    monkeypatch.setattr(listening, "OF_ONE", 5)
    with ExitStack() as stack, open_server() as server:
        slow = [connect(server, stack, SLOW) for _ in range(5)]
        wait_for(lambda: len(server.active_channels) == 5)
        for _ in range(3):
            assert read(connect(server, stack)) == b""
        assert read(connect(server, stack, ASK, source="127.0.0.2")).endswith(b"127.0.0.2")
        slow[0].close()
        wait_for(lambda: server.count("127.0.0.1") < 5)
        assert read(connect(server, stack, ASK)).endswith(b"127.0.0.1")


def test_a_proxy_has_as_many_as_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a proxy it tells who asks; from anybody else that is not believed."""
    monkeypatch.setattr(listening, "OF_ONE", 2)
    told = ASK.replace(b"\r\n\r\n", b"\r\nX-Forwarded-For: 192.0.2.9\r\n\r\n")
    with ExitStack() as stack, open_server("127.0.0.1") as server:
        for _ in range(4):
            assert read(connect(server, stack, told)).endswith(b"192.0.2.9")
        assert read(connect(server, stack, told, source="127.0.0.2")).endswith(b"127.0.0.2")
    with ExitStack() as stack, open_server() as server:
        assert read(connect(server, stack, told)).endswith(b"127.0.0.1")


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 0",
        b"transfer-encoding: Chunked\r\ncontent-length: 5",
        b"Content-Length: 5\r\nContent-Length: 6",
        b"Content-Length: 5\r\nContent-Length: 5",
        b"Content-Length: +5",
    ],
)
@pytest.mark.parametrize("version", [b"1.1", b"1.0"])
def test_a_length_that_is_told_in_two_ways_is_refused(head: bytes, version: bytes) -> None:
    """Nobody can hide a second request in the first one's body."""
    with ExitStack() as stack, open_server() as server:
        sent = b"POST / HTTP/" + version + b"\r\nHost: localhost\r\n" + head + b"\r\n\r\n0\r\n\r\n" + ASK
        answer = read(connect(server, stack, sent))
        assert answer.startswith(b"HTTP/" + version + b" 400 ")
        assert answer.count(b"HTTP/1.") == 1


def test_a_body_in_chunks_alone_is_taken() -> None:
    """It is lawful, and waitress puts it together before the form sees it."""
    with ExitStack() as stack, open_server() as server:
        sent = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nname=\r\n0\r\n\r\n"
        assert read(connect(server, stack, sent)).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("localhost", "localhost", True),
    ],
)
def test_whose_an_address_is(one: str, other: str, *, same: bool) -> None:
    """A household has one IPv4 address, and of IPv6 a network with more addresses than anybody could count."""
    assert (owner_of(one) == owner_of(other)) == same
