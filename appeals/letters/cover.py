"""Finds the words of a fax's cover sheet: who, to whom, when, how many pages; of the case only its number."""

from collections.abc import Iterator

from appeals.model.address import Appeal
from appeals.model.letter import Cover, Info
from appeals.model.numbers import dial, written
from appeals.model.recipient import Fax
from appeals.phrases import Language


def cover_sheet(appeal: Appeal, language: Language, outside_line: str = "") -> Cover:
    """Write the cover sheet; `outside_line` is what the sender's house dials before every number."""
    faxes = [channel for channel in appeal.addressee.channels if isinstance(channel, Fax)]
    return Cover(
        title=language.word("telefax"),
        entries=(
            Info(language.word("cover_to"), appeal.addressee.form),
            *(Info(language.word("telefax"), tuple(_line(fax, appeal, language, outside_line))) for fax in faxes),
            Info(language.word("cover_from"), tuple(_sender(appeal, language))),
            Info(language.word("date"), (language.date(appeal.date),)),
            Info(
                language.word("cover_subject"),
                (
                    language.word(
                        "cover_subject_words", date=language.date(appeal.date), reference=appeal.case.reference
                    ),
                ),
            ),
        ),
        pages=(language.word("cover_pages"), language.word("page_between"), language.word("page_after")),
        forward=tuple(_forward(faxes, appeal, language)),
        notice=language.word("cover_error", reach=_reach(appeal)),
    )


def _line(fax: Fax, appeal: Appeal, language: Language, outside_line: str) -> Iterator[str]:
    """Write a number of the recipient, what the sender dials for it, and whose machine it is."""
    home = appeal.sender.address.country
    yield written(fax.number)
    if via := _owner(fax, language):
        yield language.word("care_of", name=via)
    if dialled := dial(fax.number, home, outside_line):
        yield language.word("cover_dialled", country=language.country(home), number=dialled)


def _sender(appeal: Appeal, language: Language) -> Iterator[str]:
    sender = appeal.sender
    yield sender.name
    for key, number in (("telefax", sender.fax), ("telephone", sender.phone)):
        if number:
            yield f"{language.word(key)} {written(number)}"


def _forward(faxes: list[Fax], appeal: Appeal, language: Language) -> Iterator[str]:
    """Ask the owners of the machine to pass the fax on, where it is not the recipient's own."""
    owners = tuple(dict.fromkeys(owner for fax in faxes if (owner := _owner(fax, language))))
    if owners:
        yield language.word("cover_forward", to=", ".join(appeal.addressee.form).replace(", (", " ("))
        yield language.word("cover_courtesy", via=language.list(owners))


def _owner(fax: Fax, language: Language) -> str:
    return (fax.via.get(language.code) if fax.via else None) or ""


def _reach(appeal: Appeal) -> str:
    """Tell the quickest way to reach the sender that the records know."""
    sender = appeal.sender
    numbers = [written(number) for number in (sender.phone, sender.fax) if number]
    return next(iter((*numbers, *((sender.email,) if sender.email else ()))), sender.name)
