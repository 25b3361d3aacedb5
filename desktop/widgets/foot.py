"""The foot under every screen: what just happened, and which keys work here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.theme.active import colours, paint
from desktop.theme.tokens import Face, tokens
from desktop.widgets.key_hints import KeyHints
from desktop.widgets.lettering import Lettering, draw_text, lettering, set_text, text_width
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State


class MessageBar(QWidget):
    """A badge and one sentence. It never takes focus and never waits for an answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._sentence = ""
        self._face = Face.HINT
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence

    @property
    def state(self) -> State | None:
        """Its badge; None shows none."""
        return self._state

    def say(self, state: State | None, sentence: str) -> None:
        """Say something else."""
        self._state, self._sentence = state, sentence
        self.setAccessibleName(sentence)
        self.update()

    def set_face(self, face: Face) -> None:
        """Set it for a station or for the office."""
        self._face = face
        self.update()

    def sizeHint(self) -> QSize:
        """Badge and sentence on one line."""
        return QSize(28 + text_width(self._sentence, lettering(self._face)), self._face.line)

    def is_elided(self) -> bool:
        """Whether the sentence does not fit, on two lines if it may take them."""
        return set_text(self._sentence, self._fitting()[0], self._room(), self._fitting()[1]).elided

    def _room(self) -> int:
        return self.width() - (28 if self._state else 0)

    def _fitting(self) -> tuple[Lettering, int]:
        style = lettering(self._face)
        if not set_text(self._sentence, style, self._room()).elided or self.height() < 44:
            return style, 1
        return lettering(Face.BODY), 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint badge and sentence; a long one takes two smaller lines."""
        painter, left = QPainter(self), 0
        if self._state is not None:
            size = 20 if self._face is Face.HINT else 16
            draw_badge(painter, self._state, QRectF(0, (self.height() - size) / 2, size, size))
            left = 28
        style, lines = self._fitting()
        room = QRectF(left, 0, self.width() - left, self.height())
        draw_text(painter, self._sentence, style, room, colours().text, most_lines=lines)


class Foot(QWidget):
    """Message left, keys right; higher on a station than in the office."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = MessageBar(self)
        self.hints = KeyHints(parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 16, 0)
        row.setSpacing(24)
        row.addWidget(self.message, 1)
        row.addWidget(self.hints)
        self.set_station(True)

    def set_station(self, station: bool) -> None:
        """Dress it for a station or for the office."""
        height = tokens().height
        self.setFixedHeight(height.foot_station if station else height.foot_office)
        self.message.set_face(Face.HINT if station else Face.BODY)
        self.hints.set_caps(station)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface and the hairline at its top."""
        painter, c = QPainter(self), colours()
        painter.fillRect(self.rect(), paint(c.surface))
        painter.fillRect(0, 0, self.width(), 1, paint(c.border))
