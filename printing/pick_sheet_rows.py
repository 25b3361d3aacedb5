"""The rows of a pick sheet's table: shelf and product in large text and in a code that scans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from printing.codes import LinearCode, Symbology, code128, product_code
from printing.documents import PickRow
from printing.fonts import ASCENT, Weight, printable
from printing.media import least_module, mm_of, quiet_dots
from printing.name_fit import fit_name
from printing.paper import EAN_QUIET_MODULES, HAIRLINE_MM, Align, Paper
from printing.pick_sheet_facts import bold_mm, goods_facts, slots_text
from printing.problems import CannotPrint, PrintProblem
from printing.text_fit import TextBlock, em_mm, fit_line, leading_mm, wrap
from printing.words import SheetWords

SMALL_PT = 8.5
FACT_MM = 4.1
_PAD_MM = 2.0
_NUMBER_PT = 11.0
_BESIDE_MM = 24.0
_AFTER_NAME_MM = 1.2


@dataclass(frozen=True, slots=True)
class Table:
    """Least widths of the columns on a paper and the height of its bars, in mm.

    Attributes:
        facts_in_one: SKU, lot and expiry follow each other; on large paper each has its line.
    """

    number: float
    shelf: float
    product: float
    quantity: float
    bars: float
    facts_in_one: bool


A4_TABLE = Table(11.0, 60.0, 60.0, 17.0, 10.0, facts_in_one=False)
A5_TABLE = Table(9.0, 56.0, 40.0, 15.0, 8.0, facts_in_one=True)


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges of the columns and the right edge of the table, in mm."""

    table: Table
    number: float
    shelf: float
    product: float
    quantity: float
    right: float


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A row with its lines broken and its height known.

    Attributes:
        facts: SKU, lot, expiry.
        facts_beside: They stand right of the product's code, else above it.
        code_below: The product's code is too wide for its column and has a line of its own.
        notes: Slots and remark.
    """

    row: PickRow
    shelf_code: LinearCode
    product_code: LinearCode
    name: TextBlock
    facts: tuple[str, ...]
    facts_beside: bool
    code_below: bool
    slots: tuple[str, ...]
    remark: tuple[str, ...]
    height: float


def code_width(code: LinearCode, dpi: int) -> float:
    """Width in mm of a code at the least module, quiet zones included."""
    return mm_of(code.modules * least_module(dpi), dpi) + 2 * quiet_mm(code, dpi)


def quiet_mm(code: LinearCode, dpi: int) -> float:
    """White on each side of a code at the least module, in mm."""
    module = least_module(dpi)
    ean = code.symbology is Symbology.EAN13
    return mm_of(EAN_QUIET_MODULES * module if ean else quiet_dots(module, dpi), dpi)


def shelf_code(row: PickRow) -> LinearCode:
    """The code of the row's shelf."""
    return code128(f"LOC-{row.shelf}")


def columns_for(
    table: Table, rows: Sequence[PickRow], left: float, right: float, dpi: int
) -> Columns:
    """Columns as wide as this sheet's longest shelf code needs.

    Raises:
        CannotPrint: `code_too_wide` where a shelf code leaves no room for the product.
    """
    widest = max((shelf_code(row) for row in rows), key=lambda code: code_width(code, dpi))
    shelf = max(table.shelf, code_width(widest, dpi) + 0.5)
    product = left + table.number + shelf
    if right - table.quantity - product < table.product:
        room = right - table.quantity - table.product - left - table.number
        raise CannotPrint(
            PrintProblem.CODE_TOO_WIDE, code=widest.text, width_mm=round(room), dpi=dpi
        )
    return Columns(table, left, left + table.number, product, right - table.quantity, right)


def measure_row(row: PickRow, columns: Columns, words: SheetWords, dpi: int) -> MeasuredRow:
    """The row laid out in its columns.

    Raises:
        CannotPrint: `code_not_writable`, `code_too_wide`, `text_too_long`.
    """
    width, bars = columns.quantity - columns.product - 2, columns.table.bars
    name = fit_name(row.name, width)
    code = product_code(row.product_code)
    facts = goods_facts(row, words)
    widest = max(bold_mm(fact, SMALL_PT) for fact in facts)
    if widest > width:
        raise CannotPrint(PrintProblem.TEXT_TOO_LONG, field="lot")
    quiet = quiet_mm(code, dpi)
    # The left quiet zone reaches into the white of the shelf's code.
    below = code_width(code, dpi) - quiet > columns.quantity - columns.product
    beside = not below and width - code_width(code, dpi) >= max(_BESIDE_MM, widest)
    if columns.table.facts_in_one and not beside:
        facts = wrap(" · ".join(facts), width, SMALL_PT, bold_mm)
    slots = slots_text(row, words) if len(row.slots) > 1 else ""
    slot_lines = wrap(slots, width, SMALL_PT, bold_mm)
    remark = wrap(printable(row.remark), width - 2.5, SMALL_PT, bold_mm) if row.remark else ()
    height = _PAD_MM + len(name.lines) * name.leading_mm + _AFTER_NAME_MM
    height += 0 if beside else len(facts) * FACT_MM
    height += len(slot_lines) * FACT_MM
    height += len(remark) * leading_mm(SMALL_PT) + (1.0 if remark else 0)
    if below:
        # The shelf's bars stand beside the name; the product's need a line below both.
        height = max(height, _PAD_MM + leading_mm(15) + bars + 2.5)
    height += bars + FACT_MM
    return MeasuredRow(
        row,
        shelf_code(row),
        code,
        name,
        facts,
        beside,
        below,
        slot_lines,
        remark,
        height + _PAD_MM - 0.6,
    )


def draw_row(
    paper: Paper, measured: MeasuredRow, columns: Columns, words: SheetWords, y: float
) -> None:
    """Draw a row whose upper edge is `y`, and the hairline below it."""
    _draw_number(paper, measured.row, columns, words, y)
    _draw_shelf(paper, measured, columns, y)
    _draw_product(paper, measured, columns, y)
    _draw_quantity(paper, measured, columns, y)
    paper.rule(columns.number, y + measured.height, columns.right, HAIRLINE_MM)


def _draw_number(paper: Paper, row: PickRow, columns: Columns, words: SheetWords, y: float) -> None:
    baseline = y + _PAD_MM + ASCENT * em_mm(_NUMBER_PT)
    paper.text(columns.number, baseline, str(row.seq), _NUMBER_PT, field="row number")
    if len(row.slots) != 1:
        return
    text, size = str(row.slots[0].slot), 14.0
    width = max(7.5, bold_mm(text, size) + 2.5)
    top = y + _PAD_MM + 8.2
    paper.text(columns.number, top - 1.0, words.slot, 7, field="slot")
    paper.box(columns.number, top, width, 7.0)
    paper.text(
        columns.number + width / 2,
        paper.centred_baseline(top, 7.0, size),
        text,
        size,
        field="slot",
        weight=Weight.BOLD,
        align=Align.CENTRE,
    )


def _draw_shelf(paper: Paper, measured: MeasuredRow, columns: Columns, y: float) -> None:
    shelf, width = measured.row.shelf, columns.product - columns.shelf
    quiet = quiet_mm(measured.shelf_code, paper.dpi)
    size = fit_line(shelf, width - quiet - 2, bold_mm, 15, 9, field="shelf")
    # The text begins where the bars begin.
    baseline = y + _PAD_MM + ASCENT * em_mm(15)
    paper.text(columns.shelf + quiet, baseline, shelf, size, field="shelf", weight=Weight.BOLD)
    paper.linear(
        measured.shelf_code,
        columns.shelf,
        y + _PAD_MM + leading_mm(15) + 0.2,
        width,
        columns.table.bars,
        align=Align.LEFT,
        most=least_module(paper.dpi),
    )


def _draw_product(paper: Paper, measured: MeasuredRow, columns: Columns, y: float) -> None:
    """Name, code, facts, slots, remark, from above; a code too wide for the column comes last."""
    x, name = columns.product, measured.name
    baseline = y + _PAD_MM + ASCENT * em_mm(name.size_pt)
    for line in name.lines:
        paper.text(x, baseline, line, name.size_pt, field="product name", weight=Weight.BOLD)
        baseline += name.leading_mm
    top = y + _PAD_MM + len(name.lines) * name.leading_mm + _AFTER_NAME_MM
    if not measured.facts_beside:
        for index, fact in enumerate(measured.facts):
            paper.text(x, top + (index + 0.8) * FACT_MM - 0.4, fact, SMALL_PT, field="lot")
        top += len(measured.facts) * FACT_MM
    quiet = quiet_mm(measured.product_code, paper.dpi)
    if not measured.code_below:
        bars_right = _draw_code(paper, measured, x, columns.quantity, top, columns.table.bars)
        if measured.facts_beside:
            _draw_facts(paper, measured.facts, bars_right + quiet, top)
        top += columns.table.bars + FACT_MM
    for index, line in enumerate(measured.slots):
        paper.text(
            x,
            top + (index + 0.8) * FACT_MM - 0.4,
            line,
            SMALL_PT,
            field="slot",
            weight=Weight.BOLD,
        )
    top += len(measured.slots) * FACT_MM
    draw_remark(paper, measured.remark, x, top)
    if measured.code_below:
        left = columns.shelf + quiet_mm(measured.shelf_code, paper.dpi)
        bars = columns.table.bars
        top = y + measured.height - _PAD_MM + 0.6 - bars - FACT_MM
        _draw_code(paper, measured, left, columns.right, top, bars)


def _draw_code(
    paper: Paper, measured: MeasuredRow, x: float, right: float, top: float, bars: float
) -> float:
    """Draw a product's code, its bars beginning at `x`; gives their right edge.

    The quiet zone on the left is the white before `x`.
    """
    code = measured.product_code
    quiet = quiet_mm(code, paper.dpi)
    placed = paper.linear(
        code,
        x - quiet,
        top,
        right - x + quiet,
        bars,
        align=Align.LEFT,
        most=least_module(paper.dpi),
    )
    bars_right = mm_of(placed.left + placed.width, paper.dpi) - quiet
    if code.text != measured.row.sku:
        paper.text(
            (x + bars_right) / 2,
            top + bars + 2.8,
            code.text,
            7,
            field="product code",
            align=Align.CENTRE,
        )
    return bars_right


def _draw_facts(paper: Paper, facts: tuple[str, ...], x: float, top: float) -> None:
    for index, fact in enumerate(facts):
        paper.text(
            x,
            top + index * FACT_MM + 2.9,
            fact,
            SMALL_PT,
            field="lot",
            weight=Weight.REGULAR if index else Weight.BOLD,
        )


def draw_remark(paper: Paper, lines: tuple[str, ...], x: float, top: float) -> None:
    """Draw a row's remark with a bar before it."""
    if not lines:
        return
    leading = leading_mm(SMALL_PT)
    paper.fill(x, top + 0.2, 0.9, len(lines) * leading)
    for index, line in enumerate(lines):
        paper.text(
            x + 2.5,
            top + index * leading + ASCENT * em_mm(SMALL_PT) + 0.4,
            line,
            SMALL_PT,
            field="remarks",
            weight=Weight.BOLD,
        )


def _draw_quantity(paper: Paper, measured: MeasuredRow, columns: Columns, y: float) -> None:
    text = str(measured.row.quantity)
    room = columns.right - columns.quantity - 1
    size = fit_line(text, room, bold_mm, 26, 7, field="quantity")
    paper.text(
        columns.right,
        y + _PAD_MM + 0.78 * em_mm(26),
        text,
        size,
        field="quantity",
        weight=Weight.BOLD,
        align=Align.RIGHT,
    )
    paper.box(columns.right - 5.2, y + measured.height - 7.4, 5.0, 5.0)
