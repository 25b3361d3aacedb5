"""The drawing surface: millimetres from the upper left corner, everything sharp on whole dots.

Rules, boxes and codes are placed on the printer's dot grid, counted from the page's upper left
corner as every rasteriser does. A code is one path of filled rectangles, so no hairline can
open between two modules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any

from printing.codes import LinearCode, MatrixCode, Symbology
from printing.fonts import (
    ASCENT,
    SUBSETTING,
    Weight,
    font,
    missing_glyphs,
    printable,
    width_mm,
)
from printing.media import (
    MM_PER_INCH,
    POINTS_PER_INCH,
    Media,
    dots_of,
    mm_of,
    quiet_dots,
    widest_module,
)
from printing.problems import CannotPrint, PrintProblem

HAIRLINE_MM = 0.13
LINE_MM = 0.25
HEAVY_MM = 0.4
EAN_QUIET_MODULES = 11
QR_QUIET_MODULES = 4

_SLACK_MM = 0.01


class Align(StrEnum):
    """Which point of a line of text `x` is."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """Where a code stands, quiet zones included, so that it can be read back.

    Attributes:
        page: Page number from 0.
        text: What a scanner must answer.
        symbology: Its kind.
        module_dots: Dots to a module.
        left: Left edge in dots of the page's resolution.
        top: Upper edge in dots.
        width: Width in dots.
        height: Height in dots.
    """

    page: int
    text: str
    symbology: Symbology
    module_dots: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished document.

    Attributes:
        pdf: The file.
        media: The paper it was drawn for.
        dpi: The resolution whose dots its codes stand on.
        pages: Number of pages.
        codes: Every code on them.
    """

    pdf: bytes
    media: Media
    dpi: int
    pages: int
    codes: tuple[PlacedCode, ...]


class Paper:
    """A PDF being drawn; the same calls give the same bytes.

    Args:
        media: Size of every page.
        dpi: The printer's nominal resolution.
        title: Title in the file's properties; never personal data.
        length_mm: How long the first page of endless paper is; else every page is the media's.
    """

    def __init__(self, media: Media, dpi: int, title: str, length_mm: float | None = None) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        # Bytes as they are: writing them as letters takes a third of the time of a whole sheet.
        rl_config.useA85 = 0
        for weight in Weight:
            font(weight)
        self.media = media
        self.dpi = dpi
        self._unit = POINTS_PER_INCH / MM_PER_INCH
        self._height_pt = self._page_height(length_mm)
        self._per_dot = POINTS_PER_INCH / dpi
        self._file = BytesIO()
        # `invariant` leaves out the time, so a reprint is the same file; naming the font keeps
        # ReportLab from listing Helvetica, which is not embedded.
        self._canvas: Any = Canvas(
            self._file,
            pagesize=(media.width_pt, self._height_pt),
            invariant=1,
            pageCompression=1,
            initialFontName=Weight.REGULAR.value,
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("Packbench")
        self._page = 0
        self._codes: list[PlacedCode] = []

    # --- text --------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        size_pt: float,
        *,
        field: str,
        weight: Weight = Weight.REGULAR,
        align: Align = Align.LEFT,
        white: bool = False,
        spacing_mm: float = 0.0,
    ) -> float:
        """Write one line; gives its width in mm.

        Raises:
            CannotPrint: `missing_glyphs`, or `text_too_long` where it would leave the page.
        """
        text = printable(text)
        if not text:
            return 0.0
        if missing := missing_glyphs(text):
            raise CannotPrint(PrintProblem.MISSING_GLYPHS, characters=missing, field=field)
        width = width_mm(text, size_pt, weight) + spacing_mm * (len(text) - 1)
        left = x - {Align.LEFT: 0.0, Align.CENTRE: width / 2, Align.RIGHT: width}[align]
        if left < -_SLACK_MM or left + width > self.media.width_mm + _SLACK_MM:
            raise CannotPrint(PrintProblem.TEXT_TOO_LONG, field=field)
        canvas = self._canvas
        canvas.setFillGray(1 if white else 0)
        canvas.setFont(weight.value, size_pt)
        canvas.drawString(
            left * self._unit,
            self._height_pt - baseline * self._unit,
            text,
            charSpace=spacing_mm * self._unit or None,
        )
        return width

    def centred_baseline(self, top: float, height: float, size_pt: float) -> float:
        """The baseline at which Chinese text stands in the middle of a strip."""
        em = size_pt / POINTS_PER_INCH * MM_PER_INCH
        return top + height / 2 + (ASCENT - 0.5) * em

    # --- lines and boxes ---------------------------------------------------------------------

    def rule(self, left: float, y: float, right: float, thick: float = LINE_MM) -> None:
        """A horizontal line in whole dots, `y` its upper edge."""
        self.fill(left, y, right - left, max(thick, mm_of(1, self.dpi)))

    def dashes(self, left: float, y: float, right: float, thick: float = LINE_MM) -> None:
        """A dashed horizontal line: where the label is torn."""
        step, ink = dots_of(1.5, self.dpi), dots_of(0.9, self.dpi)
        top, height = dots_of(y, self.dpi), max(1, dots_of(thick, self.dpi))
        starts = range(dots_of(left, self.dpi), dots_of(right, self.dpi), step)
        self._ink([self._rect(start, top, ink, height) for start in starts])

    def column(self, x: float, top: float, bottom: float, thick: float = HAIRLINE_MM) -> None:
        """A vertical line in whole dots, `x` its left edge."""
        self.fill(x, top, max(thick, mm_of(1, self.dpi)), bottom - top)

    def fill(self, left: float, top: float, width: float, height: float) -> None:
        """A black rectangle with edges on whole dots."""
        x, y = dots_of(left, self.dpi), dots_of(top, self.dpi)
        right, bottom = dots_of(left + width, self.dpi), dots_of(top + height, self.dpi)
        self._ink([self._rect(x, y, max(1, right - x), max(1, bottom - y))])

    def box(
        self, left: float, top: float, width: float, height: float, thick: float = LINE_MM
    ) -> None:
        """An empty frame."""
        self.fill(left, top, width, thick)
        self.fill(left, top + height - thick, width, thick)
        self.fill(left, top, thick, height)
        self.fill(left + width - thick, top, thick, height)

    def disc(self, x: float, y: float, radius: float, *, filled: bool) -> None:
        """A circle, black or an outline."""
        canvas = self._canvas
        canvas.setFillGray(0)
        canvas.setStrokeGray(0)
        canvas.setLineWidth(HEAVY_MM * self._unit)
        canvas.circle(
            x * self._unit,
            self._height_pt - y * self._unit,
            radius * self._unit,
            stroke=0 if filled else 1,
            fill=1 if filled else 0,
        )

    # --- codes -------------------------------------------------------------------------------

    def linear(
        self,
        code: LinearCode,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        align: Align = Align.CENTRE,
        most: int | None = None,
    ) -> PlacedCode:
        """Draw a barcode with the widest whole-dot module that fits `width` with its quiet zones.

        Raises:
            CannotPrint: `code_too_wide`.
        """
        ean = code.symbology is Symbology.EAN13
        modules = code.modules + (2 * EAN_QUIET_MODULES if ean else 0)
        module = widest_module(modules, width, self.dpi, quiet=not ean, most=most)
        if module is None:
            raise CannotPrint(
                PrintProblem.CODE_TOO_WIDE, code=code.text, width_mm=round(width), dpi=self.dpi
            )
        quiet = EAN_QUIET_MODULES * module if ean else quiet_dots(module, self.dpi)
        whole = code.modules * module + 2 * quiet
        start = self._start(left, width, whole, align)
        top_dots, tall = dots_of(top, self.dpi), dots_of(height, self.dpi)
        bars = []
        x = start + quiet
        for index, run in enumerate(code.runs):
            if index % 2 == 0:
                bars.append(f"{x} {top_dots} {run * module} {tall} re")
            x += run * module
        return self._place(bars, code.text, code.symbology, module, start, top_dots, whole, tall)

    def matrix(self, code: MatrixCode, left: float, top: float, side: float) -> PlacedCode:
        """Draw a QR code in the middle of a square, quiet zone included.

        Raises:
            CannotPrint: `code_too_wide`.
        """
        modules = code.modules + 2 * QR_QUIET_MODULES
        module = widest_module(modules, side, self.dpi, quiet=False)
        if module is None:
            raise CannotPrint(
                PrintProblem.CODE_TOO_WIDE, code=code.text, width_mm=round(side), dpi=self.dpi
            )
        whole = modules * module
        start = self._start(left, side, whole, Align.CENTRE)
        first = self._start(top, side, whole, Align.CENTRE)
        squares = []
        for y, row in enumerate(code.rows, QR_QUIET_MODULES):
            x = 0
            while x < len(row):
                run = 0
                while x + run < len(row) and row[x + run]:
                    run += 1
                if run:
                    left_dots = start + (x + QR_QUIET_MODULES) * module
                    squares.append(f"{left_dots} {first + y * module} {run * module} {module} re")
                x += run + 1
        return self._place(squares, code.text, code.symbology, module, start, first, whole, whole)

    def _start(self, edge: float, room: float, whole: int, align: Align) -> int:
        spare = dots_of(edge + room, self.dpi) - dots_of(edge, self.dpi) - whole
        shift = {Align.LEFT: 0, Align.CENTRE: spare // 2, Align.RIGHT: spare}[align]
        return dots_of(edge, self.dpi) + shift

    def _place(
        self,
        rects: Sequence[str],
        text: str,
        symbology: Symbology,
        module: int,
        left: int,
        top: int,
        width: int,
        height: int,
    ) -> PlacedCode:
        """Ink rectangles that were drawn in dots, and remember what stands there."""
        canvas = self._canvas
        canvas.saveState()
        canvas.transform(self._per_dot, 0, 0, -self._per_dot, 0, self._height_pt)
        self._ink(rects)
        canvas.restoreState()
        placed = PlacedCode(self._page, text, symbology, module, left, top, width, height)
        self._codes.append(placed)
        return placed

    def _rect(self, x: int, y: int, width: int, height: int) -> str:
        per = self._per_dot
        low = self._height_pt - (y + height) * per
        return f"{x * per:.4f} {low:.4f} {width * per:.4f} {height * per:.4f} re"

    def _ink(self, rects: Sequence[str]) -> None:
        """Fill rectangles as one path, written by us: ReportLab's own is ten times as slow."""
        self._canvas.setFillGray(0)
        self._canvas.addLiteral(" ".join((*rects, "f")))

    # --- pages -------------------------------------------------------------------------------

    def next_page(self, length_mm: float | None = None) -> None:
        """Close this page and begin another, of its own length on endless paper."""
        self._canvas.showPage()
        self._page += 1
        self._height_pt = self._page_height(length_mm)
        self._canvas.setPageSize((self.media.width_pt, self._height_pt))

    def _page_height(self, length_mm: float | None) -> float:
        return self.media.height_pt if length_mm is None else length_mm * self._unit

    def finish(self) -> Printed:
        """Close the last page and give the document. The paper cannot be used afterwards."""
        with SUBSETTING:
            self._canvas.showPage()
            self._canvas.save()
        pdf = self._file.getvalue()
        return Printed(pdf, self.media, self.dpi, self._page + 1, tuple(self._codes))
