"""A letter in one format, as bytes."""

from dataclasses import dataclass
from typing import Literal

Paper = Literal["a4", "letter"]
PAPERS: tuple[Paper, ...] = ("a4", "letter")


@dataclass(frozen=True, slots=True)
class Document:
    """A file that has not been written yet."""

    name: str  # file name with its ending, without a folder
    media_type: str
    content: bytes
