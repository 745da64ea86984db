"""Asks for a person of a case: what may be said of them, to whom, and who agreed to it."""

from appeals.cli.interview import Interview, Question, confirm, say
from appeals.model.name_redaction import has_name

VISIBILITY = {
    "withheld": "nobody reads the name; it stands in the file alone",
    "to-recipient": "the letter names the person, its public version does not",
    "public": "everyone may read the name",
}
DESCRIBED = "  What is printed when the name is not: “a mother of two”, “a teacher from the village”."
NAME = "  It is printed only where its visibility and a consent both allow it. It may be left out."
BY = "  Their role, not their name: herself, his lawyer, their parents."
TEXTS = ("subject", "facts", "requests")


def ask_people_anew(interview: Interview) -> None:
    """Forget the people who were told of, and ask for one."""
    interview.put("people", [])
    ask_person(interview)


def ask_person(interview: Interview) -> None:
    """Ask for one person more; the name is never repeated."""
    path = f"people.{len(interview.get('people') or ())}"
    name = f"person-{int(path.split('.')[1]) + 1}"
    interview.ask(Question(f"{path}.described", "Who is it, without the name?", DESCRIBED))
    interview.put(f"{path}.id", name)
    named = interview.ask(Question(f"{path}.name", "The name; Enter: leave it out", NAME, needed=False))
    visibility = interview.choose("Who may read the name?", VISIBILITY, "withheld") if named else "withheld"
    if visibility != "withheld" and not confirm("Did the person, or one who may speak for them, agree?", offer=False):
        say("  without a consent the name is withheld")
        visibility = "withheld"
    interview.put(f"{path}.visibility", visibility)
    if visibility != "withheld":
        interview.put(f"{path}.consent", True)
        interview.ask(Question(f"{path}.consent_by", "Who agreed?", BY))
        interview.ask(Question(f"{path}.consent_on", "On which day? As 2026-03-31", "  The day of the consent."))
    _put_in_place(interview, named, name)
    say(f'  a text speaks of this person by {{{{ person("{name}") }}}}')


def _put_in_place(interview: Interview, named: str, name: str) -> None:
    """Put the call that respects visibility and consent where the name was typed."""
    typed = [
        f"{part}.{i}" for part in TEXTS for i, text in enumerate(interview.get(part) or ()) if has_name(text, named)
    ]
    if named and typed and confirm("The name stands in your texts. Put the person's mark in its place?", offer=True):
        for path in typed:
            interview.put(path, interview.get(path).replace(named, f'{{{{ person("{name}") }}}}'))
