"""`appeals new` at a terminal: a few questions, what else is known, a look at it all, and a file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from appeals.cli.case_steps import CASE
from appeals.cli.interview import Interview, Question, say, tell
from appeals.cli.office_steps import RECIPIENT, SENDER
from appeals.cli.steps import Step
from appeals.model.answers import What
from appeals.pipeline.authoring import create_draft, draft, field_of, judge_draft
from appeals.pipeline.beginning import insist_on_id
from appeals.problems import Problem, UsageError

STEPS: Mapping[What, tuple[Step, ...]] = {"case": CASE, "recipient": RECIPIENT, "sender": SENDER}
WELCOME = "Enter takes what stands in [brackets], ? explains a question, Ctrl-C stops and leaves nothing behind."


def run_wizard(interview: Interview, name: str) -> Path:
    """Ask for everything that a record needs, and write its file."""
    steps = STEPS[interview.what]
    if interview.what == "case" and not interview.records.recipients:
        raise UsageError.of(
            "there are no recipients here", "`appeals init` lays a folder out; `appeals new recipient` makes one"
        )
    if name:
        insist_on_id(name)
        if not interview.accept("id", name):
            raise UsageError.of(f"“{name}” cannot be its id", "choose another")
    say(WELCOME)
    for step in steps:
        if step.apart and not step.offered and not (step.name == "id" and name):
            step.ask(interview)
    _ask_more(interview, [step for step in steps if step.offered])
    return _finish(interview, steps)


def _ask_more(interview: Interview, steps: Sequence[Step]) -> None:
    """Ask for what a record need not have, as long as something is named."""
    words = f"Anything more? {', '.join(step.name for step in steps)}; Enter: no"
    explain = "\n".join(f"  {step.name}: {step.offered}" for step in steps)
    while typed := interview.hear(Question("", words, explain, needed=False)):
        if step := _named(typed, steps):
            step.ask(interview)


def _named(typed: str, steps: Sequence[Step]) -> Step | None:
    """Find the step that a word, or its beginning, means."""
    name = typed.casefold()
    found = [step for step in steps if step.name == name] or [step for step in steps if step.name.startswith(name)]
    if not found:
        tell(UsageError.of(f"“{typed}” is not among them", "type one of the words, or Enter to go on").problems)
    return found[0] if found else None


def _finish(interview: Interview, steps: Sequence[Step]) -> Path:
    """Show it all, ask anew for what is wrong or is to be changed, and write the file."""
    while True:
        text = draft(interview.what, interview.answers)
        problems = judge_draft(interview.workspace, interview.what, text, interview.today)
        errors = [problem for problem in problems if problem.level == "error"]
        shown = [step for step in steps if step.shown(interview)]
        _show(interview, shown, problems)
        words = "The number of a part to mend" if errors else "Enter writes the file; a number changes that part"
        explain = "  The number of a part, or one of its names above. Ctrl-C stops and leaves nothing behind."
        typed = interview.hear(Question("", words, explain, needed=bool(errors)))
        if not typed:
            return create_draft(interview.workspace, interview.what, text, interview.today)
        if typed.isdecimal() and 0 < int(typed) <= len(shown):
            _ask_anew(interview, shown[int(typed) - 1])
        elif step := _named(typed, steps):
            _ask_anew(interview, step)


def _ask_anew(interview: Interview, step: Step) -> None:
    (step.anew or step.ask)(interview)


def _show(interview: Interview, steps: Sequence[Step], problems: Sequence[Problem]) -> None:
    """Show every part with its number, and behind it what is wrong with it or should be looked at."""
    say("")
    left = list(problems)
    for number, step in enumerate(steps, 1):
        say(f"  {number:>2}  {step.name:<10} {interview.shown(step.shown(interview))}")
        own = [problem for problem in left if field_of(interview.what, problem).split(".")[0] in step.fields]
        tell(own)
        left = [problem for problem in left if problem not in own]
    tell(left)
