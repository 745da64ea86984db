"""Addresses, names and titles are printed as they were given, once and whole."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from appeals.phrases import Language, countries, names_country
from appeals.reference.postcodes import other_postcode, with_postcode
from appeals.templating import Templates, shelf

Run = Callable[..., Result]
Enter = Callable[[str], Path]
Write = Callable[..., str]


def table(number: str, folder: Enter, old: str, new: str) -> Path:
    """Change something in the table of a case."""
    there = folder(number)
    text = (there / "list.csv").read_text(encoding="utf-8")
    assert old in text
    (there / "list.csv").write_text(text.replace(old, new), encoding="utf-8")
    return there


def test_a_postcode_in_a_column_of_its_own_is_printed(run: Run, folder: Enter) -> None:
    """Before the town, as Germany does it."""
    there = folder("01")
    assert run("recipients", "import", "list.csv").exit_code == 0
    assert run("write", "tc", "--to", "m-justice", "--as", "text", "--quiet").exit_code == 0
    (letter,) = (there / "outbox").glob("*.txt")
    assert "\nStreet 1\n10117 Berlin\n" in letter.read_text(encoding="utf-8")
    assert "10117 Berlin" in run("explain", "tc", "--to", "m-justice").stdout


def test_a_postcode_that_the_address_contradicts_is_refused(run: Run, folder: Enter) -> None:
    """Nobody is left to guess which of two is right."""
    table("01", folder, "Street 1,Berlin", "Street 1,10115 Berlin")
    done = run("recipients", "import", "list.csv")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "list.csv:2:" in done.stderr
    assert "10117" in done.stderr
    assert "10115" in done.stderr


@pytest.mark.parametrize(
    ("country", "town", "postcode", "printed"),
    [
        ("DE", "Berlin", "10117", ["10117 Berlin"]),
        ("DE", "10117 Berlin", "10117", ["10117 Berlin"]),
        ("DE", "D-10117 Berlin", "10117", ["D-10117 Berlin"]),
        ("DE", "10117 Berlin", "D-10117", ["10117 Berlin"]),
        ("GB", "London", "SW1A 2AA", ["London", "SW1A 2AA"]),
        ("GB", "London SW1A2AA", "SW1A 2AA", ["London SW1A2AA"]),
        ("US", "Washington, DC", "20500", ["Washington, DC 20500"]),
        ("CA", "Ottawa ON", "K1A 0A2", ["Ottawa ON K1A 0A2"]),
        ("NL", "Den Haag", "2511 XX", ["2511 XX Den Haag"]),
        ("IN", "New Delhi", "110001", ["New Delhi 110001"]),
        ("BR", "Brasília - DF", "70070-913", ["Brasília - DF", "70070-913"]),
        ("JP", "Tokyo", "100-8914", ["Tokyo", "100-8914"]),
        ("XK", "Prishtinë", "10000", ["10000 Prishtinë"]),
        ("AE", "Dubai", "12345", ["Dubai 12345"]),  # a country without postcodes: it is printed all the same
    ],
)
def test_a_postcode_stands_where_its_country_prints_it(
    country: str, town: str, postcode: str, printed: list[str]
) -> None:
    """And once."""
    assert list(with_postcode(("1 Street", town), country, postcode)) == ["1 Street", *printed]


def test_the_number_of_a_box_is_no_postcode() -> None:
    """A number of as many digits may stand in the last line for another reason."""
    assert other_postcode(("Ministry", "PO Box 1234"), "ZA", "0001") == ""
    assert other_postcode(("Ministry", "Pretoria 0002"), "ZA", "0001") == "0002"


def test_an_address_of_two_lines_is_whole(run: Run, folder: Enter) -> None:
    """The body stands above street and town."""
    there = folder("02")
    assert run("recipients", "import", "list.csv").exit_code == 0
    assert run("write", "tc", "--to", "dpo,qa", "--as", "text", "--quiet").exit_code == 0
    letters = [path.read_text(encoding="utf-8") for path in sorted((there / "outbox").glob("*.txt"))]
    assert "\nExample GmbH\nRiedweg 60\n13627 Berlin\n" in letters[0]
    assert "\nMinistry of Interior\nPO Box 920\nDoha\nQATAR\n" in letters[1]


@pytest.mark.parametrize("recipient", ["nl", "it", "br"])
def test_an_address_is_not_taken_for_a_placeholder(written: Write, recipient: str) -> None:
    """A Dutch postcode, a street named after a day, a room in brackets."""
    assert re.search(r"1077 XX|Via XX Settembre|\[Sala 4\]", written("03", "tc", "--to", recipient))


@pytest.mark.parametrize("left", ["XXXX", "[Street]", "TODO street", "____"])
def test_a_placeholder_in_an_address_is_told_in_its_own_file(run: Run, folder: Enter, left: str) -> None:
    """Not in the first line of the case."""
    there = folder("03")
    file = there / "recipients" / "t.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Strawinskylaan 929", left), encoding="utf-8")
    done = run("write", "tc", "--to", "nl", "--as", "text", "--quiet")
    assert done.exit_code == 1
    assert done.stderr.startswith("recipients/t.yaml:11:")


@pytest.mark.parametrize("code", ["en", "de"])
def test_no_country_is_named_as_on_a_screen(code: str) -> None:
    """No hyphen between two names, no ampersand, no brackets: neither below an address nor in a text."""
    language = Language(code, Templates((shelf(),)).words(f"words/{code}.toml"))
    for country in countries():
        assert not re.search(r" [-–] |&|\(", language.destination(country)), country
    assert language.destination("CD") in {"DEMOCRATIC REPUBLIC OF THE CONGO", "DEMOKRATISCHE REPUBLIK KONGO"}
    assert language.destination("CG") in {"REPUBLIC OF THE CONGO", "REPUBLIK KONGO"}


@pytest.mark.parametrize(("recipient", "country"), [("cd", "DEMOCRATIC REPUBLIC OF THE CONGO"), ("ba", "HERZEGOVINA")])
def test_a_letter_bears_the_postal_name(written: Write, recipient: str, country: str) -> None:
    """As the United Nations and the posts write it."""
    lines = written("21", "tc", "--to", recipient).splitlines()
    assert any(line.endswith(country) for line in lines)
    assert not any("&" in line or "CONGO - " in line for line in lines)


@pytest.mark.parametrize(
    ("line", "country", "found"),
    [
        ("Deutschland", "DE", "Deutschland"),
        ("ALLEMAGNE", "DE", "ALLEMAGNE"),
        ("10117 Berlin, Germany", "DE", "Germany"),
        ("Abidjan - Cote d'Ivoire", "CI", "Cote d'Ivoire"),
        ("日本", "JP", "日本"),
        ("Bosna i Hercegovina", "BA", "Bosna i Hercegovina"),
        ("U.S.A.", "US", "U.S.A."),
        ("Rue de France", "FR", ""),
        ("Tunis", "TN", ""),
        ("Luxembourg", "LU", ""),  # a town too
        ("Singapore", "SG", ""),
        ("10117 Berlin", "DE", ""),
    ],
)
def test_a_country_in_the_lines_is_found(line: str, country: str, found: str) -> None:
    """In the languages of posts and in its own; a town of the same name is none."""
    assert names_country(line, country) == found


def test_a_country_that_would_be_printed_twice_is_told(run: Run, folder: Enter) -> None:
    """When the table is read, and when the folder is checked."""
    table("22", folder, "10117 Berlin", '"10117 Berlin, Germany"')
    done = run("recipients", "import", "list.csv")
    assert done.exit_code == 0
    assert "“Germany” is the country" in done.stderr
    assert "COUNTRY-TWICE warning" in run("check", "tc").stdout


def test_empty_cells_beyond_the_last_column_are_passed_over(run: Run, folder: Enter) -> None:
    """A cell with something in it is not."""
    folder("22")
    assert run("recipients", "import", "list.csv").exit_code == 0
    table("22", folder, "2026-01-01,,", "2026-01-01,,x")
    assert "19 cells" in run("recipients", "import", "list.csv", "--out", "recipients/other.yaml").stderr


@pytest.mark.parametrize(
    ("language", "name", "salutation"),
    [("de", "Frau Dr. Erika Muster", "Sehr geehrte Frau Dr. Muster,"), ("en", "Dr Erika Muster", "Dear Dr Muster,")],
)
def test_an_academic_title_reaches_address_and_salutation(
    written: Write, language: str, name: str, salutation: str
) -> None:
    """As the language does it."""
    lines = written("27", "tc", "--to", "head", "--language", language).splitlines()
    assert name in lines
    assert salutation in lines


@pytest.mark.parametrize(
    ("honorific", "language", "name", "salutation"),
    [
        ("Prof. Dr.", "de", "Frau Prof. Dr. Erika Muster", "Sehr geehrte Frau Prof. Muster,"),
        ("Prof. Dr.", "en", "Professor Erika Muster", "Dear Professor Muster,"),
        ("Professor", "en", "Professor Erika Muster", "Dear Professor Muster,"),
        ("Mag.", "de", "Frau Mag. Erika Muster", "Sehr geehrte Frau Mag. Muster,"),
        ("Datuk", "en", "Datuk Erika Muster", "Dear Datuk Muster,"),
    ],
)
def test_other_titles(run: Run, folder: Enter, honorific: str, language: str, name: str, salutation: str) -> None:
    """The highest alone where the language has it so; one that is in no table as the record has it."""
    there = folder("27")
    file = there / "recipients" / "t.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("honorific: Dr.", f"honorific: {honorific}"), "utf-8")
    assert run("write", "tc", "--to", "head", "--language", language, "--as", "text", "--quiet").exit_code == 0
    (letter,) = (there / "outbox").glob("*.txt")
    lines = letter.read_text(encoding="utf-8").splitlines()
    assert name in lines
    assert salutation in lines


@pytest.mark.parametrize(
    ("cell", "gender", "printed", "read"),
    [
        ("H.E. Mr. José Núñez", "", "His Excellency Mr José Núñez", "name: José Núñez, gender: male"),
        ("Her Excellency Dr. Ángela Núñez", "", "Her Excellency Dr Ángela Núñez", "honorific: Dr., gender: female"),
        ("Herr Prof. Dr. Jean Dupont", "male", "His Excellency Professor Jean Dupont", "name: Jean Dupont"),
        ("S.E. Mme Aminata Traoré", "", "Her Excellency Ms Aminata Traoré", "gender: female"),
    ],
)
def test_titles_in_a_name_are_parted_from_it(
    run: Run, folder: Enter, cell: str, gender: str, printed: str, read: str
) -> None:
    """A table is read as it was meant, and how it was read is said."""
    there = table("22", folder, "Jane Example,Example,female", f"{cell},,{gender}")
    done = run("recipients", "import", "list.csv")
    assert done.exit_code == 0
    assert read in done.stderr
    assert run("write", "tc", "--to", "m-justice", "--as", "text", "--quiet").exit_code == 0
    (letter,) = (there / "outbox").glob("*.txt")
    assert printed in letter.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("cell", "gender"), [("H.E. Mr. Jean Dupont", "female"), ("Mr Jean and Mrs Ann", "")])
def test_titles_at_odds_are_refused(run: Run, folder: Enter, cell: str, gender: str) -> None:
    """Where the row says otherwise, nothing is decided for it."""
    table("22", folder, "Jane Example,Example,female", f"{cell},,{gender}")
    done = run("recipients", "import", "list.csv")
    assert done.exit_code == (1 if gender else 0)
    assert ("stands before the name" in done.stderr) == bool(gender)


@pytest.mark.parametrize("name", ["H.E. Mr. José Núñez", "Dr. Eva Muster", "Frau Eva Muster", "The Hon. Ann Example"])
def test_a_record_whose_name_has_a_title_is_refused(run: Run, folder: Enter, name: str) -> None:
    """The mend says into which fields its parts belong."""
    there = folder("27")
    file = there / "recipients" / "t.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("name: Erika Muster", f"name: {name}"), encoding="utf-8")
    told = run("check", "tc").stdout
    assert "recipients/t.yaml:9:16: RECORD" in told
    assert f"“name: {' '.join(name.split()[-2:])}”" in told


@pytest.mark.parametrize(
    "name", ["He Yafei", "HE Yafei", "Don Pramudwinai", "M. K. Stalin", "H. E. Berg", "Ingrid Berg"]
)
def test_a_name_that_only_looks_like_a_title_is_kept(run: Run, folder: Enter, name: str) -> None:
    """Names of families, of people, and initials."""
    there = folder("27")
    file = there / "recipients" / "t.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("name: Erika Muster", f"name: {name}"), encoding="utf-8")
    assert "RECORD" not in run("check", "tc").stdout


def test_signs_of_word_processors_are_written_with_usual_ones(run: Run, folder: Enter) -> None:
    """The hyphen that does not break, and “care of” in one sign."""
    there = folder("33")
    done = run("write", "tc", "--to", "nb", "--as", "pdf,text", "--quiet")
    assert done.exit_code == 0, done.stderr
    (letter,) = (there / "outbox").glob("*.txt")
    assert "\nN-ERGIE AG\nc/o Some Office\n" in letter.read_text(encoding="utf-8")


def test_every_country_with_a_post_can_be_chosen() -> None:
    """Whatever a sender's record takes, the form takes."""
    assert {"TW", "HK", "XK", "PR", "GI", "JE", "FR", "GL", "FO", "AX", "MO", "PS", "VA"} <= set(countries())
    assert not {"EU", "UN", "ZZ", "XA"} & set(countries())
