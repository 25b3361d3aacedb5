"""The head of a packing screen: which order, how it goes, how far it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.theme.active import colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face
from desktop.widgets.cards import PaintedCard
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import RIGHT, draw_text, lettering, text_width
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State


@dataclass(frozen=True, slots=True)
class OrderView:
    """What the head shows, in finished words.

    Attributes:
        number: The order number; never cut.
        route: Carrier, service, box, for example "顺丰 SF · express · box 1 of 2".
        counted: For example "3 of 4 items"; its first number is set bold.
        done: Units counted.
        total: Units wanted.
        cut_off: For example "cut-off 18:00"; empty shows none.
        late: Whether the cut-off is near or past.
    """

    number: str
    route: str
    counted: str
    done: int
    total: int
    cut_off: str = ""
    late: bool = False


def draw_progress(painter: QPainter, box: QRectF, done: int, total: int) -> None:
    """Draw a bar that is full when everything is done."""
    c = colours()
    draw_box(painter, box, c.sunken, radius=box.height() / 2)
    part = min(1.0, done / total) if total > 0 else 0.0
    if part > 0:
        filled = QRectF(box.left(), box.top(), round(box.width() * part), box.height())
        painter.save()
        painter.setClipRect(filled)
        draw_box(painter, box, c.accent, radius=box.height() / 2)
        painter.restore()


def draw_counted(painter: QPainter, text: str, face: Face, room: QRectF) -> int:
    """Draw words at the right, their first number bold; gives how wide they are."""
    plain, bold = lettering(face), lettering(face, bold=True)
    parts = [part for part in re.split(r"(\d[\d,.]*)", text, maxsplit=1) if part]
    styles = [bold if part[0].isdigit() and at < 2 else plain for at, part in enumerate(parts)]
    width = sum(text_width(part, style) for part, style in zip(parts, styles, strict=True))
    left = room.right() - width
    for part, style in zip(parts, styles, strict=True):
        wide = text_width(part, style)
        ink = colours().text if style.bold else colours().text2
        draw_text(painter, part, style, QRectF(left, room.top(), wide + 1, room.height()), ink)
        left += wide
    return width


class OrderHead(PaintedCard):
    """Order number, route, items, progress and cut-off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: OrderView | None = None

    @property
    def order(self) -> OrderView | None:
        """What is shown; None before the first order."""
        return self._order

    def set_order(self, order: OrderView | None) -> None:
        """Show another order, or none."""
        self._order = order
        if order is None:
            self.changed()
        else:
            self.changed(order.number, order.route, order.counted, order.cut_off)

    def wanted(self) -> QSize:
        """The card of the packing screen."""
        return QSize(736, 132)

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint number and items, route and cut-off, and the bar."""
        order = self._order
        if order is None:
            return
        c = colours()
        inner = box.adjusted(16, 16, -16, -16)
        first = QRectF(inner.left(), inner.top(), inner.width(), Face.LEAD.line)
        taken = draw_counted(painter, order.counted, Face.STATION_BODY, first)
        draw_text(
            painter,
            order.number,
            lettering(Face.LEAD, bold=True),
            first.adjusted(0, 0, -taken - 16, 0),
            c.text,
        )
        second = QRectF(inner.left(), first.bottom() + 2, inner.width(), Face.STATION_BODY.line)
        taken = self._draw_cut_off(painter, order, second)
        draw_text(
            painter,
            order.route,
            lettering(Face.STATION_BODY),
            second.adjusted(0, 0, -taken, 0),
            c.text2,
        )
        bar = QRectF(inner.left(), box.bottom() - 16 - 8, inner.width(), 8)
        draw_progress(painter, bar, order.done, order.total)

    def _draw_cut_off(self, painter: QPainter, order: OrderView, room: QRectF) -> int:
        if not order.cut_off:
            return 0
        c = colours()
        style = lettering(Face.REFERENCE, bold=order.late)
        draw_text(painter, order.cut_off, style, room, c.text if order.late else c.text2, RIGHT)
        width = text_width(order.cut_off, style) + 32
        sign = QRectF(room.right() - width, room.center().y() - 12, 24, 24)
        if order.late:
            draw_badge(painter, State.ATTENTION, sign)
        else:
            pixmap = icon_pixmap("clock", 24, c.text2, self.devicePixelRatioF())
            painter.drawPixmap(sign.toRect(), pixmap)
        return width + 16
