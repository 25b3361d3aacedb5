"""Where things stand on a waybill, for each paper it can be printed on. Millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from printing.media import LABEL_76_130, LABEL_100_150, LABEL_100_180, Media
from printing.problems import CannotPrint, PrintProblem

_LEAST_HEIGHT_MM = 130.0
_LEAST_WIDTH_MM = 76.0


@dataclass(frozen=True, slots=True)
class WaybillLayout:
    """Strips from top to bottom; their heights add up to the paper.

    Attributes:
        margin: White at the left and right of text.
        header: Carrier and service.
        route: Sorting code.
        code: Barcode and number.
        receiver: Receiver; its lower edge may be the sender's upper.
        sender: Sender; ends at the perforation where the paper has one.
        goods: Goods, weight, payment, marks, QR.
        stub: The part that is torn off.
        qr_side: Square for the QR code with its quiet zone.
        scale: Factor for type sizes against 100 mm wide paper.
    """

    margin: float
    header: float
    route: float
    code: float
    receiver: float
    sender: float
    goods: float
    stub: float
    qr_side: float
    scale: float = 1.0


_LAYOUTS = {
    LABEL_100_150.name: WaybillLayout(4, 13, 17, 26, 24, 10, 31, 29, 30),
    LABEL_100_180.name: WaybillLayout(4, 14, 19, 30, 33, 14, 38, 32, 32),
    LABEL_76_130.name: WaybillLayout(3, 11, 13.5, 24.5, 21.5, 9.5, 26, 24, 25, 0.85),
}


def layout_for(media: Media) -> WaybillLayout:
    """The strips of a waybill on this paper; longer paper stretches the 100 × 150 mm design.

    Raises:
        CannotPrint: `media_too_small` for paper narrower than 76 or shorter than 130 mm.
    """
    if (known := _LAYOUTS.get(media.name)) is not None:
        return known
    if media.width_mm < _LEAST_WIDTH_MM or media.height_mm < _LEAST_HEIGHT_MM:
        raise CannotPrint(
            PrintProblem.MEDIA_TOO_SMALL,
            width_mm=round(media.width_mm),
            height_mm=round(media.height_mm),
        )
    base = _LAYOUTS[LABEL_100_150.name if media.width_mm >= 100 else LABEL_76_130.name]
    head = base.header + base.route + base.code + base.receiver + base.sender
    tear = media.tear_mm or head
    stretched = tear / head
    stub = base.stub
    return WaybillLayout(
        base.margin,
        base.header * stretched,
        base.route * stretched,
        base.code * stretched,
        base.receiver * stretched,
        base.sender * stretched,
        media.height_mm - tear - stub,
        stub,
        base.qr_side,
        base.scale,
    )
