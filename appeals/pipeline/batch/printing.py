"""The one PDF to print: the letters of a batch in their order, from the very files that were kept."""

from contextlib import ExitStack

from appeals.formats.binding import Binder, Bound
from appeals.pipeline.batch.ledger import read_line
from appeals.pipeline.batch.record import PRINT
from appeals.workspace import Outbox


class Printing:
    """Binds letter after letter; the file takes its place when `stack` is unwound without a fault."""

    def __init__(self, outbox: Outbox, stack: ExitStack, *, names_senders: bool) -> None:
        """Stand ready; nothing is opened before there is a letter to bind."""
        self._outbox, self._stack, self._names_senders = outbox, stack, names_senders
        self._binder: Binder | None = None

    def add(self, text: bytes) -> None:
        """Bind the PDF of which a line of the ledger tells, if it tells of one."""
        line = read_line(text)
        name = next((file.name for file in line.files if file.name.endswith(".pdf")), "") if line and line.pages else ""
        content = self._outbox.read(name) if name else None
        if line and content:
            if self._binder is None:
                self._binder = Binder(self._stack.enter_context(self._outbox.filling(PRINT)).write)
            group = f"{line.planned.case}, {line.planned.sender}" if self._names_senders else line.planned.case
            self._binder.add(Bound(line.to, content, group))

    def finish(self) -> None:
        """Write the end of the file."""
        if self._binder:
            self._binder.finish()
