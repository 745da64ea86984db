"""What is asked for, and the letters that come of it, counted before one is made."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import overload

from appeals.model.fax import Coding, Resolution


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: which cases, to whom, from whom, on which day, and how. Empty means: as the case says.

    Recipients are those named in `to` and those of whom all is true that `tags`, `groups`, `states`, `ranks` and
    `missions` ask; without any of these, those of the case.
    """

    cases: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    states: tuple[str, ...] = ()  # ISO 3166 alpha-2
    ranks: tuple[str, ...] = ()  # kinds of office: ambassador, minister
    missions: bool = False  # every mission accredited to the sender's country
    senders: tuple[str, ...] = ()  # ids, or “all”; none is the first of the file
    day: date | None = None
    language: str = ""  # a code, or “own”: for each recipient one that the office reads and the case is written in
    formats: tuple[str, ...] = ("pdf",)
    paper: str = ""
    window: str = ""
    envelope: str = ""
    labels: str = ""
    fax_coding: Coding = "mh"
    fax_resolution: Resolution = "fine"
    cover: bool = False  # a sheet before each fax
    kind: str = ""
    annexes: tuple[str, ...] = ()
    personal: str = ""  # a paragraph in the sender's own words
    public: bool = False
    late: bool = False  # after the deadline all the same
    examples: bool = False  # invented senders and recipients may be used, to try things out
    worklist: bool = False  # a table of what goes where, beside the letters


@dataclass(frozen=True, slots=True)
class By:
    """By whom and how a batch is made; none of it changes a letter."""

    jobs: int = 1
    scheduler: str = ""  # of a Dask cluster
    keep_going: bool = False  # leave out what is faulty and make the rest
    quiet: bool = False
    keep: bool = False  # leave letters in the outbox that name somebody who may no longer be named


@dataclass(frozen=True, slots=True)
class Planned:
    """One letter that is to be made: ids, and the code of its language."""

    case: str
    recipient: str
    sender: str
    language: str


@dataclass(frozen=True, slots=True)
class Lot:
    """The letters of one case from one sender."""

    case: str
    sender: str
    recipients: tuple[tuple[str, str], ...]  # id, and the language to write in

    def __len__(self) -> int:
        """Count the letters."""
        return len(self.recipients)


class Roster(Sequence[Planned]):
    """Every letter of a run in its order: reckoned when asked for, so that a hundred thousand take no more room."""

    def __init__(self, lots: Sequence[Lot]) -> None:
        """Take the lots in the order in which their letters are to be made."""
        self.lots = tuple(lots)
        self._ends = tuple(accumulate(map(len, self.lots)))

    def __len__(self) -> int:
        """Count the letters."""
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> Planned: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Planned, ...]: ...
    def __getitem__(self, index: int | slice) -> Planned | tuple[Planned, ...]:
        """Tell one letter, or several."""
        if isinstance(index, slice):
            return tuple(self._planned(number) for number in range(len(self))[index])
        return self._planned(range(len(self))[index])

    def _planned(self, number: int) -> Planned:
        place = bisect_right(self._ends, number)
        lot = self.lots[place]
        recipient, language = lot.recipients[number - self._ends[place] + len(lot)]
        return Planned(lot.case, recipient, lot.sender, language)
