"""A card of the demo: it looks like a printed code, and a click scans it."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.active import colours, paint
from desktop.theme.tokens import Face, ThemeName, tokens
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import draw_text, lettering

_PAD = 8
_BARS = QSize(56, 28)


class CodeCard(QAbstractButton):
    """What a code is on, and the code.

    It never takes the focus, so a scanner that types keeps its place. Its bars are drawn from
    the text and only look like a code: no real scanner reads them from the screen.

    Args:
        small: Words only, without bars and the code's own text.
        parent: Its widget.
    """

    scanned = Signal(str, str)
    """It was clicked; carries the text and the symbology."""

    def __init__(self, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._small = small
        self._what = self._text = self._aim = self._under = ""
        self._right = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(40 if small else 52)
        self.clicked.connect(self._on_clicked)

    @property
    def what(self) -> str:
        """What the code is on."""
        return self._what

    @property
    def code(self) -> str:
        """What it scans."""
        return self._text

    @property
    def is_right(self) -> bool:
        """Whether it is marked as what the screen asks for."""
        return self._right

    def set_code(
        self, what: str, text: str, aim: str, *, right: bool = False, under: str | None = None
    ) -> None:
        """Show another code.

        Args:
            what: What it is on, in finished words.
            text: What a scanner would send.
            aim: Its symbology.
            right: Mark it as what the screen asks for.
            under: Words below instead of the text.
        """
        shown = ("" if self._small else text) if under is None else under
        if (what, text, aim, right, shown) == (
            self._what,
            self._text,
            self._aim,
            self._right,
            self._under,
        ):
            return
        self._what, self._text, self._aim, self._right = what, text, aim, right
        self._under = shown
        self.setAccessibleName(f"{what} {shown}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its words; as wide as there is room."""
        return QSize(116, self.height())

    def _on_clicked(self) -> None:
        self.scanned.emit(self._text, self._aim)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, its bars and its words."""
        painter, c = QPainter(self), colours()
        box = QRectF(self.rect())
        ground = c.accent_tint if self.isDown() else c.sunken if self.underMouse() else c.surface
        draw_box(painter, box, ground, c.border_strong if self.underMouse() else c.border)
        if self._right:
            bar = QRectF(0, 10, tokens().border.current_row_office, box.height() - 20)
            painter.fillRect(bar, paint(c.accent))
        left = box.left() + _PAD + 4
        if not self._small:
            label = QRectF(left, box.top() + 12, _BARS.width(), _BARS.height())
            self._draw_bars(painter, label)
            left = label.right() + 10
        room = QRectF(left, box.top(), box.right() - _PAD - left, box.height())
        if self._under:
            upper = QRectF(room.left(), box.center().y() - 18, room.width(), 19)
            draw_text(painter, self._what, lettering(Face.TABLE, bold=self._right), upper, c.text)
            lower = QRectF(room.left(), box.center().y() + 1, room.width(), 16)
            draw_text(painter, self._under, lettering(Face.CAPTION), lower, c.text3)
        else:
            draw_text(painter, self._what, lettering(Face.TABLE), room, c.text)

    def _draw_bars(self, painter: QPainter, label: QRectF) -> None:
        """White paper and black bars in every theme, as a printed card has."""
        draw_box(
            painter, label, tokens().thumbs.paper, tokens().thumbs.edge, radius=tokens().radius.tag
        )
        ink = paint(tokens().themes[ThemeName.LIGHT].text)
        left, end = label.left() + 5, label.right() - 5
        for place, step in enumerate(hashlib.sha256(self._text.encode()).digest()):
            bar, space = 1 + step % 3, 1 + (step >> 4) % 2
            if left + bar > end:
                break
            short = 4 if place % 2 else 3
            painter.fillRect(QRectF(left, label.top() + 4, bar, label.height() - 5 - short), ink)
            left += bar + space
