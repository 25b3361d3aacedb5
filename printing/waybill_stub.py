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
    left = page.left
    if label.copy_no:
        mark = page.pt(10)
        strip = CAP_HEIGHT * em_mm(size)
        page.copy_mark(left + _mark_width(page, mark), baseline - strip + 0.3, strip + 1.4, 10)
        left += _mark_width(page, mark) + 2
    end = _number(page, left, baseline, size)
    if label.box_code:
        _box_code(page, label.box_code, end + 2, baseline)
    _stub_line(page, bottom - 3.4)


def _number(page: LabelPage, left: float, baseline: float, size: float) -> float:
    """Write the number: centred where nothing stands beside it, else from `left`; gives its end."""
    label, spacing = page.label, 0.35
    width = width_mm(label.number, size) + spacing * (len(label.number) - 1)
    alone = not label.box_code and not label.copy_no
    start = (page.paper.media.width_mm - width) / 2 if alone else left
    page.paper.text(start, baseline, label.number, size, field="waybill number", spacing_mm=spacing)
    return start + width


def _box_code(page: LabelPage, code: str, left: float, baseline: float) -> None:
    """Write the box's code into what is left of the line, small enough to fit."""
    size = fit_line(code, page.right - left, bold_mm, page.pt(9), 5.5, field="box code")
    page.paper.text(
        page.right,
        baseline,
        code,
        size,
        field="box code",
        weight=Weight.BOLD,
        align=Align.RIGHT,
    )


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
