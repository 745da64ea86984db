"""`appeals form`: when it makes a page, for how long the page serves, and what is in it."""

import json
import re
from base64 import b64encode
from hashlib import sha256

import pytest

CASE, DATE = "forced-returns-2003", ("--date", "2003-05-27")
ONE = (CASE, "--to", "cn-premier", "--language", "en")


@pytest.fixture
def make(desk, run):
    """Make a page."""

    def make(*more):
        done = run("form", *ONE, *more, "--out", "page.html")
        assert done.exit_code == 0, done.output
        return (desk / "page.html").read_text(encoding="utf-8")

    return make


@pytest.fixture(scope="module")
def kept():
    """Keep the page that several tests look at."""
    return {}


@pytest.fixture
def page(make, kept):
    """Make a page four days before the deadline, or take the one that was made."""
    return kept.setdefault("page", kept.get("page") or make(*DATE))


def facts(source):
    """Read what the page's script works with."""
    return json.loads(re.search(r'<script type="application/json" id="facts">(.*?)</script>', source, re.DOTALL)[1])


def test_it_writes_one_page_and_says_until_when_it_serves(desk, run):
    """Without --out the page is named by its case; its path is printed, and the deadline is its last day."""
    done = run("form", *ONE, *DATE)
    assert done.exit_code == 0
    assert done.stdout == "outbox/forced-returns-2003.html\n"
    assert done.stderr == "note: the page can be used until 2003-05-31\n"
    assert (desk / done.stdout.strip()).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_page_ends_before_the_office_changes_hands(make):
    """A successor who is known to come on 16 March ends the page on the 15th."""
    known = facts(make("--date", "2003-03-12"))
    assert (known["made"], known["last"]) == ("2003-03-12", "2003-03-15")
    assert known["recipients"]["cn-premier"]["en"].startswith("Zhu Rongji")


def test_on_the_eve_of_a_change_no_page_is_made(run):
    """A page of one day would be of no use; the message names the day of the change."""
    done = run("form", *ONE, "--date", "2003-03-15")
    assert done.exit_code == 1
    assert "will change on 2003-03-16" in done.stderr


def test_no_page_serves_longer_than_sixty_days(make):
    """Without a deadline the page ends after 60 days, when somebody should look at the records again."""
    known = facts(make("--date", "2003-06-02", "--late"))
    assert (known["last"], known["late"]) == ("2003-08-01", True)


def head_of(source):
    """Read the words above the form, without their tags."""
    return re.sub(r"<[^>]+>", "", source.partition("<header")[2].partition("<div")[0]).replace("\u00a0", " ")


def test_the_deadline_that_is_shown_is_that_of_the_case(make):
    """A page that ends after 60 days says so of itself; people are asked to write by the day that the case gives."""
    source = make("--date", "2003-03-17")
    head, words = head_of(source), facts(source)["words"]
    assert facts(source)["last"] == "2003-05-16"
    assert "Please write by 31 May 2003" in head
    assert "until 16 May 2003" in head
    assert re.search(r"<strong>[^/]*31.May.2003", source)
    assert not re.search(r"<strong>[^/]*16.May.2003", source)
    for language in ("en", "de"):
        assert "{deadline}" in words[language]["until"]
        assert "{last}" in words[language]["usable"]


def test_whoever_makes_a_page_learns_that_it_ends_before_the_deadline(run):
    """The note names both days; where the deadline is the page's last day, there is nothing to add."""
    assert "until 2003-05-31, and this page ends on 2003-05-16" in run("form", *ONE, "--date", "2003-03-17").stderr
    assert "this page ends" not in run("form", *ONE, *DATE).stderr


def test_a_page_that_is_made_late_shows_no_deadline(make):
    """Nobody is asked to write by a day that has passed."""
    assert "Please write by" not in head_of(make("--date", "2003-06-02", "--late"))


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        ((*ONE, "--date", "2003-06-01"), 1, "the deadline of “forced-returns-2003” was 2003-05-31"),
        (ONE, 1, "the deadline"),
        (("yantai-arrests-2003", "--date", "2003-03-01"), 2, "a circular to those who write"),
        ((*ONE, *DATE, "--to", "nobody"), 2, "there is no recipient “nobody”"),
        ((*ONE, *DATE, "--language", "xx"), 2, "there is no language “xx”"),
        ((*ONE, *DATE, "--paper", "letter", "--window", "us-10"), 1, "and the address field holds 7"),
        (("nothing", *DATE), 2, "there is no case “nothing”"),
    ],
)
def test_what_cannot_be_written_makes_no_page(desk, run, words, code, reason):
    """A late letter, a circular, an address its window hides: the reason is given, and no file is left."""
    done = run("form", *words)
    assert done.exit_code == code
    assert reason in done.stderr
    assert not (desk / "outbox").exists()


def test_a_stopped_case_makes_no_page(desk, run):
    """Not even --late writes about a case that is stopped."""
    case = desk / "seeds" / f"{CASE}.yaml"
    stop = 'stopped: {on: "2003-05-01", reason: all were set free}\n\nprompts:'
    case.write_text(case.read_text(encoding="utf-8").replace("prompts:", stop, 1), encoding="utf-8")
    done = run("form", *ONE, *DATE, "--late")
    assert done.exit_code == 1
    assert "was stopped on 2003-05-01" in done.stderr


def test_its_policy_names_each_script_and_style_by_its_hash(page):
    """Exactly the script and the styles of the page may run; nothing else is allowed from anywhere."""
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    policy = policy.replace("&#43;", "+").replace("&#x2F;", "/")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    inline = re.findall(r"<style[^>]*>(.*?)</style>|<script>(.*?)</script>", page, re.DOTALL)
    hashes = [b64encode(sha256((style or script).encode()).digest()).decode() for style, script in inline]
    assert len(hashes) == 4
    assert sorted(re.findall(r"sha256-([^']*)'", policy)) == sorted(hashes)
    for word in ("unsafe", "http", "*", "self"):
        assert word not in policy


def test_it_holds_its_fonts_and_their_licence(page):
    """Three faces are in it whole, with their makers' notice; it names no other file, and no address to load from."""
    assert page.count("@font-face") == page.count('url("data:font/woff;base64,') == 3
    assert "SIL Open Font License 1.1" in page
    assert re.findall(r"(?:src|srcset|action|poster|data)=", page) == []
    assert re.findall(r'<link[^>]*href="(?!data:,")', page) == []
    assert "@import" not in page


def test_the_same_records_make_the_same_page(page, make):
    """Made twice, the page is the same to the byte."""
    assert page == make(*DATE)


def test_a_letter_reads_otherwise_from_where_its_post_is_at_home(page):
    """One sheet serves China, one Germany, where the copy goes, and one all other countries."""
    known = facts(page)
    assert [letter["countries"] for letter in known["letters"]] == [[], ["CN"], ["DE"]]
    assert {letter["room"] for letter in known["letters"]} == {250}
    assert known["faxes"]["+86 10 6529 2345"]["011 86 10 6529 2345"].startswith("AG AI AS")
    assert known["countries"]["DE"] == {"de": "Deutschland", "en": "Germany"}


def test_no_text_of_a_record_breaks_out_of_the_page(desk, make):
    """Tags in a case stay text, in the letter and among what the script works with."""
    case = desk / "seeds" / f"{CASE}.yaml"
    attack = "</script><script>window.hit = 1</script></style><!--"
    text = case.read_text(encoding="utf-8").replace("Why the people who flee", f"{attack} Why the people who flee")
    case.write_text(text.replace("Others have sought refuge", f"{attack} Others have sought refuge"), encoding="utf-8")
    source = make(*DATE)
    assert source.count("<script") == 2
    assert source.count("</style>") == 3
    assert facts(source)["prompts"]["en"][0].startswith("</script><script>window.hit = 1")
    assert "&lt;/script&gt;&lt;script&gt;window.hit = 1" in source


def test_a_withheld_name_is_no_reason_by_itself(desk, make):
    """The sender with whom a page is tried bears nobody's name; that of a person stays out of the page."""
    case, names = desk / "seeds" / f"{CASE}.yaml", ("Maria Beispiel", "Maria Example")
    told = "".join(
        f"\n  - {{id: person-{n}, name: {name}, described: {{en: a teacher}}, visibility: withheld}}"
        for n, name in enumerate(names)
    )
    text = case.read_text(encoding="utf-8").replace("prompts:", f"people:{told}\n\nprompts:", 1)
    case.write_text(text, encoding="utf-8")
    page = make(*DATE)
    assert [name for name in names if name in page] == []


def test_what_the_records_do_not_know_is_told(desk, run):
    """An office without an address in that year: a note says so, and the letter names the office alone."""
    done = run("form", CASE, "--to", "cn-foreign-minister", "--language", "en", *DATE, "--out", "page.html")
    assert done.exit_code == 0
    assert "note: cn-foreign-minister: address none" in done.stderr
    assert "Minister of Foreign Affairs" in (desk / "page.html").read_text(encoding="utf-8")


def test_a_recipient_is_named_in_the_languages_of_its_record(desk, make):
    """A title that the record has only in English is shown in English on a German page too."""
    recipients = desk / "recipients.yaml"
    text = recipients.read_text(encoding="utf-8")
    text = text.replace("          de: Ministerpräsident der Volksrepublik China\n", "", 1)
    recipients.write_text(text, encoding="utf-8")
    assert facts(make(*DATE))["recipients"] == {"cn-premier": {"en": "Wen Jiabao, Premier of the State Council"}}


def test_what_the_font_cannot_print_makes_no_page(desk, run):
    """A character that no face of the letter has is refused, as for the PDF."""
    case = desk / "seeds" / f"{CASE}.yaml"
    text = case.read_text(encoding="utf-8").replace("Others have sought refuge", "☎ Others have sought refuge")
    case.write_text(text, encoding="utf-8")
    done = run("form", *ONE, *DATE)
    assert done.exit_code == 1
    assert "the letter’s font has no U+260E (BLACK TELEPHONE)" in done.stderr


def test_american_paper(make):
    """On US Letter the page prints American, and its lines have American room."""
    source = make(*DATE, "--paper", "letter")
    assert "size: 8.5in 11in" in source
    assert "padding-left: 25.4mm" in source
    assert [line["size"] for line in facts(source)["rooms"]] == [14, 8.5, 8.5]
