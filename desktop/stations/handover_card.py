"""The open hand-over: to whom, how many are counted, what to do now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.theme.active import colours
from desktop.theme.tokens import Face
from desktop.widgets.cards import PaintedCard
from desktop.widgets.lettering import draw_text, lettering, set_text
from desktop.widgets.order_head import draw_counted, draw_progress


@dataclass(frozen=True, slots=True)
class HandoverView:
    """What the card says, in finished words.

    Attributes:
        instruction: What to do now, for example "Scan the next parcel".
        detail: The smaller line under it.
        carrier: To whom it goes; "" while no hand-over is open.
        counted: For example "23 of 48"; its first number is set bold.
    """

    instruction: str
    detail: str = ""
    carrier: str = ""
    counted: str = ""
    done: int = 0
    total: int = 0


class HandoverCard(PaintedCard):
    """What to scan next, over the progress of the hand-over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = HandoverView("")

    @property
    def view(self) -> HandoverView:
        """What is shown."""
        return self._view

    def set_view(self, view: HandoverView) -> None:
        """Show something else."""
        if view != self._view:
            self._view = view
            self.changed(view.instruction, view.detail, view.carrier, view.counted)

    def wanted(self) -> QSize:
        """Beside the verdict of the shipping desk."""
        return QSize(408, 160)

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint the words at the top, the bar and the count at the foot."""
        c, view = colours(), self._view
        room = box.adjusted(16, 12, -16, -12)
        foot = 52 if view.carrier else 0
        words = QRectF(room.left(), room.top(), room.width(), room.height() - foot)
        head = lettering(Face.STATION_BODY, bold=True)
        most = 1
        if set_text(view.instruction, head, int(words.width())).elided:
            head, most = lettering(Face.REFERENCE, bold=True), 2
        block = set_text(view.instruction, head, int(words.width()), most)
        small = lettering(Face.HINT if view.carrier else Face.REFERENCE)
        free = int(words.height() - block.height - 4)
        lines = max(1, free // small.line)
        below = set_text(view.detail, small, int(words.width()), lines)
        top = words.top() + max(0, round((words.height() - block.height - 4 - below.height) / 2))
        draw_text(
            painter,
            view.instruction,
            head,
            QRectF(words.left(), top, words.width(), block.height),
            c.text,
            most_lines=most,
        )
        draw_text(
            painter,
            view.detail,
            small,
            QRectF(words.left(), top + block.height + 4, words.width(), below.height),
            c.text2,
            most_lines=lines,
        )
        if view.carrier:
            self._draw_progress(
                painter, QRectF(room.left(), room.bottom() - foot, room.width(), foot)
            )

    def _draw_progress(self, painter: QPainter, room: QRectF) -> None:
        c, view, style = colours(), self._view, lettering(Face.REFERENCE)
        line = QRectF(room.left(), room.top() + 2, room.width(), style.line)
        taken = draw_counted(painter, view.counted, Face.REFERENCE, line)
        room_left = line.adjusted(0, 0, -taken - 16, 0)
        draw_text(painter, view.carrier, lettering(Face.REFERENCE, bold=True), room_left, c.text)
        bar = QRectF(room.left(), room.bottom() - 14, room.width(), 12)
        draw_progress(painter, bar, view.done, view.total)
