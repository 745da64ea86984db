"""The form of `appeals serve` in a real browser, against a real server."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copy, copytree
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from driving import violations

HOUSE = Path(__file__).parents[2]
CASE = "forced-returns-2003"
WORDS = "I teach at a school in Berlin. Among my pupils are children who fled."
SENDER = {
    "id": "you",
    "name": "Erika Beispiel",  # nobody of this name exists
    "address": {"lines": ["Lindenweg 4", "10117 Berlin"], "country": "DE"},
    "language": "de",
    "place": "Berlin",
    "signatory": {"name": "Erika Beispiel"},
}
FAR = 20_000  # milliseconds that a machine at work on other things may take


def run(*words: str, folder: Path) -> str:
    """Run the command line in a folder and return what it printed."""
    program = (sys.executable, "-m", "appeals", "-C", str(folder), *words)
    done = subprocess.run(program, cwd=HOUSE, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with the shipped records."""
    folder = tmp_path_factory.mktemp("desk")
    copytree(HOUSE / "seeds", folder / "seeds")
    for name in ("recipients.yaml", "senders.yaml"):
        copy(HOUSE / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def address(desk: Path) -> Iterator[str]:
    """Start `appeals serve` and read from it where it listens."""
    words = (sys.executable, "-m", "appeals", "-C", str(desk), "serve", "--port", "0", "--workers", "1")
    ours = {name: value for name, value in os.environ.items() if not name.startswith("COV_")}
    log = (desk / "log").open("w", encoding="utf-8")
    with log, subprocess.Popen(words, cwd=HOUSE, env=ours, stdout=subprocess.PIPE, stderr=log, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().strip().rstrip("/")
        server.terminate()


def fill(page: Any, **typed: str) -> None:
    """Type into fields."""
    for name, text in typed.items():
        page.fill(f"#{name}", text)


def pictures(page: Any) -> list[str]:
    """Take the pictures of the pages."""
    found: list[str] = page.locator("#pages img").evaluate_all("pages => pages.map(page => page.src)")
    return found


def wait_for_change(page: Any, before: list[str]) -> list[str]:
    """Wait until the letter is drawn anew, and all that was typed is in it."""
    page.wait_for_function(
        "before => { const page = document.querySelector('#pages img'); return page && page.src !== before; }",
        arg=before[0] if before else "",
        timeout=FAR,
    )
    page.wait_for_selector("#letter[data-state=shown]", timeout=FAR)
    return pictures(page)


def wait_for_words(page: Any, words: str) -> None:
    """Wait until words stand in the letter."""
    shown = "document.querySelector('#pages pre').textContent.replace(/\\s+/g, ' ')"
    page.wait_for_function(f"words => {shown}.includes(words)", arg=words, timeout=FAR)


def text_of(page: Any) -> str:
    """Read the letter as a screen reader can."""
    return " ".join(page.locator("#pages pre").text_content().split())


@pytest.mark.parametrize("context_options", [{"locale": "de-DE"}])
def test_a_letter_is_made_with_three_fields(
    page: Any, address: str, desk: Path, requests: list[str], complaints: list[str], tmp_path: Path
) -> None:
    """Name, address and words of one's own: the letter follows, and is the command line's, byte for byte."""
    page.goto(f"{address}/letters/{CASE}?lang=en")
    before = pictures(page)
    assert len(before) == 2
    empty = page.locator("#letter :is(input:not([type=hidden]), textarea):visible").evaluate_all(
        "fields => fields.filter(field => field.type !== 'radio' && !field.value).map(field => field.name)"
    )
    assert empty == ["name", "address", "words"]
    fill(page, name="Erika Beispiel")
    named = wait_for_change(page, before)
    fill(page, address="Lindenweg 4\n10117 Berlin")
    addressed = wait_for_change(page, named)
    fill(page, words=WORDS)
    wait_for_words(page, WORDS)
    assert pictures(page) != addressed
    assert "Erika Beispiel" in text_of(page)
    assert "00 86 10 6529 2345" in page.inner_text("#beside")
    with page.expect_download() as download:
        page.click("button.first")
    (desk / "senders.yaml").write_text(yaml.safe_dump({"senders": [SENDER]}, allow_unicode=True), "utf-8")
    printed = run("write", CASE, "--to", "cn-premier", "--personal", WORDS, "--out", str(tmp_path), folder=desk)
    (written,) = printed.splitlines()
    assert download.value.suggested_filename == Path(written).name
    assert Path(download.value.path()).read_bytes() == Path(written).read_bytes()
    assert complaints == []
    assert {urlsplit(asked).netloc for asked in requests if not asked.startswith("data:")} == {urlsplit(address).netloc}


def test_nothing_stays_in_the_browser(page: Any, context: Any, address: str) -> None:
    """There is one cookie, for the session; nothing is stored."""
    page.goto(f"{address}/letters/{CASE}")
    fill(page, name="Erika Beispiel")
    (cookie,) = context.cookies()
    kept = [cookie[part] for part in ("name", "expires", "httpOnly", "sameSite")]
    assert kept == ["appeals", -1, True, "Strict"]
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_what_is_wrong_is_marked_while_typing_and_when_asked_for(page: Any, address: str) -> None:
    """A wrong mailbox is marked at once, a missing name when the letter is asked for; the list leads there."""
    page.goto(f"{address}/letters/{CASE}")
    page.click("summary >> nth=0")
    fill(page, email="erika@")
    page.wait_for_selector("#email[aria-invalid=true]", timeout=FAR)
    assert "This is no e-mail address" in page.inner_text("#email-fault")
    fill(page, email="", address="Lindenweg 4\n10117 Berlin")
    page.wait_for_selector("#email:not([aria-invalid])", timeout=FAR)
    page.click("button.first")
    page.wait_for_selector("#faults")
    assert page.evaluate("document.activeElement.id") == "faults"
    page.click("#faults a")
    assert page.evaluate("document.activeElement.id") == "name"
    assert page.get_attribute("#name", "aria-invalid") == "true"
    assert page.input_value("#address") == "Lindenweg 4\n10117 Berlin"
    assert violations(page) == []


@pytest.mark.parametrize(
    "context_options",
    [
        {"locale": "de-DE", "viewport": {"width": 360, "height": 740}, "reduced_motion": "reduce"},
        {"locale": "en-GB", "color_scheme": "dark"},
    ],
)
def test_pages_hinder_nobody(page: Any, address: str, context_options: dict[str, Any]) -> None:
    """On a telephone and on a desk, in both languages: axe-core finds nothing, nothing is cut off, nothing moves."""
    for path in ("/", f"/letters/{CASE}", "/new", "/nothing"):
        page.goto(f"{address}{path}")
        assert page.get_attribute("html", "lang") == context_options["locale"][:2]
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.goto(f"{address}/letters/{CASE}")
    fill(page, name="Erika Beispiel")
    page.wait_for_selector("#letter[data-state=shown]", timeout=FAR)
    for summary in page.locator("summary").all():
        summary.click()
    assert violations(page) == []
    if "reduced_motion" in context_options:
        assert page.evaluate("getComputedStyle(document.querySelector('.page')).transitionDuration") == "0s"


@pytest.mark.parametrize("context_options", [{"java_script_enabled": False}])
def test_the_form_needs_no_script(page: Any, address: str, complaints: list[str]) -> None:
    """Without JavaScript a button shows the letter, the others give it, and the language can be changed."""
    page.goto(f"{address}/letters/{CASE}")
    fill(page, name="Erika Beispiel", address="Lindenweg 4\n10117 Berlin", words=WORDS)
    page.click("text=Show the letter")
    assert page.locator("#pages img").count() == 2
    assert WORDS in text_of(page)
    page.click("text=Deutsch")
    assert "Ihre Anschrift" in page.inner_text("#letter")
    assert page.input_value("#words") == WORDS
    with page.expect_download() as download:
        page.click("text=PDF zum Drucken")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    assert complaints == []


def test_a_letter_that_cannot_follow_says_so(page: Any, address: str) -> None:
    """Where the program does not answer, the form tells that the letter beside it is not that of what was typed."""
    page.goto(f"{address}/letters/{CASE}")
    page.route("**/preview", lambda route: route.abort())
    fill(page, name="Erika Beispiel")
    page.wait_for_selector("#status:has-text('does not answer')", timeout=FAR)
    assert page.input_value("#name") == "Erika Beispiel"


def test_a_keyboard_is_enough(page: Any, address: str) -> None:
    """From the list of cases to the file in the hand with Tab, arrows, letters and Enter; the focus is always seen."""
    page.goto(f"{address}/")

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                seen = "(style => [style.outlineStyle, style.outlineWidth])(getComputedStyle(document.activeElement))"
                assert page.evaluate(seen) == ["solid", "3px"]
                return
        pytest.fail(f"no Tab leads to {selector}")

    tab_to(f"a[href='/letters/{CASE}']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#letter")
    tab_to("#name")
    page.keyboard.type("Erika Beispiel")
    tab_to("#address")
    page.keyboard.type("Lindenweg 4")
    page.keyboard.press("Enter")
    page.keyboard.type("10117 Berlin")
    tab_to("#pages")  # the letter can be scrolled from the keyboard
    tab_to("button.first")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".pdf")


def test_the_letter_comes_into_view_where_it_changes(page: Any, address: str) -> None:
    """Whoever types a paragraph of their own sees it in the letter, though it stands far down."""
    page.goto(f"{address}/letters/{CASE}")
    before = pictures(page)
    fill(page, name="Erika Beispiel", address="Lindenweg 4\n10117 Berlin")
    wait_for_change(page, before)
    assert page.evaluate("document.getElementById('pages').scrollTop") == 0
    page.type("#words", "Among my pupils are children who fled.")
    page.wait_for_function("() => document.getElementById('pages').scrollTop > 100", timeout=FAR)


def test_another_site_cannot_send_our_form(page: Any, context: Any, address: str) -> None:
    """A page from elsewhere that sends our form, cookie or not, is refused."""
    page.goto(f"{address}/letters/{CASE}")
    mark = page.get_attribute("[name=mark]", "value")
    other = context.new_page()
    fields = f"<input name=mark value='{mark}'><input name=name value=E><input name=address value=A>"
    other.set_content(f"<form method=post action='{address}/letters/{CASE}/text'>{fields}<button>go</button></form>")
    with other.expect_navigation() as sent:
        other.click("button")
    assert sent.value.status == 403


def test_a_hundred_megabytes_are_not_waited_for(address: str) -> None:
    """A body beyond the limit is refused by its announcement, before it is sent."""
    where = urlsplit(address)
    head = (
        f"POST /letters/{CASE} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: 100000000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=20) as line:
        line.sendall(head.encode() + b"x" * 1000)
        answer = line.recv(4096)
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_case_is_written_and_becomes_a_letter(page: Any, address: str, desk: Path) -> None:
    """Facts, a claim, a request and law that was searched for: what is wrong is marked, and then the file is there."""
    page.goto(f"{address}/new")
    for name, text in {
        "subject.0": "People held in Example Town",
        "to.0": "cn-premier",
        "sources.0.title": "A report",
        "claims.0.what": "People held",
        "claims.0.value": "twelve",
        "facts.0": 'They are held without charge: {{ claim("people-held") }}.',
        "requests.0": "to release them",
        "search": "refoulement",
    }.items():
        page.fill(f"[id='{name}']", text)
    page.select_option("#state", "CN")
    page.check("[name='claims.0.sources']")
    page.click("button[value=law]")
    page.check("[name=law][value='CAT 3(1)']")
    box, told = (
        page.locator(f"label:has([value='CAT 3(1)']) {part} >> nth=0").bounding_box() for part in ("input", "span")
    )
    assert box["width"] < told["width"] / 10  # the words have the room
    page.click("button[value=judge]:not(.unseen)")
    assert "is not a whole number" in page.inner_text("[id='claims.0.value-fault']")
    assert page.locator("[aria-invalid=true]").count() == 1
    assert violations(page) == []
    page.fill("[id='claims.0.value']", "12")
    page.click("button[value=create]")
    assert "seeds/people-held-in-example-town.yaml" in page.inner_text("main")
    file = desk / "seeds" / "people-held-in-example-town.yaml"
    assert "provision: CAT 3(1)" in file.read_text("utf-8")
    page.click("main a >> nth=0")
    assert "They are held without charge: twelve" in text_of(page)
    assert re.search("People held in Example Town", page.inner_text("h1"))


def test_nothing_was_logged(address: str, desk: Path) -> None:
    """After all of the above the server has said nothing but where it listens."""
    assert address
    assert (desk / "log").read_text("utf-8") == ""
