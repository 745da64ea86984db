"""Leads from a field of a record back to the answer that it was made of."""

import re

from appeals.model.answers import What
from appeals.problems import Loc

# A record's field -> its answer; the first pattern that fits decides. What stands behind the answer is passed over.
FIELDS: dict[What, tuple[tuple[str, str], ...]] = {
    "case": (
        (r"law\.(\d+)", r"law.\1"),
        (r"(subject|facts|questions|prompts|requests|to|copies|never_say)\.(\d+)", r"\1.\2"),
        (r"position\.(\d+)\.(says|reply)", r"position.\1.\2"),
        (r"claims\.(\d+)\.figure\.(\w+)", r"claims.\1.\2"),
        (r"claims\.(\d+)\.figure", r"claims.\1.value"),
        (r"claims\.(\d+)\.sources\.\d+\.knowledge", r"claims.\1.knowledge"),
        (r"(claims|disputes)\.(\d+)\.(sources|claims)\.(\d+)", r"\1.\2.\3.\4"),
        (r"people\.(\d+)(?:$|\.consent\.given)", r"people.\1.consent"),  # of a person as a whole, consent is missing
        (r"people\.(\d+)\.consent\.(\w+)", r"people.\1.consent_\2"),
        (r"(claims|sources|people|disputes)\.(\d+)\.(\w+)", r"\1.\2.\3"),
        (r"(\w+)\.(\d+)", r"\1.\2"),
        (r"(\w+)", r"\1"),
    ),
    "recipient": (
        (r"office\.(title|body)\.(original|romanised)", r"\1_\2"),
        (r"office\.(\w+)", r"\1"),
        (r"\w+\.\d+\.(?:\w+\.)?source\.(\w+)", r"source_\1"),
        (r"\w+\.\d+\.(?:\w+\.)?source", r"source_title"),
        (r"\w+\.\d+\.(?:\w+\.)?verified\.(\w+)", r"verified_\1"),
        (r"holders\.0\.(\w+)", r"holder_\1"),
        (r"holders", r"holder_name"),
        (r"addresses\.0\.lines\.(\d+)", r"address_lines.\1"),
        (r"addresses\.0\.country", r"address_country"),
        (r"addresses", r"address_lines"),
        (r"channels\.(\d+)\.(?:\w+\.)?via", r"channels.\1.via"),
        (r"channels\.(\d+)\.(?:\w+\.)?(?:number|address|url)", r"channels.\1.at"),
        (r"channels\.(\d+)", r"channels.\1.channel"),
        (r"(languages|tags)\.(\d+)", r"\1.\2"),
        (r"(\w+)", r"\1"),
    ),
    "sender": (
        (r"address\.lines\.(\d+)", r"address_lines.\1"),
        (r"address\.lines", r"address_lines"),
        (r"address\.country", r"country"),
        (r"address", r"address_lines"),
        (r"signatory\.office", r"signatory_office"),
        (r"signatory", r"signatory"),
        (r"(\w+)", r"\1"),
    ),
}


def answer_at(what: What, loc: Loc) -> str:
    """Name the answer that a field of a draft's file was made of; nothing where there is none."""
    steps = loc[2:] if what != "case" else loc  # recipients.0. and senders.0. come first
    path = ".".join(map(str, steps))
    for pattern, answer in FIELDS[what]:
        if found := re.match(rf"{pattern}(?=\.|$)", path):
            return found.expand(answer)
    return ""
