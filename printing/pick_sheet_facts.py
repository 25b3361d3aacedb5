"""What every pick sheet says, laid out for any width: order, wave, carrier, all order numbers.

References:
    Clause 3.2.2b; STYLE of the paper: a small caption above each fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from printing.clock_text import minute_text
from printing.documents import PickRow, PickSheet
from printing.fonts import Weight, printable, width_mm
from printing.paper import Align, Paper
from printing.text_fit import cut, leading_mm, wrap
from printing.words import SheetWords

FACT_PT = 10.5
CAPTION_PT = 7.5
ORDERS_PT = 8.5
_CAPTIONED_MM = 9.6
_PLAIN_MM = 6.0
_LEAST_GAP_MM = 4.0
_MOST_GAP_MM = 12.0
_ORDERS_LINES = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact and where it stands in its row, in mm from the left edge."""

    caption: str
    text: str
    x: float


def bold_mm(text: str, size_pt: float) -> float:
    """How wide a bold text is."""
    return width_mm(text, size_pt, Weight.BOLD)


def fact_rows(sheet: PickSheet, words: SheetWords, width: float) -> tuple[tuple[Fact, ...], ...]:
    """Order, wave, zone, carrier, cut-off and size of the task in as many rows as they need."""
    rows: list[list[tuple[str, str, float]]] = [[]]
    used = 0.0
    for caption, text in _facts(sheet, words):
        shown = cut(text, width, FACT_PT, bold_mm)
        own = max(bold_mm(shown, FACT_PT), width_mm(caption, CAPTION_PT))
        if rows[-1] and used + _LEAST_GAP_MM + own > width:
            rows.append([])
        used = own + (used + _LEAST_GAP_MM if rows[-1] else 0.0)
        rows[-1].append((caption, shown, own))
    return tuple(_spread(row, width) for row in rows)


def _facts(sheet: PickSheet, words: SheetWords) -> list[tuple[str, str]]:
    one = len(sheet.order_nos) == 1
    orders = words.orders.format(n=len(sheet.order_nos))
    cut_off = minute_text(sheet.cut_off, sheet.time_zone) if sheet.cut_off else ""
    pieces = sum(row.quantity for row in sheet.rows)
    facts = [
        (words.order, sheet.order_nos[0] if one else orders),
        (words.wave, sheet.wave_no or ""),
        (words.zone, sheet.zone),
        (words.carrier, sheet.carrier),
        (words.cut_off, cut_off),
        ("", words.lines_and_pieces.format(lines=len(sheet.rows), pieces=pieces)),
    ]
    return [(caption, printable(text)) for caption, text in facts if text]


def _spread(row: Sequence[tuple[str, str, float]], width: float) -> tuple[Fact, ...]:
    spare = width - sum(own for _, _, own in row)
    gap = min(_MOST_GAP_MM, spare / max(1, len(row) - 1))
    facts = []
    x = 0.0
    for caption, text, own in row:
        facts.append(Fact(caption, text, x if caption else width - own))
        x += own + gap
    return tuple(facts)


def draw_facts(paper: Paper, rows: Sequence[Sequence[Fact]], left: float, top: float) -> float:
    """Draw the rows of facts; gives the lower edge."""
    for row in rows:
        top += _row_mm(row)
        for fact in row:
            x = left + fact.x
            paper.text(x, top - 7.2, fact.caption, CAPTION_PT, field="title")
            paper.text(
                x,
                top - 2.2,
                fact.text,
                FACT_PT,
                field="wave, zone and carrier",
                weight=Weight.BOLD,
            )
    return top


def facts_height(rows: Sequence[Sequence[Fact]]) -> float:
    """How high the rows of facts are, in mm."""
    return sum(_row_mm(row) for row in rows)


def _row_mm(row: Sequence[Fact]) -> float:
    """A row without captions needs no room for them."""
    return _CAPTIONED_MM if any(fact.caption for fact in row) else _PLAIN_MM


def order_lines(sheet: PickSheet, words: SheetWords, width: float) -> tuple[str, ...]:
    """The numbers of all orders in two lines; of more than fit there, how many there are.

    One order stands among the facts already.
    """
    numbers = sheet.order_nos
    if len(numbers) < 2:
        return ()
    widest = max(width_mm(f"{number}, ", ORDERS_PT) for number in numbers)
    fit = min(len(numbers), max(1, int(width / widest)) * _ORDERS_LINES)
    for count in range(fit, 0, -1):
        text = ", ".join(numbers[:count])
        if count < len(numbers):
            text += " " + words.more_orders.format(n=len(numbers))
        lines = wrap(text, width, ORDERS_PT, width_mm)
        if len(lines) <= _ORDERS_LINES:
            return lines
    return (words.orders.format(n=len(numbers)),)


def draw_order_lines(paper: Paper, lines: Sequence[str], left: float, top: float) -> float:
    """Draw the order numbers; gives the lower edge."""
    for line in lines:
        paper.text(left, top + 2.8, line, ORDERS_PT, field="order numbers")
        top += leading_mm(ORDERS_PT)
    return top + (1.0 if lines else 0.0)


def draw_marks(paper: Paper, sheet: PickSheet, words: SheetWords, x: float, top: float) -> float:
    """White on black: express, reprint. Gives their height, 0 where there is none."""
    marks = [words.express] if sheet.express else []
    if sheet.copy_no:
        marks.append(words.copy.format(n=sheet.copy_no))
    for mark in marks:
        width = bold_mm(mark, 11) + 4
        paper.fill(x, top, width, 6.2)
        paper.text(
            x + width / 2,
            paper.centred_baseline(top, 6.2, 11),
            mark,
            11,
            field="title",
            weight=Weight.BOLD,
            align=Align.CENTRE,
            white=True,
        )
        x += width + 2.5
    return 6.2 if marks else 0.0


def made_text(sheet: PickSheet) -> str:
    """When, where and by whom the sheet was printed."""
    when = minute_text(sheet.printed_at, sheet.time_zone)
    return printable(f"{when} · {sheet.station} {sheet.operator}")


def goods_facts(row: PickRow, words: SheetWords) -> tuple[str, ...]:
    """SKU, lot and expiry, each a line."""
    facts = [printable(row.sku)]
    if row.lot:
        facts.append(f"{words.lot} {printable(row.lot)}")
    if row.expires_on:
        facts.append(f"{words.expires} {row.expires_on.isoformat()}")
    return tuple(facts)


def slots_text(row: PickRow, words: SheetWords) -> str:
    """Which slot of the put wall gets how many, or empty."""
    shares = ", ".join(f"{share.slot}×{share.units}" for share in row.slots)
    return f"{words.slot} {shares}" if shares else ""
