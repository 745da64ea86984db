"""A waitress server that nobody can keep for themselves: time and number of connections are bounded.

waitress ends a connection on which nothing happens; one that sends a byte now and then it keeps for ever, and it does
not count whose connections they are. So here a request's headers, its body, and the taking of the answer each have to
be done within a time, whatever trickles in meanwhile, and one address may have only so many connections.
"""

import socket
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from time import time
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

CONNECTIONS = 500  # of everybody; a process may usually have 1024 files open
OF_ONE = 100  # of one address; a browser opens six at most, and a school may stand behind one address
EVERY = 3  # seconds between two looks at the connections
HEADERS, BODY, ANSWER = 20.0, 40.0, 60.0  # seconds in which each has to be done, counted from the last answer
NETWORK = 64  # bits of an IPv6 address that one household or house has for itself


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads requests, and refuses those whose length is told in two ways: a proxy might believe the other one."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request (RFC 9112, 6.3)."""
        super().parse_header(header_plus)
        if "CONTENT_LENGTH" in self.headers and (self.chunked or "TRANSFER_ENCODING" in self.headers):
            raise ParsingError("both Content-Length and Transfer-Encoding are given")


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection, and since when its next request is awaited."""

    parser_class = Parser

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 -- waitress has no types
        """Begin to wait for the first request."""
        super().__init__(*args, **more)
        self.since: float = self.creation_time

    def received(self, data: bytes) -> bool:
        """Take what came in; when it completes a request, the next one is awaited from now on."""
        taken: bool = super().received(data)
        if self.requests:
            self.since = time()
        return taken

    def patience(self) -> float:
        """Tell for how many seconds what is awaited at present may take."""
        if self.total_outbufs_len:
            return ANSWER
        return BODY if self.request is not None and self.request.headers_finished else HEADERS


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Takes connections, so many of one address, and ends those on which a request does not come to its end."""

    channel_class = Channel
    proxy = ""  # an address that may have any number of connections: everybody comes through it

    def accept(self) -> Any:  # noqa: ANN401 -- waitress has no types
        """Take a connection, unless its address has enough of them."""
        taken = super().accept()
        if taken is None:
            return None
        connection, address = taken
        if address[0] != self.proxy and self.count(address[0]) >= OF_ONE:
            connection.close()
            return None
        return taken

    def count(self, address: str) -> int:
        """Count the connections of an address."""
        whose = owner_of(address)
        return sum(owner == whose for owner in self._owners())

    def _owners(self) -> Iterator[str]:
        return (owner_of(channel.addr[0]) for channel in tuple(self.active_channels.values()))

    def maintenance(self, now: float) -> None:
        """End every connection whose time is over; one that is being answered has all the time it needs."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.requests:
                channel.since = now
            elif now - channel.since > channel.patience():
                channel.will_close = True


def owner_of(address: str) -> str:
    """Name whose an address is: of IPv6 the whole network, in which anybody has addresses without number."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    mapped = getattr(ip, "ipv4_mapped", None)
    return str(mapped or ip) if mapped or ip.version == 4 else str(ip_network((ip, NETWORK), strict=False))  # noqa: PLR2004


def make_server(app: Any, listening: socket.socket, proxy: str = "", **settings: Any) -> Server:  # noqa: ANN401
    """Make a server at a socket; behind a `proxy`, who asks is told by that proxy alone."""
    if proxy:
        settings |= {
            "trusted_proxy": proxy,
            "trusted_proxy_headers": {"x-forwarded-for"},
            "clear_untrusted_proxy_headers": True,
        }
    adjustments = Adjustments(
        sockets=[listening], ident=None, connection_limit=CONNECTIONS, cleanup_interval=EVERY, **settings
    )
    threads = ThreadedTaskDispatcher()
    threads.set_thread_count(adjustments.threads)
    told = (listening.family, listening.type, listening.proto, listening.getsockname())
    made = Server(app, {}, True, listening, dispatcher=threads, adj=adjustments, bind_socket=False, sockinfo=told)
    made.proxy = proxy
    return made
