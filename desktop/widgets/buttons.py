"""Buttons and chips for the office. Stations need none: there, cards are scanned."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.theme.active import colours, paint
from desktop.theme.icons import icon
from desktop.theme.tokens import Face, tokens
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import draw_text, lettering, text_width


class Button(QPushButton):
    """A push button in one of the house's shapes; its icon follows the theme.

    Args:
        text: Finished words.
        icon_name: An icon left of the words, or none.
        kind: "primary" for the one main action, "quiet" without a frame, "" otherwise.
        size: "small", "guide" or "" for the usual height.
        parent: Its widget.
    """

    def __init__(
        self,
        text: str = "",
        icon_name: str = "",
        *,
        kind: str = "",
        size: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self.setProperty("kind", kind)
        self.setProperty("fit", size)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._tint()

    def _tint(self) -> None:
        if not self._icon_name:
            return
        c = colours()
        ink = c.on_accent if self.property("kind") == "primary" else c.text
        air = 6 if self.text() else 0
        self.setIconSize(QSize(18 + air, 18))
        self.setIcon(icon(self._icon_name, 18, ink, self.devicePixelRatioF(), air))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button; on the accent the focus ring takes the words' colour."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(paint(colours().on_accent), tokens().border.focus))
            inner = tokens().radius.control - 3
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), inner, inner)

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()


class Chip(QPushButton):
    """A filter that is on or off, with a count behind its word."""

    def __init__(self, text: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._count = count
        self.setProperty("fit", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def count(self) -> int | None:
        """How many rows it would show; None where nobody counted."""
        return self._count

    def set_count(self, count: int | None) -> None:
        """Show how many rows it would show."""
        if count != self._count:
            self._count = count
            self.updateGeometry()
            self.update()

    def _figure(self) -> str:
        return "" if self._count is None else f"{self._count:,}"

    def sizeHint(self) -> QSize:
        """Word and count in bold, so that nothing moves when it is checked."""
        bold = lettering(Face.BODY, bold=True)
        count = self._figure()
        wide = text_width(self.text(), bold) + (text_width(count, bold) + 6 if count else 0)
        return QSize(wide + 24, tokens().height.chip)

    def minimumSizeHint(self) -> QSize:
        """The same: chips do not shrink."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill, the word, the count and the focus ring."""
        painter, c, on = QPainter(self), colours(), self.isChecked()
        box = QRectF(self.rect())
        radius = tokens().radius.chip
        hover = c.sunken if self.underMouse() else c.surface
        draw_box(
            painter,
            box,
            c.accent if on else hover,
            c.accent if on else c.border_strong,
            radius=radius,
        )
        if self.hasFocus():
            inner = box.adjusted(2, 2, -2, -2) if on else box
            draw_box(
                painter,
                inner,
                c.accent if on else c.surface,
                c.on_accent if on else c.focus,
                line=2,
                radius=inner.height() / 2,
            )
        style, count = lettering(Face.BODY, bold=on), self._figure()
        figure = text_width(count, style) + 6 if count else 0
        left = box.left() + round((box.width() - text_width(self.text(), style) - figure) / 2)
        room = QRectF(left, 0, box.right() - left, box.height())
        words = draw_text(painter, self.text(), style, room, c.on_accent if on else c.text)
        draw_text(
            painter,
            count,
            style,
            room.adjusted(words.width() + 6, 0, 0, 0),
            c.on_accent if on else c.text3,
        )
