"""Where a letter puts its address so that the window of an envelope shows it, in millimetres; one table of windows.

The sheet is smaller than its envelope and slides in it. Text is safe where the window shows it in every position,
and what the window shows in any position at all should hold nothing but the address.

The sheet is folded so that the end of the part with the address, its first fold, is also the lower end of the packet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from appeals.formats.sizes import ENVELOPES, PAPER_SIZES, POINT, Frame
from appeals.model.document import Paper

NEVER: Frame = (0, 0, 0, 0)
MARK = 0.5 * POINT  # the thickness of a mark for folding
FROM_EDGE = 4.0  # where these marks begin
RETURN = 80.0  # the text width of the address field of DIN 5008
GUTTER = 3.0  # white between the text of two axes


@dataclass(frozen=True, slots=True)
class Opening:
    """The hole in an envelope: its size, and its distance from the left and lower edge."""

    envelope: str
    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Window:
    """The first page of a letter that is made for a window, measured from the top left corner of the sheet.

    Notes and address share `rows` of `leading` points; the last `kept` of them are the address's, and what a
    shorter address does not need of them stays white below it.
    """

    name: str
    title: str
    paper: Paper
    opening: Opening | None
    folds: tuple[float, float]
    head: float  # where the letterhead begins
    back: float | None  # where the return line begins, if there is one
    field: float  # where the rows begin
    left: float  # of the address
    axis: float  # of what stands at the right: the sender's lines, and date and reference or the address
    subject: float
    rows: int = 9
    kept: int = 7
    leading: float = 12
    info: float = 0  # how far below the field date and reference begin
    hole: float | None = 148.5  # the mark for the hole punch

    @property
    def bottom(self) -> float:
        """Where the rows end."""
        return self.field + self.rows * self.leading * POINT

    @property
    def is_right(self) -> bool:
        """Whether the address stands at the right, and date and reference at the left."""
        return self.left == self.axis

    @property
    def shown(self) -> Frame:
        """What the window shows of the sheet in every position; all of it, where there is no window."""
        paper = PAPER_SIZES[self.paper]
        if self.opening is None:
            return (0, 0, paper.width, paper.height)
        left, top, right, bottom = self.reach(self.opening)
        across, down = self.play(self.opening)
        return (left, top + down, right - across, bottom)

    @property
    def exposed(self) -> Frame:
        """What the window shows of the sheet in one position or another."""
        if self.opening is None:
            return NEVER
        left, top, right, bottom = self.reach(self.opening)
        across, down = self.play(self.opening)
        return (left - across, top, right, bottom + down)

    @property
    def widest(self) -> float:
        """The room for a line of the address."""
        return min(self.shown[2], PAPER_SIZES[self.paper].edge if self.is_right else self.axis - 25) - self.left

    def reach(self, opening: Opening) -> Frame:
        """Find what the window shows of a sheet that lies in the lower left corner of the envelope."""
        bottom = self.folds[0] - opening.bottom
        return (opening.left, bottom - opening.height, opening.left + opening.width, bottom)

    def play(self, opening: Opening) -> tuple[float, float]:
        """Find how far the folded sheet can slide to the right and upwards."""
        paper, envelope = PAPER_SIZES[self.paper], ENVELOPES[opening.envelope]
        first, second = self.folds
        return envelope.width - paper.width, envelope.height - max(first, second - first, paper.height - second)

    def style(self) -> Mapping[str, str]:
        """Give the custom properties by which the style sheets of the letter set the first page."""
        paper = PAPER_SIZES[self.paper]
        first, second = self.folds
        middle = first if self.hole is None else self.hole + MARK
        lengths = {
            "wide": paper.edge - paper.left,
            "first": self.axis - paper.left,
            "second": paper.edge - self.axis,
            "head": self.head,
            "head-height": (self.field if self.back is None else self.back) - self.head,
            "return-height": 0 if self.back is None else self.field - self.back,
            "address-left": self.left - paper.left,
            "front-height": self.subject - self.field,
            "field-width": min(self.widest, 75),
            "address-width": self.widest,
            "address-room": (paper.edge if self.is_right else self.axis - GUTTER) - self.left,  # where no window is
            "return-width": min(RETURN, paper.edge - self.left),
            "info-top": self.info,
            "marks-left": FROM_EDGE - paper.left,
            "fold": first,
            "hole": 0 if self.hole is None else self.hole - first - MARK,
            "next-fold": second - middle - (MARK if self.hole is None else 0),
        }
        points = {
            "leading": self.leading,
            "field-height": self.rows * self.leading,
            "address": self.kept * self.leading,
        }
        return {
            **{name: f"{round(length, 2):g}mm" for name, length in lengths.items()},
            **{name: f"{length:g}pt" for name, length in points.items()},
            "return": "none" if self.back is None else "block",
            "hole-display": "none" if self.hole is None else "block",
            "address-column": "2" if self.is_right else "1",
            "info-column": "1" if self.is_right else "2",
        }


# The sheet: DIN 5008; the Swiss, French and American forms as KOMA-Script 3.38 has them (SN, SNleft, NF,
# UScommercial9), shifted where the window would hide a row. The windows: DIN 680; «Normen für Fensterkuverts» (CH);
# USPS. That of UK DL is what is sold as usual, no standard. Folds in thirds for NF and UK. The
# sheet for No. 10 is folded so that it slides by an eighth of an inch alone; in thirds it would show four lines.
DIN_B = Window(
    name="din-b",
    title="DIN 5008 form B, window at the left of a DL envelope",
    paper="a4",
    opening=Opening("dl", left=20, bottom=15, width=90, height=45),
    folds=(105, 210),
    head=18,
    back=45,
    field=49.73,
    left=25,
    axis=125,
    subject=103.5,
)
UNSEEN_US = Window(
    name="none",
    title="no window: the address stands where it reads best",
    paper="letter",
    opening=None,
    folds=(95.25, 187.325),
    head=16.5,
    back=None,
    field=46.17,
    left=25.4,
    axis=125.8,
    subject=97.79,
    leading=11.6,
    info=4.09,
    hole=None,
)
TABLE: tuple[Window, ...] = (
    DIN_B,
    replace(
        DIN_B,
        name="din-a",
        title="DIN 5008 form A: as form B, 18 mm higher, under a low letterhead",
        folds=(87, 192),
        head=7,
        back=27,
        field=31.73,
        subject=85.5,
    ),
    replace(
        DIN_B,
        name="swiss-left",
        title="Swiss window at the left of a C6/5 envelope",
        opening=Opening("c6-5", left=20, bottom=21, width=100, height=45),
        rows=8,
    ),
    replace(
        DIN_B,
        name="swiss-right",
        title="Swiss window at the right of a C6/5 envelope",
        opening=Opening("c6-5", left=117, bottom=21, width=100, height=45),
        head=14,
        left=125,
        rows=8,
    ),
    replace(
        DIN_B,
        name="french",
        title="French window at the right of a DL envelope",
        opening=Opening("dl", left=100, bottom=20, width=100, height=45),
        folds=(99, 198),
        head=10,
        back=40.17,
        field=44.9,
        left=110,
        axis=110,
        rows=8,
    ),
    replace(
        DIN_B,
        name="uk-dl",
        title="British window, 35 × 90 mm, at the left of a DL envelope",
        opening=Opening("dl", left=20, bottom=18, width=90, height=35),
        folds=(99, 198),
        back=None,
        field=49.49,
        rows=8,
        kept=6,
        leading=11,
    ),
    replace(
        UNSEEN_US,
        name="us-10",
        title="American window, 1⅛ × 4½ in, at the left of a No. 10 envelope; fold at the marks, not in thirds",
        opening=Opening("us-10", left=22.225, bottom=12.7, width=114.3, height=28.575),
        folds=(101.6, 190.5),
        field=60.1,
        axis=140,
        subject=106.26,
        info=0,
        rows=7,
        kept=6,
    ),
    replace(DIN_B, name="none", title=UNSEEN_US.title, opening=None, back=None),
    UNSEEN_US,
)
WINDOWS: dict[tuple[Paper, str], Window] = {(window.paper, window.name): window for window in TABLE}
NAMES: tuple[str, ...] = tuple(dict.fromkeys(window.name for window in TABLE))
