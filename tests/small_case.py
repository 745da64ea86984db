"""A case as small as a case can be, in which nothing is wrong, and the records it needs."""

from pathlib import Path

BASE = Path(__file__).parent / "wrong" / "base"  # recipients.yaml and senders.yaml


def write_small_case(name: str) -> str:
    """Write the text of its file."""
    return f"""\
id: {name}
kind: appeal
reference: TEST 1
state: CN
date: "2003-04-02"
to: [head]
subject: [{{en: People in danger}}]
facts: [{{en: This happened.}}]
requests: [{{id: act, words: {{en: to act}}}}]
"""
