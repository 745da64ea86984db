"""How a fax is coded, and the words of the sheet that goes before it."""

from dataclasses import dataclass
from typing import Literal

from appeals.model.letter import Info

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


@dataclass(frozen=True, slots=True)
class Cover:
    """The words of a cover sheet; it lies open in the tray of a machine that may not be the recipient's own."""

    title: str
    entries: tuple[Info, ...]
    pages: tuple[str, str, str]  # a label, and the words between the number of this page and of all pages
    forward: str  # what whoever finds it is asked to do
    notice: str  # for whoever receives it in error
