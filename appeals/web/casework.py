"""What the form for a new case asks, read into answers, and what was found wrong, led back to its field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from appeals import pipeline
from appeals.model.answers import collect
from appeals.model.name_redaction import hide_names
from appeals.pipeline.arranging import arrange
from appeals.pipeline.authoring import create_draft, draft, field_of, judge_draft
from appeals.pipeline.offering import FoundProvision, find_provisions, offer_id, offer_reference
from appeals.problems import AppealsError, Problem
from appeals.web.form import HIDDEN

LONGEST = 4000  # characters of a field
MOST = 40  # rows of one kind
MISSING = "FIELD-MISSING"  # of which nothing is said but that it is to be filled in
KEY = re.compile(r"([a-z_]+)(?:\.(\d{1,2}))?(?:\.([a-z_]+))?")
SINGLE = ("language", "state", "kind", "reference", "id", "date", "deadline", "note")
LINES = {"to": 1, "copies": 1, "subject": 2, "facts": 2, "requests": 2, "prompts": 1}  # with the rows one begins with
ROWS: Mapping[str, tuple[str, ...]] = {
    "sources": ("title", "by", "date", "url", "kind", "name"),
    "claims": ("what", "value", "low", "high", "words", "qualifier", "from", "to", "where", "confidence", "sources"),
    "people": ("described", "name", "pseudonym", "visibility", "consent", "consent_by", "consent_on"),
}
CHOSEN = frozenset({"kind", "qualifier", "confidence", "visibility", "consent"})  # what a blank row has as well
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was typed, rows without a word left out, and what was searched for."""

    single: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    law: tuple[str, ...] = ()
    search: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of people, which no message shows."""
        return tuple(str(person["name"]) for person in self.rows.get("people", ()) if person.get("name"))


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in a draft: of each field, and of none; of a field that is only missing nothing is said."""

    faults: Mapping[str, str]
    others: tuple[str, ...]
    advice: tuple[str, ...]


def read_sheet(given: Sequence[tuple[str, str]]) -> Sheet:
    """Read what a browser sent; keys that the form does not have are passed over."""
    single = dict.fromkeys(SINGLE, "")
    lines: dict[str, dict[int, str]] = {name: {} for name in LINES}
    rows: dict[str, dict[int, Row]] = {name: {} for name in ROWS}
    law: dict[str, None] = {}
    for key, value in given:
        text = _clean(value)
        found = KEY.fullmatch(key)
        name, number, part = found.groups() if found else ("", None, None)
        if name in SINGLE and not number:
            single[name] = text
        elif name in LINES and number and not part and int(number) < MOST:
            lines[name][int(number)] = text
        elif name in ROWS and number and part in ROWS[name] and int(number) < MOST:
            _put(rows[name].setdefault(int(number), {}), str(part), text)
        elif name == "law" and text:
            law[text[:100]] = None
    return Sheet(
        single,
        {name: tuple(text for _, text in sorted(every.items()) if text) for name, every in lines.items()},
        _without_blank(rows),
        tuple(law)[:MOST],
        next((_clean(value)[:100] for key, value in given if key == "search"), ""),
    )


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return HIDDEN.sub("", text)[:LONGEST]


def _put(row: Row, part: str, text: str) -> None:
    if part == "sources":
        row.setdefault(part, []).append(text)
    else:
        row[part] = text


def _without_blank(rows: Mapping[str, Mapping[int, Row]]) -> dict[str, tuple[Row, ...]]:
    """Leave out rows in which nothing was written, and count the sources that claims name anew."""
    kept: dict[str, tuple[Row, ...]] = {}
    numbers: dict[str, str] = {}
    for name, every in rows.items():
        full = [(old, row) for old, row in sorted(every.items()) if any(row[part] for part in row.keys() - CHOSEN)]
        if name == "sources":
            numbers = {str(old): str(new) for new, (old, _) in enumerate(full)}
        kept[name] = tuple(blank_row(name) | row for _, row in full)
    for claim in kept["claims"]:
        claim["sources"] = [numbers[old] for old in claim["sources"] if old in numbers]
    return kept


def blank_row(name: str) -> Row:
    """Make a row in which nothing is written yet."""
    return {part: [] if part == "sources" else "" for part in ROWS[name]}


def answers_of(sheet: Sheet) -> dict[str, object]:
    """Put a sheet as the answers that a draft is made of; sources are named by their numbers."""
    rows = {
        name: [{part: value for part, value in row.items() if value} for row in every]
        for name, every in sheet.rows.items()
    }
    for claim in rows.get("claims", ()):
        claim["sources"] = [f"source-{int(number) + 1}" for number in claim.get("sources", ())]
    for number, source in enumerate(rows.get("sources", ()), start=1):
        source["id"] = f"source-{number}"
    for person in rows.get("people", ()):
        person["consent"] = person.get("consent") == "yes"
    single = {name: text for name, text in sheet.single.items() if text}
    return {**single, **sheet.lines, **rows, "law": sheet.law}


def complete(sheet: Sheet, records: pipeline.Records, today: date) -> Sheet:
    """Offer an id and a reference where none was typed."""
    single = dict(sheet.single)
    if not single.get("id") and (subject := sheet.lines.get("subject")):
        single["id"] = offer_id(f"{' '.join(subject)}", records.case_names)
    if not single.get("reference") and single.get("state"):
        try:
            single["reference"] = offer_reference(records, single["state"], today)
        except AppealsError:
            single["reference"] = ""
    return Sheet(single, sheet.lines, sheet.rows, sheet.law, sheet.search)


def search_law(sheet: Sheet, records: pipeline.Records, today: date) -> tuple[FoundProvision, ...]:
    """Find what was searched for; nothing where no state is named yet."""
    if not sheet.search or not sheet.single.get("state"):
        return ()
    try:
        language = sheet.single.get("language", "en")
        return find_provisions(records, sheet.search, sheet.single["state"], today, language)
    except AppealsError:
        return ()


def claim_calls(sheet: Sheet) -> tuple[str, ...]:
    """Tell for each claim what is written into a fact where its figure is to stand."""
    claims = arrange(collect("case", answers_of(sheet))).get("claims", ())
    return tuple('{{ claim("' + claim["id"] + '") }}' for claim in claims)


def judge(workspace: pipeline.Workspace, sheet: Sheet, today: date) -> Judged:
    """Find everything that is wrong with a case, as `appeals check` would of its file."""
    return _lead_back(judge_draft(workspace, "case", draft("case", answers_of(sheet)), today), sheet)


def create(workspace: pipeline.Workspace, sheet: Sheet, today: date) -> Judged | None:
    """Write the case's file; return what is wrong where it was not written."""
    try:
        create_draft(workspace, "case", draft("case", answers_of(sheet)), today)
    except AppealsError as error:
        return _lead_back(error.problems, sheet)
    return None


def _lead_back(problems: Sequence[Problem], sheet: Sheet) -> Judged:
    """Lead each problem to the field that it is about; names of people are taken out of all of them."""
    faults: dict[str, list[str]] = {}
    others, advice = [], []
    for problem in problems:
        said = "" if problem.code == MISSING else hide_names(f"{problem.sentence}: {problem.mend}.", sheet.names)
        if problem.level != "error":
            advice.append(said)
        elif name := _known(field_of("case", problem)):
            faults.setdefault(name, []).append(said)
        else:
            others.append(said)
    told = {name: " ".join(dict.fromkeys(filter(None, every))) for name, every in faults.items()}
    return Judged(told, tuple(dict.fromkeys(filter(None, others))), tuple(dict.fromkeys(advice)))


def _known(name: str) -> str:
    """Find the field of the form that an answer stands in, or its group."""
    group, _, rest = name.partition(".")
    number, _, part = rest.partition(".")
    if group in SINGLE or group == "law":
        return group
    if group in LINES:
        return f"{group}.{number or 0}"
    if group in ROWS:
        part = part.split(".")[0]
        return f"{group}.{number or 0}.{part if part in ROWS[group] else ROWS[group][0]}"
    return ""
