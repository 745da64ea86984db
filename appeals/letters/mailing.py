"""Finds the mailboxes that a letter goes to, and what its e-mail says where the letter itself is only attached."""

from dataclasses import replace

from appeals.model.address import Addressee, Appeal
from appeals.model.letter import CIRCLE
from appeals.model.mail import Mail
from appeals.model.recipient import Email
from appeals.phrases import Language


def frame_mail(appeal: Appeal, language: Language) -> Mail:
    """Find what the e-mails of an appeal have in common, whoever its addressee is."""
    return Mail(
        cc=tuple(mailbox for copy in appeal.copies for mailbox in mailboxes(copy)),
        sender_address=appeal.sender.email or "",
        sender_name=appeal.sender.name,
        brief=language.word("mail_attached", date=language.date(appeal.date), reference=appeal.case.reference),
    )


def address_mail(mail: Mail, to: Addressee, *, names_copies: bool) -> Mail:
    """Add an addressee's mailboxes; copies go only with a letter that names them, and never with a circular."""
    copied = names_copies and to.recipient.id != CIRCLE
    return replace(mail, to=mailboxes(to), cc=mail.cc if copied else ())


def mailboxes(to: Addressee) -> tuple[str, ...]:
    """List the mailboxes at which an addressee can be reached on the letter's day."""
    return tuple(channel.address for channel in to.channels if isinstance(channel, Email))
