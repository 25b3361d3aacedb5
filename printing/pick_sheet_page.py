"""A pick sheet on A4 or A5: head, remarks, a table of rows, page after page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from printing.codes import LinearCode, code128
from printing.documents import PickSheet
from printing.fonts import ASCENT, Weight, printable, width_mm
from printing.media import A4, Media
from printing.paper import HEAVY_MM, Align, Paper, Printed
from printing.pick_sheet_facts import (
    bold_mm,
    draw_facts,
    draw_marks,
    draw_order_lines,
    fact_rows,
    made_text,
    order_lines,
)
from printing.pick_sheet_rows import (
    A4_TABLE,
    A5_TABLE,
    Columns,
    MeasuredRow,
    Table,
    code_width,
    columns_for,
    draw_row,
    measure_row,
)
from printing.problems import CannotPrint, PrintProblem
from printing.text_fit import cut, em_mm, fit_line, leading_mm, wrap
from printing.words import SheetWords

_FACTS_MM = 21.6
_HEADS_MM = 6.5
_REMARK_PT = 10.5
_FRAME_MM = 4.0
_AFTER_FRAME_MM = 4.5


@dataclass(frozen=True, slots=True)
class _Form:
    """What differs between A4 and A5."""

    top_mm: float
    margin_mm: float
    footer_mm: float
    title_pt: float
    code_mm: float
    table: Table


_LARGE = _Form(11.0, 12.0, 15.0, 20.0, 80.0, A4_TABLE)
_SMALL = _Form(7.0, 8.0, 11.0, 17.0, 62.0, A5_TABLE)


@dataclass(slots=True)
class _Page:
    """What stands on one page."""

    remarks: list[str]
    rows: list[MeasuredRow]


def draw_on_pages(sheet: PickSheet, media: Media, dpi: int, words: SheetWords) -> Printed:
    """The sheet on paper of a fixed size, at least A5.

    Raises:
        CannotPrint: A character without glyph, a text or code that does not fit.
    """
    form = _LARGE if media.width_mm >= A4.width_mm else _SMALL
    paper = Paper(media, dpi, f"Pick sheet {sheet.task_no}")
    return _Sheet(paper, sheet, words, form).draw()


class _Sheet:
    """A sheet being drawn page by page."""

    def __init__(self, paper: Paper, sheet: PickSheet, words: SheetWords, form: _Form) -> None:
        self.paper = paper
        self.sheet = sheet
        self.words = words
        self.form = form
        self.left = form.margin_mm
        self.right = paper.media.width_mm - form.margin_mm
        self.bottom = paper.media.height_mm - form.footer_mm
        self.code: LinearCode = code128(sheet.sheet_code)
        width = self.right - self.left
        self.facts = fact_rows(sheet, words, width)
        self.orders = order_lines(sheet, words, width)
        remarks = (printable(remark) for remark in sheet.remarks)
        self.remarks = [
            line
            for remark in remarks
            for line in wrap(remark, self._remark_width(), _REMARK_PT, width_mm)
        ]

    def draw(self) -> Printed:
        """All pages."""
        table, dpi = self.form.table, self.paper.dpi
        columns = columns_for(table, self.sheet.rows, self.left, self.right, dpi)
        rows = [measure_row(row, columns, self.words, dpi) for row in self.sheet.rows]
        head = self._head()
        pages = self._pages(rows, self.bottom - head)
        for number, page in enumerate(pages, 1):
            if number > 1:
                self.paper.next_page()
                self._head()
            y = head
            if page.remarks:
                y = self._attention(page.remarks, y)
            if page.rows:
                y = self._heads(y, columns)
            for row in page.rows:
                draw_row(self.paper, row, columns, self.words, y)
                y += row.height
            self._footer(number, len(pages))
        return self.paper.finish()

    def _pages(self, rows: Sequence[MeasuredRow], room: float) -> list[_Page]:
        """Remarks, then rows, dealt out to pages; a row is never torn."""
        pages = [_Page([], [])]
        most = int((room - _FRAME_MM - _AFTER_FRAME_MM) / leading_mm(_REMARK_PT))
        for start in range(0, len(self.remarks), most):
            if start:
                pages.append(_Page([], []))
            pages[-1].remarks = self.remarks[start : start + most]
        used = _HEADS_MM + self._attention_height(pages[-1].remarks)
        for row in rows:
            if used + row.height > room and (pages[-1].rows or pages[-1].remarks):
                pages.append(_Page([], []))
                used = _HEADS_MM
            if used + row.height > room:
                raise CannotPrint(PrintProblem.TEXT_TOO_LONG, field="remarks")
            pages[-1].rows.append(row)
            used += row.height
        return pages

    # --- head --------------------------------------------------------------------------------

    def _head(self) -> float:
        """Title, code and facts; gives their lower edge, the same on every page."""
        paper, sheet = self.paper, self.sheet
        code_mm = min(self._room_for_code(), max(self.form.code_mm, self._code_width()))
        self._title(self.right - code_mm - self.left)
        draw_marks(paper, sheet, self.words, self.left, self.form.top_mm + 9.4)
        paper.linear(
            self.code,
            self.right - code_mm,
            self.form.top_mm,
            code_mm + 6,
            13.0,
            align=Align.RIGHT,
            most=3 if paper.dpi < 300 else None,
        )
        paper.text(
            self.right,
            self.form.top_mm + 17.2,
            sheet.sheet_code,
            9.5,
            field="sheet code",
            align=Align.RIGHT,
            spacing_mm=0.3,
        )
        y = draw_facts(paper, self.facts, self.left, self.form.top_mm + _FACTS_MM)
        return draw_order_lines(paper, self.orders, self.left, y) + 4.3

    def _room_for_code(self) -> float:
        return self.right - self.left - bold_mm(self.words.pick_sheet, self.form.title_pt)

    def _code_width(self) -> float:
        """Room the task's code needs; its right quiet zone reaches into the margin."""
        return code_width(self.code, self.paper.dpi) - 6 + 0.5

    def _title(self, room: float) -> None:
        """What this is, and its number where the code leaves room; below the code it stands too."""
        size = self.form.title_pt
        baseline = self.form.top_mm + ASCENT * em_mm(size)
        used = 4 + self.paper.text(
            self.left, baseline, self.words.pick_sheet, size, field="title", weight=Weight.BOLD
        )
        number = self.sheet.task_no
        if width_mm(number, 8) > room - used - 2:
            return
        number_pt = fit_line(number, room - used - 2, width_mm, 14, 8, field="task number")
        self.paper.text(self.left + used, baseline, number, number_pt, field="task number")

    # --- attention, column heads, footer -----------------------------------------------------

    def _strip_width(self) -> float:
        return bold_mm(self.words.attention, 11) + 5

    def _remark_width(self) -> float:
        return self.right - self.left - self._strip_width() - 7

    def _attention_height(self, lines: Sequence[str]) -> float:
        if not lines:
            return 0.0
        return len(lines) * leading_mm(_REMARK_PT) + _FRAME_MM + _AFTER_FRAME_MM

    def _attention(self, lines: Sequence[str], y: float) -> float:
        """Remarks in a heavy frame, its name white on black: seen before the first shelf."""
        height = self._attention_height(lines) - _AFTER_FRAME_MM
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
        for line in lines:
            self.paper.text(self.left + strip + 3.5, baseline, line, _REMARK_PT, field="remarks")
            baseline += leading_mm(_REMARK_PT)
        return y + height + _AFTER_FRAME_MM

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
        words = self.words
        baseline = self.paper.media.height_mm - self.form.footer_mm + 6.5
        middle = self.paper.media.width_mm / 2 + 5
        signed = width_mm(words.picked_by, 8.5)
        room = middle - signed - 3 - self.left
        made = cut(made_text(self.sheet), room, 8.5, width_mm)
        self.paper.text(self.left, baseline, made, 8.5, field="station and operator")
        page = words.page.format(page=number, pages=pages)
        if number == pages:
            self.paper.text(
                middle, baseline, words.picked_by, 8.5, field="title", align=Align.RIGHT
            )
            end = min(middle + 35, self.right - bold_mm(page, 8.5) - 3)
            self.paper.rule(middle + 2, baseline + 0.6, end, 0.13)
        self.paper.text(
            self.right,
            baseline,
            page,
            8.5,
            field="title",
            weight=Weight.BOLD,
            align=Align.RIGHT,
        )
