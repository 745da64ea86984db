"""What is asked for a case."""

from dataclasses import replace

from appeals.cli.case_people import ask_people_anew, ask_person
from appeals.cli.figures import ask_figures
from appeals.cli.interview import Interview, Question, say
from appeals.cli.searching import ask_law, ask_recipients
from appeals.cli.steps import Step, ask_id, ask_language, country, plain, shown_as
from appeals.pipeline.offering import offer_reference

SUBJECT = Question(
    "subject.0",
    "What is it about, in one line?",
    "  It stands above the letter: “Villages by the river: no water since March 2026”.",
)
STATE = Question(
    "state",
    "Which state's conduct is it about?",
    "  Its name, or its two letters: China, CN. The law is said as it binds that state.",
)
FACTS = Question(
    "facts",
    "What happened, to whom, where and when? One paragraph",
    "  As the letter will say it. *Asterisks* set words in italics. Numbers need a source: you will be asked for it.\n"
    "  A paragraph that is pasted in several lines becomes one.",
)
REQUESTS = Question(
    "requests",
    "We respectfully ask you …",
    "  One request, going on from “We respectfully ask you”: “to tell the families where their relatives are”.",
)
# How a letter goes on to its requests, without the courtesy that may be left out.
OPENINGS = ("We respectfully ask you", "We ask you", "Wir bitten Sie höflich", "Wir bitten Sie")
PROMPTS = "  Hints for the personal paragraph: “why this matters to you”, “what links your town with the country”."
NEVER = "  A letter that holds it is refused: the name of a place where people hide, for instance."
BITTEN = "  One request, going on from “Wir bitten Sie höflich”: “den Familien mitzuteilen, wo ihre Angehörigen sind”."
KINDS = {
    "appeal": "a letter to an office that can act",
    "urgent-action": "a short letter that cannot wait",
    "communication": "a letter to a body of the United Nations, with questions",
    "embassy": "a letter to an embassy of the state that the case is about",
    "third-state": "a letter to another state, which is asked to speak for the people",
    "agency": "a letter to an international organisation",
}


def _ask_subject(interview: Interview) -> None:
    interview.ask(SUBJECT)


def _ask_id(interview: Interview) -> None:
    ask_id(interview, interview.get("subject.0"))


def _ask_state(interview: Interview) -> None:
    interview.ask(STATE, country(interview))
    interview.put("reference", offer_reference(interview.records, interview.get("state"), interview.today))


def _ask_to(interview: Interview) -> None:
    explain = "  Numbers of the list, ids, or words to search the recipients by; several with commas."
    ask_recipients(interview, Question("to", "To whom do you write?", explain))
    _choose_kind(interview)


def _choose_kind(interview: Interview) -> None:
    """Choose the kind of letter by whose offices the recipients are; it can be changed at the end."""
    state, known = interview.get("state"), interview.records.recipients
    states = {known[name].office.state for name in interview.get("to") if name in known}
    if states and state not in states:
        kind = "agency" if states == {None} else "third-state"
        interview.put("kind", kind)
        say(f"  the kind of letter is “{kind}”: {KINDS[kind]}")


def _ask_copies(interview: Interview) -> None:
    explain = "  They receive a copy with a short note: an embassy, for instance. Numbers, ids, or words to search."
    ask_recipients(interview, Question("copies", "Who receives a copy?", explain, needed=False))


def _ask_facts(interview: Interview) -> None:
    interview.put("claims", [])
    interview.put("sources", [])
    interview.ask_rows(FACTS, "Another paragraph; Enter: no more")
    for index in range(len(interview.get("facts"))):
        ask_figures(interview, index)


def _ask_requests(interview: Interview) -> None:
    german = interview.get("language") == "de"
    question = replace(REQUESTS, words="Wir bitten Sie höflich, …", explain=BITTEN) if german else REQUESTS
    interview.ask_rows(question, "… and; Enter: no more", _request)


def _request(typed: str) -> str:
    """Take off what the letter says itself."""
    opening = next((words for words in OPENINGS if typed.casefold().startswith(words.casefold())), "")
    return typed[len(opening) :].removeprefix(",").strip()


def _shown_facts(interview: Interview) -> str:
    """Show the facts as they will read, with figures and people in their places."""
    text = " / ".join(interview.get("facts"))
    for claim in interview.get("claims") or ():
        text = text.replace(f'{{{{ claim("{claim["id"]}") }}}}', claim["value"])
    for person in interview.get("people") or ():
        text = text.replace(f'{{{{ person("{person["id"]}") }}}}', f"[{person['described']}]")
    return text


def _shown_people(interview: Interview) -> str:
    return " / ".join(f"{p.get('described')} ({p.get('visibility')})" for p in interview.get("people") or ())


def _shown_figures(interview: Interview) -> str:
    names = {source["id"]: source["by"] for source in interview.get("sources") or ()}
    told = interview.get("claims") or ()
    return " / ".join(f"{claim['value']} {claim['what']}: {names[claim['sources'][0]]}" for claim in told)


def _day(field: str, words: str, explain: str, offered: str) -> Step:
    return plain(field, Question(field, words, explain, needed=False), offered)


def _rows(name: str, field: str, words: str, explain: str, offered: str) -> Step:
    """Make a step that asks for a list of texts."""

    def ask(interview: Interview) -> None:
        interview.ask_rows(Question(field, words, explain, needed=False), "Another; Enter: no more")

    return Step(name, ask, (field,), shown_as(field), offered)


def _ask_kind(interview: Interview) -> None:
    interview.put("kind", interview.choose("What kind of letter?", KINDS, "appeal"))


def _ask_position(interview: Interview) -> None:
    explain = "  The letter repeats it fairly and answers it: “The ministry has said that nobody was detained.”"
    interview.ask(Question("position.0.says", "What does the state say of it?", explain))
    interview.ask(Question("position.0.reply", "And your reply; Enter: none", "  In a sentence or two.", needed=False))


def _shown_position(interview: Interview) -> str:
    return " / ".join(one.get("says", "") for one in interview.get("position") or ())


CASE = (
    Step("language", ask_language, ("language",), shown_as("language")),
    Step("subject", _ask_subject, ("subject",), shown_as("subject")),
    Step("id", _ask_id, ("id",), shown_as("id")),
    Step("state", _ask_state, ("state",), shown_as("state")),
    Step("to", _ask_to, ("to",), shown_as("to")),
    Step("facts", _ask_facts, ("facts",), _shown_facts),
    Step("figures", _ask_facts, ("claims", "sources"), _shown_figures, apart=False),
    Step("requests", _ask_requests, ("requests",), shown_as("requests")),
    Step("law", ask_law, ("law",), shown_as("law")),
    Step("person", ask_person, ("people",), _shown_people, "a person, and who may read the name", anew=ask_people_anew),
    Step("copies", _ask_copies, ("copies",), shown_as("copies"), "who receives a copy"),
    _day("date", "The letters' date, as 2026-03-31; Enter: the day they are written", "  A day.", "the letters' date"),
    _day("deadline", "The last day to write, as 2026-03-31; Enter: none", "  A day.", "the last day to write"),
    plain("reference", Question("reference", "Your reference", "  Printed beside the address."), "your own reference"),
    Step("kind", _ask_kind, ("kind",), shown_as("kind"), "another kind of letter"),
    Step("reply", _ask_position, ("position",), _shown_position, "what the state says of it, and your reply"),
    _rows(
        "questions",
        "questions",
        "What do you ask to be told?",
        "  Printed by communications.",
        "what you ask to be told",
    ),
    _rows(
        "prompts", "prompts", "What may those who write add of their own?", PROMPTS, "what writers may add of their own"
    ),
    _rows("never-say", "never_say", "A phrase that would harm somebody", NEVER, "phrases that no letter may hold"),
)
