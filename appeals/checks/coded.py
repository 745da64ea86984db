"""The form of an entry in the table of codes."""

from dataclasses import dataclass

from appeals.problems import Level


@dataclass(frozen=True, slots=True)
class Check:
    """What one code stands for."""

    level: Level
    meaning: str  # one line
    explanation: str  # why it matters, and an example of the mend
