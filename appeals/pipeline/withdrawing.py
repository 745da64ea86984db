"""Letters in an outbox that name somebody who may no longer be named: found after every run, and taken away.

A letter's line in the ledger tells whom it names, by a digest of the name, so that it is found although the case has
changed, and the person has gone from it. Where no line tells of a file, or the case has changed since, the file is
searched for the names that its case withholds. A letter whose case is no longer in the folder is left alone: nothing
tells who may be named in it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from appeals.formats.words import read_words
from appeals.model.case import Case
from appeals.model.name_redaction import has_name
from appeals.pipeline.batch.ledger import Known, Line, keep_lines, read_line
from appeals.pipeline.batch.record import PRINT, RECORD, amend_record, find_record
from appeals.pipeline.filing import CASE, OURS, file_lines, read_filed
from appeals.pipeline.loading import Records
from appeals.pipeline.naming import Named, digest_name, digest_text
from appeals.problems import AppealsError, Problem
from appeals.records import check, parse
from appeals.workspace import LEDGER, Outbox, Workspace, is_file

PUBLIC = re.compile(r"[A-Za-z0-9-]+\.public\.")  # after the first dot
GONE = (
    "taken out of the outbox, since they name",
    "ask for the letters again, if they are still to be sent; look also for printed and sent ones",
)
LEFT = ("left because of --keep, though they name", "give the command again without --keep to have them taken away")
SHOWN = 10  # names of files; the rest is counted


@contextmanager
def withdrawing(
    workspace: Workspace, records: Records, folders: Callable[[], Sequence[Path]], *, keep: bool = False
) -> Iterator[list[Problem]]:
    """After a run, whether it was refused or not, find such letters; tell of them in the list, or with the refusal."""
    found: list[Problem] = []
    try:
        yield found
    except AppealsError as error:
        if told := withdraw(workspace, records, folders(), keep=keep):
            raise type(error)(*error.problems, *told) from error
        raise
    found.extend(withdraw(workspace, records, folders(), keep=keep))


def withdraw(workspace: Workspace, records: Records, folders: Sequence[Path], *, keep: bool) -> tuple[Problem, ...]:
    """Find every file that names somebody who may no longer be named; take it away unless it is to be kept."""
    search = Search(workspace, records)
    gone, left = list[Path](), list[Path]()
    for folder in folders:
        try:
            found = search.look_into(folder, keep=keep)
            (left if keep else gone).extend(folder / name for name in found)
        except AppealsError:  # another run is at work there, and looks itself; or the folder is not to be had
            continue
    return tuple(_tell(said, mend, paths) for (said, mend), paths in ((GONE, gone), (LEFT, left)) if paths)


def _tell(said: str, mend: str, paths: Sequence[Path]) -> Problem:
    sentence = f"{said} somebody who may no longer be named:{_list(paths)}"
    return Problem(sentence, mend, code="WITHDRAWN", level="warning")


def _list(paths: Sequence[Path]) -> str:
    more = (f"and {len(paths) - SHOWN} more",) if len(paths) > SHOWN else ()
    return "".join(f"\n    {path}" for path in (*paths[:SHOWN], *more))


@dataclass(frozen=True, slots=True)
class Held:
    """What a folder holds that it should not: lines of letters, with their files, and files that no line tells of."""

    lines: frozenset[Line] = frozenset()
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Name all the files."""
        return (*sorted({file.name for line in self.lines for file in line.files}), *self.others)


class Search:
    """Looks for people who may not be named by the cases as they are now."""

    def __init__(self, workspace: Workspace, records: Records) -> None:
        """Take the cases of a run; others are read when a letter of one is found."""
        self._workspace = workspace
        self._cases: dict[str, tuple[Case, str] | None] = {
            name: (case, digest_text(records.sources[name].text)) for name, case in records.cases.items()
        }

    def look_into(self, folder: Path, *, keep: bool) -> tuple[str, ...]:
        """Find the files in a folder that name whom they may not, and take them away unless they are to be kept."""
        outbox = Outbox(folder)
        if not (outbox.has(LEDGER) or outbox.has_unfinished):
            return self._clear_few(outbox, keep=keep)
        is_ours = outbox.has_unfinished or any(map(read_line, outbox.lines(LEDGER)))
        if not is_ours or self._is_clear(outbox):
            return ()
        with outbox.locked():
            Known(outbox)  # which takes in what a run that was cut short has left
            return self._clear_batch(outbox, keep=keep)

    def _is_clear(self, outbox: Outbox) -> bool:
        """Say whether the record of a batch shows that nothing in it names whom it may not, without a look at files."""
        record = find_record(outbox)
        return (
            bool(record.letters)
            and not outbox.has_unfinished
            and not any(map(self._is_gone, record.named))
            and not any(self._has_changed(name, text) for name, text in record.cases)
            and sum(1 for _ in outbox.names()) == record.count + len(record.files) + len((LEDGER, RECORD))
        )

    def _clear_batch(self, outbox: Outbox, *, keep: bool) -> tuple[str, ...]:
        record = find_record(outbox)
        texts = dict(record.cases)
        lines = [line for text in outbox.lines(LEDGER) if (line := read_line(text))]
        held = self._find_held(outbox, lines, lambda line: texts.get(line.planned.case, ""))
        bound = outbox.has(PRINT) and (bool(held.lines) or (not record.letters and self._is_told(outbox, PRINT, lines)))
        names = tuple(name for name in (*held.names, *((PRINT,) if bound else ())) if outbox.has(name))
        if keep or not (names or record.letters):
            return names
        for name in names:
            outbox.drop(name)
        left = [line for line in lines if line not in held.lines]
        if held.lines:
            keep_lines(outbox, held.lines)
        now = ((case, self._text_of(case)) for case in texts)
        amend_record(outbox, record, (one for line in left for one in line.named), now)
        return names

    def _clear_few(self, outbox: Outbox, *, keep: bool) -> tuple[str, ...]:
        lines = read_filed(outbox.folder)
        held = self._find_held(outbox, lines, lambda line: dict(line.made_of).get(CASE, ""))
        names = tuple(name for name in held.names if outbox.has(name))
        if not keep:
            for name in names:
                outbox.drop(name)
            left = tuple(self._searched(line) for line in lines if line not in held.lines)
            if left != lines:
                self._workspace.write((file_lines(left),), outbox.folder)
        return names

    def _searched(self, line: Line) -> Line:
        """Tell that a letter was searched by the text that its case has now."""
        return replace(line, made_of=((CASE, self._text_of(line.planned.case)),))

    def _find_held(self, outbox: Outbox, lines: Sequence[Line], text_of: Callable[[Line], str]) -> Held:
        """Find what a folder holds; `text_of` tells by which text of its case a letter was searched before."""
        owned = {file.name: (line, file) for line in lines for file in line.files}
        gone = {line for line in lines if any(map(self._is_gone, line.named))}
        for line in lines:
            if line not in gone and self._has_changed(line.planned.case, text_of(line)):
                gone |= {line} if any(self._tells(outbox, file.name) for file in line.files) else set()
        others = []
        for name in sorted(outbox.names()):
            owner = owned.get(name)
            if owner and (owner[0] in gone or outbox.holds(name, owner[1].bytes, owner[1].sha256)):
                continue
            if self._tells(outbox, name):
                others.append(name)
        return Held(frozenset(gone), tuple(others))

    def _tells(self, outbox: Outbox, name: str) -> bool:
        """Say whether a file of a letter holds a name that its case withholds."""
        found = OURS.fullmatch(name)
        hidden = self._hidden(found["case"], public=bool(PUBLIC.match(found["rest"]))) if found else ()
        words = read_words(name, outbox.read(name) or b"") if hidden else None
        return words is not None and any(has_name(words, one) for one in hidden)

    def _is_told(self, outbox: Outbox, name: str, lines: Iterable[Line]) -> bool:
        """Say whether a file of many letters holds a name that one of their cases withholds."""
        hidden = {one for case in {line.planned.case for line in lines} for one in self._hidden(case, public=False)}
        words = read_words(name, outbox.read(name) or b"") if hidden else None
        return words is not None and any(has_name(words, one) for one in hidden)

    def _is_gone(self, named: Named) -> bool:
        """Say whether somebody who was named may not be named any more, or is in the case no more."""
        found = self._case(named.case)
        if found is None:
            return False
        may = (person for person in found[0].people if person.name and person.may_be_named(public=named.public))
        return named.name not in {digest_name(person.name or "") for person in may}

    def _has_changed(self, case: str, text: str) -> bool:
        """Say whether a case that withholds names is another than when its letters were made."""
        return bool(self._hidden(case, public=True)) and self._text_of(case) != text

    def _hidden(self, case: str, *, public: bool) -> tuple[str, ...]:
        """List the names that a case withholds."""
        found = self._case(case)
        people = found[0].people if found else ()
        return tuple(person.name for person in people if person.name and not person.may_be_named(public=public))

    def _text_of(self, case: str) -> str:
        found = self._case(case)
        return found[1] if found else ""

    def _case(self, name: str) -> tuple[Case, str] | None:
        """Find a case, and the digest of its text; None where it is not in the folder, or cannot be read."""
        if name not in self._cases:
            self._cases[name] = self._read(self._workspace.case_file(name))
        return self._cases[name]

    def _read(self, path: Path) -> tuple[Case, str] | None:
        if not is_file(path):
            return None
        try:
            text = self._workspace.read(path)
            return check(parse(text, str(path)), Case), digest_text(text)
        except AppealsError:
            return None
