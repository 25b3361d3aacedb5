"""A page that shows how a printer prints: its edges, its scale, its sharpness, its codes.

Measure the ruler and look whether the frame is whole: a driver that shrinks or shifts pages spoils
both before it spoils a label.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from printing.codes import code128
from printing.fonts import Weight, printable, width_mm
from printing.media import Media
from printing.paper import HAIRLINE_MM, Align, Paper, Printed
from printing.text_fit import fit_line

CODE = "TEST-0123456789"
_EDGE_MM = 2.0
_MARGIN_MM = 6.0
_LINE_MM = 5.0


def draw_trial_page(media: Media, dpi: int, lines: Sequence[str]) -> Printed:
    """The page, its frame 2 mm from each edge.

    Args:
        lines: What stands on it, the first one large: printer, paper, station.

    Raises:
        CannotPrint: A character without glyph, a line that does not fit, paper too narrow.
    """
    height = min(media.height_mm, 150.0) if media.endless else media.height_mm
    paper = Paper(media, dpi, CODE, height if media.endless else None)
    width, room = media.width_mm, media.width_mm - 2 * _MARGIN_MM
    paper.box(_EDGE_MM, _EDGE_MM, width - 2 * _EDGE_MM, height - 2 * _EDGE_MM)
    y = _MARGIN_MM + _LINE_MM
    for number, line in enumerate(map(printable, lines)):
        weight = Weight.REGULAR if number else Weight.BOLD
        measure = partial(width_mm, weight=weight)
        size = fit_line(line, room, measure, 9 if number else 13, 6, field="title")
        paper.text(_MARGIN_MM, y, line, size, field="title", weight=weight)
        y += _LINE_MM
    bars = min(14.0, height - y - 18)
    paper.linear(code128(CODE), 0, y, width, bars)
    y += bars + 4
    paper.text(width / 2, y, CODE, 8, field="title", align=Align.CENTRE)
    _ruler(paper, y + 3)
    return paper.finish()


def _ruler(paper: Paper, y: float) -> None:
    """Millimetres, as many tens as fit."""
    tens = int((paper.media.width_mm - 2 * _MARGIN_MM) // 10)
    left = (paper.media.width_mm - tens * 10) / 2
    paper.rule(left, y, left + tens * 10, HAIRLINE_MM)
    for millimetre in range(tens * 10 + 1):
        length = 4.0 if millimetre % 10 == 0 else 2.5 if millimetre % 5 == 0 else 1.5
        paper.column(left + millimetre, y, y + length, HAIRLINE_MM)
    for ten in range(tens + 1):
        paper.text(left + ten * 10, y + 6.6, str(ten * 10), 6, field="title", align=Align.CENTRE)
