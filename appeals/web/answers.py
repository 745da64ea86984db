"""The answers: pages, the live picture, and files to take away."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Response, abort, g, jsonify, make_response, redirect, request, send_file
from werkzeug.exceptions import RequestEntityTooLarge

from appeals.formats import FORMATS
from appeals.model.case import Case
from appeals.templating import shelf
from appeals.web.faults import advise, tell
from appeals.web.form import Entry, Fault, find_faults, read_entry
from appeals.web.guard import Guard
from appeals.web.press import Press, Superseded
from appeals.web.scribe import Answer, Ask
from appeals.web.showing import (
    LANGUAGES,
    OFFERED,
    Speech,
    choices_of,
    complete,
    list_cases,
    say_faults,
    show_form,
    show_letter,
    with_samples,
)

STATIC = Path(__file__).parent / "static"
FACES = ("SourceSerif4_400Regular.ttf", "SourceSerif4_400Regular_Italic.ttf", "SourceSerif4_600SemiBold.ttf")
ASSETS = {name: STATIC / name for name in ("appeals.css", "appeals.js")} | {
    name: shelf() / "letterhead" / "fonts" / name for name in FACES
}
CHOSEN = frozenset({"to", "language"})  # fields on which depends what may be written
FORM_ID = 32  # characters of the name by which a form's later pictures overtake its earlier ones


class Answers:
    """What each address answers."""

    def __init__(self, press: Press, guard: Guard, today: Callable[[], date], *, campaign: bool) -> None:
        """Take who writes letters, who may ask, the clock, and whether cases may be written."""
        self.press, self.guard, self.today, self.campaign = press, guard, today, campaign
        self._speech = lru_cache(maxsize=8)(lambda _edition, code, day: Speech(code, press.scribe.records, day))

    # ------------------------------------------------------------------ pages

    def speech(self) -> Speech:
        """Speak the reader's language of today's records."""
        speech: Speech = self._speech(self.press.scribe.edition, choose_language(), self.today())
        return speech

    def page(self, name: str, status: int = 200, **context: object) -> Response:
        """Fill a page, with what all pages need."""
        html = self.speech().page(
            name,
            mark=self.guard.mark(g.cookie),
            remote=bool(self.guard.token),
            path=request.path,
            tail="" if self.speech().code == liked_language() else f"?lang={self.speech().code}",
            **context,
        )
        return make_response(html, status)

    def cases(self) -> Response:
        """List the cases."""
        return self.page(
            "cases.html.j2",
            cases=list_cases(self.speech()),
            campaign=self.campaign and self.guard.may_write_cases(g.cookie),
        )

    def enter(self) -> Response:
        """Ask for the token, and let in who has it."""
        role = self.guard.role_of(request.form.get("token", "")) if request.method == "POST" and g.marked else "out"
        if role != "out":
            g.cookie, g.fresh = self.guard.new_cookie(admitted=True, author=role == "author"), True
            return make_response(redirect("/", 303))
        wrong = request.method == "POST"
        token = request.args.get("token", "")[:100]
        return self.page("enter.html.j2", 403 if wrong else 200, wrong=wrong, token=token)

    def asset(self, name: str) -> Response:
        """Give one of the few files that pages need."""
        if name not in ASSETS:
            abort(404)
        return send_file(ASSETS[name])

    # ------------------------------------------------------------------ letters

    def letter(self, name: str) -> Response:
        """Show the form of a case, and the letter beside it."""
        case, entry = self._read(name)
        answer, faults = self._write(case, entry, whole=False)
        shows = request.method == "POST" and not request.form.get("speak")
        if shows:
            faults = [*find_faults(entry, {}, whole=True), *faults]
        status = 422 if shows and faults else 200
        return self._form(case, entry, answer, faults, status if g.marked else 403)

    def preview(self, name: str) -> Response:
        """Give the letter as it stands: its pictures, what belongs beside it, and what is at fault."""
        case, entry = self._read(name)
        if not g.marked:
            return make_response(jsonify(old=self.speech().words.word("old_page")), 403)
        if not g.allowed:
            return make_response(jsonify(old=self.speech().words.word("often")), 429)
        try:
            answer, found = self._write(case, entry, whole=False)
        except Superseded:
            return make_response(jsonify(), 409)
        faults = say_faults(self.speech(), found)
        shown = show_letter(answer, sample=not (entry.name and entry.address))
        told = {
            part: self.speech().page(f"_{part}.html.j2", **shown, case=case.id, faults=faults)
            for part in ("sheet", "beside")
        }
        pause = self.press.pace(request.form.get("form", "")[:FORM_ID])
        return make_response(jsonify(faults=faults, advice=self._advice(answer), pause=pause, **told))

    def download(self, name: str, form: str) -> Response:
        """Give the letter as a file; where something is at fault, the form again with what is marked."""
        case, entry = self._read(name)
        if form not in OFFERED or form not in FORMATS:
            abort(404)
        if not g.marked:
            return self._form(case, entry, None, [], 403)
        answer, faults = self._write(case, entry, form, whole=True)
        if answer and not answer.document and not faults:
            faults = [Fault("", f"fault_no_{form}", {})]
            answer, _ = self._write(case, entry, whole=True)
        if answer and answer.document:
            made = answer.document
            return send_file(BytesIO(made.content), made.media_type, as_attachment=True, download_name=made.name)
        return self._form(case, entry, answer, faults, 422)

    def _read(self, name: str) -> tuple[Case, Entry]:
        """Find the case that an address names, and read what was typed."""
        case = self.press.scribe.records.cases.get(name) or abort(404)
        given = request.form if request.method == "POST" else {"to": request.args.get("to", "")}
        return case, complete(read_entry(given), case, self._home())

    def _write(self, case: Case, entry: Entry, form: str = "", *, whole: bool) -> tuple[Answer | None, list[Fault]]:
        """Judge what was typed, and write the letter where nothing is at fault."""
        ask = Ask(case.id, entry if whole else with_samples(entry, self.speech()), self.today(), form)
        faults = list(find_faults(entry, choices_of(self.speech(), case), whole=whole))
        faults += () if any(fault.field in CHOSEN for fault in faults) else self._find_unfit(ask)
        if faults or case.stopped:
            return None, faults
        answer = self.press.answer(ask, request.form.get("form", "")[:FORM_ID])
        return answer, list(tell(answer, entry))

    def _find_unfit(self, ask: Ask) -> Iterator[Fault]:
        """Find in a paragraph of one's own what may be anybody's name; whose it is, is not asked."""
        scribe = self.press.scribe
        if ask.entry.words and not scribe.takes_words(ask):
            yield Fault("words", "own_closed", {})
        elif ask.entry.words and scribe.may_name(ask):
            yield Fault(
                "words", "own_unknown", {}
            )  # which word it is, is not said: no message repeats what may be a name

    def _form(self, case: Case, entry: Entry, answer: Answer | None, faults: list[Fault], status: int) -> Response:
        """Show the form with what was typed."""
        speech = self.speech()
        chosen = choices_of(speech, case)
        known = {name: "" for name in CHOSEN if getattr(entry, name) not in chosen[name]}
        ask = Ask(case.id, complete(replace(entry, **known), case, entry.country), self.today())
        taken = {"takes_words": self.press.scribe.takes_words(ask), "withholds": self.press.scribe.withholds}
        shown = show_form(speech, case, entry) | taken | show_letter(answer, sample=not (entry.name and entry.address))
        old = "" if g.marked else speech.words.word("old_page")
        said = {"faults": say_faults(speech, faults), "old": old, "advice": self._advice(answer)}
        form = secrets.token_urlsafe(FORM_ID // 2)
        return self.page("letter.html.j2", status, **shown, **said, form=form, pause=self.press.pace(form))

    def _advice(self, answer: Answer | None) -> str:
        """Put into one line what in the sender's own words might be better."""
        return " ".join(map(self.speech().say, advise(answer)))

    def _home(self) -> str:
        """Guess the writer's country: the browser's region, or that of the folder's first sender."""
        known = {code for code, _ in self.speech().countries}
        regions = (tag.replace("_", "-").partition("-")[2].upper() for tag, _ in request.accept_languages)
        senders = (sender.address.country for sender in self.press.scribe.records.senders.values())
        return next((region for region in regions if region in known), next(senders, "CH"))


def choose_language() -> str:
    """Choose the language of the pages: the one asked for, or the one that the browser likes best."""
    asked: Any = request.args.get("lang", "")
    if request.method == "POST" and not asked:
        try:
            asked = request.form.get("speak") or request.form.get("lang", "")
        except RequestEntityTooLarge:
            asked = ""
    return asked if asked in LANGUAGES else liked_language()


def liked_language() -> str:
    """Tell which of our languages the browser likes best."""
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
