"""What stands where data would: nothing yet, still coming, failed, not allowed."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face
from desktop.widgets.buttons import Button
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import CENTRE, Block, draw_block, lettering, set_text
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State

LOADING_MS = 300
_SIGN = 64


class Absence(StrEnum):
    """Why there is no data."""

    EMPTY = "empty"
    LOADING = "loading"
    ERROR = "error"
    NO_PERMISSION = "no_permission"


class StateCard(QWidget):
    """A card with a sign, one sentence and at most one button.

    Args:
        station: Large letters, to be read from a metre away.
        parent: Its widget.
    """

    pressed = Signal()
    """Its button was pressed."""

    def __init__(self, station: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = lettering(Face.STATION_BODY if station else Face.CARD_TITLE)
        self._absence = Absence.EMPTY
        self._sentence = ""
        self._icon = "box"
        self._late = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._button = Button(kind="primary", parent=self)
        if station:
            # A scanner's Enter must never press it.
            self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.pressed)
        self._button.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOADING_MS)
        self._timer.timeout.connect(self._on_slow)

    @property
    def absence(self) -> Absence:
        """Why there is no data."""
        return self._absence

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence

    def show_absence(
        self, absence: Absence, sentence: str, button: str = "", icon: str = "box"
    ) -> None:
        """Say why there is nothing to see.

        Args:
            absence: Which sign to show.
            sentence: One complete sentence.
            button: Words of the button; empty shows none.
            icon: The sign of EMPTY.
        """
        self._absence, self._sentence, self._icon = absence, sentence, icon
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._late = False
        if absence is Absence.LOADING:
            self._timer.start()
        else:
            self._timer.stop()
        self.setAccessibleName(sentence)
        self._place_button()
        self.update()

    def _on_slow(self) -> None:
        self._late = True
        self.update()

    def minimumSizeHint(self) -> QSize:
        """The sign and two lines."""
        return QSize(240, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, its sign and its sentence; loading shows bars once it takes long."""
        painter, c = QPainter(self), colours()
        box = QRectF(self.rect())
        draw_box(painter, box, c.surface, c.border)
        if self._absence is Absence.LOADING:
            self._draw_bars(painter, box)
            return
        width = int(min(box.width() - 48, 640))
        block = set_text(self._sentence, self._style, width, 4)
        sign = QRectF(round(box.center().x() - _SIGN / 2), self._top(block), _SIGN, _SIGN)
        self._draw_sign(painter, sign)
        at = QRectF((box.width() - width) / 2, sign.bottom() + 16, width, block.height)
        draw_block(painter, block, self._style, at, c.text2, CENTRE)

    def _top(self, block: Block) -> int:
        below = 0 if self._button.isHidden() else 24 + self._button.height()
        return round((self.height() - _SIGN - 16 - block.height - below) / 2)

    def _place_button(self) -> None:
        button = self._button
        button.adjustSize()
        block = set_text(self._sentence, self._style, int(min(self.width() - 48, 640)), 4)
        top = self._top(block) + _SIGN + 16 + block.height + 24
        button.move(round((self.width() - button.width()) / 2), top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button under the sentence."""
        super().resizeEvent(event)
        self._place_button()

    def _draw_sign(self, painter: QPainter, box: QRectF) -> None:
        c, dpr = colours(), self.devicePixelRatioF()
        if self._absence is Absence.ERROR:
            draw_badge(painter, State.WRONG, box)
            return
        name = "lock" if self._absence is Absence.NO_PERMISSION else self._icon
        painter.drawPixmap(box.toRect(), icon_pixmap(name, _SIGN, c.text2, dpr))

    def _draw_bars(self, painter: QPainter, box: QRectF) -> None:
        if not self._late:
            return
        for at, part in enumerate((1.0, 0.82, 0.6)):
            bar = QRectF(24, 24 + at * 36, (box.width() - 48) * part, 20)
            draw_box(painter, bar, colours().sunken, radius=4)
