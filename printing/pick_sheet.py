"""The pick sheet: what to take from which shelf, in walking order, every code scannable.

Each page carries the task's own code and its number of pages, so a page that was lost or
mixed up is seen. Remarks stand framed on the first page.

References:
    Clauses 3.1.2b (remarks), 3.2.2a (walking order), 3.2.2b (what stands on the sheet).
"""

from __future__ import annotations

from collections.abc import Sequence

from printing.clock_text import minute_text
from printing.codes import code128
from printing.documents import PickSheet
from printing.fonts import ASCENT, Weight, printable, width_mm
from printing.media import A4, Media
from printing.paper import HEAVY_MM, Align, Paper, Printed
from printing.pick_sheet_rows import (
    Columns,
    MeasuredRow,
    columns_for,
    draw_row,
    measure_row,
)
from printing.problems import CannotPrint, PrintProblem
from printing.text_fit import cut, em_mm, fit_line, leading_mm, wrap
from printing.words import SheetWords, sheet_words

_MARGIN_MM = 12.0
_TOP_MM = 11.0
_HEADER_MM = 35.5
_CODE_MM = 80.0
_HEADS_MM = 6.5
_FOOTER_MM = 15.0
_REMARK_PT = 10.5


def render_pick_sheet(
    sheet: PickSheet, media: Media = A4, dpi: int = 203, language: str = "en"
) -> bytes:
    """The sheet as a PDF of as many pages as it needs.

    Raises:
        CannotPrint: Nothing to pick, a character without glyph, a text or code that does not fit.
    """
    return draw_pick_sheet(sheet, media, dpi, language).pdf


def draw_pick_sheet(
    sheet: PickSheet, media: Media = A4, dpi: int = 203, language: str = "en"
) -> Printed:
    """As `render_pick_sheet`, with the place of every code."""
    if not sheet.rows:
        raise CannotPrint(PrintProblem.NOTHING_TO_PRINT)
    if media.width_mm < A4.width_mm or media.height_mm < A4.height_mm:
        raise CannotPrint(
            PrintProblem.MEDIA_TOO_SMALL,
            width_mm=round(media.width_mm),
            height_mm=round(media.height_mm),
        )
    paper = Paper(media, dpi, f"Pick sheet {sheet.task_no}")
    return _Sheet(paper, sheet, sheet_words(language)).draw()


def _bold(text: str, size_pt: float) -> float:
    return width_mm(text, size_pt, Weight.BOLD)


class _Sheet:
    """A sheet being drawn page by page."""

    def __init__(self, paper: Paper, sheet: PickSheet, words: SheetWords) -> None:
        self.paper = paper
        self.sheet = sheet
        self.words = words
        self.left = _MARGIN_MM
        self.right = paper.media.width_mm - _MARGIN_MM
        self.bottom = paper.media.height_mm - _FOOTER_MM
        remarks = (printable(remark) for remark in sheet.remarks)
        self.remarks = [
            line
            for remark in remarks
            for line in wrap(remark, self._remark_width(), _REMARK_PT, width_mm)
        ]

    def draw(self) -> Printed:
        """All pages."""
        columns = columns_for(self.sheet.rows, self.left, self.right, self.paper.dpi)
        rows = [measure_row(row, columns, self.words, self.paper.dpi) for row in self.sheet.rows]
        pages = self._pages(rows)
        for number, page in enumerate(pages, 1):
            if number > 1:
                self.paper.next_page()
            y = self._header()
            if number == 1 and self.remarks:
                y = self._attention(y)
            y = self._heads(y, columns)
            for row in page:
                draw_row(self.paper, row, columns, self.words, y)
                y += row.height
            self._footer(number, len(pages))
        return self.paper.finish()

    def _pages(self, rows: Sequence[MeasuredRow]) -> list[list[MeasuredRow]]:
        """Rows dealt out to pages; a row is never torn."""
        room = self.bottom - _TOP_MM - _HEADER_MM - _HEADS_MM
        pages: list[list[MeasuredRow]] = [[]]
        used = self._attention_height()
        for row in rows:
            if used + row.height > room and pages[-1]:
                pages.append([])
                used = 0.0
            if used + row.height > room:
                raise CannotPrint(PrintProblem.TEXT_TOO_LONG, field="remarks")
            pages[-1].append(row)
            used += row.height
        return pages

    # --- header ------------------------------------------------------------------------------

    def _header(self) -> float:
        paper, sheet, words = self.paper, self.sheet, self.words
        baseline = _TOP_MM + ASCENT * em_mm(20)
        x = self.left + paper.text(
            self.left, baseline, words.pick_sheet, 20, field="title", weight=Weight.BOLD
        )
        number_pt = fit_line(
            sheet.task_no, self.right - _CODE_MM - x - 6, width_mm, 14, 8, field="task number"
        )
        x += 4 + paper.text(x + 4, baseline, sheet.task_no, number_pt, field="task number")
        self._flags(_TOP_MM + 9.4)
        paper.linear(
            code128(sheet.sheet_code),
            self.right - _CODE_MM,
            _TOP_MM,
            _CODE_MM + 6,
            13.0,
            align=Align.RIGHT,
            most=3 if paper.dpi < 300 else None,
        )
        paper.text(
            self.right,
            _TOP_MM + 17.2,
            sheet.sheet_code,
            9.5,
            field="sheet code",
            align=Align.RIGHT,
            spacing_mm=0.3,
        )
        self._facts(_TOP_MM + 21.6)
        return _TOP_MM + _HEADER_MM

    def _flags(self, top: float) -> None:
        """White on black: express, reprint."""
        x = self.left
        marks = [self.words.express] if self.sheet.express else []
        if self.sheet.copy_no:
            marks.append(self.words.copy.format(n=self.sheet.copy_no))
        for mark in marks:
            width = _bold(mark, 11) + 4
            self.paper.fill(x, top, width, 6.2)
            self.paper.text(
                x + width / 2,
                self.paper.centred_baseline(top, 6.2, 11),
                mark,
                11,
                field="title",
                weight=Weight.BOLD,
                align=Align.CENTRE,
                white=True,
            )
            x += width + 2.5

    def _facts(self, top: float) -> None:
        """Order, wave, zone, carrier, size of the task: a small caption above each."""
        sheet, words = self.sheet, self.words
        pieces = sum(row.quantity for row in sheet.rows)
        one = len(sheet.order_nos) == 1
        orders = words.orders.format(n=len(sheet.order_nos))
        facts = [
            (words.order, sheet.order_nos[0] if one else orders),
            (words.wave, sheet.wave_no or ""),
            (words.zone, sheet.zone),
            (words.carrier, sheet.carrier),
            ("", words.lines_and_pieces.format(lines=len(sheet.rows), pieces=pieces)),
        ]
        shown = [(caption, printable(text)) for caption, text in facts if text]
        widths = [max(_bold(text, 10.5), width_mm(caption, 7.5)) for caption, text in shown]
        gap = min(12.0, (self.right - self.left - sum(widths)) / max(1, len(shown) - 1))
        if gap < 2.0:
            raise CannotPrint(PrintProblem.TEXT_TOO_LONG, field="wave, zone and carrier")
        x = self.left
        for (caption, text), width in zip(shown, widths, strict=True):
            if not caption:
                x = self.right - width
            self.paper.text(x, top + 2.4, caption, 7.5, field="title")
            self.paper.text(
                x, top + 7.4, text, 10.5, field="wave, zone and carrier", weight=Weight.BOLD
            )
            x += width + gap

    # --- attention, column heads, footer -----------------------------------------------------

    def _strip_width(self) -> float:
        return _bold(self.words.attention, 11) + 5

    def _remark_width(self) -> float:
        return self.right - self.left - self._strip_width() - 7

    def _attention_height(self) -> float:
        if not self.remarks:
            return 0.0
        return len(self.remarks) * leading_mm(_REMARK_PT) + 4.0 + 4.5

    def _attention(self, y: float) -> float:
        """Remarks in a heavy frame, its name white on black: seen before the first shelf."""
        height = self._attention_height() - 4.5
        strip = self._strip_width()
        self.paper.box(self.left, y, self.right - self.left, height, HEAVY_MM)
        self.paper.fill(self.left, y, strip, height)
        self.paper.text(
            self.left + strip / 2,
            self.paper.centred_baseline(y, height, 11),
            self.words.attention,
            11,
            field="title",
            weight=Weight.BOLD,
            align=Align.CENTRE,
            white=True,
        )
        baseline = y + 2.0 + ASCENT * em_mm(_REMARK_PT) + 0.5
        for line in self.remarks:
            self.paper.text(self.left + strip + 3.5, baseline, line, _REMARK_PT, field="remarks")
            baseline += leading_mm(_REMARK_PT)
        return y + height + 4.5

    def _heads(self, y: float, columns: Columns) -> float:
        words = self.words
        baseline = y + 3.6
        quiet = 6.4
        heads = (
            (columns.number, words.column_no, Align.LEFT),
            (columns.shelf + quiet, words.column_shelf, Align.LEFT),
            (columns.product, words.column_product, Align.LEFT),
            (columns.right, words.column_quantity, Align.RIGHT),
        )
        for x, text, align in heads:
            self.paper.text(x, baseline, text, 8.5, field="title", weight=Weight.BOLD, align=align)
        self.paper.rule(self.left, y + _HEADS_MM - 0.8, self.right, HEAVY_MM)
        return y + _HEADS_MM

    def _footer(self, number: int, pages: int) -> None:
        sheet, words = self.sheet, self.words
        baseline = self.paper.media.height_mm - 8.5
        when = minute_text(sheet.printed_at, sheet.time_zone)
        made = cut(printable(f"{when} · {sheet.station} {sheet.operator}"), 80, 8.5, width_mm)
        self.paper.text(self.left, baseline, made, 8.5, field="station and operator")
        if number == pages:
            middle = self.paper.media.width_mm / 2 + 5
            width = self.paper.text(
                middle, baseline, words.picked_by, 8.5, field="title", align=Align.RIGHT
            )
            self.paper.rule(middle + 2, baseline + 0.6, middle + 37 - width / 4, 0.13)
        self.paper.text(
            self.right,
            baseline,
            words.page.format(page=number, pages=pages),
            8.5,
            field="title",
            weight=Weight.BOLD,
            align=Align.RIGHT,
        )
