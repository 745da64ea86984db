"""The page on which a campaign writes a new case: the same file and the same checks as by hand."""

from typing import Any

from flask import Response, g, request

from appeals import pipeline
from appeals.web.answers import Answers
from appeals.web.casework import (
    LINES,
    ROWS,
    Judged,
    Sheet,
    blank_row,
    claim_calls,
    complete,
    create,
    judge,
    read_sheet,
    search_law,
)
from appeals.web.showing import Speech

NAMED = {  # the beginning of a field's name -> that of the word on its label
    "to": "case_to", "copies": "case_copy", "subject": "case_subject", "facts": "case_fact",
    "requests": "case_request", "prompts": "case_prompt", "sources": "source", "claims": "claim", "people": "person",
}  # fmt: skip
SPARE = 1  # blank rows after those that are written on


class Authors:
    """What the page of a new case answers."""

    def __init__(self, answers: Answers) -> None:
        """Share what all pages need."""
        self.answers = answers

    def new_case(self) -> Response:
        """Show the form, and do what its buttons say: search the law, check, write the file."""
        press, today = self.answers.press, self.answers.today()
        workspace = pipeline.Workspace(press.scribe.folder)
        does = request.form.get("do", "")
        sheet = read_sheet(tuple(request.form.items(multi=True)))
        if does and not g.marked:
            return self._page(sheet, status=403)
        if does in {"judge", "create"}:
            sheet = complete(sheet, press.scribe.records, today)
            judged = create(workspace, sheet, today) if does == "create" else judge(workspace, sheet, today)
            if judged:
                wrong = bool(judged.faults or judged.others)
                return self._page(sheet, judged, status=422 if wrong else 200, checked=not wrong)
            press.renew()
            return self.answers.page("written.html.j2", 201, case=sheet.single["id"])
        return self._page(sheet)

    def _page(
        self, sheet: Sheet, judged: Judged | None = None, *, status: int = 200, checked: bool = False
    ) -> Response:
        """Show the form with what was typed, and with blank rows to go on."""
        speech, records = self.answers.speech(), self.answers.press.scribe.records
        found = judged or Judged({}, (), ())
        shown: dict[str, Any] = {
            "sheet": sheet,
            "lines": {name: _padded(sheet.lines.get(name, ()), "", first) for name, first in LINES.items()},
            "rows": {name: _padded(sheet.rows.get(name, ()), blank_row(name), 1) for name in ROWS},
            "states": speech.countries,
            "recipients": tuple(
                (one.id, " ".join(one.office.title.words.pairs[0][1].split()))
                for one in records.recipients.values()
                if not one.obsolete
            ),
            "calls": claim_calls(sheet),
            "found": search_law(sheet, records, self.answers.today()),
            "faults": {name: said or speech.words.word("case_missing") for name, said in found.faults.items()},
            "labels": {name: _label(speech, name) for name in found.faults},
            "others": found.others,
            "advice": found.advice,
            "checked": checked,
            "old": "" if g.marked else speech.words.word("old_page"),
        }
        return self.answers.page("case.html.j2", status, **shown)


def _label(speech: Speech, name: str) -> str:
    """Say what stands on the label of a field."""
    group, *rest = name.split(".")
    key = "_".join((NAMED.get(group, f"case_{group}"), *rest[1:]))
    number = {"number": int(rest[0]) + 1} if len(rest) == 1 else {}
    return speech.words.word(key, **number)


def _padded(written: tuple[Any, ...], blank: Any, first: int) -> tuple[Any, ...]:  # noqa: ANN401 -- a line or a row
    """Add blank rows: those that one begins with, or one after what is written."""
    more = max(first - len(written), SPARE if written else 0)
    return (*written, *(blank for _ in range(more)))
