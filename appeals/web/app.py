"""Which address answers what, and what is done before and after.

GET  /                          the cases                      GET  /letters/CASE            the form
POST /letters/CASE              the form with the letter       POST /letters/CASE/preview    the letter alone, as JSON
POST /letters/CASE/FORMAT       the letter as a file           GET  /assets/NAME             style, script, faces
GET, POST /enter                the token, where one is demanded
GET, POST /new                  a new case, where that is allowed

Names in an address are looked up among the records and tables that are loaded; none is ever part of a path.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask, Response, abort, g, make_response, redirect, request
from werkzeug.exceptions import HTTPException

from appeals.web.answers import Answers
from appeals.web.authors import Authors
from appeals.web.guard import COOKIE, HEADERS, Guard
from appeals.web.listening import owner_of
from appeals.web.press import Busy, Press, Superseded
from appeals.web.tries import Tries

LARGEST = 200_000  # bytes of a request
FIELDS = 400  # of a form
MISDIRECTED = 421  # for another server, which is told nothing (RFC 9110, 15.5.20)
LASTING = "private, max-age=3600"  # for assets, which tell of nobody
OPEN = frozenset({"enter", "asset"})  # what is shown without the token
SAID = {403: "refused", 404: "absent", 405: "absent", 413: "large", 429: "often"}


class Door(Flask):
    """A Flask that writes no word of a request into a log."""

    def log_exception(self, exc_info: Any) -> None:  # noqa: ANN401 -- Flask's signature
        """Say where our own fault lies, and not what it was about: its message may hold what somebody typed."""
        kind, _, trace = exc_info
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "an unknown place"
        self.logger.error("%s at %s", kind.__name__, where)


def create_app(press: Press, guard: Guard, today: Callable[[], date], *, campaign: bool = False) -> Flask:
    """Make the application: what it knows comes from the scribe of the press, who may ask it from the guard.

    A `campaign` may write new cases too; otherwise the folder is only read.
    """
    app = Door(__name__, static_folder=None, template_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST, MAX_FORM_PARTS=FIELDS)
    app.url_map.merge_slashes = False
    answers = Answers(press, guard, today, campaign=campaign)
    app.add_url_rule("/", "cases", answers.cases)
    app.add_url_rule("/enter", "enter", answers.enter, methods=["GET", "POST"])
    app.add_url_rule("/assets/<name>", "asset", answers.asset)
    if campaign:
        app.add_url_rule("/new", "new", Authors(answers).new_case, methods=["GET", "POST"])
    app.add_url_rule("/letters/<name>", "letter", answers.letter, methods=["GET", "POST"])
    app.add_url_rule("/letters/<name>/preview", "preview", answers.preview, methods=["POST"])
    app.add_url_rule("/letters/<name>/<form>", "download", answers.download, methods=["POST"])
    _post_guards(app, guard, press)
    _answer_faults(app, answers)
    return app


def _post_guards(app: Flask, guard: Guard, press: Press) -> None:
    """Judge every request before it is answered, see that its records are today's, and seal every answer."""
    tries = Tries()

    @app.before_request
    def watch() -> Any:  # noqa: ANN401 -- a response, or nothing
        _know_browser(guard)
        _refuse_foreign(guard, tries)
        if request.endpoint not in {"asset", None}:
            press.look()
        g.marked = request.method != "POST" or guard.is_marked(g.cookie, request.form.get("mark", ""))
        if not guard.admits(g.cookie) and request.endpoint not in OPEN:
            return redirect("/enter", 303) if request.method == "GET" else abort(403)
        if request.endpoint == "new" and not guard.may_write_cases(g.cookie):
            abort(403)
        return None

    @app.after_request
    def seal(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers["Cache-Control"] = LASTING if request.endpoint == "asset" else "no-store"
        if g.get("fresh") and response.status_code != MISDIRECTED:
            response.set_cookie(COOKIE, g.cookie, httponly=True, samesite="Strict", path="/")
        return response


def _know_browser(guard: Guard) -> None:
    """Know the browser by its cookie, and give one to a browser that has none."""
    g.cookie = request.cookies.get(COOKIE, "")
    g.fresh = not guard.is_made_here(g.cookie)
    if g.fresh:
        g.cookie = guard.new_cookie()


def _refuse_foreign(guard: Guard, tries: Tries) -> None:
    """Refuse what is for another server, what another site has sent, and what comes too often."""
    if not guard.knows_host(request.host):
        abort(MISDIRECTED)
    g.allowed = True
    if request.method == "POST":
        tells = request.headers.get("Origin", ""), request.headers.get("Sec-Fetch-Site", "")
        if not guard.is_own(*tells, request.host):
            abort(403)
        g.allowed = tries.allow(g.cookie, owner_of(request.remote_addr or ""))
        if not g.allowed and request.endpoint != "preview":  # which tells it to the page's script
            abort(429)


def _answer_faults(app: Flask, answers: Answers) -> None:
    """Answer what is refused, what there is not, and what went wrong, with a page of our own."""

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        status = error.code or 500
        if status == MISDIRECTED:
            return make_response("421 Misdirected Request", status, {"Content-Type": "text/plain"})
        return answers.page("said.html.j2", status, said=SAID.get(status, "broken"))

    @app.errorhandler(Busy)
    def send_away(_: Busy) -> Response:
        return answers.page("said.html.j2", 503, said="busy")

    @app.errorhandler(Superseded)
    def overtake(_: Superseded) -> Response:
        return answers.page("said.html.j2", 409, said="busy")
