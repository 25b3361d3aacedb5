"""A pick sheet on an 80 mm roll: one thing below the other, as long as the work is.

The head's print line is 72 mm; the quiet zones of the codes reach into the white beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from printing.codes import LinearCode, code128, product_code
from printing.documents import PickRow, PickSheet
from printing.fonts import ASCENT, Weight, printable, width_mm
from printing.media import Media, least_module
from printing.name_fit import fit_name
from printing.paper import HAIRLINE_MM, HEAVY_MM, Align, Paper, Printed
from printing.pick_sheet_facts import (
    ORDERS_PT,
    bold_mm,
    draw_facts,
    draw_marks,
    draw_order_lines,
    fact_rows,
    facts_height,
    goods_facts,
    made_text,
    order_lines,
    slots_text,
)
from printing.pick_sheet_rows import FACT_MM, SMALL_PT, draw_remark, quiet_mm, shelf_code
from printing.problems import CannotPrint, PrintProblem
from printing.text_fit import TextBlock, cut, em_mm, fit_line, leading_mm, wrap
from printing.words import SheetWords

_MARGIN_MM = 4.0
_TOP_MM = 5.0
_TITLE_PT = 16.0
_CODE_MM = 12.0
_BARS_MM = 9.0
_SHELF_PT = 17.0
_QUANTITY_PT = 22.0
_REMARK_PT = 10.0
_STRIP_MM = 6.0
_FOOTER_MM = 21.0
_TICK_MM = 6.0
_PAD_MM = 3.2
_BARS_LEFT_MM = 6.35
"""Where all bars begin: a quiet zone from the edge of the paper."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its lines broken and its height known."""

    row: PickRow
    shelf: LinearCode
    product: LinearCode
    name: TextBlock
    facts: tuple[str, ...]
    slots: tuple[str, ...]
    remark: tuple[str, ...]
    height: float


@dataclass(slots=True)
class _Page:
    """What stands on one piece of paper, and how long it is."""

    remarks: list[str]
    rows: list[_Row]
    length: float


def draw_on_roll(sheet: PickSheet, media: Media, dpi: int, words: SheetWords) -> Printed:
    """The sheet on endless paper.

    Raises:
        CannotPrint: A character without glyph, a text or code that does not fit.
    """
    return _Roll(sheet, media, dpi, words).draw()


class _Roll:
    """A sheet being measured, then drawn piece by piece."""

    def __init__(self, sheet: PickSheet, media: Media, dpi: int, words: SheetWords) -> None:
        self.sheet = sheet
        self.media = media
        self.dpi = dpi
        self.words = words
        self.left = _MARGIN_MM
        self.right = media.width_mm - _MARGIN_MM
        width = self.right - self.left
        self.code = code128(sheet.sheet_code)
        self.facts = fact_rows(sheet, words, width)
        self.orders = order_lines(sheet, words, width)
        self.remarks = [
            line
            for remark in sheet.remarks
            for line in wrap(printable(remark), width - 4, _REMARK_PT, width_mm)
        ]

    def draw(self) -> Printed:
        """All pieces."""
        pages = self._pages([self._measured(row) for row in self.sheet.rows])
        title = f"Pick sheet {self.sheet.task_no}"
        paper = Paper(self.media, self.dpi, title, pages[0].length)
        for number, page in enumerate(pages, 1):
            if number > 1:
                paper.next_page(page.length)
            y = self._head(paper, f"{number}/{len(pages)}")
            if page.remarks:
                y = self._attention(paper, page.remarks, y)
            for row in page.rows:
                self._draw_row(paper, row, y)
                y += row.height
            self._footer(paper, y, self.words.page.format(page=number, pages=len(pages)))
        return paper.finish()

    def _pages(self, rows: Sequence[_Row]) -> list[_Page]:
        """Remarks, then rows, dealt out to pieces of at most the paper's longest page."""
        empty = self._head_height() + _FOOTER_MM
        leading = leading_mm(_REMARK_PT)
        most = int((self.media.height_mm - empty - _STRIP_MM - 6) / leading)
        pages = [_Page([], [], empty)]
        for start in range(0, len(self.remarks), most):
            if start:
                pages.append(_Page([], [], empty))
            pages[-1].remarks = self.remarks[start : start + most]
            pages[-1].length += self._attention_height(pages[-1].remarks)
        for row in rows:
            if pages[-1].length + row.height > self.media.height_mm:
                pages.append(_Page([], [], empty))
            if pages[-1].length + row.height > self.media.height_mm:
                raise CannotPrint(PrintProblem.TEXT_TOO_LONG, field="remarks")
            pages[-1].rows.append(row)
            pages[-1].length += row.height
        return pages

    # --- head --------------------------------------------------------------------------------

    def _marks_height(self) -> float:
        return 8.0 if self.sheet.express or self.sheet.copy_no else 0.0

    def _head_height(self) -> float:
        orders = len(self.orders) * leading_mm(ORDERS_PT) + (1.0 if self.orders else 0.0)
        above = _TOP_MM + leading_mm(_TITLE_PT) + self._marks_height() + _CODE_MM + 5.5
        return above + facts_height(self.facts) + orders + 2.0

    def _head(self, paper: Paper, page: str) -> float:
        """Title, marks, code and facts; gives the lower edge."""
        words = self.words
        baseline = _TOP_MM + ASCENT * em_mm(_TITLE_PT)
        paper.text(
            self.left, baseline, words.pick_sheet, _TITLE_PT, field="title", weight=Weight.BOLD
        )
        paper.text(
            self.right, baseline, page, 11, field="title", weight=Weight.BOLD, align=Align.RIGHT
        )
        y = _TOP_MM + leading_mm(_TITLE_PT)
        draw_marks(paper, self.sheet, words, self.left, y)
        y += self._marks_height()
        paper.linear(
            self.code, 0, y, self.media.width_mm, _CODE_MM, most=least_module(self.dpi) + 1
        )
        size = fit_line(
            self.sheet.sheet_code, self.right - self.left, width_mm, 9.5, field="sheet code"
        )
        paper.text(
            self.media.width_mm / 2,
            y + _CODE_MM + 3.6,
            self.sheet.sheet_code,
            size,
            field="sheet code",
            align=Align.CENTRE,
        )
        y = draw_facts(paper, self.facts, self.left, y + _CODE_MM + 5.5)
        y = draw_order_lines(paper, self.orders, self.left, y)
        paper.rule(self.left, y + 1.0, self.right, HEAVY_MM)
        return y + 2.0

    # --- attention ---------------------------------------------------------------------------

    def _attention_height(self, lines: Sequence[str]) -> float:
        return _STRIP_MM + len(lines) * leading_mm(_REMARK_PT) + 5.0

    def _attention(self, paper: Paper, lines: Sequence[str], y: float) -> float:
        """Remarks in a heavy frame below a black strip: seen before the first shelf."""
        height = self._attention_height(lines)
        top = y + 1.0
        paper.box(self.left, top, self.right - self.left, height - 3.0, HEAVY_MM)
        paper.fill(self.left, top, self.right - self.left, _STRIP_MM)
        paper.text(
            self.media.width_mm / 2,
            paper.centred_baseline(top, _STRIP_MM, 11),
            self.words.attention,
            11,
            field="title",
            weight=Weight.BOLD,
            align=Align.CENTRE,
            white=True,
        )
        baseline = top + _STRIP_MM + ASCENT * em_mm(_REMARK_PT) + 0.9
        for line in lines:
            paper.text(self.left + 2, baseline, line, _REMARK_PT, field="remarks")
            baseline += leading_mm(_REMARK_PT)
        return y + height

    # --- rows --------------------------------------------------------------------------------

    def _measured(self, row: PickRow) -> _Row:
        width = self.right - self.left
        name = fit_name(row.name, width)
        facts = tuple(
            line
            for fact in goods_facts(row, self.words)
            for line in wrap(fact, width - _TICK_MM - 2, SMALL_PT, bold_mm)
        )
        slots = wrap(slots_text(row, self.words), width, 10, bold_mm)
        remark = wrap(printable(row.remark), width - 2.5, SMALL_PT, bold_mm) if row.remark else ()
        height = _PAD_MM + leading_mm(_SHELF_PT) + 0.2 + _BARS_MM + 1.6
        height += len(name.lines) * name.leading_mm + 0.4 + len(facts) * FACT_MM + 0.6
        height += _BARS_MM + 4.0 + len(slots) * leading_mm(10)
        height += len(remark) * leading_mm(SMALL_PT) + (1.0 if remark else 0) + 1.2
        product = product_code(row.product_code)
        return _Row(row, shelf_code(row), product, name, facts, slots, remark, height)

    def _draw_row(self, paper: Paper, measured: _Row, y: float) -> None:
        top = self._draw_shelf(paper, measured, y + _PAD_MM)
        name = measured.name
        baseline = top + ASCENT * em_mm(name.size_pt)
        for line in name.lines:
            paper.text(
                self.left, baseline, line, name.size_pt, field="product name", weight=Weight.BOLD
            )
            baseline += name.leading_mm
        top += len(name.lines) * name.leading_mm + 0.4
        paper.box(self.right - _TICK_MM, top + 0.6, _TICK_MM - 0.3, _TICK_MM - 0.3)
        for index, fact in enumerate(measured.facts):
            paper.text(self.left, top + index * FACT_MM + 3.1, fact, SMALL_PT, field="lot")
        top += len(measured.facts) * FACT_MM + 0.6
        self._bars(paper, measured.product, top)
        if (text := measured.product.text) != measured.row.sku:
            below = top + _BARS_MM + 2.8
            paper.text(_BARS_LEFT_MM, below, text, 7, field="product code")
        top += _BARS_MM + 4.0
        for line in measured.slots:
            baseline = top + ASCENT * em_mm(10)
            paper.text(self.left, baseline, line, 10, field="slot", weight=Weight.BOLD)
            top += leading_mm(10)
        draw_remark(paper, measured.remark, self.left, top)
        paper.rule(self.left, y + measured.height, self.right, HAIRLINE_MM)

    def _draw_shelf(self, paper: Paper, measured: _Row, top: float) -> float:
        """Number, shelf and quantity in one line, the shelf's code below; gives the lower edge."""
        row = measured.row
        baseline = top + ASCENT * em_mm(_SHELF_PT)
        quantity = f"×{row.quantity}"
        size = fit_line(quantity, 24.0, bold_mm, _QUANTITY_PT, 9, field="quantity")
        taken = paper.text(
            self.right,
            baseline,
            quantity,
            size,
            field="quantity",
            weight=Weight.BOLD,
            align=Align.RIGHT,
        )
        used = 2.0 + paper.text(
            self.left, baseline, f"{row.seq}.", 10, field="row number", weight=Weight.BOLD
        )
        room = self.right - self.left - used - taken - 2
        shelf_pt = fit_line(row.shelf, room, bold_mm, _SHELF_PT, 7, field="shelf")
        paper.text(
            self.left + used, baseline, row.shelf, shelf_pt, field="shelf", weight=Weight.BOLD
        )
        top += leading_mm(_SHELF_PT) + 0.2
        self._bars(paper, measured.shelf, top)
        return top + _BARS_MM + 1.6

    def _bars(self, paper: Paper, code: LinearCode, top: float) -> None:
        """Bars; the white beside them is the roll's margin."""
        left = max(0.0, _BARS_LEFT_MM - quiet_mm(code, self.dpi))
        paper.linear(
            code,
            left,
            top,
            self.media.width_mm - left,
            _BARS_MM,
            align=Align.LEFT,
            most=least_module(self.dpi),
        )

    # --- footer ------------------------------------------------------------------------------

    def _footer(self, paper: Paper, y: float, page: str) -> None:
        words, width = self.words, self.right - self.left
        signed = paper.text(self.left, y + 8.0, words.picked_by, SMALL_PT, field="title")
        paper.rule(self.left + signed + 2, y + 8.6, self.right, HAIRLINE_MM)
        made = cut(made_text(self.sheet), width, 8, width_mm)
        paper.text(self.left, y + 13.2, made, 8, field="station and operator")
        paper.text(self.left, y + 17.2, page, SMALL_PT, field="title", weight=Weight.BOLD)
