"""The steps of an interview, and those that several kinds of record have in common."""

from collections.abc import Callable
from dataclasses import dataclass

from appeals.cli.interview import Interview, Question, say
from appeals.pipeline.offering import find_country, offer_id


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a record: how it is asked for, and how a summary shows it."""

    name: str  # as the summary and the menu call it
    ask: Callable[[Interview], None]
    fields: tuple[str, ...]  # the answers that it gives
    shown: Callable[[Interview], str]
    offered: str = ""  # for the menu of what else may be told; nothing: it is always asked
    apart: bool = True  # or asked for with another part
    anew: Callable[[Interview], None] | None = None  # where to change it is not to add to it


def plain(name: str, question: Question, offered: str = "") -> Step:
    """Make a step of one question."""

    def ask(interview: Interview) -> None:
        interview.ask(question)

    return Step(name, ask, (question.field.split(".", maxsplit=1)[0],), shown_as(question.field), offered)


def shown_as(field: str) -> Callable[[Interview], str]:
    """Show an answer as it is, and the rows of a list one after the other."""

    def shown(interview: Interview) -> str:
        value = interview.get(field)
        return " / ".join(map(str, value)) if isinstance(value, list) else str(value)

    return shown


def ask_language(interview: Interview, words: str = "In which language do you write?") -> None:
    """Ask for the language of the texts; what was answered before is offered."""
    templates = interview.records.templates
    files = templates.names("words/??.toml")
    known = {
        file.removeprefix("words/").removesuffix(".toml"): str(templates.words(file).get("name", "")) for file in files
    }
    offer = interview.get("language")
    interview.put("language", interview.choose(words, known, offer if offer in known else "en"))


def ask_id(interview: Interview, words: str) -> None:
    """Ask for the id; one made of some words is offered."""
    taken = {"case": interview.records.case_names, "recipient": interview.records.recipients.keys()}
    offer = offer_id(words, frozenset(taken.get(interview.what, interview.records.senders.keys())))
    explain = "  The name of its file, by which commands speak of it: small letters, digits and hyphens."
    interview.ask(Question("id", "A short name for it", explain, interview.get("id") or offer))


def country(interview: Interview) -> Callable[[str], str]:
    """Read a country by its name or code, and say which it is: “no” is Norway."""
    languages = [interview.records.language(code) for code in ("en", "de")]

    def read(typed: str) -> str:
        code = find_country(typed, *languages)
        say(f"  {languages[0].country(code)}")
        return code

    return read
