"""Remarks on a station: every one in full, for a remark that is cut is a remark not heeded."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours
from desktop.theme.tokens import Face, tokens
from desktop.widgets.frames import draw_box, draw_rule
from desktop.widgets.lettering import (
    Block,
    Lettering,
    draw_block,
    draw_text,
    lettering,
    set_text,
    text_width,
)
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State

_FACES = (Face.STATION_BODY, Face.REFERENCE, Face.HINT)
_MOST = 222
_PAD = 15
_BETWEEN = 17


class RemarkNotes(QWidget):
    """All remarks of an order in one bar: tint, triangle, bold words, one under the other.

    Long remarks are set smaller before anything is left out.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = ""
        self._remarks: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is shown, none while hidden."""
        return self._remarks

    def set_remarks(self, caption: str, remarks: tuple[str, ...]) -> None:
        """Show remarks; none takes the bar away."""
        kept = tuple(remark.strip() for remark in remarks if remark.strip())
        if (caption, kept) == (self._caption, self._remarks):
            return
        self._caption, self._remarks = caption, kept
        self.setAccessibleName(" ".join((caption, *kept)).strip())
        self.setVisible(bool(kept))
        self.updateGeometry()
        self.update()

    def letter_size(self) -> int:
        """Size of the letters at the present width, logical px."""
        return self._set(self.width())[0].size

    def is_elided(self) -> bool:
        """Whether some words are left out at the present width."""
        return any(block.elided for block in self._set(self.width())[2])

    def _set(self, width: int) -> tuple[Lettering, int, tuple[Block, ...]]:
        """The lettering that holds everything, where the words start, and the words."""
        style, left = lettering(_FACES[0], bold=True), 60
        blocks: tuple[Block, ...] = ()
        for face in _FACES:
            style = lettering(face, bold=True)
            left = 60 + text_width(self._caption, lettering(face)) + 12
            room = max(40, width - left - 16)
            blocks = tuple(set_text(remark, style, room, 99) for remark in self._remarks)
            if _height(blocks) <= _MOST:
                return style, left, blocks
        room, most = max(40, width - left - 16), max(1, _MOST // style.line)
        each = max(1, most // max(1, len(self._remarks)))
        cut = tuple(set_text(remark, style, room, each) for remark in self._remarks[:most])
        return style, left, cut

    def hasHeightForWidth(self) -> bool:
        """Long remarks wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line has the bar's height; more make it higher."""
        return max(tokens().height.remark_bar, _height(self._set(width)[2]) + 2 * _PAD)

    def sizeHint(self) -> QSize:
        """The bar of the packing screen."""
        return QSize(736, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(240, tokens().height.remark_bar)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tint, and a triangle beside each remark."""
        painter = QPainter(self)
        c, box = colours(), QRectF(self.rect())
        draw_box(painter, box, c.attention_tint, c.attention)
        style, left, blocks = self._set(self.width())
        top = round((box.height() - _height(blocks)) / 2)
        sign = min(33, style.line - 1)
        plain = Lettering(style.size, style.line)
        for at, block in enumerate(blocks):
            if at:
                draw_rule(painter, 16, box.right() - 16, top - _BETWEEN // 2 - 1, c.attention)
            draw_badge(
                painter, State.ATTENTION, QRectF(16, top + (style.line - sign) / 2, sign, sign)
            )
            draw_text(
                painter,
                self._caption,
                plain,
                QRectF(60, top, left - 60, style.line),
                c.attention_text,
            )
            draw_block(
                painter,
                block,
                style,
                QRectF(left, top, box.width() - left - 16, block.height),
                c.text,
            )
            top += block.height + _BETWEEN


def _height(blocks: tuple[Block, ...]) -> int:
    return sum(block.height for block in blocks) + _BETWEEN * max(0, len(blocks) - 1)
