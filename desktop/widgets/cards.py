"""Cards: bordered surfaces that hold other widgets or paint their own words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.active import colours, paint
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face
from desktop.widgets.frames import RoundedEdge, draw_box
from desktop.widgets.lettering import RIGHT, draw_text, lettering, text_width
from desktop.widgets.lines import LineList, LineRow


class Card(QFrame):
    """A bordered surface with a column of widgets in it.

    Attributes:
        body: The column; add widgets to it.
    """

    def __init__(
        self, parent: QWidget | None = None, *, padding: int = 16, spacing: int = 8
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)


class PaintedCard(QWidget):
    """A card that paints its own words; subclasses fill in `draw` and `wanted`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wanted(self) -> QSize:
        """The size at which everything has its air."""
        raise NotImplementedError

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint the words on the card."""
        raise NotImplementedError

    def changed(self, *words: str) -> None:
        """Paint anew and tell screen readers what stands here."""
        self.setAccessibleName(" ".join(filter(None, words)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The size at which everything has its air."""
        return self.wanted()

    def minimumSizeHint(self) -> QSize:
        """As high as wanted; narrow cards elide."""
        return QSize(240, self.wanted().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, then the words."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        c = colours()
        draw_box(painter, box, c.surface, c.border)
        self.draw(painter, box)


class _LineFoot(QWidget):
    """The row under the lines: the box and what the parcel should weigh."""

    HEIGHT = 64

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(self.HEIGHT)
        self._left = self._right = ""
        self._icon = "box"

    def set_words(self, left: str, right: str, icon: str) -> None:
        self._left, self._right, self._icon = left, right, icon
        self.setVisible(bool(left or right))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c, style = colours(), lettering(Face.REFERENCE)
        painter.fillRect(self.rect(), paint(c.surface))
        painter.fillRect(QRectF(0, 0, self.width(), 1), paint(c.border))
        room = QRectF(52, 1, self.width() - 68, self.height() - 1)
        pixmap = icon_pixmap(self._icon, 24, c.text2, self.devicePixelRatioF())
        painter.drawPixmap(16, (self.height() - 24) // 2, pixmap)
        draw_text(painter, self._right, style, room, c.text2, RIGHT)
        taken = text_width(self._right, style) + 24 if self._right else 0
        draw_text(painter, self._left, style, room.adjusted(0, 0, -taken, 0), c.text2)


class LineCard(QWidget):
    """The lines of an order with a foot below them, in one card.

    Attributes:
        lines: The list.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LineList(self, rounded=False)
        self._foot = _LineFoot(self)
        self._foot.hide()
        column = QVBoxLayout(self)
        # The hairline is drawn in this one pixel.
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.lines, 1)
        column.addWidget(self._foot)
        self._edge = RoundedEdge(self)

    def set_rows(self, rows: tuple[LineRow, ...]) -> None:
        """Show these lines; only what changed is painted anew."""
        self.lines.set_rows(rows)

    def set_foot(self, left: str, right: str = "", icon: str = "box") -> None:
        """Words below the lines; two empty ones take the row away."""
        self._foot.set_words(left, right, icon)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the rounded edge over everything."""
        super().resizeEvent(event)
        self._edge.setGeometry(self.rect())
        self._edge.raise_()
