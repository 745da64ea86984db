"""Asks who says a number, and puts a claim with its source in the number's place."""

import re
from itertools import takewhile
from typing import Any

from appeals.cli.interview import Interview, Question, say
from appeals.pipeline.halfway import judge_answer
from appeals.pipeline.offering import offer_id

NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*")
KNOWLEDGE = {"hearsay": "it was told by others", "own": "it saw or counted it itself"}
WORDS_AFTER = 3  # that tell what a number counts
# Words at which the thing that is counted ends.
ENDS = frozenset({
    "and", "are", "at", "by", "from", "had", "has", "have", "in", "is", "of", "on", "since", "that", "to", "was",
    "were", "which", "who", "with", "aus", "das", "der", "die", "haben", "hat", "hatten", "im", "ist", "mit", "seit",
    "sind", "und", "von", "war", "waren", "wurde", "wurden",
})  # fmt: skip


def ask_figures(interview: Interview, index: int) -> None:
    """Ask for the source of each number of a paragraph that has none."""
    field = f"facts.{index}"
    found = judge_answer(interview.workspace, interview.what, interview.answers, field, interview.today)
    numbers = [problem.words for problem in found if problem.code == "CLAIM-NONE" and NUMBER.fullmatch(problem.words)]
    for number in dict.fromkeys(numbers):
        if len(_found(number, interview.get(field))) == 1 and (name := _ask_claim(interview, number, field)):
            text = _standing(number).sub(f'{{{{ claim("{name}") }}}}', interview.get(field))
            interview.accept(field, text)


def _standing(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,/-]){re.escape(number)}(?![\w/-]|[.,]\d)")


def _found(number: str, text: str) -> list[str]:
    """Find a number that stands alone; one that stands twice may mean two things, and is left to the writer."""
    return _standing(number).findall(text)


def _ask_claim(interview: Interview, number: str, field: str) -> str:
    """Ask for the source of a number; return the id of its claim, or nothing."""
    source = _ask_source(interview, number)
    if not source:
        return ""
    claims: list[dict[str, Any]] = interview.get("claims") or []
    after = _standing(number).split(interview.get(field), maxsplit=1)[1]
    words = re.findall(r"[^\W_]+", re.split(r"[.,;:]", after)[0])[:WORDS_AFTER]
    offer = " ".join(takewhile(lambda word: word.casefold() not in ENDS, words))
    explain = "  For the list of sources: “people detained”, “houses destroyed”."
    what = interview.hear(Question("", f"What does “{number}” count, in a few words?", explain, offer))
    name = offer_id(what, [other["id"] for other in claims])
    claim = {
        "id": name,
        "what": what,
        "value": "".join(re.findall(r"\d", number)),
        "sources": [source],
        "knowledge": interview.choose("Does that source know it itself?", KNOWLEDGE, "hearsay"),
    }
    return name if interview.accept(f"claims.{len(claims)}", claim) else ""


def _ask_source(interview: Interview, number: str) -> str:
    """Ask who says a number; return the id of the source, or nothing where it is left without one."""
    sources: list[dict[str, str]] = interview.get("sources") or []
    explain = "  An organisation, a newspaper, an office. Letters name their sources; figures without one are doubted."
    by = interview.hear(Question("", f"Who says “{number}”? Enter: leave it without a source", explain, needed=False))
    same = next((source for source in sources if source["by"].casefold() == by.casefold()), None)
    if same or not by:
        return same["id"] if same else ""
    path = f"sources.{len(sources)}"
    explain = "  The title of the report, article or page in which it stands."
    title = interview.hear(Question("", "In what? Its title", explain))
    made = {"id": offer_id(by, [source["id"] for source in sources]), "by": by, "title": title}
    if not interview.accept(path, made):
        say("  the number stays without a source")
        return ""
    interview.ask(
        Question(
            f"{path}.date", "Of when? 2026-03-15, 2026-03 or 2026; Enter: not known", "  As far as known.", needed=False
        )
    )
    return made["id"]
