"""Columns of a station screen, and the card below the verdict in any language."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.theme.tokens import Face, tokens
from desktop.widgets.lettering import lettering, set_text
from desktop.widgets.next_card import NextCard

_NARROWEST, _PAD = 382, 24


class TrailCard(NextCard):
    """What comes next over the trail; its caption follows the language.

    A long instruction takes two lines, and then the whole room above the hairline.
    """

    def set_next(self, caption: str, instruction: str, detail: str = "", aside: str = "") -> None:
        """Say what comes next; the detail gives way to an instruction of two lines."""
        room = max(self.width(), _NARROWEST) - 2 * _PAD
        if set_text(instruction, lettering(Face.STATION_BODY, bold=True), room).elided:
            detail = ""
        super().set_next(caption, instruction, detail, aside)

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
