"""What the codes of the law mean; their sentences are written where the law is decided."""

from appeals.checks.coded import Check

CONFIRM = (
    "Read the depositary's page and confirm it in the case, and the letter may say it:\n"
    "  law:\n"
    "    - provision: CAT 3(1)\n"
    '      confirm: {source: {title: UN Treaty Collection, url: "https://treaties.un.org/"}, date: "2026-08-22"}'
)  # fmt: skip
RESERVED = (
    "The letter then says what the treaty holds, and not that it “obliges” the state. Cite another provision beside it."
)

LAW_CODES: dict[str, Check] = {
    "LAW-AS-OF": Check(
        "warning",
        "What is known of a state and a treaty is more than a year older than the letter.",
        "States join and leave. Look at the source that the message names, and confirm what you found.\n" + CONFIRM,
    ),
    "LAW-COMPETENCE": Check(
        "warning",
        "Whether individuals may complain to a committee depends on a declaration of the state.",
        "Read the declaration before the letter speaks of a right to complain.",
    ),
    "LAW-DATE-LIMIT": Check(
        "warning",
        "The 1951 Convention reaches only events before 1951 for a state that the 1967 Protocol does not bind.",
        "Cite custom (NON-REFOULEMENT-CUSTOM) or CAT 3(1) beside it.",
    ),
    "LAW-DIFFERS": Check(
        "warning",
        "What the case confirms differs from the depositary's record.",
        "The depositary's record is used. Compare the two sources, and take “confirm” out where the record stands.",
    ),
    "LAW-FOREIGN": Check(
        "warning",
        "A law of another state is cited.",
        "It is a fact of the case, for instance what awaits those who return; rest no request on it.",
    ),
    "LAW-LIMITED": Check("warning", "A state is bound within limits, of place or of persons.", RESERVED),
    "LAW-NO-INSTRUMENT": Check(
        "error",
        "There is no instrument of that code.",
        "Correct the code, or add the instrument to law/*.yaml with its source.",
    ),
    "LAW-NO-PROVISION": Check(
        "error",
        "There is no provision of that number in the instrument.",
        "Write it as the message offers, for instance REFUGEE-1951 33(1), or add it to law/*.yaml with its source.",
    ),
    "LAW-NO-STATE": Check("error", "There is no state of that code.", "Write two capitals of ISO 3166, as in CN."),
    "LAW-NO-STATUS": Check("error", "No record says how a state stands to a treaty.", CONFIRM),
    "LAW-NOT-MADE": Check(
        "error",
        "The text did not exist on the letter's date.",
        "Cite what did, or date the letter later.",
    ),
    "LAW-NOT-PARTY": Check(
        "error",
        "The state is not a party to the treaty.",
        "Cite what binds it: the message names provisions of the same subject that do.",
    ),
    "LAW-NOT-YET": Check(
        "warning",
        "The treaty is not yet in force for the state.",
        "The letter says no more than that. Rest the request on something that is in force.",
    ),
    "LAW-PAIR": Check(
        "warning",
        "The 1967 Protocol belongs with the 1951 Convention, and its standing is not verified.",
        "Cite REFUGEE-1967 I(2) too, with a “confirm” of its own.",
    ),
    "LAW-RESERVED": Check("warning", "The state made a reservation to the provision.", RESERVED),
    "LAW-RESERVED-EARLIER": Check("warning", "The state once had a reservation that is withdrawn today.", RESERVED),
    "LAW-RESERVED-MAYBE": Check(
        "warning", "A reservation mentions the article, and nobody has read here what it says.", RESERVED
    ),
    "LAW-RESERVED-UNLISTED": Check(
        "warning", "A reservation is known, and the articles that it touches are not.", RESERVED
    ),
    "LAW-SIGNATORY": Check(
        "warning",
        "The state has signed the treaty and is not bound by it.",
        "The letter says that it has signed, and no more. Rest the request on something that is in force.",
    ),
    "LAW-SOFT-ONLY": Check(
        "warning",
        "Nothing that the case cites binds the state.",
        "Guidance and declarations help to read the law. Add a treaty in force, or custom (NON-REFOULEMENT-CUSTOM).",
    ),
    "LAW-SUPERSEDED": Check("error", "A later version took the place of the law that is cited.", CONFIRM),
    "LAW-UNKNOWN": Check("error", "Whether the treaty binds the state on that day is not known.", CONFIRM),
    "LAW-UNVERIFIED": Check("error", "What we know of it was not verified, so that no letter may say it.", CONFIRM),
    "LAW-WITHDRAWN": Check(
        "error", "The state has left the treaty.", "Cite what still binds it, or custom (NON-REFOULEMENT-CUSTOM)."
    ),
}
