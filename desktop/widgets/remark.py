"""The remark bar: what the customer or a colleague wants to be heeded."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours
from desktop.theme.tokens import Face, tokens
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import Block, draw_text, lettering, set_text, text_width
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State

_MOST_LINES = 3


class RemarkBar(QWidget):
    """Tint, triangle and the remark in bold. It stays until the parcel closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = self._remark = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def set_remark(self, caption: str, remark: str) -> None:
        """Show a remark; an empty one takes the bar away."""
        self._caption, self._remark = caption, remark
        self.setAccessibleName(f"{caption} {remark}".strip())
        self.setVisible(bool(remark))
        self.updateGeometry()
        self.update()

    def _block(self, width: int) -> tuple[int, Block]:
        caption = text_width(self._caption, lettering(Face.STATION_BODY))
        left = 60 + (caption + 12 if self._caption else 0)
        bold = lettering(Face.STATION_BODY, bold=True)
        return left, set_text(self._remark, bold, max(1, width - left - 16), _MOST_LINES)

    def hasHeightForWidth(self) -> bool:
        """Long remarks wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line has the bar's height; every other one adds a line."""
        extra = max(0, len(self._block(width)[1].lines) - 1)
        return tokens().height.remark_bar + extra * Face.STATION_BODY.line

    def sizeHint(self) -> QSize:
        """The bar of the packing screen."""
        return QSize(736, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(240, tokens().height.remark_bar)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tint, the triangle and the words."""
        painter = QPainter(self)
        c, box = colours(), QRectF(self.rect())
        draw_box(painter, box, c.attention_tint, c.attention)
        first = QRectF(16, 15, box.width() - 32, Face.STATION_BODY.line)
        draw_badge(painter, State.ATTENTION, QRectF(16, 16, 33, 33))
        draw_text(
            painter,
            self._caption,
            lettering(Face.STATION_BODY),
            first.adjusted(44, 0, 0, 0),
            c.attention_text,
        )
        left, block = self._block(self.width())
        room = QRectF(left, 15, box.width() - left - 16, max(34, block.height))
        draw_text(
            painter,
            self._remark,
            lettering(Face.STATION_BODY, bold=True),
            room,
            c.text,
            most_lines=_MOST_LINES,
        )
