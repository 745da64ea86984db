"""What can be wrong, where, and how to mend it; the ground that every other module stands on.

AppealsError                 what the user can mend; anything else is our bug and shows a traceback
├── RecordError              records, cases or senders are wrong: every problem of every file at once
├── TemplateError            a template is wrong: file and line in the template
├── FormatError              a document could not be made of a letter
│   └── MissingTool          ... because something is not installed, and how to install it
├── FileError                a file or folder could not be read or written
└── UsageError               the command asks for something that cannot be (exit code 2)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal, Self

Level = Literal["error", "warning", "note"]
Loc = tuple[str | int, ...]
Params = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: lines and columns count from 1; line 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0
    cell: str = ""  # of a spreadsheet, by its letter: C12

    def __str__(self) -> str:
        """Write the place as editors read it, `file:line:column`; that in a spreadsheet as it is seen there."""
        if self.cell:
            return f"{self.file}:{self.cell}"
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing the reader can mend: where it is, one sentence, and the mend.

    Programs tell problems apart by `code` and `params`, never by the sentence, which is for people and may change.
    """

    sentence: str
    mend: str
    place: Place | None = None
    excerpt: str = ""
    code: str = "RECORD"
    level: Level = "error"
    loc: Loc = ()
    words: str = ""  # what it is about, to be looked for in the text of the field
    params: Params = ()  # the sentence's figures and names of fields, as ("count", 3); never what somebody typed

    @property
    def values(self) -> dict[str, str | int]:
        """The parameters by their names."""
        return dict(self.params)

    def __str__(self) -> str:
        """Lay the problem out as `place: sentence`, the line it stands on, and `mend: ...`."""
        head = f"{self.place}: {self.sentence}" if self.place else self.sentence
        lines = [head]
        if self.excerpt and self.place:
            lines.append(f"{self.place.line:>6} | {self.excerpt}")
        lines.append(f"    mend: {self.mend}")
        return "\n".join(lines)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by their place, those without a place first; that more follow is said after those of the place."""
    return tuple(sorted(problems, key=lambda p: (p.place or Place(""), p.code == "MORE", p.sentence)))


class AppealsError(Exception):
    """What the user can mend; carries one or more problems."""

    exit_code: ClassVar[int] = 1

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems in the order of their places."""
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["AppealsError"], tuple[Problem, ...]]:
        """Cross from one process to another with the problems themselves."""
        return type(self), self.problems

    @classmethod
    def of(cls, sentence: str, mend: str, place: Place | None = None) -> Self:
        """Make an error of this family from one sentence and its mend."""
        return cls(Problem(sentence, mend, place))


class RecordError(AppealsError):
    """Records are wrong."""


class TemplateError(AppealsError):
    """A template is wrong."""


class FormatError(AppealsError):
    """A document could not be made of a letter."""


class MissingTool(FormatError):  # noqa: N818 -- the reader meets it as the name of what happened
    """Something that a format needs is not installed."""


class FileError(AppealsError):
    """A file or folder could not be read or written."""


class UsageError(AppealsError):
    """The command asks for something that cannot be."""

    exit_code: ClassVar[int] = 2
