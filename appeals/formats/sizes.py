"""The sizes of papers, envelopes and sheets of labels, in millimetres; each with where it was found."""

from dataclasses import dataclass

from appeals.model.document import Paper

INCH = 25.4
POINT = INCH / 72

Frame = tuple[float, float, float, float]  # left, top, right, bottom, from the top left corner


@dataclass(frozen=True, slots=True)
class PaperSize:
    """A sheet of paper, and the bounds of the text on it, measured from its top left corner."""

    style: str  # its style sheet in templates/letterhead
    width: float
    height: float
    left: float  # of the text
    right: float  # of the text
    edge: float  # of what stands on the second axis
    bottom: float  # of the text


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope as it lies before the postman, and the zone that machines read the address in."""

    title: str
    width: float
    height: float
    zone: Frame  # the address stands within it
    left: float  # where the address begins
    top: float

    @property
    def postage(self) -> Frame:
        """The corner that belongs to stamps and postmarks: 74 by 40 mm (bpost, Masspost guide, January 2025)."""
        return (self.width - 74, 0, self.width, 40)


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of self-adhesive labels: their number, their size, and where they begin."""

    title: str
    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float  # of the first label
    top: float
    across: float  # from the left edge of one to that of the next; downwards they touch


PAPER_SIZES: dict[Paper, PaperSize] = {
    "a4": PaperSize("a4", 210, 297, left=25, right=175, edge=200, bottom=265),
    "letter": PaperSize("us-letter", 8.5 * INCH, 11 * INCH, left=25.4, right=181.6, edge=200.8, bottom=248.4),
}


def post_zone(width: float, height: float) -> Frame:
    """Find where posts read the address: 40 mm below the upper edge, 15 mm from the others, 140 mm from the right.

    Deutsche Post (“Briefumschläge bedrucken”, as its printers give it) and bpost (Masspost guide, January 2025).
    """
    return (max(15, width - 140), 40, width - 15, height - 15)


# Sizes of DL to C6 after ISO 269. No. 10: 4 1/8 by 9 1/2 in; its zone is the OCR read area of USPS Publication 28,
# appendix A1: 1/2 in from the sides, 5/8 to 2 3/4 in above the lower edge.
ENVELOPES: dict[str, Envelope] = {
    "dl": Envelope("DL, 220 × 110 mm", 220, 110, post_zone(220, 110), left=105, top=46),
    "c6-5": Envelope("C6/5, 229 × 114 mm", 229, 114, post_zone(229, 114), left=110, top=48),
    "c6": Envelope("C6, 162 × 114 mm", 162, 114, post_zone(162, 114), left=66, top=48),
    "c5": Envelope("C5, 229 × 162 mm", 229, 162, post_zone(229, 162), left=110, top=78),
    "us-10": Envelope(
        "No. 10, 9½ × 4⅛ in",
        9.5 * INCH,
        4.125 * INCH,
        (0.5 * INCH, 1.375 * INCH, 9 * INCH, 3.5 * INCH),
        left=4.25 * INCH,
        top=1.625 * INCH,
    ),
}

# Avery's products as LibreOffice 7.4.7 measures them (share/labels/labels.xml).
LABEL_SHEETS: dict[str, LabelSheet] = {
    "l7160": LabelSheet("Avery L7160, 3 × 7 on A4", "a4", 3, 7, 63.5, 38.1, left=7.2, top=15.15, across=66.04),
    "l7163": LabelSheet("Avery L7163, 2 × 7 on A4", "a4", 2, 7, 99.06, 38.1, left=4.67, top=15.15, across=101.6),
    "5160": LabelSheet("Avery 5160, 3 × 10 on US Letter", "letter", 3, 10, 66.68, 25.4, 4.78, 12.7, across=69.85),
    "5163": LabelSheet("Avery 5163, 2 × 5 on US Letter", "letter", 2, 5, 101.6, 50.8, 3.96, 12.7, across=106.36),
}
