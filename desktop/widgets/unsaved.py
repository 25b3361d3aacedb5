"""How many scans stand only on this station's disk: a pill, and stripes nobody overlooks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours, paint
from desktop.theme.tokens import Face, tokens
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import draw_text, lettering, text_width

STRIPES_HEIGHT = 8
_STRIPE = 12


def draw_stripes(painter: QPainter, box: QRectF) -> None:
    """Draw stripes of 12 px at 45 degrees in amber and near black."""
    painter.save()
    painter.setClipRect(box)
    painter.fillRect(box, paint(colours().attention))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paint(tokens().stripe))
    step, lean = _STRIPE * 2**0.5, box.height()
    left = box.left() - lean
    while left < box.right():
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(left, box.bottom()),
                    QPointF(left + lean, box.top()),
                    QPointF(left + lean + step, box.top()),
                    QPointF(left + step, box.bottom()),
                ]
            )
        )
        left += 2 * step
    painter.restore()


class UnsavedPill(QWidget):
    """The number of scans that the centre does not have yet.

    Args:
        word: For example "unsaved".
        parent: Its widget.
    """

    def __init__(self, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def count(self) -> int:
        """How many there are."""
        return self._count

    def set_unsaved(self, count: int, word: str) -> None:
        """Show how many there are, with the word for that number."""
        self._count, self._word = count, word
        self.setAccessibleName(f"{count} {word}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Number and word."""
        number = text_width(f"{self._count:,}", lettering(Face.HINT, bold=True))
        return QSize(number + text_width(self._word, lettering(Face.HINT)) + 24, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill: amber as soon as there is one."""
        painter, c = QPainter(self), colours()
        box = QRectF(self.rect())
        waits = self._count > 0
        draw_box(painter, box, c.attention if waits else c.sunken, radius=tokens().radius.control)
        ink = c.on_attention if waits else c.text
        room = box.adjusted(8, 0, -8, 0)
        number = draw_text(painter, f"{self._count:,}", lettering(Face.HINT, bold=True), room, ink)
        draw_text(
            painter,
            self._word,
            lettering(Face.HINT),
            room.adjusted(number.width() + 8, 0, 1, 0),
            ink if waits else c.text2,
        )
