"""Small signs of a state: badge, tag, the trail of the last scans, device indicators."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours
from desktop.theme.tokens import Face, tokens
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import draw_text, lettering, set_text, text_width
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State, shade_of

_TAG_BADGE = 14
_BARE = frozenset({State.PROGRESS, State.ENDED, State.NEUTRAL})
TRAIL_LENGTH = 4


def _fixed(widget: QWidget) -> None:
    widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Badge(QWidget):
    """A state's shape, 14 to 64 px."""

    def __init__(self, state: State, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setFixedSize(size, size)

    @property
    def state(self) -> State:
        """What it shows."""
        return self._state

    def set_state(self, state: State) -> None:
        """Show another state."""
        if state is not self._state:
            self._state = state
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge over the whole widget."""
        draw_badge(QPainter(self), self._state, QRectF(self.rect()))


def tag_width(text: str, state: State) -> int:
    """Width of a tag in logical px."""
    badge = 0 if state in _BARE else _TAG_BADGE + 5
    return text_width(text, lettering(Face.TABLE)) + badge + 12


def draw_tag(painter: QPainter, text: str, state: State, at: QRectF) -> QRectF:
    """Draw a tag at the left of `at`, centred from top to bottom; gives what it covers."""
    shade = shade_of(state)
    height = tokens().height.tag
    width = min(float(tag_width(text, state)), at.width())
    box = QRectF(at.left(), round(at.center().y() - height / 2), width, height)
    draw_box(painter, box, shade.tint, radius=tokens().radius.tag)
    left = box.left() + 6
    if state not in _BARE:
        top = box.top() + (height - _TAG_BADGE) / 2
        draw_badge(painter, state, QRectF(left, top, _TAG_BADGE, _TAG_BADGE))
        left += _TAG_BADGE + 5
    room = QRectF(left, box.top(), box.right() - 6 - left, height)
    draw_text(painter, text, lettering(Face.TABLE), room, shade.on_tint)
    return box


class Tag(QWidget):
    """Tint, badge and word, 22 px high."""

    def __init__(self, text: str, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._state = text, state
        self.setAccessibleName(text)
        _fixed(self)

    def set_tag(self, text: str, state: State) -> None:
        """Show another word and state."""
        self._text, self._state = text, state
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its word."""
        return QSize(tag_width(self._text, self._state), tokens().height.tag)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tag."""
        draw_tag(QPainter(self), self._text, self._state, QRectF(self.rect()))


def draw_trail(painter: QPainter, states: tuple[State, ...], left: float, middle: float) -> float:
    """Draw the last scans' badges, newest right; gives where they end."""
    for state in states[-TRAIL_LENGTH:]:
        draw_badge(painter, state, QRectF(left, round(middle - 16), 32, 32))
        left += 44
    return left - 12 if states else left


class Trail(QWidget):
    """The last four scans as badges, newest right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: tuple[State, ...] = ()
        self.setFixedSize(TRAIL_LENGTH * 44 - 12, 32)

    @property
    def states(self) -> tuple[State, ...]:
        """What is shown, newest last."""
        return self._states

    def set_states(self, states: tuple[State, ...]) -> None:
        """Show the last four of these; the newest is last."""
        shown = states[-TRAIL_LENGTH:]
        if shown != self._states:
            self._states = shown
            self.update()

    def push(self, state: State) -> None:
        """Add the newest scan."""
        self.set_states((*self._states, state))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badges."""
        draw_trail(QPainter(self), self._states, 0, self.height() / 2)


class Indicator(QWidget):
    """A device or a connection: its badge and its name."""

    def __init__(
        self, words: str = "", state: State = State.GOOD, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._state = words, state
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def state(self) -> State:
        """How the device is."""
        return self._state

    @property
    def words(self) -> str:
        """What stands beside the badge."""
        return self._words

    def set_indicator(self, state: State, words: str) -> None:
        """Show how the device is."""
        if (state, words) == (self._state, self._words):
            return
        self._state, self._words = state, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Badge and words on one line."""
        return QSize(27 + text_width(self._words, lettering(Face.HINT)), Face.HINT.line)

    def minimumSizeHint(self) -> QSize:
        """The badge and some letters."""
        return QSize(min(self.sizeHint().width(), 75), Face.HINT.line)

    def is_elided(self) -> bool:
        """Whether the words do not fit."""
        return set_text(self._words, lettering(Face.HINT), self.width() - 27).elided

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint badge and words."""
        painter = QPainter(self)
        draw_badge(painter, self._state, QRectF(1, (self.height() - 18) / 2, 18, 18))
        room = QRectF(27, 0, self.width() - 27, self.height())
        draw_text(painter, self._words, lettering(Face.HINT), room, colours().text2)
