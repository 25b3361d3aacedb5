"""The strip over every screen: where am I, who am I, does everything work."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.theme.active import colours, paint
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face, tokens
from desktop.widgets.badges import Indicator
from desktop.widgets.label import Label
from desktop.widgets.lettering import draw_text, lettering, text_width
from desktop.widgets.states import State
from desktop.widgets.theme_button import ThemeButton
from desktop.widgets.unsaved import STRIPES_HEIGHT, UnsavedPill, draw_stripes


class _Whereabouts(QWidget):
    """Station and operator, set on one line and cut from the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._station_word = self._station = self._name = self._post = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def set_station(self, word: str, station: str) -> None:
        self._station_word, self._station = word, station
        self._changed()

    def set_operator(self, name: str, post: str) -> None:
        self._name, self._post = name, post
        self._changed()

    def _changed(self) -> None:
        words = (self._station_word, self._station, self._name, self._post)
        self.setAccessibleName(" ".join(filter(None, words)))
        self.updateGeometry()
        self.update()

    def _parts(self) -> list[tuple[str, bool, int]]:
        """Words, whether bold, and the gap before them; an icon stands before the name."""
        parts = []
        if self._station:
            parts += [(self._station_word, False, 16), (self._station, True, 5)]
        if self._name:
            parts += [(self._name, True, 44), (self._post, False, 8)]
        return [part for part in parts if part[0]]

    def sizeHint(self) -> QSize:
        wide = sum(
            gap + text_width(words, lettering(Face.HINT, bold))
            for words, bold, gap in self._parts()
        )
        return QSize(wide + 2, tokens().height.strip)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, tokens().height.strip)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, c, left = QPainter(self), colours(), 0.0
        if self._parts():
            painter.fillRect(QRectF(0, 16, 1, self.height() - 32), paint(c.border))
        for words, bold, gap in self._parts():
            left += gap
            if words == self._name and gap == 44:
                pixmap = icon_pixmap("person", 20, c.text2, self.devicePixelRatioF())
                painter.drawPixmap(round(left) - 28, (self.height() - 20) // 2, pixmap)
            room = QRectF(left, 0, max(0.0, self.width() - left), self.height())
            ink = c.text if bold else c.text2
            left = draw_text(painter, words, lettering(Face.HINT, bold), room, ink).right()


class Strip(QWidget):
    """Title, station, operator; at the right the devices, what is not saved yet, the colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(tokens().height.strip)
        self.title = Label("", Face.SCREEN_TITLE, bold=True, parent=self)
        self._whereabouts = _Whereabouts(self)
        self.unsaved = UnsavedPill(parent=self)
        self.unsaved.hide()
        self.theme = ThemeButton(self)
        self._indicators: dict[str, Indicator] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self.title)
        self._row.addWidget(self._whereabouts)
        self._row.addStretch(1)
        self._row.addWidget(self.unsaved)
        self._row.addWidget(self.theme)

    def set_station(self, word: str, station: str) -> None:
        """Show the station; an empty one shows none."""
        self._whereabouts.set_station(word, station)

    def set_operator(self, name: str, post: str) -> None:
        """Show who is signed in; an empty name shows nobody."""
        self._whereabouts.set_operator(name, post)

    def set_indicator(self, name: str, state: State, words: str) -> None:
        """Show how a device or a connection is; a new name adds an indicator."""
        if name not in self._indicators:
            self._indicators[name] = Indicator(parent=self)
            self._row.insertWidget(self._row.count() - 2, self._indicators[name])
        self._indicators[name].set_indicator(state, words)

    def remove_indicator(self, name: str) -> None:
        """Take an indicator away again; nothing happens where there is none of that name."""
        gone = self._indicators.pop(name, None)
        if gone is not None:
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def indicator(self, name: str) -> Indicator:
        """The indicator of that name."""
        return self._indicators[name]

    def set_unsaved(self, count: int, word: str) -> None:
        """Show how many scans the centre does not have yet; stripes appear above 0."""
        self.unsaved.show()
        self.unsaved.set_unsaved(count, word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface, the hairline, and stripes while something is not saved."""
        painter, c = QPainter(self), colours()
        painter.fillRect(self.rect(), paint(c.surface))
        if self.unsaved.count > 0:
            draw_stripes(
                painter, QRectF(0, self.height() - STRIPES_HEIGHT, self.width(), STRIPES_HEIGHT)
            )
        else:
            painter.fillRect(0, self.height() - 1, self.width(), 1, paint(c.border))
