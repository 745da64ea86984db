"""The page that volunteers fill in without us: what it shows, prints and refuses, and what it never does."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from click.testing import CliRunner
from driving import place_of, print_page, rules_of, violations, words_of
from offline_page import MADE, MARIA, PERSONAL, TOLD, WITHHELD, WRITTEN, fill_in, served

from appeals.cli import main

GERMAN = {"locale": "de-DE"}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
NO_CLIPBOARD = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }"
ATTEMPTS = """() => {
  for (const [tag, name, value] of [["img", "src", "x.png"], ["iframe", "src", "x.html"], ["link", "href", "x.css"]]) {
    const element = document.createElement(tag);
    element.rel = "stylesheet";
    element[name] = value;
    document.body.append(element);
  }
  const style = document.createElement("style");
  style.textContent = "body { display: none }";
  document.head.append(style);
  const script = document.createElement("script");
  window.stopped = 0;
  try { script.text = "window.hit = 1"; document.body.append(script) } catch { window.stopped += 1 }
  try { document.body.innerHTML = "<b>x</b>" } catch { window.stopped += 1 }
}"""
STORED = """async () => [document.cookie, localStorage.length, sessionStorage.length,
  (await indexedDB.databases()).length,
  window.caches ? (await caches.keys()).length : 0,
  navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0]"""


@pytest.fixture
def form(page, form_desk):
    """Open the page from a file, the day after it was made."""
    return opened(page, (form_desk / "form.html").as_uri())


def opened(page, address, day=WRITTEN):
    """Open the page on a day; what it would print is counted, not printed."""
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1 }")
    page.clock.set_fixed_time(f"{day}T10:00:00")
    page.goto(address)
    return page


def shown(page):
    """Read the letter that is shown."""
    return page.inner_text(".sheet.chosen").replace("\u00a0", " ")


def written(form_desk, tmp_path, *more):
    """Write the same letter at the command line, and read its PDF."""
    words = [
        "write",
        "forced-returns-2003",
        "--date",
        WRITTEN,
        "--public",
        "--as",
        "pdf",
        "--out",
        str(tmp_path),
        *more,
    ]
    done = CliRunner().invoke(main, ["-C", str(form_desk), *words])
    assert done.exit_code == 0, done.output
    return next(tmp_path.glob("*.pdf")).read_bytes()


def test_the_letter_follows_each_keystroke(form, complaints):
    """What is typed stands in the letter at once: at its head, in its return line, under it; the date is today's."""
    form.locator("#name").press_sequentially("Mar")
    assert form.inner_text(".chosen .organisation") == "Mar"
    fill_in(form, personal=PERSONAL)
    assert form.text_content(".chosen .return") == "Maria Muster · Musterstraße 12 · 10117 Berlin · Germany"
    assert form.inner_text(".chosen .signature") == "Maria Muster"
    assert form.inner_text(".chosen .sender") == "Musterstraße 12, 10117 Berlin, Germany\nmaria@example.org"
    assert "Date\n3 April 2003" in shown(form)
    assert PERSONAL in shown(form)
    form.fill("#email", "")
    form.fill("#personal", " ")
    assert form.inner_text(".chosen .sender") == "Musterstraße 12, 10117 Berlin, Germany"
    assert form.locator(".chosen p:visible:has-text('I teach')").count() == 0
    assert complaints == []


@pytest.mark.parametrize(("language", "sender"), [("en", "volunteer"), ("de", "volunteer-without-mailbox")])
def test_the_printed_words_are_those_of_the_pdf(form, form_desk, tmp_path, language, sender):
    """The browser prints the words that the command line writes for the same sender, with a mailbox and without."""
    form.check(f"#languages [value={language}]")
    fill_in(form, personal=PERSONAL)
    if sender == "volunteer-without-mailbox":
        form.fill("#email", "")
    asked = ("--to", "cn-premier", "--from", sender, "--language", language, "--personal", PERSONAL)
    printed, pdf = words_of(print_page(form)), words_of(written(form_desk, tmp_path, *asked))
    assert len(printed) == len(pdf) == 2
    assert sorted(printed[0] + printed[1]) == sorted(pdf[0] + pdf[1])
    assert {"Wen", "Jiabao", "CHINA"} <= set(printed[0])


def test_the_address_stands_in_its_window(form, form_desk, tmp_path):
    """Every line of the first page stands where the PDF has it, the address within what a DIN window shows."""
    fill_in(form)
    printed = print_page(form)
    pdf = written(form_desk, tmp_path, "--to", "cn-premier")
    address = form.inner_text(".chosen address").split("\n")
    assert address[-1] == "CHINA"
    for words in (
        *address,
        "Maria Muster ·",
        "Musterstraße 12,",
        "BY AIRMAIL",
        "CHN 2003",
        "North Korean asylum",
        "Your Exc",
    ):
        found, expected = place_of(printed, words), place_of(pdf, words)
        assert found == pytest.approx(expected, abs=0.4), words
    for words in address:
        left, top, right, bottom = place_of(printed, words)
        assert left >= 25
        assert top >= 58.2
        assert right <= 100
        assert bottom <= 88.4
    marks = sorted(rule[1] for rule in rules_of(printed) if rule[2] < 20)
    assert marks == pytest.approx([105, 148.5, 210], abs=0.3)


def test_a_letter_within_the_country_names_no_country(form):
    """From Germany the note to the embassy is domestic mail; from elsewhere it goes abroad. A note has no own words."""
    form.check("#recipients [value=cn-embassy-berlin]")
    form.select_option("#country", "DE")
    assert "GERMANY" not in shown(form)
    assert "AIRMAIL" not in shown(form)
    form.select_option("#country", "FR")
    assert "GERMANY" in shown(form)
    assert "AIRMAIL" in shown(form)
    assert not form.is_visible("#personal")
    assert "letter of 3 April 2003" in shown(form)


def test_numbers_are_those_to_dial(form):
    """The page tells what is dialled from the sender's country, and within the country of the machine."""
    form.select_option("#country", "US")
    assert "United States: dial 011 86 10 6529 2345" in form.inner_text("#reached")
    form.select_option("#country", "CN")
    assert "China: dial 010 6529 2345" in form.inner_text("#reached")
    assert "9 Xihuangchenggenbeijie" in form.inner_text("#reached")


@pytest.mark.parametrize("context_options", [GERMAN])
def test_german_readers_meet_german(form, complaints):
    """The browser's language chooses that of page and letter; both can be changed, and what was typed stays."""
    assert form.get_attribute("html", "lang") == "de"
    assert form.inner_text("h1 >> nth=0") == "Einen Brief schreiben"
    assert form.input_value("#country") == "DE"
    assert "3. April 2003" in shown(form)
    form.fill("#name", "Maria Muster")
    form.click("#print")
    assert form.inner_text("#street-fault") == "Bitte geben Sie Straße und Hausnummer an."
    form.click(".tongues [lang=en]")
    assert form.inner_text("#street-fault") == "Please give your street and number."
    assert form.inner_text("#said") == "Please look at what is marked above."
    form.check("#languages [value=en]")
    assert form.inner_text(".chosen .organisation") == "Maria Muster"
    assert "Your Excellency," in shown(form)
    assert complaints == []


@pytest.mark.parametrize("context_options", [{}, GERMAN, PHONE])
def test_axe_finds_nothing(form):
    """Nothing hinders people, neither at the start nor where faults, messages and the text to copy are shown."""
    assert violations(form) == []
    form.click("#print")
    assert violations(form) == []
    fill_in(form)
    form.evaluate(NO_CLIPBOARD)
    form.click("#copy")
    assert form.is_visible("#text")
    assert violations(form) == []


@pytest.mark.parametrize("context_options", [PHONE, {**PHONE, **GERMAN}])
def test_a_phone_need_not_scroll_sideways(form):
    """Nothing runs over 360 pixels, long names and faults included."""
    fill_in(form, name="M" * 80, street="Straße" * 13, email="m" * 60 + "@example.org")
    form.click("#print")
    assert form.evaluate("document.documentElement.scrollWidth") == 360


def test_all_can_be_done_from_the_keyboard(form):
    """Tab and keys alone choose, fill in and print; each stop is visible."""
    form.locator(".tongues [lang=en]").focus()
    for keys in ("Tab", "ArrowDown", "ArrowUp", "Tab", "Tab"):
        form.keyboard.press(keys)
        assert form.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for words in ("Maria Muster", "Musterstraße 12", "10117 Berlin"):
        form.keyboard.type(words)
        form.keyboard.press("Tab")
    form.keyboard.type("Germ")
    form.keyboard.press("Tab")
    form.keyboard.press("Tab")
    form.keyboard.type("I can write.")
    form.keyboard.press("Tab")
    form.keyboard.press("Enter")
    assert form.evaluate("window.printed") == 1
    assert "I can write." in shown(form)


@pytest.mark.parametrize(
    ("name", "words", "fault"),
    [
        ("name", "", "Please give your name."),
        ("name", "Maria Wilhelmina Adelheid von und zu Musterstadt-Beispielhausen", "too long for its line"),
        ("street", "Hinterhaus, vierter Stock links, Karl-Friedrich-Musterstraße 121a", "too long for its line"),
        ("email", "maria@", "no complete e-mail address"),
        ("country", "", "Please choose your country."),
    ],
)
def test_what_is_wrong_is_told_at_its_field(form, name, words, fault):
    """Nothing is printed; the field says what is wrong with it and has the focus; mended, it is silent again."""
    fill_in(form, **{name: words})
    form.click("#print")
    assert fault in form.inner_text(f"#{name}-fault")
    assert form.get_attribute(f"#{name}", "aria-invalid") == "true"
    assert form.evaluate("[document.activeElement.id, window.printed]") == [name, 0]
    fill_in(form)
    assert not form.is_visible(f"#{name}-fault")
    form.click("#print")
    assert form.evaluate("window.printed") == 1


def test_what_is_typed_stays_text(form, requests, complaints):
    """Tags, scripts and addresses typed into any field are printed as they are; nothing runs, nothing is fetched."""
    attack = "<img src=https://example.org/x onerror=window.hit=1>{{7*7}}"
    before = form.evaluate("document.querySelectorAll('*').length")
    fill_in(form, name=attack, street=attack, town=attack, personal=f"</p><script>window.hit=1</script>{attack}")
    assert form.inner_text(".chosen .organisation") == attack
    assert form.evaluate("document.querySelectorAll('*').length") == before
    assert form.evaluate("window.hit") is None
    assert complaints == []
    assert len(requests) == 1


def test_what_is_typed_is_bounded(form):
    """No field takes more than its length; the paragraph no more than its pages have room for."""
    for name in ("name", "street", "town", "email", "personal"):
        longest = int(form.get_attribute(f"#{name}", "maxlength"))
        assert 0 < longest <= 800
        form.locator(f"#{name}").focus()
        form.keyboard.insert_text("x" * 5000)
        assert len(form.input_value(f"#{name}")) == longest
    assert form.inner_text("#left").startswith("0 characters left")


@pytest.mark.parametrize("context_options", [{"permissions": ["clipboard-read", "clipboard-write"]}])
def test_the_text_can_be_copied(form):
    """The text has subject, salutation, demands, signature and address, and ends its lines as text does."""
    fill_in(form, personal=PERSONAL)
    form.click("#copy")
    assert form.inner_text("#said") == "The text is copied. You can paste it now."
    text = form.evaluate("navigator.clipboard.readText()")
    assert text.startswith("North Korean asylum-seekers in China: detention, no access")
    for words in (
        "\n\nYour Excellency,\n\n",
        f"\n\n{PERSONAL}\n\n",
        "\n- to let every person",
        "\nMusterstraße 12\n10117 Berlin\nGermany\n",
    ):
        assert words in text


def test_the_text_can_be_copied_by_hand(form):
    """Where the browser does not let a page copy, the text is shown and selected."""
    form.evaluate(NO_CLIPBOARD)
    fill_in(form)
    form.click("#copy")
    assert form.evaluate("document.getSelection().toString().startsWith('North Korean asylum')")
    assert "selected already" in form.inner_text("#said")


def test_the_link_opens_a_message(form):
    """Mailbox, copies and subject stand in the link, encoded; a letter too long for a link is copied and pasted."""
    fill_in(form)
    link = urlsplit(form.get_attribute("#mail", "href"))
    assert (link.scheme, link.path) == ("mailto", "gazette@mail.gov.cn")
    assert parse_qs(link.query)["cc"] == ["botschaft.china@debitel.net"]
    assert parse_qs(link.query)["subject"] == [
        "North Korean asylum-seekers in China: detention, no access to asylum, and forcible return"
    ]
    assert "body" not in link.query
    form.evaluate("document.getElementById('mail').addEventListener('click', (event) => event.preventDefault())")
    form.evaluate(NO_CLIPBOARD)
    form.click("#mail")
    assert form.input_value("#text").startswith("North Korean asylum")
    assert "too long for the link" in form.inner_text("#said")
    form.check("#recipients [value=cn-embassy-berlin]")
    assert form.get_attribute("#mail", "href").startswith("mailto:botschaft.china@debitel.net?subject=")


def test_a_short_letter_goes_into_the_link(form):
    """The text of a letter that is short enough stands in the link, with the line breaks of RFC 6068."""
    form.select_option("#country", "DE")
    form.evaluate(
        "for (const part of document.querySelectorAll('.chosen letter-text > p:not(.salutation), .chosen .demand'))"
        " part.remove()"
    )
    fill_in(form)
    link = form.get_attribute("#mail", "href")
    assert len(link) <= 1900
    assert "&body=" in link
    assert unquote(link.split("&body=")[1]) == (
        "Your Excellency,\r\n\r\nYours respectfully,\r\n\r\n"
        "Maria Muster\r\nMusterstraße 12\r\n10117 Berlin\r\nGermany\r\nmaria@example.org\r\n\r\n"
        "Copy to\r\nBotschaft der Volksrepublik China, Märkisches Ufer 54, 10179 BERLIN\r\nTelefax +49 30 27588221"
    )


@pytest.mark.parametrize(
    ("day", "reason"),
    [("2003-06-01", "The time for this letter is over"), ("2003-04-01", "The clock of this device says 1 April 2003")],
)
def test_outside_its_time_nothing_can_be_sent(page, form_desk, day, reason):
    """Before its day and after the deadline the page gives the reason, no button works, and print shows no letter."""
    form = opened(page, (form_desk / "form.html").as_uri(), day)
    assert reason in form.inner_text("#refusal").replace("\u00a0", " ")
    assert form.locator(".sheet:visible").count() == 0
    assert not form.is_visible("#print")
    form.evaluate("for (const id of ['print', 'copy', 'mail']) document.getElementById(id).click()")
    assert form.evaluate("window.printed") == 0
    assert form.get_attribute("#mail", "href") is None
    printed = words_of(print_page(form))
    assert "Excellency," not in printed[0]
    assert set(reason.split()[:-1]) <= set(printed[0])
    assert violations(form) == []


def test_a_page_whose_records_may_have_changed_asks_for_a_new_one(page, form_desk, tmp_path):
    """Before the deadline, but after a change that was known when the page was made, nothing can be sent either."""
    source = (form_desk / "form.html").read_text(encoding="utf-8")
    (tmp_path / "short.html").write_text(source.replace('"last":"2003-05-31"', '"last":"2003-04-03"'), encoding="utf-8")
    form = opened(page, (tmp_path / "short.html").as_uri())
    assert form.is_visible(".sheet.chosen")
    fill_in(form)
    form.clock.set_fixed_time("2003-04-04T00:01:00")
    form.click("#print")
    assert form.evaluate("window.printed") == 0
    assert "Offices and addresses may have changed since" in form.inner_text("#refusal")


@pytest.mark.parametrize("context_options", [{"timezone_id": "Asia/Seoul"}])
def test_the_day_is_that_of_the_place(page, form_desk):
    """In Seoul the third of April has begun when it is still the second in Europe."""
    page.clock.set_fixed_time("2003-04-02T20:00:00Z")
    page.goto((form_desk / "form.html").as_uri())
    assert "3 April 2003" in shown(page)


def test_the_last_day_is_a_good_day(page, form_desk):
    """On the deadline itself the letter can still be sent."""
    form = opened(page, (form_desk / "form.html").as_uri(), "2003-05-31")
    assert "31 May 2003" in shown(form)
    assert form.is_enabled("#print")


@pytest.mark.parametrize("context_options", [{"java_script_enabled": False}])
def test_without_a_script_it_is_filled_in_by_hand(page, form_desk):
    """Each letter can be chosen and printed, with lines for name, address and date, and the page says until when."""
    page.goto((form_desk / "form.html").as_uri())
    assert "Use it until 31\u00a0May\u00a02003" in page.inner_text(".top")
    assert page.inner_text(".usual .sender").strip(" ,\n") == ""
    assert page.locator(".usual [data-typed=day]").count() == 1
    first = words_of(print_page(page))
    assert "Excellency," in first[0]
    assert len(first) == 2
    page.click(".top a >> nth=1")
    assert "Exzellenz," in words_of(print_page(page))[0]
    assert page.locator(".sheet:visible").count() == 1
    assert not page.is_visible("#print")


@pytest.mark.parametrize("context_options", [{"permissions": ["clipboard-read", "clipboard-write"]}])
@pytest.mark.parametrize("way", ["file", "http"])
def test_it_asks_for_nothing_and_keeps_nothing(page, context, requests, complaints, form_desk, way):
    """From a file and from a site, with the network cut once it is open: one request in all, and no trace after use."""
    with served(form_desk) as (site, _):
        address = (form_desk / "form.html").as_uri() if way == "file" else f"{site}form.html"
        form = opened(page, address)
        context.set_offline(True)
        fill_in(form, personal=PERSONAL)
        for choice in (
            "#recipients [value=cn-embassy-berlin]",
            "#recipients [value=cn-premier]",
            "#languages [value=de]",
        ):
            form.check(choice)
        for button in (".tongues [lang=de]", "#print", "#copy"):
            form.click(button)
        print_page(form)
        assert form.evaluate("window.printed") == 1
        assert requests == [address]
        if way == "http":  # a page from a file may not even look
            assert form.evaluate(STORED) == ["", 0, 0, 0, 0, 0]
        assert context.cookies() == []
        assert context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}
        assert complaints == []
        context.set_offline(False)
        form.goto("about:blank")
        form.go_back()
        assert form.input_value("#name") == ""
        form.fill("#name", "Maria")
        form.reload()
        assert form.input_value("#name") == ""


def test_its_policy_forbids_what_is_not_its_own(page, form_desk):
    """A script, a style, a picture, a frame and a request of anybody else's are stopped by the page itself."""
    with served(form_desk) as (site, asked):
        form = opened(page, f"{site}form.html")
        assert form.evaluate("fetch('other.txt').then(() => 'sent', () => 'refused')") == "refused"
        form.evaluate(ATTEMPTS)
        form.wait_for_timeout(200)
        assert form.evaluate("[window.hit, window.stopped, getComputedStyle(document.body).display]") == [
            None,
            2,
            "block",
        ]
        assert asked == ["/form.html"]


def test_names_that_are_not_for_everyone_are_nowhere_in_it(form_desk):
    """The source holds the words in place of the names, and no path of the machine that made it."""
    source = (form_desk / "form.html").read_text(encoding="utf-8")
    assert WITHHELD not in source
    assert TOLD not in source
    assert "a teacher and a nurse" in source
    assert "eine Lehrerin und ein" not in source
    assert str(form_desk) not in source
    assert source.index("default-src") < source.index("<style>")
    assert not any(0xE000 <= ord(character) <= 0xF8FF for character in source)
    assert MADE in source
    assert MARIA["name"] not in source
