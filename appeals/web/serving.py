"""Opens the door: reads the folder, starts the processes that write letters, and listens."""

import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from signal import SIGTERM, signal

from appeals.problems import Problem, RecordError, UsageError
from appeals.web.app import LARGEST, create_app
from appeals.web.form import Entry
from appeals.web.guard import make_guard
from appeals.web.listening import make_server
from appeals.web.press import Press
from appeals.web.scribe import Ask, Scribe

THREADS = 64  # that wait for the processes; a writer holds one for as long as a picture takes
HEADER = 16_384  # bytes of a request's header

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Setup:
    """How the form is offered."""

    host: str = "127.0.0.1"
    port: int = 8765  # 0: any that is free
    names: tuple[str, ...] = ()  # by which browsers call it besides
    workers: int = 2  # processes that write letters
    campaign: bool = False  # whether cases may be written beyond this machine too
    proxy: str = ""  # address of a proxy through which everybody comes, and which tells who it is


def serve(folder: Path, setup: Setup, say: Say, warn: Say) -> None:
    """Listen until interrupted; `say` is told where, with the token where one is demanded, `warn` what is not offered.

    A folder that has a fault from the beginning is not served; one that gets a fault later is, without what is faulty.
    """
    scribe = Scribe(folder)
    if scribe.faults:
        raise RecordError(*scribe.faults)
    for said in scribe.tell_closed(_today()):
        warn(said)
    with _listen(setup.host, setup.port) as listening:
        port = listening.getsockname()[1]
        guard = make_guard(setup.host, port, setup.names)
        press = Press(scribe, setup.workers, lambda faults: tell_faults(faults, warn))
        try:
            app = create_app(press, guard, _today, campaign=setup.campaign or not guard.token)
            server = make_server(
                app,
                listening,
                setup.proxy,
                threads=THREADS,
                max_request_body_size=LARGEST,
                max_request_header_size=HEADER,
            )
            press.warm(_sample(scribe))
            host = setup.names[0] if setup.names else setup.host
            address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
            say(address + (f"enter?token={guard.token}" if guard.token else ""))
            if guard.token and setup.campaign:
                say(f"for those who write cases: {address}enter?token={guard.authors}")
            signal(SIGTERM, lambda *_: sys.exit(0))
            server.run()
        finally:
            press.close()


def tell_faults(faults: Sequence[Problem], warn: Say) -> None:
    """Tell whoever runs the server what its visitors cannot see: why a case is not offered any more."""
    warn("\n".join(map(str, faults)) if faults else "everything in the folder is right again")
    if faults:
        warn("until this is right, letters that depend on it are not offered")


def _listen(host: str, port: int) -> socket.socket:
    """Take the port, or say that it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(512)
    except OSError as error:
        listening.close()
        raise UsageError.of(
            f"cannot listen at {host}, port {port}: {error.strerror or 'no such address'}",
            "choose another port with --port, or another address with --host",
        ) from error
    return listening


def _sample(scribe: Scribe) -> Ask | None:
    """Ask for a letter of the first case that may be written about, so that the fonts are loaded."""
    case = next((case for case in scribe.records.cases.values() if not case.stopped), None)
    return Ask(case.id, Entry("N", "A\nB", "DE", to=case.to[0]), _today()) if case else None


def _today() -> date:
    """Ask the clock; only the doors may."""
    return date.today()  # noqa: DTZ011 -- a letter bears the day of the place where it is written
