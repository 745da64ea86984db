"""How a letter is turned into a fax."""

from dataclasses import dataclass
from typing import Literal

Coding = Literal["mh", "mmr"]  # as a page is coded in the file
LineCoding = Literal["mh", "mr", "mmr"]  # as it is coded on the line, which the two machines agree on
Resolution = Literal["fine", "standard"]
CODINGS: tuple[Coding, ...] = ("mh", "mmr")
RESOLUTIONS: tuple[Resolution, ...] = ("fine", "standard")


@dataclass(frozen=True, slots=True)
class FaxSetup:
    """How a letter is turned into a fax."""

    coding: Coding = "mh"
    resolution: Resolution = "fine"
    cover: bool = False  # a sheet of its own before the letter


PLAIN = FaxSetup()
