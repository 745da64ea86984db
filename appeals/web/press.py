"""Desks in processes of their own, so that one writer does not wait for another, and the latest pictures they made."""

import os
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from appeals.problems import Problem
from appeals.web.scribe import Answer, Ask, Scribe

KEPT = 64  # answers; about 150 kB each
WAITING = 120  # asks that may wait before a further one is sent away
PATIENCE = 60.0  # seconds
# WeasyPrint 70 frees neither the list of attributes nor the font features of a piece of text that it lays out
# (`Layout.setup`): some 50 kB a letter, in memory that is not Python's. So a process makes so many letters and no more.
LIFE = 1000  # letters of a process, which then has grown by some 50 MB
WEIGHT = 0.2  # of the latest answer in how long one takes at present
# How long a form waits after a key, in seconds: longer where many write, so that no queue grows (see tools/load.py).
PRESENT = 8.0  # without a word for longer, a form counts as left
SHORTEST, LONGEST, SHARE, SLOW = 0.15, 1.5, 0.5, 8

Tell = Callable[[tuple[Problem, ...]], None]
Key = tuple[int, Ask]  # the edition of the records, and what is asked of it

_scribes: dict[str, Scribe] = {}  # of this process: one


class Busy(Exception):  # noqa: N818 -- the caller meets it as the state of the house
    """Too many are waiting."""


class Superseded(Exception):  # noqa: N818 -- the same
    """The same form has asked for a later picture."""


def seat_scribe(folder: str) -> None:
    """Read the records in a process of its own, and load what prints a page before anybody waits for it."""
    Thread(target=_end_with_parent, daemon=True).start()
    _scribes[folder] = Scribe(Path(folder))


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, however that was."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def work(folder: str, edition: int, ask: Ask) -> tuple[Answer, float]:
    """Answer an ask, and tell how many seconds it took; records that were written since are read first."""
    start = monotonic()
    scribe = _scribes[folder]
    if scribe.edition != edition:
        scribe.read(edition)
    return scribe.answer(ask), monotonic() - start


class Press:
    """A few processes that write letters; without any, the calling one does."""

    def __init__(self, scribe: Scribe, workers: int, tell: Tell = lambda _: None) -> None:
        """Start the processes; each reads the records for itself. `tell` is told what is faulty, when that changes."""
        self.scribe, self.workers, self.tell = scribe, workers, tell
        self._took = 0.0  # seconds that an answer takes at present
        self._seen: dict[str, float] = {}  # when each form last said a word
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._asked: dict[
            Key, tuple[Future[tuple[Answer, float]], int]
        ] = {}  # what is being answered, and how many wait for it
        self._latest: dict[str, Key] = {}  # of each form
        self._waiting = 0
        self._lock, self._reading = Lock(), Lock()
        self._pool = self._start() if workers else None
        self._made = 0  # asks handed to the present processes
        self._successor: Thread | None = None  # starts the next ones, while the present ones go on
        self._sample: Ask | None = None

    def _start(self) -> ProcessPoolExecutor:
        folder = str(self.scribe.folder)
        return ProcessPoolExecutor(self.workers, get_context("spawn"), seat_scribe, (folder,))

    def warm(self, ask: Ask | None) -> None:
        """Let every process make a letter, so that nobody waits for the fonts."""
        self._sample = ask
        if self._pool:
            self._warm(self._pool)

    def _warm(self, pool: ProcessPoolExecutor) -> None:
        if self._sample:
            for future in [self._hand_over(pool, self._sample) for _ in range(self.workers * 2)]:
                _, self._took = future.result(PATIENCE)

    def answer(self, ask: Ask, form: str = "") -> Answer:
        """Answer an ask; a later one of the same form takes the place of one that has not begun.

        Raise Busy when too many wait, and Superseded when a later one came.
        """
        key = (self.scribe.edition, ask)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = self._wait(key, form) if self._pool else self.scribe.answer(ask)
        if not ask.form and not made.problems and not made.in_words:
            self._keep(key, made)
        return made

    def pace(self, form: str) -> int:
        """Tell a form for how many milliseconds without a key it waits before it asks for a picture."""
        now = monotonic()
        with self._lock:
            self._seen = {other: then for other, then in self._seen.items() if now - then < PRESENT} | {form: now}
            wanted = len(self._seen) * self._took / max(self.workers, 1) * SHARE
        return round(1000 * min(max(wanted, SHORTEST), max(LONGEST, SLOW * self._took)))

    def look(self) -> None:
        """Read the folder again where one of its files has changed since, so that no older record is used."""
        if self.scribe.has_changed():
            with self._reading:
                if self.scribe.has_changed():
                    self.renew()

    def renew(self) -> None:
        """Read the folder again, here and, before their next letter, in every process."""
        before = self.scribe.faults
        self.scribe.read(self.scribe.edition + 1)
        if self.scribe.faults != before:
            self.tell(self.scribe.faults)

    def close(self) -> None:
        """End the processes."""
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _keep(self, key: Key, made: Answer) -> None:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def _wait(self, key: Key, form: str) -> Answer:
        future = self._queue(key, form)
        try:
            made, took = future.result(PATIENCE)
        except CancelledError as error:
            raise Superseded from error
        except (TimeoutError, BrokenExecutor) as error:
            raise Busy from error
        finally:
            with self._lock:
                self._leave(key, form, future)
        self._took += WEIGHT * (took - self._took)
        return made

    def _queue(self, key: Key, form: str) -> "Future[tuple[Answer, float]]":
        """Hand an ask over, unless too many wait or the same is being answered already.

        One of the same form that has not begun, and that nobody else waits for, is taken back.
        """
        with self._lock:
            if self._waiting >= WAITING:
                raise Busy
            if key not in self._asked:
                self._asked[key] = (self._submit(key[1]), 0)
            future, count = self._asked[key]
            self._asked[key] = (future, count + 1)
            self._waiting += 1
            before = self._latest.get(form)
            if form and before and before != key and before in self._asked and self._asked[before][1] == 1:
                self._asked[before][0].cancel()
            if form:
                self._latest[form] = key
            return future

    def _leave(self, key: Key, form: str, future: "Future[tuple[Answer, float]]") -> None:
        """Wait no longer; what nobody waits for is forgotten."""
        self._waiting -= 1
        if key in self._asked and self._asked[key][0] is future:
            count = self._asked[key][1] - 1
            self._asked[key] = (future, count)
            if not count:
                del self._asked[key]
        if self._latest.get(form) == key:
            del self._latest[form]

    def _submit(self, ask: Ask) -> "Future[tuple[Answer, float]]":
        """Hand an ask to a process; where one has died, start anew; where they have grown old, let others follow."""
        self._made += 1
        if self._made >= LIFE * self.workers and not (self._successor and self._successor.is_alive()):
            self._successor = Thread(target=self._follow, daemon=True)
            self._successor.start()
        try:
            return self._hand_over(self._pool, ask)
        except BrokenExecutor:
            self._pool = self._start()
            return self._hand_over(self._pool, ask)

    def _follow(self) -> None:
        """Start new processes, and let them take the place of the present ones when they are ready to write."""
        pool = self._start()
        try:
            self._warm(pool)
        except (TimeoutError, BrokenExecutor):  # a machine that has no room: the present ones go on
            pool.shutdown(wait=False, cancel_futures=True)
            return
        with self._lock:
            old, self._pool, self._made = self._pool, pool, 0
        if old:
            old.shutdown(wait=False)  # what they have begun, or what waits for them, they still write

    def _hand_over(self, pool: ProcessPoolExecutor | None, ask: Ask) -> "Future[tuple[Answer, float]]":
        if not pool:
            raise Busy
        return pool.submit(work, str(self.scribe.folder), self.scribe.edition, ask)
