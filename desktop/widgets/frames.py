"""Rounded fills and hairline frames that fall on whole pixels."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme.active import colours, paint
from desktop.theme.tokens import tokens


def draw_box(
    painter: QPainter,
    box: QRectF,
    fill: str,
    edge: str | None = None,
    line: float = 1,
    radius: float | None = None,
) -> None:
    """Fill a rounded box; the edge is drawn inside it.

    Args:
        painter: What to draw with.
        box: In whole logical px.
        fill: Colour inside.
        edge: Colour of the edge; None draws none.
        line: Width of the edge in logical px.
        radius: Of the corners; None is a card's.
    """
    round_by = tokens().radius.card if radius is None else radius
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(paint(fill))
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, round_by, round_by)
        return
    half = line / 2
    painter.setPen(QPen(paint(edge), line))
    painter.drawRoundedRect(
        box.adjusted(half, half, -half, -half), round_by - half, round_by - half
    )


def draw_rule(
    painter: QPainter, left: float, right: float, top: float, colour: str, line: float = 1
) -> None:
    """A horizontal line of whole pixels."""
    painter.fillRect(QRectF(left, top, right - left, line), paint(colour))


class RoundedEdge(QWidget):
    """Rounds the corners of whatever lies under it and draws a card's hairline around it.

    Lay it over a list or table that fills a card: rows may then paint square.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the four corners in the ground's colour, then the hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        radius = tokens().radius.card
        ground, inside = QPainterPath(), QPainterPath()
        ground.addRect(box)
        inside.addRoundedRect(box, radius, radius)
        painter.fillPath(ground.subtracted(inside), paint(colours().canvas))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(paint(colours().border), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius - 0.5, radius - 0.5)
