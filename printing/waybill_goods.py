"""The strip of a waybill that says what is inside, and the QR code."""

from __future__ import annotations

from printing.codes import qr
from printing.fonts import Weight, printable
from printing.goods_text import goods_lines
from printing.paper import Align
from printing.text_fit import em_mm, fit_line, leading_mm
from printing.waybill_page import LabelPage, bold_mm


def draw_goods(page: LabelPage, y: float) -> float:
    """Goods, weight, payment, parcel, marks and the carrier's QR; gives the lower edge."""
    lay, label = page.layout, page.label
    right = page.right
    if label.carrier_qr:
        side = min(lay.qr_side, lay.goods - 0.5)
        # The QR's own quiet zone is the margin on the right.
        left = page.paper.media.width_mm - side
        page.paper.matrix(qr(label.carrier_qr), left, y + (lay.goods - side) / 2, side)
        right = left - 0.5
    bottom = y + lay.goods - 2.4
    if label.marks:
        bottom = _marks(page, bottom, right) - 1.2
    bottom = _facts(page, bottom, right) - 1.0
    _goods_text(page, y + 2.2, bottom, right)
    return page.line(y + lay.goods)


def _goods_text(page: LabelPage, top: float, bottom: float, right: float) -> None:
    size = page.pt(9)
    pieces = page.words.pieces.format(n=page.label.pieces)
    indent = bold_mm(pieces, size) + 2.2
    leading = leading_mm(size)
    most = max(1, int((bottom - top - em_mm(size)) / leading + 1))
    baseline = top + 0.88 * em_mm(size)
    page.paper.text(page.left, baseline, pieces, size, field="goods summary", weight=Weight.BOLD)
    lines = goods_lines(
        page.label.goods, right - page.left, size, most, indent, page.words.more_kinds
    )
    for index, line in enumerate(lines):
        x = page.left if index else page.left + indent
        page.paper.text(x, baseline, line, size, field="goods summary")
        baseline += leading


def _facts(page: LabelPage, bottom: float, right: float) -> float:
    """Weight, payment, parcel i/n in one line above `bottom`; gives its upper edge."""
    label, words = page.label, page.words
    facts: list[str] = []
    if label.weight_g is not None:
        facts.append(f"{words.weight} {label.weight_g / 1000:.2f} kg")
    facts.append(printable(label.payment))
    facts.append(words.parcel.format(i=label.parcel_index, n=label.parcel_count))
    facts = [fact for fact in facts if fact]
    gaps = 3.5 * (len(facts) - 1)
    size = fit_line(
        "".join(facts), right - page.left - gaps, bold_mm, page.pt(9.5), 6, field="payment"
    )
    gap = 3.5
    x, baseline = page.left, bottom - 0.12 * em_mm(size)
    for fact in facts:
        x += gap + page.paper.text(x, baseline, fact, size, field="payment", weight=Weight.BOLD)
    return bottom - em_mm(size)


def _marks(page: LabelPage, bottom: float, right: float) -> float:
    """Words in boxes above `bottom`; gives the boxes' upper edge."""
    marks = [printable(mark) for mark in page.label.marks]
    around, gap = 3.2, 2.0
    room = right - page.left - len(marks) * around - (len(marks) - 1) * gap
    size = fit_line("".join(marks), room, bold_mm, page.pt(11.5), 7, field="marks")
    height = em_mm(size) + 2.2
    x, top = page.left, bottom - height
    for mark in marks:
        width = bold_mm(mark, size) + around
        page.paper.box(x, top, width, height, 0.38)
        page.paper.text(
            x + width / 2,
            page.paper.centred_baseline(top, height, size),
            mark,
            size,
            field="marks",
            weight=Weight.BOLD,
            align=Align.CENTRE,
        )
        x += width + gap
    return top
