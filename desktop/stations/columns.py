"""Columns of a station screen, and the card below the verdict in any language."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.theme.tokens import tokens
from desktop.widgets.next_card import NextCard


class TrailCard(NextCard):
    """What comes next over the trail; its caption follows the language."""

    def set_trail_caption(self, caption: str) -> None:
        """Words before the trail."""
        if caption != self._trail_caption:
            self._trail_caption = caption
            self.update()


def column(widgets: tuple[QWidget, ...], growing: QWidget) -> QWidget:
    """Widgets one under the other, of which one takes what is left."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens().gap)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is growing else 0)
    return holder


def pages(*widgets: QWidget) -> tuple[QWidget, QStackedLayout]:
    """A widget that shows one of others at a time, and the layout that chooses."""
    holder = QWidget()
    stack = QStackedLayout(holder)
    stack.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        stack.addWidget(widget)
    return holder, stack


def share_room(holder: QWidget) -> None:
    """Lay a column out now, so that what is measured next is what will be painted."""
    layout = holder.layout()
    if layout is not None:
        layout.activate()
