"""Inputs of the office: a choice among a few with the house's own arrow, and an amount."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QSpinBox, QWidget

from desktop.theme.active import colours
from desktop.theme.icons import icon_pixmap


class Choice(QComboBox):
    """A combo box; its frame comes from the style sheet, its arrow from the icons."""

    def __init__(self, items: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItems(items)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, then the arrow in the theme's ink."""
        super().paintEvent(event)
        c = colours()
        ink = c.text2 if self.isEnabled() else c.text3
        pixmap = icon_pixmap("chevron-down", 16, ink, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.width() - 28, (self.height() - 16) // 2, pixmap)


class Amount(QSpinBox):
    """A whole number, typed or stepped by the arrow keys; digits right.

    A limit may say in words what its least number means: `setSpecialValueText`.
    """

    def __init__(self, least: int = 0, most: int = 9999, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _place_edit(self) -> None:
        # WORKAROUND(a style sheet and NoButtons leave the inner edit one pixel wide, Qt 6.11).
        self.lineEdit().setGeometry(self.rect().adjusted(12, 2, -12, -2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the digits the whole box."""
        super().resizeEvent(event)
        self._place_edit()

    def changeEvent(self, event: QEvent) -> None:
        """Give the digits the whole box again after a theme change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place_edit()
