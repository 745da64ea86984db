"""What others may try: pages of other sites, other names for our address, and texts that are more than text."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from visiting import CASE, PERSON, Fields, Visitor

from appeals.problems import UsageError
from appeals.web.app import LARGEST
from appeals.web.form import LIMITS
from appeals.web.guard import Guard, make_guard

NASTY = (
    "{{ 7*7 }}",
    "{% include 'letterhead/letter.html.j2' %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=a>',
)
TRAVERSAL = (
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "file:///etc/passwd",
    "seeds/../senders",
)
WAYS = ("", "preview", "pdf", "fax", "text", "email")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8765.evil.example"},
        {"Origin": "http://["},
        {"Origin": "http://localhost:8765", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost:8765", "Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost:9999"},
    ],
)
def test_pages_of_other_sites_cannot_send_a_form(visitor: Visitor, way: str, headers: dict[str, str]) -> None:
    """A request that a page elsewhere has set off is refused, even with our mark in it."""
    given = {"mark": visitor.mark()} | PERSON
    refused = visitor.post(f"/letters/{CASE}{way and '/'}{way}", given, headers)
    assert refused.status_code == 403
    assert "Lindenweg" not in refused.text


@pytest.mark.parametrize("mark", ["", "x", "é", "0" * 64])
def test_without_our_mark_nothing_is_made(visitor: Visitor, mark: str) -> None:
    """A form without its mark gets no letter; the person behind it keeps what was typed."""
    refused = visitor.send("pdf", mark=mark)
    assert refused.status_code == 403
    assert refused.mimetype == "text/html"
    assert "Erika Beispiel" in refused.text
    assert visitor.send("preview", mark=mark).status_code == 403


def test_a_mark_belongs_to_one_browser(open_door: Callable[..., Visitor]) -> None:
    """A mark that another browser was given is none."""
    one, other = open_door(), open_door()
    assert other.send("pdf", mark=one.mark()).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1:9999", "localhost", "localhost:8765.evil.example", "", "["]
)
@pytest.mark.parametrize("path", ["/", f"/letters/{CASE}", "/assets/appeals.js"])
def test_other_names_for_our_address_are_refused(visitor: Visitor, host: str, path: str) -> None:
    """A name that somebody has turned to our address (DNS rebinding) is answered with nothing."""
    refused = visitor.client.get(path, base_url=visitor.base, headers={"Host": host})
    assert refused.status_code in {400, 421}
    assert "letters" not in refused.text.lower()


@pytest.mark.parametrize("path", TRAVERSAL)
@pytest.mark.parametrize("shape", ["/{}", "/letters/{}", f"/letters/{CASE}/{{}}", "/assets/{}", "/assets/../{}"])
def test_no_address_reaches_a_file(visitor: Visitor, shape: str, path: str) -> None:
    """What an address names is looked up in tables; a path is never one of them."""
    for answer in (
        visitor.get(shape.format(path)),
        visitor.post(shape.format(path), {"mark": visitor.mark()} | PERSON),
    ):
        assert answer.status_code in {404, 405}
        assert "root:" not in answer.text


@pytest.mark.parametrize("field", ["to", "language", "paper", "country", "form", "lang", "speak"])
@pytest.mark.parametrize("path", TRAVERSAL)
def test_no_field_reaches_a_file(visitor: Visitor, field: str, path: str) -> None:
    """A field with a choice takes nothing else, and the others lead nowhere."""
    answer = visitor.send("text", **{field: path})
    assert answer.status_code == (200 if field in {"form", "lang", "speak"} else 422)
    assert b"root:" not in answer.data


@pytest.mark.parametrize("nasty", NASTY)
def test_what_is_typed_is_only_ever_text(visitor: Visitor, nasty: str) -> None:
    """Markup and template syntax in any field stand on the page and in the letter as they were typed."""
    page = visitor.send(name=f"Erika {nasty}", address=f"Weg {nasty}\n10117 Berlin", words=f"Words {nasty}").text
    given = Fields(page).values
    assert given["name"] == f"Erika {nasty}"
    assert given["words"] == f"Words {nasty}"
    assert not re.search(r"<script>alert|<img src=x|49(?=[^0-9])(?<=Erika 49)", page)
    letter = visitor.send("text", name=f"Erika {nasty}", words=f"Words {nasty}").text
    assert f"Erika {nasty}" in " ".join(letter.split())
    assert f"Words {nasty}" in " ".join(letter.split())


@pytest.mark.parametrize("field", [*PERSON, "words", "phone", "email", "to", "language", "paper"])
@pytest.mark.parametrize("nasty", [*NASTY, "a\r\nSet-Cookie: x=1", "\x00", "a" * 5000])
def test_no_field_breaks_a_page_or_a_header(visitor: Visitor, field: str, nasty: str) -> None:
    """Whatever a field holds, the answer is a page or a file of ours with our headers and nothing more."""
    answer = visitor.send("text", **{field: nasty})
    assert answer.status_code in {200, 422}
    assert "<script>alert" not in answer.text or answer.mimetype == "text/plain"
    assert [name for name, _ in answer.headers if name == "Set-Cookie"] == []
    disposition = answer.headers.get("Content-Disposition", "attachment; filename=")
    assert re.fullmatch(r"attachment; filename=[a-z0-9.-]*", disposition)


def test_too_much_is_refused_unread(visitor: Visitor) -> None:
    """A body beyond the limit is refused with a page that says so."""
    given = {"mark": visitor.mark()} | {"words": "x" * LARGEST}
    assert visitor.post(f"/letters/{CASE}/pdf", given).status_code == 413


def test_files_are_not_taken(visitor: Visitor) -> None:
    """A form with a file in it is read without the file."""
    from io import BytesIO  # noqa: PLC0415 -- for this test alone

    given: dict[str, Any] = {"mark": visitor.mark()} | PERSON | {"words": (BytesIO(b"secret words"), "words.txt")}
    answer = visitor.client.post(
        f"/letters/{CASE}/text", base_url=visitor.base, data=given, content_type="multipart/form-data"
    )
    assert answer.status_code == 200
    assert b"secret words" not in answer.data


def test_every_answer_is_sealed(visitor: Visitor) -> None:
    """Pages, files, refusals: each forbids foreign content, frames, guessing and keeping."""
    answers = [
        *(visitor.get(path) for path in ("/", f"/letters/{CASE}", "/nothing")),
        *(visitor.send(way) for way in WAYS),
        visitor.client.get("/", base_url="http://evil.example"),
    ]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert all(f"{what} 'none'" in policy for what in ("frame-ancestors", "base-uri"))
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
    asset = visitor.get("/assets/appeals.css")
    assert asset.headers["Cache-Control"].startswith("private")
    asset.close()


def test_there_is_one_cookie_and_it_ends_with_the_browser(visitor: Visitor) -> None:
    """The form's own cookie goes to no script, to no other site, and to no disk."""
    cookies = visitor.get("/").headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    assert all(part in cookies[0] for part in ("HttpOnly", "SameSite=Strict", "Path=/"))
    assert not re.search("expires|max-age", cookies[0], re.IGNORECASE)
    assert visitor.get("/").headers.getlist("Set-Cookie") == []


def test_beyond_this_machine_a_token_is_demanded(open_door: Callable[..., Visitor]) -> None:
    """Without the token there is only the page that asks for it; with it the forms open."""
    visitor = open_door(token=True)
    guard: Guard = visitor.guard  # type: ignore[attr-defined]
    assert visitor.get(f"/letters/{CASE}").headers["Location"] == "/enter"
    assert visitor.post(f"/letters/{CASE}/pdf", PERSON).status_code == 403
    mark = visitor.mark()
    assert visitor.post("/enter", {"mark": mark, "token": "wrong"}).status_code == 403
    assert visitor.post("/enter", {"mark": mark, "token": ""}).status_code == 403
    assert visitor.get("/").status_code == 303
    assert visitor.post("/enter", {"mark": mark, "token": guard.token}).status_code == 303
    assert visitor.get(f"/letters/{CASE}").status_code == 200
    assert visitor.post(f"/letters/{CASE}/text", {"mark": visitor.mark()} | PERSON).status_code == 200


def test_cases_are_written_by_those_who_have_their_own_token(open_door: Callable[..., Visitor]) -> None:
    """The volunteers' token opens the letters, and not the page on which a folder's records are judged."""
    volunteer, author = open_door(token=True, campaign=True), open_door(token=True, campaign=True)
    for visitor, token, status in ((volunteer, "token", 403), (author, "authors", 200)):
        shown = getattr(visitor.guard, token)  # type: ignore[attr-defined]
        assert visitor.post("/enter", {"mark": visitor.mark(), "token": shown}).status_code == 303
        assert visitor.get(f"/letters/{CASE}").status_code == 200
        assert visitor.get("/new").status_code == status
        assert visitor.post("/new", {"mark": visitor.mark(), "do": "judge"}).status_code == (
            status if status == 403 else 422
        )
        assert ('href="/new"' in visitor.get("/").text) == (status == 200)


def test_the_link_with_the_token_fills_it_in(open_door: Callable[..., Visitor]) -> None:
    """Who follows the campaign's link has only to press the button."""
    visitor = open_door(token=True)
    token = visitor.guard.token  # type: ignore[attr-defined]
    assert Fields(visitor.get(f"/enter?token={token}").text).values["token"] == token


def test_a_cookie_cannot_be_made_up(open_door: Callable[..., Visitor]) -> None:
    """Only what this server has signed lets in."""
    guard: Guard = open_door(token=True).guard  # type: ignore[attr-defined]
    outside, inside = guard.new_cookie(), guard.new_cookie(admitted=True)
    assert guard.admits(inside)
    assert not guard.admits(outside)
    nonce, _, signature = inside.partition(".")
    for forged in (
        "",
        ".",
        "a.b",
        f"{nonce}x.{signature}",
        f"{nonce}.",
        f"{outside.partition('.')[0]}.{signature}",
        "é.é",
    ):
        assert not guard.admits(forged)
        assert not guard.is_marked(forged, guard.mark(forged))


def test_a_server_for_everybody_must_be_named() -> None:
    """Listening at every address asks by which name browsers may call it."""
    with pytest.raises(UsageError, match="--name"):
        make_guard("0.0.0.0", 8080)  # noqa: S104 -- what is refused
    guard = make_guard("0.0.0.0", 8080, ("letters.example.org",))  # noqa: S104 -- the same, with a name
    assert guard.token
    assert guard.knows_host("letters.example.org")
    assert guard.knows_host("letters.example.org:8080")
    assert not guard.knows_host("0.0.0.0:8080")
    assert make_guard("127.0.0.1", 8765).token == ""
    assert make_guard("127.0.0.1", 8765).knows_host("[::1]:8765")


def test_no_log_tells_of_anybody(visitor: Visitor, caplog: pytest.LogCaptureFixture, capfd: Any) -> None:
    """Neither requests nor faults of our own leave a word of what was typed, or of what was asked for."""
    caplog.set_level(logging.DEBUG)
    app = visitor.client.application
    app.testing, app.config["PROPAGATE_EXCEPTIONS"] = False, False

    def fail() -> str:
        raise RuntimeError("Erika Beispiel, Lindenweg 4")

    app.view_functions["cases"] = fail
    broken = visitor.get("/?name=Erika")
    assert broken.status_code == 500
    assert "The fault is the program’s, not yours." in broken.text
    visitor.send("text", words="Among my pupils")
    told = caplog.text + "".join(capfd.readouterr())
    assert "RuntimeError at " in told
    assert not re.search(f"Erika|Lindenweg|pupils|{CASE}", told)


def test_limits_are_told_to_browsers(visitor: Visitor) -> None:
    """A field never stops anybody from typing what would still be allowed."""
    page = visitor.get(f"/letters/{CASE}").text
    for field, limit in LIMITS.items():
        if found := re.search(rf'(?:id="{field}"[^>]*maxlength="(\d+)")', page):
            assert int(found[1]) >= limit
