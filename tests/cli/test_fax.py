"""`appeals write --as fax` and `appeals fax show`: from the command line to a file that machines take."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from click.testing import Result

from appeals.formats.tiff_reader import find_paper, read_fax

Run = Callable[..., Result]
CASE = "forced-returns-2003"
STEM = f"2003-04-02--{CASE}--"
TARIFF = """\
currency: EUR
outside_line: "0"
fax:
  - {name: inland, to: [DE], per_minute: 0.03, minimum: 60, step: 60}
  - {name: abroad, per_minute: 0.60, minimum: 30, step: 6}
"""


def paper_of(path: Path) -> str:
    """Tell for which paper a file was made."""
    return find_paper(read_fax(path.read_bytes(), path.name))


def in_america(desk: Path) -> None:
    """Move the sender to the United States."""
    senders = desk / "senders.yaml"
    text = senders.read_text(encoding="utf-8")
    senders.write_text(text.replace("country: DE", "country: US"), encoding="utf-8")


def test_write_makes_faxes(desk: Path, run: Run) -> None:
    """Each letter becomes a TIFF on A4, and its path is told."""
    result = run("write", CASE, "--as", "fax", "--fax-coding", "mmr", "--fax-resolution", "standard")
    assert result.exit_code == 0, result.output
    paths = [desk / line for line in result.stdout.splitlines()]
    assert [path.name for path in paths] == [f"{STEM}cn-premier.en.fax.tif", f"{STEM}cn-embassy-berlin.en.fax.tif"]
    faxes = [read_fax(path.read_bytes(), path.name) for path in paths]
    assert {(fax.coding, fax.resolution) for fax in faxes} == {("mmr", "standard")}
    assert {paper_of(path) for path in paths} == {"a4"}


def test_cover_and_pack(desk: Path, run: Run) -> None:
    """With --cover each fax has a page more; a pack is a PDF and a TIFF of one name."""
    plain = run("write", CASE, "--to", "cn-premier", "--as", "fax", "--out", "plain")
    covered = run("write", CASE, "--to", "cn-premier", "--as", "fax-pack", "--cover", "--out", "covered")
    (alone,) = plain.stdout.split()
    pdf, tiff = covered.stdout.split()
    assert (Path(pdf).stem, Path(pdf).suffix, Path(tiff).suffix) == (Path(tiff).stem, ".pdf", ".tif")
    counts = [len(read_fax((desk / path).read_bytes(), path).pages) for path in (alone, tiff)]
    assert counts[1] == counts[0] + 1


def test_preview_writes_pictures(desk: Path, run: Run) -> None:
    """Each page of the fax becomes a picture."""
    result = run("write", CASE, "--to", "cn-embassy-berlin", "--as", "fax-preview")
    assert result.stdout.split() == [f"outbox/{STEM}cn-embassy-berlin.en.fax-1.png"]
    assert (desk / result.stdout.strip()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("words", "paper"), [((), "letter"), (("--paper", "a4"), "a4"), (("--window", "din-b"), "a4")])
def test_faxes_from_america_are_on_its_paper(desk: Path, run: Run, words: tuple[str, ...], paper: str) -> None:
    """A sender in the United States faxes US Letter, unless another paper or window is asked for."""
    in_america(desk)
    result = run("write", CASE, "--to", "cn-embassy-berlin", "--as", "fax", *words)
    assert result.exit_code == 0, result.output
    assert paper_of(desk / result.stdout.strip()) == paper


def test_faxes_to_america_are_on_its_paper(desk: Path, run: Run) -> None:
    """A machine in the United States gets US Letter, and one elsewhere in the same run A4."""
    recipients = desk / "recipients.yaml"
    text = recipients.read_text(encoding="utf-8")
    assert text.count("+49 30 2758 8221") == 1
    recipients.write_text(text.replace("+49 30 2758 8221", "+1 202 495 2266"), encoding="utf-8")
    result = run("write", CASE, "--as", "fax")
    papers = {path.split("--")[2].split(".")[0]: paper_of(desk / path) for path in result.stdout.split()}
    assert papers == {"cn-premier": "a4", "cn-embassy-berlin": "letter"}


def test_a_letter_on_paper_keeps_its_paper(desk: Path, run: Run) -> None:
    """The rule for machines is not the rule for letters: without a fax the paper stays A4."""
    in_america(desk)
    result = run("write", CASE, "--to", "cn-embassy-berlin", "--as", "pdf")
    document = pypdfium2.PdfDocument(desk / result.stdout.strip())
    width, height = document[0].get_size()
    document.close()
    assert (round(width), round(height)) == (595, 842)


def test_a_letter_without_a_number_is_told_of(desk: Path, run: Run) -> None:
    """A fax is made all the same, and the run says that nobody knows where to send it."""
    recipients = desk / "recipients.yaml"
    text = recipients.read_text(encoding="utf-8")
    line = '+49 30 2758 8221"\n        from: 2003'
    assert line in text
    recipients.write_text(text.replace(line, line.replace("2003", "2004")), encoding="utf-8")
    result = run("write", CASE, "--to", "cn-embassy-berlin", "--as", "fax")
    assert result.exit_code == 0
    assert "note: cn-embassy-berlin: fax none: no fax number is known for 2003-04-02" in result.stderr


@pytest.fixture
def fax(desk: Path, run: Run) -> str:
    """Write one fax, and give its path."""
    (desk / "tariff.yaml").write_text(TARIFF, encoding="utf-8")
    return run("write", CASE, "--to", "cn-embassy-berlin", "--as", "fax").stdout.strip()


def test_show_tells_time_and_cost(fax: str, run: Run) -> None:
    """What a file holds is told, with seconds for each line and the cost at each rate."""
    lines = run("fax", "show", fax).stdout.splitlines()
    assert lines[0] == f"{Path(fax).name}: 1 page, A4, fine, MH"
    assert lines[1].split() == ["seconds", "inland", "abroad"]
    told = [line for line in lines if line.startswith("14400 bit/s, MH without error correction")]
    assert len(told) == 1
    seconds, inland, _, abroad, _ = told[0].rsplit(maxsplit=5)[1:]
    assert 20 < int(seconds) < 60
    assert float(inland) == 0.03
    assert float(abroad) == 0.30 + 0.06 * max(0, -(-(int(seconds) - 30) // 6))
    assert lines[-1] == "Dialling and ringing take 5 to 15 seconds more."


def test_show_tells_what_to_dial(fax: str, run: Run) -> None:
    """For a recipient its number is told as the sender dials it, with the one rate that holds."""
    told = run("fax", "show", fax, "--to", "cn-embassy-berlin", "--date", "2003-04-02").stdout.splitlines()
    assert told[1] == "to +49 30 27588221: dial 0 030 27588221"
    assert told[2].split() == ["seconds", "inland"]
    told = run("fax", "show", fax, "--to", "+1 202 495 2266").stdout.splitlines()
    assert told[1] == "to +1 202-495-2266: dial 0 00 1 202 495 2266"
    assert told[2].split() == ["seconds", "abroad"]


def test_show_lists_every_line_of_a_recipient(desk: Path, fax: str, run: Run) -> None:
    """A recipient with two machines is reckoned for both; without a tariff the cost is said not to be known."""
    (desk / "tariff.yaml").unlink()
    told = run("fax", "show", fax, "--to", "cn-premier", "--date", "2003-04-02").stdout
    assert "dial 00 86 10 6529 2345" in told
    assert "dial 00 86 10 6520 6722" in told
    assert told.count("The cost is not known") == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("senders.yaml",), "senders.yaml: the file is not a TIFF"),
        (("nowhere.tif",), "nowhere.tif: this file cannot be read"),
        ((None, "--to", "+49"), "“+49” is not a telephone number"),
        ((None, "--to", "cn-embassy-berlin", "--date", "1990-01-01"), "no fax number of “cn-embassy-berlin” is known"),
        ((None, "--to", "nobody"), "there is no recipient “nobody”"),
    ],
)
def test_what_cannot_be_shown_is_said(fax: str, run: Run, words: tuple[str | None, ...], said: str) -> None:
    """A file that is no fax, and a recipient without a number, are each told of in a sentence."""
    result = run("fax", "show", *(word or fax for word in words))
    assert result.exit_code in (1, 2)
    assert said in result.stderr


def test_a_damaged_fax_is_refused(desk: Path, fax: str, run: Run) -> None:
    """A file whose rows cannot be decoded is not reckoned."""
    content = bytearray((desk / fax).read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2] = bytes(255 - byte for byte in content[middle : middle + 2])
    (desk / fax).write_bytes(content)
    result = run("fax", "show", fax)
    assert result.exit_code == 1
    assert "page 1 is damaged" in result.stderr


def test_a_wrong_tariff_is_told_with_its_place(desk: Path, fax: str, run: Run) -> None:
    """A price that is none is told with its line, by every command that reads the folder."""
    (desk / "tariff.yaml").write_text(TARIFF.replace("0.03", "3 ct"), encoding="utf-8")
    for words in (("fax", "show", fax), ("write", CASE, "--as", "text")):
        result = run(*words)
        assert result.exit_code == 1
        assert "tariff.yaml:4:42: “3 ct” is not a price" in result.stderr
