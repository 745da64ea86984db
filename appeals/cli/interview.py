"""Asks questions at the terminal, one at a time, and judges each answer as it is given.

Everything is said on standard error, so that standard output has the path of the new file and nothing else. Whoever
interrupts leaves nothing behind: answers are kept in memory until the last question.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import click

from appeals.model.answers import What
from appeals.model.name_redaction import hide_names
from appeals.pipeline.halfway import judge_answer
from appeals.pipeline.loading import Records
from appeals.problems import AppealsError, Problem, UsageError
from appeals.workspace import Workspace

Read = Callable[[str], Any]
# Numbers without a source are asked about in a question of their own; what is never to be said may stand in an answer
# that can still be changed at the end.
LATER = frozenset({"CLAIM-NONE", "NEVER-SAY", "WRONG-KIND"})
OF_TERMINALS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # what moves the cursor


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for one answer."""

    field: str  # the path of the answer: state, facts.0
    words: str
    explain: str  # what “?” answers
    offer: str = ""  # what Enter takes
    needed: bool = True


@dataclass(slots=True)
class Interview:
    """The answers so far, and the folder that they are judged in."""

    workspace: Workspace
    what: What
    records: Records
    today: date
    answers: dict[str, Any] = field(default_factory=dict)

    def ask(self, question: Question, read: Read = str) -> str:
        """Ask until the answer has no fault; keep it, and return it as it is kept.

        `read` makes an answer of what was typed; it may refuse it with an AppealsError.
        """
        while True:
            typed = self.hear(question)
            if not typed:
                self.put(question.field, "")
                return ""
            if self.accept(question.field, typed, read):
                return str(self.get(question.field))

    def hear(self, question: Question) -> str:
        """Hear what is typed; “?” explains, Enter takes what is offered, and nothing where nothing is needed."""
        while True:
            typed = prompt(question.words, question.offer)
            if typed == "?":
                say(question.explain)
            elif typed or not question.needed:
                return typed
            else:
                say("  an answer is needed here; ? explains it, Ctrl-C stops")

    def ask_rows(self, question: Question, next_words: str, read: Read = str) -> None:
        """Ask for the rows of a list until an empty line; what is pasted in several lines is cut at its empty ones."""
        self.put(question.field, [])
        following = replace(question, words=next_words, needed=False)
        while True:
            typed = self.hear(following if self.get(question.field) else question)
            for text in _paragraphs(typed):
                self.accept(f"{question.field}.{len(self.get(question.field))}", text, read)
            if not typed and self._is_whole(question.field):
                return

    def _is_whole(self, path: str) -> bool:
        """Say whether a list has enough rows; what it has too many of is left out, with a word on it."""
        faults = self._faults(path)
        tell(faults)
        rows = self.get(path)
        for length in range(len(rows) - 1, 0, -1) if faults else ():
            self.put(path, rows[:length])
            if not self._faults(path):
                say(f"  kept: the first {length}")
                return True
        self.put(path, rows)
        return not faults

    def _faults(self, path: str) -> list[Problem]:
        """Find the errors of an answer as a whole."""
        return [problem for problem in self._judged(path) if problem.level == "error"]

    def _judged(self, path: str) -> list[Problem]:
        found = judge_answer(self.workspace, self.what, self.answers, path, self.today)
        return [problem for problem in found if problem.code not in LATER]

    def accept(self, path: str, typed: Any, read: Read = lambda typed: typed) -> bool:  # noqa: ANN401 -- any answer
        """Keep an answer that has no fault, and say what is to be said of it."""
        before = self.answers
        try:
            self.put(path, read(typed))
            found = self._judged(path)
        except AppealsError as error:
            found = list(error.problems)
        errors = [problem for problem in found if problem.level == "error"]
        tell(errors or found)
        if errors:
            self.answers = before
        return not errors

    def put(self, path: str, value: Any) -> None:  # noqa: ANN401 -- any answer
        """Keep an answer, whatever is wrong with it."""
        self.answers = _with(self.answers, path.split("."), value)

    def get(self, path: str) -> Any:  # noqa: ANN401 -- any answer
        """Return an answer, or nothing."""
        value: Any = self.answers
        for step in path.split("."):
            value = value[int(step)] if step.isdecimal() else value.get(step, "")
        return value

    def choose(self, words: str, choices: Mapping[str, str], offer: str) -> str:
        """Ask for one of a few words, which may be shortened; “?” explains each."""
        explain = "\n".join(f"  {name}: {meaning}" for name, meaning in choices.items())
        while True:
            typed = self.hear(Question("", f"{words} ({', '.join(choices)})", explain, offer)).casefold()
            near = [name for name in choices if name == typed] or [name for name in choices if name.startswith(typed)]
            if len(near) == 1:
                return near[0]
            tell(UsageError.of(f"“{typed}” is not among the choices", f"write one of: {', '.join(choices)}").problems)

    def shown(self, text: str) -> str:
        """Write an answer as a summary shows it: in one line, without the names of people."""
        names = [person.get("name", "") for person in self.answers.get("people", ())]
        line = OF_TERMINALS.sub("\N{REPLACEMENT CHARACTER}", " ".join(hide_names(text, filter(None, names)).split()))
        return line if len(line) <= 90 else f"{line[:89]}…"  # noqa: PLR2004 -- a line of a screen


def prompt(words: str, offer: str) -> str:
    """Show a question with what Enter takes, and return what is typed."""
    shown = f"{words} [{offer}]" if offer else words
    end = " " if shown.endswith(("?", "…")) else ": "
    heard: str = click.prompt(shown, default=offer, show_default=False, prompt_suffix=end, err=True)
    return heard.strip()


def say(words: str) -> None:
    """Say something to whoever sits there."""
    click.echo(words, err=True)


def tell(problems: Iterable[Problem]) -> None:
    """Tell what is wrong with an answer, in the sentences that a file would get."""
    for problem in problems:
        level = "" if problem.level == "error" else f"{problem.level}: "
        say(f"  {level}{problem.sentence}\n    mend: {problem.mend}")


def confirm(words: str, *, offer: bool) -> bool:
    """Ask for yes or no."""
    return click.confirm(words, default=offer, err=True)


def _paragraphs(typed: str) -> list[str]:
    """Cut what was pasted at its empty lines, and make one line of each part."""
    parts = (" ".join(line.strip() for line in part.splitlines()) for part in re.split(r"\n\s*\n", typed))
    return [part.strip() for part in parts if part.strip()]


def _with(value: Any, path: Sequence[str], new: Any) -> Any:  # noqa: ANN401 -- lists and dicts of answers
    """Put a value at a path into answers, and leave the answers that were given in as they are."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if step.isdecimal():
        rows = list(value or ())
        rows += [None] * (int(step) + 1 - len(rows))
        rows[int(step)] = _with(rows[int(step)], rest, new)
        return rows
    return {**(value or {}), step: _with((value or {}).get(step), rest, new)}
