"""The rows of a pick sheet: shelf and product each in large text and in a code that scans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from printing.codes import LinearCode, Symbology, code128, product_code
from printing.documents import PickRow
from printing.fonts import ASCENT, Weight, printable, width_mm
from printing.media import least_module, mm_of, quiet_dots
from printing.paper import EAN_QUIET_MODULES, HAIRLINE_MM, Align, Paper
from printing.problems import CannotPrint, PrintProblem
from printing.text_fit import em_mm, fit_line, leading_mm, wrap
from printing.words import SheetWords

NUMBER_MM = 11.0
QUANTITY_MM = 17.0
_LEAST_SHELF_MM = 60.0
_LEAST_PRODUCT_MM = 60.0
_PAD_MM = 2.0
_BARS_MM = 10.0
_NAME_PT = 11.0
_MOST_NAME_LINES = 3
_SMALL_PT = 8.5
_FACT_MM = 4.1
_BESIDE_MM = 24.0
_AFTER_NAME_MM = 1.2


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges of the columns and the right edge of the table, in mm."""

    number: float
    shelf: float
    product: float
    quantity: float
    right: float


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A row with its lines broken and its height known."""

    row: PickRow
    shelf_code: LinearCode
    product_code: LinearCode
    name: tuple[str, ...]
    facts: tuple[str, ...]
    facts_beside: bool
    remark: tuple[str, ...]
    height: float


def code_width(code: LinearCode, dpi: int) -> float:
    """Width in mm of a code at the least module, quiet zones included."""
    module = least_module(dpi)
    ean = code.symbology is Symbology.EAN13
    quiet = EAN_QUIET_MODULES * module if ean else quiet_dots(module, dpi)
    return mm_of(code.modules * module + 2 * quiet, dpi)


def columns_for(rows: Sequence[PickRow], left: float, right: float, dpi: int) -> Columns:
    """Columns as wide as this sheet's longest shelf code needs.

    Raises:
        CannotPrint: `code_too_wide` where a shelf code leaves no room for the product.
    """
    widest = max(rows, key=lambda row: code_width(_shelf(row), dpi))
    shelf = max(_LEAST_SHELF_MM, code_width(_shelf(widest), dpi) + 0.5)
    product = left + NUMBER_MM + shelf
    if right - QUANTITY_MM - product < _LEAST_PRODUCT_MM:
        raise CannotPrint(
            PrintProblem.CODE_TOO_WIDE,
            code=_shelf(widest).text,
            width_mm=round(right - QUANTITY_MM - _LEAST_PRODUCT_MM - left - NUMBER_MM),
            dpi=dpi,
        )
    return Columns(left, left + NUMBER_MM, product, right - QUANTITY_MM, right)


def measure_row(row: PickRow, columns: Columns, words: SheetWords, dpi: int) -> MeasuredRow:
    """The row laid out in its columns.

    Raises:
        CannotPrint: `code_not_writable`, `code_too_wide`, `text_too_long`.
    """
    width = columns.quantity - columns.product - 2
    name = wrap(printable(row.name), width, _NAME_PT, _bold)
    if len(name) > _MOST_NAME_LINES:
        raise CannotPrint(PrintProblem.TEXT_TOO_LONG, field="product name")
    code = product_code(row.product_code)
    facts = _facts(row, words)
    if max(_bold(fact, _SMALL_PT) for fact in facts) > width:
        raise CannotPrint(PrintProblem.TEXT_TOO_LONG, field="lot")
    beside = width - code_width(code, dpi) >= max(
        _BESIDE_MM, max(_bold(fact, _SMALL_PT) for fact in facts)
    )
    remark = wrap(printable(row.remark), width - 2.5, _SMALL_PT, _bold) if row.remark else ()
    height = _PAD_MM + len(name) * leading_mm(_NAME_PT) + _AFTER_NAME_MM
    height += 0 if beside else len(facts) * _FACT_MM
    height += _BARS_MM + _FACT_MM
    height += len(remark) * leading_mm(_SMALL_PT) + (1.0 if remark else 0)
    return MeasuredRow(row, _shelf(row), code, name, facts, beside, remark, height + _PAD_MM - 0.6)


def draw_row(
    paper: Paper, measured: MeasuredRow, columns: Columns, words: SheetWords, y: float
) -> None:
    """Draw a row whose upper edge is `y`, and the hairline below it."""
    _draw_number(paper, measured.row, columns, words, y)
    _draw_shelf(paper, measured, columns, y)
    _draw_product(paper, measured, columns, y)
    _draw_quantity(paper, measured, columns, y)
    paper.rule(columns.number, y + measured.height, columns.right, HAIRLINE_MM)


def _shelf(row: PickRow) -> LinearCode:
    return code128(f"LOC-{row.shelf}")


def _bold(text: str, size_pt: float) -> float:
    return width_mm(text, size_pt, Weight.BOLD)


def _facts(row: PickRow, words: SheetWords) -> tuple[str, ...]:
    facts = [printable(row.sku)]
    if row.lot:
        facts.append(f"{words.lot} {printable(row.lot)}")
    if row.expires_on:
        facts.append(f"{words.expires} {row.expires_on.isoformat()}")
    return tuple(facts)


def _draw_number(paper: Paper, row: PickRow, columns: Columns, words: SheetWords, y: float) -> None:
    baseline = y + _PAD_MM + ASCENT * em_mm(_NAME_PT)
    paper.text(columns.number, baseline, str(row.seq), _NAME_PT, field="row number")
    if row.slot is None:
        return
    text, size = str(row.slot), 14.0
    width = max(7.5, _bold(text, size) + 2.5)
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
    quiet = mm_of(quiet_dots(least_module(paper.dpi), paper.dpi), paper.dpi)
    size = fit_line(shelf, width - quiet - 2, _bold, 15, 9, field="shelf")
    # The text begins where the bars begin.
    baseline = y + _PAD_MM + ASCENT * em_mm(15)
    paper.text(columns.shelf + quiet, baseline, shelf, size, field="shelf", weight=Weight.BOLD)
    paper.linear(
        measured.shelf_code,
        columns.shelf,
        y + _PAD_MM + leading_mm(15) + 0.2,
        width,
        _BARS_MM,
        align=Align.LEFT,
        most=least_module(paper.dpi),
    )


def _draw_product(paper: Paper, measured: MeasuredRow, columns: Columns, y: float) -> None:
    x, code = columns.product, measured.product_code
    module = least_module(paper.dpi)
    ean = code.symbology is Symbology.EAN13
    quiet = mm_of(EAN_QUIET_MODULES * module if ean else quiet_dots(module, paper.dpi), paper.dpi)
    baseline = y + _PAD_MM + ASCENT * em_mm(_NAME_PT)
    for line in measured.name:
        paper.text(x, baseline, line, _NAME_PT, field="product name", weight=Weight.BOLD)
        baseline += leading_mm(_NAME_PT)
    top = y + _PAD_MM + len(measured.name) * leading_mm(_NAME_PT) + _AFTER_NAME_MM
    if not measured.facts_beside:
        for index, fact in enumerate(measured.facts):
            paper.text(x, top + (index + 0.8) * _FACT_MM - 0.4, fact, _SMALL_PT, field="lot")
        top += len(measured.facts) * _FACT_MM
    # The bars begin under the text; their quiet zone reaches into the column's white.
    placed = paper.linear(
        code,
        x - quiet,
        top,
        columns.quantity - x + quiet,
        _BARS_MM,
        align=Align.LEFT,
        most=module,
    )
    bars_right = mm_of(placed.left + placed.width, paper.dpi) - quiet
    if code.text != measured.row.sku:
        paper.text(
            (x + bars_right) / 2,
            top + _BARS_MM + 2.8,
            code.text,
            7,
            field="product code",
            align=Align.CENTRE,
        )
    if measured.facts_beside:
        _draw_facts(paper, measured.facts, bars_right + quiet, top)
    _draw_remark(paper, measured.remark, x, top + _BARS_MM + _FACT_MM)


def _draw_facts(paper: Paper, facts: tuple[str, ...], x: float, top: float) -> None:
    for index, fact in enumerate(facts):
        paper.text(
            x,
            top + index * _FACT_MM + 2.9,
            fact,
            _SMALL_PT,
            field="lot",
            weight=Weight.REGULAR if index else Weight.BOLD,
        )


def _draw_remark(paper: Paper, lines: tuple[str, ...], x: float, top: float) -> None:
    if not lines:
        return
    leading = leading_mm(_SMALL_PT)
    paper.fill(x, top + 0.2, 0.9, len(lines) * leading)
    for index, line in enumerate(lines):
        paper.text(
            x + 2.5,
            top + index * leading + ASCENT * em_mm(_SMALL_PT) + 0.4,
            line,
            _SMALL_PT,
            field="remarks",
            weight=Weight.BOLD,
        )


def _draw_quantity(paper: Paper, measured: MeasuredRow, columns: Columns, y: float) -> None:
    text = str(measured.row.quantity)
    size = fit_line(text, QUANTITY_MM - 1, _bold, 26, 10, field="quantity")
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
