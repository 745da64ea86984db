"""Where a batch is made: one process's records, desk and forms; each step is a function of the letters it is given."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from appeals.formats import RUN_FORMATS
from appeals.formats.press import Surprise, fill, prove, texts_of
from appeals.formats.proof import MEND, count_pages
from appeals.model.address import Appeal
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.pipeline.batch.examining import Examined, Group, Text, examine_letter, find_notes
from appeals.pipeline.batch.ledger import Files, Line, line_of, read_line
from appeals.pipeline.batch.pressing import Look, Press, look_of
from appeals.pipeline.desk import Desk
from appeals.pipeline.loading import Records
from appeals.pipeline.naming import Named
from appeals.pipeline.ordering import Order, Planned, Roster
from appeals.pipeline.rendering import render_all
from appeals.pipeline.worklist import Errand, list_errands, measure_fax
from appeals.problems import AppealsError, FormatError, Problem, UsageError
from appeals.workspace import Outbox, Workspace

WITHOUT_PAGES = frozenset({"text", "html", "mailto"})  # formats that nothing can be too long for
ENDINGS = {"fax": "fax.tif"}  # of the files that a press makes, where they are not the format's name
Problems = dict[int, tuple[Problem, ...]]  # by the number of the letter


@dataclass(frozen=True, slots=True)
class Task:
    """Some letters of the roster, and what the ledger told of them before."""

    span: range
    known: tuple[bytes, ...] = ()


@dataclass(slots=True)
class Produced:
    """What came of some letters: a line of the ledger for each, the ways they go, and what could not be made."""

    lines: dict[int, bytes] = field(default_factory=dict)  # by the number of the letter
    errands: list[Errand] = field(default_factory=list)
    problems: Problems = field(default_factory=dict)
    named: dict[Named, None] = field(default_factory=dict)  # whom the letters name
    documents: list[Document] = field(default_factory=list)  # only from afar: files that were not written here
    count: Counter[str] = field(default_factory=Counter)  # letters, made, void, pressed, pages, files
    surprise: str = ""  # why faxes could not be pressed, where that was not known beforehand


@dataclass(frozen=True, slots=True)
class Wanted:
    """One letter of a task: composed, and whether it is there already."""

    number: int
    planned: Planned
    appeal: Appeal
    letter: Letter
    look: Look
    made_of: Mapping[str, str]
    line: Line | None  # of the ledger, where the letter would be made as it is


@dataclass(frozen=True, slots=True)
class Faxed:
    """A fax that was pressed, and the bytes of each of its pages as the line carries it."""

    document: Document
    sizes: tuple[int, ...]


@dataclass(slots=True)
class Workroom:
    """One process's place of work. `outbox` is None where the files are to be written by another."""

    workspace: Workspace
    records: Records
    order: Order
    roster: Roster
    desk: Desk
    outbox: Outbox | None = None
    presses: Mapping[Look, Press] = field(default_factory=dict)
    failed: frozenset[int] = frozenset()  # letters that are not to be made

    def examine(self, task: Task) -> Examined:
        """Compose and judge letters without making anything of them."""
        found = Examined()
        for number in self._numbered(task):
            try:
                made = self.desk.make(self.roster[number])
                problems = [problem for problem in self.desk.judge(*made) if problem.level == "error"]
            except UsageError:
                raise  # what is asked for, not a letter
            except AppealsError as error:
                problems = list(error.problems)
            if problems:
                found.problems[number] = tuple(map(self.records.discreet, problems))
                continue
            look = look_of(self.records, made[1], self.order)
            examine_letter(made[0], texts_of(made[1]), found, found.groups.setdefault(look, Group(number)))
            found.notes.update(dict.fromkeys(find_notes(made, self.order.formats)))
        return found

    def are_quick(self, look: Look, texts: Collection[Text]) -> bool:
        """Say whether all letters of a look, which have these texts, can be made without laying out one of them."""
        press, names = self.presses.get(look), self._laid_out()
        return not names or (press is not None and all(press.serves_all(name, texts) for name in names))

    def _is_quick(self, letter: Letter, look: Look) -> bool:
        """Say whether a letter can be made without laying it out."""
        press, names = self.presses.get(look), self._laid_out()
        return not names or (press is not None and all(press.serves(name, letter) for name in names))

    def _laid_out(self) -> set[str]:
        """Name the formats of the order that have pages of each letter."""
        return set(self.order.formats) - WITHOUT_PAGES - RUN_FORMATS.keys()

    @property
    def has_runs(self) -> bool:
        """Whether one document of all letters is asked for."""
        return not RUN_FORMATS.keys().isdisjoint(self.order.formats)

    def prepare(self, task: Task) -> Produced:
        """Lay out the letters that no press serves, out of sight, so that what does not fit is known beforehand."""
        done = Produced()
        wanted = tuple(self._look_at(task))
        done.problems.update(self._try_runs(wanted))
        for one in wanted:
            if one.number in done.problems:
                continue
            if one.line or self._is_quick(one.letter, one.look):
                continue
            try:
                documents = self._render(one.letter, ())
            except AppealsError as error:
                done.problems[one.number] = tuple(map(self.records.discreet, error.problems))
                continue
            if self.outbox:
                self.outbox.stage(one.letter.name, ((document.name, document.content) for document in documents))
        return done

    def _try_runs(self, wanted: Sequence[Wanted]) -> Iterator[tuple[int, tuple[Problem, ...]]]:
        """Find the letters that have no place in a document of all letters, as an address that no label holds."""
        order = replace(self.order, formats=tuple(name for name in self.order.formats if name in RUN_FORMATS))
        if not wanted or not order.formats:
            return
        try:
            render_all(self.records, tuple(one.letter for one in wanted), order)
        except AppealsError as error:
            if len(wanted) == 1:
                yield wanted[0].number, tuple(map(self.records.discreet, error.problems))
                return
            for one in wanted:
                yield from self._try_runs((one,))

    def produce(self, task: Task) -> Produced:
        """Make letters, prove each, keep its files; a letter whose files are as they would be made is left alone."""
        done = Produced()
        wanted = tuple(self._look_at(task))
        faxes: dict[int, Faxed] = {}
        try:
            faxes = self._press_faxes([one for one in wanted if not one.line])
        except Surprise as told:
            done.surprise = str(told)
        for one in wanted:
            try:
                done.lines[one.number] = self._produce(one, faxes.get(one.number), done)
            except AppealsError as error:
                done.problems[one.number] = tuple(map(self.records.discreet, error.problems))
        return done

    def _look_at(self, task: Task) -> Iterator[Wanted]:
        """Compose the letters of a task, and find those that are made already."""
        known = task.known or (b"",) * len(task.span)
        for number, text in zip(task.span, known, strict=True):
            if number not in self.failed:
                planned = self.roster[number]
                appeal, letter = self.desk.make(planned)
                made_of, line = self.desk.digests(planned), read_line(text)
                kept = line if line and self._keeps(letter.name, line, made_of) else None
                look = look_of(self.records, letter, self.order)
                yield Wanted(number, planned, appeal, letter, look, made_of, kept)

    def _produce(self, one: Wanted, fax: Faxed | None, done: Produced) -> bytes:
        """Make one letter, or find that it is made; return its line of the ledger."""
        line = one.line
        if line is None:
            files = self._make(one, fax, done)
            line = line_of(one.planned, (one.appeal, one.letter), one.made_of, files)
            named = self.desk.named(one.appeal, one.letter)
            line = line.naming(named)
            asked = set(self.order.formats) - RUN_FORMATS.keys()  # of each letter; labels are made of all at once
            done.count["made" if files.documents or not asked else "void"] += 1
        names = [file.name for file in line.files]
        done.errands.extend(list_errands((one.appeal, one.letter), names, line.fax, self.records.tariff))
        done.count["letters"] += 1
        done.count["pages"] += line.pages
        done.count["files"] += len(names)
        done.named.update(dict.fromkeys(line.named))
        return line.to_json()

    def _make(self, one: Wanted, fax: Faxed | None, done: Produced) -> Files:
        """Make the files of a letter, and write them where that is ours to do."""
        letter = one.letter
        if self.outbox and (released := self.outbox.release(letter.name)):
            documents = tuple(Document(name, "", content) for name, content in released)
            return Files(documents, _count_pages(letter, documents), measure_fax(documents))
        pdf = self._press(letter, one.look)
        pressed = (*((pdf,) if pdf else ()), *((fax.document,) if fax else ()))
        documents = self._render(letter, pressed)
        done.count["pressed"] += bool(pressed)
        for document in documents:
            if self.outbox:
                self.outbox.keep(document.name, document.content)
            else:
                done.documents.append(document)
        press = self.presses.get(one.look)
        pages = press.pages if press and pdf else _count_pages(letter, documents)
        return Files(documents, pages, fax.sizes if fax else measure_fax(documents))

    def _press(self, letter: Letter, look: Look) -> Document | None:
        """Make the PDF of a letter by its form, and prove it; nothing where it has no form or does not fit it."""
        press = self.presses.get(look)
        content = fill(press.form, letter) if press and press.form else None
        if press is None or press.form is None or content is None:
            return None
        if wrong := prove(press.form, content, letter):
            raise FormatError.of(f"{letter.name} is not what it should be: {wrong}", MEND)
        return Document(f"{letter.name}.pdf", "application/pdf", content)

    def _press_faxes(self, wanted: Sequence[Wanted]) -> dict[int, Faxed]:
        """Make the faxes of letters by their forms, those of one form together."""
        made: dict[int, Faxed] = {}
        for look, press in self.presses.items() if "fax" in self.order.formats else ():
            own = [one for one in wanted if one.look == look] if press.fax else []
            if press.fax and own:
                from appeals.formats.fax_press import fill_faxes  # noqa: PLC0415 -- Pillow and PDFium, only for a fax

                for one, filled in zip(own, fill_faxes(press.fax, [one.letter for one in own]), strict=True):
                    if filled:
                        name = f"{one.letter.name}.fax.tif"
                        made[one.number] = Faxed(Document(name, "image/tiff", filled[0]), filled[1])
        return made

    def _render(self, letter: Letter, pressed: tuple[Document, ...]) -> tuple[Document, ...]:
        """Make the other files of a letter on the slow road, and put all in the order asked for."""
        there = {document.name.removeprefix(f"{letter.name}.") for document in pressed}
        formats = tuple(n for n in self.order.formats if n not in RUN_FORMATS and ENDINGS.get(n, n) not in there)
        documents = render_all(self.records, (letter,), replace(self.order, formats=formats)) if formats else ()
        return (*pressed, *documents)

    def _keeps(self, name: str, line: Line, made_of: Mapping[str, str]) -> bool:
        """Say whether a letter of a name was made of the same, and its files are still as they were."""
        return (
            all(file.name.startswith(f"{name}.") for file in line.files)
            and dict(line.made_of) == dict(made_of)
            and (not self.outbox or all(self.outbox.holds(file.name, file.bytes, file.sha256) for file in line.files))
        )

    def _numbered(self, task: Task) -> Iterator[int]:
        return (number for number in task.span if number not in self.failed)


def _count_pages(letter: Letter, documents: tuple[Document, ...]) -> int:
    """Count the pages of the PDF among the files of a letter."""
    return next((count_pages(file.content) for file in documents if file.name == f"{letter.name}.pdf"), 0)
