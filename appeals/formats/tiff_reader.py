"""Reads TIFF for fax strictly: a file that a machine might re-image, halve or reject is refused, with the reason.

What is allowed is RFC 3949's profile S (MH), and profile F in MMR, as far as our writer makes it; the lengths are those
that HylaFAX's `tiffcheck` passes. Gateways are more patient than this and mend in silence what they find; what they
mend is no longer the letter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from struct import calcsize, iter_unpack, unpack_from

from appeals.formats import tiff
from appeals.formats.tiff import FORMS, LONG, RATIONAL, SHORT, Fax, FaxPage
from appeals.model.document import Paper
from appeals.model.fax import Coding, Resolution
from appeals.problems import FormatError, Place, Problem

# The longest page that HylaFAX 6.0.7 passes unchanged: its `tiffcheck`, bisected.
LONGEST: dict[Resolution, dict[Paper, int]] = {
    "fine": {"letter": 2152, "a4": 2284},
    "standard": {"letter": 1076, "a4": 1142},
}
MOST_PAGES = 1000
MEND = "make it anew with `appeals write --as fax`"

END_OF_LINE = "000000000001"  # ITU-T T.4: eleven zeros and a one begin every row of MH
RETURN_TO_CONTROL = 2 * END_OF_LINE  # an end of line that follows another at once ends the page
END_OF_BLOCK = "000000000001" * 2  # ITU-T T.6: ends every page of MMR

Values = tuple[int, ...]
T4, T6 = tiff.T4_OPTIONS, tiff.T6_OPTIONS


@dataclass(frozen=True, slots=True)
class Rule:
    """What a tag must say: its name, the types it may have, the values allowed, and the sentence where it differs."""

    name: str
    forms: tuple[int, ...]
    allowed: tuple[Values, ...] | None
    sentence: str
    needed: bool = True


RULES: Mapping[int, Rule] = {
    254: Rule("NewSubfileType", (LONG,), ((2,),), "is not marked as a page of a fax (NewSubfileType {0}, and not 2)"),
    256: Rule("ImageWidth", (SHORT, LONG), ((1728,),), "is {0} pels wide, and a line of a fax has 1728"),
    257: Rule("ImageLength", (SHORT, LONG), None, ""),
    258: Rule("BitsPerSample", (SHORT,), ((1,),), "is grey or coloured ({0} bits a pel), and a fax is black and white"),
    259: Rule("Compression", (SHORT,), ((3,), (4,)), "is compressed in another way than fax (Compression {0})"),
    262: Rule(
        "PhotometricInterpretation",
        (SHORT,),
        ((0,),),
        "says that 0 is not white (PhotometricInterpretation {0}); a machine could print a negative",
    ),
    266: Rule("FillOrder", (SHORT,), ((2,),), "holds the highest bit first (FillOrder {0}), and profile S the lowest"),
    273: Rule("StripOffsets", (SHORT, LONG), None, ""),
    274: Rule("Orientation", (SHORT,), ((1,),), "is turned or mirrored (Orientation {0})"),
    277: Rule("SamplesPerPixel", (SHORT,), ((1,),), "is coloured ({0} samples a pel), and a fax is black and white"),
    278: Rule("RowsPerStrip", (SHORT, LONG), None, ""),
    279: Rule("StripByteCounts", (SHORT, LONG), None, ""),
    282: Rule("XResolution", (RATIONAL,), ((204, 1), (200, 1)), "has {0}/{1} pels an inch across, and a fax 204"),
    283: Rule(
        "YResolution",
        (RATIONAL,),
        ((196, 1), (98, 1), (200, 1), (100, 1)),
        "has {0}/{1} rows an inch, and a fax 196 or 98",
    ),
    292: Rule(
        "T4Options", (LONG,), ((0,), (4,)), "is coded in two dimensions (T4Options {0}), and not in MH", needed=False
    ),
    293: Rule("T6Options", (LONG,), ((0,),), "may hold uncompressed stretches (T6Options {0})", needed=False),
    296: Rule("ResolutionUnit", (SHORT,), ((2,),), "counts its resolution in another unit than inches ({0})"),
    297: Rule("PageNumber", (SHORT,), None, ""),
}
OPTIONAL = {284: "PlanarConfiguration", 269: "DocumentName", 270: "ImageDescription", 305: "Software", 306: "DateTime"}
NEVER = {320: "a table of colours", 322: "tiles", 330: "files within the file", 338: "further samples"}
MISSING = {
    282: "does not say its resolution; a machine would take it for 98 rows an inch and print it twice as tall",
    283: "does not say its resolution; a machine would take it for 98 rows an inch and print it twice as tall",
}


class _Refusal(Exception):  # noqa: N818 -- what the reader says, not a fault of ours
    """One sentence on what is wrong."""


def read_fax(content: bytes, name: str) -> Fax:
    """Read a file of the name given; raise FormatError with the first thing that is wrong on each page."""
    problems: list[Problem] = []
    tables: list[Mapping[int, Values]] = []

    def refuse(sentence: str) -> None:
        problems.append(Problem(sentence, MEND, Place(name)))

    try:
        for number, table in enumerate(read_directories(content), start=1):
            tables.append(table)
            try:
                check_page(content, table)
            except _Refusal as error:
                refuse(f"page {number} {error}")
        if not problems:
            check_together(tables)
    except _Refusal as error:
        refuse(str(error))
    if problems:
        raise FormatError(*problems)
    coding: Coding = "mh" if tables[0][tiff.COMPRESSION] == (3,) else "mmr"
    pages = tuple(FaxPage(table[tiff.ROWS][0], find_strip(content, table)) for table in tables)
    return Fax(coding, resolution_of(tables[0]), pages)


def find_paper(fax: Fax) -> Paper:
    """Tell which paper the pages fit: Letter where they are short enough for it, else A4."""
    return "letter" if max(page.rows for page in fax.pages) <= LONGEST[fax.resolution]["letter"] else "a4"


def read_directories(content: bytes) -> Iterator[Mapping[int, Values]]:
    """Yield tags and values of every page."""
    if content[:2] == b"MM":
        raise _Refusal("the file holds the highest byte first (MM), and profile S the lowest (II)")
    if content[:4] != tiff.HEAD[:4]:
        raise _Refusal("the file is not a TIFF")
    place, before = unpack(content, "<I", 4)[0], 0
    if not place:
        raise _Refusal("the file holds no page")
    for _ in range(MOST_PAGES):
        if place <= before:
            raise _Refusal("the pages do not follow one another in the file")
        (count,) = unpack(content, "<H", place)
        yield read_entries(content, place + 2, count)
        before, place = place, unpack(content, "<I", place + 2 + 12 * count)[0]
        if not place:
            return
    raise _Refusal(f"the file has more than {MOST_PAGES} pages")


def read_entries(content: bytes, place: int, count: int) -> Mapping[int, Values]:
    """Read one directory, but no values of tags that no fax has; refuse tags out of order: libtiff warns of them."""
    table: dict[int, Values] = {}
    last = 0
    for spot in range(place, place + 12 * count, 12):
        tag, form, number = unpack(content, "<HHI", spot)
        if tag <= last:
            raise _Refusal(f"the tags of a page are not in their order ({tag} after {last})")
        last = tag
        if tag in OPTIONAL:
            continue
        if tag not in RULES:
            table[tag] = ()
            continue
        if form not in RULES[tag].forms:
            raise _Refusal(f"the tag {RULES[tag].name} is of another type than it must be ({form})")
        size = calcsize(f"<{FORMS[form]}") * number
        start = spot + 8 if size <= 4 else unpack(content, "<I", spot + 8)[0]  # noqa: PLR2004 -- bytes in the entry
        if start + size > len(content):
            raise _Refusal("the file is cut off")
        table[tag] = tuple(
            v for values in iter_unpack(f"<{FORMS[form]}", content[start : start + size]) for v in values
        )
    return table


def unpack(content: bytes, form: str, place: int) -> tuple[int, ...]:
    """Unpack numbers; refuse a file that ends before them."""
    if place + calcsize(form) > len(content):
        raise _Refusal("the file is cut off")
    return unpack_from(form, content, place)


def check_page(content: bytes, table: Mapping[int, Values]) -> None:
    """Refuse the first thing that is wrong on a page, what is plainest to see before what follows from it."""
    for tag in (tag for tag in (277, 258, 259, 262, 256, *RULES) if tag in table):
        rule = RULES[tag]
        if rule.allowed and table[tag] not in rule.allowed:
            raise _Refusal(rule.sentence.format(*table[tag], *(0, 0)))
    for tag, rule in RULES.items():
        if rule.needed and tag not in table:
            raise _Refusal(MISSING.get(tag, f"does not say its {rule.name}"))
    for tag in sorted(table.keys() - RULES.keys()):
        raise _Refusal(f"holds {NEVER.get(tag, f'the tag {tag}')}, which no fax has")
    for check in (check_strip, check_length, check_code):
        check(content, table)


def check_strip(content: bytes, table: Mapping[int, Values]) -> None:
    """Refuse a page in several strips, or one whose strip the file does not hold."""
    strips = len(table[tiff.STRIP_OFFSETS])
    if strips != 1 or len(table[tiff.STRIP_BYTES]) != 1 or table[tiff.ROWS_PER_STRIP] != table[tiff.ROWS]:
        raise _Refusal(f"is cut into {max(strips, 2)} strips, and a fax has one a page")
    end = table[tiff.STRIP_OFFSETS][0] + table[tiff.STRIP_BYTES][0]
    if end > len(content) or not table[tiff.STRIP_BYTES][0]:
        raise _Refusal("is cut off: the file ends before its last row")


def check_length(_content: bytes, table: Mapping[int, Values]) -> None:
    """Refuse a page that machines with A4 paper would shrink or spread over two sheets."""
    rows, longest = table[tiff.ROWS][0], LONGEST[resolution_of(table)]["a4"]
    if not 0 < rows <= longest:
        raise _Refusal(f"is {rows} rows long, and A4 has room for {longest}")


def check_code(content: bytes, table: Mapping[int, Values]) -> None:
    """Compare the marks in the strip with its rows: in MH each row begins with one, in MMR two end the page."""
    bits = spell(find_strip(content, table))
    if table[tiff.COMPRESSION] == (3,):
        if T6 in table:
            raise _Refusal("has options of MMR, and is coded in MH")
        check_rows(bits, table[tiff.ROWS][0])
    elif T4 in table or T6 not in table:
        raise _Refusal("has options of MH, and is coded in MMR" if T4 in table else "does not say its T6Options")
    elif not bits.rstrip("0").endswith(END_OF_BLOCK.lstrip("0")):
        raise _Refusal("is damaged: its end is not marked")


def check_rows(bits: str, rows: int) -> None:
    """Count the marks that begin a row of MH."""
    if RETURN_TO_CONTROL in bits:
        raise _Refusal("ends in a return to control, which the machine adds itself")
    if not bits.startswith(END_OF_LINE) and not bits.startswith(f"0000{END_OF_LINE}"):
        raise _Refusal("is damaged: its first row does not begin with an end of line")
    if (found := bits.count(END_OF_LINE)) != rows:
        raise _Refusal(f"is damaged: it should have {rows} rows, and {found} begin")


def spell(strip: bytes) -> str:
    """Write the bits of a strip in the order in which they are sent."""
    marked = b"\1" + tiff.flip(strip)  # the mark keeps the zeros that the strip begins with
    return f"{int.from_bytes(marked, 'big'):b}"[1:]


def check_together(tables: list[Mapping[int, Values]]) -> None:
    """Refuse pages of different coding, resolution or paper in one file, and pages numbered wrongly."""
    first = tables[0]
    for tag, what in ((tiff.COMPRESSION, "coded"), (tiff.Y_RESOLUTION, "resolved"), (tiff.X_RESOLUTION, "resolved")):
        if any(table[tag] != first[tag] for table in tables):
            raise _Refusal(f"the pages are not all {what} alike")
    if any(table[tiff.ROWS] != first[tiff.ROWS] for table in tables):
        lengths = sorted({table[tiff.ROWS][0] for table in tables})
        raise _Refusal(f"the pages are for different paper: {', '.join(map(str, lengths))} rows long")
    for number, table in enumerate(tables):
        if table[tiff.PAGE_NUMBER] != (number, len(tables)):
            raise _Refusal(
                f"page {number + 1} of {len(tables)} is numbered {table[tiff.PAGE_NUMBER]}, "
                f"and should be {(number, len(tables))}"
            )


def resolution_of(table: Mapping[int, Values]) -> Resolution:
    """Tell the resolution of a page."""
    return "fine" if table[tiff.Y_RESOLUTION][0] in (196, 200) else "standard"


def find_strip(content: bytes, table: Mapping[int, Values]) -> bytes:
    """Cut the one strip of a page out of the file."""
    (start,), (length,) = table[tiff.STRIP_OFFSETS], table[tiff.STRIP_BYTES]
    return content[start : start + length]
