"""A widget that paints rows of words and is as high as they need at its width."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class PaintedRows(QWidget):
    """Base of the parts of an order; subclasses fill in `heightForWidth` and `draw`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Not Fixed: Qt would then cap the height at the hint, which is for the last width.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint what lies within `exposed`."""
        raise NotImplementedError

    def changed(self, *words: str) -> None:
        """Take the new height, paint anew, and tell screen readers what stands here."""
        self.setAccessibleName(" ".join(filter(None, words)))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the rows are."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        """At the present width."""
        return QSize(400, self.heightForWidth(self.width() or 400))

    def minimumSizeHint(self) -> QSize:
        """Narrow ones wrap, then elide."""
        return QSize(200, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that can be seen."""
        self.draw(QPainter(self), QRectF(event.rect()))
