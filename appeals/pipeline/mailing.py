"""E-mail between the rooms: which letters have somebody to go to, and what is to be added by hand."""

from collections.abc import Iterator, Sequence

from appeals.model.address import Appeal
from appeals.model.letter import Letter


def can_be_mailed(letter: Letter) -> bool:
    """Whether a mailbox is known, or readers of a circular are to be added by hand."""
    return letter.is_circular or bool(letter.mail and letter.mail.to)


def mail_notes(made: Sequence[tuple[Appeal, Letter]]) -> Iterator[str]:
    """Say which letters that are asked for as e-mail are not made, and which enclosures are not in a draft."""
    for appeal, letter in made:
        name = appeal.addressee.recipient.id
        if not can_be_mailed(letter):
            yield f"{name}: email none: no mailbox is known for {appeal.date}"
        elif letter.enclosures:
            yield f"{name}: email without enclosures: attach yourself: {'; '.join(letter.enclosures.lines)}"
