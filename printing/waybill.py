"""The waybill: a carrier's label, drawn strip by strip as `printing.waybill_layout` says.

What must be read by a machine or from afar comes first in size: route code, number, receiver.
Nothing is cut but the goods summary, and that says how much there is.

References:
    FIELD "Labels and waybills" (what stands on the label); clauses 4.2.1b, 4.2.2a.
"""

from __future__ import annotations

from collections.abc import Sequence

from printing.documents import WaybillLabel
from printing.media import Media
from printing.paper import Paper, Printed
from printing.problems import CannotPrint, PrintProblem
from printing.waybill_goods import draw_goods
from printing.waybill_head import draw_header, draw_number, draw_route
from printing.waybill_layout import layout_for
from printing.waybill_page import LabelPage
from printing.waybill_people import draw_receiver, draw_sender
from printing.waybill_stub import draw_stub
from printing.words import label_words


def render_waybill(
    label: WaybillLabel, media: Media, dpi: int = 203, language: str = "zh_CN"
) -> bytes:
    """The label as a PDF of one page, exactly the paper's size.

    Raises:
        CannotPrint: A character has no glyph, a text or code does not fit, a number cannot be
            written in Code 128, the paper is too small.
    """
    return draw_waybills((label,), media, dpi, language).pdf


def render_waybills(
    labels: Sequence[WaybillLabel], media: Media, dpi: int = 203, language: str = "zh_CN"
) -> bytes:
    """Many labels as one PDF, a page each, sharing one embedded font.

    Raises:
        CannotPrint: As for one; nothing is given when one label cannot be printed.
    """
    return draw_waybills(labels, media, dpi, language).pdf


def draw_waybills(
    labels: Sequence[WaybillLabel], media: Media, dpi: int = 203, language: str = "zh_CN"
) -> Printed:
    """As `render_waybills`, with the place of every code on the pages."""
    if not labels:
        raise CannotPrint(PrintProblem.NOTHING_TO_PRINT)
    layout = layout_for(media)
    paper = Paper(media, dpi, f"Waybill {labels[0].number}")
    for index, label in enumerate(labels):
        if index:
            paper.next_page()
        _draw(LabelPage(paper, label, layout, label_words(language)))
    return paper.finish()


def _draw(page: LabelPage) -> None:
    """All strips; a label without route code gives that room to the barcode."""
    lay = page.layout
    code_height = lay.code
    y = draw_header(page, 0.0)
    if page.label.route_code:
        y = draw_route(page, y, page.label.route_code)
    else:
        code_height += lay.route
    y = draw_number(page, y, code_height)
    y = draw_receiver(page, y)
    y = draw_sender(page, y)
    y = draw_goods(page, y)
    draw_stub(page, y)
