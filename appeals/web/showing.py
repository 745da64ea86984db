"""What the pages show: words in the reader's language, the cases, the form as it was filled in, the letter."""

import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from appeals import pipeline
from appeals.formats import FORMATS
from appeals.model.case import Case
from appeals.phrases import Language, countries
from appeals.pipeline.previewing import tell_addressees, tell_prompts, tell_title
from appeals.problems import AppealsError
from appeals.templating import Templates
from appeals.web.form import Entry, Fault
from appeals.web.scribe import Answer, kind_for

PAGES = Templates((Path(__file__).parent / "pages",))
LANGUAGES = ("en", "de")
OFFERED = ("pdf", "fax", "email", "text")  # of the formats, in the order of their buttons


@dataclass(frozen=True)
class Speech:
    """The pages in one language, for the records of one edition."""

    code: str
    records: pipeline.Records
    today: date

    @cached_property
    def told(self) -> dict[str, dict[str, Any]]:
        """What was told of a case before: it is the same for all who write."""
        return {}

    @cached_property
    def words(self) -> Language:
        """What the pages say."""
        return Language(self.code, PAGES.words(f"words.{self.code}.toml"))

    @cached_property
    def letters(self) -> Language:
        """How letters in this language write dates and countries."""
        return self.records.language(self.code)

    @cached_property
    def countries(self) -> tuple[tuple[str, str], ...]:
        """Code and name of every country with a post of its own, sorted as readers of the language look for it."""
        named = [(code, self.letters.country(code)) for code in countries()]
        return tuple(sorted(named, key=lambda pair: unicodedata.normalize("NFKD", pair[1]).casefold()))

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each case is about."""
        return {
            case.id: tell_title(self.records, case, self.order(case), self.today)
            for case in self.records.cases.values()
        }

    def order(self, case: Case) -> pipeline.Order:
        """Ask for a case's letters in this language where it has it."""
        language = self.code if self.code in case.languages else ""
        return pipeline.Order(language=language, kind=kind_for(self.records, case))

    def page(self, name: str, **context: object) -> str:
        """Fill a page."""
        return PAGES.page(name, t=self.words.word, lang=self.code, day=self.letters.date, **context)

    def say(self, fault: Fault) -> str:
        """Put a fault into words."""
        return self.words.word(fault.key, **fault.values)

    def deadline(self, case: Case) -> str:
        """Say until when to write."""
        if not case.deadline:
            return self.words.word("deadline_none")
        passed = "deadline" if self.today <= case.deadline else "deadline_passed"
        return self.words.word(passed, date=self.letters.date(case.deadline))


def list_cases(speech: Speech) -> list[dict[str, Any]]:
    """Tell of each case what it is about, until when to write, and whether it is stopped; newest first."""
    records = speech.records
    cases = sorted(records.cases.values(), key=lambda case: (case.deadline or date.max, case.id), reverse=True)
    return [
        {
            "id": case.id,
            "title": speech.titles[case.id],
            "state": speech.letters.country(case.state),
            "deadline": speech.deadline(case),
            "stopped": tell_stopped(speech, case),
        }
        for case in cases
    ]


def tell_stopped(speech: Speech, case: Case) -> dict[str, str] | None:
    """Say that a case is not written about any more, and which takes its place."""
    if not case.stopped:
        return None
    reason = speech.records.search.hide(case.stopped.reason)
    newer = case.stopped.newer or ""
    return {
        "said": speech.words.word("stopped", date=speech.letters.date(case.stopped.on), reason=reason),
        "newer": newer if newer in speech.records.cases else "",
    }


def choose_recipients(speech: Speech, case: Case) -> tuple[tuple[str, str], ...]:
    """Tell whom a case may be put to, its own recipients first: id and what the reader sees."""
    order = replace(speech.order(case), to=(*case.to, *case.copies))
    try:
        told = dict(tell_addressees(speech.records, case, order, speech.today))
    except AppealsError:
        told = {}
    named = {name: told.get(name, name) for name in (*case.to, *case.copies)}
    return tuple(
        (name, speech.words.word("to_copy", name=label) if name not in case.to else label)
        for name, label in named.items()
    )


def complete(entry: Entry, case: Case, country: str) -> Entry:
    """Choose where nothing was chosen."""
    language = "en" if "en" in case.languages else min(case.languages, default="")
    return replace(
        entry, to=entry.to or case.to[0], country=entry.country or country, language=entry.language or language
    )


def choices_of(speech: Speech, case: Case) -> dict[str, frozenset[str]]:
    """Tell which values the fields with a choice can have."""
    return {
        "to": frozenset((*case.to, *case.copies)),
        "country": frozenset(code for code, _ in speech.countries),
        "language": case.languages,
        "paper": frozenset({"letter"}),
    }


def with_samples(entry: Entry, speech: Speech) -> Entry:
    """Put examples where nothing was typed yet, so that there is a letter to look at."""
    word = speech.words.word
    sample = f"{word('sample_street')}\n{word('sample_town')}"
    return replace(entry, name=entry.name or word("sample_name"), address=entry.address or sample)


def show_form(speech: Speech, case: Case, entry: Entry) -> dict[str, Any]:
    """Gather what the page of the form needs beside the letter."""
    if case.id not in speech.told:
        speech.told[case.id] = tell_case(speech, case)
    return speech.told[case.id] | {"entry": entry}


def tell_case(speech: Speech, case: Case) -> dict[str, Any]:
    """Tell what the page of the form says of a case."""
    try:
        prompts = tuple(tell_prompts(speech.records, case, speech.order(case), speech.today))
    except AppealsError:
        prompts = ()
    return {
        "case": case.id,
        "title": speech.titles[case.id],
        "deadline": speech.deadline(case),
        "stopped": tell_stopped(speech, case),
        "recipients": choose_recipients(speech, case),
        "countries": speech.countries,
        "prompts": prompts,
        "languages": tuple((code, str(speech.records.language(code).table["name"])) for code in sorted(case.languages)),
    }


def show_letter(answer: Answer | None, *, sample: bool) -> dict[str, Any]:
    """Gather what the page shows of a letter."""
    pages = answer.pages if answer else ()
    return {
        "pictures": tuple(f"data:image/png;base64,{b64encode(page).decode()}" for page in pages),
        "text": answer.text if answer else "",
        "background": answer.background if answer else None,
        "formats": tuple(name for name in OFFERED if name in FORMATS),
        "sample": sample,
        "stands_in": bool(answer and answer.stands_in),
    }


def say_faults(speech: Speech, faults: Iterable[Fault]) -> dict[str, str]:
    """Put the first fault of each field into words."""
    said: dict[str, str] = {}
    for fault in faults:
        said.setdefault(fault.field, speech.say(fault))
    return said
