"""Somebody with a browser, as far as a form can tell: fills in what a page asks and sends it."""

from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
CASE = "forced-returns-2003"
PERSON = {
    "name": "Erika Beispiel",
    "address": "Lindenweg 4\n10117 Berlin",
    "country": "DE",
}  # nobody of this name exists


class Fields(HTMLParser):
    """Reads what the fields of a page hold."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.values: dict[str, str] = {}
        self.open = ""  # the field whose choices or text come next
        self.text = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the value of a field."""
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and (given.get("type") != "radio" or "checked" in given):
            self.values[given["name"]] = given.get("value", "")
        if tag in {"textarea", "select"}:
            self.open, self.text = given["name"], tag == "textarea"
            self.values.setdefault(self.open, "")
        if tag == "option" and "selected" in given:
            self.values[self.open] = given["value"]

    def handle_endtag(self, tag: str) -> None:
        """Leave a field."""
        if tag in {"textarea", "select"}:
            self.open = ""

    def handle_data(self, data: str) -> None:
        """Take the text of a field."""
        if self.open and self.text:
            self.values[self.open] += data.removeprefix("\n")  # as browsers do


@dataclass
class Visitor:
    """Somebody with a browser: fills in what a page asks, as its own forms would send it."""

    client: Any
    language: str = "en-GB"
    base: str = "http://localhost:8765"

    def get(self, path: str, **more: Any) -> Any:
        """Open a page."""
        return self.client.get(path, base_url=self.base, headers={"Accept-Language": self.language}, **more)

    def fields(self, case: str = CASE) -> dict[str, str]:
        """Read what the form of a case holds when it is opened."""
        return Fields(self.get(f"/letters/{case}").text).values

    def post(self, path: str, given: dict[str, str], headers: dict[str, str] | None = None) -> Any:
        """Send a form."""
        sent = {"Origin": self.base, "Accept-Language": self.language} | (headers or {})
        return self.client.post(path, base_url=self.base, data=given, headers=sent)

    def mark(self) -> str:
        """Take the mark of our forms from the smallest page that has one."""
        return Fields(self.get("/enter").text).values["mark"]

    def send(self, what: str = "", case: str = CASE, **typed: str) -> Any:
        """Type, and press a button; `what` is the end of the button's address."""
        given = {"mark": self.mark()} | PERSON | typed
        return self.post(f"/letters/{case}{what and '/'}{what}", given)
