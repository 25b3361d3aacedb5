"""A test code on the screen: whole pixels, black on white in every theme, quiet zone included."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours
from desktop.widgets.frames import draw_box
from printing.codes import LinearCode, MatrixCode, Symbology

_WHITE = QColor(Qt.GlobalColor.white).name()
_QUIET = {Symbology.CODE128: 10, Symbology.EAN13: 11, Symbology.QR: 4}
"""Modules of white that a scanner needs at each side."""
_PAD = 12
_BARS = 120


class CodePicture(QWidget):
    """Shows one code at a time, as large as whole pixels allow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code: LinearCode | MatrixCode | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(220)

    def show_code(self, code: LinearCode | MatrixCode | None, words: str) -> None:
        """Show another code; `words` say what it is, for screen readers."""
        self._code = code
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(480, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper and the code in the middle of it."""
        painter = QPainter(self)
        # The paper is white in the dark themes too: a scanner reads no light bars.
        draw_box(painter, QRectF(self.rect()), _WHITE, colours().border)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        code = self._code
        if isinstance(code, LinearCode):
            self._draw_bars(painter, code)
        elif code is not None:
            self._draw_squares(painter, code)

    def _draw_bars(self, painter: QPainter, code: LinearCode) -> None:
        whole = code.modules + 2 * _QUIET[code.symbology]
        module = self._module(self.width() - 2 * _PAD, whole, 3)
        left = (self.width() - code.modules * module) / 2
        left = self._on_dot(left)
        top = (self.height() - _BARS) // 2
        for place, run in enumerate(code.runs):
            if place % 2 == 0:
                painter.fillRect(QRectF(left, top, run * module, _BARS), Qt.GlobalColor.black)
            left += run * module

    def _draw_squares(self, painter: QPainter, code: MatrixCode) -> None:
        room = min(self.width(), self.height()) - 2 * _PAD
        module = self._module(room, code.modules + 2 * _QUIET[code.symbology], 8)
        left = self._on_dot((self.width() - code.modules * module) / 2)
        top = self._on_dot((self.height() - code.modules * module) / 2)
        for y, row in enumerate(code.rows):
            for x, black in enumerate(row):
                if black:
                    at = QRectF(left + x * module, top + y * module, module, module)
                    painter.fillRect(at, Qt.GlobalColor.black)

    def _module(self, room: int, modules: int, most: int) -> float:
        """The width of a module in logical px: a whole number of the screen's dots."""
        dots = self.devicePixelRatioF()
        return max(1, min(int(room * dots / modules), round(most * dots))) / dots

    def _on_dot(self, place: float) -> float:
        dots = self.devicePixelRatioF()
        return round(place * dots) / dots
