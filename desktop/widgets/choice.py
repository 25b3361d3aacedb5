"""A choice among a few: a combo box with the house's own arrow."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

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
