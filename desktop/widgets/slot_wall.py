"""The put wall: every slot with what it holds, and the slot of the unit in hand, giant."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours
from desktop.theme.tokens import Face
from desktop.widgets.cards import PaintedCard
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import (
    CENTRE,
    RIGHT,
    Lettering,
    draw_text,
    lettering,
    text_width,
)
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State, shade_of

_GAP, _PAD, _LEAST = 8, 16, 64
_WIDE = 1.4
"""How wide a slot is drawn for its height, where there is room."""


@dataclass(frozen=True, slots=True)
class SlotView:
    """A slot as the wall shows it.

    Attributes:
        counted: Finished words, for example "2 / 3".
        state: GOOD where it is complete, STOP where nothing more goes in, else None.
        current: Whether the last unit went in here.
    """

    slot: int
    counted: str
    state: State | None = None
    current: bool = False


class SlotWall(PaintedCard):
    """All slots of the wall as tiles, as large as they can be.

    Attributes:
        slots: What is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.slots: tuple[SlotView, ...] = ()

    def set_slots(self, slots: tuple[SlotView, ...]) -> None:
        """Show slots in their order."""
        if slots != self.slots:
            self.slots = slots
            self.changed(*(f"{view.slot}: {view.counted}" for view in slots))

    def wanted(self) -> QSize:
        """The wall beside the verdict."""
        return QSize(800, 440)

    def minimumSizeHint(self) -> QSize:
        """Room for some slots; more of them are drawn smaller."""
        return QSize(320, 220)

    def tiles(self) -> list[QRectF]:
        """Where each slot is drawn."""
        count = len(self.slots)
        if not count:
            return []
        room = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        across = math.ceil(math.sqrt(count * room.width() / max(room.height(), 1) / _WIDE))
        across = max(1, min(count, across, int(room.width()) // _LEAST or 1))
        down = math.ceil(count / across)
        wide = (room.width() - (across - 1) * _GAP) / across
        tall = min((room.height() - (down - 1) * _GAP) / down, wide / _WIDE * 1.6)
        return [
            QRectF(
                round(room.left() + (at % across) * (wide + _GAP)),
                round(room.top() + (at // across) * (tall + _GAP)),
                math.floor(wide),
                math.floor(tall),
            )
            for at in range(count)
        ]

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint the tiles."""
        for view, at in zip(self.slots, self.tiles(), strict=True):
            self._draw_slot(painter, view, at)

    def _draw_slot(self, painter: QPainter, view: SlotView, at: QRectF) -> None:
        c = colours()
        fill, ink = c.surface, c.text
        if view.state is not None:
            shade = shade_of(view.state)
            fill, ink = shade.tint, shade.on_tint
        edge = c.accent if view.current else c.border_strong
        draw_box(painter, at, fill, edge, 4 if view.current else 1)
        small = lettering(Face.HINT)
        size = int(max(20, min(64, at.height() - small.line - 12, at.width() * 0.5)))
        number = Lettering(size, size, bold=True)
        top = at.top() + (at.height() - size - small.line) / 2
        head = QRectF(at.left() + 4, top, at.width() - 8, size)
        draw_text(painter, str(view.slot), number, head, ink, CENTRE)
        below = QRectF(at.left() + 4, top + size, at.width() - 8, small.line)
        draw_text(painter, view.counted, small, below, ink, CENTRE)
        if view.state is not None and at.width() >= 2 * _LEAST:
            draw_badge(painter, view.state, QRectF(at.right() - 28, at.top() + 8, 20, 20))


class SlotSign(PaintedCard):
    """The slot that the unit in hand goes into: a number to be read from two metres."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = self._detail = self._slot = ""

    def set_slot(self, caption: str, detail: str, slot: str) -> None:
        """Show a slot, for example ("Put into slot", "order …0042", "7")."""
        self._caption, self._detail, self._slot = caption, detail, slot
        self.changed(caption, slot, detail)

    def wanted(self) -> QSize:
        """The card over the verdict."""
        return QSize(494, 250)

    def number_size(self) -> int:
        """Font size of the number at the present width, logical px."""
        full = Lettering(190, 190, bold=True)
        room = max(self.width() - 48, 1)
        return int(min(full.size, full.size * room / max(text_width(self._slot, full), 1)))

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint the words above, the number below."""
        c, body = colours(), lettering(Face.STATION_BODY)
        inner = box.adjusted(24, 16, -24, -12)
        head = QRectF(inner.left(), inner.top(), inner.width(), body.line)
        bold = lettering(Face.STATION_BODY, bold=True)
        said = draw_text(painter, self._caption, bold, head, c.text)
        rest = head.adjusted(said.width() + 16, 0, 0, 0)
        draw_text(painter, self._detail, body, rest, c.text2, RIGHT)
        size = self.number_size()
        below = QRectF(inner.left(), head.bottom(), inner.width(), inner.bottom() - head.bottom())
        draw_text(painter, self._slot, Lettering(size, size, bold=True), below, c.text, CENTRE)
