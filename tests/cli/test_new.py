"""`appeals new` asks at a terminal, checks each answer as it is given, and writes a file that `check` passes."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from appeals.cli import main
from appeals.model.case import Case
from appeals.records import check, parse

HOUSE = Path(__file__).parents[2]
Run = Callable[..., Result]
Answer = Callable[..., Result]
SUBJECT = "Villages by the river: no water"
FACT = "The people of the villages have had no water since the spring of 2026."
REQUEST = "to let them have water again"
# What a first-time user types, Enter where nothing stands: language, subject, id, state, to, fact, no more, request,
# no more, no law, nothing more, write.
SHORTEST = ("", SUBJECT, "", "China", "", FACT, "", REQUEST, "", "", "", "")
FILE = "seeds/villages-by-the-river-no-water.yaml"


@pytest.fixture
def answer(desk: Path) -> Answer:
    """Answer the questions of `appeals new` in a folder with the shipped records, a line an answer."""
    assert desk.is_dir()

    def invoke(words: str, *answers: str, env: dict[str, str] | None = None) -> Result:
        typed = "".join(f"{line}\n" for line in answers)
        result = CliRunner().invoke(main, ["new", *words.split(), "--input"], input=typed, env=env, prog_name="appeals")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def after(question: str, *answers: str) -> tuple[str, ...]:
    """Put answers of one's own in the place of what the shortest path types at a question, counted from its number."""
    number = ("language", "subject", "id", "state", "to", "fact", "facts", "request", "requests", "law", "more").index(
        question
    )
    return (*SHORTEST[:number], *answers, *SHORTEST[number + 1 :])


def summary(result: Result) -> str:
    """Return what was said at the end; before it, the terminal shows what is typed."""
    return result.output[result.output.index("\n   1  language") :]


def read(path: Path) -> Case:
    """Read a case that was written."""
    return check(parse(path.read_text(encoding="utf-8"), str(path)), Case)


def let_the_sender_exist(desk: Path) -> None:
    """Take the mark of an invented sender away, so that a case of one's own may be signed."""
    senders = desk / "senders.yaml"
    senders.write_text(
        senders.read_text(encoding="utf-8").replace("invented: true", "invented: false"), encoding="utf-8"
    )


def test_the_shortest_way_to_a_case(answer: Answer, run: Run, desk: Path) -> None:
    """Twelve answers, four of them typed, make a case; standard output has its path and nothing else."""
    result = answer("case", *SHORTEST)
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{FILE}\n"
    assert len([line for line in SHORTEST if line]) == 4
    assert "next: appeals write villages-by-the-river-no-water\n" in result.stderr
    assert "the senders here are invented; `appeals new sender` makes your own" in result.stderr
    case = read(desk / FILE)
    assert (case.state, case.to, case.kind, case.reference) == ("CN", ("cn-premier",), "appeal", case.reference)
    assert re.fullmatch(r"CHN \d{4}-01", case.reference)
    checked = run("check", "villages-by-the-river-no-water")
    assert "1 letter of 1 case checked: 1 error" in checked.stderr
    assert re.findall(r"(?m)^\S+ ([A-Z-]+) the sender “example-society”", checked.stdout) == ["INVENTED"]
    text = (desk / FILE).read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../.schemas/case.json\n")
    assert "# deadline: " in text
    let_the_sender_exist(desk)
    assert run("write", case.id, "--as", "text").exit_code == 0


def test_an_id_given_is_not_asked_for(answer: Answer, desk: Path) -> None:
    """`appeals new case ID` asks one question less."""
    result = answer("case wells-2026", *SHORTEST[:2], *SHORTEST[3:])
    assert result.stdout == "seeds/wells-2026.yaml\n"
    assert "A short name for it" not in result.stderr
    assert read(desk / "seeds/wells-2026.yaml").id == "wells-2026"


# question -> what is typed one after the other, and what is said of each; then what is right
WRONG: dict[str, tuple[tuple[tuple[str, str], ...], tuple[str, ...]]] = {
    "language": ((("fr", "“fr” is not among the choices"),), ("en",)),
    "subject": (
        (
            ("", "an answer is needed here"),
            ("?", "It stands above the letter"),
            ("x" * 5000, "longer than 4000 characters"),
        ),
        (SUBJECT,),
    ),
    "id": (
        (
            ("Wells 2026", "“Wells 2026” is not of the form this field takes"),
            ("../climbs", "“../climbs” is not of the form this field takes"),
            ("forced-returns-2003", "there is a case “forced-returns-2003” already"),
        ),
        ("",),
    ),
    "state": ((("Chna", "did you mean “China”?"), ("Taiwan", "no law is known here of Taiwan")), ("China",)),
    "to": (
        (
            ("cn-premir", "there is no recipient “cn-premir”\n    mend: did you mean “cn-premier”?"),
            ("cn-premier,cn-premier", "the recipient “cn-premier” is named twice"),
            ("embassy", "2  cn-embassy-seoul"),
        ),
        ("2",),
    ),
    "fact": (
        (
            ("{{ claim }}", "only calls such as"),
            ("{% for x in y %}", "no {% … %}"),
            ("[name] has no water", "placeholder"),
            ("a \x07 bell", "invisible control character"),
        ),
        (FACT,),
    ),
    "request": ((('to help {{ person("x") }}', "no person “x”"),), (f"We respectfully ask you {REQUEST}",)),
    "law": ((("xylophone", "nothing was found"), ("echr 3", "ECHR 3: cannot"), ("1", "ECHR 3 cannot be cited")), ("",)),
    "more": (
        (("dedline", "“dedline” is not among them"), ("deadline", ""), ("31.12.2099", "“31.12.2099” is not a date")),
        ("2099-12-31", ""),
    ),
}


@pytest.mark.parametrize("question", WRONG)
def test_a_wrong_answer_is_asked_again(question: str, answer: Answer, desk: Path) -> None:
    """A wrong answer midway is answered with the sentence that a file would get, and the interview goes on."""
    wrong, right = WRONG[question]
    result = answer("case", *after(question, *(typed for typed, _ in wrong), *right))
    assert result.exit_code == 0, result.output
    for _, said in wrong:
        assert said in result.stderr
    case = read(desk / FILE)
    assert case.to == (("cn-embassy-seoul",) if question == "to" else ("cn-premier",))
    assert [words.get("en") for words in case.facts] == [FACT]
    assert [one.words.get("en") for one in case.requests] == [REQUEST]


HOSTILE = (
    "*Stars*, “quotes”: 'a' \"b\" # no comment & %d \t tab \\n C:\\wells – und ein Brunnen ist zu",
    "- : ? | > yes no null ~ 0x1f",
    "Größe: ÄÖÜ ß 水 — „Wasser“",
    "%s %(a)s $HOME `ls` <b>",
)


def test_hostile_texts_come_through_whole(answer: Answer, desk: Path) -> None:
    """Stars, colons, quotes, per cent signs, tabs and the like stand in the file as they were typed."""
    result = answer("case", *after("fact", *HOSTILE))
    assert result.exit_code == 0, result.output
    assert tuple(words.get("en") for words in read(desk / FILE).facts) == HOSTILE


def test_a_case_in_german(answer: Answer, run: Run, desk: Path) -> None:
    """In a German terminal German is offered, countries go by their German names, and the law is told in German."""
    texts = ("", "Dörfer am Fluss: kein Wasser", "", "Norwegen", "cn-premier", "Größe Not für die Dörfer.", "",
             "den Dörfern Wasser zu geben", "", "Folter", "1", "", "", "")  # fmt: skip
    result = answer("case", *texts, env={"LANG": "de_DE.UTF-8"})
    assert result.exit_code == 0, result.output
    assert "In which language do you write? (de, en) [de]" in result.stderr
    assert "verpflichtet Norwegen" in result.stderr
    case = read(desk / "seeds/doerfer-am-fluss-kein-wasser.yaml")
    assert case.languages == {"de"}
    assert case.state == "NO"
    let_the_sender_exist(desk)
    assert run("check", case.id).exit_code == 0


def test_requests_go_on_from_the_letters_own_words(answer: Answer, desk: Path) -> None:
    """A German letter says “Wir bitten Sie höflich”: the question says it too, and it is taken off what is typed."""
    typed = after("language", "de")
    typed = tuple("Wir bitten Sie höflich, ihnen Wasser zu geben" if line == REQUEST else line for line in typed)
    result = answer("case", *typed)
    assert "Wir bitten Sie höflich, …" in result.stderr
    assert read(desk / FILE).requests[0].words.get("de") == "ihnen Wasser zu geben"


def test_an_office_of_another_state_is_never_offered(answer: Answer, desk: Path) -> None:
    """Enter takes the first recipient only where it answers for the state that the case is about."""
    result = answer("case", *after("state", "Norway", ""))
    assert "[cn-premier]" not in result.stderr
    assert "an answer is needed here" in result.stderr
    assert not (desk / FILE).exists()


def test_law_is_chosen_by_number(answer: Answer, desk: Path) -> None:
    """What is found is told as it binds the state; its numbers are taken, each once."""
    result = answer("case", *after("law", "non-refoulement", "1 2", "2", "CAT 3", "1", ""))
    assert result.exit_code == 0, result.output
    assert "REFUGEE-1951 33(1): binds China" in result.stderr
    assert "CPED 16(1): cannot be cited: China is not a party" in result.stderr.replace("\n     ", " ")
    assert [one.provision for one in read(desk / FILE).law] == [
        "NON-REFOULEMENT-CUSTOM",
        "REFUGEE-1951 33(1)",
        "CAT 3(1)",
    ]


def test_a_number_gets_its_source(answer: Answer, run: Run, desk: Path) -> None:
    """Who says a number is asked; the claim stands in its place, and the letter prints the number."""
    facts = ("Since March 2026, 1,048 families have no water; 12 wells are dry.", "", "Village Watch", "No water",
             "2026-13", "2026-05", "", "own", "Village Watch", "", "")  # fmt: skip
    result = answer("case", *SHORTEST[:5], *facts, *SHORTEST[7:])
    assert result.exit_code == 0, result.output
    assert "“2026-13” is a date that does not exist" in result.stderr
    case = read(desk / FILE)
    assert case.facts[0].get("en") == (
        'Since March 2026, {{ claim("families") }} families have no water; {{ claim("wells") }} wells are dry.'
    )
    assert [(one.id, one.figure and one.figure.value, one.sources[0].knowledge) for one in case.claims] == [
        ("families", 1048, "own"),
        ("wells", 12, "hearsay"),
    ]
    assert [(one.id, str(one.date)) for one in case.sources] == [("village-watch", "2026-05")]
    assert "Since March 2026, 1048 families have no water; 12 wells" in summary(result)
    assert "figures    1048 families: Village Watch / 12 wells: Village Watch" in summary(result)
    let_the_sender_exist(desk)
    assert run("check", case.id).exit_code == 0
    written = run("write", case.id, "--as", "text")
    assert "1,048 families have no water; twelve wells" in (desk / written.stdout.strip()).read_text(encoding="utf-8")


def test_a_source_that_cannot_be_printed_is_left_out(answer: Answer, desk: Path) -> None:
    """A title that no record may hold is refused, and the number stays as it was typed."""
    facts = ("There are 48 families without water.", "", "Village Watch", "x" * 201)
    result = answer("case", *SHORTEST[:5], *facts, *SHORTEST[7:])
    assert result.exit_code == 0, result.output
    assert "longer than 200 characters" in result.stderr
    assert "the number stays without a source" in result.stderr
    assert (read(desk / FILE).sources, read(desk / FILE).claims) == ((), ())


def test_a_number_may_stay_without_a_source(answer: Answer, desk: Path) -> None:
    """Enter leaves a number as it was typed; the summary warns of it."""
    twice = "Of 30 wells 20 are dry, and of 30 springs all."
    result = answer("case", *SHORTEST[:5], "There are 48 families without water.", twice, "", "", "", *SHORTEST[7:])
    assert result.exit_code == 0, result.output
    assert [number in result.stderr for number in ("Who says “48”", "Who says “20”", "Who says “30”")] == [
        True,
        True,
        False,
    ]
    assert "warning: “48” stands here without a claim" in result.stderr
    assert read(desk / FILE).claims == ()


PERSON = ("person", "a mother of two", "Nora Nightjar")


def test_a_withheld_name_is_shown_nowhere(answer: Answer, run: Run, desk: Path) -> None:
    """The name stands in the file alone: not in the summary, nor in the letter; what was typed of it is put aside."""
    fact = "Nora Nightjar has had no water since March 2026."
    result = answer("case", *after("fact", fact)[:-2], *PERSON, "", "y", "", "")
    assert result.exit_code == 0, result.output
    assert "Nightjar" not in summary(result)
    case = read(desk / FILE)
    assert case.facts[0].get("en") == '{{ person("person-1") }} has had no water since March 2026.'
    assert (case.people[0].name, case.people[0].visibility, case.people[0].consent) == (
        "Nora Nightjar",
        "withheld",
        None,
    )
    let_the_sender_exist(desk)
    written = run("write", case.id, "--as", "text")
    letter = (desk / written.stdout.strip()).read_text(encoding="utf-8")
    assert "Nightjar" not in letter
    assert "a mother of two has had no water" in letter.replace("A mother", "a mother")


def test_a_name_left_in_a_text_is_told_and_not_shown(answer: Answer, desk: Path) -> None:
    """Who leaves a withheld name in a text is told where it stands; the summary has none of it, and nothing is made."""
    result = answer(
        "case", *after("fact", "Nora Nightjar has had no water.")[:-2], *PERSON, "", "n", "", "6", FACT, "", ""
    )
    assert result.exit_code == 0, result.output
    before, left, after_it = result.output.split("\n   1  language")
    assert "[name not shown] has had no water" in left
    assert "the name of the person “person-1” stands here" in left
    assert "Nightjar" not in left + after_it
    assert "Nightjar" in before
    assert read(desk / FILE).facts[0].get("en") == FACT


def test_a_name_is_printed_with_consent_alone(answer: Answer, desk: Path) -> None:
    """Without a consent the name is withheld; with one, who agreed and when is asked, and the day is checked."""
    refused = answer("case refused", *SHORTEST[:2], *SHORTEST[3:-2], *PERSON, "public", "n", "", "")
    assert refused.exit_code == 0, refused.output
    assert "without a consent the name is withheld" in refused.stderr
    assert read(desk / "seeds/refused.yaml").people[0].visibility == "withheld"
    agreed = answer(
        "case agreed", *SHORTEST[:2], *SHORTEST[3:-2], *PERSON, "to-r", "y", "herself", "2026", "2026-05-01", "", ""
    )
    assert agreed.exit_code == 0, agreed.output
    assert "known only to the month or year" in agreed.stderr
    assert "Nightjar" not in summary(agreed)
    person = read(desk / "seeds/agreed.yaml").people[0]
    assert person.may_be_named(public=False)
    assert not person.may_be_named(public=True)


def test_a_part_can_be_changed_before_it_is_written(answer: Answer, desk: Path) -> None:
    """The number of a part in the summary asks for it again; the others stay."""
    result = answer("case", *SHORTEST[:-1], "7", "to mend the wells", "", "")
    assert result.exit_code == 0, result.output
    assert [one.words.get("en") for one in read(desk / FILE).requests] == ["to mend the wells"]


def test_a_part_can_be_named_in_the_summary(answer: Answer, desk: Path) -> None:
    """A part's name asks for it too, at the end as well; people are told anew, and copies may be left out again."""
    more = ("person", "a teacher", "", "copies", "3", "", "person", "a mother of two", "", "copies", "",
            "kind", "urgent", "nothing", "")  # fmt: skip
    result = answer("case", *SHORTEST[:-2], *more)
    assert result.exit_code == 0, result.output
    assert "“nothing” is not among them" in result.stderr
    case = read(desk / FILE)
    assert [one.described.get("en") for one in case.people] == ["a mother of two"]
    assert (case.copies, case.kind) == ((), "urgent-action")


def test_what_shows_only_at_the_end_is_mended_there(answer: Answer, desk: Path) -> None:
    """A fault between two answers is told at the end; Enter does not write until it is mended."""
    more = (
        "never-say",
        "no water",
        "",
        "",
        "",
        "2",
        "Villages by the river are dry",
        "6",
        "The wells are dry.",
        "",
        "",
    )
    result = answer("case", *SHORTEST[:-2], *more)
    assert result.exit_code == 0, result.output
    assert "“no water” is never to be said in this case" in result.stderr
    assert "an answer is needed here" in result.stderr
    assert read(desk / FILE).never_say == ("no water",)


def test_everything_else_that_may_be_told(answer: Answer, run: Run, desk: Path) -> None:
    """Copies, days, the state's position, questions and hints for writers are asked for when they are named."""
    more = ("copies", "3", "deadline", "2099-12-31", "reply", "The wells are full.", "They are dry.", "questions",
            "When will the wells be mended?", "", "prompts", "what links you with the river", "",
            "kind", "appeal", "")  # fmt: skip
    result = answer("case", *after("more", *more))
    assert result.exit_code == 0, result.output
    case = read(desk / FILE)
    assert case.copies == ("cn-embassy-berlin",)
    assert str(case.deadline) == "2099-12-31"
    assert case.position[0].reply
    assert len(case.questions) == len(case.prompts) == 1
    let_the_sender_exist(desk)
    assert run("check", case.id).exit_code == 0


def test_the_shortest_way_to_a_recipient(answer: Answer, run: Run, desk: Path) -> None:
    """Eight answers, three of them typed, make a recipient that `check` passes; the kind of office is guessed."""
    result = answer("recipient", "", "Minister of Justice", "Ministry of Justice", "", "Norway", "", "", "")
    assert result.exit_code == 0, result.output
    assert result.stdout == "recipients/no-minister-of-justice.yaml\n"
    record = yaml.safe_load((desk / result.stdout.strip()).read_text(encoding="utf-8"))["recipients"][0]
    assert record["office"]["class"] == "minister"
    assert record["office"]["state"] == "NO"
    assert run("check").exit_code == 0
    assert "no-minister-of-justice" in run("list").stdout


def test_a_recipient_with_all_that_is_known(answer: Answer, run: Run, desk: Path) -> None:
    """Holder, address and numbers ask for their source once; half a number is told."""
    more = ("holder", "Kari Example", "Example", "2025-10", "The ministry's page", "https://www.example.org", "",
            "address", "Ministry of Justice", "PO Box 8005 Dep", "0030 OSLO", "",
            "fax", "22 24", "+47 22 24 90 90", "email", "post@example.org",
            "web", "https://www.example.org", "")  # fmt: skip
    result = answer(
        "recipient",
        "",
        "Ambassador",
        "Embassy of Norway",
        "",
        "no",
        "Germany",
        "",
        *more,
        "source",
        "The embassy's page",
        "",
        "",
        "",
    )
    assert result.exit_code == 0, result.output
    assert "[ambassador]" in result.stderr
    assert "“22 24” is not a whole number" in result.stderr
    assert result.stderr.split("\n   1  language")[0].count("Where did you read it?") == 1
    record = yaml.safe_load((desk / "recipients/no-ambassador-in-de.yaml").read_text(encoding="utf-8"))["recipients"][0]
    assert record["office"]["host"] == "DE"
    assert record["addresses"][0]["lines"] == ["Ministry of Justice", "PO Box 8005 Dep", "0030 OSLO"]
    assert {one["source"]["title"] for one in record["channels"]} == {"The embassy's page"}
    assert [one["channel"] for one in record["channels"]] == ["fax", "email", "web"]
    assert run("check").exit_code == 0


def test_the_shortest_way_to_a_sender(answer: Answer, run: Run, desk: Path) -> None:
    """Ten answers, three of them typed, make a sender; country, town, signature and id are offered."""
    result = answer(
        "sender",
        "Max Muster",
        "Musterstraße 12",
        "10117 Berlin",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        env={"LANG": "de_DE.UTF-8"},
    )
    assert result.exit_code == 0, result.output
    assert result.stdout == "senders/max-muster.yaml\n"
    for offer in ("[DE]", "[Berlin]", "[Max Muster]", "[max-muster]"):
        assert offer in result.stderr
    assert run("write", "forced-returns-2003", "--from", "max-muster", "--as", "text").exit_code == 0
    assert "invented" not in answer("case", *SHORTEST).stderr
    assert (desk / "senders/max-muster.yaml").is_file()


def test_a_sender_with_all_that_may_be_told(answer: Answer, run: Run, desk: Path) -> None:
    """Numbers, mailbox, tagline, office and a paragraph of one's own are asked for when they are named."""
    typed = ("Example Circle", "1 Example Street", "London SW1A 1AA", "", "UK", "London", "Jane Example", "circle",
             "phone", "020 7946", "+44 20 7946 0000", "email", "jane", "jane@example.org", "tagline", "Invented",
             "office", "Chair", "personal", "We know the river.", "fax", "", "language", "en", "", "")  # fmt: skip
    result = answer("sender", *typed)
    assert result.exit_code == 0, result.output
    for said in ("“020 7946” is not a whole number", "“jane” is not of the form this field takes", "  United Kingdom"):
        assert said in result.stderr
    record = yaml.safe_load((desk / "senders/circle.yaml").read_text(encoding="utf-8"))["senders"][0]
    assert record["address"] == {"lines": ["1 Example Street", "London SW1A 1AA"], "country": "GB"}
    assert record["signatory"] == {"name": "Jane Example", "office": {"en": "Chair"}}
    assert run("check").exit_code == 0


def test_lines_beyond_the_last_are_left_out(answer: Answer, desk: Path) -> None:
    """An address longer than an envelope takes is cut, and that is said."""
    result = answer("sender", "Max Muster", *"1234567", "", "Germany", "Berlin", *[""] * 4)
    assert result.exit_code == 0, result.output
    assert "more than 5 entries" in result.stderr
    assert "kept: the first 5" in result.stderr
    record = yaml.safe_load((desk / "senders/max-muster.yaml").read_text(encoding="utf-8"))["senders"][0]
    assert record["address"]["lines"] == list("12345")


def test_an_end_of_input_leaves_nothing(answer: Answer, desk: Path) -> None:
    """Input that ends midway, at any question, writes nothing and says so."""
    before = sorted(desk.rglob("*"))
    for length in (0, 4, 6, 11):
        result = answer("case", *SHORTEST[:length])
        assert result.exit_code == 1
        assert "stopped; nothing was written" in result.stderr
    assert sorted(desk.rglob("*")) == before


def test_a_file_in_the_way_is_never_written_over(answer: Answer, desk: Path) -> None:
    """An id that is taken, on the command line or by a file that no record has, is refused; the file stays."""
    for name in ("forced-returns-2003", "Upper", "../x", "a" * 61):
        result = answer(f"case {name}", *SHORTEST)
        assert result.exit_code == 2, result.output
    (desk / "recipients").mkdir()
    (desk / "recipients/no-minister.yaml").write_text("# mine\n", encoding="utf-8")
    result = answer("recipient", "", "Minister", "Ministry", "", "Norway", "no-minister", "other", "", "")
    assert "there is a recipient “no-minister” already" in result.stderr
    assert result.stdout == "recipients/other.yaml\n"
    assert (desk / "recipients/no-minister.yaml").read_text(encoding="utf-8") == "# mine\n"


def test_without_recipients_no_case_is_begun(answer: Answer, desk: Path) -> None:
    """A folder without recipients says what to do first."""
    (desk / "recipients.yaml").unlink()
    result = answer("case", *SHORTEST)
    assert result.exit_code == 2
    assert "there are no recipients here\n    mend: `appeals init`" in result.stderr


def test_in_a_script_a_template_is_written(run: Run, desk: Path) -> None:
    """Without a terminal, or with --no-input, the commented examples are written under the id, which must be given."""
    for words in (("new", "case", "one"), ("new", "case", "two", "--no-input")):
        assert run(*words).stdout == f"seeds/{words[2]}.yaml\n"
    assert "EXAMPLE-TEXT" in run("check", "one", "two").stdout
    assert "id: one # the same as the file's name" in (desk / "seeds/one.yaml").read_text(encoding="utf-8")
    for words in (("new", "case"), ("new", "sender", "--no-input")):
        result = run(*words)
        assert result.exit_code == 2
        assert f"the new {words[1]} has no id" in result.stderr


class Terminal:
    """The real program at a terminal of its own."""

    def __init__(self, folder: Path, *words: str) -> None:
        """Start the program."""
        self.master, slave = pty.openpty()
        env = os.environ | {"PYTHONPATH": str(HOUSE), "TERM": "dumb", "COLUMNS": "200"}
        command = [sys.executable, "-m", "appeals", "-C", str(folder), *words]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, close_fds=True, start_new_session=True
        )
        os.close(slave)
        self.seen = ""

    def answer(self, question: str, typed: str) -> None:
        """Wait for a question, and type an answer."""
        self.wait_for(question)
        self.seen = ""
        os.write(self.master, typed.encode())

    def interrupt(self, words: str) -> None:
        """Press Ctrl-C until some words are seen: a key that is pressed before the line is read may be lost."""
        for _ in range(20):
            if not self.sees(words, 0.5):
                os.killpg(self.process.pid, signal.SIGINT)
            if self.sees(words, 3):
                return
        self.wait_for(words)

    def wait_for(self, words: str) -> None:
        """Read until some words are seen."""
        assert self.sees(words, 60), f"waited for “{words}”: {self.seen}"

    def sees(self, words: str, seconds: float) -> bool:
        """Say whether some words are seen in time."""
        until = time.monotonic() + seconds
        while words not in self.seen and time.monotonic() < until:
            ready, _, _ = select.select([self.master], [], [], 0.1)
            try:
                self.seen += os.read(self.master, 4096).decode(errors="replace") if ready else ""
            except OSError:  # the program has ended
                break
        return words in self.seen

    def end(self) -> int:
        """Wait for the end; return the exit code."""
        return self.process.wait(60)

    def close(self) -> None:
        """Leave neither the program nor the terminal behind."""
        self.process.kill()
        self.process.wait(60)
        os.close(self.master)


@pytest.fixture
def sit_at(desk: Path) -> Iterator[Callable[..., Terminal]]:
    """Sit down at a terminal and type a command."""
    terminals: list[Terminal] = []

    def sit(*words: str) -> Terminal:
        terminals.append(Terminal(desk, *words))
        return terminals[-1]

    yield sit
    for terminal in terminals:
        terminal.close()


def test_at_a_real_terminal(desk: Path, sit_at: Callable[..., Terminal]) -> None:
    """The program asks by itself where somebody sits, takes German letters, and ends with the file."""
    terminal = sit_at("new", "case", "wells")
    terminal.answer("In which language", "\n")
    terminal.answer("in one line?", "Brunnen: „Größe“ und Wasser\n")
    terminal.answer("Which state's", "Chna\n")
    terminal.answer("did you mean “China”?", "China\n")
    terminal.answer("To whom", "?\n")
    terminal.answer("Numbers of the list", "1\n")
    terminal.answer("What happened", f"{FACT}\n")
    terminal.answer("Another paragraph", "\n")
    terminal.answer("We respectfully ask you", f"{REQUEST}\n")
    terminal.answer("… and", "\n")
    terminal.answer("Law: words", "\n")
    terminal.answer("Anything more?", "\n")
    terminal.answer("Enter writes the file", "\n")
    terminal.wait_for("next: appeals")
    assert terminal.end() == 0
    case = read(desk / "seeds/wells.yaml")
    assert case.subject[0].get("en") == "Brunnen: „Größe“ und Wasser"
    assert case.to == ("cn-premier",)


@pytest.mark.parametrize("answered", [1, 3])
def test_an_interruption_leaves_nothing(answered: int, desk: Path, sit_at: Callable[..., Terminal]) -> None:
    """Ctrl-C at a question stops, says that nothing was written, and nothing is."""
    before = sorted(desk.rglob("*"))
    terminal = sit_at("new", "sender")
    questions = [("Your name", "Max Muster\n"), ("Your street", "Musterstraße 12\n"), ("Next line", "10117 Berlin\n")]
    for question, typed in questions[:answered]:
        terminal.answer(question, typed)
    terminal.wait_for("Your street" if answered == 1 else "Next line")
    terminal.interrupt("nothing was written")
    assert terminal.end() == 1
    assert sorted(desk.rglob("*")) == before
