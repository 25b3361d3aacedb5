"""The upper strips of a waybill: carrier and service, route code, barcode and number."""

from __future__ import annotations

import re

from printing.codes import code128
from printing.fonts import CAP_HEIGHT, Weight, printable
from printing.media import WIDEST_MODULE_MM, dots_of
from printing.paper import Align
from printing.text_fit import em_mm, fit_line
from printing.waybill_page import LabelPage, bold_mm

_LAST_GROUP = 5
_BARS_MM = 15.0


def draw_header(page: LabelPage, y: float) -> float:
    """Carrier left, service right, a reprint's mark between; gives the lower edge."""
    lay, label, paper = page.layout, page.label, page.paper
    service_pt = page.pt(15)
    service = printable(label.service_name)
    service_width = bold_mm(service, service_pt)
    if service_width > page.width * 0.45:
        service_pt = fit_line(
            service, page.width * 0.45, bold_mm, service_pt, 8, field="service name"
        )
        service_width = bold_mm(service, service_pt)
    paper.text(
        page.right,
        paper.centred_baseline(y, lay.header, service_pt),
        service,
        service_pt,
        field="service name",
        weight=Weight.BOLD,
        align=Align.RIGHT,
    )
    room = page.width - service_width - 4
    if label.copy_no:
        room -= page.copy_mark(page.right - service_width - 3, y, lay.header) + 3
    carrier = printable(label.carrier_name)
    size = fit_line(carrier, room, bold_mm, page.pt(20), 8, field="carrier name")
    paper.text(
        page.left,
        paper.centred_baseline(y, lay.header, size),
        carrier,
        size,
        field="carrier name",
        weight=Weight.BOLD,
    )
    return page.line(y + lay.header)


def draw_route(page: LabelPage, y: float, route_code: str) -> float:
    """The sorting code in the largest type on the label; gives the lower edge."""
    route = printable(route_code)
    height = page.layout.route
    largest = page.pt(42)
    size = fit_line(route, page.width, bold_mm, largest, 14, field="route code")
    capital = CAP_HEIGHT * em_mm(size)
    han = any(ord(char) > 0x2E80 for char in route)
    middle = y + (height + capital) / 2
    page.paper.text(
        page.paper.media.width_mm / 2,
        page.paper.centred_baseline(y, height, size) if han else middle,
        route,
        size,
        field="route code",
        weight=Weight.BOLD,
        align=Align.CENTRE,
    )
    return page.line(y + height)


def draw_number(page: LabelPage, y: float, height: float) -> float:
    """The waybill number as barcode and in large groups; gives the lower edge."""
    paper, label = page.paper, page.label
    text = grouped(label.number)
    size = fit_line(text, page.width, bold_mm, page.pt(17), 9, field="waybill number")
    text_height = CAP_HEIGHT * em_mm(size)
    top, gap, bottom = 2.2, 1.7, 2.1
    bars = max(_BARS_MM, height - top - gap - text_height - bottom)
    most = dots_of(WIDEST_MODULE_MM, paper.dpi)
    paper.linear(code128(label.number), 0, y + top, paper.media.width_mm, bars, most=most)
    spacing = min(0.5, (page.width - bold_mm(text, size)) / len(text))
    paper.text(
        paper.media.width_mm / 2,
        y + top + bars + gap + text_height,
        text,
        size,
        field="waybill number",
        weight=Weight.BOLD,
        align=Align.CENTRE,
        spacing_mm=spacing,
    )
    return page.line(y + height)


def grouped(number: str) -> str:
    """A waybill number in groups that can be read aloud; the last five stay together.

    Examples:
        >>> grouped("SF1340267715208"), grouped("75123456789012"), grouped("12345")
        ('SF1340 2677 15208', '75123 4567 89012', '12345')
    """
    if len(number) < _LAST_GROUP + 4:
        return number
    head, tail = number[:-_LAST_GROUP], number[-_LAST_GROUP:]
    letters = re.match(r"[A-Za-z]*", head)
    prefix = letters.group() if letters else ""
    digits = head[len(prefix) :]
    count = max(1, round(len(digits) / 4))
    short, longer = divmod(len(digits), count)
    sizes = [short + (index < longer) for index in range(count)]
    groups = []
    start = 0
    for size in sizes:
        groups.append(digits[start : start + size])
        start += size
    groups[0] = prefix + groups[0]
    return " ".join([*groups, tail])
