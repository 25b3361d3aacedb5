"""The keys that work here: caps and words in the foot. Each may also be clicked."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours
from desktop.theme.tokens import Face, tokens
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import CENTRE, Lettering, draw_text, lettering, text_width

_GAP = 16
_INNER = 6


def cap_width(key: str) -> int:
    """Width of a key's cap in logical px."""
    return max(30, text_width(key, lettering(Face.TABLE, bold=True)) + 12)


def draw_cap(painter: QPainter, key: str, left: float, middle: float) -> float:
    """Draw a key's cap; gives where it ends."""
    c, height = colours(), tokens().height.kbd
    box = QRectF(left, round(middle - height / 2), cap_width(key), height)
    draw_box(painter, box, c.surface, c.border_strong, radius=tokens().radius.tag)
    draw_text(painter, key, lettering(Face.TABLE, bold=True), box, c.text, CENTRE)
    return box.right()


class KeyHints(QWidget):
    """A row of keys and what they do, set from the right.

    Args:
        caps: Draw the keys as caps (stations) or as plain words (office).
        parent: Its widget.
    """

    pressed = Signal(str)
    """A hint was clicked; carries its key."""

    def __init__(self, caps: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caps = caps
        self._hints: tuple[tuple[str, str], ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """Keys and their words."""
        return self._hints

    def set_hints(self, hints: tuple[tuple[str, str], ...]) -> None:
        """Show these keys, in this order."""
        self._hints = hints
        self.setAccessibleName(", ".join(f"{key} {label}" for key, label in hints))
        self.updateGeometry()
        self.update()

    def set_caps(self, caps: bool) -> None:
        """Draw the keys as caps or as plain words."""
        self._caps = caps
        self.updateGeometry()
        self.update()

    def _key_width(self, key: str) -> int:
        return cap_width(key) if self._caps else text_width(key, lettering(Face.BODY, bold=True))

    def _width(self, style: Lettering) -> int:
        each = (
            self._key_width(key) + _INNER + text_width(label, style) for key, label in self._hints
        )
        return sum(each) + _GAP * max(0, len(self._hints) - 1)

    def _style(self) -> Lettering:
        faces = (Face.HINT, Face.BODY, Face.TABLE) if self._caps else (Face.BODY, Face.TABLE)
        style = lettering(faces[0])
        for face in faces:
            style = lettering(face)
            if self._width(style) <= self.width():
                break
        return style

    def _boxes(self) -> list[tuple[str, str, QRectF]]:
        """Each hint and where it stands, cut at the left when there is no room."""
        style, boxes = self._style(), []
        right = float(self.width())
        for key, label in reversed(self._hints):
            wide = self._key_width(key) + _INNER + text_width(label, style)
            boxes.append((key, label, QRectF(right - wide, 0, wide, self.height())))
            right -= wide + _GAP
        return [(key, label, box) for key, label, box in reversed(boxes) if box.left() >= 0]

    def hint_at(self, at: QPoint) -> str | None:
        """The key whose hint stands at this point."""
        return next((key for key, _, box in self._boxes() if box.contains(at.toPointF())), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click stands for the key."""
        key = self.hint_at(event.position().toPoint())
        if key is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(key)

    def sizeHint(self) -> QSize:
        """All hints in their largest words."""
        return QSize(self._width(lettering(Face.HINT if self._caps else Face.BODY)), 24)

    def minimumSizeHint(self) -> QSize:
        """All hints in their smallest words."""
        return QSize(self._width(lettering(Face.TABLE)), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint caps and words."""
        painter, c = QPainter(self), colours()
        style, bold = self._style(), lettering(Face.BODY, bold=True)
        for key, label, box in self._boxes():
            left = box.left() + self._key_width(key)
            if self._caps:
                draw_cap(painter, key, box.left(), box.center().y())
            else:
                draw_text(painter, key, bold, box, c.text2)
            room = QRectF(left + _INNER, 0, box.right() - left - _INNER + 1, box.height())
            draw_text(painter, label, style, room, c.text2)
