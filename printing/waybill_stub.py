"""The stub of a waybill, torn off and filed."""

from __future__ import annotations

from printing.clock_text import minute_text
from printing.codes import code128
from printing.documents import WaybillLabel
from printing.fonts import CAP_HEIGHT, Weight, printable, width_mm
from printing.media import WIDEST_MODULE_MM, dots_of
from printing.paper import Align
from printing.text_fit import em_mm, fit_line
from printing.waybill_page import LabelPage, bold_mm

_BARS_MM = 10.0


def draw_stub(page: LabelPage, y: float) -> None:
    """The number again, the box, and when, where and by whom it was printed."""
    paper, label = page.paper, page.label
    bottom = paper.media.height_mm
    size = page.pt(10)
    bars = max(_BARS_MM, page.layout.stub - 17.5)
    most = dots_of(WIDEST_MODULE_MM, paper.dpi)
    paper.linear(code128(label.number), 0, y + 2.4, paper.media.width_mm, bars, most=most)
    baseline = y + 2.4 + bars + 1.3 + CAP_HEIGHT * em_mm(size)
    middle = paper.media.width_mm / 2
    paper.text(
        middle,
        baseline,
        label.number,
        size,
        field="waybill number",
        align=Align.CENTRE,
        spacing_mm=0.35,
    )
    last = bottom - 3.4
    if label.copy_no:
        mark = page.pt(10)
        strip = CAP_HEIGHT * em_mm(size)
        page.copy_mark(page.left + _mark_width(page, mark), baseline - strip + 0.3, strip + 1.4, 10)
    if label.box_code:
        paper.text(
            page.right,
            baseline,
            label.box_code,
            page.pt(9),
            field="box code",
            weight=Weight.BOLD,
            align=Align.RIGHT,
        )
    _stub_line(page, last)


def _mark_width(page: LabelPage, size: float) -> float:
    return bold_mm(page.words.copy.format(n=page.label.copy_no), size) + 3


def _stub_line(page: LabelPage, baseline: float) -> None:
    label = page.label
    when = minute_text(label.printed_at, label.time_zone)
    parts = (parcel_name(label), when, printable(f"{label.station} {label.operator}"))
    size = fit_line(
        "".join(parts), page.width - 6, bold_mm, page.pt(8.5), 5.5, field="station and operator"
    )
    places = (
        (page.left, Align.LEFT, Weight.BOLD),
        (None, Align.CENTRE, Weight.REGULAR),
        (page.right, Align.RIGHT, Weight.REGULAR),
    )
    first, last = bold_mm(parts[0], size), width_mm(parts[2], size)
    half = width_mm(when, size) / 2
    middle = page.paper.media.width_mm / 2
    if middle - half < page.left + first + 2 or middle + half > page.right - last - 2:
        middle = (page.left + first + page.right - last) / 2
    for part, (x, align, weight) in zip(parts, places, strict=True):
        page.paper.text(
            middle if x is None else x,
            baseline,
            part,
            size,
            field="station and operator",
            weight=weight,
            align=align,
        )


def parcel_name(label: WaybillLabel) -> str:
    """Order number and parcel, `20261123000042-1`: what the stub is filed under."""
    return f"{label.order_no}-{label.parcel_index}"
