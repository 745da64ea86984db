"""Where a letter goes by e-mail."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mail:
    """The mailboxes of a letter as of its day, as the records have them; empty where none is known."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    sender_address: str = ""
    sender_name: str = ""
    brief: str = ""  # the sentence that stands for the letter where a link is too short to hold it


NOBODY = Mail()
