"""What is asked for a recipient and for a sender."""

import re
from collections.abc import Callable

from appeals.cli.interview import Interview, Question
from appeals.cli.steps import Step, ask_id, ask_language, country, plain, shown_as

RANKS = {
    "minister": "a minister or secretary of state",
    "head-of-state": "a president or monarch",
    "head-of-government": "a prime minister, premier or chancellor",
    "ambassador": "the head of an embassy",
    "consul": "the head of a consulate",
    "judge": "a judge or the president of a court",
    "prosecutor": "a prosecutor",
    "governor": "the governor of a province, or a mayor",
    "head-of-agency": "the head of an agency or international organisation",
    "body": "no single person: a committee, a department",
}
# What a title is likely to be; the first that fits is offered.
LIKELY = (
    ("ambassador", r"ambassador|botschaft"),
    ("consul", r"consul|konsul"),
    ("head-of-government", r"prime minister|premier|chancellor|ministerpräsident|kanzler"),
    ("minister", r"minister|foreign secretary"),
    ("judge", r"judge|justice|court|richter|gericht"),
    ("prosecutor", r"prosecutor|procurator|attorney|staatsanw"),
    ("governor", r"governor|mayor|gouverneur|bürgermeister"),
    ("head-of-agency", r"director|commissioner|secretary-general|kommissar|direktor"),
    ("head-of-state", r"president|king|queen|emir|präsident"),
)
MISSIONS = ("ambassador", "consul")
AT = {
    "fax": "The fax number, with + and the country's code",
    "phone": "The telephone number, with + and the country's code",
    "email": "The mailbox",
    "web": "The web page, with https://",
}
READ = "  Letters are only as good as their addresses: note where you read it, so that others can look it up."


def _ask_rank(interview: Interview) -> None:
    title = interview.get("title").casefold()
    likely = next((rank for rank, words in LIKELY if re.search(words, title)), "minister")
    interview.put("class", interview.choose("What kind of office is it?", RANKS, interview.get("class") or likely))


def _ask_state(interview: Interview) -> None:
    question = Question(
        "state",
        "Of which state? Enter: of none",
        "  Its name or two letters; an international body has none.",
        needed=False,
    )
    interview.ask(question, country(interview))
    if interview.get("class") in MISSIONS:
        words = Question("host", "In which state is it?", "  The state that the mission is accredited to.")
        interview.ask(words, country(interview))


def _ask_recipient_id(interview: Interview) -> None:
    host, state = interview.get("host"), interview.get("state")
    ask_id(interview, " ".join(filter(None, (state, interview.get("title"), host and f"in {host}"))))


def _ask_holder(interview: Interview) -> None:
    interview.ask(Question("holder_name", "Who holds the office?", "  As printed on an envelope, without titles."))
    explain = "  For the salutation: Dear Minister Example. Left out, the office is addressed by its title."
    interview.ask(Question("holder_family", "The family name; Enter: leave it out", explain, needed=False))
    explain = "  As far as it is known: 2026-01-10, 2026-01 or 2026."
    interview.ask(Question("holder_from", "Since when? Enter: not known", explain, needed=False))
    _ask_source(interview)


def _ask_address(interview: Interview) -> None:
    explain = "  As on the envelope: three lines or more, one at a time, without the country."
    interview.ask_rows(Question("address_lines", "The address, its first line", explain), "Next line; Enter: no more")
    _ask_source(interview)


def _ask_channel(channel: str) -> Callable[[Interview], None]:
    def ask(interview: Interview) -> None:
        kept = [one["channel"] for one in interview.get("channels") or ()]
        path = f"channels.{kept.index(channel) if channel in kept else len(kept)}"
        interview.put(f"{path}.channel", channel)
        interview.ask(Question(f"{path}.at", AT[channel], "  As in +49 30 2758 8221, name@example.org."))
        _ask_source(interview)

    return ask


def _ask_source(interview: Interview) -> None:
    """Ask once where it was read."""
    if not interview.get("source_title"):
        _ask_source_anew(interview)


def _ask_source_anew(interview: Interview) -> None:
    interview.ask(Question("source_title", "Where did you read it? The title of the page or list", READ))
    interview.ask(Question("source_url", "Its web address; Enter: none", READ, needed=False))
    day = interview.today.isoformat()
    interview.ask(Question("source_date", "On which day, as 2026-03-31?", READ, day))


def _shown_channels(channel: str) -> Callable[[Interview], str]:
    def shown(interview: Interview) -> str:
        return " / ".join(one["at"] for one in interview.get("channels") or () if one["channel"] == channel)

    return shown


def _channel(channel: str) -> Step:
    return Step(channel, _ask_channel(channel), ("channels",), _shown_channels(channel), AT[channel].casefold())


RECIPIENT = (
    Step("language", ask_language, ("language",), shown_as("language")),
    plain("title", Question("title", "What is the office called?", "  Minister of Justice, Ambassador, Premier.")),
    plain(
        "body", Question("body", "Of which ministry, embassy or court?", "  Ministry of Justice, Embassy of Example.")
    ),
    Step("class", _ask_rank, ("class",), shown_as("class")),
    Step("state", _ask_state, ("state", "host"), shown_as("state")),
    Step("id", _ask_recipient_id, ("id",), shown_as("id")),
    Step("holder", _ask_holder, ("holder_name",), shown_as("holder_name"), "who holds the office"),
    Step(
        "address",
        _ask_address,
        ("address_lines", "address_country"),
        shown_as("address_lines"),
        "where post reaches it",
    ),
    *(_channel(channel) for channel in AT),
    Step("source", _ask_source_anew, ("source_title",), shown_as("source_title"), apart=False),
)


def _ask_sender_address(interview: Interview) -> None:
    explain = "  Street and town, a line at a time, without the country."
    interview.ask_rows(
        Question("address_lines", "Your street and number", explain), "Next line: post code and town; Enter: no more"
    )


def _ask_country(interview: Interview) -> None:
    offer = interview.get("country")
    interview.ask(Question("country", "In which country?", "  Its name or two letters.", offer), country(interview))


def _ask_place(interview: Interview) -> None:
    lines = interview.get("address_lines") or [""]
    offer = re.sub(r"^(?:[A-Z]{1,2}-)?\d[\d -]*\s", "", lines[-1]).strip()
    interview.ask(Question("place", "The town that letters are dated from", "  Berlin: “Berlin, 2 April 2026”.", offer))


def _ask_signatory(interview: Interview) -> None:
    explain = "  The name under the letter: your own, or that of who signs for an organisation."
    interview.ask(Question("signatory", "Who signs?", explain, interview.get("signatory") or interview.get("name")))


def _ask_sender_id(interview: Interview) -> None:
    ask_id(interview, interview.get("name"))


def _ask_post(interview: Interview) -> None:
    ask_language(interview, "In which language does your post read the name of a country?")


PERSONAL = Question(
    "personal",
    "A paragraph of your own, for every letter; Enter: none",
    "  Why you write. A letter that is given another has that one.",
    needed=False,
)
PHONE = "  With + and the country's code: +49 30 2758 8221."
SENDER = (
    plain("name", Question("name", "Your name, or your organisation's", "  As printed at the head of the letter.")),
    Step("address", _ask_sender_address, ("address_lines",), shown_as("address_lines")),
    Step("country", _ask_country, ("country",), shown_as("country")),
    Step("place", _ask_place, ("place",), shown_as("place")),
    Step("signatory", _ask_signatory, ("signatory",), shown_as("signatory")),
    Step("id", _ask_sender_id, ("id",), shown_as("id")),
    plain("phone", Question("phone", "Your telephone", PHONE, needed=False), "your telephone"),
    plain("fax", Question("fax", "Your fax", PHONE, needed=False), "your fax"),
    plain("email", Question("email", "Your mailbox", "  name@example.org", needed=False), "your mailbox"),
    plain(
        "tagline",
        Question("tagline", "A line under the name", "  What you are or do.", needed=False),
        "a line under the name",
    ),
    plain(
        "office",
        Question("signatory_office", "The office of who signs", "  Chair.", needed=False),
        "the office of who signs",
    ),
    plain("personal", PERSONAL, "a paragraph of your own, for every letter"),
    Step("language", _ask_post, ("language",), shown_as("language"), "in which your post reads a country"),
)
