"""The sentences of what `check` says about the law of a case."""

from appeals.model.law import Refusal
from appeals.problems import Level, Loc, Problem

INSTEAD = "see the list of provisions"  # replaced by the provisions that do bind the state, where there are any

SENTENCES: dict[str, tuple[Level, str, str]] = {
    "LAW-SOFT-ONLY": (
        "warning",
        "nothing that this case cites binds {state}: every text is guidance, a declaration, a signature or foreign law",
        "add a treaty that is in force for {state}, or custom (NON-REFOULEMENT-CUSTOM)",
    ),
    "LAW-SIGNATORY": (
        "warning",
        "{state} has only signed {title}: {why}",
        "the letter will say no more than that; rest the request on something that is in force: {instead}",
    ),
    "LAW-NOT-YET": (
        "warning",
        "{title} is not yet in force for {state}: {why}",
        "the letter will say so; rest the request on something that is in force: {instead}",
    ),
    "LAW-RESERVED": (
        "warning",
        "{state} made a reservation or declaration on {clause} of {title}{remark}",
        "the letter will not say that it “obliges”; read the text at {source} and cite another provision if it matters",
    ),
    "LAW-RESERVED-MAYBE": (
        "warning",
        "a reservation or declaration of {state} to {title} mentions article {article}; nobody here has read it",
        "read it at {source}; until then the letter will not say that the article “obliges”",
    ),
    "LAW-RESERVED-UNLISTED": (
        "warning",
        "{state} made a reservation to {title} whose articles are not recorded here",
        "read it at {source}; until then the letter will not say that the article “obliges”",
    ),
    "LAW-RESERVED-EARLIER": (
        "warning",
        "{state} once had a reservation or note to {title} that is empty or withdrawn now; the day is not recorded",
        "read it at {source}; the letter will not say that the article “obliges”",
    ),
    "LAW-LIMITED": (
        "warning",
        "{state} is bound by {title} within limits: {remark}",
        "see whether the persons of the case fall within them; cite NON-REFOULEMENT-CUSTOM or CAT 3(1) beside it",
    ),
    "LAW-DATE-LIMIT": (
        "warning",
        "the 1967 Protocol is not known to bind {state}, so that the 1951 Convention reaches old events only",
        "cite custom (NON-REFOULEMENT-CUSTOM) or CAT 3(1) beside it; the letter will not say that it “obliges”",
    ),
    "LAW-AS-OF": (
        "warning",
        "what we know of {state} and {title} is of {as_of}, more than a year before the letter",
        "look at {source} for what came later",
    ),
    "LAW-DIFFERS": (
        "warning",
        "what this case confirms of {state} and {title} differs from the depositary's record, which is used",
        "compare the two sources; leave “confirm” out where the record stands",
    ),
    "LAW-PAIR": (
        "warning",
        "the 1967 Protocol belongs with the 1951 Convention, but its standing for {state} is not verified here",
        "cite REFUGEE-1967 I(2) too, with a “confirm” of its own",
    ),
    "LAW-FOREIGN": (
        "warning",
        "{title} is the law of {state}, not of the state the case is about; the letter cites it as a fact",
        "keep it among the facts; rest no request on it",
    ),
}
SOFT = frozenset(code for code, (_, _, mend) in SENTENCES.items() if "{instead}" in mend)  # not in force for the state


def find(code: str, loc: Loc = (), **values: str) -> Problem:
    """Make the finding of a code."""
    level, sentence, mend = SENTENCES[code]
    filled = {"instead": INSTEAD, **{k: v for k, v in values.items() if v}}
    blanks = {"remark": "", "source": "the depositary’s page", "title": "the text"} | filled
    return Problem(sentence.format(**blanks), mend.format(**blanks), code=code, level=level, loc=loc)


def refuse(refusal: Refusal, loc: Loc = ()) -> Problem:
    """Turn a refusal into the error that `check` reports."""
    instead = f"cite {' or '.join(refusal.instead)} in its place" if refusal.instead else "leave it out"
    if refusal.code in ("LAW-UNVERIFIED", "LAW-UNKNOWN", "LAW-NO-STATUS"):
        instead = "add “confirm” with a source and the date you read it" + (
            f", or {instead}" if refusal.instead else ""
        )
    return Problem(f"{refusal.key} cannot be cited: {refusal.reason}", instead, code=refusal.code, loc=loc)
