"""How often one browser, and one address, may ask for a letter: as fast as anybody types, and no faster.

No answer of the form tells a name, whatever is typed; the limit is there so that nobody tries all the same, and so that
one who asks without end does not keep the processes from the others.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

AT_ONCE, EACH_SECOND = 240, 2.0  # asks of one browser; a picture is asked for while somebody types
HOUSEHOLD = 40  # browsers behind one address: a school, or a proxy that does not tell whom it speaks for
KNOWN = 10_000  # browsers and addresses that are remembered


@dataclass(slots=True)
class Left:
    """What is left of a measure, and when that was."""

    asks: float
    at: float


class Tries:
    """Counts the asks of browsers and of addresses."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Take a clock that counts seconds."""
        self._clock = clock
        self._left: OrderedDict[str, Left] = OrderedDict()
        self._lock = Lock()

    def allow(self, browser: str, address: str) -> bool:
        """Say whether one more ask is allowed; one that is not costs nothing."""
        measures = {f"browser {browser}": 1, f"address {address}": HOUSEHOLD}
        with self._lock:
            now = self._clock()
            left = [self._refill(name, times, now) for name, times in measures.items()]
            if any(one.asks < 1 for one in left):
                return False
            for one in left:
                one.asks -= 1
            return True

    def _refill(self, name: str, times: int, now: float) -> Left:
        left = self._left.setdefault(name, Left(AT_ONCE * times, now))
        left.asks = min(AT_ONCE * times, left.asks + (now - left.at) * EACH_SECOND * times)
        left.at = now
        self._left.move_to_end(name)
        while len(self._left) > KNOWN:
            self._left.popitem(last=False)
        return left
