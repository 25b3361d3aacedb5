"""The label that belongs on the box in hand, its number as large as it goes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.stations.wording import grouped
from desktop.theme.active import colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face
from desktop.widgets.cards import PaintedCard
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import (
    CENTRE,
    Lettering,
    draw_block,
    draw_text,
    lettering,
    set_text,
    text_width,
)

_ICON = 96
_PAPER = 120


class LabelCard(PaintedCard):
    """What to do with the printed label, and the number that must stand on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._instruction = self._number = self._detail = ""

    @property
    def number(self) -> str:
        """The number in groups."""
        return grouped(self._number)

    def set_label(self, instruction: str, number: str, detail: str) -> None:
        """Show a label.

        Args:
            instruction: What to do with it.
            number: The waybill number, without blanks.
            detail: Below it, for example the box it belongs to.
        """
        if (instruction, number, detail) == (self._instruction, self._number, self._detail):
            return
        self._instruction, self._number, self._detail = instruction, number, detail
        self.changed(instruction, number, detail)

    def wanted(self) -> QSize:
        """In place of the lines."""
        return QSize(736, 396)

    def minimumSizeHint(self) -> QSize:
        """The words and the number."""
        return QSize(320, 200)

    def number_style(self) -> Lettering:
        """The largest lettering in which the number stands on one line."""
        room = self.width() - 2 * 24 - 2 * 24
        for face in (Face.VERDICT_COUNT, Face.VERDICT_WORD, Face.INSTRUCTION, Face.LEAD):
            style = lettering(face, bold=True)
            if text_width(self.number, style) <= room:
                return style
        return lettering(Face.STATION_BODY, bold=True)

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint the sign and the words, the number on a plate, the box below."""
        c = colours()
        room = box.adjusted(24, 16, -24, -16)
        width = int(room.width())
        large, small = lettering(Face.LEAD, bold=True), lettering(Face.REFERENCE)
        head = set_text(self._instruction, large, width, 2)
        around = head.height + 16 + 12 + small.line
        paper = max(64, min(_PAPER, room.height() - around))
        total = around + paper
        with_sign = room.height() >= total + _ICON + 8
        top = room.top() + max(0, round((room.height() - total - with_sign * (_ICON + 8)) / 2))
        if with_sign:
            sign = icon_pixmap("printer", _ICON, c.text2, self.devicePixelRatioF())
            painter.drawPixmap(round(box.center().x() - _ICON / 2), round(top), sign)
            top += _ICON + 8
        draw_block(
            painter, head, large, QRectF(room.left(), top, width, head.height), c.text, CENTRE
        )
        top += head.height + 16
        plate = QRectF(room.left(), top, width, round(paper))
        draw_box(painter, plate, c.accent_tint, c.accent, line=2)
        draw_text(painter, self.number, self.number_style(), plate, c.text, CENTRE)
        draw_text(
            painter,
            self._detail,
            small,
            QRectF(room.left(), plate.bottom() + 12, width, small.line),
            c.text2,
            CENTRE,
        )
