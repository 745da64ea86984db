"""Puts a wording and what stands around it into the letter of one addressee."""

from appeals.letters.forms import title
from appeals.letters.mailing import address_mail, frame_mail
from appeals.letters.parts import copies, fax_info, letterhead, notes, postal_notes, signature
from appeals.letters.wording import compose_wording, matter_of
from appeals.model.address import Appeal
from appeals.model.letter import Info, Letter
from appeals.model.wording import Frame, Wording
from appeals.phrases import Language
from appeals.templating import Templates


def compose(appeal: Appeal, language: Language, templates: Templates) -> Letter:
    """Write the letter of an appeal; raise an AppealsError that names record or template."""
    return address_letter(compose_wording(matter_of(appeal, templates), language, templates), appeal, language)


def frame_letters(appeal: Appeal, language: Language, *, names_sender: bool = False) -> Frame:
    """Write what stands around the words of an appeal, whoever its addressee is."""
    day, reference = language.date(appeal.date), appeal.case.reference
    return Frame(
        letterhead=letterhead(appeal.sender, language),
        signature=signature(appeal.sender, language),
        info=(Info(language.word("date"), (day,)), Info(language.word("our_reference"), (reference,))),
        copies=copies(appeal.copies, language),
        running=f" · {day} · {reference}",
        page_words=(language.word("page_before"), language.word("page_between"), language.word("page_after")),
        sender=appeal.sender.id if names_sender else "",
        mail=frame_mail(appeal, language),
    )


def address_letter(wording: Wording, appeal: Appeal, language: Language, frame: Frame | None = None) -> Letter:
    """Put the fields of an addressee around a wording; the letter shares the wording's very parts.

    What the wording leaves to the records comes from the addressee. `frame` spares what was written before.
    """
    around = frame or frame_letters(appeal, language)
    to = appeal.addressee
    named = wording.copies if wording.sets_copies else around.copies
    return Letter(
        case=appeal.case.id,
        recipient=to.recipient.id,
        kind=wording.kind,
        language=language.code,
        date=appeal.date,
        letterhead=around.letterhead,
        notes=notes(to, language, faxed=appeal.faxed) if wording.notes is None else wording.notes,
        address=to.envelope,
        info=(*around.info, *fax_info(to, language)),
        subject=wording.subject,
        salutation=wording.salutation or to.salutation,
        body=wording.body,
        close=wording.close or to.close,
        signature=around.signature,
        enclosures=wording.enclosures,
        copies=named,
        running_head=title(to.recipient, to.holder, language) + around.running,
        page_words=around.page_words,
        max_pages=wording.max_pages,
        annexes=wording.annexes,
        public=appeal.public,
        postal_notes=postal_notes(to, language),
        mail=address_mail(around.mail, to, names_copies=named is not None),
        sender=around.sender,
    )
