"""Embassies as an organisation keeps them in a spreadsheet; every name, street, number and mailbox is invented."""

import io
from collections.abc import Sequence

import openpyxl

HEADINGS = (
    "Entsendestaat",
    "Botschaft",
    "Botschafter/in",
    "Anrede",
    "Anschrift",
    "PLZ",
    "Telefon",
    "Fax",
    "E-\u200bMail",
    "Bemerkung",
)
ABOVE = (("Botschaften in Berlin, Stand 2026 (alles erfunden)",), (), ("bearbeitet von M. Muster, Büro",), ())
STATES = (
    "Deutschland", "UK", "Großbritannien", "U.S.A.", "Frankreich", "España", "Volksrepublik China", "Südkorea",
    "Ägypten",
    "Türkei", "Côte d’Ivoire", "Österreich", "Schweiz", "Brasil", "Polska", "Česko", "Magyarország", "Nederland",
    "Japan", "Kenia", "Nigeria", "Südafrika", "Marokko", "Tunesien", "Jordanien", "Libanon", "Irak", "Iran", "Indien",
    "Pakistan", "Bangladesch", "Nepal", "Sri Lanka", "Thailand", "Vietnam", "Indonesien", "Malaysia", "Philippinen",
    "Australien", "Neuseeland", "Kanada", "Mexiko", "Kuba", "Kolumbien", "Peru", "Chile", "Argentinien", "Uruguay",
    "Norwegen", "Schweden", "Dänemark", "Finnland", "Island", "Irland", "Estland", "Lettland", "Litauen", "Ukraine",
    "Georgien", "Kosovo",
)  # fmt: skip
TITLES = (
    ("Frau", "Anna Müßig"),
    ("Herr", "Dr. José Beispiel"),
    ("männlich", "Émile Exemple"),
    ("Frau Dr.", "Zoë Probe"),
)


def rows() -> list[Sequence[str]]:
    """List the rows below the headings, every tenth one empty, some of them shorter than the headings."""
    made: list[Sequence[str]] = []
    for number, state in enumerate(STATES, 1):
        title, name = TITLES[number % len(TITLES)]
        street = f"Botschaft {number}\nBeispielstraße {number}"
        tail = ("",) if number % 3 else ()
        phone = f"030/2758-{8000 + number}"
        made.append(
            (state, f"Botschaft\nNr. {number}", name, title, f"{street}\n10117 Berlin", "10117", phone,
             f"(030) 2758 {9000 + number}", f"post{number}@example.org", *tail)
        )  # fmt: skip
        if number % 10 == 0:
            made.append(("", "", "") if number % 20 else ())
    return made


def as_csv(encoding: str = "cp1252", separator: str = ";") -> bytes:
    """Write the table as a spreadsheet saves it; what the encoding lacks is written without its mark."""
    lines = (separator.join(map(_quoted, row)) for row in (*ABOVE, HEADINGS, *rows()))
    text = "\r\n".join(lines).replace("\u200b", "" if encoding == "cp1252" else "\u200b")
    return text.replace("Č", "C" if encoding == "cp1252" else "Č").encode(encoding)


def _quoted(cell: str) -> str:
    return f'"{cell}"' if any(sign in cell for sign in '\n;,\t"') else cell


def as_workbook() -> bytes:
    """Write the table as a workbook, with postcodes as numbers, and notes on a sheet of their own."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Botschaften"
    for row in (*ABOVE, HEADINGS, *rows()):
        sheet.append([int(cell) if cell == "10117" else cell for cell in row])
    book.create_sheet("Notizen").append(["Nur erfunden"])
    book.save(stream)
    return stream.getvalue()
