"""The rail at the left edge: the screens this person may use."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.theme.active import colours, paint
from desktop.theme.icons import app_pixmap, icon_pixmap
from desktop.theme.tokens import Face, tokens
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import CENTRE, draw_text, lettering

LEAST_HEIGHT = 44
"""Of an item, in logical px: icon and name without air. Fifteen fit into the smallest window."""


class _Mark(QWidget):
    """The program's sign at the top of the rail."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(71, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        pixmap = app_pixmap(32, self.devicePixelRatioF())
        QPainter(self).drawPixmap(20, 4, pixmap)


class RailItem(QToolButton):
    """One screen: icon over its name; the present one is filled with the accent."""

    def __init__(self, key: str, title: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._icon = icon
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setFixedWidth(71)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setMaximumHeight(tokens().height.rail_item)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """All items are equally large; where there are many, all are lower."""
        return QSize(71, tokens().height.rail_item)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint fill, icon, name and focus ring."""
        painter, c, on = QPainter(self), colours(), self.isChecked()
        box = QRectF(self.rect())
        if on:
            draw_box(painter, box, c.accent)
        elif self.underMouse():
            draw_box(painter, box, c.sunken)
        if self.hasFocus():
            # On the accent the ring is the words' colour, else it would not be seen.
            inner = box.adjusted(3, 3, -3, -3) if on else box
            draw_box(
                painter,
                inner,
                c.accent if on else c.surface,
                c.on_accent if on else c.focus,
                line=2,
            )
        ink = c.on_accent if on else c.text2
        pixmap = icon_pixmap(self._icon, 24, ink, self.devicePixelRatioF())
        top = (self.height() - 44) // 2
        painter.drawPixmap((self.width() - 24) // 2, top, pixmap)
        style = lettering(Face.TABLE, bold=on)
        words = QRectF(2, top + 26, self.width() - 4, 20)
        draw_text(painter, self.text(), style, words, ink, CENTRE)


class Rail(QWidget):
    """The screens, one above the other; some stand at the bottom."""

    requested = Signal(str)
    """A person asked for a screen; carries its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(tokens().height.rail_width)
        self._items: dict[str, RailItem] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 9, 8)
        self._column.setSpacing(2)
        self._column.addWidget(_Mark(self))
        self._column.addStretch(1)
        self._top = 1

    @property
    def keys(self) -> tuple[str, ...]:
        """The screens it shows."""
        return tuple(self._items)

    def add(self, key: str, title: str, icon: str, at_bottom: bool = False) -> None:
        """Show a screen in the rail.

        Raises:
            ValueError: There is one with this key.
        """
        if key in self._items:
            raise ValueError(f"the rail has a screen {key!r} already")
        item = RailItem(key, title, icon, self)
        self._items[key] = item
        self._group.addButton(item)
        if at_bottom:
            self._column.addWidget(item)
        else:
            self._column.insertWidget(self._top, item)
            self._top += 1
        item.clicked.connect(self._on_clicked)

    def remove(self, key: str) -> None:
        """Take a screen out of the rail, for example when another person signs in."""
        item = self._items.pop(key)
        if self._column.indexOf(item) < self._top:
            self._top -= 1
        self._group.removeButton(item)
        self._column.removeWidget(item)
        item.setParent(None)
        item.deleteLater()

    def select(self, key: str) -> None:
        """Mark a screen as the present one."""
        self._items[key].setChecked(True)

    def item(self, key: str) -> RailItem:
        """The button of a screen."""
        return self._items[key]

    def set_title(self, key: str, title: str) -> None:
        """Name a screen anew."""
        self._items[key].setText(title)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, RailItem):
            self.requested.emit(sender.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface and the hairline at its right."""
        painter, c = QPainter(self), colours()
        painter.fillRect(self.rect(), paint(c.surface))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), paint(c.border))
