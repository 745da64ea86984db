"""The page that the tests of the offline form open: records with mailboxes and a name that nobody may read."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

MADE, WRITTEN, DEADLINE = "2003-04-02", "2003-04-03", "2003-05-31"
WITHHELD, TOLD = "Beispiel-Verborgen", "Beispiel-Vertraut"  # invented; the second only for the recipient
PEOPLE = f"""
people:
  - id: hidden
    invented: true
    name: {WITHHELD}
    visibility: withheld
    described: {{en: a teacher, de: eine Lehrerin}}
  - id: told
    invented: true
    name: {TOLD}
    visibility: to-recipient
    consent: {{given: true, by: the person, on: "2003-02-01", for: to-recipient}}
    described: {{en: a nurse, de: ein Pfleger}}

prompts:"""
SENDER = """\
senders:
  - id: volunteer
    invented: true
    name: {name}
    address: {{lines: ["{street}", "{town}"], country: {country}}}
    language: en
    place: Berlin
    email: {email}
    signatory: {{name: {name}}}
  - id: volunteer-without-mailbox
    invented: true
    name: {name}
    address: {{lines: ["{street}", "{town}"], country: {country}}}
    language: en
    place: Berlin
    signatory: {{name: {name}}}
"""
MARIA = {
    "name": "Maria Muster",
    "street": "Musterstraße 12",
    "town": "10117 Berlin",
    "country": "DE",
    "email": "maria@example.org",
}
PERSONAL = "I teach in an invented town, where families from the north have found safety."


def prepare(desk: Path) -> None:
    """Change the shipped records: mailboxes that are known in 2003, people whose names are not for everyone."""
    recipients = desk / "recipients.yaml"
    text = recipients.read_text(encoding="utf-8")
    changed = text.replace(
        "address: gazette@mail.gov.cn\n        from: 2006", "address: gazette@mail.gov.cn\n        from: 2003"
    )
    assert changed != text
    recipients.write_text(changed, encoding="utf-8")
    case = desk / "seeds" / "forced-returns-2003.yaml"
    text = case.read_text(encoding="utf-8")
    changed = text.replace("\nprompts:", PEOPLE, 1).replace(
        "Others have sought refuge in",
        'Others, such as {{ person("hidden") }} and {{ person("told") }}, have sought refuge in',
        1,
    )
    assert changed.count("person(") == 2
    case.write_text(changed, encoding="utf-8")
    (desk / "senders.yaml").write_text(SENDER.format(**MARIA), encoding="utf-8")


def fill_in(page: Any, **more: str) -> None:
    """Fill in the form as Maria would."""
    for name, words in {**MARIA, **more}.items():
        if name == "country":
            page.select_option("#country", words)
        else:
            page.fill(f"#{name}", words)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder on this machine; record what is asked for."""
    asked: list[str] = []

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, directory=str(folder), **named)

        def log_message(self, *_: object) -> None:
            """Record instead of printing."""
            asked.append(self.path)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
