"""A letter whose sender is not known yet: composed with marks in the sender's place, for every country and day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from appeals.formats.form_page import MARKS, check_fit, fill_sheet, mark_day, mark_end
from appeals.formats.stationery import Stationery
from appeals.model.address import Appeal
from appeals.model.case import Case
from appeals.model.letter import Letter
from appeals.model.sender import Sender, SenderAddress, Signatory
from appeals.pipeline.loading import Records
from appeals.pipeline.making import letters_of
from appeals.pipeline.ordering import Order
from appeals.problems import FormatError, RecordError
from appeals.templating import Templates

LONGEST_PARAGRAPH, STEP = 800, 50  # characters
SPARE = 60  # characters left free, because browsers break lines a little otherwise than WeasyPrint
POST = "en"  # the language in which the destination country is written: every post reads it beside its own
TOMORROW = timedelta(days=1)
# To try the letter with; the name is nobody's, so that no person of a case is taken for the sender.
TRIED_NAME, TRIED_LINES, TRIED_EMAIL = "Vorname Nachname", ("Musterstraße 12", "10117 Berlin"), "mail@example.org"
WRITING = "Many who live in our town have fled from war, and we know what it means to them to be safe. "


class SteadyTemplates(Templates):
    """Templates whose tables of words are read once: a page is composed for many days, and they are the same."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """Look into the folders of other templates."""
        super().__init__(folders)
        self._read: dict[str, dict[str, Any]] = {}

    def words(self, name: str) -> dict[str, Any]:
        """Read a table of fixed words, or take what was read."""
        if name not in self._read:
            self._read[name] = super().words(name)
        return self._read[name]


@dataclass(frozen=True, slots=True)
class Unsigned:
    """One letter of a case, to the one recipient and in the language of its order, as of the order's day."""

    records: Records
    case: Case
    order: Order
    stationery: Stationery

    @property
    def day(self) -> date:
        """The day the page is made for."""
        return self.order.day or date.min

    def compose(self, sender: Sender, day: date, personal: str = "") -> tuple[Appeal, Letter]:
        """Compose the letter of a day from a sender who is in no record."""
        records = replace(self.records, senders={sender.id: sender})
        order = replace(self.order, senders=(), day=day, personal=personal)
        (made,) = letters_of(records, self.case, order, day)
        return made

    def try_out(self, country: str, personal: str = "") -> tuple[Appeal, Letter]:
        """Compose the letter from an invented sender who lives in a country."""
        return self.compose(make_sender(TRIED_NAME, TRIED_LINES, TRIED_EMAIL, country), self.day, personal)

    def sheet(self, country: str) -> str:
        """Fill the sheet of the letter with marks for its day and for its sender, who lives in a country."""
        sheet, words = self._marked(country, self.day)
        marked = mark_day(sheet, words, *self._marked(country, self.day + TOMORROW))
        if marked is None:
            raise RecordError.of(
                f"what the letter to “{self.order.to[0]}” says will change on {self.day + TOMORROW}",
                f"make the page on that day, or with --date {self.day + TOMORROW}",
            )
        return marked

    def _marked(self, country: str, day: date) -> tuple[str, str]:
        """Fill the sheet of a day with marks for its sender; return the day in words with it."""
        sender = make_sender(MARKS["name"], (MARKS["street"], MARKS["town"]), MARKS["email"], country)
        appeal, letter = self.compose(sender, day, MARKS["personal"])
        language, head = self.records.language(appeal.language), letter.letterhead
        name = language.country(country)
        lines = tuple(mark_end(line, name) for line in head.lines)
        head = replace(head, lines=lines, return_line=mark_end(head.return_line, name))
        sheet = fill_sheet(replace(letter, letterhead=head), self.records.templates, self.stationery)
        return sheet, language.date(day)

    def lasts_until(self, country: str, limit: date) -> date:
        """Find the last day, up to a limit, before the letter says something else: another holder, address or law."""
        day = self.day
        sheet, words = self._marked(country, day)
        while day < limit and mark_day(sheet, words, *self._marked(country, day + TOMORROW)) is not None:
            day += TOMORROW
        return day

    def room(self, country: str) -> int:
        """Find how many characters a paragraph of the sender's own may have; raise where the letter fits in no case."""
        self._try_fit(country, 0)
        fitting, too_long = 0, LONGEST_PARAGRAPH + STEP
        while too_long - fitting > STEP:
            middle = (fitting + too_long) // (2 * STEP) * STEP
            try:
                self._try_fit(country, middle + SPARE)
                fitting = middle
            except FormatError:
                too_long = middle
        return fitting

    def _try_fit(self, country: str, length: int) -> None:
        personal = (WRITING * (length // len(WRITING) + 1))[:length]
        _, letter = self.try_out(country, personal)
        check_fit(letter, self.records.templates, self.stationery)


def make_sender(name: str, lines: tuple[str, str], email: str, country: str) -> Sender:
    """Make a sender who is in no record; for the mailbox may stand what the page puts one in place of."""
    made = Sender(
        id="volunteer",
        name=name,
        address=SenderAddress(lines=lines, country=country),
        language=POST,
        place=lines[1],
        signatory=Signatory(name=name),
    )
    return made.model_copy(update={"email": email})
